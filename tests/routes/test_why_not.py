"""From here to there: an answer, and in every "no" the reason."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from routes.journeys.why_not import Line, Reason, answer, status_day
from routes.route_status import Event, State, route_status

DAY = date(2026, 4, 3)


def line(slug, stations, *kinds):
    events = [Event(f"{n}", kind, date(2026, 2, 26 if n == 0 else 27)) for n, kind in enumerate(kinds)]
    return Line(slug, tuple(stations), route_status(events, DAY))


PLANNED = Line(
    "planned",
    ("vitebsk", "zaolsha", "smolensk"),
    route_status([Event("plan", "launch_planned", date(2026, 2, 26), date(2026, 4, 2), "by_day")], DAY),
)


@pytest.mark.parametrize(
    ("kinds", "reason"),
    [
        ((), Reason.NOTHING_RECORDED),
        (("proposed",), Reason.CANDIDATE),
        (("considered",), Reason.CANDIDATE),
        (("decided",), Reason.PLANNED),
        (("launch_planned",), Reason.PLANNED),
        (("launched",), Reason.NO_TIMETABLE),
        (("launched", "suspended"), Reason.STOPPED),
        (("launched", "closed"), Reason.STOPPED),
        (("decided", "cancelled"), Reason.STOPPED),
    ],
)
def test_the_state_of_the_line_is_the_reason(kinds, reason):
    found = answer("a", "b", [line("ab", "ab", *kinds)])
    assert [one.reason for one in found.lines] == [reason]
    assert found.reason is None


def test_a_passed_plan_is_not_confirmed():
    assert answer("smolensk", "vitebsk", [PLANNED]).lines[0].reason is Reason.NOT_CONFIRMED


def test_both_directions_and_points_between():
    assert [
        answer(*pair, [PLANNED]).lines[0].between
        for pair in (("vitebsk", "smolensk"), ("smolensk", "zaolsha"))
    ] == [1, 0]


def test_no_line_says_which_lines_each_station_is_on():
    found = answer("vitebsk", "minsk", [PLANNED, line("mm", ["minsk", "moscow"], "launched")])
    assert (found.lines, found.reason) == ([], Reason.NO_LINE)
    assert (found.at_origin, found.at_destination) == (("planned",), ("mm",))


def test_the_same_station_twice():
    assert answer("minsk", "minsk", [PLANNED]).reason is Reason.SAME_STATION


def test_what_runs_comes_before_what_is_planned():
    lines = [line("c", "ab", "proposed"), line("a", "ab", "decided"), line("b", "ab", "launched")]
    assert [one.line.slug for one in answer("a", "b", lines).lines] == ["b", "a", "c"]


def test_nobody_knows_the_future():
    assert status_day(date(2030, 1, 1), DAY) == DAY
    assert status_day(date(2020, 1, 1), DAY) == date(2020, 1, 1)


@given(st.sampled_from(State))
def test_every_state_has_an_answer(state):
    """A state added later must be given its reason."""
    from_status = route_status([], DAY)
    status = type(from_status)(state, from_status.rule, (), None, (), None)
    assert answer("a", "b", [Line("ab", "ab", status)]).lines[0].reason in Reason
