"""Which provision of a new version is which of an earlier one: `wid` names it for good, whatever its number becomes.

Pure. Matched by what they say: the same words first, then the same place with like words, then like words anywhere. What
is inside a provision is matched inside the one it was matched with. Between languages of one day the place decides.
"""

import hashlib
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from news.agreements.texts.splitting import ProvisionText, with_wid
from news.agreements.texts.terms import CONTAINERS, ProvisionKind
from news.texts.differences import WORD

# Shares of common words: for a provision at the same place, and for one that moved.
ALIKE, ALIKE_ELSEWHERE = 0.4, 0.6
# Moved out of one chapter into another, they are still the same.
FREE = (ProvisionKind.ARTICLE, *CONTAINERS)
# Where a provision can be looked for: its kind, and in which one of the earlier text ("" for anywhere).
Place = tuple[ProvisionKind, str]


def sha256_of(provisions: Iterable[ProvisionText]) -> str:
    """Of the words alone, in their order: the same text has the same sum, however it was pasted."""
    words = "\n".join(
        "\t".join((each.eid, each.number, each.heading, each.text.replace("\n", "\t"))) for each in provisions
    )
    return hashlib.sha256(words.encode()).hexdigest()


def identified(
    provisions: Sequence[ProvisionText],
    *,
    earlier: Sequence[ProvisionText] = (),
    beside: Mapping[str, str] | None = None,
    used: Collection[str] = (),
    valid_from: date,
) -> list[ProvisionText]:
    """With their wids. `earlier`: the version before in the same language; `beside`: {eid: wid} of another language on the
    same day; `used`: every wid the instrument ever had, so that none comes to mean something else."""
    if not earlier:
        return [with_wid(each, (beside or {}).get(each.eid, each.eid)) for each in provisions]
    matched = _matched(provisions, earlier)
    taken = {*used, *(each.wid for each in earlier)}
    named = []
    for each in provisions:
        wid = matched.get(each.eid) or (each.eid if each.eid not in taken else f"{each.eid}_{valid_from}")
        taken.add(wid)
        named.append(with_wid(each, wid))
    return named


@dataclass(frozen=True, slots=True)
class _Said:
    """A provision with all that is said in it, what it holds included."""

    provision: ProvisionText
    text: str
    words: Counter[str]

    @property
    def depth(self) -> int:
        return -1 if self.provision.kind in FREE else self.provision.eid.count("__")


def _said(provisions: Sequence[ProvisionText]) -> list[_Said]:
    inside: dict[str, list[str]] = defaultdict(list)
    for each in reversed(provisions):
        own = "\n".join(filter(None, [each.heading, each.text, *reversed(inside[each.eid])]))
        inside[each.eid] = [own]
        inside[each.parent].append(own)
    texts = {each.eid: inside[each.eid][0] for each in provisions}
    return [
        _Said(
            each,
            texts[each.eid],
            Counter(word for word in WORD.findall(texts[each.eid]) if not word.isspace()),
        )
        for each in provisions
    ]


def _matched(provisions: Sequence[ProvisionText], earlier: Sequence[ProvisionText]) -> dict[str, str]:
    """{eid: wid} of those that were there before."""
    found: dict[str, ProvisionText] = {}
    places: dict[Place, list[_Said]] = defaultdict(list)
    for old in _said(earlier):
        places[_place(old.provision, old.provision.parent)].append(old)
    # What holds comes before what it holds.
    by_depth = sorted(_said(provisions), key=lambda each: (each.depth, each.provision.kind))
    for _group, members in groupby(by_depth, key=lambda each: (each.depth, each.provision.kind)):
        new = list(members)
        pairs = [
            (_weight(each, old), -at, each.provision, old.provision)
            for at, each in enumerate(new)
            for old in places.get(_place(each.provision, _parent(each.provision, found)), ())
        ]
        taken = {old.eid for old in found.values()}
        for weight, _at, now, before in sorted(pairs, key=lambda pair: pair[:2], reverse=True):
            if weight > 0 and now.eid not in found and before.eid not in taken:
                found[now.eid] = before
                taken.add(before.eid)
    return {eid: old.wid for eid, old in found.items()}


def _place(provision: ProvisionText, parent: str) -> Place:
    return provision.kind, "" if provision.kind in FREE else parent


def _parent(provision: ProvisionText, found: Mapping[str, ProvisionText]) -> str:
    """What holds it, by its earlier id; a name that nothing has where that was not there."""
    if not provision.parent:
        return ""
    return found[provision.parent].eid if provision.parent in found else "-"


def _weight(new: _Said, old: _Said) -> float:
    """3 and more: the same words; 1 to 2: like words at the same place; up to 1: like words elsewhere; 0: another."""
    same_place = new.provision.eid == old.provision.eid
    if new.text == old.text:
        return 3.0 + same_place
    total = new.words.total() + old.words.total()
    share = 2 * (new.words & old.words).total() / total if total else 0.0
    if same_place and share >= ALIKE:
        return 1.0 + share
    return share if share >= ALIKE_ELSEWHERE else 0.0
