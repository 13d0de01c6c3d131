// Saves a form while it is typed. Load after app.js, beside {% include "_autosave_texts.html" %}.
//
//   <form data-autosave data-autosave-url="/…/draft" data-autosave-key="report-<id>-<user>" data-version="7">
//
// POST of the form's fields and `version`, with X-Requested-With and X-CSRFToken; files are not sent. Answers:
//   200 {"version": 8, "saved_at": "14:05"}          the form hears of it: "autosave:saved", the answer in its detail
//   409 {"html": "…"}         both texts, drawn by the server; shown in [data-autosave-conflict], with "message"
//                             instead of the usual sentence where there is one. Saving stops until
//                             a button in it is pressed: <button type="button" data-autosave-pick="mine"
//                             data-version="9"> keeps what is typed here on top of version 9;
//                             data-autosave-pick="theirs" drops it and loads the page again.
//   400, 403, 404, 409, 413, 422 {"message": "a sentence"}      refused; the text stays here, the next change tries again
//   401, a redirect, 403 without a message                      the session has ended
//   anything else             tried again, later and later
// Whatever is not yet on the server is in localStorage, so that a crash or a lost session costs nothing.
// A submit waits for the running save and sends the version that came of it. Serve the page with never_cache.
(() => {
  "use strict";

  const TYPING_PAUSE = 1500; // ms after the last key
  const KEEP_PAUSE = 250; // ms until the text is in localStorage
  const FIRST_RETRY = 5000;
  const LONGEST_RETRY = 60000;
  const KEEPALIVE_BYTES = 60000; // browsers refuse more than 64 KiB
  const NOT_CONTENT = new Set(["csrfmiddlewaretoken", "version"]);

  class Autosave {
    constructor(form) {
      const near = (selector) => form.querySelector(selector) || document.querySelector(selector);
      this.form = form;
      this.url = form.dataset.autosaveUrl;
      this.version = form.dataset.version;
      this.storageKey = `dondoc-draft-${form.dataset.autosaveKey || this.url}`;
      this.texts = near("[data-autosave-texts]").dataset;
      const own = form.querySelectorAll("[data-autosave-state]");
      this.stateBoxes = own.length ? own : document.querySelectorAll("[data-autosave-state]");
      this.noticeBox = near("[data-autosave-notice]");
      this.conflictBox = near("[data-autosave-conflict]");
      this.statusBox = near("[data-autosave-status]");
      this.versionInput = form.querySelector("input[name=version]") || this.addVersionInput();
      this.versionInput.value = this.version; // a reload may have kept an older one
      this.savedText = this.text();
      this.running = null; // the promise of the save on its way
      this.stopped = false; // by a conflict
      this.leaving = false; // the form is being submitted
      this.isAsking = false; // whether to restore what was kept: until answered, that is not touched
      this.retry = FIRST_RETRY;
      this.listen();
      this.offerRestore();
    }

    addVersionInput() {
      const input = document.createElement("input");
      input.type = "hidden";
      input.name = "version";
      input.autocomplete = "off";
      this.form.append(input);
      return input;
    }

    text() {
      const fields = new URLSearchParams();
      for (const [name, value] of new FormData(this.form)) {
        if (typeof value === "string" && !NOT_CONTENT.has(name)) fields.append(name, value);
      }
      return fields.toString();
    }

    get isUnsaved() {
      return this.text() !== this.savedText;
    }

    listen() {
      const { form } = this;
      for (const type of ["input", "change"]) form.addEventListener(type, () => this.typed());
      form.addEventListener("focusout", () => this.save());
      form.addEventListener("submit", (event) => this.submitted(event));
      document.addEventListener("visibilitychange", () => {
        this.save({ keepalive: document.visibilityState === "hidden" });
      });
      window.addEventListener("pagehide", () => this.save({ keepalive: true }));
      window.addEventListener("online", () => this.save());
      window.addEventListener("pageshow", () => {
        this.leaving = false;
      });
      window.addEventListener("beforeunload", (event) => {
        if (!this.leaving && this.isUnsaved) {
          this.keep();
          event.preventDefault();
        }
      });
      document.addEventListener("click", (event) => {
        const pick = event.target.closest?.("[data-autosave-pick]");
        if (pick && this.conflictBox.contains(pick)) this.pick(pick.dataset);
      });
    }

    typed() {
      clearTimeout(this.keepTimer);
      this.keepTimer = setTimeout(() => this.keep(), KEEP_PAUSE);
      if (this.stopped) return;
      if (!this.isUnsaved) {
        clearTimeout(this.timer);
        return;
      }
      if (this.state !== "expired" && this.state !== "error") this.show("unsaved");
      this.saveIn(TYPING_PAUSE);
    }

    saveIn(ms) {
      clearTimeout(this.timer);
      this.timer = setTimeout(() => this.save(), ms);
    }

    // Resolves to true when the server has everything that is typed. One save at a time: a second one waits.
    async save({ keepalive = false } = {}) {
      clearTimeout(this.timer);
      if (this.running) {
        await this.running;
        return this.save({ keepalive });
      }
      if (this.stopped || this.leaving) return false;
      if (!this.isUnsaved) return true;
      this.running = this.send(this.text(), keepalive);
      try {
        await this.running;
      } finally {
        this.running = null;
      }
      return !this.isUnsaved && !this.stopped;
    }

    async send(text, keepalive) {
      this.keep();
      if (this.state !== "expired" && this.state !== "error") this.show("saving");
      const body = new URLSearchParams(text);
      body.set("version", this.version);
      let response;
      try {
        response = await fetch(this.url, {
          method: "POST",
          body,
          credentials: "same-origin",
          redirect: "manual",
          keepalive: keepalive && body.toString().length < KEEPALIVE_BYTES,
          headers: { "X-Requested-With": "XMLHttpRequest", "X-CSRFToken": this.csrfToken(), Accept: "application/json" },
        });
      } catch {
        return this.failed();
      }
      if (response.type === "opaqueredirect" || response.status === 401) return this.expired();
      const answer = await response.json().catch(() => null);
      if (response.ok && answer && "version" in answer) return this.saved(text, answer);
      if (response.status === 409 && answer?.html) return this.conflicted(answer);
      if (response.status === 403 && !answer?.message) return this.expired();
      if ([400, 403, 404, 409, 413, 422].includes(response.status)) return this.refused(answer);
      return this.failed();
    }

    csrfToken() {
      return this.form.querySelector("input[name=csrfmiddlewaretoken]")?.value || "";
    }

    saved(text, answer) {
      this.version = String(answer.version);
      this.versionInput.value = this.version;
      this.form.dataset.version = this.version;
      this.savedText = text;
      this.retry = FIRST_RETRY;
      if (!this.isAsking) this.noticeBox.replaceChildren();
      this.statusBox.textContent = "";
      this.form.dispatchEvent(new CustomEvent("autosave:saved", { detail: answer }));
      if (this.isUnsaved) {
        this.keep();
        this.show("unsaved");
        this.saveIn(TYPING_PAUSE);
      } else {
        this.forget();
        this.show("saved", answer.saved_at);
      }
    }

    failed() {
      this.keep();
      this.show("error");
      this.saveIn(this.retry);
      this.retry = Math.min(this.retry * 2, LONGEST_RETRY);
    }

    refused(answer) {
      this.keep();
      this.show("error", null, answer?.message || this.texts.refused);
    }

    expired() {
      this.keep();
      this.show("expired");
      // A notice that is there stays: a link that is drawn anew under the finger takes no click.
      if (this.isAsking || this.noticeBox.querySelector("[data-autosave-login]")) return;
      const notice = this.fromTemplate("template[data-autosave-expired]");
      const login = notice.querySelector("[data-autosave-login]");
      login.href = `${login.getAttribute("href")}?next=${encodeURIComponent(location.pathname + location.search)}`;
      this.noticeBox.replaceChildren(notice);
      this.noticeBox.scrollIntoView({ block: "nearest" });
    }

    conflicted(answer) {
      this.stopped = true;
      this.keep();
      this.conflictBox.innerHTML = answer.html; // drawn and escaped by our server
      window.htmx?.process(this.conflictBox);
      this.show("conflict", null, answer.message);
      this.conflictBox.scrollIntoView({ block: "start" });
      this.conflictBox.focus({ preventScroll: true });
    }

    pick({ autosavePick, version }) {
      if (autosavePick === "theirs") {
        this.forget();
        this.leaving = true;
        saveAll().finally(() => location.reload());
        return;
      }
      this.conflictBox.replaceChildren();
      this.stopped = false;
      if (version) this.version = version;
      this.savedText = null; // what is typed here counts as unsaved, whatever it is
      this.show("unsaved");
      this.save();
    }

    // The server's copy must be the typed one before the form itself goes.
    submitted(event) {
      if (this.leaving) return;
      if (!this.running && !this.isUnsaved && !this.stopped) {
        this.versionInput.value = this.version;
        // app.js may still ask a question, and the answer may be no.
        setTimeout(() => {
          this.leaving = !event.defaultPrevented;
        });
        // Still here? Then the way was stopped, and saving goes on.
        setTimeout(() => {
          this.leaving = false;
        }, 20000);
        return;
      }
      event.preventDefault();
      event.stopImmediatePropagation();
      if (this.submitting) return;
      this.submitting = true;
      const button = event.submitter;
      button?.setAttribute("aria-busy", "true");
      this.save().then((isSaved) => {
        this.submitting = false;
        button?.removeAttribute("aria-busy");
        if (isSaved) this.form.requestSubmit(button);
        else if (this.stopped) this.conflictBox.scrollIntoView({ block: "start" });
      });
    }

    // On this machine -----------------------------------------------------------

    keep() {
      clearTimeout(this.keepTimer);
      const text = this.text();
      if (text === this.savedText || this.isAsking) return;
      try {
        localStorage.setItem(this.storageKey, JSON.stringify({ version: this.version, text, at: Date.now() }));
      } catch {
        // No room, or storage refused: the page itself still has the text.
      }
    }

    forget() {
      clearTimeout(this.keepTimer);
      if (this.isAsking) return;
      try {
        localStorage.removeItem(this.storageKey);
      } catch {
        // Nothing was kept.
      }
    }

    offerRestore() {
      let kept = null;
      try {
        kept = JSON.parse(localStorage.getItem(this.storageKey));
      } catch {
        // Unreadable, or storage refused.
      }
      if (!kept?.text || kept.text === this.savedText) return this.forget();
      const notice = this.fromTemplate("template[data-autosave-restore]");
      const isSameVersion = kept.version === this.version;
      notice.querySelector(isSameVersion ? "[data-other-version]" : "[data-same-version]").remove();
      const sentence = notice.querySelector("p");
      const at = new Date(kept.at);
      const time = `${String(at.getHours()).padStart(2, "0")}:${String(at.getMinutes()).padStart(2, "0")}`;
      const isToday = at.toDateString() === new Date().toDateString();
      sentence.textContent = sentence.textContent.replace(
        "{time}",
        isToday ? time : `${time} ${at.toLocaleDateString(document.documentElement.lang)}`,
      );
      this.isAsking = true;
      const answered = () => {
        this.isAsking = false;
        this.noticeBox.replaceChildren();
      };
      notice.querySelector("[data-autosave-restore-yes]").addEventListener("click", () => {
        answered();
        this.restore(kept.text);
      });
      notice.querySelector("[data-autosave-restore-no]").addEventListener("click", () => {
        answered();
        this.forget();
        this.keep();
      });
      this.noticeBox.replaceChildren(notice);
    }

    restore(text) {
      const fields = new URLSearchParams(text);
      this.restoreRows(fields);
      const used = new Map();
      for (const control of this.form.elements) {
        if (!control.name || NOT_CONTENT.has(control.name) || /^(button|submit|file)$/.test(control.type)) continue;
        if (control.name.endsWith("-TOTAL_FORMS")) continue;
        const values = fields.getAll(control.name);
        if (control.type === "checkbox" || control.type === "radio") {
          control.checked = values.includes(control.value);
        } else if (control.multiple && control.options) {
          for (const option of control.options) option.selected = values.includes(option.value);
        } else if (control.type !== undefined && control.tagName !== "FIELDSET") {
          const i = used.get(control.name) || 0;
          used.set(control.name, i + 1);
          control.value = values[i] ?? "";
        }
      }
      this.form.querySelectorAll("[data-disables]").forEach(window.dondoc.setAside);
      this.form.dispatchEvent(new Event("input", { bubbles: true }));
      this.save();
    }

    // As many rows as were kept, under the numbers that they had.
    restoreRows(fields) {
      for (const group of this.form.querySelectorAll("[data-rows]")) {
        const wanted = new Set();
        for (const name of fields.keys()) {
          const index = window.dondoc.indexOf(group, { name });
          if (index >= 0) wanted.add(index);
        }
        for (const row of window.dondoc.rowsOf(group)) {
          const control = row.querySelector(`[name^="${group.dataset.rows}-"]`);
          if (!control) continue;
          const index = window.dondoc.indexOf(group, control);
          if (!wanted.delete(index)) window.dondoc.removeRow(group, row);
        }
        for (const index of [...wanted].sort((a, b) => a - b)) window.dondoc.addRow(group, index);
      }
    }

    // What the person sees ----------------------------------------------------------

    show(state, savedAt, sentence) {
      this.state = state;
      const words = sentence || (this.texts[state] || "").replace("{time}", savedAt || "");
      for (const box of this.stateBoxes) {
        box.dataset.state = state;
        box.querySelector("[data-autosave-text]").textContent = words;
      }
      // Every few seconds "saved" would drown a screen reader: it hears of trouble only.
      if (["error", "expired", "conflict"].includes(state)) this.statusBox.textContent = words;
    }

    fromTemplate(selector) {
      return document.querySelector(selector).content.firstElementChild.cloneNode(true);
    }
  }

  const all = [...document.querySelectorAll("form[data-autosave]")].map((form) => new Autosave(form));

  // Leaving by a link or by another form of the page: first what is typed. Where that fails, the browser asks.

  const isUnsaved = () => all.some((each) => each.isUnsaved && !each.leaving);
  const saveAll = () => Promise.all(all.map((each) => each.save()));
  const held = new WeakSet();

  document.addEventListener(
    "submit",
    (event) => {
      const { target: form, submitter } = event;
      if ("autosave" in form.dataset || held.has(form) || !isUnsaved()) return;
      event.preventDefault();
      event.stopImmediatePropagation();
      saveAll().finally(() => {
        held.add(form);
        form.requestSubmit(submitter);
        held.delete(form);
      });
    },
    true,
  );

  document.addEventListener("click", (event) => {
    const link = event.target.closest?.("a[href]");
    if (!link || event.defaultPrevented || event.button || event.ctrlKey || event.metaKey || event.shiftKey) return;
    if (link.matches("[data-autosave-login]")) {
      for (const each of all) {
        each.keep();
        each.leaving = true; // the text is kept: no question on leaving
      }
      return;
    }
    const isHere = link.pathname === location.pathname && link.search === location.search && link.hash;
    if (isHere || link.target || link.hasAttribute("download") || link.origin !== location.origin || !isUnsaved()) return;
    event.preventDefault();
    saveAll().finally(() => location.assign(link.href));
  });
})();
