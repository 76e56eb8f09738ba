/* The grid moves like a spreadsheet: arrows, Enter, Ctrl+Enter for the next train, Ctrl+S to keep it, a block of cells pasted where one stands.
   The grammar of the cells is the server's: after each change it reads the grid anew and fills what the pattern knows. */

import { watch } from "./live.js";

const form = document.querySelector("#grid");
const look = form && watch(form, { within: "[data-grid]", onFailure: () => { form.querySelector("[data-told]").textContent = form.dataset.unchecked; } });
let isTyped = false;
let isSent = false;

/* Fields of a column from top to bottom: its number, its days, its times. */
const tableOf = (field) => field.closest("[data-grid]");
const rowsOf = (table) => [...table.rows].filter((row) => row.querySelector("input, select"));
const fieldIn = (row, column) => row?.cells[column]?.querySelector("input[type=text], select");
const columnOf = (field) => field.closest("td").cellIndex - offset(field.closest("tr"));
const fieldAt = (row, column) => fieldIn(row, column + offset(row));

/* The head's first row has one cell over both columns of the pattern. */
const offset = (row) => (row.querySelector("[colspan]") ? -1 : 0);

function go(field) {
  if (!field) return;
  field.focus();
  field.select?.();
}

function move(field, down, right) {
  const rows = rowsOf(tableOf(field));
  const at = rows.indexOf(field.closest("tr"));
  const column = columnOf(field) + right;
  for (let row = at + down; rows[row]; row += down) {
    const next = fieldAt(rows[row], column);
    if (next) return go(next);
    if (!down) return undefined;
  }
  return undefined;
}

/* Enter leaves the number for the first time: the days are seldom others. */
function enter(field, isBack) {
  const isNumber = field.name.endsWith("-number");
  if (isNumber && !isBack) {
    const times = rowsOf(tableOf(field))[2];
    return go(fieldAt(times, columnOf(field)));
  }
  return move(field, isBack ? -1 : 1, 0);
}

/* The server adds columns once it has read the last one: then somebody who is still here is led on. */
function nextTrain(field) {
  const [, table, train = "-1"] = field.name.match(/^(d\d)-(?:t(\d+)-)?/);
  const next = () => document.getElementById(`id_${table}-t${Number(train) + 1}-number`);
  if (next()) return go(next());
  look().then(() => document.activeElement === document.body && go(next()));
  return field.blur();
}

const atStart = (field) => field.selectionStart === 0 && (field.selectionEnd === 0 || field.selectionEnd === field.value.length);
const atEnd = (field) => field.selectionEnd === field.value.length && (field.selectionStart === field.value.length || field.selectionStart === 0);

function onKey(event) {
  const field = event.target;
  if (!field.matches?.("[data-grid] :is(input[type=text], select)") || event.altKey || event.metaKey || event.isComposing) return;
  const isText = field.matches("input");
  const keys = {
    Enter: () => (event.ctrlKey ? nextTrain(field) : enter(field, event.shiftKey)),
    ArrowDown: () => move(field, 1, 0),
    ArrowUp: () => move(field, -1, 0),
    ArrowRight: () => move(field, 0, 1),
    ArrowLeft: () => move(field, 0, -1),
  };
  if (!keys[event.key]) return;
  if (event.key.startsWith("Arrow") && (event.ctrlKey || event.shiftKey || !isText)) return;
  if (event.key === "ArrowLeft" && !atStart(field)) return;
  if (event.key === "ArrowRight" && !atEnd(field)) return;
  event.preventDefault();
  keys[event.key]();
  // With nowhere to go, what was typed is done all the same.
  if (event.key === "Enter" && document.activeElement === field) look();
}

/* By the place of the key: on a Russian keyboard it writes ы. */
function onSave(event) {
  if (event.code !== "KeyS" || !(event.ctrlKey || event.metaKey) || event.altKey || event.shiftKey) return;
  event.preventDefault();
  form.requestSubmit(form.querySelector("button[value=keep]"));
}

/* A block of cells goes where one stands; one with names of stations goes to the server, which knows them. */
function onPaste(event) {
  const field = event.target;
  const text = event.clipboardData?.getData("text/plain") ?? "";
  if (!field.matches?.("[data-grid] input[type=text]") || !/[\t\n]/.test(text.trim())) return;
  event.preventDefault();
  const rows = text.replace(/\r/g, "").replace(/\n$/, "").split("\n").map((row) => row.split("\t"));
  if (rows.some((row) => row.some((cell) => /\p{L}{3}/u.test(cell)))) {
    form.querySelector("#id_paste").value = text;
    isSent = true;
    form.querySelector("button[value=paste]").click();
    return;
  }
  const below = rowsOf(tableOf(field));
  const from = below.indexOf(field.closest("tr"));
  rows.forEach((row, down) => row.forEach((cell, right) => {
    const target = below[from + down] && fieldAt(below[from + down], columnOf(field) + right);
    if (target?.matches("input")) target.value = cell.trim();
  }));
  look();
}

if (form) {
  isTyped = form.querySelector(".grid-counts") !== null;
  form.addEventListener("keydown", onKey);
  document.addEventListener("keydown", onSave);
  form.addEventListener("paste", onPaste);
  form.addEventListener("focusin", (event) => event.target.matches("[data-grid] input[type=text]") && event.target.select());
  form.addEventListener("input", () => { isTyped = true; });
  form.addEventListener("submit", () => { isSent = true; });
  addEventListener("beforeunload", (event) => { if (isTyped && !isSent) event.preventDefault(); });
}
