/* Enter and Backspace as a writer knows them: Enter begins a paragraph, an item, a line of a quotation or a row, and ends a
   list on its empty item; Backspace joins two paragraphs. Where marks are shown, both type what they say. */

import { deleteMarkupBackward, insertNewlineContinueMarkupCommand, syntaxTree } from "../../../vendor/editor/editor.js";
import { showsMarks } from "./live.js";

const continueMarkup = insertNewlineContinueMarkupCommand({ nonTightLists: false });
const EMPTY_MARK = /^(?:> ?|[-*+] +|\d+[.)] +)$/;
const CODE = /Code/;

export function paragraphKeys({ isShort }) {
  return [
    { key: "Enter", run: (view) => endList(view) || addRow(view) || continueMarkup(view) || (!isShort && begin(view)) },
    { key: "Shift-Enter", run: (view) => type(view, inside(view.state, CODE) ? "\n" : "\\\n") },
    { key: "Backspace", run: (view) => join(view) || deleteMarkupBackward(view) },
  ];
}

/* A line right after an item or a quotation would still belong to it, so an empty one is left between. */
function endList(view) {
  const { main } = view.state.selection;
  const line = view.state.doc.lineAt(main.head);
  if (!main.empty || main.head !== line.to || !EMPTY_MARK.test(line.text) || inside(view.state, CODE)) return false;
  const isAfterText = line.number > 1 && view.state.doc.line(line.number - 1).text.trim();
  view.dispatch({
    changes: { from: line.from, to: line.to, insert: isAfterText ? "\n" : "" },
    selection: { anchor: line.from + (isAfterText ? 1 : 0) },
    userEvent: "input",
    scrollIntoView: true,
  });
  return true;
}

/* At the end of a row: another row of as many cells. */
function addRow(view) {
  const { doc, selection: { main } } = view.state;
  const line = doc.lineAt(main.head);
  if (!main.empty || main.head !== line.to || !line.text.startsWith("|") || !inside(view.state, /^Table$/)) return false;
  const cells = line.text.replace(/\\\|/g, "").split("|").length - 2;
  view.dispatch({
    changes: { from: line.to, insert: `\n|${"  |".repeat(Math.max(1, cells))}` },
    selection: { anchor: line.to + 3 },
    userEvent: "input",
    scrollIntoView: true,
  });
  return true;
}

function begin(view) {
  const { state } = view;
  const line = state.doc.lineAt(state.selection.main.from);
  const isText = line.text.slice(0, state.selection.main.from - line.from).trim();
  if (!isText || state.field(showsMarks) || inside(state, CODE) || inside(state, /^Table$/)) return false;
  return type(view, "\n\n");
}

function join(view) {
  const { doc, selection: { main } } = view.state;
  const line = doc.lineAt(main.head);
  if (!main.empty || main.head !== line.from || line.number < 3 || view.state.field(showsMarks)) return false;
  const [before, between] = [doc.line(line.number - 2), doc.line(line.number - 1)];
  if (between.text.trim() || !before.text.trim() || !line.text.trim()) return false;
  view.dispatch({ changes: { from: before.to, to: line.from }, userEvent: "delete.backward", scrollIntoView: true });
  return true;
}

function type(view, text) {
  view.dispatch(view.state.replaceSelection(text), { userEvent: "input.type", scrollIntoView: true });
  return true;
}

function inside(state, name) {
  for (let node = syntaxTree(state).resolveInner(state.selection.main.head, -1); node; node = node.parent) if (name.test(node.name)) return true;
  return false;
}
