/* The focal point of a picture: set by a click or by the arrow keys, its crops drawn as the server will cut them. */

const STEP = 1, LARGE_STEP = 10;
const MOVES = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };

const place = document.querySelector("[data-focal]");
const x = document.querySelector("#id_focal_x");
const y = document.querySelector("#id_focal_y");

function start(stage) {
  const handle = Object.assign(document.createElement("button"), { type: "button", className: "focal__handle" });
  handle.setAttribute("role", "slider");
  handle.setAttribute("aria-label", place.dataset.handle);
  const help = Object.assign(document.createElement("p"), { className: "help", id: "focal-help", textContent: place.dataset.help });
  handle.setAttribute("aria-describedby", help.id);
  stage.append(handle);
  place.append(help);
  const crops = [...place.querySelectorAll("[data-crop]")].map((figure) => new Crop(figure));
  let picture = stage.querySelector("img");

  const show = () => {
    const [left, top] = [percent(x), percent(y)];
    stage.hidden = !picture;
    help.hidden = !picture;
    handle.style.left = `${left}%`;
    handle.style.top = `${top}%`;
    handle.setAttribute("aria-valuenow", left);
    handle.setAttribute("aria-valuetext", place.dataset.said.replace("%(x)s", left).replace("%(y)s", top));
    if (picture && (picture.naturalWidth ?? picture.width)) for (const crop of crops) crop.draw(picture, left, top);
  };
  const move = (left, top) => {
    x.value = clamp(Math.round(left));
    y.value = clamp(Math.round(top));
    for (const field of [x, y]) field.dispatchEvent(new Event("input", { bubbles: true }));
  };
  const follow = (event) => {
    const box = stage.getBoundingClientRect();
    move(((event.clientX - box.left) / box.width) * 100, ((event.clientY - box.top) / box.height) * 100);
  };

  for (const field of [x, y]) field.addEventListener("input", show);
  /* Enter on the handle is a click without a place. */
  stage.addEventListener("click", (event) => {
    if (!event.detail) return;
    follow(event);
    handle.focus({ preventScroll: true });
  });
  handle.addEventListener("pointerdown", (event) => {
    event.preventDefault(); // else the browser may begin to drag the picture itself
    handle.setPointerCapture(event.pointerId);
    handle.focus({ preventScroll: true });
  });
  stage.addEventListener("dragstart", (event) => event.preventDefault());
  handle.addEventListener("pointermove", (event) => { if (handle.hasPointerCapture(event.pointerId)) follow(event); });
  handle.addEventListener("keydown", (event) => {
    const [across, down] = MOVES[event.key] ?? [];
    if (across === undefined) return;
    event.preventDefault();
    const step = event.shiftKey ? LARGE_STEP : STEP;
    move(percent(x) + across * step, percent(y) + down * step);
  });
  document.querySelector("#id_file")?.addEventListener("change", async ({ target }) => {
    const chosen = target.files[0] && await drawn(target.files[0]);
    if (!chosen) return;
    picture?.remove();
    picture = chosen;
    stage.prepend(chosen);
    show();
  });
  if (picture && !picture.complete) picture.addEventListener("load", show);
  show();
}

/* One shape, cut by the rule of news/pictures/renditions.py, crop_box. */
class Crop {
  constructor(figure) {
    [this.across, this.down] = figure.dataset.crop.split("x").map(Number);
    this.figure = figure;
    this.canvas = Object.assign(document.createElement("canvas"), { height: 180 });
    this.canvas.width = Math.round((this.canvas.height * this.across) / this.down);
    this.canvas.setAttribute("aria-hidden", "true");
  }

  draw(picture, left, top) {
    this.figure.querySelector("img")?.remove();
    this.figure.prepend(this.canvas);
    this.figure.hidden = false;
    const whole = [picture.naturalWidth ?? picture.width, picture.naturalHeight ?? picture.height];
    const wide = Math.min(whole[0], Math.round((whole[1] * this.across) / this.down));
    const high = Math.min(whole[1], Math.round((whole[0] * this.down) / this.across));
    const box = [begin(left, whole[0], wide), begin(top, whole[1], high), wide, high];
    this.figure.dataset.box = box.join(" ");
    this.canvas.getContext("2d").drawImage(picture, ...box, 0, 0, this.canvas.width, this.canvas.height);
  }
}

function begin(at, whole, part) {
  return Math.min(Math.max(Math.round((whole * at) / 100 - part / 2), 0), whole - part);
}

/* A chosen file that is not saved yet; drawn, since the policy lets no picture in from elsewhere than the site itself. */
async function drawn(file) {
  try {
    const bitmap = await createImageBitmap(file);
    const scale = Math.min(1, 960 / bitmap.width);
    const canvas = document.createElement("canvas");
    canvas.width = Math.max(1, Math.round(bitmap.width * scale));
    canvas.height = Math.max(1, Math.round(bitmap.height * scale));
    canvas.getContext("2d").drawImage(bitmap, 0, 0, canvas.width, canvas.height);
    bitmap.close();
    return canvas;
  } catch { return null; }
}

function percent(field) {
  return clamp(Number(field.value) || 0);
}

function clamp(value) {
  return Math.min(Math.max(value, 0), 100);
}

if (place && x && y) start(place.querySelector(".focal__stage"));
