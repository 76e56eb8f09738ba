/* Lengths beside the label, "90 of 110", counted as readers see the text; and fields of one line. */

for (const field of document.querySelectorAll("[data-counter]")) {
  const label = document.querySelector(`label[for="${field.id}"]`);
  if (!label) continue;
  const counter = document.createElement("span");
  counter.className = "counter";
  label.after(counter);
  const count = () => {
    const plain = field.value.replace(/\[\^[^\]]*\]/g, "").replace(/\[\[[^|\]]*\|?([^\]]*)\]\]/g, "$1");
    counter.textContent = `${[...plain].length} / ${field.dataset.counter}`;
    counter.classList.toggle("counter--over", [...plain].length > Number(field.dataset.counter));
  };
  for (const change of ["input", "desk:replace"]) field.addEventListener(change, count);
  count();
}

/* A headline is one line: Enter saves nothing and breaks nothing. */
for (const field of document.querySelectorAll("[data-one-line]")) {
  field.addEventListener("keydown", (event) => { if (event.key === "Enter") event.preventDefault(); });
}
