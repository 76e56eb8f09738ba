"""Derived: the status of every instrument through all time, for lists that ask for a day. Rebuilt whenever an act is saved."""

from typing import Any

from django.db import models
from django.db.models import F, Q

from config.web.triggers import Trigger, declare
from news.agreements.terms import StatusValue
from news.models.agreements import Agreement
from news.models.counted import postgresql_trigger
from news.querysets import StatusSpanQuerySet


class StatusSpan(models.Model):
    """A stretch of days with one status: `begins_on` included, `ends_on` not; no end means until further notice.

    The spans of an instrument tile the time line, as `status_spans` computes them by the rules of `rules_version`. The rest
    is of the instrument, the same in each of its spans, so that a list narrows and counts within one table: the year of its
    conclusion, whether sources differ on a date, copies of its columns, and whom it binds and what it is about (keys of
    actors and topics, each between spaces: " 3 17 ").

    `position`: of the instrument in the order of the register (`place_of`); a list of another day than the present one walks
    along it, as far as its page. `place`: the same, in those spans that the list of the present day shows, or will. `counted`:
    it was the span of its day when it was written, and is counted so (`RegisterCount`); what time has changed since is looked
    at one by one, and settled at the next saving (docs/decisions/0056 and 0062).
    """

    FACTS = (
        *("agreement_id", "begins_on", "ends_on", "status", "year", "disputed"),
        *("family", "designation", "text_availability", "parties", "subjects", "rules_version", "position"),
    )

    # What time alone changes of it.
    STANDS = ("place", "counted")

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
    # A site that is updated while it runs may still write spans without these; `manage.py doctor` tells.
    position = models.CharField(max_length=16, default="", db_default="")
    place = models.CharField(max_length=16, null=True, default=None)  # noqa: DJ001 none is not one of them
    counted = models.BooleanField(default=False, db_default=False)

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
            models.CheckConstraint(
                condition=Q(counted=False) | Q(place__isnull=False), name="status_span_counted_has_a_place"
            ),
        ]
        # For the front page, which asks for the latest of a status and how many there are of each.
        indexes = [
            models.Index(fields=["family", "status", "begins_on", "ends_on"], name="status_span_latest"),
            # For the list of the present day: its order, with all that it narrows by; and what time has changed.
            models.Index(
                fields=[
                    *("place", "begins_on", "ends_on", "status", "disputed", "family", "designation"),
                    *("text_availability", "year", "agreement"),
                ],
                condition=Q(place__isnull=False),
                name="status_span_in_order",
            ),
            # For that of another day.
            models.Index(
                fields=[
                    *("position", "begins_on", "ends_on", "status", "disputed", "family", "designation"),
                    *("text_availability", "year", "agreement"),
                ],
                name="status_span_of_any_day",
            ),
            models.Index(fields=["ends_on"], condition=Q(counted=True), name="status_span_ending"),
            models.Index(
                fields=["begins_on"],
                condition=Q(counted=False, place__isnull=False),
                name="status_span_coming",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.agreement_id}: {self.status} from {self.begins_on}"

    @property
    def facts(self) -> tuple[Any, ...]:
        return tuple(getattr(self, name) for name in self.FACTS)


class RegisterCount(models.Model):
    """How many instruments there are at present of which one column has one value and another column another: the sum of its
    rows. So one row says how many a choice would show beside another choice. Without a first column: of all instruments;
    without a second: all that have the first. Triggers keep it (news/models/counted.py says how)."""

    facet = models.CharField(max_length=17)
    value = models.CharField(max_length=24)
    other = models.CharField(max_length=17)
    also = models.CharField(max_length=24)
    number = models.IntegerField()

    class Meta:
        verbose_name = "count of the register"
        verbose_name_plural = "counts of the register"
        ordering = ["facet", "value", "other", "also"]
        indexes = [
            models.Index(fields=["facet", "value", "other", "also", "number"], name="register_counted")
        ]

    def __str__(self) -> str:
        return f"{self.facet}={self.value} {self.other}={self.also}: {self.number}"


# The columns of a span as its counts name them, each value as text: of the row (or alias) `{row}`.
_ITEMS = """SELECT '' AS facet, '' AS value UNION ALL SELECT 'status', {row}.status
  UNION ALL SELECT 'disputed', CASE WHEN {row}.disputed THEN '1' ELSE '0' END UNION ALL SELECT 'family', {row}.family
  UNION ALL SELECT 'designation', {row}.designation UNION ALL SELECT 'text_availability', {row}.text_availability
  UNION ALL SELECT 'year', CAST({row}.year AS text) WHERE {row}.year IS NOT NULL
  UNION ALL SELECT 'parties', {parties} UNION ALL SELECT 'subjects', {subjects}"""
_SQLITE_KEYS = "CAST(value AS text) FROM json_each('[' || replace(trim({row}.{column}), ' ', ',') || ']')"
_POSTGRESQL_KEYS = "unnest(string_to_array(nullif(trim({row}.{column}), ''), ' '))"


def _items(row: str, keys: str) -> str:
    columns = {column: keys.format(row=row, column=column) for column in ("parties", "subjects")}
    return _ITEMS.format(row=row, **columns)


def _sqlite(row: str, sign: str) -> str:
    """Every pair of what the row has, where it is counted."""
    items = _items(row, _SQLITE_KEYS)
    pairs = (
        f"SELECT a.facet, a.value, b.facet AS other, b.value AS also FROM ({items}) a, ({items}) b "  # noqa: S608
        f"WHERE {row}.counted AND (a.facet <> b.facet OR a.facet = '')"
    )
    return f"""
  INSERT INTO news_registercount (facet, value, other, also, number) SELECT *, 0 FROM ({pairs}) AS pair
    WHERE NOT EXISTS (SELECT 1 FROM news_registercount AS kept WHERE (kept.facet, kept.value, kept.other, kept.also)
      = (pair.facet, pair.value, pair.other, pair.also));
  UPDATE news_registercount SET number = number {sign} 1 WHERE {row}.counted AND (facet, value, other, also) IN ({pairs});
"""  # noqa: S608


def _postgresql(rows: str, sign: str) -> str:
    items = _items("span", _POSTGRESQL_KEYS)
    return f"""INSERT INTO news_registercount (facet, value, other, also, number)
  SELECT a.facet, a.value, b.facet, b.value, {sign} count(*)
  FROM {rows} AS span, LATERAL ({items}) a, LATERAL ({items}) b
  WHERE span.counted AND (a.facet <> b.facet OR a.facet = '') GROUP BY 1, 2, 3, 4"""  # noqa: S608


_ADDED, _DROPPED = _postgresql("added", ""), _postgresql("dropped", "-")
declare(
    Trigger(
        name="register_count",
        model="news.StatusSpan",
        sqlite=(
            f'CREATE TRIGGER "register_count__insert" AFTER INSERT ON "news_statusspan" WHEN NEW.counted '
            f"BEGIN {_sqlite('NEW', '+')} END",
            f'CREATE TRIGGER "register_count__delete" AFTER DELETE ON "news_statusspan" WHEN OLD.counted '
            f"BEGIN {_sqlite('OLD', '-')} END",
            f'CREATE TRIGGER "register_count__update" AFTER UPDATE ON "news_statusspan" WHEN OLD.counted OR NEW.counted '
            f"BEGIN {_sqlite('OLD', '-')} {_sqlite('NEW', '+')} END",
        ),
        postgresql=(
            *postgresql_trigger("register_count", "news_statusspan", "insert", _ADDED),
            *postgresql_trigger("register_count", "news_statusspan", "delete", _DROPPED),
            *postgresql_trigger("register_count", "news_statusspan", "update", _DROPPED, _ADDED),
        ),
    )
)
