// What can be done to a table. Its columns are percents of the page, kept in `widths`; its head is the rows of
// <th>, and the row (1) (2) (3) of column numbers stands below it.
(() => {
  "use strict";

  const PM = window.ProseMirror;
  const { schema } = window.dondocEditor;
  const { table, table_row: tableRow, table_cell: tableCell, table_header: tableHeader } = schema.nodes;
  const NARROWEST = 4; // percent
  const STEP = 3; // percent
  const MOST_COLUMNS = 30;
  const HEAD_CELL = { align: "center", bold: true };
  const MOST_ROWS = 500;

  const even = (columns) => Array(columns).fill(Math.round(10000 / columns) / 100);
  const widthsOf = ({ node, map }) => (node.attrs.widths.length === map.width ? [...node.attrs.widths] : even(map.width));

  function scaled(widths) {
    const total = widths.reduce((sum, width) => sum + width, 0);
    return widths.map((width) => Math.round((10000 * width) / total) / 100);
  }

  // Where the selection is: the table, its map, and the rows and columns that are selected.
  function rectOf(state) {
    if (!PM.isInTable(state)) return null;
    const rect = PM.selectedRect(state);
    return { ...rect, node: rect.table, pos: rect.tableStart - 1 };
  }

  function setWidths(tr, pos, widths) {
    return tr.setNodeMarkup(pos, null, { ...tr.doc.nodeAt(pos).attrs, widths });
  }

  // The commands of prosemirror-tables, with the columns' widths and numbers in step.
  const changeColumns = (command, changeWidths, isPossible) => (state, dispatch) => {
    const rect = rectOf(state);
    if (!rect || !isPossible(rect)) return false;
    return command(
      state,
      dispatch &&
        ((tr) => {
          const widths = widthsOf(rect);
          changeWidths(widths, rect);
          setWidths(tr, rect.pos, scaled(widths));
          dispatch(renumber(asHead(tr, rect.pos), rect.pos));
        }),
    );
  };

  const addColumn = (command, isAfter) =>
    changeColumns(
      command,
      (widths, rect) => widths.splice(isAfter ? rect.right : rect.left, 0, 100 / (rect.map.width + 1)),
      (rect) => rect.map.width < MOST_COLUMNS,
    );

  const dropColumn = changeColumns(
    PM.deleteColumn,
    (widths, rect) => widths.splice(rect.left, rect.right - rect.left),
    (rect) => rect.left > 0 || rect.right < rect.map.width,
  );

  // A new cell of the head looks as its neighbours.
  function asHead(tr, tablePos) {
    for (const { row, offset, isHead } of rowsOf(tr.doc.nodeAt(tablePos))) {
      if (!isHead || row.attrs.numbers) continue;
      row.forEach((cell, cellOffset) => {
        if (cell.textContent || cell.attrs.bold) return;
        tr.setNodeMarkup(tablePos + 1 + offset + 1 + cellOffset, null, { ...cell.attrs, ...HEAD_CELL });
      });
    }
    return tr;
  }

  // (1) (2) (3) again, unless somebody wrote something else there, as (1) = (2) + (3).
  function renumber(tr, tablePos) {
    const { row, offset } = rowsOf(tr.doc.nodeAt(tablePos)).find((each) => each.row.attrs.numbers) || {};
    if (!row || !row.content.content.every((cell) => /^(?:\(\d+\))?$/.test(cell.textContent))) return tr;
    const start = tablePos + 1 + offset;
    return tr.replaceWith(start, start + row.nodeSize, numbersRow(row.childCount));
  }

  const resizeColumn = (change) => (state, dispatch) => {
    const rect = rectOf(state);
    if (!rect || rect.map.width < 2) return false;
    const widths = widthsOf(rect);
    const others = widths.length - (rect.right - rect.left);
    if (!others) return false;
    const given = (change * (rect.right - rect.left)) / others;
    const changed = widths.map((width, i) => (i >= rect.left && i < rect.right ? width + change : width - given));
    if (changed.some((width) => width < NARROWEST)) return false;
    if (dispatch) dispatch(setWidths(state.tr, rect.pos, scaled(changed)));
    return true;
  };

  function emptyRow(type, texts, columns, attrs = {}, cellAttrs = {}) {
    const cells = Array.from({ length: columns }, (_, i) =>
      type.create(cellAttrs, schema.nodes.paragraph.create(null, texts ? schema.text(texts(i)) : null)),
    );
    return tableRow.create(attrs, cells);
  }

  const numbersRow = (columns) => emptyRow(tableHeader, (i) => `(${i + 1})`, columns, { numbers: true }, { align: "center" });

  const insertTable = (state, dispatch) => {
    if (PM.isInTable(state)) return false;
    const { $from } = state.selection;
    const made = table.create({ widths: even(3) }, [
      emptyRow(tableHeader, null, 3, {}, HEAD_CELL),
      emptyRow(tableCell, null, 3),
      emptyRow(tableCell, null, 3),
    ]);
    if (dispatch) {
      const tr = state.tr;
      const block = $from.node(1);
      const isEmpty = block?.isTextblock && block.content.size === 0;
      const at = isEmpty ? $from.before(1) : $from.depth ? $from.after(1) : state.selection.to;
      if (isEmpty) tr.delete($from.before(1), $from.after(1));
      const isLast = at === tr.doc.content.size;
      tr.insert(at, isLast ? [made, schema.nodes.paragraph.create()] : made);
      tr.setSelection(PM.TextSelection.near(tr.doc.resolve(at + 3)));
      dispatch(tr.scrollIntoView());
    }
    return true;
  };

  // The rows of the head, and how they look in it.
  function rowsOf(node) {
    const rows = [];
    node.forEach((row, offset) => {
      rows.push({ row, offset, isHead: row.childCount > 0 && row.content.content.every((cell) => cell.type === tableHeader) });
    });
    return rows;
  }

  const inHead = (state) => {
    const rect = rectOf(state);
    return Boolean(rect) && rowsOf(rect.node).slice(rect.top, rect.bottom).every((each) => each.isHead);
  };

  // The selected rows, and all above them, become the head; or, where they are it, they and all below are no more.
  const toggleHead = (state, dispatch) => {
    const rect = rectOf(state);
    if (!rect) return false;
    const wasHead = inHead(state);
    const tr = state.tr;
    rowsOf(rect.node).forEach(({ row, offset, isHead }, i) => {
      const shall = wasHead ? isHead && i < rect.top : isHead || i < rect.bottom;
      if (shall === isHead) return;
      row.forEach((cell, cellOffset) => {
        const pos = rect.tableStart + offset + 1 + cellOffset;
        const attrs = shall ? { ...cell.attrs, ...HEAD_CELL } : { ...cell.attrs, align: "left", bold: false };
        tr.setNodeMarkup(pos, shall ? tableHeader : tableCell, attrs);
      });
      if (row.attrs.numbers) tr.setNodeMarkup(rect.tableStart + offset, null, { numbers: false });
    });
    if (!tr.docChanged) return false;
    if (dispatch) dispatch(tr);
    return true;
  };

  const hasNumbers = (state) => Boolean(rectOf(state)?.node.content.content.some((row) => row.attrs.numbers));

  const toggleNumbers = (state, dispatch) => {
    const rect = rectOf(state);
    if (!rect) return false;
    const rows = rowsOf(rect.node);
    const there = rows.find(({ row }) => row.attrs.numbers);
    const head = rows.findLastIndex?.(({ isHead }) => isHead) ?? rows.map((r) => r.isHead).lastIndexOf(true);
    if (!there && head < 0) return false;
    const tr = state.tr;
    if (there) tr.delete(rect.tableStart + there.offset, rect.tableStart + there.offset + there.row.nodeSize);
    else tr.insert(rect.tableStart + rows[head].offset + rows[head].row.nodeSize, numbersRow(rect.map.width));
    if (dispatch) dispatch(tr);
    return true;
  };

  // A new row looks as the one beside it; below the head begins the body.
  const addRow = (command, isAfter, then = (tr) => tr) => (state, dispatch) => {
    const rect = rectOf(state);
    if (!rect || rect.map.height >= MOST_ROWS) return false;
    const like = isAfter ? rect.bottom - 1 : rect.top;
    const below = isAfter && rowsOf(rect.node)[like].isHead && rect.bottom < rect.map.height ? rect.bottom : like;
    return command(
      state,
      dispatch &&
        ((tr) => {
          let pos = rect.tableStart;
          const place = isAfter ? rect.bottom : rect.top;
          for (let i = 0; i < place; i++) pos += tr.doc.nodeAt(rect.pos).child(i).nodeSize;
          const map = PM.TableMap.get(tr.doc.nodeAt(rect.pos));
          tr.doc.nodeAt(pos).forEach((cell, offset) => {
            const column = map.colCount(pos + 1 + offset - rect.tableStart);
            const { type, attrs } = rect.node.nodeAt(rect.map.map[below * rect.map.width + column]);
            tr.setNodeMarkup(pos + 1 + offset, type, { ...cell.attrs, align: attrs.align, bold: attrs.bold });
          });
          dispatch(then(tr, pos));
        }),
    );
  };

  // Not across the border of head and body: each of them is a table of its own for the printer.
  const merge = (state, dispatch) => {
    const rect = rectOf(state);
    if (!rect) return false;
    const heads = rowsOf(rect.node).slice(rect.top, rect.bottom).map(({ isHead }) => isHead);
    return heads.every((isHead) => isHead === heads[0]) && PM.mergeCells(state, dispatch);
  };

  const align = (side) => (state, dispatch) => PM.isInTable(state) && PM.setCellAttr("align", side)(state, dispatch);
  const isAligned = (side) => (state) => {
    const rect = rectOf(state);
    return Boolean(rect) && rect.node.nodeAt(rect.map.map[rect.top * rect.map.width + rect.left])?.attrs.align === side;
  };

  // Behind the last cell comes one more row, as in Word.
  const nextCell = PM.chainCommands(
    PM.goToNextCell(1),
    addRow(PM.addRowAfter, true, (tr, pos) => tr.setSelection(PM.TextSelection.near(tr.doc.resolve(pos + 2))).scrollIntoView()),
  );

  // What came otherwise, as by pasting: columns without a width, a row that is half head.
  const keepInStep = new PM.Plugin({
    appendTransaction(transactions, before, state) {
      if (!transactions.some((each) => each.docChanged)) return null;
      const tr = state.tr;
      state.doc.forEach((node, pos) => {
        if (node.type !== table) return;
        const { width } = PM.TableMap.get(node);
        if (node.attrs.widths.length !== width) setWidths(tr, pos, even(width));
        node.forEach((row, offset) => {
          const isMixed = row.content.content.some((cell) => cell.type !== row.firstChild.type);
          if (!isMixed) return;
          row.forEach((cell, cellOffset) => tr.setNodeMarkup(pos + 1 + offset + 1 + cellOffset, tableCell, cell.attrs));
        });
      });
      return tr.docChanged ? tr : null;
    },
  });

  window.dondocEditor.tables = {
    plugins: [keepInStep, PM.tableEditing()],
    nextCell,
    commands: {
      insertTable: { run: insertTable },
      rowBefore: { run: addRow(PM.addRowBefore, false) },
      rowAfter: { run: addRow(PM.addRowAfter, true) },
      columnBefore: { run: addColumn(PM.addColumnBefore, false) },
      columnAfter: { run: addColumn(PM.addColumnAfter, true) },
      dropRow: { run: PM.deleteRow },
      dropColumn: { run: dropColumn },
      merge: { run: merge },
      split: { run: PM.splitCell },
      head: { run: toggleHead, isOn: inHead },
      numbers: { run: toggleNumbers, isOn: hasNumbers },
      left: { run: align("left"), isOn: isAligned("left") },
      center: { run: align("center"), isOn: isAligned("center") },
      right: { run: align("right"), isOn: isAligned("right") },
      wider: { run: resizeColumn(STEP) },
      narrower: { run: resizeColumn(-STEP) },
      dropTable: { run: PM.deleteTable },
    },
  };
})();
