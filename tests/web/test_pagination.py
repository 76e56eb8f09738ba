"""Pages of a list: each has its rows, whichever end they are read from."""

import pytest
from django.db import connection
from django.db.models import F
from django.test import RequestFactory
from django.test.utils import CaptureQueriesContext

from config.web.pagination import PageOfSeveral, page_of
from config.web.refusals import NotHere
from news.models import Source
from tests.factories import make_source

pytestmark = pytest.mark.django_db


@pytest.fixture
def sources():
    days = ["2026-02-01", None, "2026-02-03", None, "2026-02-02", "2026-02-03", None]
    return [make_source(f"s-{number}", published_on=day) for number, day in enumerate(days)]


def at(number, rows, per_page=2):
    return page_of(RequestFactory().get("/", {"page": number}), rows, per_page)


def test_pages_follow_one_another_and_hold_every_row_once(sources):
    rows = Source.objects.order_by(F("published_on").desc(nulls_last=True), "key")
    assert [source for number in range(1, 5) for source in at(number, rows)] == list(rows)
    assert [len(at(number, rows).object_list) for number in range(1, 5)] == [2, 2, 2, 1]


def test_the_last_page_skips_nothing(sources):
    with CaptureQueriesContext(connection) as queries:
        assert [source.key for source in at(4, Source.objects.order_by("key"))] == ["s-6"]
    assert "OFFSET" not in queries[-1]["sql"]
    assert "LIMIT 1" in queries[-1]["sql"]


def test_sequences_and_unions_are_read_as_they_are(sources):
    assert list(at(4, [1, 2, 3, 4, 5, 6, 7])) == [7]
    keys = Source.objects.order_by().values_list("key", flat=True)
    both = keys.filter(key__lt="s-3").union(keys.filter(key__gte="s-3")).order_by("key")
    assert list(at(4, both)) == ["s-6"]


def test_a_page_that_is_not_there_is_refused(sources):
    with pytest.raises(NotHere):
        at(5, Source.objects.order_by("key"))


def test_lists_of_unknown_length_are_turned_over_together():
    lists, shown = ("abcde", "xy", ""), []
    for number in (1, 2, 3):
        turned = PageOfSeveral(RequestFactory().get("/", {"page": number}), 2)
        shown.append([turned.shown(rows[turned.places]) for rows in lists])
        assert turned.page().has_next() is (number < 3)
        assert turned.page().number == number
    assert shown == [["ab", "xy", ""], ["cd", "", ""], ["e", "", ""]]


@pytest.mark.parametrize("number", [4, 0, "x"])
def test_beyond_all_of_them_there_is_no_page(number):
    turned = PageOfSeveral(RequestFactory().get("/", {"page": number}), 2)
    turned.shown("abcde"[turned.places])
    with pytest.raises(NotHere):
        turned.page()


def test_a_thing_that_nothing_cites_has_a_first_page():
    assert not PageOfSeveral(RequestFactory().get("/"), 2).page().has_other_pages()
