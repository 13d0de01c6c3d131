// The buttons above a text: [data-command] names one of commands.js; <select data-kinds> is the kind of block.
// One stop of the Tab key; arrows go from button to button; Alt+F10 leads here from the text, Escape back.
(() => {
  "use strict";

  const { Plugin } = window.ProseMirror;
  const { commands, kinds } = window.dondocEditor;

  class Toolbar {
    constructor(element, view) {
      this.element = element;
      this.view = view;
      this.kinds = element.querySelector("[data-kinds]");
      this.tableTools = element.querySelector("[data-table-tools]");
      this.buttons = [...element.querySelectorAll("[data-command]")];
      element.hidden = false;
      this.listen();
      this.stopAt(this.kinds);
      this.update(view);
    }

    get controls() {
      return [...this.element.querySelectorAll("select, button")].filter((control) => !control.closest("[hidden]"));
    }

    listen() {
      const { element } = this;
      // The text keeps the focus, and with it the selection.
      element.addEventListener("mousedown", (event) => event.target.closest("button") && event.preventDefault());
      element.addEventListener("click", (event) => {
        const button = event.target.closest("[data-command]");
        if (!button || button.getAttribute("aria-disabled") === "true") return;
        commands[button.dataset.command].run(this.view.state, this.view.dispatch, this.view);
        if (document.activeElement === button && button.closest("[hidden]")) this.view.focus();
        else if (document.activeElement !== button) this.view.focus();
      });
      this.kinds.addEventListener("change", () => {
        kinds.set(this.kinds.value)(this.view.state, this.view.dispatch);
        this.update(this.view);
        this.view.focus();
      });
      element.addEventListener("keydown", (event) => this.pressed(event));
      element.addEventListener("focusin", (event) => this.stopAt(event.target));
    }

    pressed(event) {
      if (event.key === "Escape") return this.view.focus();
      const { controls } = this;
      const at = controls.indexOf(event.target);
      const to = { ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: controls.length - 1 }[event.key];
      if (to === undefined || (event.target === this.kinds && /^Arrow[UD]/.test(event.key))) return;
      event.preventDefault();
      controls.at(to % controls.length)?.focus();
    }

    focus() {
      (this.controls.find((control) => control.tabIndex === 0) || this.controls[0]).focus();
    }

    stopAt(control) {
      for (const each of this.element.querySelectorAll("select, button")) each.tabIndex = each === control ? 0 : -1;
    }

    update({ state }) {
      for (const button of this.buttons) {
        const { run, isOn } = commands[button.dataset.command];
        button.setAttribute("aria-disabled", String(!run(state)));
        if (isOn) button.setAttribute("aria-pressed", String(isOn(state)));
      }
      const kind = kinds.at(state);
      this.kinds.value = kind;
      for (const option of this.kinds.options) {
        option.disabled = option.value !== kind && !kinds.set(option.value)(state);
      }
      this.tableTools.hidden = !commands.dropTable.run(state);
      if (!this.controls.some((control) => control.tabIndex === 0)) this.stopAt(this.controls[0]);
    }
  }

  window.dondocEditor.toolbar = (element) =>
    new Plugin({
      view(view) {
        const bar = new Toolbar(element, view);
        return { update: (each) => bar.update(each) };
      },
      props: {
        handleKeyDown(view, event) {
          if (!event.altKey || event.key !== "F10") return false;
          element.querySelector('[tabindex="0"]')?.focus();
          return true;
        },
      },
    });
})();
