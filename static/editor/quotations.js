// What units wrote on a section's subject, beside its text; one click takes it in, as it was written.
// The server draws the list: <aside data-quotations="/…/quotations/">, opened by [data-open-quotations].
(() => {
  "use strict";

  const SEARCH_PAUSE = 300; // ms after the last key

  class Quotations {
    constructor(section, takeIn) {
      this.aside = section.querySelector("[data-quotations]");
      this.opener = section.querySelector("[data-open-quotations]");
      if (!this.aside) return;
      this.takeIn = takeIn;
      this.texts = document.querySelector("[data-editor-texts]").dataset;
      this.opener.hidden = false;
      this.opener.addEventListener("click", () => this.toggle());
      this.aside.addEventListener("click", (event) => this.clicked(event));
      this.aside.addEventListener("submit", (event) => {
        event.preventDefault();
        this.load(1);
      });
      this.aside.addEventListener("input", (event) => {
        event.stopPropagation(); // it is no text of the section
        clearTimeout(this.timer);
        this.timer = setTimeout(() => this.load(1), SEARCH_PAUSE);
      });
    }

    toggle() {
      const isOpen = this.aside.hidden;
      this.aside.hidden = !isOpen;
      this.opener.setAttribute("aria-expanded", String(isOpen));
      if (isOpen && !this.aside.childElementCount) this.load(1);
    }

    async load(page) {
      const box = this.aside.querySelector("input[type=search]");
      const asked = box?.value || "";
      const hadFocus = box && document.activeElement === box;
      const query = new URLSearchParams({ q: asked, page });
      const number = (this.asking = (this.asking || 0) + 1);
      let html = "";
      try {
        const answer = await fetch(`${this.aside.dataset.quotations}?${query}`, {
          redirect: "manual",
          headers: { "X-Requested-With": "XMLHttpRequest" },
        });
        if (answer.ok) html = await answer.text();
      } catch {
        // Told below.
      }
      if (number !== this.asking) return; // a later question is on its way
      if (!html) return window.dondoc.toast(this.texts.failed);
      const typed = this.aside.querySelector("input[type=search]")?.value;
      this.aside.innerHTML = html; // drawn and escaped by our server
      const now = this.aside.querySelector("input[type=search]");
      if (typed !== undefined) now.value = typed;
      if (hadFocus) now.focus();
    }

    clicked({ target }) {
      const button = target.closest("button");
      if (!button) return;
      if (button.dataset.quotationsPage) return this.load(button.dataset.quotationsPage);
      if (!("takeIn" in button.dataset)) return;
      const quotation = button.closest("[data-quotation]");
      this.takeIn(quotation.querySelector("[data-words]").textContent);
      quotation.classList.add("is-taken");
      window.dondoc.toast(this.texts.takenIn.replace("{unit}", quotation.dataset.unit), "success");
    }
  }

  window.dondocEditor.quotations = (section, takeIn) => new Quotations(section, takeIn);
})();
