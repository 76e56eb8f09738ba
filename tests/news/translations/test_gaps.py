"""Which public translations are behind, and whose numbers differ: kept as the versions are."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from news.indexing import index
from news.kinds import kind_named
from news.models import Article, GapKind, TranslationCheck, TranslationGap
from news.translations.gaps import index_gaps
from tests.factories import make_article, make_draft, make_version, moment
from tests.news.translations.conftest import FIRST, RUSSIAN, SECOND

pytestmark = pytest.mark.django_db


def gaps(at=None):
    """(kind, translation, version of the original) of those open at a moment."""
    return [
        (gap.kind, gap.version.language, gap.original.number)
        for gap in TranslationGap.objects.open(at).order_by("version__language", "kind", "original__number")
    ]


def lines(kind="behind"):
    return TranslationGap.objects.get(kind=kind).paragraphs


class TestBehind:
    def test_since_the_original_went_on(self, behind):
        assert gaps() == [("behind", "ru", 2)]
        assert [(line["field"], line["standing"], line["words"]) for line in lines()] == [
            ("body", "changed", "Trains run weekly."),
            ("body", "new", "In 2027 more come."),
        ]
        assert gaps(moment(0, hours=1)) == []
        assert gaps(moment(1)) == [("behind", "ru", 2)]

    def test_until_it_follows(self, behind):
        original = behind.article.versions.get(language="en", number=2)
        make_version(
            behind.article, "ru", headline="Иначе", standfirst="", body=RUSSIAN, translated_from=original
        )
        assert gaps() == []

    def test_or_is_found_still_correct_until_the_original_goes_on_again(self, behind):
        second = behind.article.versions.get(language="en", number=2)
        check = TranslationCheck.objects.create(version=behind, original=second)
        assert [each for each in gaps() if each[0] == "behind"] == []
        check.delete()
        assert gaps() == [("behind", "ru", 2)]
        check.save()
        make_version(behind.article, headline="Trains", standfirst="", body=f"{SECOND}\n\nMore.")
        assert [each for each in gaps() if each[0] == "behind"] == [("behind", "ru", 3)]
        assert [line["words"] for line in lines()] == ["More."]

    def test_a_schedule_opens_it_while_nothing_runs(self, behind):
        TranslationGap.objects.all().delete()
        later = timezone.now() + timedelta(days=3)
        make_version(behind.article, body="Quite another text.", live_from=later)
        assert gaps() == [("behind", "ru", 2)]
        assert gaps(later) == [("behind", "ru", 3)]

    def test_nothing_where_only_blanks_changed(self):
        article = make_article(version={"body": "One.\n\nTwo."})
        make_version(article, "ru", body="Раз.\n\nДва.", translated_from=article.versions.get())
        make_version(
            article,
            body="One.\n\n\nTwo.\n",
            headline=article.versions.get(language="en").headline,
            standfirst="Standfirst of a en 1.",
        )
        assert [line["field"] for gap in TranslationGap.objects.all() for line in gap.paragraphs] == [
            "standfirst"
        ]

    @pytest.mark.parametrize("gone", ["withdrawn_at", "removed_at"])
    def test_nothing_of_what_readers_are_not_led_to(self, behind, gone):
        Article.objects.update(**{gone: moment(2)}, reason_en="Wrong.")
        assert gaps() == []

    def test_drafts_open_none(self, behind):
        make_draft(behind.article, "be", body="Чарнавік.", translated_from=behind.translated_from)
        make_draft(behind.article, "en", body="A draft.")
        assert gaps() == [("behind", "ru", 2)]

    @pytest.mark.parametrize("count", [1, 3])
    def test_rebuilding_costs_as_much_for_many_versions(self, behind, django_assert_num_queries, count):
        """The gaps, the versions, their texts; a delete and an insert where any changed."""
        for number in range(count):
            make_version(behind.article, body=f"Text {number}.", live_from=moment(2 + number))
        with django_assert_num_queries(3):
            assert index_gaps(behind.article_id) is False
        TranslationGap.objects.all().delete()
        assert index(kind_named("article").things().get()) is True
        assert gaps() == [("behind", "ru", 2 + count)]


class TestNumbers:
    def test_a_public_translation_with_another_number(self):
        article = make_article(version={"body": "On 2 April 2026.\n\nTwo of 5."})
        make_version(
            article, "ru", body="3 апреля 2026 года.\n\nДва из пяти.", translated_from=article.versions.get()
        )
        assert gaps() == [("numbers", "ru", 1)]
        [line] = lines("numbers")
        assert (line["line"], line["missing"], line["extra"]) == (1, "2", "3")

    def test_compared_with_the_version_it_keeps_up_with(self, behind):
        """The second version has the year that the translation gives too soon."""
        third = make_version(
            behind.article,
            headline="Trains",
            standfirst="",
            body=FIRST.replace("daily", "in 2028"),
            live_from=moment(3),
        )
        own = RUSSIAN.replace("ежедневно", "в 2028 году")
        fields = {"headline": "Поезда", "standfirst": "", "body": own}
        early = make_version(behind.article, "ru", translated_from=behind.translated_from, **fields)
        assert gaps() == [("behind", "ru", 3), ("numbers", "ru", 1)]
        TranslationCheck.objects.create(version=early, original=third)
        assert gaps() == []


class TestConstraints:
    def gap(self, behind, **fields):
        values = {"kind": GapKind.NUMBERS, "version": behind, "original": behind.translated_from}
        return TranslationGap(**values | {"language": "ru", "live_from": moment()} | fields)

    def refused(self, *rows):
        with pytest.raises(IntegrityError) as error, transaction.atomic():
            TranslationGap.objects.bulk_create(rows)
        return str(error.value)

    def test_once(self, behind):
        refusal = self.refused(self.gap(behind), self.gap(behind))
        assert "translation_gap_once" in refusal or "UNIQUE constraint failed" in refusal

    def test_known_and_of_some_length(self, behind):
        assert "translation_gap_kind_known" in self.refused(self.gap(behind, kind="other"))
        ended = self.gap(behind, live_until=moment())
        assert "translation_gap_ends_after_start" in self.refused(ended)
