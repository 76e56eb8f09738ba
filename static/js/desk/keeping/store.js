/* Typed text on this computer. IndexedDB, and not localStorage: a write that is committed here is with the browser's own process
   and, asked to be durable, on the disk, so that it outlives a killed tab, a killed browser and a power cut; localStorage is
   written down seconds later, at the browser's leisure. docs/decisions/0026-typed-text.md */

const DAYS = 90;
let opened = null;
let base = null;

function open() {
  opened ??= new Promise((resolve) => {
    let asked;
    try { asked = indexedDB.open("desk", 1); } catch { resolve(null); return; }
    asked.onupgradeneeded = () => asked.result.createObjectStore("typed", { keyPath: "key" });
    asked.onsuccess = () => {
      base = asked.result;
      /* Another tab that needs a newer form of the store goes first. */
      base.onversionchange = () => { base.close(); base = opened = null; };
      resolve(base);
    };
    asked.onerror = asked.onblocked = () => resolve(null);
  });
  return opened;
}

/* At once, so that the first words can be written down even by a page that is being closed. */
open();

/* Whether it is written down. Once the store is open, everything is sent off before this returns, so that it may be called while
   the page is being closed. */
function write(act) {
  if (!base) return open().then((ready) => (ready ? write(act) : false));
  return new Promise((resolve) => {
    try {
      const step = base.transaction("typed", "readwrite", { durability: "strict" });
      step.oncomplete = () => resolve(true);
      step.onabort = step.onerror = () => resolve(false);
      act(step.objectStore("typed"));
      step.commit?.();
    } catch { resolve(false); }
  });
}

export const put = (record) => write((store) => store.put(record));
export const remove = (key) => write((store) => store.delete(key));

/* All that is kept, newest first; what is older than anybody remembers goes. */
export async function all() {
  const ready = await open();
  if (!ready) return [];
  const records = await new Promise((resolve) => {
    const asked = ready.transaction("typed").objectStore("typed").getAll();
    asked.onsuccess = () => resolve(asked.result);
    asked.onerror = () => resolve([]);
  });
  const oldest = Date.now() - DAYS * 24 * 3600 * 1000;
  for (const record of records) if (record.at < oldest) remove(record.key);
  return records.filter((record) => record.at >= oldest).sort((a, b) => b.at - a.at);
}
