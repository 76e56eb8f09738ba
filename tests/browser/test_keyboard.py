"""What readers come for, done by keyboard alone: what happened, what is in force, what runs, which train, and how we know.

At each stop the focus is seen: it is drawn, within the window, and nothing lies over all of it (WCAG 2.2, 2.4.7 and 2.4.11).
"""

import re

import pytest

PHONE, LAPTOP = 360, 1280
MOST_STOPS = 90

# How the focused element is seen; nothing where no element is focused.
FOCUS = """() => {
  const each = document.activeElement;
  if (!each || each === document.body) return null;
  const style = getComputedStyle(each), boxes = [...each.getClientRects()].filter((box) => box.width && box.height);
  const spots = boxes.flatMap((box) => [.1, .5, .9].map((share) => [box.left + box.width * share, box.top + box.height / 2]));
  const uncovered = spots.some(([x, y]) => {
    const over = document.elementFromPoint(x, y);
    return over && (each.contains(over) || over.contains(each) || over.closest("label")?.contains(each));
  });
  const drawn = (style.outlineStyle !== "none" && parseFloat(style.outlineWidth) > 0) || style.boxShadow !== "none";
  return {name: each.outerHTML.slice(0, 120), drawn, uncovered};
}"""


class Keyboard:
    """A reader without a mouse."""

    def __init__(self, page):
        self.page = page

    def press(self, *keys):
        for key in keys:
            self.page.keyboard.press(key)

    def type(self, words):
        self.page.keyboard.type(words)

    def is_on(self, target):
        return target.evaluate("(each) => each === document.activeElement")

    def to(self, target, key="Tab"):
        """Stop after stop to the target, which must be among the next; each stop is looked at."""
        for stop in range(MOST_STOPS):
            self.press(key)
            seen = self.page.evaluate(FOCUS)
            if not seen and stop < 3:
                continue  # a page that has just come, or the window around it
            assert seen, "the focus is on nothing"
            assert seen["drawn"], f"the focus is not drawn: {seen['name']}"
            assert seen["uncovered"], f"the focus is out of sight: {seen['name']}"
            if self.is_on(target):
                return
        pytest.fail(f"not among the next {MOST_STOPS} stops: {target}")

    def follow(self, target):
        """To a link, and through it."""
        self.to(target)
        with self.page.expect_navigation():
            self.press("Enter")

    def skip_to_the_text(self):
        self.to(self.page.locator(".skip"))
        self.press("Enter")
        self.page.wait_for_function("document.activeElement.matches('main')")

    @property
    def path(self):
        return re.sub(r"^https?://[^/]+", "", self.page.url)


@pytest.fixture
def keyboard_at(open_page):
    """Scrolling is at once, so that what is looked at has arrived."""

    def keyboard_at(path, width=LAPTOP):
        return Keyboard(open_page(path, width=width, reduced_motion="reduce"))

    return keyboard_at


def test_what_happened(keyboard_at):
    reader = keyboard_at("/en/")
    reader.skip_to_the_text()
    reader.follow(reader.page.locator(".lead h2 a"))
    assert reader.path == "/en/news/supreme-state-council-2026/"
    reader.skip_to_the_text()
    mark = reader.page.locator(".prose .mark a").first
    reader.to(mark)
    reader.press("Enter")
    reader.page.wait_for_url(f"**{mark.get_attribute('href')}")
    source = reader.page.locator(f"{mark.get_attribute('href')} b a")
    reader.follow(source)
    assert reader.path.startswith("/en/sources/")


def test_what_is_in_force(keyboard_at):
    reader = keyboard_at("/en/agreements/", PHONE)
    reader.skip_to_the_text()
    reader.to(reader.page.get_by_label("Status on the day"))
    reader.type("03132025")
    reader.to(reader.page.get_by_label("In force or in effect"))
    reader.type("Yes")
    with reader.page.expect_navigation():
        reader.to(reader.page.get_by_role("button", name="Apply"))
        reader.press("Space")
    assert "as_of=2025-03-13" in reader.path
    assert "in_force=yes" in reader.path
    states = reader.page.locator(".register .state").all_inner_texts()
    assert {each.strip("\u2060") for each in states} == {"In force", "In force (reported)"}


def test_what_was_in_force_and_what_was_known(keyboard_at):
    reader = keyboard_at("/en/agreements/security-guarantees/?as_of=2025-03-13", PHONE)
    reader.skip_to_the_text()
    assert reader.page.locator("#as_of").input_value() == "2025-03-13"
    then = reader.page.locator(".asof__known summary")
    reader.to(then)
    reader.press("Space")
    reader.to(reader.page.locator("#known_at"))


def test_what_runs(keyboard_at):
    reader = keyboard_at("/en/", PHONE)
    reader.follow(reader.page.get_by_role("navigation", name="Sections").get_by_text("Railway"))
    reader.skip_to_the_text()
    reader.follow(reader.page.get_by_role("link", name="Vitebsk–Smolensk").first)
    assert reader.path == "/en/routes/vitebsk-smolensk/"
    reader.skip_to_the_text()
    reader.follow(reader.page.get_by_role("link", name="Timetable on its own page"))
    reader.skip_to_the_text()
    day = reader.page.locator(".days a").last
    shown = day.inner_text()
    reader.follow(day)
    assert reader.page.locator(".days b").inner_text().startswith(shown)
    trains = reader.page.locator(".tt-scroll").first
    reader.to(trains)
    reader.to(reader.page.locator(".skip"), key="Shift+Tab")


def test_which_train_next(keyboard_at):
    reader = keyboard_at("/en/journeys/")
    reader.skip_to_the_text()
    reader.to(reader.page.get_by_label("From"))
    reader.type("Vitebsk")
    reader.to(reader.page.get_by_label("To", exact=True))
    reader.type("Smolensk")
    with reader.page.expect_navigation():
        reader.press("Enter")
    assert reader.path.endswith("#answer")
    reader.follow(reader.page.locator(".journey__train a").first)
    assert reader.path.startswith("/en/routes/vitebsk-smolensk/timetable/?on=")
    reader.follow(reader.page.get_by_role("link", name="Next departures from Vitebsk"))
    assert reader.path == "/en/stations/vitebsk/departures/"


def test_how_we_know(keyboard_at):
    reader = keyboard_at("/en/news/supreme-state-council-2026/")
    to_the_citation(reader)
    reader.follow(reader.page.get_by_role("link", name="Permanent link"))
    assert re.fullmatch(r"/en/news/supreme-state-council-2026/versions/\d+/", reader.path)
    to_the_citation(reader)
    reader.follow(reader.page.locator(".beside").get_by_role("link", name="Report a mistake"))
    reader.skip_to_the_text()
    reader.to(reader.page.locator("main form button"))


def to_the_citation(reader):
    """Past two hundred links of a long text, from its opening."""
    reader.skip_to_the_text()
    reader.to(reader.page.locator(".opening").get_by_role("link", name="Cite this version"))
    reader.press("Enter")
