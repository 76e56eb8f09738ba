"""Derived: how many sources, people and figures their lists hold, by how what they are ordered by begins.

Triggers of the database keep it (news/models/counted.py says how); docs/decisions/0061 says why.
"""

# ruff: noqa: S608  the SQL is put together of our own words
from collections.abc import Iterator
from dataclasses import replace
from itertools import chain
from typing import Any

from django.apps import apps
from django.db import models, transaction
from django.db.models import Count, Exists, OuterRef, Value

from config.web.translated import LANGUAGES, reading_order
from config.web.triggers import Trigger, declare
from news.models.counted import counted_as, postgresql_trigger
from news.querysets.keys import Beginning, as_read


class ListCount(models.Model):
    """How many things a list shows a reader of the language (of figures: any) of which what they are ordered by begins with
    `part`, and of sources how many are of the grade: the sum of its rows."""

    list = models.CharField(max_length=6)
    reader = models.CharField(max_length=2)
    part = models.CharField(max_length=120)
    grade = models.CharField(max_length=1)
    number = models.IntegerField()

    COLUMNS = ("list", "reader", "part", "grade")

    class Meta:
        verbose_name = "count of a list"
        verbose_name_plural = "counts of lists"
        ordering = ["list", "reader", "part", "grade"]
        indexes = [models.Index(fields=["list", "reader", "part", "grade", "number"], name="list_counted")]

    def __str__(self) -> str:
        return f"{self.list} {self.reader} {self.part} {self.grade}: {self.number}"


def _in_each_language(of_list: str, name: str, part: str, grade: str) -> str:
    """`part`: what of the name as it is read."""
    return " UNION ALL ".join(
        f"SELECT '{of_list}' AS list, '{reader}' AS reader, {part.format(_as_read(name, reader))} AS part, {grade} AS grade"
        for reader in LANGUAGES
    )


def _as_read(name: str, reader: str) -> str:
    """As `news.querysets.keys.as_read`."""
    columns = (f"NULLIF({{row}}.{name}_{code}, '')" for code in reading_order(reader))
    return f"COALESCE({', '.join(columns)})"


def _columns(name: str) -> list[str]:
    return [f"{name}_{code}" for code in LANGUAGES]


# Figures are listed that have a value: counted with the first, counted off with the last.
_FIGURE = "SELECT 'figure' AS list, '' AS reader, SUBSTR({of}.key, 1, 2) AS part, '' AS grade"
_FIGURE_WITH_VALUES = f"""{_FIGURE.format(of="{row}")}
  WHERE EXISTS (SELECT 1 FROM news_figurevalue WHERE figure_id = {{row}}.id)"""
_FIGURE_OF_ONLY_VALUE = f"""{_FIGURE.format(of="figure")} FROM news_figure AS figure WHERE figure.id = {{row}}.figure_id
  AND NOT EXISTS (SELECT 1 FROM news_figurevalue AS other WHERE other.figure_id = figure.id AND other.id <> {{row}}.id)"""
# PostgreSQL counts after each statement, which may bring several values of a figure. Two transactions that bring and take
# values of one figure wait for each other.
_HAS = "EXISTS (SELECT 1 FROM news_figurevalue AS one WHERE one.figure_id = figure.id)"
_HAD_OTHERS = _HAS.replace("figure.id)", "figure.id AND one.id NOT IN (SELECT id FROM added))")
_HAD = f"({_HAD_OTHERS} OR figure.id IN (SELECT figure_id FROM dropped))"
_MOVED = """SELECT figure_id FROM added EXCEPT SELECT figure_id FROM dropped
  UNION (SELECT figure_id FROM dropped EXCEPT SELECT figure_id FROM added)"""
# Of an event: which figures it concerns, whether each had a value before, and whether it has one now.
_EVENTS = {
    "insert": ("SELECT figure_id FROM added", _HAD_OTHERS, "TRUE"),
    "delete": ("SELECT figure_id FROM dropped", "TRUE", _HAS),
    "update": (_MOVED, _HAD, _HAS),
}


def _counted_by_values() -> Trigger:
    name, table = "figure_count_by_values", "news_figurevalue"
    by_row = counted_as(
        *(name, "news.FigureValue", "news.ListCount", ListCount.COLUMNS),
        shares=_FIGURE_OF_ONLY_VALUE,
        watched=["figure_id"],
    )
    by_statement = (
        postgresql_trigger(
            *(name, table, event),
            f"PERFORM 1 FROM news_figure WHERE id IN ({concerned}) ORDER BY id FOR UPDATE",
            f"""INSERT INTO news_listcount (list, reader, part, grade, number)
  SELECT share.*, sum({has}::int - {had}::int) FROM news_figure AS figure, LATERAL ({_FIGURE.format(of="figure")}) AS share
  WHERE figure.id IN ({concerned}) AND {has} <> {had} GROUP BY 1, 2, 3, 4""",
        )
        for event, (concerned, had, has) in _EVENTS.items()
    )
    return replace(by_row, postgresql=tuple(chain(*by_statement)))


declare(
    counted_as(
        *("source_count", "news.Source", "news.ListCount", ListCount.COLUMNS),
        shares=_in_each_language("source", "publisher", "{}", "{row}.grade"),
        watched=[*_columns("publisher"), "grade"],
    ),
    counted_as(
        *("person_count", "news.Person", "news.ListCount", ListCount.COLUMNS),
        shares=_in_each_language("person", "name", "SUBSTR({}, 1, 2)", "''"),
        watched=_columns("name"),
    ),
    counted_as(
        *("figure_count", "news.Figure", "news.ListCount", ListCount.COLUMNS),
        shares=_FIGURE_WITH_VALUES,
        watched=["key"],
    ),
    _counted_by_values(),
)


def recount_lists(of: Any = apps) -> None:
    """All numbers anew where they are others, since rows were written without triggers. `of`: also the apps of a migration."""
    counts = of.get_model("news", "ListCount").objects
    with transaction.atomic():
        if not are_right(of):
            counts.all().delete()
            counts.bulk_create(counts.model(**each) for each in numbers(of))


def are_right(of: Any = apps) -> bool:
    """Whether the rows say what there is; reads all that is counted."""
    rows = of.get_model("news", "ListCount").objects.order_by().values(*ListCount.COLUMNS)
    kept = rows.annotate(sum=models.Sum("number"))
    found = {tuple(map(each.get, ListCount.COLUMNS)): each["sum"] for each in kept if each["sum"]}
    return found == {tuple(map(each.get, ListCount.COLUMNS)): each["number"] for each in numbers(of)}


def numbers(of: Any = apps) -> Iterator[dict[str, Any]]:
    """What the rows should say."""
    source, person, figure, value = (
        of.get_model("news", name).objects.order_by()
        for name in ("Source", "Person", "Figure", "FigureValue")
    )
    none = Value("")
    for reader in LANGUAGES:
        publisher, beginning = as_read("publisher", reader), Beginning(as_read("name", reader))
        yield from _numbers("source", reader, source.values("grade", part=publisher))
        yield from _numbers("person", reader, person.values(part=beginning, grade=none))
    with_values = figure.filter(Exists(value.filter(figure=OuterRef("pk"))))
    yield from _numbers("figure", "", with_values.values(part=Beginning("key"), grade=none))


def _numbers(of_list: str, reader: str, rows: models.QuerySet) -> Iterator[dict[str, Any]]:
    for each in rows.annotate(number=Count("pk")):
        yield {"list": of_list, "reader": reader, **each}
