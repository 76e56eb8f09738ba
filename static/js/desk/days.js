/* The year of a train is drawn anew as its days are chosen. */

import { watch } from "./live.js";

const form = document.querySelector("#days");

if (form) watch(form);
