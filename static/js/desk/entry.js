/* The form of an instrument: rows within rows are added and emptied, a field of a key finds the thing by its words, and a
   source that we do not have is entered in the picker's dialog. The page works without any of it. */

import { findKeys } from "./picker/making.js";

const writing = JSON.parse(document.querySelector("#desk-writing")?.textContent ?? "null");
const form = document.querySelector("#agreement_form");

if (writing && form) {
  form.addEventListener("focusin", ({ target }) => {
    if (target.matches("[data-pick]") && !target.role) findKeys(target, writing);
  });
  form.addEventListener("click", ({ target }) => {
    const button = target.closest("button");
    if (button?.matches("[data-add-row]")) addRow(button.closest("[data-rows]"));
    if (button?.matches("[data-empty-row]")) emptyRow(button.closest(".rows__row"));
    if (button?.matches("[data-new-source]")) enterSource(button);
  });
  document.addEventListener("formset:added", ({ target }) => equip(target));
  equip(form);
}

/* Shows the buttons that need this script. */
function equip(place) {
  for (const button of place.querySelectorAll("[data-add-row]")) button.hidden = false;
  for (const row of place.querySelectorAll(".rows__row")) equipRow(row);
}

function equipRow(row) {
  if (row.querySelector("[data-empty-row]")) return;
  const buttons = Object.assign(document.createElement("p"), { className: "rows__acts" });
  if (writing.makes.source && row.querySelector("[data-pick=source]")) buttons.append(make("newSource", writing.words["new:source"]), " ");
  buttons.append(make("emptyRow", writing.words.remove));
  row.append(buttons);
}

function make(act, words) {
  const button = Object.assign(document.createElement("button"), { type: "button", className: "button button--plain", textContent: words });
  button.dataset[act] = "";
  return button;
}

/* The numbers of the rows around it may have changed since the page was made, so the field that counts says where it is. */
function addRow(rows) {
  const count = rows.querySelector("[name$=-TOTAL_FORMS]");
  const row = rows.querySelector(":scope > template").content.firstElementChild.cloneNode(true);
  const prefix = `${count.name.replace(/-TOTAL_FORMS$/, "")}-${count.value}`;
  for (const each of [row, ...row.querySelectorAll("[id], [name], [for]")]) {
    for (const name of ["id", "name", "for"]) {
      const value = each.getAttribute(name);
      if (value) each.setAttribute(name, value.replace(/^(id_)?.*__prefix__/, `$1${prefix}`));
    }
  }
  count.value = Number(count.value) + 1;
  rows.querySelector(":scope > .rows__list").append(row);
  equipRow(row);
  row.querySelector("input, select")?.focus();
}

/* It stays, empty and out of sight: what is empty is not saved. */
function emptyRow(row) {
  for (const field of row.querySelectorAll("input:not([type=hidden]), textarea")) field.value = "";
  for (const field of row.querySelectorAll("select")) field.selectedIndex = [...field.options].findIndex((each) => each.defaultSelected);
  const language = row.querySelector("[name$=-language]");
  if (language) language.value = language.defaultValue;
  row.hidden = true;
  row.dispatchEvent(new Event("change", { bubbles: true }));
}

function enterSource(button) {
  const input = button.closest(".rows__row").querySelector("[data-pick=source]");
  const resolve = (typed) => {
    if (typed) input.value = typed.replace(/^\[\^|\]$/g, "");
    input.focus();
    input.dispatchEvent(new Event("change", { bubbles: true }));
  };
  input.dispatchEvent(new CustomEvent("desk:pick", { bubbles: true, detail: { kind: "source", makes: true, query: input.value, resolve } }));
}
