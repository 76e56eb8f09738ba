/* A new source, figure or person in the picker's dialog: the server's own short form, its errors shown in place. */

import { List } from "./list.js";

const FIRST_WORDS = { source: "title", figure: "name_en", person: "name_en" };

export async function openForm(place, writing, { name, words, token, onMade, onBack }) {
  const address = writing.makes[name];
  const query = new URLSearchParams(words ? { [/^https?:/.test(words) && name === "source" ? "url" : FIRST_WORDS[name]]: words } : {});
  const send = async (options) => {
    try {
      const answer = await fetch(options ? address : `${address}?${query}`, options);
      if (answer.redirected) return tell(place, writing.words.signedOut);
      if (answer.status === 201) return onMade(await answer.json());
      if (answer.ok) return show(await answer.text());
      return tell(place, writing.words.failed);
    } catch {
      return tell(place, writing.words.failed);
    }
  };
  const show = (html) => {
    const page = new DOMParser().parseFromString(html, "text/html");
    place.replaceChildren(...page.body.children);
    const form = place.querySelector("form");
    for (const input of form.querySelectorAll("[data-pick]")) findKeys(input, writing);
    form.querySelector("[data-back]").addEventListener("click", onBack);
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      const data = new FormData(form);
      data.set("text_language", writing.language);
      send({ method: "POST", body: data, headers: { "X-CSRFToken": token } });
    });
    (form.querySelector(".errors :is(input, select)") ?? form.querySelector(".short__fields :is(input, select)")).focus();
  };
  place.replaceChildren();
  await send(null);
}

/* What went wrong on the way, above a form that keeps what was typed. */
function tell(place, text) {
  const told = place.querySelector(".short__wrong") ?? Object.assign(document.createElement("p"), { className: "short__wrong" });
  told.setAttribute("role", "alert");
  told.textContent = text;
  place.prepend(told);
}

/* A field of a key: words find the thing, and its key is put in. */
export function findKeys(input, writing) {
  const list = new List(writing, {
    id: input.id,
    input,
    kind: input.dataset.pick,
    onChoose: (choice) => {
      input.value = choice.key;
      list.clear();
      input.dispatchEvent(new Event("change", { bubbles: true }));
    },
  });
  list.isKeys = true;
  input.after(list.element);
  input.addEventListener("blur", () => list.clear());
}
