"""Takes the pictures of docs/editing.md: the desk as its people meet it, from the real site with its real content.

`make guide` runs it; `python -m tests.guide grid` takes one. Each picture is one function: who is signed in, what
they do, what is shown.
"""

import io
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, Page, sync_playwright

from tests.served_site import PASSWORD, ROLES, Site, prepare, served, settings_in
from workbench import chromium
from workbench.environment import ROOT

FOLDER = ROOT / "docs" / "editing"
WIDTH, HEIGHT = 1200, 760  # CSS pixels
ARTICLE = "Two suburban lines across the border"

Desk = Callable[..., Page]
PICTURES: dict[str, Callable[[Desk], Page]] = {}


def picture(function: Callable[[Desk], Page]) -> Callable[[Desk], Page]:
    PICTURES[function.__name__.removeprefix("a_").rstrip("_")] = function
    return function


def main() -> None:
    FOLDER.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as folder, _browser() as browser:
        prepare(Path(folder))
        with served(settings_in(Path(folder))) as site:
            desk = _desk_of(site, browser)
            for place, (name, take) in enumerate(PICTURES.items(), start=1):
                if sys.argv[1:] and name not in sys.argv[1:]:
                    continue
                print(f"{place} of {len(PICTURES)}: {name}")
                page = take(desk)
                _save(page.screenshot(animations="disabled"), FOLDER / f"{name}.webp")


@contextmanager
def _browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=chromium.ensure(), args=chromium.ARGUMENTS)
        yield running
        running.close()


def _desk_of(site: Site, browser: Browser) -> Desk:
    """`desk("author")` -> that person's browser on the desk; the same one when asked again."""
    pages: dict[str, Page] = {}

    def desk(role: str) -> Page:
        if role not in pages:
            page = browser.new_page(base_url=site.address, viewport={"width": WIDTH, "height": HEIGHT})
            page.goto("/admin/")
            page.fill("[name=username]", ROLES[role])
            page.fill("[name=password]", PASSWORD)
            page.click("[type=submit]")
            pages[role] = page
        page = pages[role]
        page.goto("/admin/")
        return page

    return desk


def _save(png: bytes, path: Path) -> None:
    with Image.open(io.BytesIO(png)) as shot:
        shot.save(path, "WEBP", quality=78, method=6)


def _article(page: Page) -> None:
    page.goto("/admin/news/article/")
    page.get_by_role("link", name=ARTICLE).first.click()


def _text(page: Page) -> None:
    page.locator("[data-for=id_body] .cm-content").wait_for()
    page.locator("[data-for=id_body] .chip").first.wait_for()


# The pictures, in the order in which one lives through them. -----------------------------------------------


@picture
def begin(desk: Desk) -> Page:
    page = desk("author")
    page.click("text=Write an article")
    page.fill("#id_headline", "First trains from Smolensk to Vitebsk")
    return page


@picture
def write(desk: Desk) -> Page:
    page = desk("author")
    _article(page)
    page.click("section[aria-labelledby=language-en] button[value=update]")
    _text(page)
    return page


@picture
def cite(desk: Desk) -> Page:
    page = desk("author")
    page.get_by_role("link", name=ARTICLE).first.click()
    _text(page)
    page.locator("[data-for=id_body] .cm-content").click()
    page.keyboard.press("Control+End")
    page.keyboard.type("\n\nThe railway said so.[^ria")
    page.locator("[data-for=id_body] .cm-tooltip-autocomplete").wait_for()
    return page


def _without_what_was_tried(page: Page) -> None:
    """The picture before this one left a line half typed, which the page rightly offers."""
    page.locator("[data-unkept-texts] button:visible:text-is('Drop it')").click()
    page.locator("[data-unkept-texts] button:visible:text-is('Undo')").wait_for()
    # Until one leaves the page it can be undone.
    address = page.url
    page.goto("/admin/")
    page.goto(address)
    _text(page)


@picture
def preview(desk: Desk) -> Page:
    page = desk("author")
    page.get_by_role("link", name=ARTICLE).first.click()
    _text(page)
    _without_what_was_tried(page)
    page.click("button:text-is('Preview')")
    page.frame_locator("iframe").locator("h1").wait_for()
    page.mouse.wheel(0, 120)
    return page


@picture
def send(desk: Desk) -> Page:
    page = desk("author")
    page.get_by_role("link", name=ARTICLE).first.click()
    _text(page)
    page.locator("[data-for=id_body] .cm-content").click()
    page.keyboard.press("Control+End")
    page.keyboard.type(" Nothing else is known.")
    page.click("button[name=_act][value=submit]")
    return page


@picture
def review(desk: Desk) -> Page:
    page = desk("publisher")
    page.get_by_role("link", name=ARTICLE).first.wait_for()
    return page


@picture
def publish(desk: Desk) -> Page:
    page = desk("publisher")
    page.get_by_role("link", name=ARTICLE).first.click()
    _text(page)
    page.fill("#id_publish_at", "2027-04-02T09:00")
    page.locator(".acts").scroll_into_view_if_needed()
    return page


@picture
def translate(desk: Desk) -> Page:
    page = desk("publisher")
    page.get_by_role("link", name=ARTICLE).first.click()
    page.click("button[name=_act][value=publish]")
    page.goto("/admin/news/articleversion/translations/")
    page.get_by_role("link", name="Side by side").first.click()
    return page


@picture
def a_picture(desk: Desk) -> Page:
    page = desk("editor")
    page.goto("/admin/news/image/")
    page.click("#result_list tbody th a >> nth=0")
    page.locator(".focal__crops canvas").nth(1).wait_for()  # drawn once the picture has come
    page.locator(".focal").evaluate("place => place.scrollIntoView({block: 'center'})")
    return page


@picture
def agreement(desk: Desk) -> Page:
    page = desk("editor")
    page.goto("/admin/news/agreement/add/")
    for name, value in {"number": "A 90", "slug": "a-treaty", "name_en": "A treaty"}.items():
        page.fill(f"#id_{name}", value)
    for name, value in {"consent_mode": "ratification", "entry_into_force_rule": "on_exchange"}.items():
        page.select_option(f"#id_{name}", value)
    page.select_option("#id_family", "treaty")
    for row, state in enumerate(("russia", "belarus")):
        page.click("#participations-group .add-row a")
        page.select_option(f"#id_participations-{row}-actor", state)
    page.click("#entered-group .add-row a")
    acts = ("signed", "06.12.2024"), ("instrument_of_ratification_exchanged", "13.03.2025")
    for row, (kind, day) in enumerate(acts):
        page.select_option(f"#id_entered-{row}-type", kind)
        page.fill(f"#id_entered-{row}-dated_on", day)
        page.fill(f"#id_entered-{row}-evidence-0-source", "kremlin-79225")
    page.locator("[name=_take]:enabled").wait_for()
    page.locator("#entered-group").scroll_into_view_if_needed()
    page.evaluate("document.querySelector('#entered-group').scrollIntoView()")
    return page


@picture
def import_(desk: Desk) -> Page:
    page = desk("editor")
    page.goto("/admin/news/agreement/import/")
    rows = (
        "agreement;type;actor;date;sources;reason",
        "A 10;signed;;06.12.2024;kremlin-79225;",
        "A 10;registered_un;;11.2025;kremlin-79225;",
        "A 10;enters_into_force;;01.12.2024;kremlin-79225;read again",
        "A 11;law_signed;;2026;kremlin-79225;",
    )
    file = {"name": "actions.csv", "mimeType": "text/csv", "buffer": "\n".join(rows).encode()}
    page.set_input_files("#import-files", files=[file])
    page.click("text=See what it would do")
    page.locator(".import__rows").wait_for()
    return page


@picture
def grid(desk: Desk) -> Page:
    page = desk("editor")
    page.goto("/admin/routes/timetable/?is_sample__exact=1")
    page.locator("#result_list tbody th a", has_text="sample").last.click()
    page.click("text=New version")
    page.locator("#id_d0-t3-number").click()
    page.keyboard.type("S 7")
    page.keyboard.press("Enter")
    page.keyboard.type("2140")
    page.keyboard.press("Enter")
    page.locator(".grid__cell--new").first.wait_for()
    page.keyboard.press("Control+Enter")
    page.locator(".grid-told").scroll_into_view_if_needed()
    page.evaluate("document.querySelector('.grid-told').scrollIntoView()")
    return page


@picture
def audit(desk: Desk) -> Page:
    page = desk("publisher")
    page.goto("/admin/news/auditentry/")
    return page


if __name__ == "__main__":
    main()
