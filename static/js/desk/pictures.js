/* A picture that is dropped, pasted or chosen is asked for its words and its credit, sent, and put into the text. */

import { PictureForm } from "./pictures/form.js";
import { send } from "./pictures/sending.js";

const writing = JSON.parse(document.querySelector("#desk-writing")?.textContent ?? "null");

if (writing) document.addEventListener("desk:pictures", (event) => take(event.target, [...event.detail.files]), true);

/* One after another: each has its own words. */
async function take(field, files) {
  if (!writing.dropPicture) {
    new PictureForm(writing, null).refuse(writing.words.noPictures);
    return;
  }
  for (const file of files.length ? files : [null]) await ask(field, file);
  field.dispatchEvent(new CustomEvent("desk:focus"));
}

function ask(field, file) {
  const form = new PictureForm(writing, file);
  if (file && !file.type.startsWith("image/")) return form.refuse(writing.words.notPicture);
  const token = field.form.querySelector("[name=csrfmiddlewaretoken]").value;
  return form.open(async (data) => {
    const answer = await send(writing.dropPicture, data, token, (part) => form.progress(part));
    if (answer.errors) return form.show(answer.errors);
    if (!answer.typed) return form.fail(answer.isSignedOut ? writing.words.signedOut : writing.words.uploadFailed);
    document.dispatchEvent(new CustomEvent("desk:made"));
    if (!form.isOpen) return null; // closed meanwhile: it is not wanted in the text
    form.close();
    field.dispatchEvent(new CustomEvent("desk:insert", { detail: { text: answer.typed } }));
    if (answer.duplicate_of) await new PictureForm(writing, null).refuse(writing.words.duplicate);
    return null;
  });
}
