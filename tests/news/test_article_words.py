"""Searching articles at the desk: by words in any language and form, by the beginning of the last, by address."""

import pytest

from news import article_words
from news.article_words import index_words, with_words
from news.models import Article, ArticleVersion, ArticleWord
from tests.factories import make_article, make_draft

pytestmark = pytest.mark.django_db


def found(query):
    return [article.slug for article in with_words(Article.objects.order_by("slug"), query)]


@pytest.fixture
def articles():
    make_article("trains", version={"headline": "Two pairs of trains from Vitebsk"})
    bridge = make_article("a-bridge", version={"headline": "Мост через Двину в Полоцке", "language": "ru"})
    make_draft(bridge, "be", headline="Мост праз Дзвіну ў Полацку")
    make_article("roads-2026", version={"headline": "Roads and trains"})


@pytest.mark.usefixtures("articles")
class TestWithWords:
    @pytest.mark.parametrize(
        ("query", "slugs"),
        [
            ("trains", ["roads-2026", "trains"]),
            ("TRAIN", ["roads-2026", "trains"]),
            ("trains vitebsk", ["trains"]),
            ("trains minsk", []),
            ("полоцк", ["a-bridge"]),
            ("Полоцком мост", ["a-bridge"]),
            ("Полацк", ["a-bridge"]),
            ("витебск", ["trains"]),
            ("from the Vitebsk", ["trains"]),
            ("roa", ["roads-2026"]),
            ("ro", []),
            ("roads-202", ["roads-2026"]),
            ("https://chronicle.example/ru/news/a-bridge/", ["a-bridge"]),
            ("–", []),
            ("\0", []),
        ],
    )
    def test_finds(self, query, slugs):
        assert found(query) == slugs

    @pytest.mark.parametrize("query", ["trains", "trains vitebsk", "trains minsk", "vitebsk trai", "roa"])
    def test_finds_the_same_where_words_are_common(self, query, monkeypatch):
        expected = found(query)
        monkeypatch.setattr(article_words, "FEW", 0)
        assert found(query) == expected

    def test_finds_versions_by_their_article(self):
        versions = with_words(ArticleVersion.objects.order_by("language"), "Двину", "article")
        assert [version.language for version in versions] == ["be", "ru"]

    def test_a_query_a_word_and_one_for_the_list(self, django_assert_num_queries):
        with django_assert_num_queries(2):
            found("trains")
        with django_assert_num_queries(4):
            found("two pairs trains")


class TestIndexWords:
    def test_follows_what_is_saved_and_deleted(self):
        article = make_article("quiet", version={"headline": "Snow"})
        draft = make_draft(article, headline="Thaw")
        assert found("thaw") == found("snow") == ["quiet"]
        draft.headline = "Frost"
        draft.save()
        assert found("thaw") == []
        assert found("frost") == ["quiet"]
        draft.delete()
        assert found("frost") == []

    def test_follows_a_new_address(self):
        article = make_article("old-name", version={"headline": "Snow"})
        article.slug = "new-name"
        article.save()
        assert found("old-name") == []
        assert found("new-name") == ["new-name"]

    def test_writes_nothing_where_nothing_changed(self, django_assert_num_queries):
        article = make_article()
        before = list(ArticleWord.objects.values_list("pk", flat=True))
        with django_assert_num_queries(2):
            assert not index_words(article)
        assert list(ArticleWord.objects.values_list("pk", flat=True)) == before

    def test_is_mended_after_rows_were_written_without_signals(self):
        article = make_article()
        ArticleVersion.objects.filter(article=article).delete()
        ArticleVersion.objects.bulk_create(
            [ArticleVersion(article=article, language="en", number=1, headline="Hail")]
        )
        assert index_words(article)
        assert found("hail") == [article.slug]

    def test_a_word_longer_than_any_is_cut(self):
        make_article("long", version={"headline": "x" * 150})
        assert found("x" * 150) == ["long"]
        assert found("x" * 99) == ["long"]
