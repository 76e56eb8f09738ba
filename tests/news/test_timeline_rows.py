"""Rows of the timeline are what the record says, whatever way it is changed; so are the numbers that triggers keep."""

from collections import Counter
from datetime import date, timedelta

import pytest
from django.core.management import call_command
from django.utils import timezone

from config.timeline.line import Line
from config.timeline.strands import STRANDS, Choice
from config.timeline.tallies import KeptTally
from news.models import TimelineCount, TimelineRow
from tests import factories as make

pytestmark = pytest.mark.django_db

COLUMNS = ("holder_kind", "holder_key", "strand", "planned", "topic__slug", "day", "month", "timed")


def rows():
    return sorted(TimelineRow.objects.values_list(*COLUMNS), key=str)


def counted():
    """As triggers keep them, and as they should be."""
    found, wanted = Counter(), Counter()
    for each in TimelineCount.objects.all():
        found[each.topic_id, each.strand, each.planned, each.year, each.month] += each.number
    for each in TimelineRow.objects.filter(timed=False):
        wanted[each.topic_id, each.strand, each.planned, each.year, each.month] += 1
    return +found, wanted


def about(kind):
    return sorted(topic or "" for of, _key, _strand, _planned, topic, *_ in rows() if of == kind)


@pytest.fixture
def held():
    trade, rails = make.make_topic("trade"), make.make_topic("rails")
    treaty = make.make_agreement("treaty")
    treaty.topics.add(trade)
    make.make_action(treaty, dated_on=date(1997, 1, 1), date_precision="year")
    make.make_action(treaty, "enters_into_force", dated_on=date(2024, 5, 1), occurrence="expected")
    line = make.make_route("line")
    make.make_route_event(line, "launch_planned", date(2026, 4, 2))
    make.make_article("told", happened_on=date(2026, 2, 26), topics=[trade, rails])
    return trade, rails, treaty, line


def test_each_dated_thing_has_a_row_and_one_a_topic(held):
    assert [row[:7] for row in rows() if row[4] is None] == [
        ("agreement", "treaty", "concluded", False, None, date(1997, 1, 1), 0),
        ("agreement", "treaty", "in_force", True, None, date(2024, 5, 1), 5),
        ("article", "told", "news", False, None, date(2026, 2, 26), 2),
        ("route", "line", "railway", True, None, date(2026, 4, 2), 4),
    ]
    assert (about("agreement"), about("article")) == (["", "", "trade", "trade"], ["", "rails", "trade"])
    assert counted()[0] == counted()[1]


def test_events_of_a_route_follow_the_topics_of_what_it_rests_on(held):
    _trade, rails, treaty, line = held
    basis = make.make_basis(line, treaty)
    assert about("route") == ["", "trade"]
    treaty.topics.add(rails)
    assert about("route") == ["", "rails", "trade"]
    basis.delete()
    assert about("route") == [""]


def test_what_goes_takes_its_rows_and_their_number(held):
    trade, _rails, treaty, line = held
    make.make_action(treaty, "terminated", dated_on=date(2026, 1, 1))
    line.slug = "railway"
    line.save()
    trade.delete()
    assert {(row[0], row[1], row[4]) for row in rows()} == {
        ("agreement", "treaty", None),
        ("article", "told", None),
        ("article", "told", "rails"),
        ("route", "railway", None),
    }
    line.delete()
    assert about("route") == []
    assert counted()[0] == counted()[1]


def test_rows_come_again_from_reindexing(held):
    wanted = rows()
    TimelineRow.objects.all().delete()
    assert counted()[0] == Counter()
    call_command("reindex", verbosity=0)
    assert rows() == wanted
    assert counted()[0] == counted()[1]


def test_a_schedule_that_passes_shows_with_nothing_running():
    now, hour = timezone.now(), timedelta(hours=1)
    coming = make.make_article(version=False, happened_on=date(2026, 1, 1))
    make.make_version(coming, live_from=now + hour)
    ending = make.make_article("ending", version=False, happened_on=date(2026, 1, 2))
    make.make_version(ending, live_from=now - hour, live_until=now + hour)

    def shown(at):
        return Line(KeptTally(Choice(), at), at, newest_first=True)[:]

    assert shown(now) == [("article", ending.pk)]
    assert shown(now + hour) == [("article", coming.pk)]


def test_any_part_of_a_line_is_that_part_of_it():
    for year in (1996, 1996, 1997, 2010, 2024, 2024, 2024, 2026):
        make.make_action(make.make_agreement(), dated_on=date(year, 3, 1))
        make.make_article(happened_on=date(year, 3, 1))
    make.make_route_event(make.make_route(), "launched", date(2025, 1, 1))
    now = timezone.now()
    for strands in (frozenset(STRANDS), frozenset({"news"}), frozenset({"concluded", "railway"})):
        for first, last in ((None, None), (1997, 2024)):
            tally = KeptTally(Choice(strands, None, first, last), now)
            kept = TimelineRow.objects.filter(
                topic__isnull=True, strand__in=strands, year__gte=first or 0, year__lte=last or 9999
            )
            wanted = list(kept.in_order().values_list("holder_kind", "row"))
            for newest_first in (True, False):
                line = Line(tally, now, newest_first=newest_first)
                whole = wanted if newest_first else wanted[::-1]
                for start in range(0, len(whole) + 1, 2):
                    for stop in range(start, len(whole) + 2, 3):
                        assert line[start:stop] == whole[start:stop]
