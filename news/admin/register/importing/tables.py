"""A spreadsheet as tables of text: XLSX, or CSV as Excel writes it in any language; within bounds, or refused in words.

Bytes in, tables out. XLSX is read apart (config/web/sheets.py); its parts are counted as they are unpacked, so a small file
cannot become a large one.
"""

import csv
import io
import json
import zipfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from config.web.apart import ApartError, run_apart
from config.web.sheets import MOST_COLUMNS, MOST_LETTERS, MOST_ROWS

MOST_BYTES = 2_000_000
MOST_UNPACKED = 40_000_000
MEMORY, SECONDS = 512 * 1024 * 1024, 20  # to read what is unpacked
ARCHIVES = (b"PK\x03\x04", b"Rar!", b"7z\xbc\xaf", b"\x1f\x8b", b"BZh", b"\xfd7zXZ")
MOST_PARTS = 200
PIECE = 65_536

UTF_16 = (b"\xff\xfe", b"\xfe\xff")


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
    _check_parts(content)
    try:
        answer = run_apart("config.web.sheets", content, memory=MEMORY, seconds=SECONDS)
    except ApartError as error:
        if error.takes_too_much:
            raise UnreadableError(
                _("The file takes too long to be read. Import it in parts, or as CSV.")
            ) from None
        raise UnreadableError(_("The file is no XLSX that can be read. Save it again, or as CSV.")) from None
    for title, rows in json.loads(answer):
        yield title, ([_bounded(cell) for cell in row[:most_columns]] for row in rows)


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
                    # Entities multiply, archives hold anything; a spreadsheet has neither.
                    if b"<!DOCTYPE" in begin or b"<!ENTITY" in begin or begin.startswith(ARCHIVES):
                        raise UnreadableError(_("The file holds what no spreadsheet needs."))
                    left -= len(begin)
                    while left >= 0 and (piece := opened.read(PIECE)):
                        left -= len(piece)
                if left < 0:
                    raise UnreadableError(_("The file is too large once it is unpacked."))
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError, OSError, ValueError):
        raise UnreadableError(_("The file is no XLSX that can be read. Save it again, or as CSV.")) from None
