/* One field's editor: put in place of its textarea, kept the same as it, and open to the events of the other scripts. */

import {
  Annotation, defaultKeymap, drawSelection, EditorState, EditorView, history, historyKeymap, isolateHistory, keymap, Prec,
} from "../../../vendor/editor/editor.js";
import { acts, actKeys, insert } from "./acts.js";
import { completion } from "./completion.js";
import { grammar } from "./grammar.js";
import { live, showsMarks } from "./live.js";
import { listKeys } from "./lists.js";
import { paragraphKeys } from "./paragraphs.js";
import { pasting } from "./paste.js";
import { tableKeys } from "./tables.js";
import { Toolbar } from "./toolbar.js";

const fromField = Annotation.define();

export function mount(field, writing, titles) {
  const isShort = writing.short.includes(field.name);
  const host = document.createElement("div");
  host.className = isShort ? "writing writing--short" : "writing";
  host.dataset.for = field.id;
  const root = host.attachShadow({ mode: "open" });
  const sheet = Object.assign(document.createElement("link"), { rel: "stylesheet", href: writing.sheet });
  const place = document.createElement("div");
  place.className = `sheet sheet--${field.name}`;
  const hint = Object.assign(document.createElement("p"), { id: "hint", className: isShort ? "hint said" : "hint" });
  hint.textContent = isShort ? writing.words.small : writing.words.body;
  root.append(sheet, place, hint);
  field.before(host);

  const toolbar = new Toolbar(field, writing, isShort);
  host.before(toolbar.element);
  const context = { field, writing, titles, isShort };
  const view = new EditorView({
    root,
    parent: place,
    state: EditorState.create({
      doc: field.value,
      extensions: [
        history(),
        drawSelection(),
        grammar(),
        showsMarks,
        live(titles),
        completion(context),
        pasting(context),
        Prec.high(keymap.of([...actKeys(context), ...tableKeys, ...listKeys, ...paragraphKeys(context)])),
        keymap.of([...defaultKeymap.filter((each) => each.key !== "Mod-Enter"), ...historyKeymap]),
        EditorView.lineWrapping,
        EditorState.readOnly.of(field.readOnly),
        EditorView.contentAttributes.of(attributesOf(field)),
        EditorView.updateListener.of((update) => {
          if (update.docChanged && !update.transactions.every((each) => each.annotation(fromField))) write(field, update);
          toolbar.show(update.view);
        }),
      ],
    }),
  });
  sheet.addEventListener("load", () => view.requestMeasure());
  titles.listeners.push(() => view.dispatch({ effects: titles.arrived.of(null) }));
  toolbar.bind(view, acts(context));
  // The browser's own event of the editable text; the form is told by the textarea's.
  host.addEventListener("input", (event) => event.stopPropagation());
  if (document.activeElement === field) takeOver(field, view);
  hide(field);
  obey(field, view);
}

/* Somebody who began to write before this script arrived goes on at the same place. */
function takeOver(field, view) {
  view.dispatch({ selection: { anchor: field.selectionStart, head: field.selectionEnd } });
  view.focus();
}

function attributesOf(field) {
  const label = document.querySelector(`label[for="${field.id}"]`);
  return {
    "aria-label": label?.textContent.trim() ?? field.name,
    "aria-describedby": "hint",
    lang: field.lang,
    spellcheck: "true",
    autocorrect: "on",
    autocapitalize: "sentences",
    class: "prose",
  };
}

/* The textarea is not seen and not reached by Tab, but stays a field: other scripts and a restored page may write in it. */
function hide(field) {
  field.classList.add("behind-editor");
  field.tabIndex = -1;
  field.setAttribute("aria-hidden", "true");
}

function write(field, update) {
  field.value = update.state.doc.toString();
  field.dispatchEvent(new Event("input", { bubbles: true }));
}

/* Takes over what the textarea now says, changing only what differs, so that cursor and undo stay useful. */
function read(field, view) {
  const before = view.state.doc.toString(), after = field.value;
  if (before === after) return;
  const most = Math.min(before.length, after.length);
  let from = 0, same = 0;
  while (from < most && before[from] === after[from]) from += 1;
  while (same < most - from && before[before.length - 1 - same] === after[after.length - 1 - same]) same += 1;
  view.dispatch({
    changes: { from, to: before.length - same, insert: after.slice(from, after.length - same) },
    annotations: [fromField.of(true), isolateHistory.of("full")],
  });
}

function obey(field, view) {
  field.addEventListener("input", () => read(field, view));
  field.addEventListener("desk:replace", () => read(field, view));
  field.form?.addEventListener("reset", () => setTimeout(() => read(field, view)));
  field.addEventListener("desk:insert", (event) => insert(view, event.detail.text));
  field.addEventListener("desk:focus", () => view.focus());
  field.addEventListener("desk:goto", (event) => {
    event.preventDefault();
    go(view, event.detail.line);
  });
  for (const label of document.querySelectorAll(`label[for="${field.id}"]`)) {
    label.addEventListener("click", (event) => { event.preventDefault(); view.focus(); });
  }
}

function go(view, number) {
  view.focus();
  if (!number) {
    view.dom.scrollIntoView({ block: "center" });
    return;
  }
  const line = view.state.doc.line(Math.max(1, Math.min(number, view.state.doc.lines)));
  view.dispatch({
    selection: { anchor: line.from, head: line.to },
    effects: EditorView.scrollIntoView(line.from, { y: "center" }),
  });
}
