/* The fields of a text are written formatted, as a reader meets them, and hold the same Markdown as before: the textarea
   stays the truth, is sent with the form, and is what remains where this script does not run. Events: docs/decisions/0021. */

import { mount } from "./editor/mount.js";
import { Titles } from "./editor/titles.js";

const writing = JSON.parse(document.querySelector("#desk-writing")?.textContent ?? "null");

if (writing) {
  const titles = new Titles(writing);
  for (const field of document.querySelectorAll("textarea[data-writing]")) mount(field, writing, titles);
}
