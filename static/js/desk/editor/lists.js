/* Acts on whole lines: headings, lists, quotations, and moving the lines of a list in and out. */

import { EditorSelection, syntaxTree } from "../../../vendor/editor/editor.js";

const HEADING = /^(#{1,6}) +/;
const ITEM = /^(\s*)([-*+]|\d+[.)]) +/;
const QUOTE = /^> ?/;

/* Text, heading, smaller heading, and text again. */
export function toggleHeading(view) {
  const next = { "": "## ", "##": "### " };
  const current = HEADING.exec(view.state.doc.lineAt(view.state.selection.main.from).text)?.[1] ?? "";
  rewrite(view, (text) => (next[current] ?? "") + text.replace(HEADING, "").replace(ITEM, ""));
}

export function isListed(state, isNumbered) {
  const mark = ITEM.exec(state.doc.lineAt(state.selection.main.from).text)?.[2];
  return mark !== undefined && /\d/.test(mark) === isNumbered;
}

export function toggleList(view, isNumbered) {
  const isOn = isListed(view.state, isNumbered);
  let number = 0;
  rewrite(view, (text) => {
    const indent = ITEM.exec(text)?.[1] ?? "";
    const bare = text.replace(ITEM, "").replace(HEADING, "");
    if (isOn) return bare;
    number += 1;
    return `${indent}${isNumbered ? `${number}.` : "-"} ${bare}`;
  });
}

export function isQuoted(state) {
  return QUOTE.test(state.doc.lineAt(state.selection.main.from).text);
}

/* Takes the whole quotation back into plain text. */
export function unquote(view) {
  const { doc, selection } = view.state;
  let first = doc.lineAt(selection.main.from), last = doc.lineAt(selection.main.to);
  while (first.number > 1 && QUOTE.test(doc.line(first.number - 1).text)) first = doc.line(first.number - 1);
  while (last.number < doc.lines && QUOTE.test(doc.line(last.number + 1).text)) last = doc.line(last.number + 1);
  change(view, first, last, (text) => text.replace(QUOTE, ""));
}

/* The chosen lines become what was said, or `placeholder` does, chosen so that typing replaces it. */
export function quote(view, placeholder, attribution) {
  const { state } = view;
  const { main } = state.selection;
  const first = state.doc.lineAt(main.from), last = state.doc.lineAt(main.to);
  const chosen = main.empty ? (first.text.trim() ? first.text : placeholder) : state.sliceDoc(first.from, last.to).trim();
  const isAlone = (line) => !line || !line.text.trim();
  const before = first.number > 1 && !isAlone(state.doc.line(first.number - 1)) ? "\n" : "";
  const after = last.number < state.doc.lines && !isAlone(state.doc.line(last.number + 1)) ? "\n" : "";
  const said = chosen.split("\n").map((line) => `> ${line}`.trimEnd()).join("\n");
  const start = first.from + before.length + 2;
  view.dispatch({
    changes: { from: first.from, to: last.to, insert: `${before}${said}\n> ${attribution}${after}` },
    selection: chosen === placeholder ? EditorSelection.range(start, start + chosen.length) : { anchor: start + said.length - 2 },
    userEvent: "input",
    scrollIntoView: true,
  });
  view.focus();
}

function rewrite(view, rule) {
  const { doc, selection: { main } } = view.state;
  change(view, doc.lineAt(main.from), doc.lineAt(main.to), rule);
}

/* Applies a rule to the beginnings of lines; empty lines between others are left alone. */
function change(view, first, last, rule) {
  const { doc, selection } = view.state;
  const changes = [];
  for (let number = first.number; number <= last.number; number += 1) {
    const { from, text } = doc.line(number);
    if (!text.trim() && first.number !== last.number) continue;
    const changed = rule(text);
    let same = 0;
    while (same < Math.min(text.length, changed.length) && text[text.length - 1 - same] === changed[changed.length - 1 - same]) same += 1;
    changes.push({ from, to: from + text.length - same, insert: changed.slice(0, changed.length - same) });
  }
  const set = view.state.changes(changes);
  view.dispatch({ changes: set, selection: selection.map(set, 1), userEvent: "input", scrollIntoView: true });
  view.focus();
}

/* In a list Tab moves the line under the item before it, Shift+Tab back out; elsewhere both leave the field. */
export const listKeys = [
  { key: "Tab", run: (view) => nest(view, 1) },
  { key: "Shift-Tab", run: (view) => nest(view, -1) },
];

function nest(view, direction) {
  const { state } = view;
  const first = state.doc.lineAt(state.selection.main.from), last = state.doc.lineAt(state.selection.main.to);
  const item = ITEM.exec(first.text);
  if (!item || isCode(state, first.from) || (direction < 0 && !item[1])) return false;
  const width = direction > 0 ? roomUnder(state.doc, first, item[1].length) : -Math.min(item[1].length, step(state.doc, first, item[1].length));
  if (direction > 0 && !width) return true;
  change(view, first, last, (text) => (width > 0 ? " ".repeat(width) + text : text.slice(Math.min(-width, text.search(/\S|$/)))));
  return true;
}

/* How far an item must move to stand under the one before it; 0 where there is none of its depth. */
function roomUnder(doc, line, indent) {
  for (let number = line.number - 1; number >= 1; number -= 1) {
    const match = ITEM.exec(doc.line(number).text);
    if (match && match[1].length === indent) return match[2].length + 1;
    if (match ? match[1].length < indent : !/^\s/.test(doc.line(number).text)) return 0;
  }
  return 0;
}

function step(doc, line, indent) {
  for (let number = line.number - 1; number >= 1; number -= 1) {
    const match = ITEM.exec(doc.line(number).text);
    if (match && match[1].length < indent) return indent - match[1].length;
  }
  return indent;
}

function isCode(state, at) {
  return /Code/.test(syntaxTree(state).resolveInner(at, 1).name);
}
