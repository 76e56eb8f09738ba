/* The names that static/js/desk/editor takes from the libraries. `make editor` builds editor.js from this file. */
export { autocompletion, closeCompletion, completionKeymap, startCompletion } from "@codemirror/autocomplete";
export { defaultKeymap, history, historyKeymap, redo, redoDepth, undo, undoDepth } from "@codemirror/commands";
export { deleteMarkupBackward, insertNewlineContinueMarkupCommand, markdown } from "@codemirror/lang-markdown";
export { HighlightStyle, syntaxHighlighting, syntaxTree } from "@codemirror/language";
export { Annotation, Compartment, EditorSelection, EditorState, Prec, RangeSetBuilder, StateEffect, StateField, Transaction } from "@codemirror/state";
export { Decoration, drawSelection, EditorView, keymap, ViewPlugin, WidgetType } from "@codemirror/view";
export { Strikethrough, Table } from "@lezer/markdown";
export { default as TurndownService } from "turndown";
