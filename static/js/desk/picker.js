/* The dialog in which something to cite or link is found, or a new source, figure or person is entered. It is asked for by
   `desk:pick` on a field and answers there with `desk:insert`, or to `resolve` of the one who asked. */

import { List } from "./picker/list.js";
import { openForm } from "./picker/making.js";

const writing = JSON.parse(document.querySelector("#desk-writing")?.textContent ?? "null");
const SHORTEST = 2; // letters of a word worth suggesting as a question

let dialog = null;
let asked = null; // { field, resolve, typed } while the dialog is open
let lastField = document.querySelector("#id_body");

if (writing) {
  document.addEventListener("desk:pick", (event) => pick(event.target, event.detail), true);
  for (const link of document.querySelectorAll("[data-lookup]")) {
    link.addEventListener("click", (event) => {
      if (event.ctrlKey || event.metaKey || event.shiftKey || !lastField) return;
      event.preventDefault();
      pick(lastField, { kind: "" });
    });
  }
  document.addEventListener("focusin", ({ target }) => {
    const id = target.dataset?.for ?? target.id;
    const field = id && document.querySelector(`textarea[data-writing]#${CSS.escape(id)}`);
    if (field) lastField = field;
  });
}

function pick(field, { kind = "", heading = "", resolve = null, makes = false, query = "" }) {
  dialog ??= build();
  asked = { field, resolve, typed: null };
  asked.heading = heading || writing.words.dialog;
  dialog.list.kind = kind;
  dialog.querySelector("select").value = kind;
  dialog.querySelector("#lookup-kind-place").hidden = Boolean(kind);
  dialog.list.input.value = makes ? "" : query;
  showNew(kind);
  showList();
  dialog.showModal();
  dialog.list.input.focus();
  dialog.list.ask();
  if (makes) make(kind, query);
}

function answer(typed) {
  asked.typed = typed;
  dialog.close();
}

/* Told when the dialog is gone, so that whoever asked may ask again. */
function closed() {
  const { field, resolve, typed } = asked;
  asked = null;
  if (resolve) resolve(typed);
  else if (typed) field.dispatchEvent(new CustomEvent("desk:insert", { detail: { text: typed } }));
  else field.dispatchEvent(new CustomEvent("desk:focus"));
}

function build() {
  const { words } = writing;
  const made = element("dialog", { className: "lookup" });
  made.setAttribute("aria-labelledby", "lookup-title");
  const close = element("button", { type: "button", className: "button button--plain lookup__close", textContent: words.close });
  close.addEventListener("click", () => made.close());
  const head = element("div", { className: "lookup__head" });
  head.append(element("h2", { id: "lookup-title" }), close);
  const finding = element("div", { className: "lookup__finding" });
  const list = new List(writing, { id: "lookup", label: words.find, onChoose: (choice) => answer(choice.typed) });
  const kinds = kindChooser(list);
  const news = element("p", { className: "lookup__new" });
  const question = element("div", { className: "lookup__question" });
  question.append(list.field, kinds);
  finding.append(question, list.element, news);
  const making = element("div", { className: "lookup__making", hidden: true });
  made.append(head, finding, making);
  made.list = list;
  made.addEventListener("close", closed);
  document.body.append(made);
  return made;
}

function kindChooser(list) {
  const { words, kinds } = writing;
  const place = element("p", { id: "lookup-kind-place" });
  const select = element("select", { id: "lookup-kind" });
  for (const [name, label] of [["", words.every], ...kinds]) select.append(element("option", { value: name, textContent: label }));
  select.addEventListener("change", () => { list.kind = select.value; showNew(select.value); list.ask(); });
  place.append(element("label", { htmlFor: "lookup-kind", textContent: words.kind }), select);
  return place;
}

function showNew(kind) {
  const place = dialog.querySelector(".lookup__new");
  place.replaceChildren();
  for (const name of Object.keys(writing.makes)) {
    if (kind && kind !== name) continue;
    const button = element("button", { type: "button", className: "button button--plain", textContent: writing.words[`new:${name}`] });
    button.addEventListener("click", () => make(name, dialog.list.input.value));
    place.append(button, " ");
  }
  if (writing.dropPicture && (!kind || kind === "image")) place.append(pictureButton());
}

function pictureButton() {
  const button = element("button", { type: "button", className: "button button--plain", textContent: writing.words.pictureNew });
  button.addEventListener("click", () => {
    const { field } = asked;
    dialog.addEventListener("close", () => field.dispatchEvent(new CustomEvent("desk:pictures", { detail: { files: [] } })), { once: true });
    dialog.close();
  });
  return button;
}

function showList() {
  dialog.querySelector("h2").textContent = asked.heading;
  dialog.querySelector(".lookup__finding").hidden = false;
  dialog.querySelector(".lookup__making").hidden = true;
}

function make(name, query) {
  const place = dialog.querySelector(".lookup__making");
  const { field } = asked;
  dialog.querySelector("h2").textContent = writing.words[`new:${name}`].replace("…", "");
  dialog.querySelector(".lookup__finding").hidden = true;
  place.hidden = false;
  openForm(place, writing, {
    name,
    words: query.trim().length >= SHORTEST ? query.trim() : "",
    token: field.form.querySelector("[name=csrfmiddlewaretoken]").value,
    onMade: ({ typed }) => answer(typed),
    onBack: () => { showList(); dialog.list.input.focus(); },
  });
}

function element(name, properties) {
  return Object.assign(document.createElement(name), properties);
}
