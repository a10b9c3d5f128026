// Copy buttons beside identifiers and digests.
"use strict";

document.addEventListener("click", async (event) => {
  const button = event.target.closest("[data-copy]");
  if (!button) return;
  const before = button.getAttribute("aria-label");
  try {
    await navigator.clipboard.writeText(button.dataset.copy);
    button.classList.add("is-copied");
    button.setAttribute("aria-label", "Copied");
  } catch {
    // Without permission to the clipboard the text is at least selected, ready for Ctrl+C.
    window.getSelection().selectAllChildren(button.parentElement.querySelector("code"));
    return;
  }
  setTimeout(() => {
    button.classList.remove("is-copied");
    button.setAttribute("aria-label", before);
  }, 1600);
});
