/* A form is sent once: the second press of a double click sends nothing, nor does another while a slow server answers. */

const AGAIN = 10_000; // milliseconds; then it may be sent again, by somebody who stopped the page or lost patience
let sentAt = new WeakMap();

/* After the form's own scripts: what they send, they guard. What opens in another tab leaves the form open. */
addEventListener("submit", (event) => {
  const { target: form, submitter } = event;
  if (event.defaultPrevented || form.method !== "post" || (submitter?.formTarget || form.target) === "_blank") return;
  const now = performance.now();
  if (now - sentAt.get(form) < AGAIN) event.preventDefault();
  else sentAt.set(form, now);
});
addEventListener("pageshow", () => { sentAt = new WeakMap(); });
