// Says what happened to what was typed. A form with data-autosave saves itself through htmx;
// the element [data-autosave-status] in it, or elsewhere with the form's id as its value, reads
// "Saved 10:42" or why it could not.
"use strict";

(() => {
  const formOf = (event) => event.target.closest?.("form[data-autosave]");
  const say = (form, state, words) => {
    const status =
      form.querySelector("[data-autosave-status]") ||
      document.querySelector(`[data-autosave-status="${form.id}"]`);
    if (!status) return;
    status.dataset.state = state;
    status.textContent = words;
  };
  const clock = () =>
    new Date().toLocaleTimeString([], { hour: "2-digit", minute: "2-digit", hourCycle: "h23" });

  document.addEventListener("input", (event) => {
    const form = formOf(event);
    if (form) say(form, "dirty", "Not saved yet");
  });
  document.addEventListener("htmx:beforeRequest", (event) => {
    const form = formOf(event);
    if (form) say(form, "busy", "Saving…");
  });
  document.addEventListener("htmx:afterRequest", (event) => {
    const form = formOf(event);
    if (!form) return;
    const status = event.detail.xhr?.status || 0;
    if (event.detail.successful) say(form, "saved", `Saved ${clock()}`);
    else if (status === 409) say(form, "error", "Not saved: somebody else changed this.");
    else if (status === 422) say(form, "error", "Not saved: see the message at the field.");
    else say(form, "error", "Not saved. What you typed is still here; try again.");
  });
  window.addEventListener("beforeunload", (event) => {
    const open = document.querySelector(
      '[data-autosave-status][data-state="dirty"], [data-autosave-status][data-state="error"]',
    );
    if (open && !document.body.dataset.leaving) event.preventDefault();
  });
  document.addEventListener("submit", () => {
    document.body.dataset.leaving = "yes";
  });
})();
