"""Charts: round scales, shapes that say no more than the values do, and words that nobody has to disentangle."""

from datetime import date, timedelta
from decimal import Decimal
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from config.web.charts.axes import ticks, time_marks
from config.web.charts.bars import bar_chart, bars
from config.web.charts.lanes import NARROW, WIDE, Lane, lanes_chart
from config.web.charts.over_time import BOTTOM, HEIGHT, TOP, WIDTH, over_time
from config.web.charts.values import Point
from config.web.partial_dates import PartialDate
from tests.drawings import assert_tidy, read_drawing

WORDS = {"name": "trade", "title": "Trade", "description": "Trade grew."}
amounts = st.decimals(min_value=-(10**15), max_value=10**15, places=3)
days = st.dates(date(1900, 1, 1), date(2100, 12, 31))


def point(year, value, month=None, day=None, **fields):
    precision = "day" if day else "month" if month else "year"
    return of(PartialDate(date(year, month or 1, day or 1), precision), value, **fields)


def of(at, value, **fields):
    value = Decimal(str(value))
    return Point(at, value, str(at), f"{value} %", f"{value:f}", **fields)


def drawn(points):
    return read_drawing(over_time(points, **WORDS).svg)


class TestTicks:
    @pytest.mark.parametrize(
        ("low", "high", "expected"),
        [
            ("2", "3", ["0", "1", "2", "3"]),
            ("0", "100", ["0", "50", "100"]),
            ("2100", "2400", ["0", "1000", "2000", "3000"]),
            ("-3", "5", ["-4", "-2", "0", "2", "4", "6"]),
            ("0.1", "0.3", ["0", "0.1", "0.2", "0.3"]),
            ("-9", "-1", ["-10", "-5", "0"]),
            ("0", "0", ["0", "1"]),
        ],
    )
    def test_round_values_that_take_in_zero_and_all_values(self, low, high, expected):
        assert ticks(Decimal(low), Decimal(high)) == [Decimal(each) for each in expected]

    @given(amounts, amounts)
    def test_few_round_and_around_every_value(self, one, other):
        low, high = sorted((one, other))
        marks = ticks(low, high)
        assert 2 <= len(marks) <= 7
        assert marks[0] <= min(low, 0)
        assert marks[-1] >= max(high, 0)
        assert Decimal(0) in marks
        step = marks[1] - marks[0]
        assert {after - before for before, after in pairwise(marks)} == {step}
        assert step.normalize().as_tuple().digits in {(1,), (2,), (5,)}


class TestTimeMarks:
    @given(days, st.integers(0, 80_000), st.integers(2, 12))
    def test_beginnings_of_months_or_years_within_the_time_and_no_more_than_have_room(
        self, first, length, most
    ):
        last = min(first + timedelta(days=length), date(2100, 12, 31))
        marks = time_marks(first, last, lambda marks: len(marks) <= most)
        assert len(marks) != 1
        assert len(marks) <= most
        assert all(mark.day == 1 and first <= mark <= last for mark in marks)

    def test_they_are_round(self):
        def few(marks):
            return len(marks) <= 5

        assert time_marks(date(1996, 4, 2), date(2026, 4, 2), few) == [
            date(year, 1, 1) for year in (2000, 2010, 2020)
        ]
        assert time_marks(date(2025, 12, 4), date(2026, 2, 26), few) == [date(2026, 1, 1), date(2026, 2, 1)]


class TestShape:
    """What a chart looks like follows from how its values are dated, and by how many each time is told."""

    @pytest.mark.parametrize(
        ("points", "shape"),
        [
            ([point(2024, 1), point(2025, 2)], "columns"),
            ([point(1996, 1), point(2025, 2)], "columns"),
            ([point(2025, 1, month=11), point(2025, 2, month=12)], "columns"),
            ([point(1985, 1), point(2025, 2)], "line"),
            ([point(2024, 1, 3, 1), point(2025, 2, 3, 9)], "steps"),
            ([point(2024, 1), point(2025, 2, 3, 9)], "points"),
            ([point(2024, 1), point(2024, 2), point(2025, 3)], "points"),
            ([point(2024, 1), point(2024, 2, withdrawn=True), point(2025, 3)], "columns"),
            ([point(2024, 1), point(2025, 2, withdrawn=True)], "points"),
        ],
    )
    def test_it_says_no_more_than_the_values(self, points, shape):
        assert over_time(points, **WORDS).shape == shape

    def test_one_value_is_no_chart(self):
        assert over_time([point(2025, 3)], **WORDS) is None

    def test_the_order_in_which_values_come_does_not_matter(self):
        values = [point(2024, 1), point(2025, 2), point(2026, 0)]
        assert over_time(values, **WORDS) == over_time(values[::-1], **WORDS)


class TestColumns:
    def test_they_stand_on_zero_and_losses_hang_from_it(self):
        loss, gain = (
            list(each.get("d").split("h")) for each in drawn([point(2024, -2), point(2025, 2)]).marks
        )
        zero = (HEIGHT - BOTTOM + TOP) / 2
        assert loss[0].split()[1] == gain[1].split("V")[1].split("h")[0] == f"{zero:.0f}"

    def test_the_place_of_a_missing_year_stays_empty_and_is_told(self):
        chart = over_time([point(2022, 1), point(2023, 1), point(2025, 1)], **WORDS)
        lefts = [float(each.get("d")[1:].split()[0]) for each in read_drawing(chart.svg).marks]
        assert chart.has_gaps
        assert lefts[2] - lefts[1] == pytest.approx(2 * (lefts[1] - lefts[0]), abs=1)


class TestOtherShapes:
    def test_a_line_is_broken_where_years_are_missing(self):
        chart = over_time([point(year, year) for year in range(1980, 2026) if year != 2000], **WORDS)
        drawing = read_drawing(chart.svg)
        assert (chart.shape, chart.has_gaps) == ("line", True)
        assert len(drawing.paths("line")) == 44
        assert len(drawing.paths("line--gap")) == 1

    def test_a_value_of_a_day_is_drawn_on_until_the_next(self):
        [line] = drawn([point(2024, 1, 3, 1), point(2025, 4, 3, 9)]).paths("line")
        assert [letter for letter in line.get("d") if letter.isalpha()] == ["M", "H", "V", "H"]

    def test_claims_of_one_time_stand_side_by_side_with_a_mark_for_each_who_says_so(self):
        chart = over_time([point(2025, 3, claimant=who) for who in ("TASS", "BelTA")], **WORDS)
        lefts = [float(each.get("d")[1:].split()[0]) for each in read_drawing(chart.svg).marks]
        assert lefts[1] - lefts[0] >= 10
        assert [who for _path, who in chart.claimants] == ["TASS", "BelTA"]
        assert len({path for path, _who in chart.claimants}) == 2

    def test_of_more_who_say_so_than_there_are_marks_the_table_tells(self):
        assert over_time([point(2025, 3, claimant=str(each)) for each in range(5)], **WORDS).claimants == ()

    def test_hedged_values_are_hollow_and_retracted_ones_crosses_that_nothing_joins(self):
        chart = over_time(
            [point(2023, 1, 1, 1), point(2024, 9, 1, 1, withdrawn=True), point(2025, 2, 1, 1, exact=False)],
            **WORDS,
        )
        drawing = read_drawing(chart.svg)
        assert [each.get("fill") for each in drawing.marks] == ["currentColor", "none", "none"]
        assert (chart.has_hedged, chart.has_withdrawn) == (True, True)
        [line] = drawing.paths("line")
        assert line.get("d").count("H") == 2

    def test_words_are_escaped(self):
        hostile = Point(PartialDate(date(2024, 1, 1), "year"), Decimal(1), "<b>", "&", "<i>")
        svg = over_time([hostile, point(2025, 2)], name="x", title="<script>", description='"').svg
        assert not {"<b>", "<i>", "<script>"} & {svg[i : i + n] for n in (3, 8) for i in range(len(svg))}
        read_drawing(svg)

    def test_five_hundred_values_are_all_drawn(self):
        many = [point(1980 + each // 12, each, month=each % 12 + 1) for each in range(500)]
        drawing = drawn(many)
        assert drawing.said == [f"{each.label}: {each.text}" for each in many]
        assert_tidy(drawing)


@settings(max_examples=120, deadline=None)
@given(
    st.lists(
        st.builds(
            of,
            st.builds(
                lambda day, precision: PartialDate(
                    day.replace(day=1) if precision == "month" else day, precision
                ),
                days,
                st.sampled_from(["day", "month", "year"]),
            ),
            amounts,
            exact=st.booleans(),
            withdrawn=st.booleans(),
            claimant=st.sampled_from(["", "TASS", "BelTA", "RIA", "Interfax", "SB"]),
        ),
        min_size=2,
        max_size=12,
    )
)
def test_whatever_the_values_all_are_drawn_nothing_else_is_and_no_words_meet(points):
    drawing = drawn(points)
    assert sorted(drawing.said) == sorted(f"{each.label}: {each.text}" for each in points)
    assert_tidy(drawing)


class TestBars:
    def test_longest_bar_fills_the_width_and_others_are_in_proportion(self):
        assert bars([Decimal(1), Decimal(8)], 40, 200) == [(40.0, 20.0), (40.0, 160.0)]

    def test_bars_of_losses_grow_to_the_left_of_the_shared_zero(self):
        assert bars([Decimal(-1), Decimal(3)], 0, 100) == [(0.0, 25.0), (25.0, 75.0)]

    def test_only_zeros_have_no_length(self):
        assert bars([Decimal(0), Decimal(0)], 40, 200) == [(40, 0.0), (40, 0.0)]

    @given(st.lists(amounts, min_size=1, max_size=8))
    def test_no_bar_leaves_the_paper(self, values):
        for x, width in bars(values, 40, 200):
            assert 40 - 1e-6 <= x <= x + width <= 200 + 1e-6

    def test_one_value_is_no_chart(self):
        assert bar_chart([point(2025, 3)], **WORDS) == ""

    def test_last_value_is_filled_and_those_before_it_are_outlines(self):
        drawing = read_drawing(bar_chart([point(2025, 8), point(1996, 1)], **WORDS))
        assert [words for words, _box in drawing.words] == ["1996", "2025"]
        assert [each.get("class") for each in drawing.root.iter("path")] == ["base", "bar"]
        assert_tidy(drawing)


class TestLanes:
    def test_a_brick_for_each_thing_the_planned_hollow_on_top(self):
        lane = Lane("Railway", [1, 0, 2], [0, 0, 3], ["1996: 1", "", "1998: 5, of them planned: 3"])
        drawing = read_drawing(lanes_chart([lane], ["1996", "1997", "1998"], NARROW, **WORDS))
        assert [(each.get("d").count("M"), each.get("fill")) for each in drawing.marks] == [
            (1, "currentColor"),
            (2, "currentColor"),
            (3, "none"),
        ]
        assert [words for words, _box in drawing.words] == ["Railway", "5", "1", "1998", "1996", "1997"]

    @settings(max_examples=120, deadline=None)
    @given(
        st.integers(1, 40).flatmap(
            lambda number: st.lists(
                st.lists(st.integers(0, 3) | st.integers(0, 99_999), min_size=number, max_size=number),
                min_size=1,
                max_size=6,
            )
        ),
        st.sampled_from([NARROW, WIDE]),
    )
    def test_whatever_the_numbers_all_are_drawn_and_no_words_meet(self, counts, width):
        names = [str(1990 + index) for index in range(len(counts[0]))]
        lanes = [
            Lane(
                "Signed or adopted",
                each,
                [n // 2 for n in each],
                [f"{name}: {n}" for name, n in zip(names, each, strict=True)],
            )
            for each in counts
        ]
        drawing = read_drawing(lanes_chart(lanes, names, width, **WORDS))
        assert set(drawing.said) == {
            said for lane in lanes for said, n in zip(lane.said, lane.sums, strict=True) if n
        }
        assert_tidy(drawing)


def test_a_chart_is_drawn_for_the_narrowest_phone():
    assert drawn([point(2024, 1), point(2025, 2)]).paper.right == WIDTH == NARROW
