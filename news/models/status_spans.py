"""Derived: the status of every instrument through all time, for lists that ask for a day. Rebuilt whenever an act is saved."""

from django.db import models
from django.db.models import F, Q

from news.agreements.terms import StatusValue
from news.models.agreements import Agreement
from news.querysets import StatusSpanQuerySet


class StatusSpan(models.Model):
    """A stretch of days with one status: `begins_on` included, `ends_on` not; no end means until further notice.

    The spans of an instrument tile the time line, as `status_spans` computes them by the rules of `rules_version`.
    `concluded_on` and `disputed` are of the instrument, the same in each of its spans: lists narrow by them too.
    """

    agreement = models.ForeignKey(Agreement, models.CASCADE, related_name="status_spans")
    begins_on = models.DateField()
    ends_on = models.DateField(null=True)
    status = models.CharField(max_length=24, choices=StatusValue)
    concluded_on = models.DateField(null=True)
    disputed = models.BooleanField(default=False)
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

    def __str__(self) -> str:
        return f"{self.agreement_id}: {self.status} from {self.begins_on}"
