/* Forms of the desk: what is typed stays on this computer until it is saved, and is offered when the form is opened again.
   The form of a text has more to it and a script of its own, keeping.js. docs/decisions/0026-typed-text.md */

import { all, put, remove } from "./keeping/store.js";
import { tabs } from "./keeping/tabs.js";
import { here, inWords as momentInWords } from "./moments.js";

const HERE = 250; // milliseconds
const COOKIE = "desk_saved";
const desk = JSON.parse(document.querySelector("#desk-form-keeping")?.textContent ?? "null");
const form = desk && document.querySelector("#content-main form:is([id$=_form], [data-kept])");

/* The server names what it saved in a cookie: the one sign that no way from page to page can lose. */
async function forgetWhatIsSaved() {
  const saved = document.cookie.split("; ").find((each) => each.startsWith(`${COOKIE}=`))?.slice(COOKIE.length + 1);
  if (!saved) return;
  await Promise.all(saved.split(".").map(remove));
  document.cookie = `${COOKIE}=; path=${desk?.path ?? "/admin/"}; max-age=0; samesite=lax`;
}

function isKept(field) {
  const left = ["password", "file", "submit", "button", "reset", "image"];
  // Of a page that asks, what is not seen says what it asks about.
  if ("kept" in form.dataset) left.push("hidden");
  return field.name && !field.name.startsWith("_") && field.name !== "csrfmiddlewaretoken" && !left.includes(field.type);
}

function read(field) {
  if (field.type === "checkbox" || field.type === "radio") return field.checked;
  if (field.multiple) return [...field.options].filter((each) => each.selected).map((each) => each.value);
  return field.value;
}

/* What a page was made of whose fields are parts of a text. */
const madeOf = () => form.elements.read?.value;
/* By name; a radio button also by its value. */
const nameOf = (field) => (field.type === "radio" ? `${field.name}=${field.value}` : field.name);
const values = () => Object.fromEntries([...form.elements].filter(isKept).map((field) => [nameOf(field), read(field)]));
const equal = (a, b) => JSON.stringify(a ?? "") === JSON.stringify(b ?? "");
const differing = (a, b) => [...new Set([...Object.keys(a), ...Object.keys(b)])].filter((name) => !equal(a[name], b[name]));

/* What is chosen in a list that is filled from the server has no option yet: its words are kept with it. */
function wordsOfChoices() {
  const lists = [...form.elements].filter((field) => field.options && isKept(field));
  return Object.fromEntries(lists.flatMap((list) => [...list.selectedOptions].map((each) => [`${list.name}=${each.value}`, each.text])));
}

function fill(record) {
  addRows(record);
  for (const field of [...form.elements].filter(isKept)) {
    const value = record.values[nameOf(field)];
    if (value === undefined || equal(read(field), value)) continue;
    if (typeof value === "boolean") field.checked = value;
    else if (field.options) choose(field, [value].flat(), record.words ?? {});
    else field.value = value;
    field.dispatchEvent(new Event("input", { bubbles: true }));
    if (field.options) window.django?.jQuery?.(field).trigger("change");
  }
}

function choose(list, chosen, words) {
  for (const value of chosen) {
    const isThere = [...list.options].some((each) => each.value === value);
    if (!isThere) list.add(new Option(words[`${list.name}=${value}`] ?? value, value));
  }
  for (const option of list.options) option.selected = chosen.includes(option.value);
}

/* Rows of parts that were added while typing. */
function addRows({ values: typed }) {
  for (const [name, total] of Object.entries(typed)) {
    const prefix = name.match(/^(.+)-TOTAL_FORMS$/)?.[1];
    const field = prefix && form.elements[name];
    for (let tries = 0; field && Number(field.value) < Number(total) && tries < 100; tries += 1) {
      const own = field.closest("[data-rows]")?.querySelector("[data-add-row]");
      (own ?? document.querySelector(`#${CSS.escape(prefix)}-group .add-row a`))?.click();
    }
  }
}

function element(name, properties = {}, ...children) {
  const made = Object.assign(document.createElement(name), properties);
  made.append(...children);
  return made;
}

function labelOf(name) {
  const field = [...form.elements].find((each) => nameOf(each) === name);
  return (field?.labels?.[0] ?? field?.closest("fieldset")?.querySelector("legend"))?.textContent.trim().replace(/:$/, "") || name;
}

/* `most`: letters that are shown of a text. */
function inWords(value, name, words, most) {
  const shown = [value ?? ""].flat().map((each) => words[`${name}=${each}`] ?? (each === true ? "✓" : each === false ? "" : String(each)));
  return shown.join(", ").trim().slice(0, most) || desk.words.empty;
}

function offer(record, keep) {
  const now = values(), choices = wordsOfChoices();
  const typed = differing(now, record.values).filter((name) => !/-(TOTAL|INITIAL)_FORMS$/.test(name));
  if (!typed.length) { remove(record.key); return; }
  const time = momentInWords(here(record.at), desk.words.months);
  // Fields of a form that is made of a text stand for other words once that has changed; then they are only shown, whole.
  const isMoved = record.read !== madeOf();
  const most = isMoved ? Infinity : 300;
  const rows = typed.map((name) => [
    element("h2", { textContent: labelOf(name) }),
    element("div", { className: "diff", tabIndex: 0 }, element("p", {},
      element("del", { textContent: inWords(now[name], name, choices, most) }), " ",
      element("ins", { textContent: inWords(record.values[name], name, record.words ?? {}, most) }))),
  ]).flat();
  const told = element("p", { className: "unkept__told" });
  told.setAttribute("role", "status");
  const take = element("button", { type: "button", className: "button", textContent: desk.words.take });
  const drop = element("button", { type: "button", className: "button button--plain", textContent: desk.words.drop });
  const section = element("section", { className: "unkept" },
    element("p", {}, element("b", { textContent: desk.words.found.replace("%(time)s", time) }), isMoved ? ` ${desk.words.moved}` : ""),
    element("details", { open: true }, element("summary", { textContent: desk.words.differs }), ...rows),
    element("p", { className: "unkept__acts" }, ...(isMoved ? [] : [take, " "]), drop), told);
  const decide = (say, undo) => {
    const button = element("button", { type: "button", textContent: desk.words.undo });
    button.addEventListener("click", () => { undo(); section.classList.remove("is-decided"); told.replaceChildren(); (isMoved ? drop : take).focus(); });
    section.classList.add("is-decided");
    told.replaceChildren(`${say} `, button);
  };
  take.addEventListener("click", () => {
    const before = { values: values(), words: wordsOfChoices() };
    fill(record);
    keep();
    // Once the form is saved, the server names what was taken too, and it is forgotten.
    const taken = element("input", { type: "hidden", name: "_typed", value: record.key });
    form.append(taken);
    decide(desk.words.taken, () => { taken.remove(); fill(before); keep(); });
  });
  drop.addEventListener("click", () => { dropped.add(record.key); decide(desk.words.dropped, () => dropped.delete(record.key)); });
  form.before(section);
}

const dropped = new Set();

/* Typed before this script arrived, or brought back by the browser. */
function isTypedIn(field) {
  const isText = field.matches("textarea, input:not([type=checkbox], [type=radio], [type=hidden])");
  return isKept(field) && isText && field.value !== field.defaultValue;
}

async function start() {
  await forgetWhatIsSaved();
  if (!form) return;
  const key = [...crypto.getRandomValues(new Uint32Array(3))].map((each) => each.toString(36)).join("");
  const place = `form:${location.pathname}`;
  form.append(element("input", { type: "hidden", name: "_typed", value: key }));
  const first = values();
  const isUnsaved = desk.unsaved || [...form.elements].some(isTypedIn);
  let timer = null;
  const keepNow = () => {
    clearTimeout(timer);
    timer = null;
    const typed = values();
    return equal(typed, first) && !isUnsaved
      ? remove(key)
      : put({ key, place, editor: desk.editor, at: Date.now(), values: typed, words: wordsOfChoices(), read: madeOf() });
  };
  const keep = () => { timer ??= setTimeout(keepNow, HERE); };
  form.addEventListener("input", keep);
  form.addEventListener("change", keep);
  window.django?.jQuery?.(form).on("change", keep);
  form.addEventListener("submit", keepNow);
  addEventListener("pagehide", () => {
    for (const each of dropped) remove(each);
    if (timer) keepNow();
  });
  if (isUnsaved) await keepNow();
  const alive = await tabs(place, key, () => {}).others();
  const offered = [];
  for (const record of await all()) {
    const isMine = record.place === place && record.editor === desk.editor;
    if (!isMine || record.key === key || alive.has(record.key)) continue;
    // Taken once before, and that form was closed too.
    if (offered.some((each) => equal(each.values, record.values))) remove(record.key);
    else offer(record, keep);
    offered.push(record);
  }
}

start();
