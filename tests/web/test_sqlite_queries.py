"""Queries are written for SQLite's driver once."""

import pytest
from django.db import connection

from config.web import sqlite_queries

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.skipif(connection.vendor != "sqlite", reason="only SQLite wants question marks"),
]


def answer(query, values):
    with connection.cursor() as cursor:
        cursor.execute(query, values)
        return cursor.fetchone()[0]


@pytest.mark.parametrize(
    ("query", "values", "found"),
    [
        ("SELECT %s || '%%'", ["a"], "a%"),
        ("SELECT %(one)s || %(one)s", {"one": "a"}, "aa"),
        ("SELECT '100 %'", None, "100 %"),
    ],
)
def test_are_answered_as_before(query, values, found):
    assert answer(query, values) == answer(query, values) == found


def test_each_is_written_once_but_for_those_that_no_page_asks():
    written = []
    convert = sqlite_queries._taker(lambda cursor, query, param_names=None: written.append(query) or query)
    long = "x" * (sqlite_queries.LONGEST + 1)
    for query in ("a", "b", "a", long, long):
        assert convert(None, query) == query
    assert written == ["a", "b", long, long]
