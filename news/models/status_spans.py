"""Derived: the status of every instrument through all time, for lists that ask for a day. Rebuilt whenever an act is saved."""

from typing import Any

from django.db import models
from django.db.models import F, Q

from news.agreements.terms import StatusValue
from news.models.agreements import Agreement
from news.querysets import StatusSpanQuerySet


class StatusSpan(models.Model):
    """A stretch of days with one status: `begins_on` included, `ends_on` not; no end means until further notice.

    The spans of an instrument tile the time line, as `status_spans` computes them by the rules of `rules_version`. The rest
    is of the instrument, the same in each of its spans, so that a list narrows and counts within one table: the year of its
    conclusion, whether sources differ on a date, copies of its columns, and whom it binds and what it is about (keys of
    actors and topics, each between spaces: " 3 17 "). No index that begins with the days: nearly every list reads one span of
    every instrument, and reading the table from end to end is then the fastest (docs/decisions/0028).
    """

    FACTS = (
        *("agreement_id", "begins_on", "ends_on", "status", "year", "disputed"),
        *("family", "designation", "text_availability", "parties", "subjects", "rules_version"),
    )

    agreement = models.ForeignKey(Agreement, models.CASCADE, related_name="status_spans")
    begins_on = models.DateField()
    ends_on = models.DateField(null=True)
    status = models.CharField(max_length=24, choices=StatusValue)
    year = models.PositiveSmallIntegerField(null=True)
    disputed = models.BooleanField(default=False)
    family = models.CharField(max_length=12)
    designation = models.CharField(max_length=20)
    text_availability = models.CharField(max_length=6)
    parties = models.TextField(default=" ")
    subjects = models.TextField(default=" ")
    rules_version = models.PositiveSmallIntegerField()

    objects = StatusSpanQuerySet.as_manager()

    class Meta:
        verbose_name = "status span"
        verbose_name_plural = "status spans"
        ordering = ["agreement", "begins_on"]
        constraints = [
            models.UniqueConstraint(fields=["agreement", "begins_on"], name="status_span_begins_once"),
            models.UniqueConstraint(
                fields=["agreement"], condition=Q(ends_on__isnull=True), name="status_span_one_open"
            ),
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True) | Q(ends_on__gt=F("begins_on")),
                name="status_span_ends_after_start",
            ),
            models.CheckConstraint(
                condition=Q(status__in=StatusValue.values), name="status_span_status_known"
            ),
        ]
        # For the front page, which asks for the latest of a status and how many there are of each.
        indexes = [
            models.Index(fields=["family", "status", "begins_on", "ends_on"], name="status_span_latest"),
        ]

    def __str__(self) -> str:
        return f"{self.agreement_id}: {self.status} from {self.begins_on}"

    @property
    def facts(self) -> tuple[Any, ...]:
        return tuple(getattr(self, name) for name in self.FACTS)
