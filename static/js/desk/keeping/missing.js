/* Which typed text is nowhere yet: what this browser and the server hold of this editor and no open tab does. It is shown. */

import { all, put, remove } from "./store.js";
import { bind } from "./unkept.js";

/* The name of an opening, and how often its form was sent: "3f9c….2". */
export const root = (opening) => opening.split(".")[0];
export const sent = (opening) => Number(opening.split(".")[1] ?? 0);

const same = (a, b) => Object.entries(a).every(([name, value]) => !(name in b) || b[name] === value);

export class Missing {
  constructor(desk, keeping) {
    Object.assign(this, { desk, keeping, dropped: new Set() });
    this.place = document.querySelector("[data-unkept-texts]");
  }

  /* A copy that another computer or another tab left at the server: true once this browser holds it. */
  async hold(copy) {
    const { place } = this.keeping;
    const key = root(copy.opening);
    const known = (await all()).find((record) => record.key === key);
    if (known && (!known.isForeign || known.at >= copy.at)) return true;
    return put({ ...copy, key, place, editor: this.desk.editor, isForeign: true });
  }

  /* `name`: of this page's own opening; its text is in the form. */
  async offer(name, others) {
    const { desk } = this;
    this.shown = this.place.querySelector("[data-unkept]");
    if (this.shown) this.bind(this.shown);
    if (desk.copy) await this.keeping.hold(desk.copy);
    const alive = await others.others();
    for (const record of await all()) {
      const isMine = record.place === this.keeping.place && record.editor === desk.editor;
      if (!isMine || record.key === name || alive.has(record.key)) continue;
      const isDone = record.key === root(desk.done) && sent(record.opening) < sent(desk.done);
      if (isDone || same(record.fields, desk.stored)) remove(record.key);
      else if (!desk.copy || !same(record.fields, desk.copy.fields)) await this.ask(record);
    }
  }

  /* The server says what of it the draft lacks, word by word; nothing: then nobody needs it any more. */
  async ask(record) {
    const { opening, base, fields, at } = record;
    const [word, { html }] = await this.keeping.server.post({ opening, base, changed: fields, at }, { address: this.desk.unkept });
    if (word !== "kept") return;
    const section = html && new DOMParser().parseFromString(html, "text/html").querySelector("[data-unkept]");
    if (!section) { remove(record.key); return; }
    if (this.desk.copy && root(this.desk.copy.opening) === record.key) this.shown?.remove();
    this.place.append(document.adoptNode(section));
    this.bind(section);
  }

  bind(section) {
    bind(section, this.desk.words, {
      take: (data) => this.keeping.take(data),
      drop: ({ opening }, isDropped) => this.dropped[isDropped ? "add" : "delete"](root(opening)),
    });
  }

  forgetDropped() {
    for (const key of this.dropped) remove(key);
  }
}
