/* Who has a draft open, on pages that only show it: asked again while somebody looks. The form's own page hears it as it keeps. */

const EVERY = 20_000; // milliseconds

async function ask(line) {
  if (document.hidden) return;
  try {
    const answer = await fetch(line.dataset.presenceAt, { redirect: "manual" });
    if (!answer.ok) return;
    const words = (await answer.json()).others.join(" ");
    if (line.textContent.trim() !== words) line.textContent = words;
  } catch { /* asked again soon */ }
}

for (const line of document.querySelectorAll("[data-presence-at]")) {
  setInterval(ask, EVERY, line);
  document.addEventListener("visibilitychange", () => ask(line));
}
