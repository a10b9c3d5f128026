// Final acts ask once more. On the form or the button that submits it:
//   data-confirm="Revoke 14 grants?"  data-confirm-text="…"  data-confirm-go="Revoke 14 grants"
// The service behind the form checks for itself; this dialog only prevents slips.
"use strict";

(() => {
  let confirmed = null;

  document.addEventListener(
    "submit",
    (event) => {
      const form = event.target;
      const source = event.submitter?.dataset.confirm ? event.submitter : form;
      if (!source.dataset.confirm || confirmed === form) {
        confirmed = null;
        return;
      }
      const dialog = document.getElementById("confirm-dialog");
      if (!dialog) return;
      event.preventDefault();
      event.stopImmediatePropagation();
      dialog.querySelector("h2").textContent = source.dataset.confirm;
      dialog.querySelector("p").textContent = source.dataset.confirmText || "";
      dialog.querySelector("[data-confirm-button]").textContent =
        source.dataset.confirmGo || event.submitter?.textContent.trim() || "Continue";
      dialog.returnValue = "";
      dialog.addEventListener(
        "close",
        () => {
          if (dialog.returnValue !== "confirm") return;
          confirmed = form;
          form.requestSubmit(event.submitter);
        },
        { once: true },
      );
      dialog.showModal();
    },
    true,
  );
})();
