/* Word writes lists as paragraphs that say in a style which list and level they are of: "mso-list:l0 level2 lfo1". */

const LIST = /mso-list:\s*l(\d+)\s+level(\d+)/i;
const IGNORED = /mso-list:\s*ignore/i;
const NUMBER = /^\s*(?:\d+|[a-zа-я]|[ivxlcdm]+)[.)]/i;

export function liftWordLists(body, styleOf) {
  let open = []; // the lists that are open, the outermost first
  let number = ""; // Word's own, of the outermost
  for (const paragraph of [...body.querySelectorAll("p,h1,h2,h3,h4,h5,h6,table,div,ul,ol")]) {
    if (paragraph.nodeName === "DIV" || open.some((list) => list.contains(paragraph))) continue;
    const match = paragraph.nodeName === "P" && LIST.exec(styleOf(paragraph));
    if (!match) {
      open = [];
      continue;
    }
    if (match[2] === "1" && match[1] !== number) open = [];
    if (!open.length) number = match[1];
    const isNumbered = NUMBER.test(takeMark(paragraph, styleOf));
    const level = Math.min(Number(match[2]), open.length + 1);
    open.length = Math.min(open.length, level);
    if (open.length < level) open.push(begin(open.at(-1), paragraph, isNumbered));
    const item = body.ownerDocument.createElement("li");
    item.append(...paragraph.childNodes);
    open.at(-1).append(item);
    paragraph.remove();
  }
}

/* Takes the bullet or number away that Word wrote as text, and returns it. */
function takeMark(paragraph, styleOf) {
  let text = "";
  for (const span of [...paragraph.querySelectorAll("span")]) {
    if (!IGNORED.test(styleOf(span))) continue;
    text += span.textContent;
    span.remove();
  }
  return text;
}

function begin(outer, paragraph, isNumbered) {
  const list = paragraph.ownerDocument.createElement(isNumbered ? "ol" : "ul");
  if (outer) outer.lastElementChild.append(list);
  else paragraph.before(list);
  return list;
}
