// The matrix of the dashboard: the column shown comes into view; cells that still owe can be ticked,
// one by one, by row, by column or with the arrow keys; a cell's history opens beside it.
// Without this file the boxes and buttons are a plain form.
(() => {
  "use strict";

  for (const chosen of document.querySelectorAll(".matrix-scroll th[aria-current]")) {
    const box = chosen.closest(".matrix-scroll");
    const names = box.querySelector("th").offsetWidth;
    box.scrollLeft = chosen.offsetLeft - names;
  }

  // History: a button in each cell that has a report, a dialog for all of them --------------------

  const dialog = document.querySelector("dialog.cell-history");
  for (const link of dialog ? document.querySelectorAll('.matrix a[href^="/reports/"]') : []) {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "matrix-more";
    button.title = dialog.dataset.label;
    button.setAttribute("aria-label", `${dialog.dataset.label}: ${link.getAttribute("aria-label")}`);
    button.append(dialog.querySelector("template").content.cloneNode(true));
    button.addEventListener("click", async () => {
      const target = dialog.querySelector("[data-cell-history]");
      await window.htmx.ajax("GET", `${link.getAttribute("href")}history/`, { target, swap: "innerHTML" });
      dialog.showModal();
    });
    link.after(button);
  }

  // Ticking -----------------------------------------------------------------

  const form = document.querySelector("[data-matrix-form]");
  const bar = form?.querySelector("[data-matrix-bar]");
  if (!bar) return;
  const table = form.querySelector("table.matrix");
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

  const rows = [...table.tBodies[0].rows];
  for (const row of rows) {
    group(row.cells[0], [...row.querySelectorAll(".matrix-box")], bar.dataset.row);
  }
  [...table.tHead.rows[0].cells].slice(1).forEach((heading, i) => {
    const of = rows.map((row) => row.cells[i + 1].querySelector(".matrix-box")).filter(Boolean);
    group(heading, of, bar.dataset.column);
  });

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

  form.addEventListener("change", count);
  form.addEventListener("reset", () => setTimeout(count));
  // Boxes that the browser kept ticked when one comes back to the page.
  window.addEventListener("pageshow", count);
  count();
})();
