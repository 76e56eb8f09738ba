"""Any two versions at the desk, word by word, and beginning again from an older one."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from news.models import ArticleVersion
from tests.factories import make_article, make_draft, make_version
from tests.news.admin.pages import url, version_url, words


@pytest.fixture
def article(source):
    article = make_article("meeting", version=False)
    make_version(article, standfirst="", headline="Trains run", body="Trains run daily.[^read]\n\nStays.")
    make_version(article, standfirst="", headline="Trains run", body="Trains run weekly.[^read]\n\nStays.")
    make_draft(article, standfirst="", headline="Trains ran", body="Trains run weekly.[^read]\n\nStays.")
    make_version(article, "ru", headline="Поезда", body="Поезда.")
    return article


def version(article, number, language="en"):
    return article.versions.get(number=number, language=language)


def compare(client, opened, other=None, **more):
    query = ({"with": other.pk} if other else {}) | more
    return client.get(url("articleversion_compare", opened.pk), query)


def changes(response):
    return [
        (
            str(text.label),
            [(str(piece.change), piece.text) for piece in paragraph.pieces if piece.change != "same"],
        )
        for text in response.context["texts"]
        for paragraph in text.paragraphs
        if paragraph.is_changed
    ]


class TestCompare:
    def test_a_draft_with_the_version_before_unless_told(self, author, article):
        response = compare(author, version(article, 3))
        assert changes(response) == [("Headline", [("removed", "run"), ("added", "ran")])]
        assert "From version 2 (English) to version 3 (English)." in words(response)

    @pytest.mark.parametrize(("this", "other"), [(1, 3), (3, 1)])
    def test_any_two_the_earlier_first(self, author, article, this, other):
        response = compare(author, version(article, this), version(article, other))
        assert changes(response) == [
            ("Headline", [("removed", "run"), ("added", "ran")]),
            ("Text", [("removed", "daily"), ("added", "weekly")]),
        ]
        assert "<del>daily</del><ins>weekly</ins>" in response.content.decode()

    def test_both_are_chosen_from_lists(self, author, article):
        response = compare(author, version(article, 3), version(article, 1), this=version(article, 2).pk)
        assert changes(response) == [("Text", [("removed", "daily"), ("added", "weekly")])]
        page = response.content.decode()
        assert page.count("<option") == 2 * 4
        assert page.count("<optgroup") == 2 * 2

    def test_texts_in_two_languages(self, author, article):
        russian = version(article, 1, "ru")
        response = compare(author, version(article, 3), russian)
        assert (response.context["old"], response.context["new"]) == (russian, version(article, 3))

    def test_the_first_alone_has_nothing_to_compare(self, author, source):
        first = make_draft(make_article(version=False))
        assert "There is only one version, so there is nothing to compare." in words(compare(author, first))

    def test_a_version_of_another_article_is_never_read(self, author, article):
        secret = make_draft(make_article(version=False), body="Secret words.")
        assert "Secret" not in words(compare(author, version(article, 3), secret))
        assert "Secret" not in words(compare(author, version(article, 3), this=secret.pk))

    @pytest.mark.parametrize("wanted", ["0", "x", "99999999999999999999", ""])
    def test_one_that_is_not_there_is_the_version_before(self, author, article, wanted):
        response = author.get(url("articleversion_compare", version(article, 3).pk), {"with": wanted})
        assert response.context["other"] == version(article, 2)

    def test_readers_and_staff_without_articles_see_nothing(self, client, django_user_model, article):
        assert "/admin/login/" in compare(client, version(article, 3))["Location"]
        client.force_login(django_user_model.objects.create_user("clerk", is_staff=True))
        assert compare(client, version(article, 3)).status_code == 403

    def test_costs_the_same_however_many_versions_there_are(self, author, article):
        counts = []
        for _ in range(2):
            with CaptureQueriesContext(connection) as queries:
                compare(author, version(article, 3), version(article, 1))
            counts.append(len(queries))
            for _ in range(6):
                make_version(article, "ru")
        assert counts == [10, 10]


class TestBeginAgain:
    def test_stands_beside_each_version_that_has_ended(self, editor, article):
        version(article, 3).delete()
        page = words(editor.get(version_url(version(article, 2))))
        assert "Begin again from version 1" in page
        assert "Begin again from version 2" not in page
        data = {"language": "en", "from": version(article, 1).pk, "act": "update"}
        editor.post(url("article_draft", article.pk), data)
        draft = ArticleVersion.objects.get(language="en", live_from=None)
        assert (draft.number, draft.body) == (3, version(article, 1).body)

    def test_not_while_a_draft_is_open(self, editor, article):
        assert "Begin again" not in words(editor.get(version_url(version(article, 3))))
