/* A form that the server reads while it is filled: what comes back takes the place of the parts marked data-live, and nothing
   that was typed meanwhile is lost. Without this script the same form is sent by its buttons. */

const named = (root) => [...root.querySelectorAll("input[name], select[name], textarea[name]")].filter((each) => each.type !== "hidden");
const read = (field) => (field.type === "checkbox" || field.type === "radio" ? field.checked : field.value);
const isText = (field) => field.matches("input[type=text], input[type=search], input:not([type]), textarea");
const keyOf = (field) => (field.type === "checkbox" || field.type === "radio" ? `${field.name}=${field.value}` : field.name);

function put(field, value) {
  if (typeof value === "boolean") field.checked = value;
  else field.value = value;
}

/* Replaces the live parts. `sent`: the fields as they went out; what differs from it was typed since, and stays. */
function exchange(form, fresh, sent) {
  const here = document.activeElement;
  const place = form.contains(here) ? { id: here.id, value: here.value, start: here.selectionStart, end: here.selectionEnd } : null;
  const since = named(form).filter((field) => sent.get(keyOf(field)) !== read(field)).map((field) => [keyOf(field), read(field)]);
  const scrolled = [...form.querySelectorAll(".tt-scroll")].map((each) => each.scrollLeft);
  const parts = [...fresh.querySelectorAll("[data-live]")];
  [...form.querySelectorAll("[data-live]")].forEach((part, at) => parts[at] && part.replaceWith(document.importNode(parts[at], true)));
  const typed = new Map(since);
  for (const field of named(form)) if (typed.has(keyOf(field))) put(field, typed.get(keyOf(field)));
  form.querySelectorAll(".tt-scroll").forEach((each, at) => { each.scrollLeft = scrolled[at] ?? 0; });
  const again = place?.id && document.getElementById(place.id);
  if (!again || again === document.activeElement) return;
  again.focus({ preventScroll: true });
  // What the server wrote there is typed over; in one's own words the caret stays where it was.
  if (again.value !== place.value) again.select?.();
  else if (typeof place.start === "number") again.setSelectionRange(place.start, place.end);
}

/* Sends the form after each change within `within`, and gives `look` to send it after one that no event tells of; its promise is kept once
   the page shows what the server read.
   What somebody is typing is no change until they leave the field: half of a time would be read as another time. Only a field that was left for
   another is left: who looks into another window types on. */
export function watch(form, { within = "form", act = "look", onFailure = () => {} } = {}) {
  let underWay = null;
  let isStale = false;
  let isExchanging = false;
  let typedIn = null;

  async function ask() {
    const sent = new Map(named(form).map((field) => [keyOf(field), read(field)]));
    const body = new FormData(form);
    body.set("act", act);
    // Files go out with their own button only.
    for (const field of form.querySelectorAll("input[type=file]")) body.delete(field.name);
    try {
      const answer = await fetch(form.action, { method: "POST", body, redirect: "error" });
      if (!answer.ok) throw new Error(String(answer.status));
      const fresh = new DOMParser().parseFromString(await answer.text(), "text/html");
      isExchanging = true;
      exchange(form, fresh, sent);
    } catch {
      onFailure();
    }
    isExchanging = false;
  }

  async function askUntilAllIsRead() {
    form.dataset.looking = "";
    do {
      isStale = false;
      await ask();
    } while (isStale && typedIn === null);
    delete form.dataset.looking;
    underWay = null;
  }

  function look() {
    typedIn = null;
    if (underWay) isStale = true;
    else underWay = askUntilAllIsRead();
    return underWay;
  }

  form.addEventListener("input", ({ target }) => { if (isText(target) && target.closest(within)) typedIn = target.name; });
  form.addEventListener("change", ({ target }) => { if (!isText(target) && target.closest(within)) look(); });
  // A field that an answer took the place of tells of no change: so it is the leaving that counts.
  form.addEventListener("focusout", ({ target }) => {
    if (!isExchanging && typedIn !== null && target.name === typedIn && document.activeElement !== target) look();
  });
  return look;
}
