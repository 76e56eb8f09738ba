"""Charts: where bars, dots and level lines stand, and what a reader who cannot see them is told."""

import re
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from config.web.charts import (
    BOTTOM,
    HEIGHT,
    RIGHT,
    TOP,
    WIDTH,
    Point,
    bar_chart,
    bars,
    line_chart,
    places,
    ticks,
)

WORDS = {"name": "trade", "title": "Trade", "description": "Trade grew."}
amounts = st.decimals(min_value=-(10**9), max_value=10**9, places=2)


def point(year, value, **fields):
    return Point(date(year, 1, 1), Decimal(str(value)), str(year), f"{value} %", **fields)


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


class TestTicks:
    @pytest.mark.parametrize(
        ("low", "high", "expected"),
        [
            (2, 3, [0, 1, 2, 3]),
            (0, 100, [0, 50, 100]),
            (2100, 2400, [0, 1000, 2000, 3000]),
            (-3, 5, [-4, -2, 0, 2, 4, 6]),
            (0.1, 0.3, [0, 0.1, 0.2, 0.3]),
            (0, 0, [0, 1]),
        ],
    )
    def test_round_values_that_take_in_zero_and_all_values(self, low, high, expected):
        assert ticks(low, high) == pytest.approx(expected)

    @given(amounts, amounts)
    def test_few_and_around_every_value(self, one, other):
        low, high = sorted((float(one), float(other)))
        marks = ticks(low, high)
        assert 2 <= len(marks) <= 7
        hair = 1e-6 * max(1, high - low)
        assert marks[0] <= min(low, 0) + hair
        assert marks[-1] >= max(high, 0) - hair


class TestPlaces:
    def test_time_runs_in_days_and_values_between_the_ticks(self):
        dots, heights = places([point(2020, 0), point(2021, 5), point(2025, 10)], [0, 5, 10], left=30)
        assert heights == [HEIGHT - BOTTOM, (HEIGHT - BOTTOM + TOP) / 2, TOP]
        assert dots[0] == (42, HEIGHT - BOTTOM)
        assert dots[2] == (WIDTH - RIGHT, TOP)
        # 366 of 1827 days: a year is a fifth of the way, whatever the number of values.
        assert dots[1] == (pytest.approx(42 + (WIDTH - RIGHT - 42) * 366 / 1827), heights[1])


class TestLineChart:
    def test_one_moment_is_no_line(self):
        assert line_chart([point(2025, 3)], **WORDS) == ""
        assert line_chart([point(2025, 3), point(2025, 4)], **WORDS) == ""

    def test_line_runs_from_the_oldest_value_whatever_the_order(self):
        one = line_chart([point(2024, 1), point(2025, 2)], **WORDS)
        assert one == line_chart([point(2025, 2), point(2024, 1)], **WORDS)

    def test_hedged_values_have_hollow_dots(self):
        svg = line_chart([point(2024, 1), point(2025, 2, exact=False)], **WORDS)
        assert re.findall(r'<circle class="([^"]+)".*?fill="([^"]+)".*?<title>([^<]+)', svg) == [
            ("dot dot--exact", "currentColor", "2024: 1 %"),
            ("dot", "none", "2025: 2 %"),
        ]

    def test_says_in_words_what_it_shows(self):
        svg = line_chart([point(2024, 1), point(2025, 2)], **WORDS)
        assert 'role="img" aria-labelledby="trade-title trade-desc"' in svg
        assert '<title id="trade-title">Trade</title><desc id="trade-desc">Trade grew.</desc>' in svg

    def test_words_are_escaped_and_nothing_is_styled(self):
        svg = line_chart(
            [Point(date(2024, 1, 1), Decimal(1), "<b>", "&"), point(2025, 2)],
            name="x",
            title="<script>",
            description='"',
        )
        assert "<b>" not in svg
        assert "<script>" not in svg
        assert "style=" not in svg

    def test_periods_that_would_collide_are_left_out_but_never_the_first_or_last(self):
        svg = line_chart([point(year, year) for year in range(1996, 2026)], **WORDS)
        years = re.findall(r'text-anchor="middle">(\d+)<', svg)
        assert years[0] == "1996"
        assert years[-1] == "2025"
        assert 5 < len(years) < 15

    def test_ticks_are_written_as_the_page_writes_numbers(self):
        svg = line_chart([point(2024, 0), point(2025, 3)], tick_text=lambda value: f"{value} %", **WORDS)
        assert re.findall(r'text-anchor="end">([^<]+)<', svg) == ["0 %", "1 %", "2 %", "3 %"]


class TestBarChart:
    def test_one_value_is_no_chart(self):
        assert bar_chart([point(2025, 3)], **WORDS) == ""

    def test_last_value_is_filled_and_those_before_it_are_outlines(self):
        svg = bar_chart([point(2025, 8), point(1996, 1)], **WORDS)
        assert re.findall(r'<text[^>]*>(\d+)</text><rect class="(\w+)"', svg) == [
            ("1996", "base"),
            ("2025", "bar"),
        ]
        assert 'viewBox="0 0 200 44"' in svg
