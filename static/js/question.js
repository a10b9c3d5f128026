// The question page by keyboard: Enter saves and goes on, n and p walk without saving.
// Saving itself is the form's; this only keeps it from being left half-way.
"use strict";

(() => {
  const page = document.querySelector("[data-question-page]");
  const form = document.getElementById("answer");
  if (!page || !form) return;
  const editable = form.hasAttribute("data-autosave");
  const next = document.querySelector("[data-next]");
  let running = 0;
  let wanted = null;

  const status = (words, state = "dirty") => {
    const place = document.querySelector('[data-autosave-status="answer"]');
    if (!place) return;
    place.dataset.state = state;
    place.textContent = words;
  };

  // A reason is asked for: show its field, and save once it is there.
  const reason = form.querySelector("#id_justification");
  const NEEDS_REASON = '[data-why="na"]:checked, [data-why="override"]:checked';
  const lacksReason = () => form.querySelector(NEEDS_REASON) && !reason.value.trim();

  form.addEventListener("change", (event) => {
    // Afterwards: the key that chose it puts the cursor on the choice itself.
    if (event.target.matches(NEEDS_REASON) && lacksReason()) setTimeout(() => reason.focus());
  });
  form.addEventListener("htmx:configRequest", (event) => {
    if (event.target !== form || !lacksReason()) return;
    event.preventDefault();
    status("Say why, then it is saved");
  });

  // Leaving while a save is on its way would send the answer twice: wait for it.
  form.addEventListener("htmx:beforeRequest", () => (running += 1));
  form.addEventListener("htmx:afterRequest", () => {
    running = Math.max(0, running - 1);
    if (running || !wanted) return;
    const button = wanted;
    wanted = null;
    form.requestSubmit(button.isConnected ? button : undefined);
  });
  form.addEventListener(
    "submit",
    (event) => {
      if (!running) return;
      event.preventDefault();
      event.stopImmediatePropagation();
      wanted = event.submitter || next;
    },
    true,
  );

  // A page that is not ours (sign in again, an error) must not take the place of what was typed.
  document.addEventListener("htmx:beforeSwap", (event) => {
    const { xhr, requestConfig, serverResponse } = event.detail;
    if (requestConfig?.elt !== form || xhr.getResponseHeader("HX-Retarget")) return;
    if (serverResponse?.includes('id="answer-state"')) return;
    event.detail.shouldSwap = false;
    event.detail.isError = true;
    const words = "Not saved. Sign in again in another tab, then save; nothing is lost here.";
    setTimeout(() => status(words, "error"));
  });

  // Where we are in the list, without moving the page.
  const showPlace = () => {
    const list = document.getElementById("task-list");
    const here = list?.querySelector("[aria-current]");
    if (here) list.scrollTop = here.offsetTop - list.clientHeight / 3;
  };
  showPlace();

  // A link to something folded opens it and puts the cursor there.
  document.addEventListener("click", (event) => {
    const link = event.target.closest("a[data-unfold]");
    const fold = link && document.querySelector(link.hash);
    if (!fold) return;
    event.preventDefault();
    fold.open = true;
    fold.querySelector("textarea")?.focus();
  });

  const typing = (el) =>
    el.isContentEditable ||
    el.matches("textarea, select, input:not([type=radio]):not([type=checkbox])");
  const keys = {
    n: () => page.dataset.skip && location.assign(page.dataset.skip),
    p: () => page.dataset.back && location.assign(page.dataset.back),
    Enter: () => {
      if (editable) form.requestSubmit(next);
      else if (page.dataset.skip) location.assign(page.dataset.skip);
    },
  };

  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return;
    if (document.querySelector("dialog[open]") || typing(event.target)) return;
    const act = keys[event.key];
    if (!act || (event.key === "Enter" && event.target.matches("a, button, summary"))) return;
    event.preventDefault();
    act();
  });
})();
