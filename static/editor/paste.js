// Text pasted from Word, Excel, LibreOffice or a page: what this editor can hold is kept, the rest goes.
// Word writes lists as paragraphs, bold head rows, and everything else in styles.
(() => {
  "use strict";

  const { Fragment, isInTable, Slice } = window.ProseMirror;
  const { schema } = window.dondocEditor;
  // Controls, marks that turn the writing round, letters of symbol fonts, and what has no shape at all.
  const UNSEEN = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u00ad\u061c\u200b\u200e\u200f\u202a-\u202e\u2066-\u2069\ue000-\uf8ff\ufeff]/g;
  const GONE = "script, style, link, meta, title, xml, template, iframe, form, input, button, select, textarea, noscript";
  const PICTURES = "img, svg, picture, video, audio, canvas, object, embed";
  const LIST_PARAGRAPH = /mso-list:\s*l\d+\s+level\d+/i;
  const BOLD = /(?:^|;)\s*font-weight:\s*(?:bold|[6-9]00)/i;
  const NOT_BOLD = /(?:^|;)\s*font-weight:\s*(?:normal|[1-4]00)/i;
  const ITALIC = /(?:^|;)\s*font-style:\s*italic/i;
  const ORDERED_MARKER = /^\(?(?:\d+|[a-zđ]{1,2}|[ivxlc]+)[.)]/i;
  const NUMBER_CELL = /^\(?\d{1,2}\)?(?:\s*=.*)?$/;

  const clean = (text) => text.replace(UNSEEN, "").normalize("NFC");
  const words = (element) => element.textContent.replace(/[\s\u00a0]+/g, " ").trim();
  const styleOf = (element) => element.dataset?.style || "";

  // The strict policy would complain of every style and handler, even in a document that is never shown.
  function withoutStyles(html) {
    return html
      .replace(/<style\b[\s\S]*?<\/style\s*>/gi, "")
      .replace(/<[a-z][^>]*>/gi, (tag) => tag.replace(/([\s"'/])(style|on[a-z]+)\s*=/gi, "$1data-$2="));
  }

  // {html, pictures}: markup that the schema reads, and how many pictures were left behind.
  function cleanHtml(html) {
    const doc = new DOMParser().parseFromString(withoutStyles(fragmentOf(html)), "text/html");
    const { body } = doc;
    if (body.querySelector("[data-pm-slice]")) return { html: body.innerHTML, pictures: 0 }; // from this editor
    const pictures = body.querySelectorAll(PICTURES).length || (/<v:imagedata\b/i.test(html) ? 1 : 0);
    body.querySelectorAll(`${GONE}, ${PICTURES}`).forEach((element) => element.remove());
    cleanTexts(doc);
    body.querySelectorAll("p, div").forEach(readMarker);
    gatherLists(body);
    body.querySelectorAll("li li").forEach(flattenItem);
    body.querySelectorAll("table table").forEach(flattenTable);
    body.querySelectorAll("table").forEach(readTable);
    body.querySelectorAll("[data-style], b, i, strong, em").forEach(readStyle);
    body.querySelectorAll("p").forEach((p) => !words(p) && !p.closest("td, th") && p.remove());
    return { html: body.innerHTML, pictures };
  }

  function fragmentOf(html) {
    const found = /<!--\s*StartFragment\s*-->([\s\S]*)<!--\s*EndFragment\s*-->/i.exec(html);
    // Excel puts the start inside of the table.
    return found && !/^\s*<(?:col|tr|td|th|tbody)\b/i.test(found[1]) ? found[1] : html;
  }

  function cleanTexts(doc) {
    const walker = doc.createTreeWalker(doc.body, NodeFilter.SHOW_TEXT | NodeFilter.SHOW_COMMENT);
    const comments = [];
    while (walker.nextNode()) {
      const node = walker.currentNode;
      if (node.nodeType === Node.COMMENT_NODE) comments.push(node);
      else node.data = clean(node.data);
    }
    comments.forEach((comment) => comment.remove());
  }

  // Lists -------------------------------------------------------------------------

  // Word: <p style="mso-list:l0 level1 lfo1"><span style="mso-list:Ignore">1.<span>   </span></span>words</p>
  function readMarker(paragraph) {
    if (!LIST_PARAGRAPH.test(styleOf(paragraph))) return;
    const marker = [...paragraph.querySelectorAll("[data-style]")].find((e) => /mso-list:\s*ignore/i.test(styleOf(e)));
    const sign = marker ? words(marker) : "";
    marker?.remove();
    paragraph.dataset.list = ORDERED_MARKER.test(sign) ? "ol" : "ul";
  }

  function gatherLists(body) {
    for (const first of body.querySelectorAll("[data-list]")) {
      if (!first.isConnected || first.closest("li")) continue;
      const list = first.ownerDocument.createElement(first.dataset.list);
      first.before(list);
      for (let next = first; next?.dataset?.list === first.dataset.list; next = list.nextElementSibling) {
        const item = list.ownerDocument.createElement("li");
        const paragraph = list.ownerDocument.createElement("p");
        paragraph.append(...next.childNodes);
        item.append(paragraph);
        next.remove();
        list.append(item);
      }
    }
  }

  // A list in a list: its items come after the one they stood in.
  function flattenItem(item) {
    const outer = item.parentElement.closest("li");
    if (!outer) return;
    let last = outer;
    while (last.nextElementSibling?.dataset.inner) last = last.nextElementSibling;
    const list = item.parentElement;
    item.dataset.inner = "yes";
    last.after(item);
    if (!list.children.length) list.remove();
  }

  // Tables ------------------------------------------------------------------------

  function flattenTable(table) {
    const lines = [...table.rows].map((row) => [...row.cells].map(words).filter(Boolean).join(" "));
    table.replaceWith(
      ...lines.filter(Boolean).map((line) => {
        const paragraph = table.ownerDocument.createElement("p");
        paragraph.textContent = line;
        return paragraph;
      }),
    );
  }

  function readTable(table) {
    const rows = [...table.rows];
    if (!rows.length) return table.remove();
    const head = headOf(table, rows);
    rows.forEach((row, i) => [...row.cells].forEach((cell) => readCell(cell, i < head)));
    // (1) (2) (3) is the last row of the head, or the first one below.
    const numbers = [rows[head], head > 1 && rows[head - 1]].find((row) => row && isNumbers(row));
    if (head && numbers) {
      numbers.dataset.numbers = "true";
      [...numbers.cells].forEach((cell) => readCell(cell, true));
    }
    table.dataset.widths = widthsOf(rows).join(" ");
    const caption = table.caption;
    if (caption && words(caption)) {
      const paragraph = table.ownerDocument.createElement("p");
      paragraph.append(...caption.childNodes);
      table.before(paragraph);
    }
    caption?.remove();
    table.querySelectorAll("col, colgroup").forEach((col) => col.remove());
    const plain = table.ownerDocument.createElement("tbody");
    plain.append(...rows);
    table.replaceChildren(plain);
  }

  const isNumbers = ({ cells }) =>
    cells.length > 1 && [...cells].every((cell) => cell.colSpan === 1 && cell.rowSpan === 1 && NUMBER_CELL.test(words(cell)));

  // How many rows are head: those that repeat on each page, of <th>, or in which all words are bold.
  function headOf(table, rows) {
    const isHead = (row) => {
      const cells = [...row.cells].filter(words);
      return row.parentElement.tagName === "THEAD" || (cells.length > 0 && cells.every((cell) => cell.tagName === "TH" || isBold(cell)));
    };
    let head = rows.findIndex((row) => !isHead(row));
    if (head < 0) head = Math.min(1, rows.length - 1); // all of it is bold: the first row, if there are more
    // A cell that reaches down draws the rows it reaches into the head.
    for (let i = 0; i < head; i++) for (const cell of rows[i].cells) head = Math.max(head, Math.min(rows.length, i + cell.rowSpan));
    return head;
  }

  function isBold(element) {
    if (BOLD.test(styleOf(element))) return true;
    const texts = [];
    const walker = element.ownerDocument.createTreeWalker(element, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) if (walker.currentNode.data.replace(/[\s\u00a0]/g, "")) texts.push(walker.currentNode.parentElement);
    return texts.every((parent) => {
      for (let at = parent; at && at !== element; at = at.parentElement) {
        if (NOT_BOLD.test(styleOf(at))) return false;
        if (/^(?:B|STRONG)$/.test(at.tagName) || BOLD.test(styleOf(at))) return true;
      }
      return false;
    });
  }

  function readCell(cell, isHead) {
    const name = isHead ? "th" : "td";
    const made = cell.ownerDocument.createElement(name);
    const all = [cell, ...cell.querySelectorAll("p, div")];
    const align = all.map((e) => e.getAttribute("align") || /text-align:\s*(left|center|right)/i.exec(styleOf(e))?.[1]).find(Boolean);
    made.dataset.align = { center: "center", right: "right" }[align?.toLowerCase()] || (isHead ? "center" : "left");
    if (isHead) made.dataset.bold = "true";
    for (const span of ["colspan", "rowspan"]) if (cell.getAttribute(span)) made.setAttribute(span, cell.getAttribute(span));
    if (cell.dataset.width) made.dataset.width = cell.dataset.width;
    else made.dataset.width = widthOf(cell);
    made.append(...cell.childNodes);
    made.querySelectorAll("p").forEach((p) => !words(p) && made.querySelectorAll("p").length > 1 && p.remove());
    if (isHead) {
      made.querySelectorAll("b, strong").forEach((bold) => bold.replaceWith(...bold.childNodes));
      made.querySelectorAll("[data-style]").forEach((e) => (e.dataset.style = styleOf(e).replace(/font-weight:[^;]*/gi, "")));
    }
    cell.replaceWith(made);
  }

  const widthOf = (cell) => Number.parseFloat(/(?:^|;)\s*width:\s*([\d.]+)/i.exec(styleOf(cell))?.[1] || cell.getAttribute("width")) || 0;

  // Percents, from the first row in which each cell is one column wide and tells its width.
  function widthsOf(rows) {
    const columns = Math.max(...rows.map((row) => [...row.cells].reduce((sum, cell) => sum + cell.colSpan, 0)));
    const row = rows.find((r) => r.cells.length === columns && [...r.cells].every((cell) => Number(cell.dataset.width) > 0));
    if (!row) return [];
    const widths = [...row.cells].map((cell) => Number(cell.dataset.width));
    const total = widths.reduce((sum, width) => sum + width, 0);
    return widths.map((width) => Math.round((10000 * width) / total) / 100);
  }

  // Styles ------------------------------------------------------------------------

  // Bold and italic stay as elements; a <b> that is not bold (of Google Docs) is none.
  function readStyle(element) {
    const style = styleOf(element);
    delete element.dataset.style;
    if (/^(?:B|STRONG)$/.test(element.tagName) && NOT_BOLD.test(style)) {
      element.replaceWith(...element.childNodes);
      return;
    }
    if (!/^(?:SPAN|FONT)$/.test(element.tagName)) return;
    for (const [name, pattern] of [["b", BOLD], ["i", ITALIC]]) {
      if (!pattern.test(style)) continue;
      const made = element.ownerDocument.createElement(name);
      made.append(...element.childNodes);
      element.append(made);
    }
  }

  // A cell holds paragraphs only: a list or a heading that is pasted there comes as those.
  function fitting(slice, view) {
    let hasTable = false;
    const paragraphs = [];
    slice.content.descendants((node) => {
      if (node.type === schema.nodes.table) hasTable = true;
      if (!node.isTextblock) return true;
      paragraphs.push(schema.nodes.paragraph.create(null, node.content));
      return false;
    });
    if (hasTable || !paragraphs.length || !isInTable(view.state)) return slice;
    return new Slice(Fragment.from(paragraphs), 1, 1);
  }

  Object.assign(window.dondocEditor, { cleanHtml, cleanText: clean, fitting });
})();
