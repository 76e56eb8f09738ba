/* The button of a schedule says its outcome: "Publish on 3 May 2026, 09:00, Minsk time". */

import { inWords } from "./moments.js";

const moment = document.querySelector("#id_publish_at");
const button = document.querySelector("[data-day]");

if (moment && button) {
  const plain = button.textContent;
  const tell = () => {
    const chosen = inWords(moment.value, button.dataset.months.split(" "));
    button.textContent = chosen ? button.dataset.day.replace("%(moment)s", chosen) : plain;
  };
  moment.addEventListener("input", tell);
  tell();
}
