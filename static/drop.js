// Files dropped on a field, and the names of those that wait to be sent. See _file_drop.html.
//   [data-drop] > input[type=file][data-drop-into], input[type=file][data-drop-photo], [data-drop-names]
// A file that misses the field is not opened by the browser in the place of what was typed.
(() => {
  "use strict";

  const carriesFiles = (event) => [...(event.dataTransfer?.types || [])].includes("Files");
  const zoneOf = (event) => (event.target instanceof Element ? event.target.closest("[data-drop]") : null);

  function unmark(except) {
    for (const zone of document.querySelectorAll("[data-drop].is-over")) {
      if (zone !== except) zone.classList.remove("is-over");
    }
  }

  document.addEventListener("dragover", (event) => {
    if (!carriesFiles(event)) return;
    event.preventDefault();
    const zone = zoneOf(event);
    event.dataTransfer.dropEffect = zone ? "copy" : "none";
    unmark(zone);
    zone?.classList.add("is-over");
  });

  document.addEventListener("dragleave", (event) => {
    if (!event.relatedTarget) unmark();
  });

  document.addEventListener("drop", (event) => {
    if (!carriesFiles(event)) return;
    event.preventDefault();
    unmark();
    const input = zoneOf(event)?.querySelector("[data-drop-into]");
    if (!input || !event.dataTransfer.files.length) return;
    const together = new DataTransfer();
    for (const file of [...input.files, ...event.dataTransfer.files]) together.items.add(file);
    input.files = together.files;
    input.dispatchEvent(new Event("input", { bubbles: true }));
    input.dispatchEvent(new Event("change", { bubbles: true }));
  });

  function showNames(zone) {
    const list = zone.querySelector("[data-drop-names]");
    const files = [...zone.querySelectorAll("input[type=file]")].flatMap((input) => [...input.files]);
    list.replaceChildren(
      ...files.map((file) => {
        const row = document.createElement("li");
        row.textContent = file.name;
        return row;
      }),
    );
  }

  document.addEventListener("change", (event) => {
    if (!event.target.matches("[data-drop-into], [data-drop-photo]")) return;
    if ("submitOnChange" in event.target.dataset) return;
    showNames(event.target.closest("[data-drop]"));
  });
})();
