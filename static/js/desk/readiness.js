/* The checks, made anew while one types; the button of publishing says how many are open. */

const panel = document.querySelector("[data-readiness]");
const form = document.querySelector("#articleversion_form");
const PAUSE = 600;

if (panel && form) {
  let timer = 0;
  let request = null;

  async function refresh() {
    request?.abort();
    request = new AbortController();
    try {
      const answer = await fetch(panel.dataset.readiness, { method: "POST", body: new FormData(form), signal: request.signal });
      if (answer.ok && !answer.redirected) put(await answer.text());
    } catch (error) {
      if (error.name !== "AbortError") panel.querySelector(".ready").classList.add("is-stale");
    }
  }

  function put(html) {
    const fresh = new DOMParser().parseFromString(html, "text/html").querySelector(".ready");
    const old = panel.querySelector(".ready");
    if (!fresh || old.isEqualNode(fresh)) return;
    const links = [...old.querySelectorAll("a")];
    const at = links.indexOf(document.activeElement);
    old.replaceWith(fresh);
    if (at >= 0) focusOn(links[at], at, [...fresh.querySelectorAll("a")]);
    const summary = panel.querySelector("[role=status]");
    if (summary.textContent !== fresh.dataset.summary) summary.textContent = fresh.dataset.summary;
    tell(fresh.dataset.refusal);
  }

  /* The line one stood on: the same finding, or what now stands in its place. */
  function focusOn(left, at, links) {
    const same = links.find((each) => each.isEqualNode(left));
    (same ?? links[Math.min(at, links.length - 1)])?.focus({ preventScroll: true });
  }

  function tell(refusal) {
    for (const button of document.querySelectorAll(".acts :is([value=publish], [value=schedule])")) {
      button.closest(".act").classList.toggle("act--refused", Boolean(refusal));
      const outcome = button.querySelector("[data-ready]");
      if (outcome) outcome.textContent = refusal || outcome.dataset.ready;
    }
  }

  function later() {
    clearTimeout(timer);
    timer = setTimeout(refresh, PAUSE);
  }

  form.addEventListener("input", later);
  form.addEventListener("desk:replace", later, { capture: true });
  /* The pickers of Django's forms tell their changes to jQuery alone. */
  if (window.django?.jQuery) window.django.jQuery(form).on("change", later);
  else form.addEventListener("change", later);
}
