/* A finding leads to its place. Panels are made anew while one types, so clicks are heard by the document. */

document.addEventListener("click", (event) => {
  const link = event.target.closest?.("a[href^='#id_']");
  const field = link && document.querySelector(link.getAttribute("href"));
  if (!field) return;
  const line = Number(link.dataset.line) || null;
  const goto = new CustomEvent("desk:goto", { bubbles: true, cancelable: true, detail: { line } });
  const isShown = !field.dispatchEvent(goto);
  if (!isShown && line && field.setSelectionRange) selectLine(field, line - 1);
  if (isShown || line) event.preventDefault();
});

function selectLine(field, line) {
  const all = field.value.split("\n");
  const start = all.slice(0, line).join("\n").length + (line ? 1 : 0);
  field.focus();
  field.setSelectionRange(start, start + (all[line] ?? "").length);
  field.scrollIntoView({ block: "center" });
  field.scrollTop = (field.scrollHeight / all.length) * line - field.clientHeight / 2;
}

/* What was refused is read first. */
document.querySelector(".error-summary")?.focus();
