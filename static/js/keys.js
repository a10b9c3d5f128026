// The keyboard: / searches, ? helps, g and a letter opens a domain, letters choose an option.
"use strict";

(() => {
  const typing = (el) =>
    el.isContentEditable ||
    el.matches("textarea, select, input:not([type=radio]):not([type=checkbox])");
  const domains = { h: 0, r: "registry", a: "assessments", p: "packs" };
  let leader = 0;

  const openDomain = (letter) => {
    const entries = [...document.querySelectorAll(".ms-nav a")];
    const wanted = domains[letter];
    const entry =
      wanted === 0
        ? document.querySelector(".ms-brand")
        : entries.find((link) => link.textContent.trim().toLowerCase() === wanted);
    if (entry) window.location.assign(entry.href);
    return Boolean(entry);
  };

  const chooseOption = (letter) => {
    const option = document.querySelector(`[data-letter="${letter}"]`);
    if (option) {
      option.click();
      option.focus();
    }
    return Boolean(option);
  };

  const submitQuestion = () => {
    const form = document.querySelector("form[data-question]");
    if (form) form.requestSubmit(form.querySelector("[data-next]") || undefined);
    return Boolean(form);
  };

  const plainKey = (key) => {
    if (Date.now() - leader < 1200 && key in domains) return openDomain(key);
    leader = key === "g" ? Date.now() : 0;
    if (key === "/") {
      const search = document.querySelector("[data-search]");
      if (search) search.focus();
      return Boolean(search);
    }
    if (key === "?") {
      document.getElementById("keys-dialog")?.showModal();
      return true;
    }
    return /^[a-z]$/.test(key) && chooseOption(key);
  };

  document.addEventListener("keydown", (event) => {
    if (document.querySelector("dialog[open]")) return;
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
      if (submitQuestion()) event.preventDefault();
      return;
    }
    if (event.ctrlKey || event.metaKey || event.altKey || typing(event.target)) return;
    if (plainKey(event.key)) event.preventDefault();
  });
})();
