"""An editor enters a whole treaty: the status appears while they type, a wrong order is refused, a proposal is taken."""

import pytest

from tests.browser.conftest import PHONE
from tests.browser.store import kept_here
from tests.served_site import ROLES

ADD = "/admin/news/agreement/add/"
SOURCE = "kremlin-79225"


@pytest.fixture
def entering(site_to_edit, signed_in):
    """The empty form, open to somebody with the role of an editor."""

    def entering(**options):
        page = signed_in(site_to_edit, ROLES["editor"], **options)
        page.goto(ADD)
        return page

    return entering


def begin(page):
    for name, value in {"number": "A 90", "slug": "test-treaty", "name_en": "A treaty of the test"}.items():
        page.fill(f"#id_{name}", value)
    choices = {"family": "treaty", "designation": "treaty", "consent_mode": "ratification"}
    for name, value in (choices | {"entry_into_force_rule": "on_exchange"}).items():
        page.select_option(f"#id_{name}", value)


def action(page, row, kind, day, source=SOURCE):
    page.select_option(f"#id_entered-{row}-type", kind)
    page.fill(f"#id_entered-{row}-dated_on", day)
    page.fill(f"#id_entered-{row}-evidence-0-source", source)


def test_a_treaty_from_its_title_to_its_readers(entering):
    page = entering()
    begin(page)
    for row, state in enumerate(("russia", "belarus")):
        page.click("#participations-group .add-row a")
        page.select_option(f"#id_participations-{row}-actor", state)
    page.click("#titles-group .add-row a")
    page.select_option("#id_titles-0-kind", "official")
    page.fill("#id_titles-0-language", "ru")
    page.fill("#id_titles-0-text", "Договор испытания")
    page.fill("#id_titles-0-source", SOURCE)

    action(page, 0, "signed", "06.12.2024", source="")
    page.click("#id_entered-0-evidence-0-source")
    page.keyboard.insert_text("Supreme State Council")  # at once: no list of fewer letters comes before
    page.locator("#entered-0-evidence-0 [role=option]").first.wait_for()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    outlook = page.locator(".outlook__told")
    outlook.get_by_text("Signed, awaiting consent (0 of 2)").wait_for()

    page.click("#entered-group .add-row a")
    action(page, 1, "instrument_of_ratification_exchanged", "01.12.2024")
    outlook.get_by_text("Rule 2: A State cannot consent before it signs.").wait_for()
    page.click("input[name=_save]")
    assert "Rule 2" in page.inner_text("#entered-1")
    assert page.input_value("#id_titles-0-text") == "Договор испытания"

    page.fill("#id_entered-1-dated_on", "13.03.2025")
    outlook.get_by_text("Enters into force, 13 March 2025").wait_for()
    outlook.locator("[name=_take]:enabled").click()
    assert page.input_value("#id_entered-2-dated_on") == "2025-03-13"
    page.fill("#id_entered-2-evidence-0-source", SOURCE)
    outlook.get_by_text("In force (reported)").wait_for()
    page.click("input[name=_save]")
    assert "In force (reported)" in page.inner_text("#outlook")
    page.goto("/en/agreements/test-treaty/")
    assert "In force (reported)" in page.inner_text(".status")
    assert "Договор испытания" in page.inner_text("main")


def test_without_scripts_nothing_is_lost(entering):
    page = entering(javascript=False)
    begin(page)
    action(page, 0, "signed", "2024")
    page.click("button[name=_more][value=entered]")
    action(page, 1, "law_signed", "2025")
    page.click("button[name=_check]")
    assert "Which State did this at home?" in page.inner_text("#entered-1")
    assert page.input_value("#id_entered-0-evidence-0-source") == SOURCE
    assert page.input_value("#id_name_en") == "A treaty of the test"


def test_what_was_typed_in_rows_comes_back(entering):
    page = entering()
    begin(page)
    page.click("#entered-group .add-row a")
    page.click("#entered-1 [data-add-row]")
    page.fill("#id_entered-1-evidence-1-source", SOURCE)
    kept_here(page, SOURCE)
    page.goto("/admin/")
    page.goto(ADD)
    page.click(".unkept button >> nth=0")
    assert page.input_value("#id_entered-1-evidence-1-source") == SOURCE
    assert page.input_value("#id_slug") == "test-treaty"


@pytest.mark.parametrize(("width", "dark"), [(1280, False), (PHONE, True)])
def test_everybody_can_enter_one(entering, axe_violations, width, dark):
    page = entering(width=width, dark=dark, bypass_csp=True)
    begin(page)
    action(page, 0, "signed", "2090")
    page.locator(".outlook__refused").wait_for()
    found = axe_violations(page)
    page.goto("/admin/news/agreement/import/")
    assert found + axe_violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width
