"""Derived: what lists offer to a reader of each language, in their order, and how much of it there is.

Rebuilt whenever an article or a version of it is saved (news/readings.py); docs/decisions/0054 says why.
"""

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Coalesce

from config.web.triggers import declare
from news.models.articles import Article, ArticleKind, ArticleVersion, Language
from news.models.counted import counted
from news.models.topics import Topic
from news.querysets import ReadingQuerySet


class ReadingList(models.TextChoices):
    NEWS = "news"
    CORRECTIONS = "corrections"
    WITHDRAWN = "withdrawn"


class Reading(models.Model):
    """From `begins_at` until `ends_at` a list offers the version to a reader of the language: that of news each article once,
    and those of its topics once more each; that of corrections every correction and clarification in the language in which
    the reader reads the article; that of withdrawn texts each of those.

    `timed`: time alone changes whether it is offered. All others were offered when they were written, and are until they
    are written anew; so lists count those by a kept number, and look at the few timed ones (`ReadingCount`).
    """

    FACTS = (
        *("article_id", "list", "reader", "topic_id", "version_id", "kind", "year"),
        *("dated_at", "begins_at", "ends_at", "timed"),
    )

    article = models.ForeignKey(Article, models.CASCADE, related_name="readings")
    list = models.CharField(max_length=11, choices=ReadingList)
    reader = models.CharField(max_length=2, choices=Language)
    topic = models.ForeignKey(Topic, models.CASCADE, related_name="readings", null=True, db_index=False)
    # Found by the index of `reading_stands_once`.
    version = models.ForeignKey(ArticleVersion, models.CASCADE, related_name="readings", db_index=False)
    kind = models.CharField(max_length=12, choices=ArticleKind)
    # By what the list is ordered: when the article was first public in the version's language, when the correction was, when
    # it was withdrawn; and the year of that at the site.
    dated_at = models.DateTimeField()
    year = models.PositiveSmallIntegerField()
    begins_at = models.DateTimeField()
    ends_at = models.DateTimeField(null=True)
    timed = models.BooleanField()

    objects = ReadingQuerySet.as_manager()

    class Meta:
        verbose_name = "reading"
        verbose_name_plural = "readings"
        ordering = ["list", "reader", "-dated_at", "-version"]
        constraints = [
            models.UniqueConstraint(
                *("version", "list", "reader", "begins_at", Coalesce("topic", 0)), name="reading_stands_once"
            ),
            models.CheckConstraint(
                condition=Q(ends_at__isnull=True) | Q(ends_at__gt=F("begins_at")),
                name="reading_ends_after_start",
            ),
            models.CheckConstraint(
                condition=Q(timed=True) | Q(ends_at__isnull=True), name="reading_with_an_end_is_timed"
            ),
            models.CheckConstraint(condition=Q(reader__in=Language.values), name="reading_language_known"),
            models.CheckConstraint(condition=Q(list__in=ReadingList.values), name="reading_list_known"),
            models.CheckConstraint(
                condition=Q(topic__isnull=True) | Q(list=ReadingList.NEWS), name="reading_on_a_topic_is_news"
            ),
        ]
        # One an order; each holds all that a list asks of the rows it passes over.
        indexes = [
            models.Index(
                fields=["list", "reader", "-dated_at", "-version", "begins_at", "ends_at", "id"],
                condition=Q(topic__isnull=True),
                name="reading_in_order",
            ),
            models.Index(
                fields=["list", "reader", "kind", "-dated_at", "-version", "begins_at", "ends_at", "id"],
                condition=Q(topic__isnull=True),
                name="reading_of_kind_in_order",
            ),
            models.Index(
                fields=["topic", "reader", "-dated_at", "-version", "begins_at", "ends_at", "kind", "id"],
                condition=Q(topic__isnull=False),
                name="reading_of_topic_in_order",
            ),
            models.Index(fields=["begins_at"], condition=Q(timed=True), name="reading_timed"),
        ]

    def __str__(self) -> str:
        return f"{self.list} in {self.reader}: {self.version_id}"


class ReadingCount(models.Model):
    """How many readings that are not timed there are of each list, language, topic (none: all), kind and year: the sum of its
    rows (news/models/counted.py)."""

    list = models.CharField(max_length=11)
    reader = models.CharField(max_length=2)
    # Without a constraint: the readings of a topic that goes are still counted off.
    topic = models.ForeignKey(
        Topic, models.DO_NOTHING, related_name="+", null=True, db_index=False, db_constraint=False
    )
    kind = models.CharField(max_length=12)
    year = models.PositiveSmallIntegerField()
    number = models.IntegerField()

    class Meta:
        verbose_name = "count of readings"
        verbose_name_plural = "counts of readings"
        ordering = ["list", "reader", "topic", "-year", "kind"]
        indexes = [
            models.Index(fields=["list", "reader", "topic", "year", "kind", "number"], name="reading_counted")
        ]

    def __str__(self) -> str:
        return f"{self.list} {self.reader} {self.topic_id} {self.kind} {self.year}: {self.number}"


declare(
    counted(
        "reading_count",
        "news.Reading",
        "news.ReadingCount",
        ("list", "reader", "topic_id", "year", "kind"),
    )
)
