"""A workbook of Excel as rows of text. Runs apart (config/web/apart.py), and imports no Django.

It is read a row at a time, so a cell far out costs nothing.
"""

import io
import json
import re
from datetime import date, datetime, time, timedelta
from typing import Any

MOST_SHEETS = 10
MOST_ROWS = 2_000
MOST_COLUMNS, WIDEST = 80, 256  # as a rule; of any sheet
MOST_LETTERS = 10_000  # in one cell
# Of Excel's calendar: before its third day nobody means a date.
DAY_ZERO, FIRST_DAY = datetime(1899, 12, 31), date(1900, 1, 3)  # noqa: DTZ001 spreadsheets have no time zones
# Excel's formats of cells that hold a date: what they show is what is known.
QUOTED = re.compile(r'"[^"]*"|\[[^\]]*\]|\\.')


def answer(data: bytes) -> bytes:
    """JSON: [[title, [[cell, …], …]], …], a row and a letter more than there may be where there are more."""
    # Not above: whoever only asks how much may be in a workbook would hold a library of 7 MB.
    from openpyxl import load_workbook  # noqa: PLC0415

    book = load_workbook(io.BytesIO(data), read_only=True, data_only=True, keep_links=False)
    sheets = [
        [
            sheet.title,
            [
                [_cell(cell)[: MOST_LETTERS + 1] for cell in row]
                for row in sheet.iter_rows(max_row=MOST_ROWS + 2, max_col=WIDEST)
            ],
        ]
        for sheet in book.worksheets[:MOST_SHEETS]
    ]
    return json.dumps(sheets).encode()


def _cell(cell: Any) -> str:
    value = cell.value
    match value:
        case None:
            return ""
        case bool():
            return "1" if value else ""
        case float() if value.is_integer():
            return str(int(value))
        case time():
            return value.isoformat("seconds")
        case timedelta():
            return _hours(value)
        case datetime() if value.date() < FIRST_DAY:
            # A duration in Excel: 24:10 is ten past midnight of its day 1.
            return _hours(value - DAY_ZERO)
        case datetime() | date():
            return _as_shown(value, cell.number_format or "")
    return str(value).strip()


def _hours(duration: timedelta) -> str:
    minutes, seconds = divmod(round(duration.total_seconds()), 60)
    return f"{minutes // 60:02d}:{minutes % 60:02d}:{seconds:02d}"


def _as_shown(value: date, number_format: str) -> str:
    """A day as 2025-03-13; where the cell shows only month and year, or the year, no more than that."""
    letters = QUOTED.sub("", number_format).lower()
    text = value.isoformat()[:10]
    if "d" in letters or "y" not in letters:
        return text
    return text[:7] if "m" in letters else text[:4]
