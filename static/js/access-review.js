// The reviewer's page by keyboard: j and k (or the arrows) walk, letters decide, o opens the
// details. A plain "keep" is saved at once; whatever needs a word waits for it. Without this script
// every item has its own button.
"use strict";

(() => {
  const list = document.querySelector("[data-review]");
  if (!list) return;
  const items = () => [...list.querySelectorAll(".ms-item")];
  const isOpen = (item) => !item.hasAttribute("data-said") && !item.hasAttribute("data-closed");
  let current = items().findIndex(isOpen);
  let since = Date.now();

  const show = (at) => {
    const all = items();
    if (!all.length) return;
    current = Math.max(0, Math.min(at, all.length - 1));
    all.forEach((item, place) => item.classList.toggle("is-current", place === current));
    since = Date.now();
    all[current].focus({ preventScroll: true });
    all[current].scrollIntoView({ block: "nearest" });
  };
  const itemNow = () => items()[current];

  // ---- Deciding ----
  const needsWords = (input) => {
    const item = input.closest(".ms-item");
    return input.value !== "keep" || item.hasAttribute("data-flagged");
  };
  const firstField = (form) =>
    [...form.querySelectorAll(".ms-decision-more select, .ms-decision-more input, textarea")].find(
      (field) => field.offsetParent !== null && !field.value,
    );
  const choose = (input) => {
    input.checked = true;
    if (needsWords(input)) firstField(input.form)?.focus();
    else input.form.requestSubmit();
  };

  // A pointer chooses as a letter does; arrow keys within the radios only move the choice. A click
  // on a label does not say how it came about, so what was touched last is remembered.
  let pointed = false;
  list.addEventListener("pointerdown", () => (pointed = true), true);
  document.addEventListener("keydown", () => (pointed = false), true);
  list.addEventListener("click", (event) => {
    const item = event.target.closest(".ms-item");
    if (!item) return;
    const at = items().indexOf(item);
    if (at !== current) {
      current = at;
      since = Date.now();
      items().forEach((other) => other.classList.toggle("is-current", other === item));
    }
    if (event.target.matches("[name=verdict]") && pointed) choose(event.target);
  });
  list.addEventListener("htmx:configRequest", (event) => {
    event.detail.parameters.set("seconds", String(Math.round((Date.now() - since) / 1000)));
  });
  list.addEventListener("toggle", (event) => {
    if (!event.target.matches("details[data-context]") || !event.target.open) return;
    const noted = event.target.closest(".ms-item").querySelector("[name=context_opened]");
    if (noted) noted.value = "true";
  }, true);

  // The item came back: on to the next open one, or stay where something is missing.
  document.addEventListener("htmx:afterSwap", (event) => {
    const item = items()[current];
    if (!item || !event.detail.elt?.closest?.("[data-review]")) return;
    if (isOpen(item)) return item.querySelector(".has-error :is(textarea, select, input)")?.focus();
    const next = items().findIndex((other, at) => at > current && isOpen(other));
    if (next >= 0) show(next);
    count();
  });

  // ---- Several at once ----
  const bar = document.querySelector("[data-bulk-bar]");
  const boxes = () => [...list.querySelectorAll("[data-bulk]")];
  const count = () => {
    if (!bar) return;
    const chosen = boxes().filter((box) => box.checked).length;
    const button = bar.querySelector("[type=submit]");
    button.disabled = chosen === 0;
    button.textContent = chosen ? `Keep ${chosen} chosen` : "Keep the chosen ones";
    bar.hidden = boxes().length === 0;
  };
  const started = Date.now();
  list.addEventListener("change", (event) => event.target.matches("[data-bulk]") && count());
  if (bar) {
    const all = bar.querySelector("[data-bulk-all]");
    all.hidden = false;
    all.addEventListener("click", () => {
      boxes().forEach((box) => (box.checked = true));
      count();
    });
    bar.addEventListener("submit", () => {
      bar.querySelector("[name=seconds]").value = String(Math.round((Date.now() - started) / 1000));
    });
    count();
  }

  // ---- Keys ----
  const typing = (el) =>
    el.isContentEditable ||
    el.matches("textarea, select, input:not([type=radio]):not([type=checkbox])");
  const walk = { j: 1, ArrowDown: 1, k: -1, ArrowUp: -1 };
  const act = (key) => {
    const item = itemNow();
    if (key in walk) {
      show(current + walk[key]);
      return true;
    }
    if (key === "o") {
      const details = item?.querySelector("details[data-context]");
      if (details) details.open = !details.open;
      return Boolean(details);
    }
    const input = item?.querySelector(`[name=verdict][data-key="${key}"]`);
    if (input) choose(input);
    return Boolean(input);
  };

  document.addEventListener("keydown", (event) => {
    if (document.querySelector("dialog[open]")) return;
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
      const form = event.target.closest?.(".ms-decision") || itemNow()?.querySelector(".ms-decision");
      if (form) form.requestSubmit();
      return;
    }
    if (event.ctrlKey || event.metaKey || event.altKey || typing(event.target)) return;
    if (event.key.startsWith("Arrow") && event.target.matches("input[type=radio]")) return;
    if (act(event.key)) event.preventDefault();
  });

  if (current >= 0) show(current);
})();
