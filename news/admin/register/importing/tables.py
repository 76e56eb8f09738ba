"""A spreadsheet as tables of text: XLSX, or CSV as Excel writes it in any language; within bounds, or refused in words.

Pure: bytes in, tables out. XLSX is read a row at a time, so a cell far out costs nothing; its parts are counted as they are
unpacked, so a small file cannot become a large one.
"""

import csv
import io
import re
import zipfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from itertools import islice
from typing import Any
from xml.etree.ElementTree import ParseError

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

MOST_BYTES = 2_000_000
MOST_UNPACKED = 40_000_000
MOST_PARTS = 200
MOST_SHEETS = 10
MOST_ROWS = 2_000
MOST_COLUMNS = 80
MOST_LETTERS = 10_000  # in one cell
PIECE = 65_536

# Of Excel's calendar: before its third day nobody means a date.
DAY_ZERO, FIRST_DAY = datetime(1899, 12, 31), date(1900, 1, 3)  # noqa: DTZ001 spreadsheets have no time zones
UTF_16 = (b"\xff\xfe", b"\xfe\xff")
# Excel's formats of cells that hold a date: what they show is what is known.
QUOTED = re.compile(r'"[^"]*"|\[[^\]]*\]|\\.')


class UnreadableError(Exception):
    def __init__(self, words: str | Promise) -> None:
        super().__init__(words)
        self.words = words


@dataclass(frozen=True, slots=True)
class Row:
    """`number`: as the spreadsheet counts it; `cells`: text by column, those that hold something."""

    number: int
    cells: dict[str, str]


@dataclass(frozen=True, slots=True)
class Table:
    name: str
    columns: tuple[str, ...]
    rows: tuple[Row, ...]


# Its name, and its lines.
Sheet = tuple[str, Iterator[list[str]]]


def read_tables(name: str, content: bytes) -> list[Table]:
    """`name`: of the file. Every sheet that has anything on it."""
    return [table for sheet, lines in read_sheets(name, content) if (table := _table(sheet, lines))]


def read_sheets(name: str, content: bytes, most_columns: int = MOST_COLUMNS) -> Iterator[Sheet]:
    """Lines of text as they stand, those of each sheet to be read before the next; columns further out are left."""
    if len(content) > MOST_BYTES:
        raise UnreadableError(_("The file is larger than 2 MB."))
    if content.startswith(b"PK"):
        yield from _sheets(content, most_columns)
    else:
        yield name, _csv_lines(content, most_columns)


def _table(name: str, lines: Iterable[list[str]]) -> Table | None:
    """The first line that is not empty names the columns."""
    numbered = ((number, line) for number, line in enumerate(lines, start=1) if any(line))
    columns = tuple(_column(cell) for cell in next(numbered, (0, []))[1])
    found = list(islice(numbered, MOST_ROWS + 1))
    if len(found) > MOST_ROWS:
        raise UnreadableError(_("More than 2,000 rows: import them in parts."))
    rows = (
        Row(number, {column: cell for column, cell in zip(columns, line, strict=False) if column and cell})
        for number, line in found
    )
    return Table(name, tuple(filter(None, columns)), tuple(rows)) if any(columns) else None


def _column(cell: str) -> str:
    return "_".join(cell.lower().split())


def _csv_lines(content: bytes, most_columns: int) -> Iterator[list[str]]:
    text = _decoded(content)
    first = text.lstrip("\n").partition("\n")[0]
    delimiter = max(";,\t", key=first.count)
    csv.field_size_limit(MOST_LETTERS * 4)
    try:
        for line in csv.reader(io.StringIO(text), delimiter=delimiter, strict=True):
            yield [_bounded(cell) for cell in line[:most_columns]]
    except csv.Error:
        raise UnreadableError(_("The file is no CSV: a quotation mark or a cell does not end.")) from None


def _decoded(content: bytes) -> str:
    """UTF-8, UTF-16 with its mark, or what Excel calls CSV in Russian and Belarusian: Windows-1251."""
    encodings = ("utf-16",) if content.startswith(UTF_16) else ("utf-8-sig", "cp1251")
    for encoding in encodings:
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" not in text:
            return text.replace("\r\n", "\n").replace("\r", "\n")
    raise UnreadableError(_("The file is neither XLSX nor CSV."))


def _bounded(text: str) -> str:
    text = text.strip()
    if len(text) > MOST_LETTERS:
        raise UnreadableError(_("A cell holds more than 10,000 letters."))
    return text


def _sheets(content: bytes, most_columns: int) -> Iterator[Sheet]:
    # Rarely needed, and a quarter of the time in which a process starts.
    from openpyxl import load_workbook  # noqa: PLC0415

    _check_parts(content)
    with _readable():
        book = load_workbook(io.BytesIO(content), read_only=True, data_only=True, keep_links=False)
    for sheet in book.worksheets[:MOST_SHEETS]:
        yield sheet.title, _xlsx_lines(sheet, most_columns)


def _xlsx_lines(sheet: Any, most_columns: int) -> Iterator[list[str]]:
    with _readable():
        for row in sheet.iter_rows(max_row=MOST_ROWS + 2, max_col=most_columns):
            yield [_cell(cell) for cell in row]


@contextmanager
def _readable() -> Iterator[None]:
    from openpyxl.utils.exceptions import InvalidFileException  # noqa: PLC0415

    try:
        yield
    except (
        InvalidFileException,
        zipfile.BadZipFile,
        ParseError,
        KeyError,
        ValueError,
        TypeError,
        AttributeError,
        OSError,
    ):
        raise UnreadableError(_("The file is no XLSX that can be read. Save it again, or as CSV.")) from None


def _check_parts(content: bytes) -> None:
    """Everything is unpacked once and counted: what a file says of its own size is not believed."""
    left = MOST_UNPACKED
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as parts:
            if len(parts.infolist()) > MOST_PARTS:
                raise UnreadableError(_("The file has too many parts."))
            for part in parts.infolist():
                with parts.open(part) as opened:
                    begin = opened.read(PIECE)
                    # Entities multiply; a spreadsheet has none.
                    if b"<!DOCTYPE" in begin or b"<!ENTITY" in begin:
                        raise UnreadableError(_("The file holds what no spreadsheet needs."))
                    left -= len(begin)
                    while left >= 0 and (piece := opened.read(PIECE)):
                        left -= len(piece)
                if left < 0:
                    raise UnreadableError(_("The file is too large once it is unpacked."))
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError, OSError, ValueError):
        raise UnreadableError(_("The file is no XLSX that can be read. Save it again, or as CSV.")) from None


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
        case datetime() if (
            value.date() < FIRST_DAY
        ):  # a duration in Excel: 24:10 is ten past midnight of its day 1
            return _hours(value - DAY_ZERO)
        case datetime() | date():
            return _as_shown(value, cell.number_format or "")
    return _bounded(str(value))


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
