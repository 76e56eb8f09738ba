"""The page of all components, as readers with different needs meet it. Its photographs are kept for whoever wants to look."""

import pytest

from tests.browser import layout
from tests.browser.photographs import is_blank, photograph
from tests.served_site import copy, served

PHONE, TABLET, LAPTOP = 320, 640, 1280
READERS = {
    "phone": ("ru", PHONE, {"dark": True}),
    "laptop": ("en", LAPTOP, {}),
    "dark laptop": ("be", LAPTOP, {"dark": True}),
    "forced colours": ("ru", LAPTOP, {"forced_colors": "active"}),
    "twice the text": ("be", TABLET, {"reduced_motion": "reduce"}),
}
# The same component stands here many times, each with its own landmarks.
MANY_TIMES = ("landmark-unique",)


@pytest.fixture(scope="module")
def development(prepared, tmp_path_factory):
    with served(copy(prepared, tmp_path_factory.mktemp("development")) | {"DEBUG": "1"}) as running:
        yield running


@pytest.mark.parametrize("reader", READERS)
def test_every_component_can_be_read(open_page, development, axe_violations, reader):
    language, width, needs = READERS[reader]
    page = open_page(f"/{language}/design/", site=development, width=width, **needs)
    if reader == "twice the text":
        layout.twice_the_text(page)
    assert layout.faults(page, ".design__state") == layout.NO_FAULTS
    assert [path for path in photograph(page, width, reader) if is_blank(path)] == []
    assert (
        page.evaluate("[...document.images].filter((each) => !each.naturalWidth).map((each) => each.src)")
        == []
    )
    if reader == "phone":
        assert [each for each in axe_violations(page) if not each.startswith(MANY_TIMES)] == []


@pytest.mark.parametrize("fault", [400, 403, 404, 410, 429, 500, 503])
def test_the_page_of_a_fault_can_be_read(open_page, development, axe_violations, fault):
    page = open_page(
        f"/ru/design/{fault}/", site=development, width=PHONE, dark=True, status=fault, expected=str(fault)
    )
    assert layout.faults(page) == layout.NO_FAULTS
    assert axe_violations(page) == []
