// Makes or uses a passkey: the browser's own ceremony, whose answer goes back in the form's hidden field.
const REFUSED = "Your browser did not finish. Press the button again and follow what it asks.";

async function answer(kind, options) {
  const key = window.PublicKeyCredential;
  return kind === "create"
    ? navigator.credentials.create({ publicKey: key.parseCreationOptionsFromJSON(options) })
    : navigator.credentials.get({ publicKey: key.parseRequestOptionsFromJSON(options) });
}

document.querySelectorAll("[data-passkey]").forEach((part) => {
  const { passkey: kind, options, field } = part.dataset;
  const { publicKey } = JSON.parse(options);
  const possible = Boolean(window.PublicKeyCredential?.parseRequestOptionsFromJSON);
  part.hidden = !possible || (kind === "get" && !publicKey.allowCredentials?.length);
  part.querySelector("button").addEventListener("click", async () => {
    const said = part.querySelector("[role=alert]");
    said.textContent = "";
    try {
      const credential = await answer(kind, publicKey);
      const box = document.getElementById(field);
      box.value = JSON.stringify(credential.toJSON());
      box.form.submit();
    } catch (error) {
      said.textContent = REFUSED;
    }
  });
});
