/* Typing [[ or [^ opens the list of what can be linked or cited; arrows choose, Enter inserts, Escape closes. */

import { autocompletion } from "../../../vendor/editor/editor.js";

const WAIT = 120; // milliseconds: a list is asked for when typing pauses

export function completion(context) {
  return autocompletion({
    override: [(asked) => look(asked, context)],
    icons: false,
    activateOnTypingDelay: 0,
    maxRenderedOptions: 60,
    closeOnBlur: true,
    addToOptions: [{ render: picture, position: 20 }],
  });
}

async function look(asked, context) {
  const { writing, field } = context;
  const opened = asked.matchBefore(/\[\[[^[\]\n|]*$|\[\^[^[\]\n]*$/);
  if (!opened) return null;
  const { kind, query } = parse(opened.text, writing);
  await new Promise((resolve) => setTimeout(resolve, WAIT));
  if (asked.aborted) return null;
  const stop = new AbortController();
  asked.addEventListener("abort", () => stop.abort(), { onDocChange: true });
  const search = new URLSearchParams({ q: query, kind, language: writing.language });
  try {
    const answer = await fetch(`${writing.search}?${search}`, { signal: stop.signal });
    if (!answer.ok || answer.redirected) return null;
    const { found } = await answer.json();
    const options = [...found.flatMap((thing) => optionsOf(thing, writing)), ...newThings(kind, query, writing, field)];
    return { from: opened.from, options, filter: false };
  } catch {
    return null;
  }
}

function parse(text, writing) {
  if (text.startsWith("[^")) return { kind: "source", query: text.slice(2) };
  const [, kind = "", rest] = /^\[\[(?:([a-z]+):)?(.*)$/.exec(text);
  const isKind = writing.kinds.some(([name]) => name === kind);
  return { kind: isKind ? kind : "", query: (isKind ? rest : text.slice(2)).replace(/@.*/, "") };
}

function optionsOf(thing, writing) {
  const draft = thing.isPublic ? "" : ` · ${writing.words.draft}`;
  return thing.choices.map(({ typed, period, value }) => ({
    label: thing.title,
    detail: `${thing.kindLabel}${period ? ` · ${period}: ${value}` : ` · ${thing.key}`}${draft}`,
    picture: thing.picture,
    apply: (view, option, from, to) => put(view, typed, from, to),
  }));
}

/* Closing brackets that already stand there are not doubled. */
function put(view, typed, from, to) {
  const rest = view.state.sliceDoc(to, to + 2);
  const end = typed.startsWith("[^") ? to + (rest.startsWith("]") ? 1 : 0) : to + (/^\]{0,2}/.exec(rest)[0].length);
  view.dispatch({
    changes: { from, to: end, insert: typed },
    selection: { anchor: from + typed.length },
    userEvent: "input.complete",
    scrollIntoView: true,
  });
}

/* What was typed stays until the new thing is saved, and is then replaced by its key. */
function newThings(kind, query, writing, field) {
  return Object.keys(writing.makes).filter((name) => !kind || kind === name).map((name) => ({
    label: writing.words[`new:${name}`],
    type: "new",
    apply: (view, option, from, to) => {
      view.dispatch({ selection: { anchor: from, head: to } });
      field.dispatchEvent(new CustomEvent("desk:pick", { detail: { kind: name, makes: true, query } }));
    },
  }));
}

function picture(option) {
  if (!option.picture) return null;
  return Object.assign(document.createElement("img"), { src: option.picture, alt: "", className: "option__picture" });
}
