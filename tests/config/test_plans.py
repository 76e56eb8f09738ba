"""How the database finds what public pages ask for: by an index, never by reading a table that grows from end to end."""

import re
from itertools import chain

import pytest
from django.db import connection
from django.test import Client
from django.urls import resolve

from tests.other_addresses import OTHER_ADDRESSES, TURNED_OVER
from tests.page_kinds import PAGE_KINDS
from tests.walk import doors

# A dozen rows each, whatever the site holds: the railway's own things, and the vocabulary of parties and subjects. Of ways on
# foot there are a few a station, and a journey may take any.
SMALL = {
    "django_migrations",
    *("news_actor", "news_topic"),
    *("routes_route", "routes_routestop", "routes_station", "routes_operator", "routes_transfer"),
}
# Pages whose subject is a whole table: what they say cannot be known without it. By the page, the tables that it reads so.
WHOLE = {
    # A file that gives a list whole.
    "data_dump": {"news_source", "news_person", "news_figure", "news_figurevalue", "news_articleversion"},
    "register_dump": {"news_agreement"},
    "gtfs": {"routes_stoptime"},
    "gtfs_report": {"routes_stoptime"},
    # In how many files the register's addresses stand; each file reads its own.
    "sitemap": {"news_agreement", "news_textversion"},
    "sitemap_section": {"news_agreement", "news_textversion"},
    # Whether every instrument has a status, and what became public in the last day stands in lists.
    "readyz": {"news_agreement", "news_articleversion"},
}


# Of these indexes a part is read, from one place on: those of few rows, what time alone changes, what is still to come,
# timetables that have not ended, notices; and a list's order, for a page of it.
FEW = re.compile(r"_timed$|_coming$|_ending$|^publication_by_end$|^alert_published$")
IN_ORDER = re.compile(r"_in_order(_\w\w)?$|_of_any_day$")
# Addresses that need what the content has not: a train by its number, a link to a draft, a file, a contact; and of development.
NOT_ASKED = {"train_ics", "article_preview", "article_preview_picture", "media", "security_txt", "metrics"}
ONE_ROW = (
    *(
        "news.views.articles",
        "news.views.topics",
        "news.views.corrections",
        "news.views.people",
        "news.views.figures",
    ),
    *("news.views.sources", "news.views.agreements", "config.views.timeline", "config.views.search"),
)


def plan_of(sql, params):
    """The lines of a query's plan that say how a table is read."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SET LOCAL enable_seqscan = off")
            cursor.execute(f"EXPLAIN {sql}", params)
            return [row[0] for row in cursor.fetchall()]
        cursor.execute(f"EXPLAIN QUERY PLAN {sql}", params)
        return [row[3] for row in cursor.fetchall()]


def read_whole(line, sql):
    """The table that a line of a plan reads from end to end, or from one place on to its end. SQLite says SCAN of a full-text
    index also where it looks words up: its number for that ends with M and the column."""
    if found := re.match(r"SEARCH (\w+) USING (?:COVERING )?INDEX (\w+) \([^ ]+[<>]\?", line):
        is_page = IN_ORDER.search(found[2]) and " LIMIT " in sql
        return None if FEW.search(found[2]) or is_page else found[1]
    if found := re.match(r"SCAN (\w+)(?! VIRTUAL TABLE INDEX \d+:M)", line) or re.search(
        r"Seq Scan on (\w+)", line
    ):
        return found[1]
    return None


def tables_read_whole(sql, params):
    """By their names in the database; of an alias the table that it stands for."""
    names = {alias: table for table, alias in re.findall(r'"?(\w+_\w+)"? ([TUVW]\d+|[df])\b', sql)}
    # Tables that the statement makes itself: see `config.web.together` and `news.search.index`.
    made = chain.from_iterable(re.findall(r"(\w+) (?:\(c0\b|AS \()|\) AS (\w+)", sql))
    own = {"CONSTANT", "subquery", *made, None}
    # Of one row, the newest, no more is read than it takes to meet it.
    lines = (
        line for line in plan_of(sql, params) if not (sql.endswith("LIMIT 1") and line.startswith("SEARCH"))
    )
    found = {read_whole(line, sql) for line in lines} - own
    return {names.get(table, table) for table in found}


@pytest.fixture(scope="module")
def of_plan():
    """{statement: the tables it reads whole}: many pages ask the same, and what is asked for does not change how it is found."""
    return {}


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
            response = Client().get(path)
            b"".join(response.streaming_content if response.streaming else ())
        assert response.status_code in (200, 302, 303), path
        return [(sql, params) for sql, params in queries if sql.startswith(("SELECT", "WITH"))]

    return ask


@pytest.fixture
def grown(asked, of_plan):
    """{address: tables that grow and that it reads whole}, where there are any."""

    def look(addresses):
        found = {}
        for address in addresses:
            path = address if address.startswith("/") else f"/en/{address}"
            read = set()
            for sql, params in asked(path):
                if sql not in of_plan:
                    of_plan[sql] = tables_read_whole(sql, params)
                read |= of_plan[sql]
            if read := read - SMALL - WHOLE.get(resolve(path.partition("?")[0]).url_name, set()):
                found[address] = read
        return found

    return look


@pytest.mark.django_db
@pytest.mark.usefixtures("loaded_content")
class TestNoTableThatGrowsIsReadWhole:
    @pytest.mark.parametrize("kind", PAGE_KINDS)
    def test_by_a_page(self, kind, grown):
        assert grown([PAGE_KINDS[kind]]) == {}

    @pytest.mark.parametrize("subject", OTHER_ADDRESSES)
    def test_by_what_else_is_asked(self, subject, grown):
        assert grown(OTHER_ADDRESSES[subject]) == {}

    def test_by_a_page_in_the_midst_of_a_list(self, grown, monkeypatch):
        for module in ONE_ROW:
            monkeypatch.setattr(f"{module}.PER_PAGE", 1)
        monkeypatch.setattr("news.views.people.SHOWN", 1)
        for module in ("news.data.answers", "config.views.timeline"):
            monkeypatch.setattr(f"{module}.AT_ONCE", 1)
        pages = (f"{path}{'&' if '?' in path else '?'}page=2" for path in TURNED_OVER)
        assert grown(pages) == {}

    def test_every_public_address_is_asked_for(self):
        paths = [*PAGE_KINDS.values(), *chain(*OTHER_ADDRESSES.values())]
        names = {
            resolve(path if path.startswith("/") else f"/en/{path.partition('?')[0]}").url_name
            for path in paths
        }
        public = {door.key for door in doors() if not door.is_desk and not door.key.startswith("design")}
        assert public - names == NOT_ASKED


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
