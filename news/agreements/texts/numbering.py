"""Whether a text counts its articles, paragraphs and points as texts do: each number once, in order, none left out.

Pure. Letters are only looked at for their order: lists leave out ё, й, ъ, ы, ь as they please.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby, pairwise

from django.utils.translation import gettext

from news.agreements.texts.headings import ordinal, place_of_letter
from news.agreements.texts.terms import ProvisionKind


@dataclass(frozen=True, slots=True)
class Entry:
    """`key`, `parent`, `annex`: of the provision, of what holds it and of the annex it stands in; 0 for none."""

    key: int
    parent: int
    annex: int
    kind: ProvisionKind
    style: str
    number: str
    line: int


# Line, words, whether it is an error.
Told = tuple[int, str, bool]


def remarks_on(entries: Iterable[Entry], language: str) -> tuple[set[int], list[Told]]:
    """The annexes (0: the body) whose chapters number their articles anew, and what is wrong."""
    numbered = [entry for entry in entries if entry.number]
    articles = [entry for entry in numbered if entry.kind == ProvisionKind.ARTICLE]
    restarting = {annex for annex, group in _groups(articles, "annex") if _restarts(group)}
    told: list[Told] = []
    for annex, group in _groups(articles, "annex"):
        parts = _groups(group, "parent") if annex in restarting else [(0, group)]
        for _parent, part in parts:
            told += _counted(part, language)
    others = [entry for entry in numbered if entry.kind != ProvisionKind.ARTICLE]
    for _kind, group in _groups(others, "kind"):
        for _parent, part in _groups(group, "parent"):
            told += _counted(part, language)
    return restarting, told


def _groups(entries: Iterable[Entry], name: str) -> list[tuple[int, list[Entry]]]:
    """In the order of the text within each."""

    def key(entry: Entry) -> str:
        return str(getattr(entry, name))

    rows = [list(group) for _key, group in groupby(sorted(entries, key=key), key)]
    return [(getattr(group[0], name), group) for group in rows]


def _restarts(articles: list[Entry]) -> bool:
    """Every chapter counts from one, and there are several."""
    parts = [group for _parent, group in _groups(articles, "parent")]
    return len(parts) > 1 and all(
        [ordinal(entry.number) for entry in part][:1] == [(1,)] and not list(_clashes(part, "en"))
        for part in parts
    )


def _place(entry: Entry, language: str) -> tuple[int, ...]:
    return (place_of_letter(entry.number, language),) if entry.style == "letter" else ordinal(entry.number)


def _counted(entries: list[Entry], language: str) -> Iterator[Told]:
    yield from _clashes(entries, language)
    places = [
        (_place(entry, language), entry) for entry in entries if entry.style not in ("letter", "dotted")
    ]
    for (before, earlier), (after, entry) in pairwise(places):
        if after[0] > before[0] + 1:
            words = gettext("%(kind)s %(number)s follows %(before)s: some are missing between them.")
            yield entry.line, words % _words(entry, earlier), False


def _clashes(entries: list[Entry], language: str) -> Iterator[Told]:
    seen: dict[tuple[int, ...], Entry] = {}
    latest: tuple[tuple[int, ...], Entry] | None = None
    for entry in entries:
        place = _place(entry, language)
        if place == (0,):
            words = gettext("%(kind)s %(number)s: this letter is not of the alphabet of the text.")
            yield entry.line, words % _words(entry, entry), True
        elif place in seen:
            words = gettext("%(kind)s %(number)s is there already, on line %(line)d.")
            yield entry.line, words % _words(entry, seen[place]), True
        elif latest and place < latest[0]:
            words = gettext("%(kind)s %(number)s comes after %(before)s.")
            yield entry.line, words % _words(entry, latest[1]), True
        seen.setdefault(place, entry)
        if latest is None or place > latest[0]:
            latest = (place, entry)


def _words(entry: Entry, other: Entry) -> dict[str, object]:
    kind = str(entry.kind.label)
    return {
        "kind": kind[:1].upper() + kind[1:],
        "number": entry.number,
        "before": other.number,
        "line": other.line,
    }
