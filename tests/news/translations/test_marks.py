"""What readers of a translation that is behind see, and that it goes when somebody finds it still correct."""

import pytest
from django.contrib.auth import get_user_model

from news import publishing
from news.article_history import History
from news.article_notices import version_notices
from tests.factories import make_draft, make_version, moment
from tests.news.translations.conftest import FIRST

pytestmark = pytest.mark.django_db


class TestMarks:
    def test_after_each_paragraph_that_is_newer(self, client, behind):
        slug = behind.article.slug
        address = f"/en/news/{slug}/versions/compare/?from=1&amp;to=2"
        response = client.get(f"/ru/news/{slug}/")
        html = response.content.decode()
        assert html.count('class="newer"') == 1
        assert html.count(f'<a href="{address}" hreflang="en">') == 2
        assert "Поезда ходят ежедневно." in html[: html.index('class="newer"')]
        assert "Конец." in html[html.index('class="newer"') :]

    def test_in_the_language_of_the_page_where_the_text_is_in_another(self, client, behind):
        response = client.get(f"/be/news/{behind.article.slug}/")
        assert '<p class="newer" lang="be">' in response.content.decode()

    def test_what_is_gone_and_what_is_new_in_one_place(self, client, behind, as_language):
        body = FIRST.replace("Trains run daily.[^read]\n\n", "").replace("It met.", "# Before all\n\nIt met.")
        make_version(behind.article, headline="Trains", standfirst="", body=body, live_from=moment(2))
        with as_language("en"):
            html = client.get(f"/en/news/{behind.article.slug}/").content.decode()
            assert 'class="newer"' not in html
        html = client.get(f"/ru/news/{behind.article.slug}/").content.decode()
        assert html.count('class="newer"') == 2
        assert html.index('class="newer"') < html.index("Он собрался.") < html.rindex('class="newer"')
        assert "?from=1&amp;to=3" in html

    def test_the_notice_says_how_much(self, client, behind):
        notice = client.get(f"/ru/news/{behind.article.slug}/").context_data["page"].notices[0]
        assert "2" in notice.text.partition("2026")[2]
        assert notice.tone == "claim"

    def test_none_for_the_original_or_an_earlier_version_or_a_draft(self, client, behind):
        slug = behind.article.slug
        make_draft(behind.article, "ru", body="Черновик.", translated_from=behind.translated_from)
        make_version(
            behind.article,
            "be",
            body="Левее.",
            translated_from=behind.article.versions.get(language="en", number=2),
        )
        for path in (f"/en/news/{slug}/", f"/en/news/{slug}/versions/1/", f"/be/news/{slug}/"):
            assert b'class="newer"' not in client.get(path).content

    def test_one_query_more_and_only_where_it_is_behind(self, client, behind, django_assert_num_queries):
        """Article, topics, versions, text, sources; and the two texts of the original."""
        slug = behind.article.slug
        with django_assert_num_queries(3):
            client.get(f"/en/news/{slug}/")
        with django_assert_num_queries(4):
            client.get(f"/ru/news/{slug}/")

    def test_they_go_when_it_is_found_still_correct(self, client, behind):
        slug, second = behind.article.slug, behind.article.versions.get(language="en", number=2)
        user = get_user_model().objects.create_superuser("editor")
        publishing.still_correct(behind, original=second, by=user)
        response = client.get(f"/ru/news/{slug}/")
        assert b'class="newer"' not in response.content
        [notice] = response.context_data["page"].notices
        assert notice.lead != "Behind its original."
        make_version(behind.article, body="Anew.", live_from=moment(5))
        assert b'class="newer"' in client.get(f"/ru/news/{slug}/").content

    def test_a_draft_that_begins_after_it_keeps_up(self, behind):
        second = behind.article.versions.get(language="en", number=2)
        user = get_user_model().objects.create_superuser("editor")
        publishing.still_correct(behind, original=second, by=user)
        draft = publishing.new_draft(behind.article, "ru", by=user, act="update")
        assert draft.translated_from == second


def test_the_notice_tells_that_it_was_read_again(behind):
    second = behind.article.versions.get(language="en", number=2)
    publishing.still_correct(behind, original=second, by=get_user_model().objects.create_superuser("e"))
    history = History(behind.article.versions.with_checks(), "ru", moment(9))
    texts = [notice.text for notice in version_notices(history.current, history)]
    assert any("Read again beside version 2 of 27" in text for text in texts)
