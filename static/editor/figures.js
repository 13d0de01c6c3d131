// Figures that are others by now: told above the text, marked in it, changed with one click.
// <li data-figure="duty-1.coverage" data-written="98,5%" data-now="99,0%"> in [data-changed] of the section.
(() => {
  "use strict";

  const { Decoration, DecorationSet, NodeSelection, Plugin } = window.ProseMirror;
  const { figure } = window.dondocEditor.schema.nodes;

  function placesOf(doc, { figure: key, written }) {
    const places = [];
    doc.descendants((node, pos) => {
      if (node.type === figure && node.attrs.key === key && node.attrs.text === written) places.push([pos, node]);
    });
    return places;
  }

  function update(state, items) {
    const tr = state.tr;
    for (const { dataset } of items) {
      for (const [pos, node] of placesOf(tr.doc, dataset)) {
        tr.setNodeMarkup(pos, null, { ...node.attrs, text: dataset.now }, node.marks);
      }
    }
    return tr;
  }

  // The plugin of one section; `box` is its [data-changed], null where nothing changed.
  function changedFigures(box, title) {
    if (!box) return [];
    const items = [...box.querySelectorAll("[data-figure]")];

    function decorations(doc) {
      const marked = items.flatMap(({ dataset }) =>
        placesOf(doc, dataset).map(([pos, node]) =>
          Decoration.node(pos, pos + node.nodeSize, { class: "is-changed", title: dataset.now && `${title} ${dataset.now}` }),
        ),
      );
      return DecorationSet.create(doc, marked);
    }

    // Only what still stands in the text is told of: undone, it is told of again.
    function show(doc) {
      for (const item of items) item.hidden = !placesOf(doc, item.dataset).length;
      box.hidden = items.every((item) => item.hidden);
      const all = box.querySelector("[data-update-all]");
      if (all) all.hidden = items.filter((item) => !item.hidden && item.dataset.now).length < 2;
    }

    const plugin = new Plugin({
      state: {
        init: (_, state) => decorations(state.doc),
        apply: (tr, old) => (tr.docChanged ? decorations(tr.doc) : old),
      },
      props: { decorations: (state) => plugin.getState(state) },
      view(view) {
        show(view.state.doc);
        box.addEventListener("click", (event) => {
          const button = event.target.closest("[data-update-figure], [data-update-all], [data-show-figure]");
          if (!button) return;
          const its = button.closest("[data-figure]");
          const wanted = its ? [its] : items.filter((item) => item.dataset.now);
          if ("showFigure" in button.dataset) {
            const [[pos]] = placesOf(view.state.doc, its.dataset);
            view.dispatch(view.state.tr.setSelection(NodeSelection.create(view.state.doc, pos)).scrollIntoView());
          } else {
            view.dispatch(update(view.state, wanted));
          }
          view.focus();
        });
        return { update: (each, before) => each.state.doc !== before.doc && show(each.state.doc) };
      },
    });
    return [plugin];
  }

  window.dondocEditor.changedFigures = changedFigures;
})();
