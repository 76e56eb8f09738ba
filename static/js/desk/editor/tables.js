/* Tables by their cells: where each begins and ends in a line of Markdown, and Tab from one to the next. */

import { syntaxTree } from "../../../vendor/editor/editor.js";

export const MOST_COLUMNS = 6;
const BAR_OR_OTHER = /\\.|\[\[[^\]]*\]\]|\|/g;

/* The cells of a row, with the spaces around their words. A bar in a reference or after \ is no border. */
export function cellsOf(text) {
  const bars = [...text.matchAll(BAR_OR_OTHER)].filter((match) => match[0] === "|").map((match) => match.index);
  if (!bars.length) return [];
  const edges = [...(text.slice(0, bars[0]).trim() ? [-1] : []), ...bars, ...(text.slice(bars.at(-1) + 1).trim() ? [text.length] : [])];
  return edges.slice(0, -1).map((edge, at) => ({ from: edge + 1, to: edges[at + 1] }));
}

export const tableKeys = [
  { key: "Tab", run: (view) => go(view, 1) },
  { key: "Shift-Tab", run: (view) => go(view, -1) },
];

/* Out of the last cell, or the first, Tab leaves the field. */
function go(view, direction) {
  const { state } = view;
  const { head } = state.selection.main;
  const table = tableAt(state, head);
  if (!table) return false;
  const all = cellsOfTable(state.doc, table);
  const now = all.findIndex((cell) => cell.from <= head && head <= cell.to);
  const cell = all[now + direction];
  if (now < 0 || !cell) return false;
  const words = state.sliceDoc(cell.from, cell.to);
  const from = cell.from + (words.trim() ? words.search(/\S/) : Math.min(1, words.length));
  view.dispatch({ selection: { anchor: from, head: from + words.trim().length }, scrollIntoView: true });
  return true;
}

function tableAt(state, at) {
  for (let node = syntaxTree(state).resolveInner(at, -1); node; node = node.parent) if (node.name === "Table") return node;
  return null;
}

function cellsOfTable(doc, { from, to }) {
  const first = doc.lineAt(from).number, last = doc.lineAt(to).number;
  const rows = Array.from({ length: last - first + 1 }, (_, at) => at).filter((at) => at !== 1);
  return rows.flatMap((at) => {
    const line = doc.line(first + at);
    return cellsOf(line.text).map((cell) => ({ from: line.from + cell.from, to: line.from + cell.to }));
  });
}
