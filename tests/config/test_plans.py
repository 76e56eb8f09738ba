"""How the database finds what public pages ask for: by an index, never by reading a table that grows from end to end."""

import re
from itertools import chain

import pytest
from django.db import connection
from django.test import Client

from tests.page_kinds import PAGE_KINDS

# A dozen rows each, whatever the site holds: the railway's own things, and the vocabulary of parties and subjects.
SMALL = {
    *("news_actor", "news_topic"),
    *("routes_route", "routes_routestop", "routes_station", "routes_operator"),
}
# Pages whose subject is a whole table: what they say cannot be known without it. By the page, the tables that it reads so.
WHOLE = {
    # Their number, counted in an index; a page of them is walked in the order of another.
    "figure_list": {"news_figure"},
    "person_list": {"news_person"},
    "source_list": {"news_source"},
    # The full-text index by its name in the query.
    "search": {"news_searchdocument", "f"},
    # Which timetables are published, and every way on foot between stations.
    "journey_search": {"routes_publication", "routes_transfer"},
}


def plan_of(sql, params):
    """The lines of a query's plan that say how a table is read."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SET LOCAL enable_seqscan = off")
            cursor.execute(f"EXPLAIN {sql}", params)
            return [row[0] for row in cursor.fetchall()]
        cursor.execute(f"EXPLAIN QUERY PLAN {sql}", params)
        return [row[3] for row in cursor.fetchall()]


def tables_read_whole(sql, params):
    """By their names in the database; of an alias the table that it stands for."""
    names = {alias: table for table, alias in re.findall(r'"(\w+)" ([TUVW]\d+)\b', sql)}
    # Tables that the statement makes itself: see `config.web.together` and `news.search.index`.
    made = chain.from_iterable(re.findall(r"(\w+) (?:\(c0\b|AS \()|\) AS (\w+)", sql))
    own = {"CONSTANT", "subquery", *made}
    scanned = set()
    for line in plan_of(sql, params):
        found = re.match(r"SCAN (\w+)", line) or re.search(r"Seq Scan on (\w+)", line)
        if found and found[1] not in own:
            scanned.add(names.get(found[1], found[1]))
    return scanned


@pytest.fixture
def asked():
    """Opens an address and tells which queries it asks."""

    def ask(path):
        queries = []

        def keep(execute, sql, params, many, context):
            # On PostgreSQL the search sends settings before its statement.
            queries.append((sql.rpartition("; ")[2], params))
            return execute(sql, params, many, context)

        with connection.execute_wrapper(keep):
            assert Client().get(path).status_code == 200
        return [(sql, params) for sql, params in queries if sql.startswith(("SELECT", "WITH"))]

    return ask


@pytest.mark.django_db
@pytest.mark.usefixtures("loaded_content")
@pytest.mark.parametrize("kind", PAGE_KINDS)
def test_no_table_that_grows_is_read_whole(kind, asked):
    read = set().union(*(tables_read_whole(*query) for query in asked(f"/en/{PAGE_KINDS[kind]}")))
    assert read - SMALL - WHOLE.get(kind, set()) == set()


@pytest.mark.django_db
@pytest.mark.usefixtures("loaded_content")
@pytest.mark.skipif(connection.vendor != "sqlite", reason="PostgreSQL chooses by the size of a table")
@pytest.mark.parametrize("path", ["timeline/", "timeline/?topic=transport"])
def test_what_time_changes_of_the_timeline_is_looked_for_among_itself(path, asked):
    counting = [query for query in asked(f"/en/{path}") if "news_timelinecount" in query[0]]
    assert counting
    for query in counting:
        assert any("timeline_row_timed" in line for line in plan_of(*query))


@pytest.mark.django_db
@pytest.mark.usefixtures("loaded_content")
@pytest.mark.parametrize(
    "path",
    [
        "?as_of=2010-06-01",
        "?as_of=2010-06-01&party=russia&kind=treaty",
        "?family=treaty&status=in_force&text=none",
        "?party=russia&subject=transport",
        "?status=recorded",
        *("matrix/?as_of=2010-06-01", "delivery/?as_of=2026-03-01", "changes/?from=1990-01-01&to=2026-12-31"),
        *("calendar.ics", "changes.json", "changes.atom", "matrix.json", "relations.csv", "delivery.json"),
    ],
)
def test_no_part_of_a_large_register_is_read_whole(path, asked, monkeypatch):
    monkeypatch.setattr("news.filters.agreements.COUNTED_WHOLE", 0)
    read = set().union(*(tables_read_whole(*query) for query in asked(f"/en/agreements/{path}")))
    assert read - SMALL == set()
