/* The year of a train is drawn anew as its days are chosen. */

import { looker } from "./live.js";

const form = document.querySelector("#days");

if (form) {
  const look = looker(form);
  form.addEventListener("change", look);
}
