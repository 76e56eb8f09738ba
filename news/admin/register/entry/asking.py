"""Buttons that ask without saving, for a browser without scripts: check, more empty rows, take a proposal."""

import re
from collections.abc import Mapping
from typing import Any

from django.http import QueryDict

CHECK, MORE, TAKE = "_check", "_more", "_take"
ROWS = re.compile(r"entered|new_sources|entered-\d{1,3}-evidence")
MORE_AT_ONCE = 3


def asks_only(data: Mapping[str, Any]) -> bool:
    return any(name in data for name in (CHECK, MORE, TAKE))


def as_asked(data: QueryDict) -> QueryDict:
    """The data of the form with the rows that were asked for."""
    if MORE not in data and TAKE not in data:
        return data
    data = data.copy()
    rows = data.get(MORE, "")
    if ROWS.fullmatch(rows):
        for _ in range(MORE_AT_ONCE):
            _add_row(data, rows)
    if TAKE in data:
        _take(data)
    return data


def _count(data: QueryDict, rows: str) -> int:
    total = data.get(f"{rows}-TOTAL_FORMS", "")
    return int(total) if total.isdecimal() and len(total) < 5 else 0


def _add_row(data: QueryDict, rows: str) -> str:
    """The prefix of the new row, with what the browser would send for it."""
    number = _count(data, rows)
    data[f"{rows}-TOTAL_FORMS"] = str(number + 1)
    row = f"{rows}-{number}"
    if rows == "entered":
        data[f"{row}-occurrence"], data[f"{row}-assertion"] = "occurred", "reported"
        data[f"{row}-evidence-TOTAL_FORMS"], data[f"{row}-evidence-INITIAL_FORMS"] = "1", "0"
    if rows == "new_sources":
        data[f"{row}-language"] = "ru"
    return row


def _take(data: QueryDict) -> None:
    """Into the first row that names no action, or a new one. What is no proposal is refused with the row."""
    parts = data[TAKE].split("|")
    if len(parts) != 4:
        return
    rows = (f"entered-{number}" for number in range(_count(data, "entered")))
    row = next((row for row in rows if not data.get(f"{row}-type") and not data.get(f"{row}-dated_on")), "")
    row = row or _add_row(data, "entered")
    for name, value in zip(("type", "dated_on", "occurrence", "by_agreement"), parts, strict=True):
        data[f"{row}-{name}"] = value
