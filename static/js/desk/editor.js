/* The toolbar above the text and the picker of keys. */

function textOf(name) {
  return document.querySelector(`#id_${name}`);
}

/* Typing into a field so that Ctrl+Z takes it back. */
function type(field, text) {
  field.focus();
  if (!document.execCommand("insertText", false, text)) {
    field.setRangeText(text, field.selectionStart, field.selectionEnd, "end");
    field.dispatchEvent(new Event("input", { bubbles: true }));
  }
}

function around(field, before, after = "") {
  const chosen = field.value.slice(field.selectionStart, field.selectionEnd);
  type(field, before + chosen + after);
  if (!chosen && after) field.setSelectionRange(field.selectionStart - after.length, field.selectionStart - after.length);
}

/* Marks at the beginning of each line of the selection. */
function lines(field, mark) {
  const start = field.value.lastIndexOf("\n", field.selectionStart - 1) + 1;
  const end = field.selectionEnd;
  field.setSelectionRange(start, end);
  type(field, field.value.slice(start, end).split("\n").map((line) => mark + line).join("\n"));
}

let lastField = textOf("body");
for (const name of ["standfirst", "body", "confirmed", "claimed", "unknown", "note"]) {
  textOf(name)?.addEventListener("focus", (event) => { lastField = event.target; });
}

/* The toolbar above the text; its words come from the page, in the editor's language. */
const words = JSON.parse(document.querySelector("#desk-words")?.textContent ?? "null");
const body = document.querySelector("[data-toolbar]");
if (body && words) {
  const acts = {
    heading: () => lines(body, "## "),
    strong: () => around(body, "**", "**"),
    list: () => lines(body, "- "),
    link: () => around(body, "[", "](https://)"),
    quotation: () => { lines(body, "> "); type(body, "\n> — [[person:]], , [^]"); },
  };
  const bar = document.createElement("div");
  bar.className = "toolbar";
  bar.setAttribute("role", "toolbar");
  bar.setAttribute("aria-label", words.toolbar);
  for (const [name, label] of words.buttons) {
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = label;
    if (name in acts) button.addEventListener("click", acts[name]);
    else button.addEventListener("click", () => { lastField = body; pick(name); });
    bar.append(button);
  }
  body.before(bar);
}

/* The picker: the page of keys, in a dialog; a key is typed where the cursor was. */
const lookup = document.querySelector("[data-lookup]");
let dialog = null;

async function load(url) {
  const answer = await fetch(url, { credentials: "same-origin" });
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  const content = page.querySelector("#content-main");
  if (!answer.ok || !content) { location.assign(lookup.href); return; }
  dialog.querySelector(".lookup__content").replaceChildren(...content.children);
  for (const typed of dialog.querySelectorAll("[data-insert]")) {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "typed";
    button.textContent = typed.dataset.insert;
    button.addEventListener("click", () => { dialog.close(); type(lastField, typed.dataset.insert); });
    typed.replaceWith(button);
  }
  dialog.querySelector("form").addEventListener("submit", (event) => {
    event.preventDefault();
    load(`${event.target.action}?${new URLSearchParams(new FormData(event.target))}`);
  });
  dialog.querySelector("input[name=q]").focus();
}

function pick(kind) {
  if (!dialog) {
    dialog = document.createElement("dialog");
    dialog.className = "lookup";
    dialog.setAttribute("aria-label", lookup.textContent);
    const close = document.createElement("button");
    close.type = "button";
    close.className = "lookup__close";
    close.textContent = words?.close ?? "×";
    close.addEventListener("click", () => dialog.close());
    const content = document.createElement("div");
    content.className = "lookup__content";
    dialog.append(close, content);
    document.body.append(dialog);
  }
  dialog.showModal();
  load(`${lookup.href}&kind=${kind}`);
}
lookup?.addEventListener("click", (event) => { event.preventDefault(); pick(""); });
