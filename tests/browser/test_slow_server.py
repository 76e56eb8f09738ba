"""What is pressed or typed at the desk while the server is still answering: nothing is sent twice, and no late answer takes
the place of what came after."""

from contextlib import suppress

import pytest
from playwright.sync_api import Error

from tests.served_site import manage

NEW_THING, NEW_SOURCE = "**/references/new/**", "**/references/new/source/**"


class Held:
    """Requests to an address that wait until they are told to go on."""

    def __init__(self, page, address, method="POST"):
        self.page = page
        self.waiting = []
        page.route(
            address,
            lambda route: self.waiting.append(route) if route.request.method == method else route.continue_(),
        )

    def wait(self, many=1):
        for _turn in range(200):
            if len(self.waiting) >= many:
                return
            self.page.wait_for_timeout(20)
        raise AssertionError(f"{len(self.waiting)} of {many} were asked within four seconds.")

    def go_on(self):
        self.wait()
        with suppress(Error):  # the page no longer wants it
            self.waiting.pop(0).continue_()
        # Heard, and what follows from it done.
        self.page.wait_for_load_state("networkidle")
        self.page.wait_for_timeout(100)


def count(site, model):
    words = f"from news.models import {model}; print({model}.objects.count())"
    return int(manage(site.environment, "shell", "--verbosity=0", "--command", words))


@pytest.fixture
def draft(site_to_edit, signed_in):
    page = signed_in(site_to_edit)
    page.goto("/admin/news/article/")
    page.click("#result_list tbody th a >> nth=0")
    page.click("section[aria-labelledby=language-en] button[value=update]")
    page.locator("[data-for=id_body] .cm-content").wait_for()
    return page


def test_a_double_click_begins_one_article(signed_in, site_to_edit):
    page = signed_in(site_to_edit)
    page.goto("/admin/news/article/add/")
    page.fill("#id_headline", "Trains run")
    page.select_option("#id_language", "en")
    page.select_option("#id_kind", "explainer")
    before = count(site_to_edit, "Article")
    page.dblclick("text=Begin writing", delay=20, no_wait_after=True)
    page.wait_for_url("**/articleversion/*/change/")
    assert count(site_to_edit, "Article") == before + 1


class TestNewSource:
    def ask(self, page, **filled):
        page.click(".field-body .toolbar >> text=Source note")
        page.click("dialog >> text=New source…")
        page.locator("dialog form.short").wait_for()
        for name, value in filled.items():
            page.fill(f"dialog #id_{name}", value)
        page.select_option("dialog #id_grade", "c")

    def test_pressed_twice_is_saved_once(self, draft, site_to_edit):
        before = count(site_to_edit, "Source")
        self.ask(draft, publisher_en="Zvezda")
        held = Held(draft, NEW_THING)
        draft.dblclick("dialog >> text=Save and insert")
        held.wait()
        draft.wait_for_timeout(100)
        assert len(held.waiting) == 1
        held.go_on()
        assert "[^zvezda]" in draft.input_value("#id_body")
        assert count(site_to_edit, "Source") == before + 1

    def test_what_is_typed_while_it_is_checked_stays(self, draft):
        self.ask(draft, publisher_en="Zvezda", published_on="2026-03-02", accessed_on="2026-03-01")
        held = Held(draft, NEW_THING)
        draft.click("dialog >> text=Save and insert")
        held.wait()
        draft.fill("dialog #id_title", "Two lines")
        held.go_on()
        assert "before it was published" in draft.inner_text("dialog .errors .errorlist")
        assert draft.input_value("dialog #id_title") == "Two lines"
        assert draft.input_value("dialog #id_publisher_en") == "Zvezda"

    def test_an_answer_after_it_was_closed_goes_nowhere(self, draft):
        body = draft.input_value("#id_body")
        self.ask(draft, publisher_en="Zvezda")
        held = Held(draft, NEW_THING)
        draft.click("dialog >> text=Save and insert")
        held.wait()
        draft.keyboard.press("Escape")
        draft.click(".field-claimed .toolbar >> text=Source note")
        claimed = draft.input_value("#id_claimed")
        held.go_on()
        assert draft.locator("dialog[open] #lookup-q").is_visible()
        assert (draft.input_value("#id_body"), draft.input_value("#id_claimed")) == (body, claimed)

    def test_a_form_that_comes_late_leaves_another_alone(self, draft):
        held = Held(draft, NEW_SOURCE, method="GET")
        draft.click(".field-body .toolbar >> text=Source note")
        draft.click("dialog >> text=New source…")
        held.wait()
        draft.keyboard.press("Escape")
        draft.click(".field-body .toolbar >> text=Figure")
        draft.click("dialog >> text=New figure…")
        draft.fill("dialog #id_name_en", "Trains a week")
        held.go_on()
        assert draft.input_value("dialog #id_name_en") == "Trains a week"


class TestPreviewLink:
    def test_who_writes_on_is_left_where_they_write(self, draft):
        held = Held(draft, "**/preview-links/")
        draft.fill("#link-for-whom", "A. Expert")
        draft.dblclick(".links__form button")
        held.wait()
        assert len(held.waiting) == 1
        draft.fill("#link-for-whom", "Another")
        draft.click("#id_headline")
        held.go_on()
        assert draft.locator(".links__open").count() == 1
        assert draft.input_value("#link-for-whom") == "Another"
        assert draft.evaluate("document.activeElement.id") == "id_headline"
