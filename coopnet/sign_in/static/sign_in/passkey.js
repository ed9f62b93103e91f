// Passkeys: ask the server for the question, the device for the answer, and send the answer as an ordinary form.
(() => {
  const toBytes = (text) =>
    Uint8Array.from(atob(text.replace(/-/g, "+").replace(/_/g, "/")), (sign) => sign.charCodeAt(0));
  const toText = (buffer) =>
    btoa(String.fromCharCode(...new Uint8Array(buffer))).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");
  const named = !/^[\d.]+$|:|^\[/.test(location.hostname);
  const able = Boolean(window.PublicKeyCredential && navigator.credentials && named);

  const question = async (form) => {
    const body = new URLSearchParams({ csrfmiddlewaretoken: form.elements.csrfmiddlewaretoken.value });
    const answer = await fetch(form.dataset.question, { method: "POST", body, redirect: "error" });
    const found = await answer.json();
    if (!answer.ok) throw new Error(found.words);
    const asked = found.publicKey;
    asked.challenge = toBytes(asked.challenge);
    if (asked.user) asked.user.id = toBytes(asked.user.id);
    for (const list of [asked.allowCredentials, asked.excludeCredentials])
      for (const one of list || []) one.id = toBytes(one.id);
    return asked;
  };

  const plain = (credential) => {
    const response = {};
    for (const part of ["clientDataJSON", "attestationObject", "authenticatorData", "signature", "userHandle"])
      if (credential.response[part]) response[part] = toText(credential.response[part]);
    if (credential.response.getTransports) response.transports = credential.response.getTransports();
    return JSON.stringify({
      id: credential.id,
      rawId: toText(credential.rawId),
      type: credential.type,
      response,
      clientExtensionResults: credential.getClientExtensionResults(),
    });
  };

  for (const part of document.querySelectorAll("[data-passkey-able]")) part.hidden = !able;
  for (const part of document.querySelectorAll("[data-passkey-unable]")) part.hidden = able;
  if (!able) return;

  for (const form of document.querySelectorAll("form[data-passkey]")) {
    const words = form.querySelector("[role=status]");
    form.addEventListener("submit", async (event) => {
      event.preventDefault();
      words.textContent = "Your device is asking you now.";
      try {
        const publicKey = await question(form);
        const ask = form.dataset.passkey === "create" ? "create" : "get";
        const credential = await navigator.credentials[ask]({ publicKey });
        form.elements.answer.value = plain(credential);
        form.submit();
      } catch (error) {
        words.textContent =
          error.name === "InvalidStateError"
            ? "This device holds a passkey for your account already."
            : "That did not work. Try once more, or use another way.";
      }
    });
  }
})();
