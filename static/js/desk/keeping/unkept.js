/* Text that was typed and is not in the draft: shown above the form, taken into it or dropped, and both can be undone. */

/* `hooks`: take(data) puts it into the form and returns how to undo that; drop(data, isDropped) remembers it. */
export function bind(section, words, hooks) {
  const data = JSON.parse(section.querySelector("script").textContent);
  const told = section.querySelector("[role=status]");
  const [take, drop] = [section.querySelector("[data-take]"), section.querySelector("[data-drop]")];
  const decided = (say, undo) => {
    const button = Object.assign(document.createElement("button"), { type: "button", textContent: words.undo });
    button.addEventListener("click", () => {
      undo();
      section.classList.remove("is-decided");
      told.replaceChildren();
      (take ?? drop).focus();
    });
    section.classList.add("is-decided");
    told.replaceChildren(`${say} `, button);
  };
  drop.hidden = false;
  drop.addEventListener("click", () => {
    hooks.drop(data, true);
    decided(words.dropped, () => hooks.drop(data, false));
  });
  if (take) {
    take.hidden = false;
    take.addEventListener("click", (event) => {
      event.preventDefault();
      decided(words.taken, hooks.take(data));
    });
  }
  return data;
}

/* Puts values into the form the way other scripts hear of it; a row that a list has not read yet is added to it. */
export function write(form, values, options = {}) {
  for (const [name, value] of Object.entries(values)) {
    const field = form.elements[name];
    if (!field || field.value === value) continue;
    const [key, label] = options[name] ?? [];
    if (field.options && value && key === value && ![...field.options].some((each) => each.value === value)) {
      field.add(new Option(label, key));
    }
    field.value = value;
    if (field.matches("textarea")) field.dispatchEvent(new CustomEvent("desk:replace"));
    field.dispatchEvent(new Event("input", { bubbles: true }));
    if (field.matches("select")) window.django?.jQuery?.(field).trigger("change");
  }
}
