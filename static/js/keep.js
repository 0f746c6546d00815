// Says so where a part that keeps itself could not be kept, and tries again until it is. The typed text never leaves the page.
const AGAIN_AFTER_MS = 5000;
const waiting = new Map();

function say(form, sentence) {
  document.getElementById(form.dataset.keep).textContent = sentence;
}

function tryAgain(form) {
  if (!waiting.has(form)) {
    waiting.set(
      form,
      setTimeout(() => {
        waiting.delete(form);
        form.requestSubmit();
      }, AGAIN_AFTER_MS),
    );
  }
}

document.body.addEventListener("htmx:sendError", ({ detail: { elt } }) => {
  if (elt.dataset.keep) {
    say(elt, "Not saved: no connection. It is tried again every few seconds; keep this page open.");
    tryAgain(elt);
  }
});

document.body.addEventListener("htmx:responseError", ({ detail: { elt, xhr } }) => {
  if (elt.dataset.keep) {
    say(elt, xhr.status >= 500 ? "Not saved: the server failed. It is tried again." : "Not saved. Copy your text and load this page again.");
    if (xhr.status >= 500) {
      tryAgain(elt);
    }
  }
});

// An answer from another address is the sign-in page: the session has ended.
document.body.addEventListener("htmx:beforeSwap", ({ detail }) => {
  const { elt, xhr, requestConfig } = detail;
  if (elt.dataset.keep && xhr.responseURL && new URL(xhr.responseURL).pathname !== requestConfig.path) {
    detail.shouldSwap = false;
    say(elt, "Not saved: you have been signed out. Sign in again in another window; it is tried again.");
    tryAgain(elt);
  }
});
