export { baseKeymap, chainCommands, exitCode, joinBackward, liftEmptyBlock, setBlockType, splitBlock, toggleMark } from "prosemirror-commands";
export { dropCursor } from "prosemirror-dropcursor";
export { gapCursor } from "prosemirror-gapcursor";
export { history, redo, undo } from "prosemirror-history";
export { inputRules, InputRule, wrappingInputRule } from "prosemirror-inputrules";
export { keymap } from "prosemirror-keymap";
export { DOMParser, DOMSerializer, Fragment, Node, Schema, Slice } from "prosemirror-model";
export { liftListItem, splitListItem, wrapInList } from "prosemirror-schema-list";
export { EditorState, NodeSelection, Plugin, PluginKey, Selection, TextSelection } from "prosemirror-state";
export {
  addColumnAfter, addColumnBefore, addRowAfter, addRowBefore, CellSelection, deleteColumn, deleteRow, deleteTable,
  goToNextCell, isInTable, mergeCells, selectedRect, setCellAttr, splitCell, tableEditing, TableMap,
} from "prosemirror-tables";
export { canSplit, ReplaceStep, Transform } from "prosemirror-transform";
export { Decoration, DecorationSet, EditorView } from "prosemirror-view";
