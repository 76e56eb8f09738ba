"""Dates in the reader's language, by its own grammar."""

from datetime import UTC, date, datetime

import pytest

from config.web import dates
from config.web.partial_dates import PartialDate

NBSP = "\u00a0"


@pytest.mark.parametrize(
    ("language", "texts"),
    [
        ("en", ("13 March 2025", "March 2025", "2025")),
        ("ru", ("13 марта 2025", "март 2025", "2025")),
        ("be", ("13 сакавіка 2025", "сакавік 2025", "2025")),
    ],
)
def test_as_far_as_known(as_language, language, texts):
    with as_language(language):
        shown = tuple(
            dates.partial_date(PartialDate(date(2025, 3, 13), precision))
            for precision in ("day", "month", "year")
        )
    assert shown == (texts[0].replace(" ", NBSP, 1), *texts[1:])


@pytest.mark.parametrize(
    ("language", "text"), [("en", "March 2025"), ("ru", "марта 2025"), ("be", "сакавіка 2025")]
)
def test_a_month_after_since(as_language, language, text):
    with as_language(language):
        assert dates.starting_date(PartialDate(date(2025, 3, 1), "month")) == text


def test_every_belarusian_month(as_language):
    with as_language("be"):
        months = [dates.day(date(2025, month, 1)).split()[1] for month in range(1, 13)]
    assert months == [
        "студзеня", "лютага", "сакавіка", "красавіка", "мая", "чэрвеня",
        "ліпеня", "жніўня", "верасня", "кастрычніка", "лістапада", "снежня",
    ]  # fmt: skip


def test_moments_are_told_in_the_sites_time():
    assert dates.moment(datetime(2025, 3, 13, 22, 30, tzinfo=UTC)) == f"14{NBSP}March 2025, 01:30"
