"""What changed between two versions that readers must be told: a figure, number, date, name, quotation, or what is confirmed.

Pure. A paragraph that only moved changes nothing; inside what did change, particulars of one kind are compared in their order,
so that two numbers which changed places are two changes. It errs on the side of asking.
"""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum

from news.texts.differences import PARAGRAPH
from news.texts.particular_names import Evidence, known_names
from news.texts.particulars import Particular, Stated, alike, links, particulars, words_said

# The evidence box, one statement a line: where a statement stands is what is said of it.
BOX = ("confirmed", "claimed", "unknown")
# Short texts that are a name as a whole.
NAMING = ("byline", "dateline")
# Kinds whose keys are names, so that a link tells that the word it stands on is one.
NAMED_BY_KEY = ("person", "station")
LIST_MARK = re.compile(r"^(?:[-*+•–—] +)")


class Weight(StrEnum):
    FIGURE = "figure"
    QUOTATION = "quotation"
    DATE = "date"
    NUMBER = "number"
    NAME = "name"
    STANDING = "standing"


@dataclass(frozen=True, slots=True)
class WeightyChange:
    """`before` or `after` is empty where something came or went. `line` is of the new text, counted from 1."""

    weight: Weight
    field: str
    line: int
    before: str
    after: str


Texts = Mapping[str, str]


def weighty_changes(
    old: Texts, new: Texts, *, language: str, known: frozenset[str] = frozenset()
) -> list[WeightyChange]:
    """`old` and `new`: the texts of two versions by the names of their fields, in the order of the form.

    `known`: of `particular_names.known_names`.
    """
    evidence = Evidence(names=set(known))
    for text in [*old.values(), *new.values()]:
        evidence.read(words_said(text), language)
        named = [each for each in links(text) if each.kind in NAMED_BY_KEY]
        evidence.names |= known_names((each.key.replace("-", " ").title(), "en") for each in named)
    found: list[WeightyChange] = []
    for field in new:
        if field in NAMING:
            found += _renamed(field, old[field], new[field])
        elif old[field] != new[field]:
            found += _in_text(field, old[field], new[field], language, evidence)
    return [*found, *_standing(old, new, {change.field for change in found})]


def _in_text(field: str, old: str, new: str, language: str, evidence: Evidence) -> Iterator[WeightyChange]:
    before, after = _changed_parts(field, old, new)
    mine, theirs = (
        [each for each in particulars(text, language, evidence) if each.line in lines]
        for text, lines in ((old, before), (new, after))
    )
    for what in Particular:
        yield from _in_order(
            field,
            what,
            [each for each in mine if each.what is what],
            [each for each in theirs if each.what is what],
        )
    yield from _leading_elsewhere(field, old, new)


def _changed_parts(field: str, old: str, new: str) -> tuple[set[int], set[int]]:
    """The lines of either text that stand in paragraphs (in the box: lines) which the other does not have."""
    parts = [_parts(field, text) for text in (old, new)]
    common = Counter(words for words, _lines in parts[0]) & Counter(words for words, _lines in parts[1])
    changed: list[set[int]] = []
    for own in parts:
        left, lines = common.copy(), set[int]()
        for words, places in own:
            if left[words] > 0:
                left[words] -= 1
            else:
                lines |= set(places)
        changed.append(lines)
    return changed[0], changed[1]


def _parts(field: str, text: str) -> list[tuple[str, range]]:
    text = text.replace("\r\n", "\n")
    parts, line = [], 1
    for part in text.splitlines(keepends=True) if field in BOX else PARAGRAPH.findall(text):
        parts.append((part.strip(), range(line, line + part.count("\n") + 1)))
        line += part.count("\n")
    return parts


def _in_order(
    field: str, what: Particular, old: Sequence[Stated], new: Sequence[Stated]
) -> Iterator[WeightyChange]:
    mine, theirs = [each.key for each in old], [each.key for each in new]
    steps = SequenceMatcher(None, mine, theirs, autojunk=False).get_opcodes()
    changed = [places for tag, *places in steps if tag != "equal"]
    if changed and Counter(mine) == Counter(theirs):
        # They only changed places: told as one change, from the first of them to the last.
        changed = [[changed[0][0], changed[-1][1], changed[0][2], changed[-1][3]]]
    for i1, i2, j1, j2 in changed:
        before, after = ([each.words for each in part] for part in (old[i1:i2], new[j1:j2]))
        yield WeightyChange(Weight(what), field, _line(new, j1, j2), _listed(before), _listed(after))


def _line(new: Sequence[Stated], start: int, end: int) -> int:
    """Of what came; where something only went, of what stood before it."""
    if start < end:
        return new[start].line
    return new[start - 1].line if start else 1


def _listed(words: Sequence[str]) -> str:
    return ", ".join(" ".join(word.partition("\0")[0].split()) for word in words)


def _leading_elsewhere(field: str, old: str, new: str) -> Iterator[WeightyChange]:
    """A link added or taken away is no change of what is said; one that leads to somebody else is."""
    before, after = links(old), links(new)
    matcher = SequenceMatcher(
        None,
        [(each.kind, each.key) for each in before],
        [(each.kind, each.key) for each in after],
        autojunk=False,
    )
    for tag, i1, i2, j1, j2 in matcher.get_opcodes():
        for one, other in zip(before[i1:i2], after[j1:j2], strict=False) if tag == "replace" else ():
            # Without words of its own it prints the other thing's name, which is compared as a name.
            if one.kind == other.kind and one.text and other.text:
                line = new.replace("\r\n", "\n").count("\n", 0, other.start) + 1
                yield WeightyChange(Weight.NAME, field, line, str(one), str(other))


def _renamed(field: str, old: str, new: str) -> Iterator[WeightyChange]:
    if alike(old) != alike(new):
        yield WeightyChange(Weight.NAME, field, 1, old.strip(), new.strip())


def _standing(old: Texts, new: Texts, weighed: set[str]) -> Iterator[WeightyChange]:
    """Statements that came to one of the box's lists, left it or went to another, unless the list is named already."""
    for field in BOX:
        if field not in new or field in weighed:
            continue
        before, after = _statements(old[field]), _statements(new[field])
        others = {words for name in BOX if name != field and name in old for words in _statements(old[name])}
        came = [words for words in after if words not in before]
        if len(before) != len(after) or any(words in others for words in came):
            gone = [words for words in before if words not in after]
            line = after[came[0]] if came else 1
            yield WeightyChange(Weight.STANDING, field, line, " / ".join(gone), " / ".join(came))


def _statements(text: str) -> dict[str, int]:
    """{words: line}"""
    lines = ((number, LIST_MARK.sub("", line.strip())) for number, line in enumerate(text.splitlines(), 1))
    return {alike(words_said(words)): number for number, words in lines if words}
