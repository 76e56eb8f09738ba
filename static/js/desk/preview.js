/* The page as readers will meet it, beside the form: it follows the typing, at the width of a phone or of a desk, in each
   language. The server makes the page; here it is put into the frame so that only what differs changes. */

const pane = document.querySelector("[data-preview]");
const form = document.querySelector("#articleversion_form");
const PAUSE = 400;
const KEY = "desk:preview-width";

/* Makes `old` the same as `fresh`, leaving alone what is equal, so that nothing flickers; returns the elements that changed. */
function morph(old, fresh, changed = []) {
  if (old.isEqualNode(fresh)) return changed;
  if (old.nodeType !== 1 || old.nodeName !== fresh.nodeName) {
    old.replaceWith(fresh);
    changed.push(fresh.nodeType === 1 ? fresh : fresh.parentElement);
    return changed;
  }
  for (const { name } of [...old.attributes]) if (!fresh.hasAttribute(name)) old.removeAttribute(name);
  for (const { name, value } of fresh.attributes) if (old.getAttribute(name) !== value) old.setAttribute(name, value);
  const before = [...old.childNodes], after = [...fresh.childNodes];
  while (before.length && after.length && before[0].isEqualNode(after[0])) { before.shift(); after.shift(); }
  while (before.length && after.length && before.at(-1).isEqualNode(after.at(-1))) { before.pop(); after.pop(); }
  const next = before.at(-1)?.nextSibling ?? (before.length ? null : placeAfter(old, fresh, after));
  for (const node of before.splice(after.length)) { changed.push(old); node.remove(); }
  before.forEach((node, at) => morph(node, after[at], changed));
  for (const node of after.slice(before.length)) {
    old.insertBefore(node, next);
    changed.push(node.nodeType === 1 ? node : old);
  }
  return changed;
}

/* Where nodes go that only came: before the child that stands where the first of them stands. */
function placeAfter(old, fresh, after) {
  return after.length ? old.childNodes[[...fresh.childNodes].indexOf(after[0])] ?? null : null;
}

function remembered() {
  try { return Number(localStorage.getItem(KEY)) || 390; } catch { return 390; }
}

if (pane && form) {
  const frame = pane.querySelector("iframe");
  const stage = frame.parentElement;
  const told = pane.querySelector("[role=status]");
  const words = pane.dataset;
  let width = remembered();
  let language = "";
  let timer = 0;
  let request = null;
  let isStale = true;

  const isShown = () => stage.clientWidth > 0;
  const page = () => frame.contentDocument;

  function fit() {
    if (!isShown()) return;
    const scale = Math.min(1, stage.clientWidth / width);
    frame.style.width = `${width}px`;
    frame.style.height = `${stage.clientHeight / scale}px`;
    frame.style.transform = `scale(${scale})`;
    frame.style.marginLeft = `${Math.max(0, (stage.clientWidth - width * scale) / 2)}px`;
  }

  function press(name, value) {
    for (const button of pane.querySelectorAll(`[data-${name}]`)) {
      button.setAttribute("aria-pressed", String(button.dataset[name] === value));
    }
  }

  async function refresh(follows = false) {
    clearTimeout(timer);
    request?.abort();
    request = new AbortController();
    isStale = false;
    told.textContent = "";
    const address = language ? `${words.preview}?in=${language}` : words.preview;
    try {
      const answer = await fetch(address, { method: "POST", body: new FormData(form), signal: request.signal });
      if (!answer.ok || answer.redirected) throw new Error(answer.statusText);
      put(await answer.text(), follows);
    } catch (error) {
      if (error.name === "AbortError") return;
      isStale = true;
      told.textContent = words.failed;
    }
  }

  function put(html, follows) {
    const fresh = new DOMParser().parseFromString(html, "text/html");
    const there = page();
    const { scrollX, scrollY } = frame.contentWindow;
    there.documentElement.lang = fresh.documentElement.lang;
    there.title = fresh.title;
    const changed = morph(there.body, there.adoptNode(fresh.body));
    frame.contentWindow.scrollTo({ left: scrollX, top: scrollY, behavior: "instant" });
    if (follows) follow(changed.filter((each) => each.closest?.(".sheet__main, h1, .standfirst")));
  }

  /* The page stays where it is, unless what is being written is out of sight. */
  function follow(changed) {
    const seen = ({ top, bottom }) => bottom > 0 && top < frame.clientHeight;
    const places = changed.map((each) => each.getBoundingClientRect());
    if (!places.length || places.some(seen)) return;
    frame.contentWindow.scrollBy({ top: places[0].top - frame.clientHeight / 3, behavior: "instant" });
  }

  function later() {
    clearTimeout(timer);
    isStale = true;
    if (isShown() && !language) timer = setTimeout(refresh, PAUSE, true);
  }

  /* Links show where they lead in a tab of their own; within the page they are followed. Nothing is sent from here. */
  function tame() {
    page().addEventListener("click", (event) => {
      const link = event.target.closest?.("a[href]");
      if (!link) return;
      event.preventDefault();
      const place = link.getAttribute("href");
      if (place.startsWith("#")) scrollTo(page().getElementById(place.slice(1)));
      else window.open(link.href, "_blank", "noopener");
    });
    page().addEventListener("submit", (event) => event.preventDefault());
  }

  function scrollTo(element) {
    if (element) frame.contentWindow.scrollBy({ top: element.getBoundingClientRect().top - 16, behavior: "instant" });
  }

  function appear() {
    fit();
    if (!isShown()) return;
    if (!frame.getAttribute("src")) frame.src = `${words.preview}?frame`;
    else if (isStale && page()?.body?.firstElementChild) refresh();
  }

  /* It opens at the article: the head of the site is above it. Until its links are tamed, nothing in it can be followed. */
  frame.addEventListener("load", () => {
    if (!frame.getAttribute("src") || !page()) return;
    tame();
    frame.inert = false;
    page().fonts.ready.then(() => { if (!frame.contentWindow.scrollY) scrollTo(page().querySelector("main")); });
    refresh();
  });
  new ResizeObserver(appear).observe(stage);
  form.addEventListener("input", later);
  form.addEventListener("desk:replace", later, { capture: true });
  /* The pickers of Django's forms tell their changes to jQuery alone. */
  if (window.django?.jQuery) window.django.jQuery(form).on("change", later);
  else form.addEventListener("change", later);
  pane.addEventListener("click", ({ target }) => {
    const button = target.closest("button[data-width], button[data-language]");
    if (button?.dataset.width) {
      width = Number(button.dataset.width);
      try { localStorage.setItem(KEY, String(width)); } catch { /* a browser that keeps nothing */ }
      press("width", button.dataset.width);
      fit();
    } else if (button) {
      language = button.dataset.language === words.language ? "" : button.dataset.language;
      press("language", button.dataset.language);
      refresh();
    }
  });
  press("width", String(width));
  press("language", words.language);
}
