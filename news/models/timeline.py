"""Derived: what stands on the timeline, in its order, and how much of it there is.

Rebuilt whenever an article, an act on an agreement or an event of a route is saved (news/timeline_rows.py);
docs/decisions/0056 says why.
"""

from django.db import models
from django.db.models import F, Q

from config.web.triggers import declare
from news.models.counted import counted
from news.models.topics import Topic
from news.querysets import TimelineRowQuerySet


class TimelineRow(models.Model):
    """One dated thing (`row`: the primary key of the article, act or event) that belongs to a thing with a page; once for the
    whole line, and once more for each topic that it is on.

    `begins_at` and `ends_at` bound when readers are shown it, where time alone changes that: it is `timed` then. All others
    stand as they are until they are written anew; so lists count those by a kept number, and look at the few timed ones.
    """

    FACTS = (
        *("holder_kind", "holder_key", "row", "strand", "planned", "topic_id", "day", "year", "month"),
        *("begins_at", "ends_at", "timed"),
    )

    holder_kind = models.CharField(max_length=20)
    holder_key = models.CharField(max_length=120)
    row = models.BigIntegerField()
    strand = models.CharField(max_length=10)
    planned = models.BooleanField()
    topic = models.ForeignKey(Topic, models.CASCADE, related_name="timeline_rows", null=True, db_index=False)
    # By which the line is ordered; the month is 0 where only the year is known.
    day = models.DateField()
    year = models.PositiveSmallIntegerField()
    month = models.PositiveSmallIntegerField()
    begins_at = models.DateTimeField(null=True)
    ends_at = models.DateTimeField(null=True)
    timed = models.BooleanField()

    objects = TimelineRowQuerySet.as_manager()

    class Meta:
        verbose_name = "row of the timeline"
        verbose_name_plural = "rows of the timeline"
        ordering = ["-day", "holder_kind", "-row"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_at__isnull=True) | Q(begins_at__isnull=True) | Q(ends_at__gt=F("begins_at")),
                name="timeline_row_ends_after_start",
            ),
            models.CheckConstraint(
                condition=Q(timed=True) | Q(ends_at__isnull=True), name="timeline_row_with_an_end_is_timed"
            ),
            models.CheckConstraint(condition=Q(month__lte=12), name="timeline_row_month_known"),
        ]
        # One an order; each holds all that a list asks of the rows it passes over.
        indexes = [
            models.Index(
                fields=["topic", "-day", "holder_kind", "-row", "begins_at", "ends_at", "id"],
                name="timeline_row_in_order",
            ),
            models.Index(
                fields=["topic", "strand", "-day", "holder_kind", "-row", "begins_at", "ends_at", "id"],
                name="timeline_row_of_strand",
            ),
            models.Index(fields=["holder_kind", "holder_key"], name="timeline_row_of_thing"),
            # Counted one by one; begun with the topic, so that SQLite does not read all rows of the topic instead.
            models.Index(
                fields=["topic", "strand", "year", "month", "planned", "begins_at", "ends_at", "id"],
                condition=Q(timed=True),
                name="timeline_row_timed",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.day}: {self.strand} of {self.holder_kind} {self.holder_key}"


class TimelineCount(models.Model):
    """How many rows that are not timed there are of each topic (none: the whole line), strand, year and month: the sum of
    its rows (news/models/counted.py)."""

    # Without a constraint: the rows of a topic that goes are still counted off.
    topic = models.ForeignKey(
        Topic, models.DO_NOTHING, related_name="+", null=True, db_index=False, db_constraint=False
    )
    strand = models.CharField(max_length=10)
    planned = models.BooleanField()
    year = models.PositiveSmallIntegerField()
    month = models.PositiveSmallIntegerField()
    number = models.IntegerField()

    class Meta:
        verbose_name = "count of the timeline"
        verbose_name_plural = "counts of the timeline"
        ordering = ["topic", "strand", "-year", "-month"]
        indexes = [
            models.Index(
                fields=["topic", "strand", "year", "month", "planned", "number"], name="timeline_counted"
            )
        ]

    def __str__(self) -> str:
        return f"{self.topic_id} {self.strand} {self.year}-{self.month}: {self.number}"


declare(
    counted(
        "timeline_count",
        "news.TimelineRow",
        "news.TimelineCount",
        ("topic_id", "strand", "year", "month", "planned"),
    )
)
