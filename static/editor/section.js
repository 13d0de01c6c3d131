// The sections of a draft, each with an editor in its form; autosave.js (loaded after this) keeps what is typed.
// The text is in <textarea name="doc"> as JSON when the page comes, and again whenever the form is read.
(() => {
  "use strict";

  const PM = window.ProseMirror;
  const Editor = window.dondocEditor;
  const TOLD_PAUSE = 200; // ms from a key to the news that something was typed
  const MOST_PASTED = 5_000_000; // characters of markup
  const texts = document.querySelector("[data-editor-texts]").dataset;

  // Says in an empty section that one may type there.
  const placeholder = new PM.Plugin({
    props: {
      decorations({ doc }) {
        const isEmpty = doc.childCount === 1 && doc.firstChild.isTextblock && !doc.firstChild.content.size;
        if (!isEmpty) return null;
        return PM.DecorationSet.create(doc, [PM.Decoration.node(0, doc.content.size, { "data-placeholder": texts.empty })]);
      },
    },
  });

  class Section {
    constructor(element) {
      this.element = element;
      this.form = element.querySelector("form[data-autosave]");
      this.field = element.querySelector("[data-editor-doc]");
      this.place = element.querySelector("[data-editor]");
      this.wasFocused = false;
      this.place.replaceChildren();
      this.view = new PM.EditorView({ mount: this.place }, this.options());
      this.field.value = this.json();
      this.listen();
      Editor.quotations(element, (words) => this.takeIn(words));
    }

    options() {
      return {
        state: this.stateOf(JSON.parse(this.field.value)),
        attributes: {
          role: "textbox",
          "aria-multiline": "true",
          "aria-label": this.place.getAttribute("aria-label"),
          lang: "vi",
          spellcheck: "false",
        },
        transformPastedHTML: (html) => this.pasted(html),
        transformPastedText: Editor.cleanText,
        transformPasted: Editor.fitting,
        handleDOMEvents: {
          focus: () => {
            this.wasFocused = true;
            return false;
          },
          // The news of typing goes out below, not with each key.
          input: (_, event) => {
            event.stopPropagation();
            return false;
          },
        },
        dispatchTransaction: (tr) => {
          this.view.updateState(this.view.state.apply(tr));
          if (tr.docChanged) this.typed();
        },
      };
    }

    stateOf(json) {
      const doc = Editor.schema.nodeFromJSON(json);
      doc.check();
      return PM.EditorState.create({
        doc,
        plugins: [
          ...Editor.typing,
          PM.history(),
          PM.dropCursor({ color: false, class: "drop-cursor" }),
          PM.gapCursor(),
          placeholder,
          ...Editor.changedFigures(this.element.querySelector("[data-changed]"), texts.figureNow),
          Editor.toolbar(this.element.querySelector("[data-toolbar]")),
          ...Editor.tables.plugins,
        ],
      });
    }

    json() {
      const { doc } = this.view.state;
      if (this.jsonOf !== doc) {
        this.jsonOf = doc;
        this.kept = Editor.toJson(doc);
      }
      return this.kept;
    }

    typed() {
      clearTimeout(this.timer);
      this.timer = setTimeout(() => this.field.dispatchEvent(new Event("input", { bubbles: true })), TOLD_PAUSE);
    }

    listen() {
      const { form } = this;
      form.addEventListener("formdata", ({ formData }) => formData.set("doc", this.json()));
      // autosave.js put back what this machine had kept.
      form.addEventListener("input", (event) => {
        if (event.target === form) this.replace(this.field.value);
      });
      form.addEventListener("autosave:saved", ({ detail }) => {
        this.element.querySelector("[data-section-badge]").innerHTML = detail.badge; // drawn by our server
      });
      this.element.addEventListener("click", (event) => this.clicked(event));
    }

    // In one step, so that it can be undone.
    replace(text) {
      try {
        const doc = Editor.schema.nodeFromJSON(JSON.parse(text));
        doc.check();
        const { tr } = this.view.state;
        this.view.dispatch(tr.replaceWith(0, tr.doc.content.size, doc.content));
      } catch {
        this.field.value = this.json(); // no text of ours: what stands here stays
      }
    }

    pasted(html) {
      if (html.length > MOST_PASTED) {
        window.dondoc.toast(texts.tooMuch);
        return "";
      }
      const { html: clean, pictures } = Editor.cleanHtml(html);
      if (pictures) window.dondoc.toast(texts.pictures.replace("{count}", pictures));
      return clean;
    }

    takeIn(words) {
      this.view.dispatch(Editor.insertWords(this.view.state, words, { atEnd: !this.wasFocused }));
      this.view.focus();
    }

    clicked(event) {
      const link = event.target.closest("[data-restore]");
      if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
      event.preventDefault();
      event.stopPropagation();
      ask(link.href);
    }
  }

  // Whether to go back to the section's own text: the server shows what would be lost.
  const dialog = document.querySelector("dialog.section-question");
  const ask = (address) =>
    window.htmx.ajax("GET", address, { target: dialog.querySelector("[data-question]"), swap: "innerHTML" });
  dialog.addEventListener("htmx:afterSwap", () => dialog.showModal());
  dialog.addEventListener("click", (event) => {
    if (event.target !== dialog && !event.target.closest("[data-close-question]")) return;
    event.preventDefault();
    dialog.close();
  });

  for (const element of document.querySelectorAll("[data-section]")) new Section(element);
})();
