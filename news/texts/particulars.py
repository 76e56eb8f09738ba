"""The particulars a text states, which a change of mere wording leaves alone: figures, quotations, dates, numbers, names.

Pure. Each has a key that is the same however the same particular is written, and the line it stands in.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from news.texts.particular_dates import date_words_in, dates_in
from news.texts.particular_names import Evidence, names_in
from news.texts.particular_numbers import Found, numbers_in
from news.texts.reference_syntax import REFERENCE, Reference, find
from news.texts.references import statements


class Particular(StrEnum):
    FIGURE = "figure"
    QUOTATION = "quotation"
    DATE = "date"
    NUMBER = "number"
    NAME = "name"


@dataclass(frozen=True, slots=True)
class Stated:
    what: Particular
    key: str
    words: str  # as typed
    line: int  # counted from 1


# Addresses of links, and the numbers that only number a list.
NO_WORDS = re.compile(
    r"(?<=\])\([^()\s]*(?:\s+\"[^\"\n]*\")?\)|<https?://[^>\s]*>|https?://\S+|^[ \t]*\d+[.)](?=[ \t])", re.M
)
QUOTED = re.compile(r"“[^“”\n]+”|«[^«»\n]+»|„[^„“\n]+“|\"[^\"\n]+\"|(?<!\w)‘[^‘’\n]+’(?!\w)")
QUOTED_LINE = re.compile(r"[^\n]*\S[^\n]*(?:\n|\Z)")
MARKS = re.compile(r"[\s\u00ad“”«»„\"‘’'*_–—-]+")


def words_said(text: str) -> str:
    """The text as it is said, line for line: references by their words, without notes, pictures and addresses of links."""
    said = REFERENCE.sub(
        lambda match: _said(find(match[0])[0]), text.replace("\r\n", "\n").replace("\0", "\ufffd")
    )
    return NO_WORDS.sub(lambda match: " " * len(match[0]), said)


def particulars(text: str, language: str, evidence: Evidence) -> list[Stated]:
    """In the order of the text, kind by kind."""
    text = text.replace("\r\n", "\n")
    return [*_figures(text), *_others(text, language, evidence)]


def links(text: str) -> list[Reference]:
    """What the text leads to, but for its sources and figures."""
    return [
        each for each in find(text.replace("\r\n", "\n")) if each.kind not in ("source", "figure", "image")
    ]


def _said(reference: Reference) -> str:
    if reference.is_note or reference.kind in ("figure", "image", "source"):
        return reference.text if reference.kind == "source" else ""
    return reference.text or reference.words.title()


def _figures(text: str) -> Iterator[Stated]:
    for each in find(text):
        if each.kind == "figure":
            key = f"{each.key}@{each.period}|{alike(each.text)}"
            yield Stated(
                Particular.FIGURE, key, text[each.start : each.end], text.count("\n", 0, each.start) + 1
            )


def _others(text: str, language: str, evidence: Evidence) -> Iterator[Stated]:
    said = words_said(text)
    for line, quotation in _block_quotations(text):
        said = _without_block(said, line)
        yield Stated(Particular.QUOTATION, alike(quotation), quotation, line)
    quoted = [Found(match.start(), match.end(), alike(match[0])) for match in QUOTED.finditer(said)]
    for what, found in (
        (Particular.QUOTATION, lambda text: quoted),
        (Particular.DATE, dates_in),
        (Particular.DATE, date_words_in),
        (Particular.NUMBER, lambda text: numbers_in(text, language)),
        (Particular.NAME, lambda text: names_in(text, language, evidence)),
    ):
        places = sorted(found(said), key=lambda place: place.start)
        for place in places:
            yield Stated(
                what, place.key, said[place.start : place.end].strip(), said.count("\n", 0, place.start) + 1
            )
        if what is not Particular.NAME:
            said = _blank(said, places)


def _block_quotations(text: str) -> Iterator[tuple[int, str]]:
    """(line, what is quoted and the line that says who said it, as they are said)."""
    for each in statements(text):
        attribution = f"\n— {each.attribution}" if each.attribution else ""
        yield each.line, words_said(f"{each.text}{attribution}") + (f"\0{each.person}" if each.person else "")


def _without_block(said: str, line: int) -> str:
    """Blanks the lines from one on, down to an empty one."""
    start = sum(len(each) + 1 for each in said.split("\n")[: line - 1])
    end = start
    while match := QUOTED_LINE.match(said, end):
        end = match.end()
        if end == len(said):
            break
    return said[:start] + re.sub(r"[^\n]", " ", said[start:end]) + said[end:]


def _blank(said: str, places: Iterable[Found]) -> str:
    """A full stop keeps the end of a sentence where a date or number stood at it; letters in a row keep words apart."""
    for place in places:
        said = said[: place.start] + "·" * (place.end - place.start) + said[place.end :]
    return said


def alike(words: str) -> str:
    """What is left of words when only their typography differs: quotation marks, dashes, emphasis, spaces, line ends."""
    return MARKS.sub(" ", words).strip()
