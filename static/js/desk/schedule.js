/* The button of a schedule says its outcome: "Publish on 3 May 2026, 09:00, Minsk time". */

const moment = document.querySelector("#id_publish_at");
const button = document.querySelector("[data-day]");

if (moment && button) {
  const plain = button.textContent;
  const long = { day: "numeric", month: "long", year: "numeric", hour: "2-digit", minute: "2-digit", hour12: false };
  // Days before months, as everywhere on the site; plain "en" would put the month first.
  const language = document.documentElement.lang.replace(/^en$/, "en-GB");
  const tell = () => {
    const chosen = moment.value ? new Date(moment.value) : null;
    button.textContent = chosen && !Number.isNaN(chosen.valueOf())
      ? button.dataset.day.replace("%(moment)s", chosen.toLocaleString(language, long))
      : plain;
  };
  moment.addEventListener("input", tell);
  tell();
}
