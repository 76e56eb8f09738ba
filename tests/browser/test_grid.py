"""The grid of a timetable in a real browser: both routes entered by hand, by keys, and the same without JavaScript."""

import re
from dataclasses import dataclass, field

import pytest

from tests.browser.conftest import LAPTOP, PHONE
from tests.served_site import manage

# A practised typist makes 200 keystrokes a minute; somebody who reads times from a paper, half of them.
KEYS_A_MINUTE = 100
MINUTES = 10
# Invented, as the sample timetables are. Of each route: its pattern (run, stand), the first trains, the minutes of the turn.
LINES = {
    "vitebsk-smolensk": {
        "pattern": [
            ("liozno", "41", ""),
            ("zaolsha", "17", "14"),
            ("rudnya", "22", ""),
            ("smolensk", "65", ""),
        ],
        "trains": [("6201", "0640"), ("6203", "1210"), ("6205", "1745")],
        "turn": "45",
    },
    "orsha-smolensk": {
        "pattern": [("osinovka", "34", "12"), ("krasnoye", "12", ""), ("smolensk", "46", "")],
        "trains": [("6301", "0610"), ("6303", "1305"), ("6305", "1750")],
        "turn": "30",
    },
}
GRID = "**/grid/"
PASTE = """
(text) => {
  const clipboardData = new DataTransfer();
  clipboardData.setData("text/plain", text);
  const paste = new ClipboardEvent("paste", { clipboardData, bubbles: true, cancelable: true });
  document.activeElement.dispatchEvent(paste);
}
"""
COUNT = """
from routes.models import Timetable
for one in Timetable.objects.filter(is_sample=False).order_by("route__slug"):
    trips = one.trips.order_by("direction", "number")
    calls = {(trip.direction, trip.number): [
        (time.station.slug, time.arrival // 60, time.departure // 60) for time in trip.stop_times.order_by("sequence")
    ] for trip in trips}
    print(one.route.slug, one.state, calls)
"""


@dataclass
class Typist:
    """Counts what is pressed; a choice by the mouse counts as much as five keys."""

    page: object
    keys: int = field(default=0)

    def type(self, text):
        self.page.keyboard.type(text)
        self.keys += len(text)

    def press(self, *keys):
        for key in keys:
            self.page.keyboard.press(key)
            self.keys += key.count("+") + 1

    def click(self, selector):
        self.page.click(selector)
        self.keys += 5

    @property
    def minutes(self):
        return self.keys / KEYS_A_MINUTE


def field_of(page, prefix, slug):
    """The field of a station, found by the name that stands beside it."""
    row = page.locator("table.grid").nth(int(prefix[1])).locator("tbody tr", has_text=re.compile(slug, re.I))
    return row.locator("input").first


def settled(page):
    """The server has read what was typed."""
    page.wait_for_selector("form[data-looking]", state="detached")


def new_version(page):
    """From the timetable that is published into the grid of its draft, which moves by keys once its script has run."""
    page.goto("/admin/routes/timetable/1/change/")
    page.click("text=New version")
    page.wait_for_url(GRID)


def begin(page, typist, slug):
    """From the route's own page: a new timetable with its days, and so into the grid."""
    page.goto("/admin/routes/route/")
    page.click(f"th >> text={slug}")
    typist.click("text=Enter a timetable")
    typist.click("#id_valid_from")
    typist.type("2027-01-01")
    typist.press("Tab")
    page.focus("#id_valid_until")
    typist.type("2027-12-11")
    typist.click("[name=_save]")
    page.wait_for_url(GRID)
    assert page.locator("table.grid").count() == 2


def enter(page, typist, line):
    for slug, run, stand in line["pattern"]:
        target = field_of(page, "d0", slug)
        if run:
            target.focus()
            typist.type(run)
            typist.press("Tab")
            typist.type(stand)
            typist.press("Tab")
    page.focus("#id_d0-t0-number")
    for number, first in line["trains"]:
        typist.type(number)
        typist.press("Enter")
        typist.type(first)
        typist.press("Control+Enter")
    # A hand is slower than this: the server's answer would take the place of what is being clicked.
    settled(page)
    page.select_option("#id_copy-train", "0-all")
    page.fill("#id_copy-minutes", "")
    typist.click("#id_copy-minutes")
    typist.type(line["turn"])
    typist.click("#id_copy-back")
    settled(page)
    with page.expect_navigation():
        typist.click("button[value=copy]")
    typist.press("Control+s")
    page.wait_for_selector(".messagelist")
    assert "The grid is kept in the draft." in page.inner_text(".messagelist")


def test_both_routes_are_entered_in_minutes(signed_in, site_to_edit):
    page = signed_in(site_to_edit)
    page.on("dialog", lambda dialog: dialog.accept())
    typist = Typist(page)
    for slug, line in LINES.items():
        begin(page, typist, slug)
        enter(page, typist, line)
    said = manage(site_to_edit.environment, "shell", "-v0", "-c", COUNT)
    first, second = said.strip().splitlines()
    assert first.startswith("orsha-smolensk draft")
    assert len(re.findall(r"\(\d, '\d+'\)", said)) == 12
    assert "(0, '6305'): [('orsha', 1070, 1070), ('osinovka', 1104, 1116), ('krasnoye', 1128, 1128)" in first
    assert "('smolensk', 1174, 1174)]" in first
    assert (
        "(1, '6302'): [('smolensk', 504, 504), ('krasnoye', 550, 550), ('osinovka', 562, 574), ('orsha', 608, 608)]"
        in first
    )
    assert "(0, '6201'): [('vitebsk', 400, 400), ('liozno', 441, 441), ('zaolsha', 458, 472)" in second
    assert typist.minutes < MINUTES, typist.keys


def test_it_moves_like_a_spreadsheet_and_loses_nothing(signed_in, site_to_edit, axe_violations):
    page = signed_in(site_to_edit, bypass_csp=True)
    page.on("dialog", lambda dialog: dialog.accept())
    new_version(page)

    def here():
        return page.evaluate("document.activeElement.getAttribute('aria-label')")

    page.focus("#id_d0-t0-number")
    page.keyboard.press("Enter")
    assert here() == "S 1, Vitebsk"
    page.keyboard.press("ArrowDown")
    assert here() == "S 1, Liozno"
    page.keyboard.press("ArrowRight")
    assert here().endswith(", Liozno")
    assert not here().startswith("S 1,")
    page.keyboard.press("Control+Enter")
    assert here() == "Number of train 3"
    # A wrong time is marked, and what is typed while the server reads stays.
    page.focus("#id_d0-t0-number")
    page.keyboard.press("Enter")
    page.keyboard.press("ArrowDown")
    page.keyboard.type("noon")
    page.keyboard.press("Enter")
    page.keyboard.type("0799")
    settled(page)
    page.keyboard.press("Enter")
    settled(page)
    wrong = page.locator(".grid__cell--wrong input")
    assert wrong.evaluate_all("all => all.map((one) => one.value)") == ["noon", "0799"]
    assert axe_violations(page) == []
    # A block is pasted where one stands.
    page.locator(".grid__cell--wrong input").first.focus()
    page.evaluate(PASTE, "7:21\n7:38/7:52\n")
    page.wait_for_function("document.querySelectorAll('.grid__cell--wrong').length === 0")
    # One with names goes to the server and is marked.
    page.evaluate(PASTE, "\tS 9\nВитебск\t9:00\nСмоленск\t11:30\n")
    page.wait_for_selector(".grid__cell--new")
    assert page.locator(".grid__cell--new").count() == 2


class SlowServer:
    """Answers what the grid asks while it is filled only when it is told to."""

    def __init__(self, page):
        self.page = page
        self.held = []
        page.route(GRID, self.hold)

    def hold(self, route):
        if route.request.resource_type == "fetch":
            self.held.append(route)
        else:
            route.continue_()

    def answer(self):
        """The oldest question; a page that asks none fails the test."""
        for _turn in range(200):
            if self.held:
                break
            self.page.wait_for_timeout(20)
        with self.page.expect_response(GRID):
            self.held.pop(0).continue_()


def test_what_is_half_typed_is_no_time_yet(signed_in, site_to_edit):
    page = signed_in(site_to_edit)
    page.on("dialog", lambda dialog: dialog.accept())
    new_version(page)
    server = SlowServer(page)
    here = "document.activeElement.value"
    page.focus("#id_d0-t2-number")
    page.keyboard.type("6205")
    page.keyboard.press("Control+Enter")
    page.keyboard.type("6207")
    page.keyboard.press("Enter")
    page.keyboard.type("121")
    # Asked once more, the server would read 1:21, and fill the train from there.
    server.answer()
    settled(page)
    # Nor does somebody leave a field who looks into another window.
    page.evaluate("document.activeElement.dispatchEvent(new FocusEvent('focusout', { bubbles: true }))")
    assert (page.evaluate(here), server.held) == ("121", [])
    page.keyboard.type("0")
    page.keyboard.press("Control+Enter")
    # Typed to its end while the server read the column before, it is read when it is left.
    page.keyboard.type("6209")
    page.keyboard.press("Enter")
    page.keyboard.type("1530")
    server.answer()
    settled(page)
    assert (page.evaluate(here), server.held) == ("1530", [])
    page.keyboard.press("Enter")
    server.answer()
    settled(page)
    rows = page.locator("table.grid").first.locator("tbody tr")
    for column, first in ((5, "12:10"), (6, "15:30")):
        times = [rows.nth(row).locator("td").nth(column).locator("input").input_value() for row in (0, 1)]
        assert times[0] == first
        assert times[1].startswith((first[:2], f"{int(first[:2]) + 1}")), times
    assert page.locator(".grid__cell--wrong").count() == 0


def test_beyond_the_last_column_the_next_one_comes(signed_in, site_to_edit):
    page = signed_in(site_to_edit)
    page.on("dialog", lambda dialog: dialog.accept())
    new_version(page)
    server = SlowServer(page)
    last = page.locator("[name='d0-count']").input_value()
    page.focus("#id_d0-t2-number")
    for number in range(2, int(last)):
        page.keyboard.type(f"62{number}")
        page.keyboard.press("Enter")
        page.keyboard.type("1530")
        page.keyboard.press("Control+Enter")
    assert page.evaluate("document.activeElement === document.body")
    server.answer()
    server.answer()
    settled(page)
    assert page.evaluate("document.activeElement.id") == f"id_d0-t{last}-number"


@pytest.mark.parametrize(("width", "dark"), [(LAPTOP, True), (PHONE, False)])
def test_without_javascript(signed_in, site_to_edit, axe_violations, width, dark):
    page = signed_in(site_to_edit, javascript=False, width=width, dark=dark)
    new_version(page)
    page.fill("#id_d0-t3-number", "S 7")
    field_of_train = page.locator("table.grid").first.locator("tbody tr").first.locator("input").nth(3)
    field_of_train.fill("2330")
    page.click("button[value=keep]")
    page.wait_for_load_state()
    assert "Nothing is kept yet: look at what was read, then keep it." in page.inner_text("[role=status]")
    assert (
        "+1"
        in page.locator("table.grid").first.locator("tbody tr").last.locator("input").nth(4).input_value()
    )
    page.click("button[value=keep]")
    assert "The grid is kept in the draft." in page.inner_text(".messagelist")
    page.fill("#id_paste", "\tS 9\nLiozno\tnoon\n")
    page.click("button[value=paste]")
    page.locator(".error-summary li").first.wait_for()
    assert page.input_value("#id_paste").startswith("\tS 9")
    page.click("text=What changes, and publish…")
    page.wait_for_load_state()
    assert re.search(
        r"S 7 is new: leaves Vitebsk at 23:30, arrives at Smolensk at \d\d:\d\d\+1; daily.",
        page.inner_text("main, #content"),
    )
    page.click("text=Publish the timetable")
    assert "The timetable is published." in page.inner_text(".messagelist")


def test_a_file_with_a_station_that_the_route_does_not_have(signed_in, site_to_edit, axe_violations):
    page = signed_in(site_to_edit, width=PHONE, dark=True, bypass_csp=True)
    page.on("dialog", lambda dialog: dialog.accept())
    new_version(page)
    rows = ";S 9\nВитебск;9:00\nЛиозна;9:40\nЯрцево;10:20\nСмоленск;11:30\n"
    page.set_input_files("#id_file", {"name": "t.csv", "mimeType": "text/csv", "buffer": rows.encode()})
    page.click("button[value=paste]")
    page.wait_for_load_state()
    page.click("text=The block is not in the grid yet")
    assert page.evaluate("document.activeElement.name") == "unknown-0-meant"
    assert page.locator("select[name$=-meant] option:checked").all_inner_texts() == [
        "Liozno",
        "a new station, added to this route",
    ]
    assert axe_violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE
    page.click("button[value=stations]")
    page.wait_for_load_state()
    new = page.locator(".grid__cell--new input").evaluate_all("all => all.map((one) => one.value)")
    assert new == ["09:00", "09:40", "10:20", "11:30"]


@pytest.mark.parametrize(("width", "dark"), [(LAPTOP, False), (PHONE, True)])
def test_the_pages_can_be_used_by_everybody(signed_in, site_to_edit, axe_violations, width, dark):
    page = signed_in(site_to_edit, width=width, dark=dark, bypass_csp=True)
    new_version(page)
    draft = page.url.removesuffix("grid/")
    found = {}
    for name in ("grid", "days", "publish"):
        page.goto(f"{draft}{name}/")
        if name == "days":
            page.select_option("#id_preset", "80")
            settled(page)
            assert "Fridays and Sundays" in page.inner_text(".days-said")
        if wrong := axe_violations(page):
            found[name] = wrong
        if (wide := page.evaluate("document.documentElement.scrollWidth")) > width:
            found[f"{name} width"] = wide
    assert found == {}
