/* What is typed is kept: on this computer at once, at the server a little later. What was typed before and did not get into the
   draft is shown, and never put there unasked. Compared by content alone. docs/decisions/0026-typed-text.md */

import { Line } from "./keeping/line.js";
import { Missing, root, sent } from "./keeping/missing.js";
import { Server } from "./keeping/server.js";
import { put, remove } from "./keeping/store.js";
import { tabs } from "./keeping/tabs.js";
import { write } from "./keeping/unkept.js";

const desk = JSON.parse(document.querySelector("#desk-keeping")?.textContent ?? "null");
const HERE = 250, THERE = 3_000, BEAT = 20_000; // milliseconds: to this computer, to the server, that the form is open

const plain = (text) => text.replace(/\r\n?/g, "\n").trim();

class Keeping {
  constructor(form) {
    this.form = form;
    this.place = `version:${desk.version}`;
    this.isWritable = Boolean(form?.elements.seen);
    this.opening = this.isWritable ? form.elements.opening.value : `read-${crypto.getRandomValues(new Uint32Array(2)).join("")}.0`;
    this.fingerprint = desk.fingerprint;
    this.server = new Server(desk.keep, desk.editor);
    this.line = new Line(document.querySelector("[data-keeping]"), desk.words, `${desk.signIn}?next=${encodeURIComponent("/admin/")}`);
    this.replaces = "";
    this.timers = {};
    this.isPending = this.isLeaving = this.hasTyped = false;
    this.rebased = sent(this.opening);
  }

  start() {
    const name = this.isWritable ? root(this.opening) : "";
    const others = tabs(this.place, name, (number) => this.line.show({ another: this.isWritable && number > 0 }));
    this.missing = new Missing(desk, this);
    this.missing.offer(name, others);
    if (!this.isWritable) return;
    const typed = () => this.typed();
    this.form.addEventListener("input", typed);
    this.form.addEventListener("desk:replace", typed, { capture: true });
    if (window.django?.jQuery) window.django.jQuery(this.form).on("change", typed);
    else this.form.addEventListener("change", typed);
    this.form.addEventListener("submit", (event) => this.submitted(event));
    addEventListener("pagehide", () => this.leave());
    addEventListener("pageshow", ({ persisted }) => { if (persisted) this.isLeaving ? location.reload() : this.beat(); });
    for (const back of ["focus", "online", "visibilitychange"]) addEventListener(back, () => { if (!document.hidden) this.beat(); });
    setInterval(() => this.beat(), BEAT);
    this.beat();
    if (Object.keys(this.changed()).length) this.typed();
  }

  values() {
    return Object.fromEntries(desk.fields.map((name) => [name, plain(this.form.elements[name].value)]));
  }

  get base() { return JSON.parse(this.form.elements.seen.value || "{}"); }

  changed() {
    const base = this.base;
    return Object.fromEntries(Object.entries(this.values()).filter(([name, value]) => value !== base[name]));
  }

  typed() {
    this.isPending = this.hasTyped = true;
    this.isLeaving = false;
    this.timers.here ??= setTimeout(() => this.keepHere(), HERE);
    this.timers.there ??= setTimeout(() => this.keepThere(), THERE);
  }

  async keepHere() {
    clearTimeout(this.timers.here);
    this.timers.here = null;
    const changed = this.changed(), key = root(this.opening);
    const record = {
      key, place: this.place, editor: desk.editor, at: Date.now(), opening: this.opening,
      base: this.base, fields: { ...this.base, ...changed }, fingerprint: this.fingerprint,
    };
    const isKept = await (Object.keys(changed).length ? put(record) : remove(key));
    this.line.show({ here: isKept && new Date() });
  }

  async keepThere() {
    clearTimeout(this.timers.there);
    this.timers.there = null;
    if (this.isBusy) return;
    this.isBusy = true;
    this.isPending = false;
    try {
      await this.heard(await this.server.post(this.news({ changed: this.changed() })));
    } finally { this.isBusy = false; }
    if (this.isPending) this.timers.there ??= setTimeout(() => this.keepThere(), THERE);
  }

  news(more) {
    return { opening: this.opening, seen: this.fingerprint, replaces: this.replaces, ...more };
  }

  async beat() {
    if (this.isPending && !this.timers.there) await this.keepThere();
    else if (!this.isBusy) await this.heard(await this.server.post(this.news()), { isBeat: true });
  }

  /* What the server says, and what follows: nothing it holds is overwritten before this browser holds it too. */
  async heard([word, answer], { isBeat = false } = {}) {
    if (answer.sent > this.rebased && answer.sent === sent(this.opening)) this.goOnFrom(answer);
    if (answer.others) presence(answer.others);
    if (word === "kept") {
      this.line.show({ trouble: "", says: answer.changed ?? "", ...(isBeat || !this.hasTyped ? {} : { server: new Date() }) });
      return;
    }
    this.isPending ||= !isBeat;
    if (word === "ended" || word === "silent") this.line.show({ trouble: word });
    else if (word === "refused") this.line.show({ trouble: "", says: answer.error ?? "" });
    else if (word === "base") await this.again({ base: this.base });
    else if (word === "other" && await this.hold(answer.other)) await this.again({});
  }

  /* A copy of another computer or another tab, before it is overwritten at the server. */
  async hold(copy) {
    const isHeld = await this.missing.hold(copy);
    if (isHeld) this.replaces = root(copy.opening);
    return isHeld;
  }

  async again(more) {
    this.isPending = false;
    const [word, answer] = await this.server.post(this.news({ changed: this.changed(), ...more }));
    await this.heard(word === "base" && more.base ? ["silent", answer] : [word, answer]);
  }

  /* The form was sent, and stays open because its answer went to another tab. */
  goOnFrom({ seen, fingerprint, sent: number }) {
    this.form.elements.seen.value = seen;
    this.fingerprint = fingerprint;
    this.rebased = number;
    this.typed();
  }

  submitted({ submitter }) {
    this.keepHere();
    const staysOpen = submitter?.formTarget === "_blank";
    this.isLeaving = !staysOpen;
    if (!staysOpen) return;
    setTimeout(() => {
      this.opening = `${root(this.opening)}.${sent(this.opening) + 1}`;
      this.form.elements.opening.value = this.opening;
      setTimeout(() => this.beat(), THERE);
    });
  }

  leave() {
    this.missing.forgetDropped();
    if (this.timers.here) this.keepHere();
    const drops = this.missing.dropped.has(this.replaces) ? this.replaces : "";
    const news = this.news({ drops, leaves: !this.isLeaving });
    if (!this.isLeaving) this.server.last(this.isPending ? { ...news, changed: this.changed() } : news);
    else if (drops) this.server.last(news);
  }

  take({ fields, seen, fingerprint, options }) {
    const before = [this.values(), this.form.elements.seen.value, this.fingerprint];
    const go = ([values, carried, print]) => {
      this.form.elements.seen.value = carried;
      this.fingerprint = print;
      write(this.form, values, options);
      this.typed();
    };
    go([fields, seen, fingerprint]);
    return () => go(before);
  }
}

function presence(others) {
  const line = document.querySelector("[data-presence]");
  const words = others.join(" ");
  if (line && line.textContent.trim() !== words) line.textContent = words;
}

if (desk) new Keeping(document.querySelector("#articleversion_form")).start();
