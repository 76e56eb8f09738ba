"""Tables to a zip whose bytes depend on nothing but their rows: no clock, no locale, no order of the database."""

import csv
import io
import zipfile
from collections.abc import Iterable, Mapping

Row = tuple[str, ...]
# A zip has no time before 1980, and this one tells none.
NO_TIME = (1980, 1, 1, 0, 0, 0)
READABLE_BY_ALL = 0o644 << 16
UNIX = 3


def table(columns: Iterable[str], rows: Iterable[Row]) -> bytes:
    """RFC 4180 in UTF-8 without a mark, lines end with CRLF. The rows as they come."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(columns)
    writer.writerows(rows)
    return text.getvalue().encode()


def pack(files: Mapping[str, bytes], comment: str = "") -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as archive:
        archive.comment = comment.encode("ascii")
        for name in sorted(files):
            entry = zipfile.ZipInfo(name, NO_TIME)
            entry.compress_type, entry.external_attr, entry.create_system = (
                zipfile.ZIP_DEFLATED,
                READABLE_BY_ALL,
                UNIX,
            )
            archive.writestr(entry, files[name])
    return packed.getvalue()


def clock(seconds: int) -> str:
    """Seconds of the service day as GTFS writes them; hours may pass 24."""
    return f"{seconds // 3600:02}:{seconds % 3600 // 60:02}:{seconds % 60:02}"
