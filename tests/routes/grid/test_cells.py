"""The grammar of a cell and of a column: what is printed is read as the same, and what is doubtful is not guessed."""

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from routes.grid.cells import MAX_SECONDS, CellError, Entry, clock, print_cell, read_cell
from routes.grid.columns import (
    Leg,
    fill,
    later,
    legs_of,
    mirrored,
    mirrored_legs,
    next_number,
    print_column,
    read_column,
)

H, M = 3600, 60
boarding = st.integers(0, 3)


@st.composite
def columns(draw, minutes=1):
    """Closed trains: times that never go back, any boarding, nobody off at the first stop or on at the last."""
    stops = draw(st.lists(st.booleans(), min_size=2, max_size=9).filter(lambda stops: sum(stops) > 1))
    entries, at = [], draw(st.integers(0, 30 * H // minutes)) * minutes
    for stops_here in stops:
        if not stops_here:
            entries.append(None)
            continue
        at += draw(st.integers(0, 6 * H // minutes)) * minutes
        arrival, at = at, at + draw(st.integers(0, 20)) * minutes
        entries.append(Entry(arrival, at, draw(boarding), draw(boarding)))
    calls = [row for row, entry in enumerate(entries) if entry]
    first, last = entries[calls[0]], entries[calls[-1]]
    entries[calls[0]] = Entry(first.arrival, first.departure, first.pickup, 1)
    entries[calls[-1]] = Entry(last.arrival, last.departure, 1, last.drop_off)
    return entries


class TestCell:
    @pytest.mark.parametrize(
        ("text", "entry"),
        [
            ("0840", Entry(8 * H + 40 * M, 8 * H + 40 * M)),
            ("840", Entry(8 * H + 40 * M, 8 * H + 40 * M)),
            ("8:40", Entry(8 * H + 40 * M, 8 * H + 40 * M)),
            ("8.40", Entry(8 * H + 40 * M, 8 * H + 40 * M)),
            (" 8:40:30 ", Entry(8 * H + 40 * M + 30, 8 * H + 40 * M + 30)),
            ("840/842", Entry(8 * H + 40 * M, 8 * H + 42 * M)),
            ("24:10", Entry(24 * H + 10 * M, 24 * H + 10 * M)),
            ("0010+1", Entry(24 * H + 10 * M, 24 * H + 10 * M)),
            ("2358/0003+1", Entry(23 * H + 58 * M, 24 * H + 3 * M)),
            ("0840x", Entry(8 * H + 40 * M, 8 * H + 40 * M, 3, 3)),
            ("р0840", Entry(8 * H + 40 * M, 8 * H + 40 * M, 3, 3)),  # a Russian letter
            ("0840>", Entry(8 * H + 40 * M, 8 * H + 40 * M, 0, 1)),
            ("0840<", Entry(8 * H + 40 * M, 8 * H + 40 * M, 1, 0)),
            ("0840<x", Entry(8 * H + 40 * M, 8 * H + 40 * M, 1, 3)),
            ("0840[03]", Entry(8 * H + 40 * M, 8 * H + 40 * M, 0, 3)),
            ("x", Entry(None, None, 3, 3)),
            *((text, None) for text in ("", " ", "|", "-", "–")),
        ],
    )
    def test_is_read(self, text, entry):
        assert read_cell(text) == entry

    @pytest.mark.parametrize(
        "text",
        [
            *("8", "0860", "72:00", "24:10+1", "84000", "8:4", "840/", "/840", "840//842", "noon", "08:40+3"),
            *("0840xt", "0840x<>", "0840[03]x", "0840[04]", "08x40", "８：４０", "٠٨:٤٠", "842/840"),
        ],
    )
    def test_is_refused(self, text):
        with pytest.raises(CellError):
            read_cell(text)

    @given(st.integers(0, MAX_SECONDS - 1), st.integers(0, 5000), boarding, boarding)
    def test_what_is_printed_is_read_as_the_same(self, arrival, stand, pickup, drop_off):
        entry = Entry(arrival, min(arrival + stand, MAX_SECONDS - 1), pickup, drop_off)
        assert read_cell(print_cell(entry)) == entry

    @given(
        st.text(alphabet="0123456789:./+|-xr<>[] \t\u0445", max_size=14),
        st.none() | st.integers(0, MAX_SECONDS),
    )
    def test_whatever_is_typed_is_read_or_refused(self, text, after):
        try:
            entry = read_cell(text, after)
        except CellError:
            return
        if entry is None or entry.departure is None:
            return
        assert 0 <= entry.arrival <= entry.departure < MAX_SECONDS
        assert after is None or entry.arrival >= after
        assert read_cell(print_cell(entry), after) in (
            entry,
            Entry(*(getattr(entry, name) for name in STORED)),
        )

    def test_a_lower_time_is_of_the_next_day_if_the_gap_is_short(self):
        assert read_cell("0010", 23 * H) == Entry(24 * H + 600, 24 * H + 600, is_next_day=True)
        assert read_cell("0010", 47 * H) == Entry(48 * H + 600, 48 * H + 600, is_next_day=True)
        assert read_cell("1059", 23 * H).is_next_day
        for text in ("1100", "1200", "2259"):
            with pytest.raises(CellError):
                read_cell(text, 23 * H)


STORED = ("arrival", "departure", "pickup", "drop_off")


class TestColumn:
    @given(columns())
    def test_what_is_printed_is_read_as_the_same(self, entries):
        texts = print_column(entries)
        read = read_column(texts)
        assert (list(read.entries), list(read.texts), read.errors, read.next_days) == (entries, texts, {}, [])

    @given(columns(), st.integers(-40, 40))
    def test_later_and_back_is_where_it_was(self, entries, minutes):
        try:
            moved = later(entries, minutes)
        except CellError:
            return
        assert later(moved, -minutes) == entries

    @given(columns(minutes=60))
    def test_the_way_back_runs_and_stands_as_long(self, entries):
        try:
            back = mirrored(entries, 25)
        except CellError:
            return
        calls = [entry for entry in back if entry]
        assert calls[0].departure - max(entry.arrival for entry in entries if entry) == 25 * M
        there, here = ([leg.run for leg in legs_of(each) if leg.run is not None] for each in (entries, back))
        assert there == here[::-1]
        assert all(a.departure <= b.arrival for a, b in itertools.pairwise(calls))

    @given(columns(minutes=60))
    def test_one_departure_fills_the_column_by_its_own_pattern(self, entries):
        calls = [row for row, entry in enumerate(entries) if entry]
        first, last = entries[calls[0]], entries[calls[-1]]
        texts = ["" for _ in entries]
        texts[calls[0]] = clock(first.departure)
        read = read_column(fill(texts, legs_of(entries)))
        assert read.calls == calls
        assert [read.entries[row].arrival for row in calls[1:]] == [entries[row].arrival for row in calls[1:]]
        assert read.entries[calls[-1]].departure == last.arrival

    def test_the_next_day_is_shown_as_such(self):
        read = read_column(["2350", "0010", "0030"])
        assert (read.texts, read.next_days) == (("23:50", "00:10+1", "00:30+1"), [1, 2])
        assert read_column(read.texts).next_days == []

    def test_an_error_stays_at_its_cell_with_what_was_typed(self):
        read = read_column(["0640", "noon", "0730"])
        assert (read.texts, list(read.errors)) == (("06:40", "noon", "07:30"), [1])

    def test_filling_keeps_what_was_crossed_out_and_the_signs(self):
        legs = [Leg(), Leg(40, 2), Leg(20), Leg(30)]
        assert fill(["0640", "", "x", ""], legs) == ["0640", "07:20/07:22", "07:42x", "08:12"]
        assert fill(["0640", "|", "", ""], legs) == ["0640", "|", "07:40", "08:10"]
        assert fill(["0640", "0700", "", ""], legs) is None
        assert fill(["0640", "", "", ""], [Leg()] * 4) is None

    def test_the_pattern_the_other_way(self):
        assert mirrored_legs([Leg(), Leg(10, 2), Leg(), Leg(20)]) == [Leg(), Leg(), Leg(20, 2), Leg(10)]

    @pytest.mark.parametrize(
        ("number", "taken", "following"),
        [
            ("6201", (), "6203"),
            ("6201", ("6203",), "6205"),
            ("S 9", (), "S 11"),
            ("007", (), "009"),
            ("x", (), ""),
        ],
    )
    def test_the_next_number(self, number, taken, following):
        assert next_number(number, taken) == following
