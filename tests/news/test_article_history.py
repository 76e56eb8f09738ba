"""What an article said when: read from plain versions, without a database."""

from datetime import timedelta

import pytest

from news.article_history import History
from news.models import Article, ArticleVersion
from tests.factories import moment

NOW = moment(days=10)


def version(pk, language="en", number=1, start=0, end=None, translated_from=None):
    return ArticleVersion(
        pk=pk,
        article=Article(slug="council"),
        language=language,
        number=number,
        live_from=moment(days=start),
        live_until=None if end is None else moment(days=end),
        translated_from_id=translated_from,
    )


def pks(versions):
    return [each.pk for each in versions]


class TestCurrent:
    def test_the_live_one_in_the_language_asked_for(self):
        versions = [version(1, end=1), version(2, number=2, start=1), version(3, "ru")]
        assert History(versions, "en", NOW).current.pk == 2
        assert History(versions, "ru", NOW).current.pk == 3

    @pytest.mark.parametrize(("language", "shown"), [("be", "ru"), ("ru", "be"), ("en", "en")])
    def test_without_one_the_likeliest_language(self, language, shown):
        versions = [version(1, "en"), version(2, "be"), version(3, "ru")]
        others = [each for each in versions if each.language != language or language == "en"]
        assert History(others, language, NOW).language == shown

    def test_nothing_where_all_have_ended(self):
        history = History([version(1, end=1)], "en", NOW)
        assert history.current is None
        assert history.entries == []
        assert history.published_at is None

    def test_one_that_ends_later_is_still_live(self):
        assert History([version(1, end=11)], "en", NOW).current.pk == 1
        assert History([version(1, end=10)], "en", NOW).current is None


class TestEntries:
    def test_newest_first_each_with_the_one_before_in_the_language_shown(self):
        versions = [
            version(3, number=5, start=2),
            version(1, end=1),
            version(9, "ru"),
            version(2, number=2, start=1, end=2),
        ]
        entries = History(versions, "en", NOW).entries
        assert [(entry.version.pk, entry.before and entry.before.pk) for entry in entries] == [
            (3, 2),
            (2, 1),
            (1, None),
        ]
        assert entries[0].comparison == "/en/news/council/versions/compare/?from=2&to=5"
        assert entries[2].comparison == ""

    def test_addresses_keep_the_language_of_the_version(self, as_language):
        with as_language("be"):
            history = History([version(1, "ru")], "be", NOW)
            assert history.entries[0].address == "/ru/news/council/versions/1/"

    def test_published_first_and_updated_last(self):
        history = History([version(1, end=1), version(2, number=2, start=1)], "en", NOW)
        assert history.published_at == moment()
        assert history.updated_at == moment(days=1)
        assert History([version(1)], "en", NOW).updated_at is None


class TestTranslations:
    def test_the_original_of_one_and_whether_it_has_moved_on(self):
        first, second = version(1, end=1), version(2, number=2, start=1)
        behind = History([first, second, version(3, "ru", translated_from=1)], "ru", NOW)
        abreast = History([first, second, version(3, "ru", translated_from=2)], "ru", NOW)
        assert behind.original_of(behind.current) is first
        assert behind.newer_original is second
        assert abreast.newer_original is None
        assert pks(behind.others) == [2]

    def test_an_original_is_behind_nothing(self):
        assert History([version(1)], "en", NOW).newer_original is None


def test_versions_are_put_in_the_order_of_time_whatever_their_order():
    late, early = version(2, number=2, start=1), version(1, end=1)
    assert pks(History([late, early], "en", NOW + timedelta(days=1)).versions) == [1, 2]
