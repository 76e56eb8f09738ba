/* The dialog that asks for a picture's words: alternative text (the language of the text first) or decorative, credit, licence. */

const KINDS = "image/jpeg,image/png,image/webp,image/gif";

export class PictureForm {
  constructor(writing, file) {
    this.words = writing.words;
    this.file = file;
    this.dialog = element("dialog", { className: "lookup lookup--picture" });
    this.dialog.setAttribute("aria-labelledby", "picture-title");
    this.form = element("form", { noValidate: true, className: "short" });
    this.dialog.append(this.form);
  }

  /* Resolves when the dialog is closed, whether or not something was sent. `onSend` gets the form's data. */
  open(onSend) {
    this.fill();
    this.form.addEventListener("submit", async (event) => {
      event.preventDefault();
      if (this.isBusy || !this.check()) return;
      this.busy(true);
      await onSend(this.data());
      this.busy(false);
    });
    return this.shown();
  }

  refuse(text) {
    const close = this.button(this.words.close, "");
    close.addEventListener("click", () => this.close());
    this.form.append(element("h2", { id: "picture-title", textContent: this.words.pictureDialog }), element("p", { textContent: text }), close);
    return this.shown();
  }

  shown() {
    document.body.append(this.dialog);
    this.dialog.showModal();
    return new Promise((resolve) => {
      this.dialog.addEventListener("close", () => { this.dialog.remove(); resolve(); });
    });
  }

  get isOpen() { return this.dialog.open; }

  close() {
    this.dialog.close();
  }

  fill() {
    const { words } = this;
    this.told = element("p", { className: "short__wrong", hidden: true });
    this.told.setAttribute("role", "alert");
    const decorative = element("input", { type: "checkbox", id: "picture-decorative", name: "decorative" });
    const check = element("p", { className: "short__check" });
    check.append(decorative, element("label", { htmlFor: decorative.id, textContent: words.decorative }));
    const alts = element("div", { className: "short__alts" });
    alts.append(...words.alt.map(([code, label], at) => this.field(`alt_${code}`, label, { area: true, lang: code, hint: at ? "" : words.altHint })));
    decorative.addEventListener("change", () => { alts.hidden = decorative.checked; });
    this.meter = element("progress", { max: 1, value: 0, hidden: true });
    this.meter.setAttribute("aria-label", words.pictureDialog);
    const acts = element("p", { className: "short__acts" });
    this.submit = this.button(words.upload, "");
    const cancel = this.button(words.close, "button--plain");
    cancel.addEventListener("click", () => this.close());
    this.submit.type = "submit";
    acts.append(this.submit, " ", cancel);
    this.form.append(
      element("h2", { id: "picture-title", textContent: words.pictureDialog }), this.told, this.picture(), alts, check,
      this.field("credit_en", words.credit, {}), this.field("licence", words.licence, { hint: words.licenceHint }), this.meter, acts,
    );
  }

  picture() {
    if (!this.file) {
      const place = this.field("file", this.words.pictureFile, { type: "file" });
      place.querySelector("input").accept = KINDS;
      return place;
    }
    const place = element("p", { className: "short__picture" });
    const canvas = element("canvas", { width: 1, height: 1 });
    canvas.setAttribute("aria-hidden", "true");
    place.append(canvas, element("span", { textContent: `${this.file.name}, ${Math.ceil(this.file.size / 1024)} KB` }));
    draw(this.file, canvas);
    return place;
  }

  field(name, label, { area = false, type = "text", lang = "", hint = "" }) {
    const id = `picture-${name}`;
    const place = element("div", { className: "short__field" });
    const input = area ? element("textarea", { id, name, rows: 2 }) : element("input", { id, name, type, autocomplete: "off" });
    if (lang) Object.assign(input, { lang, spellcheck: true });
    place.append(element("label", { htmlFor: id, textContent: label }), element("ul", { className: "errorlist", id: `${id}-errors`, hidden: true }), input);
    if (hint) place.append(element("p", { className: "help", textContent: hint, id: `${id}-hint` }));
    input.setAttribute("aria-describedby", `${id}-errors${hint ? ` ${id}-hint` : ""}`);
    return place;
  }

  data() {
    const data = new FormData(this.form);
    if (this.file) data.set("file", this.file, this.file.name || "picture.png");
    return data;
  }

  /* What can be known here; the server checks everything. */
  check() {
    const { words } = this;
    const errors = {};
    const data = this.data();
    const isSaid = words.alt.some(([code]) => data.get(`alt_${code}`).trim());
    if (!data.get("file")?.size) errors.file = [words.required];
    if (!data.has("decorative") && !isSaid) errors[`alt_${words.alt[0][0]}`] = [words.altMissing];
    for (const name of ["credit_en", "licence"]) if (!data.get(name).trim()) errors[name] = [words.required];
    this.show(errors);
    return !Object.keys(errors).length;
  }

  show(errors) {
    const elsewhere = [];
    for (const list of this.form.querySelectorAll(".errorlist")) fillErrors(list, []);
    for (const [name, messages] of Object.entries(errors)) {
      const list = this.form.querySelector(`#picture-${CSS.escape(name)}-errors`);
      if (list) fillErrors(list, messages);
      else elsewhere.push(...messages);
    }
    this.fail(elsewhere.join(" "));
    this.form.querySelector(".errors :is(input, textarea)")?.focus();
  }

  fail(text) {
    this.told.textContent = text;
    this.told.hidden = !text;
  }

  progress(part) {
    this.meter.value = part;
    this.submit.textContent = this.words.uploading.replace("%(percent)s", Math.round(part * 100)).replace("%%", "%");
  }

  busy(is) {
    this.isBusy = is;
    this.meter.hidden = !is;
    this.submit.setAttribute("aria-disabled", String(is));
    if (!is) this.submit.textContent = this.words.upload;
  }

  button(text, style) {
    return element("button", { type: "button", className: `button ${style}`.trim(), textContent: text });
  }
}

/* Drawn, since the policy lets no picture in from elsewhere than the site itself. */
async function draw(file, canvas) {
  try {
    const bitmap = await createImageBitmap(file);
    const scale = Math.min(1, 480 / bitmap.width, 240 / bitmap.height);
    canvas.width = Math.round(bitmap.width * scale);
    canvas.height = Math.round(bitmap.height * scale);
    canvas.getContext("2d").drawImage(bitmap, 0, 0, canvas.width, canvas.height);
    bitmap.close();
  } catch { canvas.hidden = true; }
}

function fillErrors(list, messages) {
  list.replaceChildren(...messages.map((text) => element("li", { textContent: text })));
  list.hidden = !messages.length;
  list.parentNode.classList.toggle("errors", messages.length > 0);
}

function element(name, properties) {
  return Object.assign(document.createElement(name), properties);
}
