"""axe-core in a page: what it finds wrong, in a little more than half the time and to the letter the same.

Most of its time goes into colours: it reads the same few of a page thousands of times, and its build for old browsers keeps
the fields of each in WeakMaps. Here a colour is read once a page, and such a field is a property of its own.
"""

from axe_playwright_python.base import AXE_SCRIPT

FIELDS = """
function Fields(known) {
  this.name = Symbol();
  for (const [thing, value] of known ?? []) this.set(thing, value);
}
Fields.prototype = {
  has(thing) { return this.name in thing; },
  get(thing) { return thing[this.name]; },
  set(thing, value) { thing[this.name] = value; return this; },
  add(thing) { return this.set(thing, true); },
  delete(thing) { return delete thing[this.name]; },
};
"""
COLOURS = """
const { Color } = axe.commons.color, parse = Color.prototype.parseString, known = new Map();
Color.prototype.parseString = function (text) {
  if (!known.has(text)) known.set(text, new Color(parse.call(this, text)));
  const { r, g, b, alpha } = known.get(text);
  return Object.assign(this, { r, g, b, alpha });
};
"""
SCRIPT = f"""(() => {{
  {FIELDS}
  (function (WeakMap, WeakSet) {{ {AXE_SCRIPT} }}).call(window, Fields, Fields);
  {COLOURS}
}})()"""
# Only what is wrong is written out, a line each: telling of what is right takes a third of the time. What it would load
# anew, style sheets and sounds, is asked for by no rule here: the pages have no sounds.
RUN = """async ({ rules, only }) => {
  const options = { reporter: "no-passes", preload: false, rules };
  const { violations } = await axe.run(only.length ? { ...options, runOnly: only } : options);
  return violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html.slice(0, 160)}`));
}"""
OF_COLOUR = ["color-contrast", "link-in-text-block"]  # the rules whose answer a scheme changes


def violations(page, *, also=(), only=()):
    """A line each; a page without faults gives []. `also`: rules that are off by themselves; `only`: these and no others."""
    for frame in page.frames:  # half a page has buttons whose words are still to come
        frame.wait_for_load_state()
    if not page.evaluate("'axe' in window"):
        page.evaluate(SCRIPT)
    rules = {rule: {"enabled": True} for rule in also}
    return page.evaluate(RUN, {"rules": rules, "only": list(only)})


def violations_in_both_schemes(page):
    """Of a page that is open in light: all rules, and in dark those of colour."""
    found = violations(page)
    show_in(page, "dark")
    found += [f"dark: {each}" for each in violations(page, only=OF_COLOUR)]
    show_in(page, "light")
    return found


def show_in(page, scheme):
    """At once: a colour on its way from one scheme to the other is of neither."""
    page.emulate_media(color_scheme=scheme)
    page.evaluate("document.getAnimations().forEach((each) => each.finish())")
