"use strict";
// Asks the browser for a passkey and sends its answer with the form. It is all for which a page needs a script.
if (window.PublicKeyCredential?.parseRequestOptionsFromJSON && navigator.credentials) {
  for (const form of document.querySelectorAll("form[data-passkey]")) {
    let waiting = false;
    const say = (what) => form.querySelectorAll("[data-says]").forEach((p) => { p.hidden = p.dataset.says !== what; });
    form.addEventListener("submit", async (event) => {
      event.preventDefault();
      if (waiting) return;
      waiting = true;
      say("");
      try {
        const asked = await fetch(form.dataset.passkey, { method: "POST" });
        if (asked.status === 403) return location.assign("/prove?back=" + encodeURIComponent(location.pathname));
        if (!asked.ok) throw new Error(asked.status);
        const { create, get } = await asked.json();
        const answer = create
          ? await navigator.credentials.create({ publicKey: PublicKeyCredential.parseCreationOptionsFromJSON(create) })
          : await navigator.credentials.get({ publicKey: PublicKeyCredential.parseRequestOptionsFromJSON(get) });
        form.elements.answer.value = JSON.stringify(answer.toJSON());
        form.submit();
      } catch (problem) {
        say(problem.name === "InvalidStateError" ? "known" : "failed");
      }
      waiting = false;
    });
    form.hidden = false;
  }
  document.querySelectorAll("[data-without]").forEach((p) => { p.hidden = true; });
}
