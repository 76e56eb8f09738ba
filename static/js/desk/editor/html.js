/* Clean HTML to the Markdown of our texts. */

import { TurndownService } from "../../../vendor/editor/editor.js";
import { parse, tidy } from "./tidy.js";

const turndown = new TurndownService({
  headingStyle: "atx", bulletListMarker: "-", codeBlockStyle: "fenced", emDelimiter: "*", strongDelimiter: "**", br: "\\",
});
turndown.escape = escape;

turndown.addRule("item", {
  filter: "li",
  replacement: (content, item, options) => {
    const parent = item.parentNode;
    const start = Number(parent.getAttribute("start")) || 1;
    const index = [...parent.children].filter((each) => each.nodeName === "LI").indexOf(item);
    const mark = parent.nodeName === "OL" ? `${start + index}. ` : `${options.bulletListMarker} `;
    const text = content.trim().replace(/\n{2,}/g, "\n").replace(/\n/g, `\n${" ".repeat(mark.length)}`);
    return `${mark}${text}${item.nextElementSibling ? "\n" : ""}`;
  },
});

turndown.addRule("table", {
  filter: "table",
  replacement: (_, table) => {
    const rows = [...table.rows].map((row) => [...row.cells].flatMap(cells)).filter((row) => row.some(Boolean));
    if (!rows.length) return "";
    const width = Math.max(...rows.map((row) => row.length));
    const line = (row) => `| ${Array.from({ length: width }, (_, at) => row[at] ?? "").join(" | ")} |`;
    const [head, ...rest] = rows;
    return `\n\n${[line(head), `|${" --- |".repeat(width)}`, ...rest.map(line)].join("\n")}\n\n`;
  },
});
turndown.addRule("picture", { filter: "img", replacement: () => "" });
turndown.addRule("link", {
  filter: (node) => node.nodeName === "A" && node.hasAttribute("href"),
  replacement: (content, link) => {
    const words = content.trim();
    const address = link.getAttribute("href");
    if (!words) return "";
    const isBare = link.textContent.trim() === address;
    return isBare ? `<${address}>` : `[${words}](${/[()\s]/.test(address) ? `<${address}>` : address})`;
  },
});

/* A cell and the empty ones that its breadth takes. */
function cells(cell) {
  const words = turndown.turndown(cell.innerHTML || " ").trim().replace(/\s*\\?\n\s*/g, " ").replace(/\|/g, "\\|");
  return [words, ...Array(Math.min(cell.colSpan, 20) - 1).fill("")];
}

/* Only what Markdown would read as a mark: most punctuation of a sentence means itself. */
function escape(text) {
  return text
    .replace(/\\/g, "\\\\")
    .replace(/[`[\]]/g, "\\$&")
    .replace(/(?<=\S)\*|\*(?=\S)/g, "\\*")
    .replace(/(^|[^\p{L}\p{N}])_|_(?=[^\p{L}\p{N}]|$)/gu, (match) => match.replace("_", "\\_"))
    .replace(/^(\s*)([-+*>])(?=\s)/, "$1\\$2")
    .replace(/^(\s*)(#{1,6})(?=\s)/, "$1\\$2")
    .replace(/^(\s*\d+)([.)])(?=\s)/, "$1\\$2");
}

export function toMarkdown(html) {
  const body = tidy(parse(html));
  return turndown.turndown(body).replace(/[ \t]+$/gm, "").replace(/\n{3,}/g, "\n\n").trim();
}
