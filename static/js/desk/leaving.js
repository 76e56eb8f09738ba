/* Leaving a text that is not kept asks first. */

const form = document.querySelector("#articleversion_form");

if (form) {
  // Typed before this script arrived, or brought back by the browser.
  let changed = [...form.querySelectorAll("textarea")].some((field) => field.value !== field.defaultValue);
  form.addEventListener("input", () => { changed = true; });
  form.addEventListener("submit", () => { changed = false; });
  addEventListener("beforeunload", (event) => { if (changed) event.preventDefault(); });
}
