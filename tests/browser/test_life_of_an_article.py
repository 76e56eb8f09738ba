"""One article from its first word to its withdrawal, by three people in three browsers: written, reviewed, returned, published,
translated, corrected, compared, withdrawn."""

import pytest

from tests.served_site import PASSWORD, ROLES

HEADLINE = "Trains over the border: what is known"
READERS = "/en/news/trains-over-the-border-what-is-known/"
FIRST = "Three pairs of trains a day are planned from 2 April 2026.[^ria-2026-02-02]"
CORRECTED = "Two pairs of trains a day are planned from 2 April 2026.[^ria-2026-02-02]"


@pytest.fixture
def people(open_page, site_to_edit):
    """`people("author")` -> that person's browser, signed in by a password, on the desk."""

    def people(role):
        # Forms stay open while others act on the draft; the keeping of their text is then told so.
        page = open_page("/admin/", site=site_to_edit, expected="409 (Conflict)")
        page.fill("[name=username]", ROLES[role])
        page.fill("[name=password]", PASSWORD)
        page.click("[type=submit]")
        return page

    return people


@pytest.fixture
def reader(open_page, site_to_edit):
    page = open_page("/en/", site=site_to_edit, expected="404 (Not Found)")

    def reader(path=READERS):
        answer = page.goto(path)
        return answer.status, page.inner_text("main")

    return reader


def fill(page, name, words):
    """Into the field as an editor sees it, by keyboard: `name` of the form's field."""
    page.wait_for_load_state()  # the field has become what an editor sees
    page.locator(f"[data-for=id_{name}] .cm-content, textarea#id_{name}:not([data-writing])").click()
    page.keyboard.press("Control+a")
    page.keyboard.insert_text(words)


def act(page, value):
    page.click(f"button[name=_act][value={value}]")
    page.wait_for_load_state()


def told(page):
    return page.inner_text(".messagelist")


def open_from_desk(page, words=HEADLINE):
    page.goto("/admin/")
    page.get_by_role("link", name=words).first.click()
    page.wait_for_load_state()


def test_the_life_of_an_article(people, reader):
    author, editor, publisher = people("author"), people("editor"), people("publisher")

    # Written: a draft, incomplete, which nobody else sees.
    author.click("text=Write an article")
    author.fill("#id_headline", HEADLINE)
    author.select_option("#id_language", "en")
    author.select_option("#id_kind", "report")
    author.click("text=Begin writing")
    fill(author, "body", "Three pairs of trains a day are planned from 2 April 2026.")
    act(author, "keep")
    assert reader()[0] == 404

    # Sent for review, and from then on left alone by its author.
    act(author, "submit")
    assert "in review" in told(author)
    assert author.locator("button[value=keep]").count() == 0

    # Returned with a comment, which meets the author on the desk and above the text.
    open_from_desk(editor)
    act(editor, "return")
    editor.fill("[name=comment]", "Name the source of the three pairs.")
    editor.click("text=Return the draft")
    open_from_desk(author)
    assert "Name the source of the three pairs." in author.inner_text("#content")

    # Mended, sent again, and published by somebody else: no reason is asked.
    fill(author, "body", FIRST)
    act(author, "submit")
    open_from_desk(publisher)
    act(publisher, "publish")
    assert "Version 1 is public." in told(publisher)
    assert reader() == (200, reader()[1])
    assert "Three pairs of trains" in reader()[1]

    # Translated by the author, published by the publisher.
    open_from_desk(author)
    author.click(".breadcrumbs a >> nth=2")
    author.click("section[aria-labelledby=language-ru] button[value=translation]")
    fill(author, "headline", "Поезда через границу: что известно")
    fill(author, "body", "Три пары поездов в день запланированы со 2 апреля 2026 года.[^ria-2026-02-02]")
    act(author, "submit")
    open_from_desk(publisher, "Поезда через границу")
    act(publisher, "publish")
    assert "Три пары поездов" in reader(READERS.replace("/en/", "/ru/"))[1]

    # Corrected: a number changes, so it cannot pass as a minor update.
    editor.goto("/admin/news/article/")
    editor.get_by_role("link", name=HEADLINE).first.click()
    editor.click("section[aria-labelledby=language-en] button[name=act][value=minor]")
    fill(editor, "body", CORRECTED)
    act(editor, "submit")
    open_from_desk(publisher)
    act(publisher, "publish")
    assert "minor" in publisher.inner_text(".error-summary").lower()
    publisher.select_option("#id_act", "correction")
    fill(publisher, "note", "It said three pairs; the agency wrote two.")
    act(publisher, "publish")
    assert "Version 2 is public." in told(publisher)
    assert "It said three pairs; the agency wrote two." in reader()[1]
    assert "It said three pairs" in reader("/en/corrections/")[1]

    # Compared by readers, word by word; the translation says that it is behind.
    compared = reader(f"{READERS}versions/compare/?from=1&to=2")[1]
    assert "Three" in compared
    assert "Two" in compared
    assert "Отстаёт от оригинала." in reader(READERS.replace("/en/", "/ru/"))[1]

    # Withdrawn: readable under its banner, and gone from the list.
    publisher.click(".breadcrumbs a >> nth=2")
    publisher.click("text=Withdraw")
    publisher.fill("#id_reason_en", "The agency took its report back.")
    publisher.click("text=Withdraw the article")
    status, words = reader()
    assert status == 200
    assert "The agency took its report back." in words
    assert HEADLINE not in reader("/en/news/")[1]

    # The audit remembers who did what.
    publisher.goto("/admin/news/auditentry/")
    audit = publisher.inner_text("#content")
    for name in ("author", "editor", "publisher"):
        assert name in audit
