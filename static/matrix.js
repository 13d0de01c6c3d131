// Brings the column of the period shown into view where the matrix is wider than the screen.
(() => {
  "use strict";

  for (const chosen of document.querySelectorAll(".matrix-scroll th[aria-current]")) {
    const box = chosen.closest(".matrix-scroll");
    const names = box.querySelector("th").offsetWidth;
    box.scrollLeft = chosen.offsetLeft - names;
  }
})();
