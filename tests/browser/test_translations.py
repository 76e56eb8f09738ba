"""A translation that is behind, in a real browser: what readers see, the page beside the original, and "still correct"."""

import pytest

from tests.browser.conftest import LAPTOP, PHONE
from tests.browser.store import kept_here
from tests.served_site import DATABASE, copy, manage

DESK = "/admin/news/articleversion/translations/"
READERS = "/ru/news/goods-of-the-union-state/"
# The English text goes on: a paragraph is changed and one is put in; the Russian and Belarusian ones stay.
GOES_ON = """
from django.contrib.auth import get_user_model
from news import publishing
from news.models import Article
user = get_user_model().objects.get(username="editor")
draft = publishing.new_draft(Article.objects.get(slug="goods-of-the-union-state"), "en", by=user, act="update")
first, *rest = draft.body.split("\\n\\n")
more = "A paragraph more.[^kremlin-79225]"
draft.body = "\\n\\n".join([first.replace("The", "By now the", 1) + " So it is.", more, *rest])
draft.note = "More."
draft.save()
publishing.publish(draft, by=user, own_text_reason="A test.")
"""


@pytest.fixture(scope="module")
def content(prepared, tmp_path_factory):
    folder = tmp_path_factory.mktemp("gone-on")
    manage(copy(prepared, folder), "shell", "-c", GOES_ON)
    return folder / DATABASE


def wide(page):
    return page.evaluate("document.documentElement.scrollWidth")


@pytest.mark.parametrize(("width", "dark"), [(LAPTOP, False), (PHONE, True)])
def test_readers_see_what_is_newer(open_page, site_to_edit, axe_violations, width, dark):
    page = open_page(READERS, site=site_to_edit, width=width, dark=dark)
    marks = page.locator(".prose > .newer")
    assert marks.count() == 1
    assert marks.locator("a").count() == 2
    assert marks.locator("a").first.get_attribute("hreflang") == "en"
    assert axe_violations(page) == []
    assert wide(page) <= width
    marks.locator("a").first.click()
    page.wait_for_load_state()
    assert page.locator("html").get_attribute("lang") == "en"
    assert "So it is." in " ".join(page.locator(".diff ins").all_inner_texts())


def test_the_mark_is_printed(open_page, site_to_edit):
    page = open_page(READERS, site=site_to_edit)
    page.emulate_media(media="print")
    assert page.locator(".newer").is_visible()


@pytest.mark.parametrize("javascript", [True, False])
def test_following_the_original_beside_it(signed_in, site_to_edit, javascript):
    page = signed_in(site_to_edit, javascript=javascript)
    page.goto(f"{DESK}?language=ru")
    page.click(".late a.button")
    page.click("text=Follow version 2")
    assert "0 of 2 paragraphs" in page.inner_text(".notice")
    late = page.locator(".pair--late textarea")
    late.nth(0).fill("Изменённый абзац.[^kremlin-79225]")
    late.nth(1).fill("Новый абзац.[^kremlin-79225]")
    page.click("text=Keep the draft")
    assert "2 of 2 paragraphs" in page.inner_text(".notice")
    assert page.locator(".pair--late").count() == 0
    page.click("text=To the form")
    body = page.input_value("#id_body")
    page.goto("about:blank")  # the form asks for its checks again and again
    assert body.startswith("Изменённый абзац.[^kremlin-79225]\n\nНовый абзац.[^kremlin-79225]\n\n## ")


def test_what_was_typed_beside_comes_back_and_is_only_shown_once_the_draft_went_on(signed_in, site_to_edit):
    page = signed_in(site_to_edit)
    page.goto(f"{DESK}?language=ru")
    page.click(".late a.button")
    page.click("text=Follow version 2")

    def type_and_close(opened, words):
        opened.locator("[name=_typed]").first.wait_for(state="attached")
        opened.locator(".pair--late textarea >> nth=1").fill(words)
        kept_here(opened, words)
        opened.close()
        again = page.context.new_page()
        again.goto(opened.url)
        again.locator(".unkept").first.wait_for()
        assert words in again.locator(".unkept ins").all_inner_texts()
        return again

    words = "Слова, которые никто не хочет писать дважды."
    again = type_and_close(page, words)
    again.click(".unkept >> text=Take it")
    assert again.locator(".pair--late textarea >> nth=1").input_value() == words
    other = page.context.new_page()
    other.goto(again.url)
    other.locator("textarea[name^=headline]").fill("Другой заголовок")
    other.click("text=Keep the draft")
    other.locator(".messagelist").wait_for()
    other.close()
    again = type_and_close(again, "И ещё раз.")
    assert "The text has changed since." in again.locator(".unkept").first.inner_text()
    assert again.locator(".unkept >> text=Take it").count() == 0


@pytest.mark.parametrize(("width", "dark"), [(LAPTOP, True), (PHONE, False)])
def test_the_pages_can_be_used_by_everybody(signed_in, site_to_edit, axe_violations, width, dark):
    page = signed_in(site_to_edit, width=width, dark=dark, bypass_csp=True)
    found = {}

    def look(name):
        if wrong := axe_violations(page):
            found[name] = wrong
        if wide(page) > width:
            found[f"{name} width"] = wide(page)

    page.goto(DESK)
    look("list")
    page.click(".late h2 a >> nth=0")
    look("public")
    page.click("text=Follow version 2")
    look("draft")
    original, own = (
        page.locator(f".pair >> nth=0 >> .pair__{side}").bounding_box() for side in ("original", "own")
    )
    assert (own["x"] > original["x"] + 100) is (width == LAPTOP)
    assert (own["y"] >= original["y"] + original["height"]) is (width == PHONE)
    page.goto("/admin/news/consistency/")
    look("consistency")
    page.goto("/admin/news/figure/1/change/")
    look("figure")
    assert found == {}


def test_the_heads_stay_in_sight(signed_in, site_to_edit):
    page = signed_in(site_to_edit)
    page.goto(DESK)
    page.click(".late h2 a >> nth=0")
    page.wait_for_load_state()
    page.evaluate("scrollTo(0, 2000)")
    assert page.locator(".pairs__heads").bounding_box()["y"] == 0


def test_still_correct_takes_the_note_from_readers(signed_in, open_page, site_to_edit):
    assert open_page(READERS, site=site_to_edit).locator(".newer").count() == 1
    page = signed_in(site_to_edit)
    page.goto(f"{DESK}?language=ru")
    page.click(".late h2 a")
    page.click("button:has-text('Still correct')")
    assert "Readers see no note any more." in page.inner_text(".messagelist")
    page.goto(f"{DESK}?language=ru")
    assert page.locator(".late").count() == 0
    after = open_page(READERS, site=site_to_edit)
    assert after.locator(".newer").count() == 0
    assert "Отстаёт от оригинала" not in after.inner_text("main")
