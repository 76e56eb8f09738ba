"""What was written beside the original, put together to whole texts; and, where somebody else wrote meanwhile, both kept.

Pure: the texts as they were read, as they stand now, and what was typed in; texts out.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from news.translations.alignment import revisions
from news.translations.blocks import LINE_END, Block, put_together
from news.translations.following import CUTS, Texts

# body-3: the fourth block of the text; body+3-7: what is put in before it (and the row it was typed in).
FIELD = re.compile(r"(?P<field>[a-z]+)(?P<sign>[-+])(?P<at>\d{1,5})(?:-(?P<row>\d{1,5}))?")
BETWEEN = {"body": "\n\n"}


@dataclass(frozen=True, slots=True)
class Written:
    """`texts`: the fields that change. `clashes`: what was typed in paragraphs that somebody else changed too, not taken over."""

    texts: Texts
    clashes: Sequence[str]


def written(read: Texts, stored: Texts, typed: Mapping[str, str]) -> Written:
    texts: dict[str, str] = {}
    clashes: list[str] = []
    for field, cut in CUTS.items():
        changes, additions = _typed(field, typed)
        parts = cut(read[field])
        mine = {
            at: text for at, text in changes.items() if at < len(parts) and _differs(text, parts[at].text)
        }
        if not (mine or additions):
            continue
        if read[field] != stored[field]:
            parts, mine, additions, lost = _moved(parts, cut(stored[field]), mine, additions)
            clashes += lost
        text = put_together(stored[field], parts, mine, additions, BETWEEN.get(field, "\n"))
        if text != stored[field]:
            texts[field] = text
    return Written(texts, clashes)


def _typed(field: str, typed: Mapping[str, str]) -> tuple[dict[int, str], dict[int, str]]:
    changes: dict[int, str] = {}
    additions: dict[int, list[str]] = {}
    for match, text in _named(typed):
        if match["field"] != field:
            continue
        if match["sign"] == "-":
            changes[int(match["at"])] = text
        elif text.strip():
            additions.setdefault(int(match["at"]), []).append(text.strip())
    between = BETWEEN.get(field, "\n")
    return changes, {at: between.join(texts) for at, texts in additions.items()}


def _named(typed: Mapping[str, str]) -> Iterator[tuple[re.Match[str], str]]:
    """In the order of the rows. Characters that no text may hold are left out."""
    found = [(match, typed[name]) for name in typed if (match := FIELD.fullmatch(name))]
    for match, text in sorted(found, key=lambda each: (int(each[0]["at"]), int(each[0]["row"] or 0))):
        yield match, text.replace("\0", "")


def _differs(one: str, other: str) -> bool:
    return LINE_END.sub("\n", one) != LINE_END.sub("\n", other)


def _moved(
    read: Sequence[Block], stored: Sequence[Block], changes: Mapping[int, str], additions: Mapping[int, str]
) -> tuple[list[Block], dict[int, str], dict[int, str], list[str]]:
    """Changes and additions by the blocks of the text as it stands now; what was typed in those that changed meanwhile."""
    same = {
        i: j
        for i, j in revisions(read, stored)
        if i is not None and j is not None and not _differs(read[i].text, stored[j].text)
    }
    same[len(read)] = len(stored)
    clashes = [text for typed in (changes, additions) for at, text in typed.items() if at not in same]
    return (
        list(stored),
        {same[at]: text for at, text in changes.items() if at in same},
        {same[at]: text for at, text in additions.items() if at in same},
        clashes,
    )
