"""Derived rows stand once: rebuilding can never leave two of one."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction

from news.models import (
    ArticleWord,
    Reading,
    Reference,
    SearchDocument,
    SearchMirror,
    SearchWord,
    Statement,
    TimelineRow,
)
from tests.factories import make_article, make_topic, moment

pytestmark = pytest.mark.django_db


def of_version(version, **fields):
    defaults = {"holder_kind": "article", "holder_key": "a", "language": "en", "version": version}
    return Reference(**defaults | {"target_kind": "source", "target_key": "s"} | fields)


def of_text(**fields):
    return of_version(None, holder_kind="agreement", **fields)


def document(**fields):
    return SearchDocument(
        **{"kind": "topic", "key": "k", "language": "en", "title": "T", "title_language": "en"} | fields
    )


def statement(version, **fields):
    return Statement(version=version, **{"position": 1, "person_key": "p", "text": "T"} | fields)


def twice(make, constraint):
    """One of it is taken, the second refused."""
    make().save()
    with pytest.raises(IntegrityError) as error, transaction.atomic():
        type(make()).objects.bulk_create([make()])
    return constraint in str(error.value) or "UNIQUE constraint failed" in str(error.value)


def test_references_of_a_version():
    version = make_article().versions.get()
    assert twice(lambda: of_version(version), "reference_once_a_version")
    of_version(version, target_key="another").save()


def test_references_of_a_text_without_versions():
    assert twice(of_text, "reference_once_a_text")
    of_text(language="ru").save()


def test_statements():
    version = make_article().versions.get()
    assert twice(lambda: statement(version), "statement_position_once")
    statement(version, position=2).save()


def test_search_documents():
    assert twice(document, "search_document_once_a_part")
    assert twice(lambda: document(live_from=moment()), "search_document_once_a_moment")
    document(live_from=moment(1)).save()
    document(part="art_1").save()
    assert twice(lambda: SearchWord(word="vitebsk", language="en"), "search_word_once")
    SearchWord(word="vitebsk", language="be").save()


def test_mirror_of_the_search():
    SearchMirror.objects.create(pk=1)
    with pytest.raises(IntegrityError, match="search_mirror_single"), transaction.atomic():
        SearchMirror.objects.bulk_create([SearchMirror(pk=2)])


def test_words_of_articles():
    article = make_article(version=False)
    assert twice(lambda: ArticleWord(article=article, term="vitebsk"), "article_word_once")
    ArticleWord(article=article, term="vitebsko").save()
    with pytest.raises(IntegrityError, match="article_word_says_something"), transaction.atomic():
        ArticleWord.objects.bulk_create([ArticleWord(article=article, term="")])


@pytest.mark.parametrize(
    ("wrong", "constraint"),
    [
        ({"ends_at": moment(-1), "timed": True}, "reading_ends_after_start"),
        ({"ends_at": moment(9)}, "reading_with_an_end_is_timed"),
        ({"reader": "pl"}, "reading_language_known"),
        ({"list": "drafts"}, "reading_list_known"),
        ({"list": "corrections"}, "reading_on_a_topic_is_news"),
        ({}, "reading_stands_once"),
    ],
)
def test_rows_of_lists(wrong, constraint):
    make_article(topics=[make_topic()])
    row = Reading.objects.filter(reader="en", topic__isnull=False).values().get()
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        Reading.objects.bulk_create([Reading(**(row | {"id": None} | wrong))])


@pytest.mark.parametrize(
    ("wrong", "constraint"),
    [
        (
            {"begins_at": moment(9), "ends_at": moment(9), "timed": True},
            "timeline_row_ends_after_start",
        ),
        ({"ends_at": moment(9)}, "timeline_row_with_an_end_is_timed"),
        ({"month": 13}, "timeline_row_month_known"),
    ],
)
def test_rows_of_the_timeline(wrong, constraint):
    make_article(happened_on=date(2026, 2, 26))
    row = TimelineRow.objects.values().get()
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        TimelineRow.objects.bulk_create([TimelineRow(**(row | {"id": None} | wrong))])
