// What can be done to the text outside of tables, the keys for it, and what is typed for it.
(() => {
  "use strict";

  const PM = window.ProseMirror;
  const { schema, tables } = window.dondocEditor;
  const { nodes, marks } = schema;

  // The list around the selection, its type and place.
  function listAt({ $from }) {
    for (let depth = $from.depth; depth > 0; depth--) {
      const node = $from.node(depth);
      if (node.type === nodes.bullet_list || node.type === nodes.ordered_list) return { node, pos: $from.before(depth) };
    }
    return null;
  }

  const list = (type) => ({
    isOn: (state) => listAt(state.selection)?.node.type === type,
    run(state, dispatch, view) {
      const there = listAt(state.selection);
      if (!there) return PM.wrapInList(type)(asPlain(state), dispatch && ((tr) => dispatch(onto(state, tr))), view);
      if (there.node.type === type) return PM.liftListItem(nodes.list_item)(state, dispatch);
      if (dispatch) dispatch(state.tr.setNodeMarkup(there.pos, type));
      return true;
    },
  });

  // Headings become paragraphs first: an item is made of those.
  function asPlain(state) {
    const { from, to } = state.selection;
    const tr = state.tr;
    tr.setBlockType(from, to, nodes.paragraph, { role: "" });
    return state.apply(tr);
  }

  function onto(state, tr) {
    const all = state.tr;
    const { from, to } = state.selection;
    all.setBlockType(from, to, nodes.paragraph, { role: "" });
    tr.steps.forEach((step) => all.step(step));
    return all.setSelection(PM.Selection.fromJSON(all.doc, tr.selection.toJSON())).scrollIntoView();
  }

  // Kinds of a block: in a list or a cell there are paragraphs only.
  const KINDS = {
    paragraph: [nodes.paragraph, { role: "" }],
    item: [nodes.paragraph, { role: "item" }],
    heading2: [nodes.heading, { level: 2 }],
    heading3: [nodes.heading, { level: 3 }],
    note: [nodes.paragraph, { role: "note" }],
  };

  const setKind = (name) => (state, dispatch) => PM.setBlockType(...KINDS[name])(state, dispatch);

  // Its name; the roles that only our own text gives count as paragraphs.
  function kindAt(state) {
    const { parent } = state.selection.$from;
    const found = Object.entries(KINDS).find(
      ([, [type, attrs]]) => parent.type === type && Object.entries(attrs).every(([key, value]) => parent.attrs[key] === value),
    );
    return found?.[0] || (parent.type === nodes.heading ? "heading2" : "paragraph");
  }

  function markIsOn(type) {
    return ({ selection: { from, $from, to, empty }, storedMarks, doc }) =>
      empty ? Boolean(type.isInSet(storedMarks || $from.marks())) : doc.rangeHasMark(from, to, type);
  }

  const breakLine = (state, dispatch) => {
    if (!state.selection.$from.parent.inlineContent || state.selection.$from.parent.type === nodes.heading) return false;
    if (dispatch) dispatch(state.tr.replaceSelectionWith(nodes.hard_break.create()).scrollIntoView());
    return true;
  };

  // Behind an item with a dash comes another; on an empty one it ends.
  const splitItem = (state, dispatch) => {
    const { $from, empty } = state.selection;
    const { parent } = $from;
    if (!empty || parent.type !== nodes.paragraph || parent.attrs.role !== "item") return false;
    if (!parent.content.size) return setKind("paragraph")(state, dispatch);
    if ($from.parentOffset < parent.content.size) return false;
    if (dispatch) dispatch(state.tr.split($from.pos, 1, [{ type: nodes.paragraph, attrs: parent.attrs }]).scrollIntoView());
    return true;
  };

  // At the start of a paragraph: "- " is an item, "a) " a list in order.
  const inputRules = PM.inputRules({
    rules: [
      PM.wrappingInputRule(/^\s*a\)\s$/, nodes.ordered_list),
      PM.wrappingInputRule(/^\s*[-–+•]\s$/, nodes.bullet_list),
    ],
  });

  // Words of a unit, as it wrote them: its lines are paragraphs, after the one that the cursor is in.
  function insertWords(state, text, { atEnd }) {
    const lines = text.split("\n").map((line) => line.trim()).filter(Boolean);
    const paragraphs = lines.map((line) => nodes.paragraph.create(null, schema.text(line)));
    const $at = atEnd ? PM.Selection.atEnd(state.doc).$from : state.selection.$to;
    let depth = $at.depth;
    while (depth > 1 && $at.node(depth).type !== nodes.paragraph) depth--;
    const tr = state.tr;
    const isEmpty = $at.parent.isTextblock && !$at.parent.content.size;
    const from = depth ? (isEmpty ? $at.before(depth) : $at.after(depth)) : $at.pos;
    tr.replaceWith(from, depth && isEmpty ? $at.after(depth) : from, paragraphs);
    const size = paragraphs.reduce((sum, paragraph) => sum + paragraph.nodeSize, 0);
    return tr.setSelection(PM.TextSelection.near(tr.doc.resolve(from + size - 1), -1)).scrollIntoView();
  }

  const commands = {
    bold: { run: PM.toggleMark(marks.bold), isOn: markIsOn(marks.bold) },
    italic: { run: PM.toggleMark(marks.italic), isOn: markIsOn(marks.italic) },
    bullets: list(nodes.bullet_list),
    letters: list(nodes.ordered_list),
    undo: { run: PM.undo },
    redo: { run: PM.redo },
    ...tables.commands,
  };

  const keys = {
    "Mod-b": commands.bold.run,
    "Mod-i": commands.italic.run,
    "Mod-z": PM.undo,
    "Mod-y": PM.redo,
    "Shift-Mod-z": PM.redo,
    "Mod-Alt-0": setKind("paragraph"),
    "Mod-Alt-2": setKind("heading2"),
    "Mod-Alt-3": setKind("heading3"),
    "Shift-Enter": breakLine,
    Enter: PM.chainCommands(PM.splitListItem(nodes.list_item), splitItem),
    Tab: tables.nextCell,
    "Shift-Tab": PM.goToNextCell(-1),
  };

  Object.assign(window.dondocEditor, {
    commands,
    insertWords,
    kinds: { set: setKind, at: kindAt },
    typing: [inputRules, PM.keymap(keys), PM.keymap(PM.baseKeymap)],
  });
})();
