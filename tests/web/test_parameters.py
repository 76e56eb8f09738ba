"""Parameters of addresses: a day or a choice is understood, or the reader is told what was wrong."""

from datetime import date

import pytest
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from config.web.parameters import parse_as_of, parse_choice, parse_day
from config.web.refusals import NotUnderstood


class TestDay:
    @given(st.dates(date(1900, 1, 1), date(2100, 12, 31)))
    def test_iso_days_are_read(self, day):
        assert parse_day(f" {day.isoformat()} ") == day

    @pytest.mark.parametrize("text", ["", "  "])
    def test_nothing_is_nothing(self, text):
        assert parse_day(text) is None

    @pytest.mark.parametrize(
        "text",
        [
            "yesterday",
            "2025-02-29",
            "2025-3-1",
            "20250313",
            "2025-W11-4",
            "13.03.2025",
            "٢٠٢٥-٠٣-١٣",
            "2025-03-13T00:00",
            "\x00",
        ],
    )
    def test_anything_else_is_refused_in_words(self, text):
        with pytest.raises(NotUnderstood, match="is not a day"):
            parse_day(text)

    @pytest.mark.parametrize("text", ["1899-12-31", "2101-01-01", "0001-01-01", "9999-12-31"])
    def test_so_is_a_day_out_of_range(self, text):
        with pytest.raises(NotUnderstood, match="between the years 1900 and 2100"):
            parse_day(text)

    def test_what_is_echoed_is_short(self):
        with pytest.raises(NotUnderstood) as refusal:
            parse_day("x" * 10_000)
        assert len(str(refusal.value)) < 200

    def test_today_unless_asked(self, rf):
        assert parse_as_of(rf.get("/")) == timezone.localdate()
        assert parse_as_of(rf.get("/?as_of=2025-03-13")) == date(2025, 3, 13)


class TestChoice:
    def test_known_or_default(self, rf):
        assert parse_choice(rf.get("/?order=new"), "order", ["new", "old"], "old") == "new"
        assert parse_choice(rf.get("/"), "order", ["new", "old"], "old") == "old"

    def test_anything_else_is_refused_with_the_choices(self, rf):
        with pytest.raises(NotUnderstood, match="It can be: new, old"):
            parse_choice(rf.get("/?order=sideways"), "order", ["new", "old"])
