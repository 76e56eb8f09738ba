"""Charts in a real browser: words stand where they were meant to, in the page's own font, and everybody can read the page."""

import pytest

from tests.browser.conftest import LAPTOP, PHONE

FIGURE = "figures/trade-turnover-belarusian-side/"
TIMELINE = "timeline/?kind=agreements&kind=railway&from=1996&to=2026"
# Words of the drawings that a reader sees: the corners of each, and of the drawing it stands on.
WORDS = """() => [...document.querySelectorAll("svg.chart, svg.lanes")].filter(svg => svg.checkVisibility()).map(svg => ({
  paper: svg.getBoundingClientRect().toJSON(),
  words: [...svg.querySelectorAll("text")].map(each => [each.textContent, each.getBoundingClientRect().toJSON()]),
}))"""


@pytest.mark.parametrize(
    ("language", "width", "dark"), [("en", LAPTOP, True), ("ru", PHONE, False), ("be", 320, True)]
)
@pytest.mark.parametrize("path", [FIGURE, TIMELINE])
def test_words_of_charts_are_whole_apart_and_large_enough(
    open_page, axe_violations, path, language, width, dark
):
    page = open_page(f"/{language}/{path}", width=width, dark=dark)
    page.evaluate("document.fonts.ready")
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    [drawing] = page.evaluate(WORDS)
    paper, words = drawing["paper"], drawing["words"]
    for index, (text, box) in enumerate(words):
        assert paper["left"] - 1 <= box["left"] < box["right"] <= paper["right"] + 1, text
        for other, far in words[:index]:
            # Boxes of letters are taller than letters: sideways they may not touch at all.
            beside = box["right"] <= far["left"] or far["right"] <= box["left"]
            over = box["top"] + 3 >= far["bottom"] or far["top"] + 3 >= box["bottom"]
            assert beside or over, (text, other)
    scale = paper["width"] / page.evaluate(
        "[...document.querySelectorAll('svg.chart, svg.lanes')].find(svg => svg.checkVisibility()).viewBox.baseVal.width"
    )
    assert 12 * scale >= 10.5
    page.evaluate("document.querySelectorAll('main details').forEach(each => (each.open = true))")
    assert axe_violations(page) == []


def test_a_reader_narrows_the_line_without_javascript(open_page):
    page = open_page("/en/timeline/", javascript=False, width=PHONE)
    page.get_by_label("Agreements: end").check()
    page.get_by_label("To", exact=True).select_option("1997")
    page.get_by_role("button", name="Apply").click()
    assert page.get_by_role("status").inner_text() == "1 entry"
    page.get_by_role("link", name="Remove To: 1997").click()
    assert page.get_by_role("status").inner_text() == "3 entries"
    page.get_by_text("The same as a table").click()
    page.get_by_role("table", name="Entries by time and kind").get_by_role("link", name="2000").click()
    assert page.get_by_role("status").inner_text() == "2 entries"
    assert page.url.endswith("?kind=ended&from=2000&to=2000")
