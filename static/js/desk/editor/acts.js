/* What the buttons and keys do. Each act is one step of undo. */

import { EditorSelection, isolateHistory, redo, redoDepth, syntaxTree, undo, undoDepth } from "../../../vendor/editor/editor.js";
import { askForLink, linkAt } from "./links.js";
import { openReference, setMarks, showsMarks } from "./live.js";
import { isListed, isQuoted, quote, toggleHeading, toggleList, unquote } from "./lists.js";

const PICTURE = /^\[\[image:[^\]]+\]\]$/;

/* {name: {run(view), isOn?(state), isOff?(state)}}; `pick:…` are asked of the picker. */
export function acts(context) {
  const { words } = context.writing;
  return {
    heading: { run: toggleHeading, isOn: (state) => isInside(state, /Heading/) },
    strong: { run: (view) => around(view, "StrongEmphasis", "**", words.strongWords), isOn: (state) => isInside(state, /^StrongEmphasis$/) },
    emphasis: { run: (view) => around(view, "Emphasis", "*", words.emphasisWords), isOn: (state) => isInside(state, /^Emphasis$/) },
    list: { run: (view) => toggleList(view, false), isOn: (state) => isListed(state, false) },
    numbers: { run: (view) => toggleList(view, true), isOn: (state) => isListed(state, true) },
    link: { run: (view) => askForLink(view, context), isOn: (state) => linkAt(state) !== null },
    statement: { run: (view) => makeStatement(view, context), isOn: isQuoted },
    table: { run: (view) => block(view, table(words)) },
    undo: { run: undo, isOff: (state) => !undoDepth(state) },
    redo: { run: redo, isOff: (state) => !redoDepth(state) },
    marks: {
      run: (view) => view.dispatch({ effects: setMarks.of(!view.state.field(showsMarks)) }),
      isOn: (state) => state.field(showsMarks),
    },
  };
}

export function actKeys(context) {
  const all = acts(context);
  const bound = { "Mod-b": "strong", "Mod-i": "emphasis", "Mod-k": "link" };
  const keys = Object.entries(bound).map(([key, name]) => ({ key, preventDefault: true, run: (view) => { all[name].run(view); return true; } }));
  return [...keys, { key: "F2", run: openAtCursor }];
}

/* Types a text where the cursor is; a picture gets a line of its own. */
export function insert(view, text) {
  if (PICTURE.test(text)) return block(view, text);
  const step = { annotations: isolateHistory.of("full"), userEvent: "input", scrollIntoView: true };
  view.dispatch(view.state.replaceSelection(text), step);
  return view.focus();
}

/* A block of its own, an empty line before and after. */
export function block(view, text) {
  const { state: { doc, selection: { main } } } = view;
  const before = doc.sliceString(Math.max(0, main.from - 2), main.from);
  const after = doc.sliceString(main.to, main.to + 2);
  const opening = !main.from || before.endsWith("\n\n") ? "" : before.endsWith("\n") ? "\n" : "\n\n";
  const closing = after.startsWith("\n\n") ? "" : after.startsWith("\n") ? "\n" : "\n\n";
  const end = main.from + opening.length + text.length;
  view.dispatch({
    changes: { from: main.from, to: main.to, insert: opening + text + closing },
    selection: { anchor: end + closing.length },
    annotations: isolateHistory.of("full"),
    userEvent: "input",
    scrollIntoView: true,
  });
  view.focus();
}

function isInside(state, name) {
  return covering(state, name) !== null;
}

function covering(state, name) {
  const { from, to } = state.selection.main;
  for (let node = syntaxTree(state).resolveInner(from, from === to ? -1 : 1); node; node = node.parent) {
    if (name.test(node.name) && node.from <= from && node.to >= to) return node;
  }
  return null;
}

/* Puts marks around what is chosen, the word at the cursor or new words; or takes them away. */
function around(view, name, mark, placeholder) {
  const { state } = view;
  const node = covering(state, new RegExp(`^${name}$`));
  const size = mark.length;
  if (node) {
    view.dispatch({ changes: [{ from: node.from, to: node.from + size }, { from: node.to - size, to: node.to }], userEvent: "delete" });
    return view.focus();
  }
  const { from, to } = trimmed(state, state.selection.main.empty ? state.wordAt(state.selection.main.head) ?? state.selection.main : state.selection.main);
  const words = state.sliceDoc(from, to) || placeholder;
  view.dispatch({
    changes: { from, to, insert: mark + words + mark },
    selection: EditorSelection.range(from + size, from + size + words.length),
    userEvent: "input",
  });
  return view.focus();
}

/* Marks beside a space mark nothing. */
function trimmed(state, { from, to }) {
  const text = state.sliceDoc(from, to);
  const rest = text.trim();
  return rest ? { from: from + text.indexOf(rest), to: from + text.indexOf(rest) + rest.length } : { from, to };
}

/* A statement names who said it and where that was read: both are asked for, and either may be left for later. */
async function makeStatement(view, context) {
  if (isQuoted(view.state)) return unquote(view);
  const ask = (kind, heading) => new Promise((resolve) => {
    context.field.dispatchEvent(new CustomEvent("desk:pick", { detail: { kind, heading, resolve } }));
  });
  const { words } = context.writing;
  const person = await ask("person", words.whoSaid);
  if (person === null) return view.focus();
  const source = await ask("source", words.whereRead);
  return quote(view, words.said, `— ${person}, ${words.occasion}${source ? ` ${source}` : ""}`);
}

function table(words) {
  const cells = (word) => `| ${word} 1 | ${word} 2 |`;
  return `${cells(words.column)}\n| --- | --- |\n${cells(words.cell)}\n${cells(words.cell)}`;
}

function openAtCursor(view) {
  return openReference(view, view.state.selection.main.head);
}
