"""A text as a page prints it: headings, numbered provisions one inside the other, each with its own address on the page."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from news.agreements.texts.headings import WORDS, label
from news.agreements.texts.splitting import ProvisionText
from news.agreements.texts.terms import CONTAINERS, ProvisionKind

HEADED = (*CONTAINERS, ProvisionKind.ARTICLE)


@dataclass(frozen=True, slots=True)
class Printed:
    """`level`: of its heading, 2 to 5, 0 where it has none. `depth`: how far it is set in, 0 to 3. `mark`: its number as the
    text prints it, «Статья 4» or "1."; empty where it has none."""

    provision: ProvisionText
    mark: str
    level: int
    depth: int

    @property
    def eid(self) -> str:
        return self.provision.eid

    @property
    def paragraphs(self) -> list[str]:
        return self.provision.text.split("\n") if self.provision.text else []

    @property
    def is_item(self) -> bool:
        return self.provision.kind in (ProvisionKind.PARAGRAPH, ProvisionKind.POINT)


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of the contents."""

    eid: str
    mark: str
    heading: str
    depth: int


def printed(provisions: Sequence[ProvisionText], language: str) -> list[Printed]:
    headings: dict[str, int] = {"": 1}
    items: dict[str, int] = {}
    found = []
    for each in provisions:
        level = 0
        if each.kind in HEADED:
            level = headings[each.eid] = min(headings.get(each.parent, 1) + 1, 5)
        else:
            items[each.eid] = items.get(each.parent, -1) + 1
        found.append(Printed(each, mark_of(each, language), level, min(items.get(each.eid, 0), 3)))
    return found


def mark_of(provision: ProvisionText, language: str) -> str:
    return label(provision.kind, provision.number, language) if provision.kind in HEADED else provision.number


def contents(provisions: Iterable[ProvisionText], language: str) -> list[Entry]:
    """The preamble, what holds articles, and articles."""
    depths: dict[str, int] = {"": -1}
    found = []
    for each in provisions:
        if each.kind == ProvisionKind.PREAMBLE or each.kind in HEADED:
            depths[each.eid] = depths.get(each.parent, -1) + 1
            mark = mark_of(each, language) or WORDS[language].get(each.kind, "")
            found.append(Entry(each.eid, mark, each.heading, depths[each.eid]))
    return found


@dataclass(frozen=True, slots=True)
class Marks:
    """A provision's number where it stands by itself: `short` «1. а)», below its article; `full` «Статья 2, 1. а)»."""

    short: str
    full: str


def marks(provisions: Iterable[ProvisionText], language: str) -> dict[str, Marks]:
    """By eid, for comparisons."""
    found: dict[str, Marks] = {"": Marks("", "")}
    for each in provisions:
        own = mark_of(each, language) or WORDS[language].get(each.kind, "")
        above = found[each.parent]
        if each.kind in HEADED or not each.parent:
            found[each.eid] = Marks(own, own)
        else:
            short = f"{above.short} {own}".strip() if above.short != above.full else own
            found[each.eid] = Marks(
                short, f"{above.full} {own}" if above.short != above.full else f"{above.full}, {own}"
            )
    return found
