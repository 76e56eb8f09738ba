"""Every kind of page, as readers with different needs meet it: no fault axe-core knows, nothing cut off, no script needed."""

from urllib.request import Request, urlopen

import pytest

from tests.browser import layout
from tests.page_kinds import PAGE_KINDS, page_names

PHONE, LAPTOP = 360, 1280
# Every kind of page in each language and scheme, in one of two widths; opened three times, not twelve.
READERS = [("en", LAPTOP, False), ("ru", PHONE, True), ("be", PHONE, False)]
OF_COLOUR = ["color-contrast", "link-in-text-block"]  # what a scheme changes
MOST_HTML = 14 * 1024  # bytes on the line: what arrives before the first acknowledgement

every_kind = pytest.mark.parametrize("kind", sorted(PAGE_KINDS))


def test_no_kind_of_page_is_left_out():
    assert sorted(page_names() - set(PAGE_KINDS)) == []


@every_kind
@pytest.mark.parametrize(("language", "width", "dark"), READERS)
class TestEveryPage:
    def test_it_can_be_read_by_everybody(self, open_page, axe_violations, kind, language, width, dark):
        page = open_page(f"/{language}/{PAGE_KINDS[kind]}", width=width, dark=dark)
        assert page.locator("html").get_attribute("lang") == language
        assert page.locator("h1").count() == 1
        assert layout.faults(page) == layout.NO_FAULTS
        assert axe_violations(page, also=["target-size"]) == []
        page.emulate_media(color_scheme="light" if dark else "dark")
        assert axe_violations(page, only=OF_COLOUR) == []


@every_kind
def test_it_says_the_same_without_javascript(open_page, kind):
    texts = [
        open_page(f"/en/{PAGE_KINDS[kind]}", javascript=on).locator("main").inner_text()
        for on in (True, False)
    ]
    assert texts[0] == texts[1]


@every_kind
@pytest.mark.parametrize("language", ["en", "ru", "be"])
def test_its_html_is_small_on_the_line(site, kind, language):
    request = Request(
        f"{site.address}/{language}/{PAGE_KINDS[kind]}", headers={"Accept-Encoding": "br, gzip"}
    )
    with urlopen(request) as answer:
        assert len(answer.read()) <= MOST_HTML
