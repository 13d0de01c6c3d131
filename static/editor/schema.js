// What the text of a section may hold: the blocks of reports/documents/blocks.py as a schema of ProseMirror.
// reports/documents/editing reads the same shape on the server, and refuses any other.
(() => {
  "use strict";

  const { Schema } = window.ProseMirror;

  const ROLES = ["", "item", "lead", "last", "note", "mark"];
  const ALIGNMENTS = ["left", "center", "right"];

  const paragraph = {
    content: "inline*",
    group: "block",
    attrs: { role: { default: "" } },
    parseDOM: [
      {
        tag: "p",
        getAttrs: (dom) => ({ role: ROLES.includes(dom.dataset.role) ? dom.dataset.role : "" }),
      },
    ],
    toDOM: ({ attrs }) => ["p", attrs.role ? { "data-role": attrs.role } : {}, 0],
  };

  // The title of the section itself is above its text: an <h3> on the page is the second level.
  const heading = {
    content: "text*",
    marks: "",
    group: "block",
    defining: true,
    attrs: { level: { default: 2 } },
    parseDOM: [
      { tag: "[data-level]", getAttrs: (dom) => ({ level: [1, 2, 3].find((n) => n === Number(dom.dataset.level)) || 2 }) },
      { tag: "h1, h2, h3", attrs: { level: 2 } },
      { tag: "h4, h5, h6", attrs: { level: 3 } },
    ],
    toDOM: ({ attrs }) => [`h${attrs.level + 1}`, { "data-level": attrs.level }, 0],
  };

  const list = (tag) => ({
    content: "list_item+",
    group: "block",
    parseDOM: [{ tag }],
    toDOM: () => [tag, 0],
  });

  const cell = (tag, tableRole) => ({
    content: "paragraph+",
    isolating: true,
    tableRole,
    attrs: {
      align: { default: "left" },
      bold: { default: false },
      colspan: { default: 1 },
      rowspan: { default: 1 },
      colwidth: { default: null }, // prosemirror-tables counts on it; widths are the table's
    },
    parseDOM: [
      {
        tag,
        getAttrs: (dom) => ({
          align: ALIGNMENTS.includes(dom.dataset.align) ? dom.dataset.align : "left",
          bold: dom.dataset.bold === "true",
          colspan: Math.max(1, Number(dom.getAttribute("colspan")) || 1),
          rowspan: Math.max(1, Number(dom.getAttribute("rowspan")) || 1),
        }),
      },
    ],
    toDOM({ attrs }) {
      const shown = { "data-align": attrs.align };
      if (attrs.bold) shown["data-bold"] = "true";
      if (attrs.colspan > 1) shown.colspan = attrs.colspan;
      if (attrs.rowspan > 1) shown.rowspan = attrs.rowspan;
      return [tag, shown, 0];
    },
  });

  const table = {
    content: "table_row+",
    group: "block",
    isolating: true,
    tableRole: "table",
    attrs: { widths: { default: [] } },
    parseDOM: [
      {
        tag: "table",
        getAttrs: (dom) => ({ widths: (dom.dataset.widths || "").split(" ").map(Number).filter((width) => width > 0) }),
      },
    ],
    toDOM: ({ attrs }) => [
      // A wide table scrolls in it; that it is edited is said once more for those who check pages.
      "div",
      { class: "table-scroll", contenteditable: "true" },
      [
        "table",
        { "data-widths": attrs.widths.join(" ") },
        ["colgroup", ...attrs.widths.map((width) => ["col", { width: `${width}%` }])],
        ["tbody", 0],
      ],
    ],
  };

  const tableRow = {
    content: "(table_cell | table_header)*",
    tableRole: "row",
    attrs: { numbers: { default: false } },
    parseDOM: [{ tag: "tr", getAttrs: (dom) => ({ numbers: dom.dataset.numbers === "true" }) }],
    toDOM: ({ attrs }) => ["tr", attrs.numbers ? { "data-numbers": "true" } : {}, 0],
  };

  // A figure of the report: deleted or kept, never half edited.
  const figure = {
    inline: true,
    group: "inline",
    atom: true,
    draggable: false,
    attrs: { key: {}, text: {} },
    leafText: ({ attrs }) => attrs.text,
    parseDOM: [
      { tag: "data.figure-chip", getAttrs: (dom) => (dom.value ? { key: dom.value, text: dom.textContent } : false) },
    ],
    toDOM: ({ attrs }) => ["data", { class: "figure-chip", value: attrs.key }, attrs.text],
  };

  const mark = (tag, others) => ({ parseDOM: [{ tag }, ...others.map((other) => ({ tag: other }))], toDOM: () => [tag, 0] });

  const schema = new Schema({
    nodes: {
      doc: { content: "block+" },
      paragraph,
      heading,
      bullet_list: list("ul"),
      ordered_list: list("ol"),
      list_item: { content: "paragraph+", defining: true, parseDOM: [{ tag: "li" }], toDOM: () => ["li", 0] },
      table,
      table_row: tableRow,
      table_cell: cell("td", "cell"),
      table_header: cell("th", "header_cell"),
      text: { group: "inline" },
      hard_break: { inline: true, group: "inline", selectable: false, parseDOM: [{ tag: "br" }], toDOM: () => ["br"], leafText: () => "\n" },
      figure,
    },
    marks: { bold: mark("b", ["strong"]), italic: mark("i", ["em"]) },
  });

  // As the server keeps it: without what is of the editor alone.
  function toJson(doc) {
    return JSON.stringify(doc, (name, value) => (name === "colwidth" ? undefined : value));
  }

  window.dondocEditor = { schema, toJson };
})();
