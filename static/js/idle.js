// Warns before the session ends, keeps half-written words on the server, and offers them when the form is opened again.
const dialog = document.getElementById("idle");
const { warning, stay, words, drop, token } = dialog.dataset;
const ENDS = "mosovo-ends";

// The page that was answered last knows best how long the session has, whichever tab it stands in.
function endsIn(seconds) {
  localStorage.setItem(ENDS, String(Date.now() + seconds * 1000));
}

function secondsLeft() {
  return Math.ceil((Number(localStorage.getItem(ENDS)) - Date.now()) / 1000);
}

function inWords(seconds) {
  const whole = Math.max(0, seconds);
  const minutes = Math.floor(whole / 60);
  return minutes ? `${minutes}:${String(whole % 60).padStart(2, "0")} minutes` : `${whole} seconds`;
}

function post(url, body) {
  return fetch(url, { method: "POST", body, headers: { "X-CSRFToken": token }, redirect: "error" });
}

// ------------------------------------------------------------------------------------------------------- words

function address(form) {
  return new URL(form.getAttribute("action") || location.href, location.href).pathname;
}

function at(url, form) {
  return `${url}?address=${encodeURIComponent(address(form))}`;
}

// Forms that htmx sends keep themselves.
function writtenForms() {
  return [...document.querySelectorAll("form[method=post]:not([hx-post])")].filter((form) => form.querySelector("textarea"));
}

function isChanged(form) {
  return [...form.elements].some((box) => /text/.test(box.type) && box.value !== box.defaultValue);
}

async function keep() {
  const kept = writtenForms()
    .filter(isChanged)
    .map(async (form) => {
      const body = new FormData();
      new FormData(form).forEach((value, name) => typeof value === "string" && body.append(name, value));
      form.querySelectorAll("[type=password]").forEach((box) => body.delete(box.name));
      const answer = await post(at(words, form), body);
      return answer.ok;
    });
  return (await Promise.allSettled(kept)).every((one) => one.value);
}

function putBack(form, texts) {
  for (const box of form.elements) {
    const given = texts[box.name];
    if (!given || box.type === "hidden" || box.type === "password") {
      continue;
    }
    if (box.type === "checkbox" || box.type === "radio") {
      box.checked = given.includes(box.value);
    } else if (box.type !== "file") {
      [box.value] = given;
    }
    box.dispatchEvent(new Event("input", { bubbles: true }));
  }
}

async function offer(form) {
  const answer = await fetch(at(words, form), { redirect: "error" });
  if (answer.status !== 200) {
    return;
  }
  const { words: texts, kept } = await answer.json();
  const part = document.getElementById("words-offer").content.firstElementChild.cloneNode(true);
  part.querySelector("[data-kept]").textContent = kept;
  part.querySelector("[data-take]").addEventListener("click", () => {
    putBack(form, texts);
    part.remove();
  });
  part.querySelector("[data-leave]").addEventListener("click", () => {
    post(at(drop, form)).catch(() => {});
    part.remove();
  });
  form.before(part);
}

// -------------------------------------------------------------------------------------------------------- time

let kept = null;

async function end() {
  clearInterval(watch);
  if (await kept) {
    location.assign(location.pathname + location.search);
  } else {
    dialog.close();
  }
}

function look() {
  const left = secondsLeft();
  if (left > Number(warning)) {
    kept = null;
    dialog.close();
    return;
  }
  if (!dialog.open) {
    kept = keep();
    dialog.showModal();
  }
  dialog.querySelector("[data-time]").textContent = inWords(left);
  // A moment later: a page asked for in time would be somebody's doing, and the session would go on.
  if (left < -1) {
    end();
  }
}

dialog.addEventListener("cancel", (event) => event.preventDefault());
dialog.querySelector("button").addEventListener("click", async () => {
  try {
    const answer = await post(stay);
    endsIn((await answer.json()).left);
  } catch (error) {
    // No connection: the time runs on, and the words are kept.
  }
  look();
});

endsIn(Number(dialog.dataset.left));
// What htmx fetches is answered by the server too, which notes the time once a minute.
document.body.addEventListener("htmx:afterOnLoad", () => {
  endsIn(Math.max(secondsLeft(), Number(dialog.dataset.left) - 60));
});
const watch = setInterval(look, 1000);
writtenForms().forEach((form) => offer(form).catch(() => {}));
