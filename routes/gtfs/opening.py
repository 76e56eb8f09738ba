"""A zip of somebody else, opened within bounds: nothing is unpacked to disk, nothing is read that was not asked for by name."""

import csv
import io
import zipfile
from collections.abc import Iterator, Sequence
from pathlib import PurePosixPath
from types import TracebackType
from typing import IO, Any

from django.utils.translation import gettext as _

from routes.gtfs.report import FeedRefusedError, Report

# Bytes. A country's feed has some hundred MB of stop times; a bomb has more, or unfolds further than text does.
MOST_PACKED = 200 * 1024 * 1024
MOST_UNPACKED = 1024 * 1024 * 1024
MOST_RATIO = 200
SMALL = 10 * 1024 * 1024  # below it any ratio is harmless
MOST_FILES = 100
MOST_ROWS = 5_000_000
MOST_COLUMNS = 100
MOST_LINE = 128 * 1024  # letters


def lines_of(text: io.TextIOWrapper) -> Iterator[str]:
    """Its lines; one that goes on and on is not read to its end."""
    while line := text.readline(MOST_LINE):
        if len(line) == MOST_LINE:
            raise csv.Error("the line is too long")
        if "\0" in line:
            raise csv.Error("the line holds a NUL")
        yield line


class OpenFeed:
    """`with OpenFeed(file, report) as feed: for line, values in feed.rows("stops.txt", ("stop_id", "stop_name")): …`"""

    def __init__(self, file: IO[bytes] | str | Any, report: Report) -> None:
        self.report = report
        self.rows_left = MOST_ROWS
        try:
            self.archive = zipfile.ZipFile(file)
        except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError) as error:
            raise FeedRefusedError(_("The file is not a zip archive, or a broken one.")) from error
        self.members = self._members()

    def __enter__(self) -> "OpenFeed":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.archive.close()

    def _members(self) -> dict[str, zipfile.ZipInfo]:
        """The text files at the top of the archive, by name. Of anything else it is said that it was not read."""
        entries = [entry for entry in self.archive.infolist() if not entry.is_dir()]
        if len(entries) > MOST_FILES:
            raise FeedRefusedError(
                _("The archive holds %(number)s files; %(most)s are the most.")
                % {"number": len(entries), "most": MOST_FILES}
            )
        if sum(entry.file_size for entry in entries) > MOST_UNPACKED:
            raise FeedRefusedError(_("The archive unfolds to more than 1 GB."))
        if sum(entry.compress_size for entry in entries) > MOST_PACKED:
            raise FeedRefusedError(_("The archive is larger than 200 MB."))
        members: dict[str, zipfile.ZipInfo] = {}
        for entry in entries:
            if entry.file_size > max(SMALL, MOST_RATIO * entry.compress_size):
                raise FeedRefusedError(
                    _("%(file)s unfolds to more than %(ratio)s times its size.")
                    % {"file": entry.filename, "ratio": MOST_RATIO}
                )
            if entry.flag_bits & 1:
                raise FeedRefusedError(_("%(file)s is encrypted.") % {"file": entry.filename})
            if entry.filename in members:
                raise FeedRefusedError(_("The archive holds %(file)s twice.") % {"file": entry.filename})
            path = PurePosixPath(entry.filename)
            if path.name != entry.filename or "\\" in entry.filename or path.suffix != ".txt":
                self.report.not_kept(entry.filename, _("not a text file at the top of the archive: not read"))
                continue
            members[entry.filename] = entry
        return members

    def has(self, name: str) -> bool:
        return name in self.members

    def require(self, *names: str) -> None:
        if missing := [name for name in names if name not in self.members]:
            raise FeedRefusedError(
                _("The archive has no %(missing)s at its top.") % {"missing": ", ".join(missing)}
            )

    def rows(
        self, name: str, wanted: Sequence[str], *, required: Sequence[str] = (), ignored: Sequence[str] = ()
    ) -> Iterator[tuple[int, list[str]]]:
        """(line, the wanted columns in order, "" where the file has none), one after another: the file is never whole in memory.

        What other columns hold is counted in the report, `ignored` ones excepted. A file that is not there has no rows.
        """
        if name not in self.members:
            return
        try:
            with self.archive.open(self.members[name]) as raw:
                text = io.TextIOWrapper(raw, encoding="utf-8-sig", newline="")
                reader = csv.reader(lines_of(text), strict=True)
                yield from self._rows(name, reader, wanted, required, ignored)
        except UnicodeDecodeError as error:
            raise FeedRefusedError(
                _("%(file)s is not UTF-8: %(error)s, byte %(byte)s.")
                % {"file": name, "error": error.reason, "byte": error.start}
            ) from error
        except csv.Error as error:
            raise FeedRefusedError(
                _("%(file)s cannot be read as CSV, line %(line)s: %(error)s.")
                % {"file": name, "line": reader.line_num, "error": error}
            ) from error
        except (zipfile.BadZipFile, EOFError, OSError, NotImplementedError, RuntimeError) as error:
            raise FeedRefusedError(_("%(file)s is broken in the archive.") % {"file": name}) from error

    def _rows(
        self, name: str, reader: Any, wanted: Sequence[str], required: Sequence[str], ignored: Sequence[str]
    ) -> Iterator[tuple[int, list[str]]]:
        header = self._header(name, reader, required)
        width = len(header)
        places = [header.index(column) if column in header else width for column in wanted]
        unkept = [(at, header[at]) for at in range(width) if header[at] not in {*wanted, *ignored}]
        counts = dict.fromkeys((column for _at, column in unkept), 0)
        for row in reader:
            if not row:
                continue
            self.rows_left -= 1
            if self.rows_left < 0:
                raise FeedRefusedError(_("The feed has more than %(most)s rows.") % {"most": MOST_ROWS})
            if len(row) != width:
                row = self._fitted(name, row, width, reader.line_num)
            for at, column in unkept:
                if row[at].strip():
                    counts[column] += 1
            row.append("")
            yield reader.line_num, [row[at].strip() for at in places]
        for column, count in counts.items():
            if count:
                self.report.not_kept(
                    name, _("column %(column)s: values that are not kept") % {"column": column}, count=count
                )

    def _header(self, name: str, reader: Any, required: Sequence[str]) -> list[str]:
        header = [column.strip() for column in next(reader, [])]
        if len(header) > MOST_COLUMNS:
            raise FeedRefusedError(
                _("%(file)s has %(number)s columns; %(most)s are the most.")
                % {"file": name, "number": len(header), "most": MOST_COLUMNS}
            )
        if len(set(header)) != len(header):
            raise FeedRefusedError(_("%(file)s has a column twice.") % {"file": name})
        if missing := [column for column in required if column not in header]:
            raise FeedRefusedError(
                _("%(file)s has no column %(missing)s.") % {"file": name, "missing": ", ".join(missing)}
            )
        return header

    def _fitted(self, name: str, row: list[str], width: int, line: int) -> list[str]:
        """A row of another length than the header: what is missing is empty, what is beyond is not kept."""
        if len(row) > width:
            self.report.not_kept(
                name, _("values beyond the last column"), line=line, value=",".join(row[width:])
            )
        else:
            self.report.changed(name, _("rows shorter than the header, read as empty at the end"), line=line)
        return [*row[:width], *[""] * (width - len(row))]
