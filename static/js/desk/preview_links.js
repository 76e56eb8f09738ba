/* Preview links are made and taken back in their panel, without leaving the text that is being written. */

const whomOf = (panel) => panel.querySelector("[name=for_whom]");

async function send(form, panel) {
  const body = new FormData(form);
  let answer = null;
  try {
    answer = await fetch(form.action, { method: "POST", body, headers: { "X-Requested-With": "fetch" } });
  } catch { /* out of reach: told below */ }
  const html = answer && !answer.redirected && [200, 422].includes(answer.status) ? await answer.text() : "";
  const fresh = new DOMParser().parseFromString(html, "text/html").querySelector("[data-preview-links]");
  const said = panel.querySelector("[role=status]");
  if (!fresh) { said.textContent = panel.dataset.failed; return; }
  const words = fresh.querySelector("[role=status]").textContent;
  const typed = whomOf(panel)?.value ?? "";
  const isElsewhere = ![document.body, null].includes(document.activeElement) && !panel.contains(document.activeElement);
  panel.replaceChildren(...[...fresh.childNodes].map((each) => document.adoptNode(each)));
  // What was typed for the next one, while this was on its way.
  if (typed !== body.get("for_whom") && whomOf(panel)) whomOf(panel).value = typed;
  offerCopies(panel);
  const first = panel.querySelector(answer.status === 422 ? ".links__form input:not([type=hidden])" : ".links__open input");
  if (!isElsewhere) (first ?? panel.querySelector(".links__form input:not([type=hidden])")).focus();
  panel.querySelector("[role=status]").textContent = "";
  requestAnimationFrame(() => { panel.querySelector("[role=status]").textContent = words; });
}

function offerCopies(panel) {
  for (const button of panel.querySelectorAll("[data-copy]")) button.hidden = !navigator.clipboard;
}

const panel = document.querySelector("[data-preview-links]");
if (panel) {
  let isBusy = false;
  offerCopies(panel);
  panel.addEventListener("submit", async (event) => {
    event.preventDefault();
    if (isBusy) return;
    isBusy = true;
    await send(event.target, panel);
    isBusy = false;
  });
  panel.addEventListener("click", async ({ target }) => {
    const button = target.closest("[data-copy]");
    if (!button) return;
    const address = button.parentElement.querySelector("input");
    address.select();
    try {
      await navigator.clipboard.writeText(address.value);
      panel.querySelector("[role=status]").textContent = panel.dataset.copied;
    } catch { /* it is selected: the keyboard copies it */ }
  });
}
