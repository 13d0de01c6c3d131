// Before the first paint: light, dark, or what the device says.
(() => {
  "use strict";
  const key = "dondoc-theme";
  const dark = window.matchMedia("(prefers-color-scheme: dark)");

  function choice() {
    try {
      return localStorage.getItem(key) || "auto";
    } catch {
      return "auto"; // storage refused by the browser
    }
  }

  function show() {
    const theme = choice() === "auto" ? (dark.matches ? "dark" : "light") : choice();
    document.documentElement.dataset.bsTheme = theme;
  }

  window.dondocTheme = {
    choice,
    choose(value) {
      try {
        localStorage.setItem(key, value);
      } catch {
        // The page keeps the theme, the next one will not know it.
      }
      show();
    },
  };
  dark.addEventListener("change", show);
  show();
})();
