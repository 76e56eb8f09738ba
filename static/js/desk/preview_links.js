/* Preview links are made and taken back in their panel, without leaving the text that is being written. */

async function send(form, panel) {
  let answer = null;
  try {
    answer = await fetch(form.action, { method: "POST", body: new FormData(form), headers: { "X-Requested-With": "fetch" } });
  } catch { /* out of reach: told below */ }
  const html = answer && !answer.redirected && [200, 422].includes(answer.status) ? await answer.text() : "";
  const fresh = new DOMParser().parseFromString(html, "text/html").querySelector("[data-preview-links]");
  const said = panel.querySelector("[role=status]");
  if (!fresh) { said.textContent = panel.dataset.failed; return; }
  const words = fresh.querySelector("[role=status]").textContent;
  panel.replaceChildren(...[...fresh.childNodes].map((each) => document.adoptNode(each)));
  offerCopies(panel);
  const first = panel.querySelector(answer.status === 422 ? ".links__form input:not([type=hidden])" : ".links__open input");
  (first ?? panel.querySelector(".links__form input:not([type=hidden])")).focus();
  panel.querySelector("[role=status]").textContent = "";
  requestAnimationFrame(() => { panel.querySelector("[role=status]").textContent = words; });
}

function offerCopies(panel) {
  for (const button of panel.querySelectorAll("[data-copy]")) button.hidden = !navigator.clipboard;
}

const panel = document.querySelector("[data-preview-links]");
if (panel) {
  offerCopies(panel);
  panel.addEventListener("submit", (event) => {
    event.preventDefault();
    send(event.target, panel);
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
