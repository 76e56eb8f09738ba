/* Titles while a reader types (ARIA combobox, list with manual selection): arrows choose, Enter goes there; Enter without a
   choice searches as ever. */

const WAIT = 180; // milliseconds of pause before titles are asked for
const SHORTEST = 2;

class Titles {
  constructor(form) {
    this.form = form;
    this.input = form.querySelector("input[type=search]");
    this.active = -1;
    const id = `${this.input.id}-titles`;
    this.list = Object.assign(document.createElement("ul"), { id, hidden: true, className: "titles" });
    this.list.setAttribute("role", "listbox");
    this.list.setAttribute("aria-label", form.dataset.found);
    this.status = Object.assign(document.createElement("p"), { className: "vh" });
    this.status.setAttribute("role", "status");
    const roles = { role: "combobox", autocomplete: "off", "aria-autocomplete": "list", "aria-expanded": "false", "aria-controls": id };
    for (const [name, value] of Object.entries(roles)) this.input.setAttribute(name, value);
    this.input.addEventListener("input", () => this.askSoon());
    this.input.addEventListener("keydown", (event) => this.key(event));
    this.input.addEventListener("blur", () => this.close());
    // A choice by mouse leaves the cursor in the field, so that the list is still there when it is let go.
    this.list.addEventListener("mousedown", (event) => event.preventDefault());
  }

  askSoon() {
    // Nothing is on the page that was not asked for.
    if (!this.list.isConnected) this.form.append(this.list, this.status);
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.ask(), WAIT);
  }

  async ask() {
    this.asking?.abort();
    const asked = this.input.value.trim();
    if (asked.length < SHORTEST) return this.close();
    this.asking = new AbortController();
    try {
      const answer = await fetch(`${this.form.dataset.titles}?${new URLSearchParams({ q: asked })}`, { signal: this.asking.signal });
      if (answer.ok) this.show((await answer.json()).results);
    } catch (error) {
      // Without an answer the form works as it does without this script.
      if (error.name !== "AbortError") this.close();
    }
  }

  show(results) {
    this.active = -1;
    this.input.removeAttribute("aria-activedescendant");
    this.list.replaceChildren(...results.map((result, at) => this.option(result, at)));
    this.toggle(results.length > 0 && document.activeElement === this.input);
    this.status.textContent = results.length ? `${this.form.dataset.found}: ${results.length}` : this.form.dataset.none;
  }

  option(result, at) {
    const option = Object.assign(document.createElement("li"), { id: `${this.list.id}-${at}` });
    option.setAttribute("role", "option");
    option.setAttribute("aria-selected", "false");
    option.dataset.url = result.url;
    const kind = Object.assign(document.createElement("span"), { className: "kind", textContent: result.kind });
    const title = Object.assign(document.createElement("span"), { lang: result.lang });
    // The words that were asked for, and nothing else, stand in <mark>.
    const parsed = new DOMParser().parseFromString(result.title, "text/html").body;
    for (const node of parsed.childNodes) {
      const part = node.nodeName === "MARK" ? document.createElement("mark") : document.createElement("span");
      part.textContent = node.textContent;
      title.append(part);
    }
    option.append(kind, title);
    option.addEventListener("click", () => this.go(at));
    return option;
  }

  key(event) {
    const { length } = this.list.children;
    if (event.key === "Escape" && !this.list.hidden) {
      event.preventDefault();
      this.close();
    } else if ((event.key === "ArrowDown" || event.key === "ArrowUp") && length) {
      event.preventDefault();
      this.toggle(true);
      this.choose(event.key === "ArrowDown" ? this.active + 1 : this.active - 1);
    } else if (event.key === "Enter" && this.active >= 0 && !this.list.hidden) {
      event.preventDefault();
      this.go(this.active);
    }
  }

  /* Past either end the field itself is the choice. */
  choose(at) {
    const { length } = this.list.children;
    this.active = at >= length ? -1 : at < -1 ? length - 1 : at;
    [...this.list.children].forEach((option, place) => option.setAttribute("aria-selected", String(place === this.active)));
    const option = this.list.children[this.active];
    if (option) {
      this.input.setAttribute("aria-activedescendant", option.id);
      option.scrollIntoView({ block: "nearest" });
    } else this.input.removeAttribute("aria-activedescendant");
  }

  go(at) {
    location.assign(this.list.children[at].dataset.url);
  }

  toggle(open) {
    this.list.hidden = !open;
    this.input.setAttribute("aria-expanded", String(open));
  }

  close() {
    clearTimeout(this.timer);
    this.asking?.abort();
    this.toggle(false);
    this.choose(-1);
  }
}

for (const form of document.querySelectorAll("form[data-titles]")) new Titles(form);
