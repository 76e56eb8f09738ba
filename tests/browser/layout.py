"""What can be seen of a page's layout by measuring it: what is cut off, what lies over something else."""

# Texts cut at the edge of a box that hides what overflows, or at the edge of a drawing. Boxes that scroll are no fault.
CLIPPED = """() => {
  const faults = [], HIDDEN = ".vh, .sprite, .skip, thead, [aria-hidden=true]";
  const seen = (each) => each.getClientRects().length && !each.closest(HIDDEN);
  const part = (each) => each.closest(".design__component")?.querySelector("h2").textContent ?? "";
  const says = (each) => `${part(each)}: ${each.textContent.trim().slice(0, 60)}`;
  for (const each of document.querySelectorAll("main *")) {
    if (!seen(each) || each.matches("input, select, textarea") || !each.textContent.trim()) continue;
    if (each.matches("svg text")) {
      const paper = each.ownerSVGElement.getBoundingClientRect(), box = each.getBoundingClientRect();
      if (box.left < paper.left - 1 || box.right > paper.right + 1) faults.push(says(each));
    } else if (each instanceof HTMLElement) {
      const style = getComputedStyle(each), hides = (value) => value === "hidden" || value === "clip";
      if (hides(style.overflowX) && each.scrollWidth > each.clientWidth + 1) faults.push(says(each));
      if (hides(style.overflowY) && each.scrollHeight > each.clientHeight + 1) faults.push(says(each));
    }
  }
  return faults;
}"""

# Lines of text that lie over one another. A line counts by the middle of its height: neighbours may touch.
OVERLAPPING = """(within) => {
  const faults = [];
  const HIDDEN = ".vh, .sprite, option, textarea, title, desc, .table--stack thead, details:not([open]) > :not(summary)";
  for (const part of document.querySelectorAll(within)) {
    const lines = [], walk = document.createTreeWalker(part, NodeFilter.SHOW_TEXT);
    while (walk.nextNode()) {
      const node = walk.currentNode, parent = node.parentElement;
      if (!node.textContent.trim() || parent.closest(HIDDEN)) continue;
      const range = document.createRange();
      range.selectNodeContents(node);
      for (const box of range.getClientRects()) {
        if (box.width < 3) continue;
        const [top, bottom] = [box.top + box.height * .3, box.bottom - box.height * .3];
        lines.push([box.left + 1, top, box.right - 1, bottom, node.textContent.trim().slice(0, 40)]);
      }
    }
    lines.forEach((one, at) => lines.slice(at + 1).forEach((other) => {
      if (one[0] < other[2] && other[0] < one[2] && one[1] < other[3] && other[1] < one[3])
        faults.push(`${part.closest(".design__component")?.querySelector("h2").textContent ?? within}: ${one[4]} | ${other[4]}`);
    }));
  }
  return faults;
}"""

# Who is wider than the screen, the innermost first; nothing while the page does not scroll sideways.
TOO_WIDE = """() => {
  const width = document.documentElement.clientWidth;
  if (document.documentElement.scrollWidth <= width) return [];
  return [...document.querySelectorAll("body *")]
    .filter((each) => each.getBoundingClientRect().right > width + 1 && !each.closest(".scroll, .tt-scroll, pre"))
    .map((each) => `${each.closest(".design__component")?.querySelector("h2").textContent ?? ""} ${each.outerHTML.slice(0, 90)}`)
    .reverse();
}"""


def twice_the_text(page):
    """As a reader who set their text to twice the size, on the same screen."""
    page.evaluate("document.documentElement.style.fontSize = '200%'")


NO_FAULTS = {"too wide": [], "cut off": [], "overlapping": []}


def faults(page, within="main"):
    return {
        "too wide": page.evaluate(TOO_WIDE),
        "cut off": page.evaluate(CLIPPED),
        "overlapping": page.evaluate(OVERLAPPING, within),
    }
