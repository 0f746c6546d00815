// Runs right after <body> opens, before anything is painted, so that parts which need a script are not drawn twice.
document.body.classList.add("js-enabled");
if ("noModule" in HTMLScriptElement.prototype) {
  document.body.classList.add("govuk-frontend-supported");
}
