"""Derived: what pages of the register list, in their order, and how much of it there is.

Rebuilt whenever an act, a promise, a relation or what the rules find is (news/agreements/row_keeping.py);
docs/decisions/0062 says why.
"""

from django.db import models
from django.db.models import F, Q

from config.web.triggers import declare
from news.agreements.register_rows import RegisterList
from news.models.agreements import Agreement
from news.models.counted import counted
from news.querysets import RegisterRowQuerySet


class RegisterRow(models.Model):
    """One line of a list, of one instrument. Ordered by `day`, then `within` the day, then `name`.

    `row`: the primary key of a promise or a relation. `former` and `value`: of a change, from what to what. `begins_on`
    (included) and `ends_on` (not) bound when readers are shown it, where time alone changes that: it is `timed` then. All
    others stand as they are until they are written anew, and are counted by list, change and year (`RegisterRowCount`).
    """

    FACTS = (
        *("list", "agreement_id", "row", "day", "year", "within", "name", "former", "value"),
        *("begins_on", "ends_on", "timed"),
    )

    list = models.CharField(max_length=10, choices=RegisterList)
    agreement = models.ForeignKey(Agreement, models.CASCADE, related_name="register_rows")
    row = models.BigIntegerField(null=True)
    day = models.DateField()
    year = models.PositiveSmallIntegerField()
    within = models.BigIntegerField(default=0)
    name = models.CharField(max_length=120)
    former = models.CharField(max_length=24, default="")
    value = models.CharField(max_length=24, default="")
    begins_on = models.DateField(null=True)
    ends_on = models.DateField(null=True)
    timed = models.BooleanField()

    objects = RegisterRowQuerySet.as_manager()

    class Meta:
        verbose_name = "row of the register"
        verbose_name_plural = "rows of the register"
        ordering = ["list", "day", "within", "name"]
        constraints = [
            models.CheckConstraint(condition=Q(list__in=RegisterList.values), name="register_row_list_known"),
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True) | Q(begins_on__isnull=True) | Q(ends_on__gt=F("begins_on")),
                name="register_row_ends_after_start",
            ),
            models.CheckConstraint(
                condition=Q(timed=True) | Q(ends_on__isnull=True), name="register_row_with_an_end_is_timed"
            ),
        ]
        indexes = [
            # Holds all that a list asks of the rows it passes over, and what it reads of those it shows.
            models.Index(
                fields=[
                    *("list", "day", "within", "name", "begins_on", "ends_on", "agreement", "row"),
                    *("former", "value", "timed"),
                ],
                name="register_row_in_order",
            ),
            # Counted one by one.
            models.Index(
                fields=["list", "year", "begins_on", "ends_on"],
                condition=Q(timed=True),
                name="register_row_timed",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.list} {self.day}: {self.name}"


class RegisterRowCount(models.Model):
    """How many rows that are not timed there are of each list, change and year: the sum of its rows
    (news/models/counted.py)."""

    list = models.CharField(max_length=10)
    former = models.CharField(max_length=24)
    value = models.CharField(max_length=24)
    year = models.PositiveSmallIntegerField()
    number = models.IntegerField()

    class Meta:
        verbose_name = "count of the register's rows"
        verbose_name_plural = "counts of the register's rows"
        ordering = ["list", "year", "former", "value"]
        indexes = [
            models.Index(fields=["list", "year", "former", "value", "number"], name="register_row_counted")
        ]

    def __str__(self) -> str:
        return f"{self.list} {self.year} {self.former}>{self.value}: {self.number}"


declare(
    counted(
        "register_row_count", "news.RegisterRow", "news.RegisterRowCount", ("list", "former", "value", "year")
    )
)
