/* A field in which words find things (ARIA combobox): arrows choose in the list under it, Enter takes. */

const WAIT = 150; // milliseconds of pause before a list is asked for

export class List {
  constructor(writing, { id, label, kind = "", onChoose, input = null }) {
    Object.assign(this, { writing, id, kind, onChoose, choices: [], active: -1 });
    this.field = Object.assign(document.createElement("p"), { className: "lookup__words" });
    this.input = input ?? Object.assign(document.createElement("input"), { id: `${id}-q`, type: "text" });
    if (!input) this.field.append(Object.assign(document.createElement("label"), { htmlFor: `${id}-q`, textContent: label }), this.input);
    for (const [name, value] of Object.entries({
      role: "combobox", autocomplete: "off", spellcheck: "false", "aria-autocomplete": "list", "aria-expanded": "false", "aria-controls": `${id}-found`,
    })) this.input.setAttribute(name, value);
    this.element = Object.assign(document.createElement("div"), { className: "found" });
    this.options = Object.assign(document.createElement("ul"), { id: `${id}-found` });
    this.options.setAttribute("role", "listbox");
    this.options.setAttribute("aria-label", writing.words.results);
    this.status = Object.assign(document.createElement("p"), { className: "found__status" });
    this.status.setAttribute("role", "status");
    this.element.append(this.options, this.status);
    this.input.addEventListener("input", () => this.askSoon());
    this.input.addEventListener("keydown", (event) => this.key(event));
    // A choice by mouse leaves the cursor in the field.
    this.options.addEventListener("mousedown", (event) => event.preventDefault());
    this.options.addEventListener("click", (event) => {
      const option = event.target.closest("[role=option]");
      if (option) this.choose(Number(option.dataset.at));
    });
  }

  askSoon() {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.ask(), WAIT);
  }

  async ask() {
    clearTimeout(this.timer);
    const { writing, kind } = this;
    this.asking?.abort();
    const asking = new AbortController();
    this.asking = asking;
    const query = new URLSearchParams({ q: this.input.value, kind, language: writing.language });
    try {
      const answer = await fetch(`${writing.search}?${query}`, { signal: asking.signal });
      if (answer.redirected) this.say(writing.words.signedOut);
      else if (!answer.ok) this.say(writing.words.failed);
      else this.show((await answer.json()).found);
    } catch (error) {
      if (error.name !== "AbortError") this.say(writing.words.failed);
    }
  }

  say(text) {
    this.show([]);
    this.status.textContent = text;
  }

  show(found) {
    const { words } = this.writing;
    this.choices = found.flatMap((thing) => thing.choices.map((choice) => ({ ...thing, ...choice })));
    const without = this.isKeys ? [] : found.filter((thing) => !thing.choices.length);
    this.options.replaceChildren(...this.choices.map((choice, at) => this.option(choice, at)));
    for (const thing of without) this.options.append(this.valueless(thing));
    this.status.textContent = this.choices.length || without.length ? "" : words.nothing;
    this.input.setAttribute("aria-expanded", String(this.choices.length > 0));
    this.activate(this.choices.length && !this.isKeys ? 0 : -1);
  }

  option(choice, at) {
    const { words } = this.writing;
    const option = Object.assign(document.createElement("li"), { id: `${this.id}-${at}` });
    option.setAttribute("role", "option");
    option.dataset.at = at;
    if (choice.picture) option.append(Object.assign(document.createElement("img"), { src: choice.picture, alt: "" }));
    const title = Object.assign(document.createElement("b"), { textContent: choice.title, lang: choice.language });
    const told = [choice.kindLabel, choice.period ? `${choice.period}: ${choice.value}` : choice.key, ...(choice.isPublic ? [] : [words.draft])];
    const detail = Object.assign(document.createElement("span"), { textContent: told.join(" · ") });
    option.append(title, detail);
    return option;
  }

  valueless(thing) {
    const item = Object.assign(document.createElement("li"), { className: "found__valueless" });
    item.setAttribute("role", "option");
    item.setAttribute("aria-disabled", "true");
    item.append(Object.assign(document.createElement("b"), { textContent: thing.title, lang: thing.language }));
    item.append(Object.assign(document.createElement("span"), { textContent: `${thing.kindLabel} · ${this.writing.words.noValue}` }));
    return item;
  }

  key(event) {
    const last = this.choices.length - 1;
    const to = {
      ArrowDown: this.active >= last ? 0 : this.active + 1, ArrowUp: this.active <= 0 ? last : this.active - 1,
    }[event.key];
    if (to !== undefined && last >= 0) {
      event.preventDefault();
      this.activate(to);
    } else if (event.key === "Enter") {
      event.preventDefault();
      if (this.active >= 0) this.choose(this.active);
    }
  }

  activate(at) {
    this.active = at;
    for (const option of this.options.children) option.setAttribute("aria-selected", String(Number(option.dataset.at ?? -2) === at));
    const option = this.options.querySelector(`[data-at="${at}"]`);
    if (option) this.input.setAttribute("aria-activedescendant", option.id);
    else this.input.removeAttribute("aria-activedescendant");
    option?.scrollIntoView({ block: "nearest" });
  }

  choose(at) {
    this.onChoose(this.choices[at]);
  }

  clear() {
    clearTimeout(this.timer);
    this.asking?.abort();
    this.show([]);
    this.status.textContent = "";
  }
}
