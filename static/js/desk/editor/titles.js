/* What the references of a page's texts stand for, asked once each, many at a time. */

import { StateEffect } from "../../../vendor/editor/editor.js";

const MOST_AT_ONCE = 50;
const WAIT = 60; // milliseconds: references that come into sight together are asked together

export class Titles {
  constructor(writing) {
    this.writing = writing;
    this.known = new Map();
    this.wanted = new Set();
    this.arrived = StateEffect.define();
    this.listeners = [];
    document.addEventListener("desk:made", () => {
      for (const [bare, each] of this.known) if (each.state === "missing") this.known.delete(bare);
      this.changed();
    });
  }

  changed() {
    for (const listener of this.listeners) listener();
  }

  /* Undefined until the answer is here. */
  of(bare) {
    if (!this.known.has(bare) && !this.wanted.has(bare)) {
      if (!this.wanted.size) setTimeout(() => this.ask(), WAIT);
      this.wanted.add(bare);
    }
    return this.known.get(bare);
  }

  async ask() {
    const asked = [...this.wanted].slice(0, MOST_AT_ONCE);
    const query = new URLSearchParams({ language: this.writing.language });
    for (const each of asked) query.append("ref", each);
    let named = [];
    try {
      const answer = await fetch(`${this.writing.named}?${query}`, { headers: { Accept: "application/json" } });
      if (answer.ok && !answer.redirected) named = (await answer.json()).named;
    } catch { /* without an answer the keys stand for themselves */ }
    for (const each of asked) {
      this.wanted.delete(each);
      this.known.set(each, { state: "unknown" });
    }
    for (const each of named) this.known.set(each.reference, each);
    if (this.wanted.size) setTimeout(() => this.ask(), WAIT);
    this.changed();
  }
}
