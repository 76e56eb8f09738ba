"""What a browser keeps of typed text on its own computer."""

STORED = """async () => {
  if (!(await indexedDB.databases()).length) return "";
  const base = await new Promise((resolve) => {
    indexedDB.open("desk").onsuccess = ({ target }) => resolve(target.result);
  });
  const rows = await new Promise((resolve) => {
    base.transaction("typed").objectStore("typed").getAll().onsuccess = ({ target }) => resolve(target.result);
  });
  base.close();
  return JSON.stringify(rows);
}"""


def kept_here(page, words):
    """Once this computer's store holds the words."""
    for _ in range(200):
        if words in page.evaluate(STORED):
            return
        page.wait_for_timeout(50)
    raise AssertionError("Not kept on this computer within ten seconds.")
