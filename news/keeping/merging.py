"""Two texts that began as one, put together: what only one side touched is taken from it, the rest is for somebody to choose.

Pure. No word of either side disappears without a choice: it stands in the result, or in a conflict, or its own side took it out.
"""

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import Enum

from news.texts.differences import MOST_PAIRS_OF_WORDS, PARAGRAPH, WORD, aligned


class Cut(Enum):
    """Into which parts a text is cut to be put together, by what joins them."""

    WHOLE = ""
    LINES = "\n"
    PARAGRAPHS = "\n\n"

    def parts(self, text: str) -> list[str]:
        if self is Cut.WHOLE:
            return [text] if text else []
        if self is Cut.LINES:
            return [line for line in text.split("\n") if line.strip()]
        return [each.rstrip() for each in PARAGRAPH.findall(text) if each.strip()]


@dataclass(frozen=True, slots=True)
class Conflict:
    """A part that both sides changed, each differently. "" where a side has none of it."""

    field: str
    before: str
    mine: str
    theirs: str
    cut: Cut

    @property
    def key(self) -> str:
        """The same for the same three texts: a choice made for it stays good while they do."""
        texts = "\x00".join((self.field, self.before, self.mine, self.theirs))
        return hashlib.sha256(texts.encode()).hexdigest()[:16]


Piece = str | Conflict


@dataclass(frozen=True, slots=True)
class Merged:
    """One field: its parts in order, those settled as text."""

    pieces: tuple[Piece, ...]
    cut: Cut

    @property
    def conflicts(self) -> list[Conflict]:
        return [piece for piece in self.pieces if isinstance(piece, Conflict)]

    def text(self, choices: Mapping[str, str]) -> str:
        """`choices`: the text that takes the place of each conflict, by its key. Without one it is both texts, mine first."""
        chosen = (
            piece if isinstance(piece, str) else choices.get(piece.key, together(piece))
            for piece in self.pieces
        )
        return self.cut.value.join(each for each in chosen if each)


@dataclass(frozen=True, slots=True)
class Merge:
    fields: Mapping[str, Merged]
    # Taken from them as they are; put together from both sides.
    taken: tuple[str, ...]
    joined: tuple[str, ...]

    @property
    def conflicts(self) -> list[Conflict]:
        return [conflict for merged in self.fields.values() for conflict in merged.conflicts]

    def texts(self, choices: Mapping[str, str]) -> dict[str, str]:
        return {name: merged.text(choices) for name, merged in self.fields.items()}


def merge(
    base: Mapping[str, str], mine: Mapping[str, str], theirs: Mapping[str, str], cuts: Mapping[str, Cut]
) -> Merge:
    """Field by field; a field that `base` lacks is compared as if nothing had stood before, unless the sides agree."""
    fields = {
        name: merge_texts(base.get(name), mine.get(name, ""), theirs.get(name, ""), cut, field=name)
        for name, cut in cuts.items()
    }
    theirs_alone = [
        name
        for name in cuts
        if mine.get(name, "") == base.get(name) and theirs.get(name, "") != mine.get(name, "")
    ]
    both = [name for name in cuts if len({base.get(name), mine.get(name, ""), theirs.get(name, "")}) == 3]
    return Merge(fields, tuple(theirs_alone), tuple(both))


def merge_texts(base: str | None, mine: str, theirs: str, cut: Cut, field: str = "") -> Merged:
    """Letter by letter one side's text where the other changed nothing; otherwise part by part."""
    if mine == theirs or theirs == base:
        return Merged((mine,), cut)
    if mine == base:
        return Merged((theirs,), cut)
    before = cut.parts(base or "")
    pieces = _pieces(before, _edits(before, cut.parts(mine)), _edits(before, cut.parts(theirs)), cut, field)
    return Merged(tuple(pieces), cut)


@dataclass(frozen=True, slots=True)
class _Edits:
    """What one side made of the parts before: `became[i]` of part i ("": taken out); `added[i]` stands before it, and the last
    at the end."""

    became: list[str]
    added: list[list[str]]


def _edits(before: Sequence[str], after: Sequence[str]) -> _Edits:
    edits = _Edits([], [[] for _ in range(len(before) + 1)])
    for old, new in _replaced(aligned(before, after)):
        if old:
            edits.became.append(new)
        else:
            edits.added[len(edits.became)].append(new)
    return edits


def _replaced(pairs: Iterator[tuple[str, str]]) -> Iterator[tuple[str, str]]:
    """A part taken out and another put in at its place: one replaced by the other."""
    gone = ""
    for old, new in pairs:
        if gone and not old:
            yield gone, new
            gone = ""
            continue
        if gone:
            yield gone, ""
        gone = old if not new else ""
        if new:
            yield old, new
    if gone:
        yield gone, ""


def _pieces(before: Sequence[str], mine: _Edits, theirs: _Edits, cut: Cut, field: str) -> Iterator[Piece]:
    for at in range(len(before) + 1):
        here, there = (cut.value.join(side.added[at]) for side in (mine, theirs))
        yield from _one("", here, there, cut, field)
        if at < len(before):
            yield from _one(before[at], mine.became[at], theirs.became[at], cut, field)


def _one(before: str, mine: str, theirs: str, cut: Cut, field: str) -> Iterator[Piece]:
    if mine == theirs or theirs == before:
        result: Piece = mine
    elif mine == before:
        result = theirs
    else:
        result = Conflict(field, before, mine, theirs, cut)
    if result:
        yield result


def together(conflict: Conflict) -> str:
    """To be written into one by hand: word by word what each side changed; of words that both changed, mine and then theirs."""
    a, b, c = (WORD.findall(each) for each in (conflict.before, conflict.mine, conflict.theirs))
    if not (a and b and c) or len(a) * max(len(b), len(c)) > MOST_PAIRS_OF_WORDS:
        return (conflict.cut.value or "\n").join(each for each in (conflict.mine, conflict.theirs) if each)
    in_b, in_c = _places(a, b), _places(a, c)
    i = j = k = 0
    words: list[str] = []
    for at in [*sorted(in_b.keys() & in_c.keys()), len(a)]:
        to_j, to_k = in_b.get(at, len(b)), in_c.get(at, len(c))
        words += _words("".join(a[i:at]), "".join(b[j:to_j]), "".join(c[k:to_k]))
        words += a[at : at + 1]
        i, j, k = at + 1, to_j + 1, to_k + 1
    return "".join(words)


def _places(a: Sequence[str], b: Sequence[str]) -> dict[int, int]:
    """Of the words of `a` that stayed: where they stand in `b`."""
    blocks = SequenceMatcher(None, a, b, autojunk=False).get_matching_blocks()
    return {block.a + step: block.b + step for block in blocks for step in range(block.size)}


def _words(before: str, mine: str, theirs: str) -> list[str]:
    if mine == theirs or theirs == before:
        return [mine]
    if mine == before:
        return [theirs]
    return [mine, " " if mine and theirs and not mine[-1:].isspace() else "", theirs]
