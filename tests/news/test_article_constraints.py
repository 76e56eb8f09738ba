"""What the database refuses about articles, whoever writes to it: raw SQL and bulk rows, on both databases."""

from datetime import timedelta

import pytest
from django.contrib.auth import get_user_model
from django.core import serializers
from django.core.management import call_command
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from news.models import Act, Article, ArticleVersion
from tests.factories import make_article, make_draft, make_image, make_version, moment

pytestmark = pytest.mark.django_db


def refused(write):
    """The database's words if it refuses, else nothing; the transaction of the test goes on."""
    try:
        with transaction.atomic():
            write()
    except IntegrityError as error:
        return str(error)
    return ""


def assert_names(refusal, *rules):
    """SQLite names the columns of a broken uniqueness, PostgreSQL the rule."""
    assert refusal.startswith("UNIQUE constraint failed") or any(rule in refusal for rule in rules), refusal


def raw(statement, *values):
    with connection.cursor() as cursor:
        cursor.execute(statement, values)


def version_row(article, **fields):
    return ArticleVersion(
        **{
            "article": article,
            "language": "en",
            "number": 1,
            "headline": "Headline",
            "body": "Body",
            "live_from": moment(),
        }
        | fields
    )


class TestArticle:
    @pytest.mark.parametrize(
        ("constraint", "fields"),
        [
            ("article_has_a_slug", {"slug": ""}),
            ("article_kind_known", {"kind": "opinion"}),
            ("article_gone_with_a_reason", {"withdrawn_at": moment(), "reason_en": ""}),
            ("article_gone_with_a_reason", {"removed_at": moment(), "reason_en": ""}),
        ],
    )
    def test_refuses_impossible_rows(self, constraint, fields):
        row = Article(**{"slug": "a", "kind": "report"} | fields)
        assert constraint in refused(lambda: Article.objects.bulk_create([row]))

    def test_one_address_once(self):
        make_article("a")
        assert refused(lambda: Article.objects.bulk_create([Article(slug="a", kind="report")]))

    def test_a_reason_makes_it_possible(self):
        rows = [Article(slug="a", kind="report", removed_at=moment(), reason_en="Printed by mistake.")]
        assert not refused(lambda: Article.objects.bulk_create(rows))


class TestVersion:
    @pytest.mark.parametrize(
        ("constraint", "fields"),
        [
            ("version_language_known", {"language": "de"}),
            ("version_act_known", {"act": "rewrite"}),
            ("version_number_positive", {"number": 0}),
            ("version_public_has_text", {"headline": ""}),
            ("version_public_has_text", {"body": ""}),
            ("version_correction_says_what", {"act": Act.CORRECTION, "note": ""}),
            ("version_correction_says_what", {"act": Act.CLARIFICATION, "note": ""}),
            ("version_ends_after_start", {"live_until": moment()}),
            ("version_ends_after_start", {"live_until": moment(-1)}),
            ("version_ends_after_start", {"live_from": None, "live_until": moment()}),
            ("version_method_needs_original", {"translation_method": "machine"}),
        ],
    )
    def test_refuses_impossible_rows(self, constraint, fields):
        article = make_article(version=False)
        assert constraint in refused(
            lambda: ArticleVersion.objects.bulk_create([version_row(article, **fields)])
        )

    def test_accepts_the_row_they_differ_from(self):
        article = make_article(version=False)
        assert not refused(lambda: ArticleVersion.objects.bulk_create([version_row(article)]))

    def test_a_number_once_a_language(self):
        article = make_article()
        again = version_row(article, live_from=moment(-9), live_until=moment(-8))
        refusal = refused(lambda: ArticleVersion.objects.bulk_create([again]))
        assert_names(refusal, "version_number_once")

    def test_one_draft_a_language(self):
        article = make_article(version=False)
        make_draft(article)
        second = version_row(article, number=2, live_from=None)
        refusal = refused(lambda: ArticleVersion.objects.bulk_create([second]))
        assert_names(refusal, "version_one_draft")
        other_language = version_row(article, language="ru", live_from=None)
        assert not refused(lambda: ArticleVersion.objects.bulk_create([other_language]))

    def test_one_open_version_a_language(self):
        article = make_article()
        second = version_row(article, number=2, live_from=moment(1))
        refusal = refused(lambda: ArticleVersion.objects.bulk_create([second]))
        # On both databases the periods would overlap as well: whichever rule is asked first may answer.
        assert_names(refusal, "version_one_open", "overlap", "version_periods_apart")


CHANGES = {
    "language": "ru",
    "number": 7,
    "headline": "Another headline",
    "standfirst": "Another standfirst",
    "body": "Another body",
    "confirmed": "Another line",
    "claimed": "Another line",
    "unknown": "Another line",
    "byline": "Another author",
    "dateline": "Another place",
    "act": Act.UPDATE,
    "note": "Another note",
    "live_from": moment(-1),
}


class TestPublicVersionFrozen:
    @pytest.fixture
    def version(self):
        return make_version(make_article(version=False))

    @pytest.mark.parametrize("column", CHANGES)
    def test_words_that_were_public_never_change(self, version, column):
        change = {column: CHANGES[column]}
        assert refused(lambda: ArticleVersion.objects.filter(pk=version.pk).update(**change))
        assert refused(
            lambda: raw(
                f"UPDATE news_articleversion SET {column} = %s WHERE id = %s",
                connection.ops.adapt_datetimefield_value(change[column])
                if column == "live_from"
                else change[column],
                version.pk,
            )
        )

    def test_nor_what_it_belongs_to(self, version):
        another = make_article()
        original = make_version(another, "be")
        for change in (
            {"article": another, "language": "ru"},
            {"lead_image": make_image()},
            {"translated_from": original},
            {"translated_from": original, "translation_method": "machine"},
        ):
            rows = ArticleVersion.objects.filter(pk=version.pk)
            assert refused(lambda rows=rows, change=change: rows.update(**change))

    def test_nor_may_it_become_a_draft_again(self, version):
        assert refused(lambda: ArticleVersion.objects.filter(pk=version.pk).update(live_from=None))

    def test_it_may_end(self, version):
        ArticleVersion.objects.filter(pk=version.pk).update(live_until=moment(3))
        version.refresh_from_db()
        assert version.live_until == moment(3)

    def test_once_over_its_end_stays(self, version):
        rows = ArticleVersion.objects.filter(pk=version.pk)
        rows.update(live_until=moment(3))
        assert refused(lambda: rows.update(live_until=None))
        assert refused(lambda: rows.update(live_until=moment(4)))

    def test_a_coming_end_may_be_taken_back(self, version):
        rows = ArticleVersion.objects.filter(pk=version.pk)
        rows.update(live_until=timezone.now() + timedelta(hours=1))
        assert not refused(lambda: rows.update(live_until=None))

    def test_a_reviewer_may_be_named_later(self, version):
        rows = ArticleVersion.objects.filter(pk=version.pk)
        assert not refused(lambda: rows.update(reviewed_by="A. Reader", reviewed_on=moment().date()))

    def test_drafts_and_scheduled_versions_change_freely(self):
        article = make_article(version=False)
        draft = make_draft(article)
        scheduled = make_version(article, "ru", live_from=timezone.now() + timedelta(hours=1))
        for row in (draft, scheduled):
            rows = ArticleVersion.objects.filter(pk=row.pk)
            assert not refused(lambda rows=rows: rows.update(headline="Another headline"))

    def test_the_same_row_loads_again_and_a_changed_one_does_not(self, version, tmp_path):
        article = version.article
        text = serializers.serialize("json", [article, version], use_natural_foreign_keys=True)
        (tmp_path / "same.json").write_text(text)
        (tmp_path / "changed.json").write_text(text.replace(version.headline, "Another headline"))
        call_command("loaddata", tmp_path / "same.json", verbosity=0)
        assert refused(lambda: call_command("loaddata", tmp_path / "changed.json", verbosity=0))

    def test_an_account_may_go(self):
        user = get_user_model().objects.create_user("editor")
        version = make_version(make_article(version=False), created_by=user, published_by=user)
        user.delete()
        version.refresh_from_db()
        assert (version.created_by, version.published_by) == (None, None)

    def test_a_whole_article_may_go(self, version):
        version.article.delete()
        assert not ArticleVersion.objects.exists()


class TestVersionOverlap:
    """Versions 1: day 0 to 10. What may stand beside it?"""

    @pytest.fixture
    def article(self):
        article = make_article(version=False)
        make_version(article, live_until=moment(10))
        return article

    @pytest.mark.parametrize(
        ("begin", "end", "is_refused"),
        [
            (10, 20, False),
            (-5, 0, False),
            (10, None, False),
            (9, 20, True),
            (-5, 1, True),
            (2, 3, True),
            (-5, 20, True),
            (0, 10, True),
            (5, None, True),
        ],
    )
    def test_periods_stand_side_by_side(self, article, begin, end, is_refused):
        row = version_row(
            article,
            number=2,
            live_from=moment(begin),
            live_until=None if end is None else moment(end),
        )
        assert bool(refused(lambda: ArticleVersion.objects.bulk_create([row]))) is is_refused

    def test_moving_a_period_into_another_is_refused(self, article):
        draft = make_draft(article)
        rows = ArticleVersion.objects.filter(pk=draft.pk)
        assert refused(lambda: rows.update(live_from=moment(5), live_until=moment(6)))
        assert not refused(lambda: rows.update(live_from=moment(10), live_until=moment(12)))

    def test_lengthening_a_period_into_another_is_refused(self):
        article = make_article(version=False)
        tomorrow = timezone.now() + timedelta(days=1)
        first = make_version(article, live_until=tomorrow)
        make_version(article, live_from=tomorrow)
        rows = ArticleVersion.objects.filter(pk=first.pk)
        assert refused(lambda: rows.update(live_until=tomorrow + timedelta(hours=1)))

    @pytest.mark.parametrize("language", ["ru", "be"])
    def test_languages_and_articles_do_not_meet(self, article, language):
        other_article = version_row(make_article(version=False))
        other_language = version_row(article, language=language)
        assert not refused(lambda: ArticleVersion.objects.bulk_create([other_article, other_language]))

    def test_drafts_have_no_period(self, article):
        assert not refused(
            lambda: ArticleVersion.objects.bulk_create([version_row(article, number=2, live_from=None)])
        )


@pytest.mark.django_db(transaction=True)
class TestEmptying:
    def test_flush_takes_public_versions_and_leaves_the_rules(self):
        make_article()
        call_command("flush", interactive=False, verbosity=0)
        assert not ArticleVersion.objects.exists()
        version = make_version(make_article(version=False))
        assert refused(lambda: ArticleVersion.objects.filter(pk=version.pk).update(headline="Another"))
