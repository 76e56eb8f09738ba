"""The panel of checks while one types: what is counted, where each line leads, what the button of publishing says."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from news.models import ArticleVersion
from tests.factories import make_article, make_draft, make_figure, make_image, make_person
from tests.news.admin.pages import url, version_data, version_url, words


@pytest.fixture
def draft(source):
    make_person("speaker")
    make_figure("growth", values=[(2025, 3)])
    make_image("map", alt_ru="Карта")
    return make_draft(
        make_article(version=False), headline="Trains run", standfirst="", body="It is so.[^read]"
    )


def panel(client, version, **changes):
    return client.post(url("articleversion_readiness", version.pk), version_data(version, **changes))


def groups(response):
    """{heading: [what each line says]}"""
    html = response.content.decode()
    parts = re.split(r'<h3 class="ready__group ready__group--(\w+)">', html)[1:]
    clean = lambda text: " ".join(re.sub(r"<[^>]+>", " ", text).split())  # noqa: E731
    return {
        name: [clean(line) for line in re.findall(r"<li[^>]*>(.*?)</li>", part, re.S)]
        for name, part in zip(parts[::2], parts[1::2], strict=True)
    }


class TestPanel:
    def test_counts_what_keeps_each_rule(self, author, draft):
        body = (
            "In 2025 trade grew [[figure:growth@2025]].\n\nIn 2024 it fell by 7 %.\n\n[[image:map]]\n\n"
            "> Said.\n> — [[person:speaker]], Moscow, 2026 [^read]\n\n> Said too.\n\n[[person:nobody]]"
        )
        response = panel(author, draft, body=body, confirmed="Sure.", claimed="That.[^read]")
        found = groups(response)
        assert list(found) == ["block", "warning", "done"]
        assert found["block"][:2] == [
            "References found 5 of 6",
            "Line 12: [[person:nobody]] leads nowhere: there is nothing with this key.",
        ]
        assert "Statements attributed 1 of 2" in found["block"]
        assert "Passages with their source 2 of 4" in found["block"]
        assert "Numbers that are figures 1 of 2" in found["warning"]
        assert "Alternative texts 1 of 1" in found["done"]
        assert "Lengths headline 10 of 110, standfirst 0 of 260" in found["done"]

    def test_a_picture_without_words_in_the_language_is_counted(self, author, draft):
        make_image("bare")
        ArticleVersion.objects.update(language="ru")
        draft.refresh_from_db()
        found = groups(panel(author, draft, body="[[image:bare]]\n\n[[image:map]]\n\n[[image:bare]][^read]"))
        assert "Alternative texts 1 of 2" in found["block"]

    def test_each_line_leads_to_its_place(self, author, draft):
        html = panel(author, draft, body="\n\nIt is so.[^read]\n\nIn 2025.", note="[^none]").content.decode()
        assert 'href="#id_body" data-line="5"' in html
        assert 'href="#id_note" data-line="1"' in html

    def test_what_is_typed_is_judged_and_not_kept(self, author, draft):
        assert "The text is missing." in words(panel(author, draft, body=" "))
        assert "In the way of publishing" not in words(panel(author, draft))
        draft.refresh_from_db()
        assert draft.body == "It is so.[^read]"

    def test_the_button_follows(self, editor, draft):
        assert (
            'data-refusal="Refused while 2 things are open"'
            in panel(editor, draft, headline="", body="").content.decode()
        )
        assert 'data-refusal=""' in panel(editor, draft).content.decode()
        page = editor.get(version_url(draft)).content.decode()
        assert re.search(r'value="publish"[^>]*>.*?<span data-ready="[^"]+">', page, re.S)

    def test_the_page_begins_with_the_panel_of_what_is_kept(self, author, draft):
        page = author.get(version_url(draft))
        assert "Of the draft as it was last kept." in words(page)
        assert f'data-readiness="{url("articleversion_readiness", draft.pk)}"' in page.content.decode()


class TestWho:
    def test_by_post_alone(self, author, draft):
        assert author.get(url("articleversion_readiness", draft.pk)).status_code == 405

    def test_readers_and_staff_without_articles_see_nothing(self, client, django_user_model, draft):
        assert "/admin/login/" in panel(client, draft)["Location"]
        client.force_login(django_user_model.objects.create_user("clerk", is_staff=True))
        assert panel(client, draft).status_code == 403


def test_the_checks_cost_the_same_whatever_is_typed(author, draft):
    part = "Number 7: [[figure:growth@2025]] by [[person:speaker]].[^read]\n\n[[image:map]]\n\n[[topic:none]]\n\n"
    counts = {}
    for times in (1, 80):
        with CaptureQueriesContext(connection) as queries:
            panel(author, draft, body=part * times, confirmed="So.[^read]\n" * times)
        counts[times] = len(queries)
        assert not [each["sql"] for each in queries if not each["sql"].startswith("SELECT")]
    assert counts == {1: 13, 80: 13}
