/* The buttons above a text: one stop for Tab, arrows between them (ARIA toolbar), pressed where they hold at the cursor. */

export class Toolbar {
  constructor(field, writing, isShort) {
    this.field = field;
    this.element = document.createElement("div");
    this.element.className = isShort ? "toolbar toolbar--short" : "toolbar";
    this.element.setAttribute("role", "toolbar");
    const label = document.querySelector(`label[for="${field.id}"]`)?.textContent.trim();
    this.element.setAttribute("aria-label", `${writing.words.toolbar}: ${label}`);
    this.buttons = new Map();
    for (const group of isShort ? writing.shortButtons : writing.buttons) this.element.append(this.group(group));
    this.all[0].tabIndex = 0;
    this.element.addEventListener("keydown", (event) => this.move(event));
    this.element.addEventListener("focusin", (event) => this.stop(event.target));
    // The text keeps its cursor and its selection while a button is pressed by mouse.
    this.element.addEventListener("mousedown", (event) => event.preventDefault());
  }

  get all() {
    return [...this.buttons.values()];
  }

  group(buttons) {
    const group = Object.assign(document.createElement("div"), { className: "toolbar__group" });
    for (const [name, label, keys] of buttons) {
      const button = Object.assign(document.createElement("button"), { type: "button", textContent: label, tabIndex: -1 });
      button.dataset.act = name;
      if (keys) button.title = `${label} (${keys})`;
      if (keys.startsWith("Ctrl+")) button.setAttribute("aria-keyshortcuts", keys.replace("Ctrl", "Control"));
      this.buttons.set(name, button);
      group.append(button);
    }
    return group;
  }

  bind(view, acts) {
    this.acts = acts;
    for (const [name, button] of this.buttons) {
      button.addEventListener("click", () => {
        if (button.getAttribute("aria-disabled") === "true") return;
        if (name.startsWith("pick:")) this.field.dispatchEvent(new CustomEvent("desk:pick", { detail: { kind: name.slice(5) } }));
        else acts[name].run(view);
      });
    }
    this.show(view);
  }

  show({ state }) {
    for (const [name, button] of this.buttons) {
      const { isOn, isOff } = this.acts?.[name] ?? {};
      if (isOn) set(button, "aria-pressed", isOn(state));
      if (isOff) set(button, "aria-disabled", isOff(state));
    }
  }

  move(event) {
    const at = this.all.indexOf(event.target);
    const last = this.all.length - 1;
    const to = { ArrowRight: at === last ? 0 : at + 1, ArrowLeft: at ? at - 1 : last, Home: 0, End: last }[event.key];
    if (to === undefined || at < 0) return;
    event.preventDefault();
    this.all[to].focus();
  }

  stop(button) {
    for (const each of this.all) each.tabIndex = each === button ? 0 : -1;
  }
}

function set(button, attribute, value) {
  if (button.getAttribute(attribute) !== String(value)) button.setAttribute(attribute, String(value));
}
