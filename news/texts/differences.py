"""What changed between two texts: paragraph by paragraph, and inside a changed paragraph word by word.

Pure. Nothing is lost: what stayed and what went make the old text letter by letter, what stayed and what came the new one.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum

# A paragraph with the blank lines that end it.
PARAGRAPH = re.compile(r".+?(?:\n[ \t]*(?:\n[ \t]*)+|\Z)", re.DOTALL)
# A reference or a note is one word, so that a change of source shows as one.
WORD = re.compile(r"\[\[[^\[\]\n]*\]\]|\[\^[^\[\]\n]*\]|\s+|\w+|.", re.DOTALL)
# Below this share of common words, one paragraph was taken out and another put in.
ALIKE = 0.4
# Comparing takes time in proportion to the product of the lengths; beyond this, all is shown as replaced.
MOST_PAIRS_OF_PARAGRAPHS = 10_000
MOST_PAIRS_OF_WORDS = 4_000_000


class Change(StrEnum):
    SAME = "same"
    REMOVED = "removed"
    ADDED = "added"


@dataclass(frozen=True, slots=True)
class Segment:
    change: Change
    text: str


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One paragraph of either text or of both, in reading order; what was removed comes before what took its place."""

    segments: tuple[Segment, ...]

    @property
    def is_changed(self) -> bool:
        """True where words changed; blank space alone is no change to a reader."""
        return any(each.change != Change.SAME and not each.text.isspace() for each in self.segments)


def compare(old: str, new: str) -> list[Paragraph]:
    before, after = PARAGRAPH.findall(old), PARAGRAPH.findall(new)
    paragraphs: list[Paragraph] = []
    for a, b in aligned(before, after):
        segments = _words(a, b)
        if segments:
            paragraphs.append(Paragraph(tuple(segments)))
    return paragraphs


def aligned(before: Sequence[str], after: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Pairs of paragraphs that belong together, "" standing for none."""
    matcher = SequenceMatcher(
        None, [each.strip() for each in before], [each.strip() for each in after], autojunk=False
    )
    for tag, i1, i2, j1, j2 in matcher.get_opcodes():
        if tag == "equal":
            yield from zip(before[i1:i2], after[j1:j2], strict=True)
        else:
            yield from _paired(before[i1:i2], after[j1:j2])


def _paired(before: Sequence[str], after: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Of two runs of changed paragraphs, those that are alike, in order: the pairing with the most common words."""
    n, m = len(before), len(after)
    alike: dict[tuple[int, int], float] = {}
    if n * m <= MOST_PAIRS_OF_PARAGRAPHS:
        alike = _likenesses(before, after)
    best = [[0.0] * (m + 1) for _ in range(n + 1)] if alike else []
    for i in reversed(range(n) if alike else ()):
        for j in reversed(range(m)):
            best[i][j] = max(best[i + 1][j], best[i][j + 1], best[i + 1][j + 1] + alike.get((i, j), 0.0))
    i = j = 0
    while alike and i < n and j < m:
        if (i, j) in alike and best[i][j] == best[i + 1][j + 1] + alike[i, j]:
            yield before[i], after[j]
            i, j = i + 1, j + 1
        elif best[i][j] == best[i + 1][j]:
            yield before[i], ""
            i += 1
        else:
            yield "", after[j]
            j += 1
    yield from ((each, "") for each in before[i:])
    yield from (("", each) for each in after[j:])


def _likenesses(before: Sequence[str], after: Sequence[str]) -> dict[tuple[int, int], float]:
    """The share of common words, for the pairs that are alike."""
    old = [Counter(word for word in WORD.findall(each) if not word.isspace()) for each in before]
    new = [Counter(word for word in WORD.findall(each) if not word.isspace()) for each in after]
    found = {}
    for i, mine in enumerate(old):
        for j, theirs in enumerate(new):
            total = mine.total() + theirs.total()
            share = 2 * (mine & theirs).total() / total if total else 0.0
            if share >= ALIKE:
                found[i, j] = share
    return found


def _words(old: str, new: str) -> list[Segment]:
    if old == new or not (old and new):
        change = Change.SAME if old == new else Change.REMOVED if old else Change.ADDED
        return [Segment(change, old or new)] if old or new else []
    a, b = WORD.findall(old), WORD.findall(new)
    if len(a) * len(b) > MOST_PAIRS_OF_WORDS:
        return [Segment(Change.REMOVED, old), Segment(Change.ADDED, new)]
    steps: list[tuple[str, str, str]] = []
    for tag, i1, i2, j1, j2 in SequenceMatcher(None, a, b, autojunk=False).get_opcodes():
        same = "".join(a[i1:i2]) if tag == "equal" else ""
        steps.append((same, "" if same else "".join(a[i1:i2]), "" if same else "".join(b[j1:j2])))
    return list(_segments(steps))


def _segments(steps: Sequence[tuple[str, str, str]]) -> Iterator[Segment]:
    """(same, removed, added) as segments; a space that stayed between two changed words goes with them, as one change."""
    removed = added = ""
    for at, (same, went, came) in enumerate(steps):
        inside = same.isspace() and (removed or added) and at + 1 < len(steps)
        if same and not inside:
            yield from _changed(removed, added)
            removed = added = ""
            yield Segment(Change.SAME, same)
        else:
            removed, added = removed + went + same, added + came + same
    yield from _changed(removed, added)


def _changed(removed: str, added: str) -> Iterator[Segment]:
    if removed:
        yield Segment(Change.REMOVED, removed)
    if added:
        yield Segment(Change.ADDED, added)
