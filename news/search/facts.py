"""By what found things are narrowed and counted, kept as one line a document: reading and counting many of them is then cheap."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from hashlib import blake2b

# A part of an agreement's text, which is not a kind of its own (news/kinds.py).
PROVISION = "provision"
OF_AGREEMENTS = ("agreement", PROVISION)


@dataclass(frozen=True, slots=True)
class Facts:
    """`agreement`: the address of the agreement whose status counts, of agreements and their provisions."""

    kind: str
    year: int | None = None
    topics: tuple[str, ...] = ()
    agreement: str = ""

    @classmethod
    def of(cls, kind: str, day: date | None, topics: Sequence[str], key: str = "") -> "Facts":
        return cls(kind, day.year if day else None, tuple(topics), key if kind in OF_AGREEMENTS else "")

    @classmethod
    def read(cls, text: str) -> "Facts":
        kind, year, topics, agreement = (text or "|||").split("|")
        return cls(kind, int(year) if year else None, tuple(topics.split()), agreement)

    @property
    def text(self) -> str:
        """ "agreement|2025| economy transport |union-state-1999": each topic between spaces."""
        topics = f" {' '.join(self.topics)} " if self.topics else ""
        return f"{self.kind}|{self.year or ''}|{topics}|{self.agreement}"


def number_of(kind: str, key: str, part: str = "") -> int:
    """A number of 63 bits for a thing, whatever the language."""
    digest = blake2b(f"{kind}/{key}/{part}".encode(), digest_size=8).digest()
    return int.from_bytes(digest, "big") >> 1
