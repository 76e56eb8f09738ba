/* A reference as the reader meets it: the thing's title, the value of a figure, the publisher of a source, a picture. */

import { WidgetType } from "../../../vendor/editor/editor.js";

export class Chip extends WidgetType {
  constructor(reference, named, words, isAlone) {
    super();
    Object.assign(this, { reference, named, words, isAlone });
  }

  eq(other) {
    const { reference, named } = this;
    return reference.bare === other.reference.bare && reference.words === other.reference.words
      && named === other.named && this.isAlone === other.isAlone;
  }

  get label() {
    return this.reference.words || this.named?.label || this.reference.key.replaceAll("-", " ");
  }

  toDOM() {
    const { reference, named } = this;
    const chip = document.createElement("span");
    const state = named?.state ?? "asked";
    chip.className = `chip chip--${reference.isNote ? "note" : reference.kind} chip--${state}`;
    chip.title = [named?.title, reference.bare].filter(Boolean).join("\n");
    if (this.isAlone && reference.kind === "image" && named?.picture) chip.append(this.thumbnail());
    chip.append(this.label);
    if (reference.isNote) chip.prepend(said(`${this.words.source}: `));
    if (["missing", "draft", "hidden"].includes(state)) chip.append(mark(this.words[state]));
    return chip;
  }

  thumbnail() {
    return Object.assign(document.createElement("img"), { src: this.named.picture, alt: `${this.words.picture}: ` });
  }

  ignoreEvent() {
    return false;
  }
}

/* For screen readers only. */
function said(text) {
  return Object.assign(document.createElement("span"), { className: "said", textContent: text });
}

function mark(text) {
  return Object.assign(document.createElement("span"), { className: "chip__state", textContent: ` ${text}` });
}

export class Bullet extends WidgetType {
  eq() {
    return true;
  }

  toDOM() {
    return Object.assign(document.createElement("span"), { className: "bullet", textContent: "•" });
  }

  ignoreEvent() {
    return false;
  }
}
