/* A new source, figure or person in the picker's dialog: the server's own short form, its errors shown in place. An answer counts
   only while what it was asked for is what is shown. */

import { List } from "./list.js";

const FIRST_WORDS = { source: "title", figure: "name_en", person: "name_en" };
let turn = 0;

export async function openForm(place, writing, { name, words, token, onMade, onBack }) {
  const address = writing.makes[name];
  turn += 1;
  const mine = turn;
  const isHere = () => mine === turn && !place.hidden && place.closest("dialog").open;
  let isBusy = false;
  const query = new URLSearchParams(words ? { [/^https?:/.test(words) && name === "source" ? "url" : FIRST_WORDS[name]]: words } : {});
  const send = async (options) => {
    try {
      const answer = await fetch(options ? address : `${address}?${query}`, options);
      const said = await answer.text();
      if (answer.status === 201) document.dispatchEvent(new CustomEvent("desk:made"));
      if (!isHere()) return;
      if (answer.redirected) tell(place, writing.words.signedOut);
      else if (answer.status === 201) onMade(JSON.parse(said));
      else if (answer.ok) show(said, options?.body);
      else tell(place, writing.words.failed);
    } catch {
      if (isHere()) tell(place, writing.words.failed);
    }
  };
  const show = (html, sent) => {
    const page = new DOMParser().parseFromString(html, "text/html");
    const since = sent ? typedSince(place.querySelector("form"), sent) : [];
    place.replaceChildren(...page.body.children);
    const form = place.querySelector("form");
    for (const input of form.querySelectorAll("[data-pick]")) findKeys(input, writing);
    form.querySelector("[data-back]").addEventListener("click", onBack);
    for (const [key, value] of since) if (form.elements[key]) form.elements[key].value = value;
    form.addEventListener("submit", async (event) => {
      event.preventDefault();
      if (isBusy) return;
      isBusy = true;
      const data = new FormData(form);
      data.set("text_language", writing.language);
      await send({ method: "POST", body: data, headers: { "X-CSRFToken": token } });
      isBusy = false;
    });
    (form.querySelector(".errors :is(input, select)") ?? form.querySelector(".short__fields :is(input, select)")).focus();
  };
  place.replaceChildren();
  await send(null);
}

/* Names and values of the fields that say another thing than what was sent. */
function typedSince(form, sent) {
  return [...new FormData(form)].filter(([name, value]) => sent.get(name) !== value);
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
