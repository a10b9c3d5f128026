// Small manners of every page. Each works on markup that is complete without it.
"use strict";

(() => {
  // Controls that only make sense with a script are hidden in the markup.
  const enhanced = "[data-copy], [data-theme-switch], [data-dismiss], [data-open-dialog]";
  const reveal = (root) => root.querySelectorAll(enhanced).forEach((el) => (el.hidden = false));

  const closeMenus = (except) =>
    document.querySelectorAll("details[data-menu][open]").forEach((menu) => {
      if (menu !== except) menu.open = false;
    });

  document.addEventListener("click", (event) => {
    closeMenus(event.target.closest("details[data-menu]"));
    const dismiss = event.target.closest("[data-dismiss]");
    if (dismiss) dismiss.closest(".ms-callout").remove();
    const opener = event.target.closest("[data-open-dialog]");
    if (opener) document.getElementById(opener.dataset.openDialog).showModal();
  });

  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    const open = document.querySelector("details[data-menu][open]");
    if (!open) return;
    open.open = false;
    open.querySelector("summary").focus();
  });

  // Filters apply as soon as one is chosen; the button stays for those without a script.
  document.addEventListener("change", (event) => {
    const form = event.target.closest("form[data-autosubmit]");
    if (form && event.target.matches("select, input[type=checkbox], input[type=date]")) {
      form.requestSubmit();
    }
  });

  // A filter left empty would only clutter the address.
  document.addEventListener("submit", (event) => {
    if (!event.target.matches("form[data-autosubmit]")) return;
    event.target.querySelectorAll("input, select").forEach((el) => {
      if (!el.value) el.disabled = true;
    });
  });

  // Bulk actions appear once a row is chosen, with the count.
  const countChosen = (table) => {
    const boxes = [...table.querySelectorAll("tbody input[data-choose]")];
    const chosen = boxes.filter((box) => box.checked).length;
    const bar = document.querySelector(`[data-bulk-for="${table.id}"]`);
    if (!bar) return;
    bar.hidden = chosen === 0;
    bar.querySelectorAll("[data-bulk-count]").forEach((el) => (el.textContent = chosen));
  };

  document.addEventListener("change", (event) => {
    const table = event.target.closest("table[id]");
    if (!table) return;
    if (event.target.matches("[data-choose-all]")) {
      table
        .querySelectorAll("tbody input[data-choose]")
        .forEach((box) => (box.checked = event.target.checked));
    }
    if (event.target.matches("[data-choose], [data-choose-all]")) countChosen(table);
  });

  // On a phone a row becomes a card; each value then carries the name of its column.
  const labelCells = (root) =>
    root.querySelectorAll(".ms-table").forEach((table) => {
      const names = [...table.querySelectorAll("thead th")].map((th) => th.textContent.trim());
      table.querySelectorAll("tbody tr").forEach((row) => {
        [...row.cells].forEach((cell, at) => {
          if (cell.tagName === "TD" && names[at]) cell.dataset.label = names[at];
        });
      });
    });

  document.addEventListener("DOMContentLoaded", () => {
    reveal(document);
    labelCells(document);
    const summary = document.querySelector("[data-focus]");
    if (summary) summary.focus();
  });
  document.addEventListener("htmx:load", (event) => {
    reveal(event.target);
    labelCells(event.target.parentElement || event.target);
  });
})();
