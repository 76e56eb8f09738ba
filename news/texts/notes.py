"""Source marks: each source of a page gets one number, in the order in which the page first cites it."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from news.models import Source


@dataclass(slots=True)
class Note:
    number: int
    source: "Source"
    # How often the page cites it; the first mark's id is where the list at the foot leads back to.
    times: int = 0

    @property
    def anchor(self) -> str:
        """The id of the entry in the list of sources."""
        return f"source-{self.number}"

    @property
    def mark_id(self) -> str:
        """The id of the first mark in the text."""
        return f"mark-{self.number}"


@dataclass(slots=True)
class Notes:
    """The numbered sources of one page. Marks must be asked for in the order in which the page shows them."""

    by_key: dict[str, Note] = field(default_factory=dict)

    def mark(self, source: "Source") -> Note:
        note = self.by_key.setdefault(source.key, Note(len(self.by_key) + 1, source))
        note.times += 1
        return note

    def __iter__(self) -> Iterator[Note]:
        return iter(self.by_key.values())

    def __len__(self) -> int:
        return len(self.by_key)


class MarkedNotes(Notes):
    """The sources of a part of a page, numbered after those with which the page has `begun`."""

    __slots__ = ("begun", "marked")

    def __init__(self, begun: Iterable[str] = ()) -> None:
        super().__init__()
        self.begun = {key: number for number, key in enumerate(begun, 1)}
        self.marked: list[Source] = []

    def mark(self, source: "Source") -> Note:
        self.marked.append(source)
        if number := self.begun.get(source.key):
            return Note(number, source, times=2)
        note = self.by_key.setdefault(source.key, Note(len(self.begun) + len(self.by_key) + 1, source))
        note.times += 1
        return note

    def continued(self, notes: Notes) -> Notes:
        """The notes of the page, with what this part has marked."""
        for source in self.marked:
            notes.mark(source)
        return notes
