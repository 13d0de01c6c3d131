// What every page does. The attributes it reads are listed at the top of app.css.
(() => {
  "use strict";

  const CONTROLS = "input:not([type=hidden]), select, textarea";
  const toasts = () => document.querySelector("[data-toasts]");

  function toast(sentence, tone = "danger") {
    const place = toasts();
    if (!place || !sentence) return;
    const box = document.createElement("div");
    box.className = `notice tone-${tone}`;
    box.textContent = sentence;
    place.append(box);
    setTimeout(() => box.remove(), 7000);
  }

  // Theme ------------------------------------------------------------------

  function showThemeChoice() {
    for (const button of document.querySelectorAll("[data-theme-choice]")) {
      const chosen = button.dataset.themeChoice === window.dondocTheme.choice();
      button.setAttribute("aria-pressed", String(chosen));
    }
  }

  // Menus: <details class="menu"> closes like a menu ------------------------

  function closeMenus(except) {
    for (const menu of document.querySelectorAll("details.menu[open]")) {
      if (menu !== except) menu.open = false;
    }
  }

  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    const menu = document.activeElement?.closest("details.menu[open]");
    closeMenus();
    menu?.querySelector("summary").focus();
  });

  // Questions --------------------------------------------------------------

  function ask(question, { yes, tone } = {}) {
    const dialog = document.getElementById("ask");
    const yesButton = dialog.querySelector("[data-ask-yes]");
    yesButton.dataset.label ??= yesButton.textContent;
    dialog.querySelector("#ask-text").textContent = question;
    yesButton.textContent = yes || yesButton.dataset.label;
    yesButton.classList.toggle("btn-danger", tone === "danger");
    yesButton.classList.toggle("btn-primary", tone !== "danger");
    dialog.returnValue = "no";
    dialog.showModal();
    return new Promise((answer) => {
      dialog.addEventListener("close", () => answer(dialog.returnValue === "yes"), { once: true });
    });
  }

  document.addEventListener("htmx:confirm", (event) => {
    if (!event.detail.question) return;
    event.preventDefault();
    ask(event.detail.question).then((agreed) => agreed && event.detail.issueRequest(true));
  });

  // Sending a form: ask first, and send once -------------------------------

  const agreedTo = new WeakSet();
  const sent = new Map(); // form -> the button that was pressed
  const isHtmx = (form) => form.matches("[hx-post], [hx-put], [hx-patch], [hx-delete], [hx-get]");

  document.addEventListener("submit", (event) => {
    if (event.defaultPrevented) return;
    const form = event.target;
    const button = event.submitter;
    const asking = [button, form].find((element) => element?.dataset?.confirm);
    if (asking && !agreedTo.has(form)) {
      event.preventDefault();
      ask(asking.dataset.confirm, { yes: asking.dataset.confirmOk, tone: asking.dataset.confirmTone }).then(
        (agreed) => {
          if (!agreed) return button?.focus();
          agreedTo.add(form);
          form.requestSubmit(button);
          agreedTo.delete(form);
        },
      );
      return;
    }
    const method = (button?.getAttribute("formmethod") || form.getAttribute("method") || "get").toLowerCase();
    if (method !== "post" || isHtmx(form) || "noGuard" in form.dataset) return;
    if (sent.has(form)) {
      event.preventDefault();
      return;
    }
    sent.set(form, button);
    // Later, so that the button's own name and value still travel.
    setTimeout(() => {
      if (!button) return;
      button.setAttribute("aria-busy", "true");
      button.disabled = true;
    });
  });

  window.addEventListener("pageshow", () => {
    for (const button of sent.values()) {
      if (!button) continue;
      button.disabled = false;
      button.removeAttribute("aria-busy");
    }
    sent.clear();
  });

  // Leaving a form that was touched -----------------------------------------

  const touched = new Set();
  document.addEventListener("input", (event) => {
    const form = event.target.closest?.("form[data-unsaved-guard]");
    if (form) touched.add(form);
  });
  window.addEventListener("beforeunload", (event) => {
    for (const form of touched) {
      if (form.isConnected && !sent.has(form)) event.preventDefault();
    }
  });

  // Repeating groups ---------------------------------------------------------

  const rowList = (group) => group.querySelector("[data-row-list]");
  const rowsOf = (group) => [...rowList(group).querySelectorAll("[data-row]")].filter((row) => !row.hidden);

  function indexOf(group, control) {
    const prefix = `${group.dataset.rows}-`;
    if (!control.name?.startsWith(prefix)) return -1;
    const index = Number.parseInt(control.name.slice(prefix.length), 10);
    return Number.isNaN(index) ? -1 : index;
  }

  function countRows(group) {
    let highest = -1;
    for (const control of rowList(group).querySelectorAll("[name]")) {
      highest = Math.max(highest, indexOf(group, control));
    }
    const total = group.querySelector(`[name="${group.dataset.rows}-TOTAL_FORMS"]`);
    if (total) total.value = highest + 1;
    rowsOf(group).forEach((row, i) => {
      for (const number of row.querySelectorAll("[data-row-number]")) number.textContent = i + 1;
    });
    return highest + 1;
  }

  function addRow(group, index = countRows(group)) {
    const template = group.querySelector("template[data-row-template]");
    const row = template.content.firstElementChild.cloneNode(true);
    for (const element of [row, ...row.querySelectorAll("*")]) {
      for (const attribute of [...element.attributes]) {
        if (attribute.value.includes("__i__")) attribute.value = attribute.value.replaceAll("__i__", index);
      }
    }
    rowList(group).append(row);
    window.htmx?.process(row);
    countRows(group);
    return row;
  }

  function removeRow(group, row) {
    const deletion = row.querySelector('[name$="-DELETE"]');
    if (deletion) {
      deletion.checked = true;
      row.hidden = true;
    } else {
      row.remove();
    }
    countRows(group);
  }

  const changed = (element) => element.dispatchEvent(new Event("input", { bubbles: true }));

  // Groups set aside by a box ("Không phát sinh") ------------------------------

  function setAside(box) {
    const group = document.querySelector(box.dataset.disables);
    if (!group) return;
    // Not disabled: what was typed is still sent, so that it is still there when the box is cleared.
    group.inert = box.checked;
    group.classList.toggle("is-set-aside", box.checked);
    for (const control of group.querySelectorAll("[required], [data-was-required]")) {
      if (control.required) control.dataset.wasRequired = "";
      control.required = !box.checked && "wasRequired" in control.dataset;
    }
  }

  // Copying, also where the page is not served over https ------------------------

  async function copy(text) {
    try {
      await navigator.clipboard.writeText(text);
      return true;
    } catch {
      const area = document.createElement("textarea");
      area.className = "visually-hidden";
      area.value = text;
      document.body.append(area);
      area.select();
      const done = document.execCommand("copy");
      area.remove();
      return done;
    }
  }

  async function copyFrom(button) {
    const source = button.dataset.copyFrom && document.querySelector(button.dataset.copyFrom);
    const done = await copy(source ? (source.value ?? source.innerText) : button.dataset.copy);
    button.focus();
    if (done) toast(button.dataset.copied || toasts()?.dataset.copied, "success");
    else toast(toasts()?.dataset.copyFailed);
  }

  // One listener for clicks, one for changes ---------------------------------------

  document.addEventListener("click", (event) => {
    if (!(event.target instanceof Element)) return;
    closeMenus(event.target.closest("details.menu"));
    const button = event.target.closest("button");
    if (!button) return;
    const data = button.dataset;
    if ("dismiss" in data) {
      button.closest(".banner, .notice")?.remove();
    } else if (data.themeChoice) {
      window.dondocTheme.choose(data.themeChoice);
      showThemeChoice();
    } else if ("copy" in data || "copyFrom" in data) {
      copyFrom(button);
    } else if ("rowAdd" in data) {
      const row = addRow(button.closest("[data-rows]"));
      row.querySelector(CONTROLS)?.focus();
      changed(row);
    } else if ("rowRemove" in data) {
      const group = button.closest("[data-rows]");
      removeRow(group, button.closest("[data-row]"));
      group.querySelector("[data-row-add]")?.focus();
      changed(group);
    } else if (data.checkAll) {
      for (const box of document.querySelectorAll(data.checkAll)) {
        if (box.checked) continue;
        box.checked = true;
        box.dispatchEvent(new Event("input", { bubbles: true }));
        box.dispatchEvent(new Event("change", { bubbles: true }));
      }
    }
  });

  document.addEventListener("change", (event) => {
    if (event.target.matches("[data-disables]")) setAside(event.target);
    if (event.target.matches("[data-submit-on-change]")) event.target.form.requestSubmit();
  });

  document.addEventListener("htmx:sendError", () => toast(toasts()?.dataset.offline));
  document.addEventListener("htmx:responseError", () => toast(toasts()?.dataset.failed));

  function prepare(root) {
    root.querySelectorAll("[data-disables]").forEach(setAside);
    root.querySelectorAll("[data-rows]").forEach(countRows);
  }
  document.addEventListener("htmx:load", (event) => prepare(event.detail.elt));

  // autosave.js stands on these.
  window.dondoc = { toast, addRow, removeRow, rowsOf, indexOf, setAside };
  showThemeChoice();
  prepare(document);
})();
