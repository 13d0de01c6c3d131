// The report form: people still to brief, what was carried over, the warning where nobody is focal officer.
// The server draws both; this only keeps them in step while somebody types.
(() => {
  "use strict";

  const WITH_POINTS = /^\d{1,3}(\.\d{3})+$/;
  const form = document.getElementById("draft");
  if (!form) return;

  // As CountField reads it: null where it is no whole number.
  function count(control) {
    const text = control.value.replace(/\s+/g, "");
    if (text === "") return 0;
    if (/^\d+$/.test(text) || WITH_POINTS.test(text)) return Number(text.replaceAll(".", ""));
    return null;
  }

  function countLeft(table) {
    let total = null;
    for (const row of table.querySelectorAll("[data-coverage-group]")) {
      const [present, briefed] = row.querySelectorAll("input");
      const known = present.value.trim() !== "" && count(present) !== null && count(briefed) !== null;
      const left = known ? count(present) - count(briefed) : null;
      row.querySelector("[data-coverage-left]").textContent = left ?? "–";
      row.classList.toggle("is-too-many", left !== null && left < 0);
      if (left !== null) total = (total ?? 0) + left;
    }
    table.querySelector("[data-coverage-total]").textContent = total ?? "–";
  }

  function warnOfNoFocalOfficer(group) {
    const rows = window.dondoc.rowsOf(group);
    const named = rows.some((row) => {
      const person = row.querySelector('[name$="-person"]');
      return person.value.trim() && row.querySelector('[name$="-is_focal"]').checked;
    });
    group.parentElement.querySelector("[data-no-focal]").hidden = named;
  }

  function refresh() {
    form.querySelectorAll("[data-coverage]").forEach(countLeft);
    form.querySelectorAll("[data-staffing]").forEach(warnOfNoFocalOfficer);
  }

  // What was carried over is no longer marked once it was changed and saved.
  form.addEventListener("autosave:saved", ({ detail }) => {
    const left = detail.carried ?? [];
    for (const mark of form.querySelectorAll("[data-carried]")) {
      if (!left.includes(mark.dataset.carried)) mark.remove();
    }
    for (const notice of form.querySelectorAll("[data-carried-notice]")) {
      const value = notice.dataset.carriedNotice;
      const stands = value === "all" ? left.length : left.some((name) => name.startsWith(`${value}-`));
      if (!stands) notice.remove();
    }
  });

  form.addEventListener("input", refresh);
  form.addEventListener("change", refresh);
  refresh();
})();
