"""A pasted text into provisions with ids after the Akoma Ntoso Naming Convention, in the order of the text.

Pure. Every line goes into exactly one provision. What cannot be right is an error that names its line; what may be wrong, a
warning. An article whose number stands once in the text is `art_4` wherever its chapter is; where numbering begins anew, the
chapter or annex stands before it: `chp_2__art_4`. Items of lists are named by place: `point_a`, `point_b`, in every language.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from string import ascii_lowercase

from django.utils.text import capfirst
from django.utils.translation import gettext

from news.agreements.texts.headings import CLOSING, Heading, Marked, heading, marked, ordinal
from news.agreements.texts.numbering import Entry, remarks_on
from news.agreements.texts.terms import ABBREVIATIONS, CONTAINERS, ProvisionKind

SENTENCE_END = re.compile(r"[.!?]['\"»”)]*$")
UNFINISHED = re.compile(r"\w$")
ONCE = (ProvisionKind.PREFACE, ProvisionKind.PREAMBLE, ProvisionKind.CONCLUSIONS)


@dataclass(frozen=True, slots=True)
class ProvisionText:
    """`text`: its own words, a line a paragraph, without those of the provisions in it. `line`: where it began, from 1."""

    kind: ProvisionKind
    eid: str
    wid: str
    parent: str  # the eid of what holds it, or empty
    number: str = ""  # as printed: "4", "IV", "1.", "а)"
    heading: str = ""
    text: str = ""
    line: int = 0


@dataclass(frozen=True, slots=True)
class Remark:
    line: int
    text: str
    is_error: bool = False


@dataclass(frozen=True, slots=True)
class Split:
    provisions: tuple[ProvisionText, ...]
    remarks: tuple[Remark, ...]

    @property
    def errors(self) -> list[Remark]:
        return [remark for remark in self.remarks if remark.is_error]

    @property
    def warnings(self) -> list[Remark]:
        return [remark for remark in self.remarks if not remark.is_error]


@dataclass(slots=True)
class _Draft:
    kind: ProvisionKind
    line: int
    parent: "_Draft | None" = None
    style: str = ""
    number: str = ""
    plain_number: str = ""
    heading: str = ""
    inline: str = ""  # words on the line of an article's number: its heading, or its text if nothing follows
    lines: list[str] = field(default_factory=list)

    @property
    def annex(self) -> "_Draft | None":
        return self if self.kind == ProvisionKind.ANNEX else self.parent.annex if self.parent else None


def split(text: str, language: str) -> Split:
    """`language`: ru, be or en, of the text."""
    lines = _lines(text, language)
    if not lines:
        return Split((), (Remark(1, gettext("There is no text."), True),))
    reader = _Reader(language)
    for number, line in lines:
        reader.read(number, line)
    drafts = reader.finished()
    entries = [
        Entry(
            id(d),
            id(d.parent) if d.parent else 0,
            id(d.annex) if d.annex else 0,
            d.kind,
            d.style,
            d.plain_number,
            d.line,
        )
        for d in drafts
    ]
    restarting, found = remarks_on(entries, language)
    remarks = [*reader.remarks, *(Remark(*each) for each in found), *_said_twice(drafts)]
    if not any(d.kind in (ProvisionKind.ARTICLE, ProvisionKind.PARAGRAPH) for d in drafts):
        remarks.append(Remark(1, gettext("No article and no numbered paragraph was found.")))
    return Split(_named(drafts, restarting), tuple(sorted(remarks, key=lambda each: each.line)))


def _said_twice(drafts: list[_Draft]) -> Iterator[Remark]:
    """What a text has one of, and no number."""
    lines: dict[ProvisionKind, int] = {}
    for draft in drafts:
        if draft.kind in ONCE and lines.setdefault(draft.kind, draft.line) != draft.line:
            words = gettext("%(what)s: there already, on line %(line)d. Are these two texts?")
            yield Remark(
                draft.line, words % {"what": capfirst(draft.kind.label), "line": lines[draft.kind]}, True
            )


def _lines(text: str, language: str) -> list[tuple[int, str]]:
    """(number, line) without blank ones; a line that breaks off in the middle of a sentence takes in the next."""
    found: list[tuple[int, str]] = []
    after_blank = True
    for number, raw in enumerate(text.replace("\r\n", "\n").split("\n"), start=1):
        line = re.sub(r"\s+", " ", raw.replace("\ufeff", "").replace("\u00ad", "")).strip()
        if not line:
            after_blank = True
            continue
        continues = line[0].islower() and not marked(line)
        if (
            found
            and not after_blank
            and continues
            and UNFINISHED.search(found[-1][1])
            and not heading(found[-1][1], language)
        ):
            found[-1] = (found[-1][0], f"{found[-1][1]} {line}")
        else:
            found.append((number, line))
        after_blank = False
    return found


class _Reader:
    """Line after line; knows what is open: containers, an article, lists inside it."""

    def __init__(self, language: str) -> None:
        self.language = language
        self.drafts: list[_Draft] = []
        self.remarks: list[Remark] = []
        self.containers: list[_Draft] = []
        self.article: _Draft | None = None
        self.lists: list[_Draft] = []  # the last item of each list that is open, the outermost first
        self.current: _Draft | None = None

    def read(self, number: int, line: str) -> None:
        if found := heading(line, self.language):
            self._open_heading(number, found)
        elif self.current and self.current.kind == ProvisionKind.CONCLUSIONS:
            self.current.lines.append(line)
        elif self._closes(line):
            self._open(_Draft(ProvisionKind.CONCLUSIONS, number, lines=[line]))
        elif (item := marked(line)) and not (self.current and self.current.kind == ProvisionKind.PREFACE):
            self._open_item(number, item)
        else:
            self._add(number, line)

    def finished(self) -> list[_Draft]:
        followed = {id(draft.parent) for draft in self.drafts}
        for draft in self.drafts:
            if not draft.inline:
                continue
            is_text = SENTENCE_END.search(draft.inline) or not (draft.lines or id(draft) in followed)
            if is_text:
                draft.lines.insert(0, draft.inline)
            else:
                draft.heading = draft.inline
        return self.drafts

    def _closes(self, line: str) -> bool:
        began = any(draft.kind in (ProvisionKind.ARTICLE, ProvisionKind.PARAGRAPH) for draft in self.drafts)
        in_annex = any(draft.kind == ProvisionKind.ANNEX for draft in self.containers)
        return began and not in_annex and bool(CLOSING[self.language].match(line))

    def _open(self, draft: _Draft) -> None:
        self.drafts.append(draft)
        self.current = draft
        if draft.kind in (ProvisionKind.CONCLUSIONS, ProvisionKind.PREAMBLE):
            self.containers, self.article, self.lists = [], None, []

    def _open_heading(self, number: int, found: Heading) -> None:
        self.lists = []
        if found.kind == ProvisionKind.ARTICLE:
            self.article = _Draft(
                found.kind,
                number,
                parent=self.containers[-1] if self.containers else None,
                number=found.number,
                plain_number=found.number,
                inline=found.rest,
            )
            self._open(self.article)
            return
        if found.kind == ProvisionKind.PREAMBLE:
            self._open(_Draft(found.kind, number))
            return
        rank = CONTAINERS.index(found.kind)
        self.containers = [each for each in self.containers if CONTAINERS.index(each.kind) < rank]
        self.article = None
        container = _Draft(
            found.kind,
            number,
            parent=self.containers[-1] if self.containers else None,
            number=found.number,
            plain_number=found.number,
            heading=found.rest,
        )
        self.containers.append(container)
        self._open(container)

    @property
    def _base(self) -> _Draft | None:
        return self.article or (self.containers[-1] if self.containers else None)

    def _open_item(self, number: int, item: Marked) -> None:
        """A manner of numbering that is open goes on; another one begins a list inside the last item."""
        depth = next((at for at, each in enumerate(self.lists) if each.style == item.style), None)
        if depth is not None:
            parent = self.lists[depth].parent
            del self.lists[depth:]
        else:
            parent = self.lists[-1] if self.lists else self._unnumbered_or_base()
        kind = ProvisionKind.PARAGRAPH if item.style in ("dot", "dotted") else ProvisionKind.POINT
        draft = _Draft(
            kind,
            number,
            parent=parent,
            style=item.style,
            number=item.mark,
            plain_number=item.number,
            lines=[item.rest],
        )
        self.lists.append(draft)
        self._open(draft)

    def _unnumbered_or_base(self) -> _Draft | None:
        current = self.current
        if current and current.kind == ProvisionKind.PARAGRAPH and not current.number:
            return current
        return self._base

    def _add(self, number: int, line: str) -> None:
        current = self.current
        if current is None or current.kind == ProvisionKind.PREFACE:
            self._begin(number, line)
        elif current.kind in CONTAINERS and current.kind != ProvisionKind.ANNEX:
            current.heading = f"{current.heading} {line}".strip()
        elif current.kind == ProvisionKind.POINT and SENTENCE_END.search(current.lines[-1]):
            self._close_list(number, line)
        else:
            current.lines.append(line)

    def _begin(self, number: int, line: str) -> None:
        """Before the first heading: lines in capitals or brackets are the title, what follows is the preamble."""
        first = line.split()[0]
        titled = line == line.upper() or (len(first) > 3 and first.isupper() and UNFINISHED.search(line))
        if titled or (line.startswith("(") and line.endswith(")")):
            if self.current is None:
                self._open(_Draft(ProvisionKind.PREFACE, number))
            self.drafts[-1].lines.append(line)
        else:
            self._open(_Draft(ProvisionKind.PREAMBLE, number, lines=[line]))

    def _close_list(self, number: int, line: str) -> None:
        """Words after the last point of a list, which end what held the list."""
        while self.lists and self.lists[-1].kind == ProvisionKind.POINT:
            parent = self.lists.pop().parent
        self.remarks.append(
            Remark(number, gettext("Unnumbered words after a list: taken as a paragraph that closes it."))
        )
        self._open(_Draft(ProvisionKind.PARAGRAPH, number, parent=parent, lines=[line]))


def _named(drafts: list[_Draft], restarting: set[int]) -> tuple[ProvisionText, ...]:
    """`restarting`: the annexes (0 for the body) in which every chapter numbers its articles anew."""
    eids: dict[int, str] = {}
    places: dict[tuple[int, str], int] = {}
    named = []
    for draft in drafts:
        parent = eids.get(id(draft.parent), "")
        prefix = parent
        if draft.kind == ProvisionKind.ARTICLE and (id(draft.annex) if draft.annex else 0) not in restarting:
            prefix = eids[id(draft.annex)] if draft.annex else ""
        own = _own_name(draft, places)
        eids[id(draft)] = eid = f"{prefix}__{own}" if prefix else own
        named.append(
            ProvisionText(
                draft.kind,
                eid,
                eid,
                parent,
                draft.number,
                draft.heading,
                "\n".join(draft.lines),
                draft.line,
            )
        )
    return tuple(named)


def _own_name(draft: _Draft, places: dict[tuple[int, str], int]) -> str:
    name = ABBREVIATIONS[draft.kind]
    if draft.kind in ONCE:
        return name
    key = (id(draft.parent), name + ("" if draft.number else "_nn"))
    place = places[key] = places.get(key, 0) + 1
    if draft.style == "letter":
        return f"{name}_{latin(place)}"
    numbers = ordinal(draft.plain_number)
    if draft.style == "dotted" and draft.parent and ordinal(draft.parent.plain_number) == numbers[:-1]:
        numbers = numbers[-1:]
    return f"{name}_{'-'.join(map(str, numbers))}" if numbers else f"{name}_nn_{place}"


def latin(place: int) -> str:
    """1 → a, 26 → z, 27 → aa."""
    place, rest = divmod(place - 1, 26)
    return (latin(place) if place else "") + ascii_lowercase[rest]


def with_wid(provision: ProvisionText, wid: str) -> ProvisionText:
    return replace(provision, wid=wid)
