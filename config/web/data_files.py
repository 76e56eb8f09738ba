"""Answers for machines: JSON, CSV, downloads, and refusals as problem details (RFC 9457).

A file has the address of its page with a suffix (`/en/agreements.csv`), and the page cache keeps it as it keeps pages.
"""

import csv
import io
import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder
from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, path

# What an address ends with, by what is sent. The longer suffix is looked for first.
MEDIA_TYPES = {
    "csl.json": "application/vnd.citationstyles.csl+json",
    "feed.json": "application/feed+json",
    "json": "application/json",
    "csv": "text/csv; charset=utf-8; header=present",
    "bib": "application/x-bibtex; charset=utf-8",
    "ris": "application/x-research-info-systems; charset=utf-8",
    "ics": "text/calendar; charset=utf-8",
    "atom": "application/atom+xml; charset=utf-8",
    "zip": "application/zip",
    "pb": "application/x-protobuf",
}
# What makes a formula of a cell, in letters of full width too; what may begin so and is none: −5, +375 17 200-00-00, -.
FORMULAS = tuple("=+-@\uff1d\uff0b\uff0d\uff20")
NUMBER = re.compile(r"[-+]?[\d\s.,:%()-]*")
# At which a spreadsheet may begin a cell: where commas are for decimals it parts cells by semicolons, and takes our quotation
# marks, which then stand in the middle of a cell, for letters.
NEXT_CELL = re.compile(r"([;\r\n])")


def json_text(data: Any) -> str:
    """Readable, in the order given, its letters as they are; ends with a newline."""
    return json.dumps(data, cls=DjangoJSONEncoder, ensure_ascii=False, indent=2) + "\n"


def csv_text(columns: Sequence[str], rows: Iterable[Mapping[str, Any]]) -> str:
    """RFC 4180, the columns as header. Nothing is an empty cell, a list is joined with semicolons, and no text is a formula."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(columns)
    writer.writerows([_cell(row[name]) for name in columns] for row in rows)
    return text.getvalue()


def _cell(value: Any) -> str:
    match value:
        case None:
            return ""
        case bool():
            return "true" if value else "false"
        case list() | tuple():
            return plain_cell("; ".join(map(str, value)))
        case str():
            return plain_cell(value)
    return str(value)


def plain_cell(text: str) -> str:
    """With an apostrophe before what a spreadsheet would compute instead of show (`=HYPERLINK(…)`), wherever one may part the
    text into cells; numbers stay numbers."""
    first, *others = NEXT_CELL.split(text.lstrip())
    space = text[: len(text) - len(text.lstrip())]
    mark = "'" if space[:1] in ("\t", "\r") or _is_formula(first) else ""
    after = (f"'{part}" if _is_formula(part) else part for part in others)
    return "".join([mark, space, first, *after])


def _is_formula(text: str) -> bool:
    return text.lstrip()[:1] in FORMULAS and not NUMBER.fullmatch(text.strip())


def data_answer(suffix: str, body: str | bytes, *, save_as: str = "") -> HttpResponse:
    """`save_as`: the name under which a browser keeps it instead of showing it."""
    response = HttpResponse(body, content_type=MEDIA_TYPES[suffix])
    if save_as:
        response["Content-Disposition"] = f'attachment; filename="{save_as}"'
    # Another site's page may read what everybody may download.
    response["Access-Control-Allow-Origin"] = "*"
    return response


def list_paths(address: str, view: Callable[..., HttpResponse], name: str) -> Iterator[URLPattern]:
    """A list as JSON and as CSV, beside its page."""
    for form in ("json", "csv"):
        yield path(f"{address}.{form}", view, {"form": form}, name=f"{name}_{form}")


def asks_for_data(request: HttpRequest) -> bool:
    """By the address, or by preferring data to a page."""
    if request.path.endswith(tuple(f".{suffix}" for suffix in MEDIA_TYPES)):
        return True
    return request.get_preferred_type(["text/html", "application/json"]) == "application/json"


def problem(status: int, title: str, detail: str) -> HttpResponse:
    """RFC 9457: what was wrong, in words a person can act on, where a machine finds them."""
    body = {"type": "about:blank", "title": title, "status": status, "detail": detail}
    return HttpResponse(json_text(body), status=status, content_type="application/problem+json")
