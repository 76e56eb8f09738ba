/* The status that the instrument would have, asked for anew while one types; a proposal that is taken fills a row. */

const panel = document.querySelector("[data-outlook]");
const form = document.querySelector("#agreement_form");
const PAUSE = 600; // milliseconds

if (panel && form) {
  let timer = 0;
  let request = null;

  async function ask() {
    clearTimeout(timer);
    request?.abort();
    request = new AbortController();
    try {
      const answer = await fetch(panel.dataset.outlook, { method: "POST", body: new FormData(form), signal: request.signal });
      if (!answer.ok || answer.redirected) throw new Error(String(answer.status));
      put((await answer.json()).panel);
    } catch (error) {
      if (error.name !== "AbortError") panel.classList.add("is-stale");
    }
  }

  function put(html) {
    panel.classList.remove("is-stale");
    const fresh = new DOMParser().parseFromString(html, "text/html").querySelector(".outlook__told");
    const old = panel.querySelector(".outlook__told");
    if (!fresh) return;
    const had = old.contains(document.activeElement) && document.activeElement;
    const reasons = [...old.querySelectorAll("textarea")].map((each) => [each.name, each.value]);
    old.replaceChildren(...fresh.childNodes);
    /* What was typed here since it was asked for. */
    for (const [name, value] of reasons) {
      const field = panel.querySelector(`[name="${CSS.escape(name)}"]`);
      if (field) field.value = value;
    }
    const same = had?.name && panel.querySelector(`[name="${CSS.escape(had.name)}"]`);
    if (same) same.focus({ preventScroll: true });
    else if (had) panel.querySelector("[name=_check]")?.focus({ preventScroll: true });
  }

  /* As news/admin/register/entry/asking.py does it without this script. */
  function take(value) {
    const [type, dated, occurrence, by] = value.split("|");
    const isFree = (row) => !row.querySelector("[name$=-type]").value && !row.querySelector("[name$=-dated_on]").value;
    const rows = () => [...form.querySelectorAll("#entered-group .inline-related:not(.empty-form)")];
    if (!rows().some(isFree)) form.querySelector("#entered-group .add-row a").click();
    const row = rows().find(isFree);
    for (const [name, text] of Object.entries({ type, dated_on: dated, occurrence, by_agreement: by })) {
      row.querySelector(`[name$=-${name}]`).value = text;
    }
    row.scrollIntoView({ block: "center" });
    row.querySelector("[name$=-source]").focus({ preventScroll: true });
    row.dispatchEvent(new Event("change", { bubbles: true }));
  }

  /* What was proposed, or is on its way, may not follow from what is being typed. */
  function later() {
    clearTimeout(timer);
    request?.abort();
    for (const button of panel.querySelectorAll("[name=_take]")) button.disabled = true;
    timer = setTimeout(ask, PAUSE);
  }

  panel.addEventListener("click", (event) => {
    const button = event.target.closest("button");
    if (!button) return;
    event.preventDefault();
    if (button.name === "_take") take(button.value);
    else ask();
  });
  form.addEventListener("input", (event) => { if (!panel.contains(event.target)) later(); });
  /* A change by hand was an input before; when a button is pressed it must not be taken from under the finger. */
  form.addEventListener("change", (event) => { if (!event.isTrusted) later(); });
  document.addEventListener("formset:removed", later);
}
