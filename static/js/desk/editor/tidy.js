/* The HTML that Word, Google Docs and web pages put on the clipboard, made plain: headings, paragraphs, lists, tables,
   quotations, links, strong words and emphasis; no styles, no comments, no furniture of the page. */

import { liftWordLists } from "./word.js";

const FURNITURE = [
  "style", "script", "meta", "link", "title", "xml", "noscript", "template", "svg", "iframe", "object", "button", "input", "select",
  "nav", "form", "del", "[hidden]", "[aria-hidden=true]", ".mw-editsection", "sup.reference", "br.Apple-interchange-newline",
].join(",");
const TAG = /<[a-z](?:"[^"]*"|'[^']*'|[^"'>])*>/gi;
const HIDDEN = /display:\s*none|mso-hide:\s*all|mso-element:\s*(?:comment|field)|visibility:\s*hidden/i;
const BLOCKS = "p,div,h1,h2,h3,h4,h5,h6,ul,ol,li,table,blockquote,pre,section,article,header,footer,figure,dl";
const OURS = 2; // the page's h1 is the headline

/* Styles and handlers become data before the browser sees them: the policy of the page would refuse and report each. */
export function parse(html) {
  const plain = html
    .replace(/<style\b[\s\S]*?<\/style>/gi, "")
    .replace(TAG, (tag) => tag.replace(/(\s)style(?=\s*=)/gi, "$1data-style").replace(/(\s)on(?=[a-z]+\s*=)/gi, "$1data-on"));
  return new DOMParser().parseFromString(plain, "text/html");
}

export function styleOf(node) {
  return node.getAttribute("data-style") ?? "";
}

export function tidy(page) {
  const { body } = page;
  dropComments(page);
  for (const each of body.querySelectorAll(FURNITURE)) each.remove();
  for (const each of body.querySelectorAll("[data-style]")) if (HIDDEN.test(styleOf(each))) each.remove();
  for (const each of body.querySelectorAll("figure:has(img) > figcaption")) each.remove();
  nameWordStyles(body);
  liftWordLists(body, styleOf);
  for (const each of [...body.querySelectorAll("*")]) if (each.nodeName.includes(":")) unwrap(each);
  nestLists(body);
  for (const each of [...body.querySelectorAll("b,strong,i,em,span,font")]) express(each);
  for (const each of [...body.querySelectorAll("a")]) follow(each);
  for (const each of [...body.querySelectorAll("li > p")]) if (each.parentNode.querySelectorAll(":scope > p").length === 1) unwrap(each);
  for (const each of [...body.querySelectorAll("table")]) if (isFrame(each)) unwrapTable(each);
  headings(body);
  for (const each of [...body.querySelectorAll("br")]) if ([...each.parentNode.children].some((other) => other.matches(BLOCKS))) each.remove();
  spaces(page);
  for (const each of [...body.querySelectorAll("p,h1,h2,h3,h4,h5,h6,strong,em,li,blockquote")]) if (!each.textContent.trim()) each.remove();
  return body;
}

function dropComments(page) {
  const walker = page.createTreeWalker(page.body, NodeFilter.SHOW_COMMENT);
  const found = [];
  while (walker.nextNode()) found.push(walker.currentNode);
  for (const each of found) each.remove();
}

/* Word marks a title, a quotation and its reviewers' remarks by the names of its styles. */
function nameWordStyles(body) {
  for (const each of [...body.querySelectorAll("[class*=MsoComment], [class*=msocom]")]) each.remove();
  for (const each of [...body.querySelectorAll("p.MsoTitle")]) rename(each, "h1");
  for (const each of [...body.querySelectorAll("p[class*=Quote]")]) {
    const quote = each.ownerDocument.createElement("blockquote");
    each.replaceWith(quote);
    quote.append(each);
  }
}

/* Google Docs puts a nested list beside its item instead of into it. */
function nestLists(body) {
  for (const list of [...body.querySelectorAll(":is(ul,ol) > :is(ul,ol)")]) {
    const item = list.previousElementSibling;
    if (item?.nodeName === "LI") item.append(list);
    else unwrap(list);
  }
}

/* Strong and emphasised by style or by name; a heading is strong by itself. */
function express(node) {
  const { style } = document.createElement("span");
  style.cssText = styleOf(node);
  const { fontWeight, fontStyle } = style;
  const isNamed = (names) => names.includes(node.nodeName);
  const isStrong = fontWeight ? fontWeight === "bold" || fontWeight === "bolder" || Number(fontWeight) >= 600 : isNamed(["B", "STRONG"]);
  const isEmphasis = fontStyle ? fontStyle !== "normal" : isNamed(["I", "EM"]);
  const row = node.closest("tr");
  const inHeading = node.closest("h1,h2,h3,h4,h5,h6,th") !== null || (row !== null && row === row.closest("table").rows[0]);
  const wraps = node.querySelector(BLOCKS) === null && node.textContent.trim();
  if (wraps && isStrong && !inHeading && !node.parentNode.closest("strong")) wrap(node, "strong");
  if (wraps && isEmphasis && !node.parentNode.closest("em")) wrap(node, "em");
  if (node.isConnected) unwrap(node);
}

function follow(link) {
  let address = link.getAttribute("href") ?? "";
  try {
    const url = new URL(address);
    if (/(^|\.)google\.[a-z.]+$/.test(url.hostname) && url.pathname === "/url") address = url.searchParams.get("q") ?? url.searchParams.get("url") ?? "";
    const clean = new URL(address);
    for (const name of [...clean.searchParams.keys()]) if (/^utm_|^(?:fbclid|gclid|yclid)$/.test(name)) clean.searchParams.delete(name);
    if (clean.href !== new URL(address).href) address = clean.href;
    if (["http:", "https:", "mailto:"].includes(clean.protocol)) {
      link.setAttribute("href", address);
      return;
    }
  } catch { /* no address of another page: only its words stay */ }
  unwrap(link);
}

/* A table of one cell, or one that holds lists and paragraphs side by side, only laid out a page. */
function isFrame(table) {
  return table.rows.length < 2 && (table.rows[0]?.cells.length ?? 0) < 2;
}

function unwrapTable(table) {
  table.replaceWith(...[...table.rows].flatMap((row) => [...row.cells].flatMap((cell) => [...cell.childNodes])));
}

/* The highest heading becomes ours, the others keep their distance to it. */
function headings(body) {
  const all = [...body.querySelectorAll("h1,h2,h3,h4,h5,h6")];
  const level = (each) => Number(each.nodeName[1]);
  const shift = OURS - Math.min(...all.map(level));
  for (const each of all) {
    const to = Math.min(6, Math.max(OURS, level(each) + shift));
    if (to !== level(each)) rename(each, `h${to}`);
  }
}

/* A no-break space beside another space, or alone, is an accident of copying. */
function spaces(page) {
  const walker = page.createTreeWalker(page.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const node = walker.currentNode;
    node.data = node.data.replace(/[\u200b\ufeff]/g, "").replace(/\u00a0(?=[ \u00a0\n])|(?<=[ \u00a0\n])\u00a0|^\u00a0$/g, " ");
  }
}

function wrap(node, name) {
  const element = node.ownerDocument.createElement(name);
  element.append(...node.childNodes);
  node.append(element);
}

function rename(node, name) {
  const element = node.ownerDocument.createElement(name);
  element.append(...node.childNodes);
  node.replaceWith(element);
  return element;
}

function unwrap(node) {
  node.replaceWith(...node.childNodes);
}
