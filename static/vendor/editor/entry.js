/* The names that static/js/desk/editor takes from the libraries. `make editor` builds editor.js from this file. */
export { autocompletion } from "@codemirror/autocomplete";
export { defaultKeymap, history, historyKeymap, isolateHistory, redo, redoDepth, undo, undoDepth } from "@codemirror/commands";
export { deleteMarkupBackward, insertNewlineContinueMarkupCommand, markdown } from "@codemirror/lang-markdown";
export { syntaxTree } from "@codemirror/language";
export { Annotation, EditorSelection, EditorState, Prec, StateEffect, StateField } from "@codemirror/state";
export { Decoration, drawSelection, EditorView, keymap, ViewPlugin, WidgetType } from "@codemirror/view";
export { Table } from "@lezer/markdown";
export { default as TurndownService } from "turndown";
