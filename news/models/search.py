"""Derived: what the search looks through, one document a public thing and language, and the words it knows."""

from django.db import models
from django.db.models import Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from config.web.triggers import Trigger, declare
from news.querysets import SearchDocumentQuerySet


class SearchDocument(models.Model):
    """`title_terms` and `terms` hold what config.web.search_terms makes of title and text; a document is found only from
    `live_from` until `live_until`.

    The full-text index (migration 0017) follows the rows by itself: on SQLite an FTS5 table that triggers keep, on PostgreSQL
    two generated columns.
    """

    kind = models.CharField(max_length=20)
    key = models.CharField(max_length=120)
    # Of an agreement: the provision of its text, by eId; empty for the thing as a whole.
    part = models.CharField(max_length=120, blank=True, default="", db_default="")
    language = models.CharField(max_length=2)
    title = models.CharField(max_length=500)
    # Of the title and of the texts, where there is none in the document's language.
    title_language = models.CharField(max_length=12)
    text_language = models.CharField(max_length=12, blank=True)
    summary = models.TextField(blank=True)
    # What it says in plain words, for the passage that a result shows.
    text = models.TextField(blank=True)
    title_terms = models.TextField(blank=True)
    terms = models.TextField(blank=True)
    # How many telling words the title has: a question that is the whole title is answered first.
    title_words = models.PositiveSmallIntegerField(default=0, db_default=0)
    dated_on = models.DateField(null=True, blank=True)
    # Of the thing, the same in each of its documents: a number for it, and by what it is narrowed and counted.
    thing = models.BigIntegerField(default=0, db_default=0)
    facts = models.TextField(blank=True, default="", db_default="")
    # Where it leads within the pages of its kind; empty: to the thing's own page.
    address = models.CharField(max_length=300, blank=True, default="", db_default="")
    live_from = models.DateTimeField(null=True, blank=True)
    live_until = models.DateTimeField(null=True, blank=True)

    objects = SearchDocumentQuerySet.as_manager()

    class Meta:
        verbose_name = _("search document")
        verbose_name_plural = _("search documents")
        ordering = ["kind", "key", "part", "language"]
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "key", "part", "language", "live_from"],
                condition=Q(live_from__isnull=False),
                name="search_document_once_a_moment",
            ),
            models.UniqueConstraint(
                fields=["kind", "key", "part", "language"],
                condition=Q(live_from__isnull=True),
                name="search_document_once_a_part",
            ),
        ]
        indexes = [
            # Everything by which documents are narrowed, counted and ordered: SQLite reads no row with its text for that.
            models.Index(
                fields=[
                    *(
                        "id",
                        "thing",
                        "facts",
                        "language",
                        "dated_on",
                        "title_words",
                        "live_from",
                        "live_until",
                    )
                ],
                name="search_document_facts",
            )
        ]

    def __str__(self) -> str:
        return self.title


class SearchWord(models.Model):
    """A word that stands in a document, as written there in small letters: what a mistyped word may have meant.

    `head` and `tail` are the halves of it, without the letter in the middle: one mistake leaves one of them as it is.
    """

    language = models.CharField(max_length=2)
    word = models.CharField(max_length=30)
    head = models.CharField(max_length=15)
    tail = models.CharField(max_length=15)

    class Meta:
        verbose_name = _("word of the search")
        verbose_name_plural = _("words of the search")
        ordering = ["word", "language"]
        constraints = [models.UniqueConstraint(fields=["word", "language"], name="search_word_once")]
        indexes = [
            models.Index(fields=["head"], name="search_word_by_head"),
            models.Index(fields=["tail"], name="search_word_by_tail"),
        ]

    def __str__(self) -> str:
        return self.word


class SearchMirror(models.Model):
    """A single row while OpenSearch follows the documents: which of its indexes is asked, none until one is filled.

    While it is there, the database keeps which documents came and went (SearchChange).
    """

    index = models.CharField(max_length=120, blank=True, default="")

    class Meta:
        verbose_name = _("mirror of the search")
        verbose_name_plural = _("mirror of the search")
        constraints = [models.CheckConstraint(condition=Q(pk=1), name="search_mirror_single")]

    def __str__(self) -> str:
        return self.index


class SearchChange(models.Model):
    """A document came or went, and the mirror has not heard of it. Documents never change: another one takes their place."""

    document = models.BigIntegerField()
    made_at = models.DateTimeField(db_default=Now())

    class Meta:
        verbose_name = _("change of the search")
        verbose_name_plural = _("changes of the search")
        ordering = ["pk"]

    def __str__(self) -> str:
        return str(self.document)


_FORGET = (
    "INSERT INTO news_search_index (news_search_index, rowid, title_terms, terms) "
    "VALUES ('delete', OLD.id, OLD.title_terms, OLD.terms);"
)
_ADD = (
    "INSERT INTO news_search_index (rowid, title_terms, terms) VALUES (NEW.id, NEW.title_terms, NEW.terms);"
)
_CHANGED = "OLD.id <> NEW.id OR OLD.title_terms <> NEW.title_terms OR OLD.terms <> NEW.terms"
declare(
    Trigger(
        name="search_index",
        model="news.SearchDocument",
        sqlite=(
            f'CREATE TRIGGER "search_index__insert" AFTER INSERT ON "news_searchdocument" BEGIN {_ADD} END',
            f'CREATE TRIGGER "search_index__delete" AFTER DELETE ON "news_searchdocument" BEGIN {_FORGET} END',
            f'CREATE TRIGGER "search_index__update" AFTER UPDATE ON "news_searchdocument" WHEN {_CHANGED} '
            f"BEGIN {_FORGET} {_ADD} END",
        ),
        postgresql=(),  # generated columns (migration 0017)
    )
)


# Kept for the mirror, where there is one. All documents may come and go at once, so PostgreSQL tells of all rows together.
_KEPT = "INSERT INTO news_searchchange (document) SELECT {documents} WHERE EXISTS (SELECT 1 FROM news_searchmirror);"
_ROWS = {"insert": ("new",), "delete": ("old",), "update": ("old", "new")}


def _kept_on_sqlite(event: str, rows: tuple[str, ...]) -> str:
    kept = " ".join(_KEPT.format(documents=f"{row}.id") for row in rows)
    return f'CREATE TRIGGER "search_change__{event}" AFTER {event} ON "news_searchdocument" BEGIN {kept} END'


def _kept_on_postgresql(event: str, rows: tuple[str, ...]) -> tuple[str, ...]:
    kept = " ".join(_KEPT.format(documents=f"id FROM {row}_rows") for row in rows)
    tables = " ".join(f"{row} TABLE AS {row}_rows" for row in rows)
    return (
        f"CREATE OR REPLACE FUNCTION search_change_{event}() RETURNS trigger LANGUAGE plpgsql AS "
        f"$$ BEGIN {kept} RETURN NULL; END $$",
        f'CREATE OR REPLACE TRIGGER "search_change__{event}" AFTER {event} ON "news_searchdocument" '
        f"REFERENCING {tables} FOR EACH STATEMENT EXECUTE FUNCTION search_change_{event}()",
    )


declare(
    Trigger(
        name="search_change",
        model="news.SearchDocument",
        sqlite=tuple(_kept_on_sqlite(event, rows) for event, rows in _ROWS.items()),
        postgresql=tuple(each for event, rows in _ROWS.items() for each in _kept_on_postgresql(event, rows)),
    )
)
