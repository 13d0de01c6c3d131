// The matrix of the dashboard: cells that still owe can be ticked, one by one, by row, by column or
// with the arrow keys; a cell's history opens beside it; the column shown comes into view.
// Without this file the boxes and buttons are a plain form, and a history is a page of its own.
(() => {
  "use strict";

  const table = document.querySelector("table.matrix");
  if (!table) return;

  // History -----------------------------------------------------------------

  const dialog = document.querySelector("dialog.cell-history");
  dialog.addEventListener("htmx:afterSwap", () => dialog.showModal());
  table.addEventListener("click", (event) => {
    const link = event.target.closest(".matrix-more");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    const target = dialog.querySelector("[data-cell-history]");
    window.htmx.ajax("GET", link.href, { target, swap: "innerHTML" });
  });

  // Ticking -----------------------------------------------------------------

  const rows = [...table.tBodies[0].rows];
  const form = table.closest("[data-matrix-form]");
  if (form) tick(form);

  function tick(form) {
    const bar = form.querySelector("[data-matrix-bar]");
    const boxes = [...table.querySelectorAll(".matrix-box")];
    const groups = []; // {all: the box of a row or column, of: the boxes it stands for}

    function count() {
      const chosen = boxes.filter((box) => box.checked).length;
      const words = bar.querySelector("[data-chosen]");
      words.textContent = `${words.dataset.chosen} ${chosen}`;
      bar.hidden = chosen === 0;
      for (const { all, of } of groups) {
        const ticked = of.filter((box) => box.checked).length;
        all.checked = ticked === of.length;
        all.indeterminate = ticked > 0 && ticked < of.length;
      }
    }

    function group(heading, of, label) {
      if (of.length < 2) return;
      const all = document.createElement("input");
      all.type = "checkbox";
      all.className = "form-check-input matrix-all";
      all.setAttribute("aria-label", `${label}: ${heading.textContent.trim().replace(/\s+/g, " ")}`);
      all.title = label;
      all.addEventListener("change", () => {
        for (const box of of) box.checked = all.checked;
        count();
      });
      groups.push({ all, of });
      heading.prepend(all);
    }

    for (const row of rows) {
      group(row.cells[0], [...row.querySelectorAll(".matrix-box")], bar.dataset.row);
    }
    [...table.tHead.rows[0].cells].slice(1).forEach((heading, i) => {
      const of = rows.map((row) => row.cells[i + 1].querySelector(".matrix-box")).filter(Boolean);
      group(heading, of, bar.dataset.column);
    });

    form.addEventListener("change", count);
    form.addEventListener("reset", () => setTimeout(count));
    // Boxes that the browser kept ticked when one comes back to the page.
    window.addEventListener("pageshow", count);
    count();
  }

  // The nearest box in the direction of the arrow.
  const STEPS = { ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1] };
  table.addEventListener("keydown", (event) => {
    const step = STEPS[event.key];
    if (!step || !event.target.matches(".matrix-box")) return;
    event.preventDefault();
    const cell = event.target.closest("td");
    let [row, column] = [rows.indexOf(cell.parentElement) + step[0], cell.cellIndex + step[1]];
    while (rows[row]?.cells[column]) {
      const box = rows[row].cells[column].querySelector(".matrix-box");
      if (box) return box.focus();
      row += step[0];
      column += step[1];
    }
  });

  // Into view: last, since the boxes of the headings make columns wider ----------------------------

  const shown = table.querySelector("th[aria-current]");
  if (shown) table.parentElement.scrollLeft = shown.offsetLeft - table.querySelector("th").offsetWidth;
})();
