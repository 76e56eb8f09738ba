/* Markdown as news/texts/references.py reads it: CommonMark with tables, no HTML, no code by indentation, no links by a list of them; and our references, which are no links. */

import { markdown, Table } from "../../../vendor/editor/editor.js";

const KEY = "[A-Za-z0-9_][A-Za-z0-9_-]*";
const SOURCE = `\\[\\[([a-z]+):(${KEY})(@\\d{4}(?:-\\d\\d){0,2})?(?:\\\\?\\|([^\\[\\]\\n]*))?\\]\\]|\\[\\^(${KEY})\\]`;
const AT_START = new RegExp(`^(?:${SOURCE})`);
const OPENING = 91; // [

export function reference(match, from) {
  const [text, kind, key, period = "", words = "", note] = match;
  const isNote = note !== undefined;
  const bare = isNote ? `[^${note}]` : `[[${kind}:${key}${period}]]`;
  return { kind: isNote ? "source" : kind, key: isNote ? note : key, words: words.trim(), isNote, bare, from, to: from + text.length };
}

/* Every reference between two places of a text. */
export function references(doc, from, to) {
  const pattern = new RegExp(`(?<!\\\\)(?:${SOURCE})`, "g");
  return [...doc.sliceString(from, to).matchAll(pattern)].map((match) => reference(match, from + match.index));
}

const referenceSyntax = {
  defineNodes: ["Reference"],
  parseInline: [{
    name: "Reference",
    before: "Link",
    parse(context, next, at) {
      const match = next === OPENING && AT_START.exec(context.slice(at, context.end));
      return match ? context.addElement(context.elt("Reference", at, at + match[0].length)) : -1;
    },
  }],
};

export function grammar() {
  return markdown({
    extensions: [Table, referenceSyntax, { remove: ["HTMLBlock", "HTMLTag", "IndentedCode", "LinkReference"] }],
    addKeymap: false,
    completeHTMLTags: false,
  });
}
