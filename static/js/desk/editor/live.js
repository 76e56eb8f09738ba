/* The text as it will look: headings, strong words, lists, statements and chips. Marks are hidden where the cursor is not.
   Nothing here changes the text. */

import {
  Decoration, EditorView, StateEffect, StateField, syntaxTree, ViewPlugin,
} from "../../../vendor/editor/editor.js";
import { Drawing } from "./drawing.js";
import { references } from "./grammar.js";

export const setMarks = StateEffect.define();
export const showsMarks = StateField.define({
  create: () => false,
  update: (value, transaction) =>
    transaction.effects.reduce((now, effect) => (effect.is(setMarks) ? effect.value : now), value),
});

export function live(titles) {
  const plugin = ViewPlugin.fromClass(class {
    constructor(view) {
      this.make(view);
    }

    update(update) {
      const isNews = update.transactions.some((each) => each.effects.some((effect) => effect.is(titles.arrived) || effect.is(setMarks)));
      if (update.docChanged || update.viewportChanged || update.selectionSet || update.focusChanged || isNews
        || syntaxTree(update.startState) !== syntaxTree(update.state)) this.make(update.view);
    }

    make(view) {
      const drawing = new Drawing(view, titles, view.state.field(showsMarks));
      this.decorations = Decoration.set(drawing.all, true);
      this.atomic = Decoration.set(drawing.atomic, true);
    }
  }, { decorations: (value) => value.decorations });
  return [
    plugin,
    EditorView.atomicRanges.of((view) => view.plugin(plugin)?.atomic ?? Decoration.none),
    EditorView.domEventHandlers({ mousedown: openChip }),
  ];
}

/* A chip that is clicked shows what was typed for it. */
function openChip(event, view) {
  const chip = event.target.closest?.(".chip");
  if (!chip || event.button !== 0 || event.shiftKey) return false;
  return openReference(view, view.posAtDOM(chip));
}

/* Puts the cursor inside the reference at a place. */
export function openReference(view, at) {
  const { from, to } = view.state.doc.lineAt(at);
  const found = references(view.state.doc, from, to).find((each) => each.from <= at && at <= each.to);
  if (!found) return false;
  view.dispatch({ selection: { anchor: found.to - (found.isNote ? 1 : 2) } });
  view.focus();
  return true;
}
