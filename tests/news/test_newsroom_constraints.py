"""What the database refuses about the newsroom's own tables, whoever writes to them, on both databases."""

import pytest
from django.contrib.auth import get_user_model
from django.db import DatabaseError, transaction

from news.models import (
    Article,
    ArticleVersion,
    AuditEntry,
    FormerAddress,
    Image,
    PreviewLink,
    TranslationCheck,
    WorkingCopy,
)
from tests.factories import make_article, make_draft, make_image, make_version, moment

pytestmark = pytest.mark.django_db


def refused(write):
    """The database's words if it refuses, else nothing; the transaction of the test goes on."""
    try:
        with transaction.atomic():
            write()
    except DatabaseError as error:
        return str(error)
    return ""


def assert_names(words, rule):
    """SQLite names the columns of a broken uniqueness, PostgreSQL the rule."""
    assert words.startswith("UNIQUE constraint failed") or rule in words, words


class TestMerged:
    def test_not_into_itself_and_not_while_gone(self):
        article, other = make_article(), make_article()
        rows = Article.objects.filter(pk=article.pk)
        for fields in (
            {"merged_into": article},
            {"merged_into": other, "withdrawn_at": moment(), "reason_en": "A mistake."},
            {"merged_into": other, "removed_at": moment(), "reason_en": "A mistake."},
        ):
            assert "article_merged_into_another" in refused(lambda fields=fields: rows.update(**fields))

    def test_no_chain_from_either_end(self):
        """The trigger "article_merge_without_chain"."""
        first, second, third = make_article(), make_article(), make_article()
        Article.objects.filter(pk=first.pk).update(merged_into=second)
        for article, into in ((second, third), (third, first)):
            words = refused(
                lambda article=article, into=into: Article.objects.filter(pk=article.pk).update(
                    merged_into=into
                )
            )
            assert "not merged itself" in words


class TestAudit:
    @pytest.fixture
    def entry(self):
        return AuditEntry.objects.create(done_by="ada", act="publish", kind="article", key="one")

    @pytest.mark.parametrize("field", ["done_by", "act", "kind", "key"])
    def test_it_says_who_did_what_to_what(self, field):
        row = AuditEntry(
            **{"done_by": "ada", "act": "publish", "kind": "article", "key": "one"} | {field: ""}
        )
        assert "audit_says_who_and_what" in refused(lambda: AuditEntry.objects.bulk_create([row]))

    def test_it_only_grows(self, entry):
        """The trigger "audit_only_grows"."""
        rows = AuditEntry.objects.filter(pk=entry.pk)
        assert "stays in the audit" in refused(lambda: rows.update(done_by="eve"))
        assert "stays in the audit" in refused(rows.delete)
        assert rows.get().done_by == "ada"


@pytest.mark.parametrize(
    ("constraint", "fields"),
    [
        ("former_address_leads_elsewhere", {"target_key": "old"}),
        ("former_address_leads_elsewhere", {"target_key": ""}),
        ("former_address_leads_elsewhere", {"key": ""}),
        ("former_address_once", {"key": "taken"}),
    ],
)
def test_former_address(constraint, fields):
    FormerAddress.objects.create(kind="article", key="taken", target_key="new")
    row = FormerAddress(**{"kind": "article", "key": "old", "target_key": "new"} | fields)
    assert_names(refused(lambda: FormerAddress.objects.bulk_create([row])), constraint)


def test_a_preview_link_ends_after_it_begins():
    row = PreviewLink(version=make_draft(make_article()), created_at=moment(1), expires_at=moment(1))
    assert "preview_link_expires_later" in refused(lambda: PreviewLink.objects.bulk_create([row]))


def test_one_working_copy_an_editor():
    draft, editor = make_draft(make_article()), get_user_model().objects.create_user("ada")
    rows = [WorkingCopy(version=draft, editor=editor) for _ in range(2)]
    assert_names(refused(lambda: WorkingCopy.objects.bulk_create(rows)), "working_copy_one_an_editor")


def test_a_translation_is_checked_once_against_another_text():
    article = make_article()
    original = article.versions.get()
    russian = make_version(article, "ru", translated_from=original)
    twice = [TranslationCheck(version=russian, original=original) for _ in range(2)]
    assert_names(refused(lambda: TranslationCheck.objects.bulk_create(twice)), "translation_checked_once")
    itself = [TranslationCheck(version=russian, original=russian)]
    assert "translation_is_no_original" in refused(lambda: TranslationCheck.objects.bulk_create(itself))


def test_only_own_texts_get_a_second_look():
    draft = make_draft(make_article())
    rows = ArticleVersion.objects.filter(pk=draft.pk)
    assert "version_second_look_at_own_text" in refused(lambda: rows.update(second_look_at=moment()))


@pytest.mark.parametrize("field", ["focal_x", "focal_y"])
def test_a_focal_point_lies_in_the_picture(field):
    rows = Image.objects.filter(pk=make_image().pk)
    assert "image_focal_point_inside" in refused(lambda: rows.update(**{field: 101}))
