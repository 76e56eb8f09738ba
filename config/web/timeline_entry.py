"""What is printed of a dated thing on a line (timeline_entry in templates/compiled/site/macros.html): of equal ones the same."""

from typing import NamedTuple


class TimelineEntry(NamedTuple):
    date_text: str
    iso: str
    kind: str
    title: str
    lang: str
    url: str
    detail: str
    numbers: tuple[int, ...]
    grade: str
    grade_text: str
    shape: str
    tone: str
    ahead: bool
