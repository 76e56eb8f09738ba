/* What of the text in sight is drawn differently than it is typed: styles, hidden marks, bullets, cells and chips. */

import { Decoration, syntaxTree } from "../../../vendor/editor/editor.js";
import { Bullet, Chip } from "./chips.js";
import { references } from "./grammar.js";
import { cellsOf, MOST_COLUMNS } from "./tables.js";

const HEADING = /^(?:ATX|Setext)Heading(\d)$/;
const STYLED = { StrongEmphasis: "strong", Emphasis: "emphasis", InlineCode: "code", Link: "link" };
const MARKS = new Set(["EmphasisMark", "CodeMark", "LinkMark", "URL", "LinkTitle", "HeaderMark", "QuoteMark", "Escape"]);
const BLOCKS = { Blockquote: "quote", FencedCode: "fenced", CodeBlock: "fenced", HorizontalRule: "break" };
const CODE = new Set(["InlineCode", "FencedCode", "CodeBlock", "CodeText"]);
/* Words in brackets, as [sic], are no link where no address follows. */
const areWords = (node) => node.name === "Link" && !node.getChild("URL");
const hidden = Decoration.replace({});
const bullet = Decoration.replace({ widget: new Bullet() });
const style = (name) => Decoration.mark({ class: name });
const line = (name) => Decoration.line({ class: name });

export class Drawing {
  constructor(view, titles, marksShown) {
    this.view = view;
    this.state = view.state;
    this.titles = titles;
    this.marksShown = marksShown;
    this.all = [];
    this.atomic = [];
    for (const { from, to } of view.visibleRanges) this.draw(from, to);
  }

  draw(from, to) {
    const tree = syntaxTree(this.state);
    tree.iterate({ from, to, enter: (node) => this.node(node) });
    const start = this.state.doc.lineAt(from).from, end = this.state.doc.lineAt(to).to;
    for (const each of references(this.state.doc, start, end)) {
      if (!isCode(tree, each.from)) this.reference(each);
    }
  }

  node(node) {
    const { name, from, to } = node;
    const level = HEADING.exec(name)?.[1];
    if (level) this.lines(from, to, `heading heading--${level}`);
    else if (name === "Table") this.table(from, to);
    else if (name in BLOCKS) this.block(BLOCKS[name], from, to);
    else if (areWords(node.node)) return;
    else if (name in STYLED) this.add(style(STYLED[name]), from, to);
    else if (name === "ListItem") this.item(node);
    else if (name === "ListMark") this.listMark(node);
    else if (MARKS.has(name)) this.mark(node);
  }

  /* Statements end with who said it. */
  block(name, from, to) {
    this.lines(from, to, name);
    if (name !== "quote") return;
    const last = this.state.doc.lineAt(to);
    if (/^\s*> ?—[ \u00a0\u202f]/.test(last.text)) this.all.push(line("attribution").range(last.from));
  }

  /* Rows of cells instead of bars; a very wide table stays as typed. */
  table(from, to) {
    const first = this.state.doc.lineAt(from);
    const columns = cellsOf(first.text).length;
    if (this.marksShown || columns > MOST_COLUMNS || first.from !== from) {
      this.lines(from, to, "table--raw");
      return;
    }
    for (let number = first.number; number <= this.state.doc.lineAt(to).number; number += 1) {
      this.row(this.state.doc.line(number), number - first.number, columns);
    }
  }

  row({ from, to, text }, number, columns) {
    this.all.push(line(["row row--head", "row row--rule"][number] ?? "row").range(from));
    if (number === 1) {
      this.hide(from, to);
      this.atomic.push(hidden.range(from, to));
      return;
    }
    let at = from;
    for (const cell of cellsOf(text)) {
      if (at < from + cell.from) this.bar(at, from + cell.from);
      this.add(style(`cell cell--${columns}`), from + cell.from, from + cell.to);
      at = from + cell.to;
    }
    if (at < to) this.bar(at, to);
  }

  bar(from, to) {
    this.hide(from, to);
    this.atomic.push(hidden.range(from, to));
  }

  item(node) {
    let depth = 0;
    for (let above = node.node.parent; above; above = above.parent) if (above.name === "ListItem") depth += 1;
    const first = this.state.doc.lineAt(node.from);
    this.all.push(line(`item item--${Math.min(depth, 4)}`).range(first.from));
    for (let at = first.to + 1; at <= node.to;) {
      const next = this.state.doc.lineAt(at);
      if (!/^\s*(?:[-*+]|\d+[.)])\s/.test(next.text)) this.all.push(line(`item-more item--${Math.min(depth, 4)}`).range(next.from));
      at = next.to + 1;
    }
  }

  /* Spaces that nest an item are shown as its indent. */
  listMark(node) {
    const start = this.state.doc.lineAt(node.from);
    const before = this.state.doc.sliceString(start.from, node.from);
    if (!this.marksShown && before && !before.trim()) this.hide(start.from, node.from);
    const isBullet = /^[-*+]$/.test(this.state.doc.sliceString(node.from, node.to));
    if (isBullet && !this.marksShown) this.add(bullet, node.from, node.to);
    else this.add(style("number"), node.from, node.to);
  }

  mark(node) {
    const { name, from } = node;
    const parent = node.node.parent;
    let { to } = node;
    if (areWords(parent)) return;
    const isBlock = name === "QuoteMark" || (name === "HeaderMark" && parent.name.startsWith("ATX"));
    if (isBlock && this.state.doc.sliceString(to, to + 1) === " ") to += 1;
    if (name === "URL" && parent.name !== "Link") return;
    const isTouched = name === "HeaderMark" ? this.touchesLine(from) : this.touches(parent.from, parent.to);
    if (this.marksShown || (isTouched && name !== "QuoteMark")) this.add(style("mark"), from, to);
    else if (name === "Escape") this.hide(from, from + 1);
    else this.hide(from, to);
    if (name === "QuoteMark" && !this.marksShown) this.atomic.push(hidden.range(from, to));
  }

  reference(each) {
    if (this.marksShown || this.isInside(each.from, each.to)) {
      this.add(style("raw"), each.from, each.to);
      return;
    }
    const { text } = this.state.doc.lineAt(each.from);
    const isAlone = text.trim().length === each.to - each.from;
    const widget = new Chip(each, this.titles.of(each.bare), this.titles.writing.words, isAlone);
    this.add(Decoration.replace({ widget }), each.from, each.to);
    this.atomic.push(hidden.range(each.from, each.to));
  }

  add(decoration, from, to) {
    if (from < to) this.all.push(decoration.range(from, to));
  }

  hide(from, to) {
    this.add(hidden, from, to);
  }

  lines(from, to, name) {
    for (let at = from; at <= to;) {
      const next = this.state.doc.lineAt(at);
      this.all.push(line(name).range(next.from));
      at = next.to + 1;
    }
  }

  touches(from, to) {
    return this.view.hasFocus && this.state.selection.ranges.some((each) => each.from <= to && each.to >= from);
  }

  touchesLine(at) {
    const { from, to } = this.state.doc.lineAt(at);
    return this.touches(from, to);
  }

  isInside(from, to) {
    return this.view.hasFocus && this.state.selection.ranges.some(({ head }) => from < head && head < to);
  }
}

function isCode(tree, at) {
  for (let node = tree.resolveInner(at, 1); node; node = node.parent) if (CODE.has(node.name)) return true;
  return false;
}
