"""The drawn lives: every day has its place, in order, on the paper; idle years are short."""

from datetime import date, timedelta
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from news.agreements.lifelines import LABEL, MARGIN, WIDTH, Lifeline, axis, lifeline, points
from news.agreements.status import Span, status_spans
from news.agreements.terms import StatusValue
from tests.news.test_agreement_status import TREATY, WHOLE, action

UNTIL = date(2026, 11, 24)
days = st.dates(date(1990, 1, 1), UNTIL)


def spans(*starts):
    """[(day, status)] as spans from the first day of all."""
    rows = [(date.min, StatusValue.RECORDED), *starts]
    ends = [start for start, _value in rows[1:]] + [None]
    return [Span(start, end, value) for (start, value), end in zip(rows, ends, strict=True)]


class TestAxis:
    def test_idle_years_are_one_short_stretch(self):
        on = axis([date(1996, 4, 2), date(1999, 12, 8), date(2024, 12, 6)], UNTIL)
        [skipped] = [(s.first, s.after) for s in on.stretches if s.skipped]
        assert skipped == (2000, 2024)
        year = on.x(date(1997, 1, 1)) - on.x(date(1996, 1, 1))
        assert on.x(date(2024, 1, 1)) - on.x(date(2000, 1, 1)) < year

    @given(st.lists(days, max_size=12), st.lists(days, min_size=2, max_size=6))
    def test_time_runs_to_the_right_and_stays_on_the_paper(self, busy, asked):
        on = axis(busy, UNTIL)
        places = [on.x(day) for day in sorted(asked)]
        assert places == sorted(places)
        assert all(MARGIN <= place <= WIDTH for place in places)

    @given(st.lists(days, max_size=12))
    def test_stretches_join_and_numbers_have_room(self, busy):
        on = axis(busy, UNTIL)
        assert all(a.right == b.left and a.after == b.first for a, b in pairwise(on.stretches))
        assert on.stretches[0].left == MARGIN
        assert abs(on.stretches[-1].right - WIDTH) < 0.01
        assert all(b - a >= LABEL - 0.1 for (a, _), (b, _) in pairwise(on.ticks))


class TestLifeline:
    def test_waits_then_binds_then_ends(self):
        life = spans(
            (date(2024, 12, 6), StatusValue.AWAITING_CONSENT),
            (date(2025, 3, 13), StatusValue.IN_FORCE),
            (date(2026, 6, 1), StatusValue.TERMINATED),
        )
        on = axis([span.start for span in life[1:]], UNTIL)
        line = lifeline(life, on, UNTIL)
        assert line.segments[0].kind == "wait"
        assert {segment.kind for segment in line.segments[1:]} == {"live"}
        assert line.dots == ((on.x(date(2025, 3, 13)), "live"),)
        assert line.end == on.x(date(2026, 6, 1))
        assert line.segments[-1].right == line.end

    def test_it_shows_nothing_later_than_the_day_asked(self):
        life = spans((date(2025, 3, 13), StatusValue.IN_FORCE))
        on = axis([date(2025, 3, 13)], date(2025, 1, 1))
        assert lifeline(life, on, date(2025, 1, 1)) == Lifeline()

    def test_what_binds_through_idle_years_is_drawn_as_shortened(self):
        life = spans((date(2000, 1, 26), StatusValue.IN_FORCE))
        on = axis([date(2000, 1, 26)], UNTIL)
        assert [segment.kind for segment in lifeline(life, on, UNTIL).segments] == ["live", "skip", "live"]

    def test_what_never_bound_has_the_dot_of_its_beginning(self):
        life = spans((date(2026, 2, 26), StatusValue.ADOPTED))
        on = axis([date(2026, 2, 26)], UNTIL)
        line = lifeline(life, on, UNTIL)
        assert (line.dots, line.end) == (((on.x(date(2026, 2, 26)), "wait"),), None)

    @given(days)
    def test_segments_join_for_any_day(self, until):
        life = status_spans(TREATY, [*WHOLE, action("terminated", "2025-12-01")])
        line = lifeline(life, axis([span.start for span in life[1:]], until), until)
        assert all(a.right == b.left for a, b in pairwise(line.segments))


def test_points_are_in_order_and_evenly_spaced():
    life = status_spans(TREATY, WHOLE)
    found = points(life, date(2025, 1, 1), date(2035, 3, 13), width=300)
    assert [(str(p.day), p.x, p.asked, p.ahead) for p in found] == [
        ("2024-12-06", 0.0, False, False),
        ("2025-01-01", 100.0, True, False),
        ("2025-03-13", 200.0, False, True),
        ("2035-03-13", 300.0, False, True),
    ]
    asked_on_a_change = points(life, date(2025, 3, 13), None)
    assert [p.day for p in asked_on_a_change] == [date(2024, 12, 6), date(2025, 3, 13)]
    assert (found[0].day - timedelta(days=1)) < life[1].start
