/* The desk's small comforts. Everything works without them: counters, a toolbar that types Markdown, a picker of keys,
   links that jump to a line, the words of a schedule, and a question before unsaved text is left. */

const form = document.querySelector("#articleversion_form");

function textOf(name) {
  return document.querySelector(`#id_${name}`);
}

/* Counters: "90 of 110" beside the label. */
for (const field of document.querySelectorAll("[data-counter]")) {
  const label = document.querySelector(`label[for="${field.id}"]`);
  if (!label) continue;
  const counter = document.createElement("span");
  counter.className = "counter";
  label.after(counter);
  const count = () => {
    const plain = field.value.replace(/\[\^[^\]]*\]/g, "").replace(/\[\[[^|\]]*\|?([^\]]*)\]\]/g, "$1");
    counter.textContent = `${[...plain].length} / ${field.dataset.counter}`;
    counter.classList.toggle("counter--over", [...plain].length > Number(field.dataset.counter));
  };
  field.addEventListener("input", count);
  count();
}

/* A headline is one line: Enter saves nothing and breaks nothing. */
for (const field of document.querySelectorAll("[data-one-line]")) {
  field.addEventListener("keydown", (event) => { if (event.key === "Enter") event.preventDefault(); });
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

/* A finding leads to its line. */
for (const link of document.querySelectorAll("a[href^='#id_'][data-line]")) {
  link.addEventListener("click", (event) => {
    const field = document.querySelector(link.getAttribute("href"));
    if (!field) return;
    event.preventDefault();
    const all = field.value.split("\n");
    const line = Number(link.dataset.line) - 1;
    const start = all.slice(0, line).join("\n").length + (line ? 1 : 0);
    field.focus();
    field.setSelectionRange(start, start + (all[line] ?? "").length);
    field.scrollIntoView({ block: "center" });
    field.scrollTop = (field.scrollHeight / all.length) * line - field.clientHeight / 2;
  });
}

/* The button of a schedule says its outcome. */
const day = document.querySelector("#id_publish_at");
const schedule = document.querySelector("[data-day]");
if (day && schedule) {
  const plain = schedule.textContent;
  const tell = () => {
    const moment = day.value ? new Date(day.value) : null;
    const long = { day: "numeric", month: "long", year: "numeric", hour: "2-digit", minute: "2-digit", hour12: false };
    schedule.textContent = moment && !Number.isNaN(moment.valueOf())
      ? schedule.dataset.day.replace("%(moment)s", moment.toLocaleString(document.documentElement.lang, long))
      : plain;
  };
  day.addEventListener("input", tell);
  tell();
}

/* Leaving a text that is not kept asks first. */
if (form) {
  let changed = false;
  form.addEventListener("input", () => { changed = true; });
  form.addEventListener("submit", () => { changed = false; });
  addEventListener("beforeunload", (event) => { if (changed) event.preventDefault(); });
}
document.querySelector(".error-summary")?.focus();
