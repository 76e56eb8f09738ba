/* What stands beside the text: the checks or the preview, as wide as one likes, or nothing. A narrow screen shows one of the
   three at a time. The choice is remembered on this device. */

const sheet = document.querySelector("[data-beside]");
const choice = sheet?.querySelector("[data-beside-choice]");
const divider = sheet?.querySelector("[data-beside-divider]");
const wide = matchMedia("(min-width: 68rem)");
const KEY = "desk:beside";
const LEAST = 25, MOST = 70;

function remembered() {
  try { return JSON.parse(localStorage.getItem(KEY)) ?? {}; } catch { return {}; }
}

function remember(change) {
  try { localStorage.setItem(KEY, JSON.stringify({ ...remembered(), ...change })); } catch { /* a browser that keeps nothing */ }
}

function show(part) {
  sheet.dataset.shown = part;
  for (const button of choice.children) button.setAttribute("aria-pressed", String(button.value === part));
}

function begin() {
  show(wide.matches ? remembered().shown ?? "checks" : "text");
}

function widen(share) {
  const percent = Math.round(Math.min(MOST, Math.max(LEAST, share)));
  sheet.style.setProperty("--beside", `${percent}%`);
  divider.setAttribute("aria-valuenow", String(percent));
  return percent;
}

if (choice && divider) {
  choice.hidden = divider.hidden = false;
  widen(remembered().share ?? 46);
  begin();
  wide.addEventListener("change", begin);
  /* What stands beside the text ends above the bar of acts, however many lines that has. */
  const acts = document.querySelector(".acts");
  if (acts) {
    const room = () => {
      const covers = getComputedStyle(acts).position === "sticky";
      sheet.style.setProperty("--acts", `${covers ? acts.offsetHeight : 0}px`);
    };
    new ResizeObserver(room).observe(acts);
  }
  choice.addEventListener("click", ({ target }) => {
    const button = target.closest("button");
    if (!button) return;
    show(button.value);
    if (wide.matches) remember({ shown: button.value });
  });
  /* A place in the text is where the text is. */
  document.addEventListener("desk:goto", () => { if (!wide.matches) show("text"); }, { capture: true });

  divider.addEventListener("keydown", (event) => {
    const step = { ArrowLeft: 4, ArrowRight: -4 }[event.key];
    if (!step) return;
    event.preventDefault();
    remember({ share: widen(Number(divider.getAttribute("aria-valuenow")) + step) });
  });
  divider.addEventListener("pointerdown", (event) => {
    divider.setPointerCapture(event.pointerId);
    sheet.classList.add("is-resized");
    const { right, width } = sheet.getBoundingClientRect();
    const drag = ({ clientX }) => widen(((right - clientX) / width) * 100);
    const end = () => {
      divider.removeEventListener("pointermove", drag);
      sheet.classList.remove("is-resized");
      remember({ share: Number(divider.getAttribute("aria-valuenow")) });
    };
    divider.addEventListener("pointermove", drag);
    divider.addEventListener("lostpointercapture", end, { once: true });
  });
}
