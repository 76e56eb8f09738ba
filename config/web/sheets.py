"""A workbook of Excel as rows of text. Runs apart (config/web/apart.py), and imports no Django.

It is read a row at a time, so a cell far out costs nothing.
"""

import io
import json
import re
from datetime import date, datetime
from typing import Any

from openpyxl import load_workbook

MOST_SHEETS = 10
MOST_ROWS = 2_000
MOST_COLUMNS = 80
MOST_LETTERS = 10_000  # in one cell
# Excel's formats of cells that hold a date: what they show is what is known.
QUOTED = re.compile(r'"[^"]*"|\[[^\]]*\]|\\.')


def answer(data: bytes) -> bytes:
    """JSON: [[title, [[cell, …], …]], …], a row and a letter more than there may be where there are more."""
    book = load_workbook(io.BytesIO(data), read_only=True, data_only=True, keep_links=False)
    sheets = [
        [
            sheet.title,
            [
                [_cell(cell)[: MOST_LETTERS + 1] for cell in row]
                for row in sheet.iter_rows(max_row=MOST_ROWS + 2, max_col=MOST_COLUMNS)
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
        case datetime() | date():
            return _as_shown(value, cell.number_format or "")
    return str(value).strip()


def _as_shown(value: date, number_format: str) -> str:
    """A day as 2025-03-13; where the cell shows only month and year, or the year, no more than that."""
    letters = QUOTED.sub("", number_format).lower()
    text = value.isoformat()[:10]
    if "d" in letters or "y" not in letters:
        return text
    return text[:7] if "m" in letters else text[:4]
