"""The roles at the desk in a real browser: one's own text with a second look, taking an act back, and pages everybody can use."""

import pytest

from tests.served_site import ROLES

ARTICLES = "/admin/news/article/"
REASON = "Only a date is mended, and nobody else is here."


@pytest.fixture
def people(signed_in, site_to_edit):
    """`people("author")` -> that person's browser, signed in, on the desk."""

    def people(role, **options):
        return signed_in(site_to_edit, ROLES[role], **options)

    return people


def begin_update(page):
    """Of the English text of the first article; the page is its form."""
    page.goto(ARTICLES)
    page.click("#result_list tbody th a >> nth=0")
    page.click("section[aria-labelledby=language-en] button[value=update]")
    page.wait_for_load_state()
    return page.url


def panel(page, name):
    page.goto("/admin/")
    return page.locator(f".desk-panel--{name}")


def waits(page, headline):
    return panel(page, "waiting").get_by_role("link", name=headline).count() == 1


@pytest.mark.parametrize("javascript", [True, False])
def test_ones_own_text_is_flagged_until_somebody_has_looked(people, javascript):
    publisher, editor = people("publisher", javascript=javascript), people("editor", javascript=javascript)
    version = begin_update(publisher)
    headline = publisher.inner_text("h1")
    publisher.click("button[name=_act][value=publish]")
    assert "flagged on everybody’s desk" in publisher.inner_text("#content")
    publisher.fill("[name=own_text_reason]", REASON)
    publisher.click("text=Publish version 2 now")
    assert "is public" in publisher.inner_text(".messagelist")
    assert "Nobody else has looked yet." in publisher.inner_text("#content")
    assert publisher.locator("text=I have looked").count() == 0
    waiting = panel(editor, "waiting")
    assert REASON in waiting.inner_text()
    waiting.get_by_role("link", name=headline).click()
    editor.click("text=I have looked")
    assert "no longer flagged" in editor.inner_text(".messagelist")
    assert REASON not in panel(editor, "waiting").inner_text()
    publisher.goto(version)
    assert "the-editor has looked" in publisher.inner_text("#content")


def test_an_act_is_taken_back_by_the_button_beside_its_message(people):
    author, editor = people("author"), people("editor")
    begin_update(author)
    headline = author.inner_text("h1")
    author.click("button[name=_act][value=submit]")
    assert waits(editor, headline)
    author.click(".messagelist >> text=Undo")
    author.wait_for_load_state()
    assert "out of review" in author.inner_text(".messagelist")
    assert author.locator("button[value=keep]").count() == 1
    assert not waits(editor, headline)
    author.click("button[name=_act][value=submit]")
    assert waits(editor, headline)


@pytest.mark.parametrize(("width", "dark"), [(1280, False), (360, True)])
def test_the_pages_of_the_acts_can_be_used_by_everybody(people, axe_violations, width, dark):
    author = people("author")
    version = begin_update(author)
    author.click("button[name=_act][value=submit]")
    # axe writes a style of its own where a sheet imports another, as Django's forms.css does; the policy would refuse it.
    publisher = people("publisher", width=width, dark=dark, bypass_csp=True)
    publisher.goto(version)
    article = publisher.locator(".breadcrumbs a >> nth=2").get_attribute("href")
    of_version = [version.replace("change", name) for name in ("change", "return", "own-text", "history")]
    of_article = [article.replace("change", name) for name in ("change", "merge", "withdraw", "history")]
    found = {}
    for path in [
        "/admin/",
        *of_version,
        *of_article,
        "/admin/news/auditentry/",
        "/admin/news/articleversion/",
    ]:
        publisher.goto(path)
        if wrong := axe_violations(publisher):
            found[path] = wrong
        if (wide := publisher.evaluate("document.documentElement.scrollWidth")) > width:
            found[f"{path} width"] = [wide]
    assert found == {}
