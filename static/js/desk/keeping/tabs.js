/* Which other tabs of this browser have the same text open: they are asked, and answer. */

const WAIT = 250;

/* `name`: of this opening, "" of a page that only reads and is not answered for; `place`: what is open. `met` is called with the
   number of others whenever one comes or goes. */
export function tabs(place, name, met) {
  const others = new Set();
  if (!window.BroadcastChannel) return { others: async () => others };
  const channel = new BroadcastChannel(`desk:${place}`);
  const say = (word) => channel.postMessage({ word, name });
  channel.onmessage = ({ data }) => {
    if (data.word === "gone") others.delete(data.name);
    else if (data.name) others.add(data.name);
    if (data.word === "who" && name) say("here");
    met(others.size);
  };
  addEventListener("pagehide", () => say("gone"));
  addEventListener("pageshow", ({ persisted }) => { if (persisted) say("who"); });
  say("who");
  const answered = new Promise((resolve) => { setTimeout(resolve, WAIT); });
  return { others: async () => { await answered; return others; } };
}
