"""What belongs to what: a translation's blocks to its original's, and from two versions of the original, what is behind.

Pure. Blocks are paired in order by what does not depend on language: their kind, the sources and things they name, the
numbers they state, their length. The order of blocks is taken to be the same on both sides, as translators keep it.
"""

from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from news.texts.differences import aligned, compare
from news.texts.numbers import Number, stated
from news.texts.reference_syntax import find
from news.translations.blocks import Block, BlockKind

Pair = tuple[int | None, int | None]
# Time and memory grow with the product of the two numbers of blocks; longer texts are paired by their places alone.
MOST_PAIRS = 250_000
# What a pair is worth, against leaving both alone, which is worth nothing.
SAME_KIND, OTHER_KIND, IN_COMMON, NOTHING_IN_COMMON, ALIKE_LENGTH = 1.0, -0.8, 2.0, -0.6, 0.5
KNOWN = 4.0


class Standing(StrEnum):
    """How a paragraph of a translation stands to the newest version of its original."""

    LEVEL = "level"
    CHANGED = "changed"
    NEW = "new"
    GONE = "gone"
    OWN = "own"  # only in the translation


@dataclass(frozen=True, slots=True)
class Row:
    """One paragraph: its places in the original as it was and as it is, and in the translation."""

    before: int | None
    now: int | None
    own: int | None
    standing: Standing

    @property
    def is_behind(self) -> bool:
        return self.standing in (Standing.CHANGED, Standing.NEW, Standing.GONE)


@dataclass(frozen=True, slots=True)
class Unit:
    """What of a block can be compared across languages."""

    kind: BlockKind
    length: int
    anchors: Counter[str | Number]


def unit(block: Block, language: str) -> Unit:
    names = Counter[str | Number](
        str(each) for each in find(block.text) if each.is_note or each.kind != "figure"
    )
    return Unit(
        block.kind, len(block.text), names + Counter[str | Number](stated(block.text, language).numbers)
    )


def paired(
    originals: Sequence[Sequence[Unit]], translation: Sequence[Unit], known: Collection[tuple[int, int]] = ()
) -> list[Pair]:
    """Pairs in the order of both. An original block may stand in several forms (as it was, as it is), of which the likest
    counts. `known`: pairs for which there is other evidence."""
    n, m = len(originals), len(translation)
    if n * m > MOST_PAIRS:
        return _by_place(n, m)
    worth = [
        [
            max((_worth(form, own) for form in forms), default=-1.0) + (KNOWN if (i, j) in known else 0.0)
            for j, own in enumerate(translation)
        ]
        for i, forms in enumerate(originals)
    ]
    best = [[0.0] * (m + 1) for _ in range(n + 1)]
    for i in reversed(range(n)):
        for j in reversed(range(m)):
            best[i][j] = max(best[i + 1][j], best[i][j + 1], best[i + 1][j + 1] + worth[i][j])
    return list(_path(worth, best, n, m))


def _path(
    worth: Sequence[Sequence[float]], best: Sequence[Sequence[float]], n: int, m: int
) -> Iterator[Pair]:
    i = j = 0
    while i < n and j < m:
        if worth[i][j] > 0 and best[i][j] == best[i + 1][j + 1] + worth[i][j]:
            yield i, j
            i, j = i + 1, j + 1
        elif best[i][j] == best[i + 1][j]:
            yield i, None
            i += 1
        else:
            yield None, j
            j += 1
    yield from ((at, None) for at in range(i, n))
    yield from ((None, at) for at in range(j, m))


def _by_place(n: int, m: int) -> list[Pair]:
    return [(at if at < n else None, at if at < m else None) for at in range(max(n, m))]


def _worth(original: Unit, own: Unit) -> float:
    worth = SAME_KIND if original.kind == own.kind else OTHER_KIND
    total = original.anchors.total() + own.anchors.total()
    if total:
        common = 2 * (original.anchors & own.anchors).total() / total
        worth += IN_COMMON * common if common else NOTHING_IN_COMMON
    shorter, longer = sorted((original.length, own.length))
    return worth + ALIKE_LENGTH * (shorter / longer if longer else 1.0)


def rows(
    before: Sequence[Block],
    now: Sequence[Block],
    own: Sequence[Block],
    *,
    original_language: str,
    language: str,
    base: Sequence[Block] | None = None,
) -> list[Row]:
    """Every paragraph of either version of the original and of the translation, in reading order.

    `own` translates `before`; a draft that follows `now` gives its `base`, the translation of `before` that it began with.
    """
    revised = revisions(before, now)
    was = [unit(block, original_language) for block in before]
    is_now = [unit(block, original_language) for block in now]
    mine = [unit(block, language) for block in own]
    if base is None:
        # What was made from the earlier version cannot hold what only the later one has.
        forms = [[was[i]] if i is not None else [] for i, _ in revised]
        pairs = paired(forms, mine)
    else:
        forms = [
            [*([was[i]] if i is not None else []), *([is_now[j]] if j is not None else [])]
            for i, j in revised
        ]
        pairs = paired(forms, mine, _known(revised, before, own, base, original_language, language))
    return [_row(revised[at] if at is not None else None, place, before, now) for at, place in pairs]


def revisions(before: Sequence[Block], now: Sequence[Block]) -> list[Pair]:
    """Which paragraph of the later version is which of the earlier: the same, changed, new (None first) or gone.

    What went and what came in its place are one paragraph, written anew.
    """
    i = j = 0
    found: list[Pair] = []
    gone: list[int] = []  # those just before, with nothing in their place yet
    for old, new in aligned([block.text for block in before], [block.text for block in now]):
        if new and not old:
            alike = next((at for at in gone if before[at].kind == now[j].kind), None)
            gone = [at for at in gone if alike is not None and at > alike]
            if alike is None:
                found.append((None, j))
            else:
                found[found.index((alike, None))] = (alike, j)
        else:
            found.append((i, j if new else None))
            gone = [] if new else [*gone, i]
        i, j = i + bool(old), j + bool(new)
    return found


def _known(
    revised: Sequence[Pair],
    before: Sequence[Block],
    own: Sequence[Block],
    base: Sequence[Block],
    original_language: str,
    language: str,
) -> set[tuple[int, int]]:
    """By way of the translation before: a paragraph that goes back to one of its own belongs where that one belonged."""
    forms = [[unit(block, original_language)] for block in before]
    originals = {
        at: place for place, at in paired(forms, [unit(b, language) for b in base]) if at is not None
    }
    place_of = {i: at for at, (i, _) in enumerate(revised) if i is not None}
    known = set()
    for at, mine in revisions(base, own):
        original = originals.get(at) if at is not None else None
        if original is not None and mine is not None:
            known.add((place_of[original], mine))
    return known


def _row(pair: Pair | None, own: int | None, before: Sequence[Block], now: Sequence[Block]) -> Row:
    if pair is None:
        return Row(None, None, own, Standing.OWN)
    return Row(*pair, own, standing(pair, before, now))


def standing(pair: Pair, before: Sequence[Block], now: Sequence[Block]) -> Standing:
    """Of a pair that `revisions` found."""
    i, j = pair
    if i is None:
        return Standing.NEW
    if j is None:
        return Standing.GONE
    changed = any(each.is_changed for each in compare(before[i].text, now[j].text))
    return Standing.CHANGED if changed else Standing.LEVEL
