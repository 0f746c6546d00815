// Starts the front-end components, again after each htmx swap, and opens folded parts for printing.
import { initAll as startGovuk } from "./govuk-frontend.min.js";
import { initAll as startMoj } from "./moj-frontend.min.js";

// A swap can bring in one element beside others that are already running; those are left as they are.
function onError(error) {
  if (error.name !== "InitError") {
    console.error(error);
  }
}

function start(scope) {
  startGovuk({ scope, onError });
  startMoj({ scope, onError });
}

// A long filter would push the results off a telephone's screen, so there it starts folded.
function foldOnNarrowScreens(scope) {
  if (window.matchMedia("(max-width: 48em)").matches) {
    scope.querySelectorAll("details[data-fold-narrow]").forEach((details) => {
      details.open = false;
    });
  }
}

// On a telephone the parts of a case scroll sideways: the one that is open comes into sight.
function showTheOpenPart() {
  document.querySelectorAll(".app-sub-navigation [aria-current]").forEach((link) => {
    const list = link.closest("ul");
    list.scrollLeft = link.offsetLeft - list.offsetLeft - (list.clientWidth - link.offsetWidth) / 2;
  });
}

start(document);
showTheOpenPart();
foldOnNarrowScreens(document);

document.body.addEventListener("htmx:afterSwap", (event) => {
  start(event.target.parentElement ?? document);
});

let openedForPrint = [];
window.addEventListener("beforeprint", () => {
  openedForPrint = [...document.querySelectorAll("details:not([open])")];
  openedForPrint.forEach((details) => details.setAttribute("open", ""));
});
window.addEventListener("afterprint", () => {
  openedForPrint.forEach((details) => details.removeAttribute("open"));
  openedForPrint = [];
});
