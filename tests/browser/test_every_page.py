"""Every kind of page, as readers with different needs meet it: no fault axe-core knows, nothing cut off, no script needed."""

from urllib.request import Request, urlopen

import pytest

from tests.browser import layout
from tests.browser.axe import OF_COLOUR, show_in
from tests.browser.conftest import LAPTOP, PHONE, Reader
from tests.page_kinds import PAGE_KINDS, page_names

# Every kind of page in each language, and once in each pair of width and scheme; opened three times, not twelve. A further
# scheme of the same page changes its colours alone.
READERS = {"en": (LAPTOP, "light", "dark"), "ru": (PHONE, "dark"), "be": (PHONE, "light")}
MOST_HTML = 14 * 1024  # bytes on the line: what arrives before the first acknowledgement

every_kind = pytest.mark.parametrize("kind", sorted(PAGE_KINDS))


def test_no_kind_of_page_is_left_out():
    assert sorted(page_names() - set(PAGE_KINDS)) == []


@pytest.fixture(scope="module", params=READERS)
def reader(request, browser, site):
    width, *_ = READERS[request.param]
    reader = Reader(browser, site, width=width)
    reader.language = request.param
    yield reader
    reader.context.close()


@every_kind
class TestEveryPage:
    def test_it_can_be_read_by_everybody(self, reader, axe_violations, kind):
        _width, scheme, *further = READERS[reader.language]
        reader.page.emulate_media(color_scheme=scheme)
        page = reader.open(f"/{reader.language}/{PAGE_KINDS[kind]}")
        assert page.locator("html").get_attribute("lang") == reader.language
        assert page.locator("h1").count() == 1
        assert layout.faults(page) == layout.NO_FAULTS
        assert axe_violations(page, also=["target-size"]) == []
        for scheme in further:
            show_in(page, scheme)
            assert axe_violations(page, only=OF_COLOUR) == []
        assert reader.complaints == []


def test_a_fault_would_be_seen(open_page, axe_violations):
    page = open_page("/en/about/")
    page.evaluate("""() => {
      const main = document.querySelector('main');
      main.querySelector('h1').style.color = '#ccc';
      main.append(document.createElement('input'));
    }""")
    assert {each.partition(":")[0] for each in axe_violations(page)} == {"color-contrast", "label"}
    assert [each.partition(":")[0] for each in axe_violations(page, only=OF_COLOUR)] == ["color-contrast"]


@pytest.mark.parametrize("kind", ["home", "article_detail", "journey_search", "timeline"])
def test_its_letters_may_be_twice_as_large_on_a_phone(open_page, kind):
    """As a browser does it that is told to: what is measured in letters counts half as many."""
    page = open_page(f"/be/{PAGE_KINDS[kind]}", width=390 // 2)
    assert page.evaluate(layout.TOO_WIDE) == []


@pytest.fixture(scope="module")
def with_and_without(browser, site):
    """Two readers, one of whom runs no scripts."""
    readers = [Reader(browser, site, width=LAPTOP, javascript=on) for on in (True, False)]
    yield readers
    for reader in readers:
        reader.context.close()


@every_kind
def test_it_says_the_same_without_javascript(with_and_without, kind):
    texts = [
        reader.open(f"/en/{PAGE_KINDS[kind]}").locator("main").inner_text() for reader in with_and_without
    ]
    assert texts[0] == texts[1]
    assert [reader.complaints for reader in with_and_without] == [[], []]


@every_kind
@pytest.mark.parametrize("language", ["en", "ru", "be"])
def test_its_html_is_small_on_the_line(site, kind, language):
    request = Request(
        f"{site.address}/{language}/{PAGE_KINDS[kind]}", headers={"Accept-Encoding": "br, gzip"}
    )
    with urlopen(request) as answer:
        assert len(answer.read()) <= MOST_HTML
