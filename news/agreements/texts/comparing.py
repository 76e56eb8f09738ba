"""Two versions of one language word by word, and two languages side by side: provisions are matched by their lasting ids."""

from collections.abc import Sequence
from dataclasses import dataclass

from news.agreements.texts.laid_out import HEADED, Marks, marks
from news.agreements.texts.splitting import ProvisionText
from news.texts.differences import Change, Paragraph, Segment, compare


@dataclass(frozen=True, slots=True)
class ComparedProvision:
    """`marks`: its number in the later text (in the earlier one if it went), `was` the earlier number where that was another."""

    eid: str
    marks: Marks
    was: str
    is_headed: bool
    change: str  # same, changed, added, removed
    paragraphs: tuple[Paragraph, ...]


def compared(
    old: Sequence[ProvisionText], new: Sequence[ProvisionText], language: str
) -> list[ComparedProvision]:
    """In the order of the later text; what went stands where it stood."""
    places = {each.wid: place for place, each in enumerate(old)}
    old_marks, new_marks = marks(old, language), marks(new, language)
    staying = {each.wid for each in new}
    gone = [each for each in old if each.wid not in staying]
    found: list[ComparedProvision] = []
    for each in new:
        place = places.get(each.wid)
        if place is None:
            found.append(_changed(None, each, "", new_marks[each.eid], "added"))
            continue
        while gone and places[gone[0].wid] < place:
            found.append(_removed(gone.pop(0), old_marks))
        before = old[place]
        was, now = old_marks[before.eid], new_marks[each.eid]
        same = _words(before) == _words(each) and was.short == now.short
        found.append(
            _changed(
                before, each, was.short if was.short != now.short else "", now, "same" if same else "changed"
            )
        )
    return [*found, *(_removed(each, old_marks) for each in gone)]


def _words(provision: ProvisionText) -> str:
    return "\n\n".join(filter(None, [provision.heading, *provision.text.split("\n")]))


def _removed(provision: ProvisionText, found: dict[str, Marks]) -> ComparedProvision:
    return _changed(provision, None, "", found[provision.eid], "removed")


def _changed(
    before: ProvisionText | None, after: ProvisionText | None, was: str, named_as: Marks, change: str
) -> ComparedProvision:
    named = after or before
    assert named is not None  # noqa: S101 one of them is given
    paragraphs = compare(_words(before) if before else "", _words(after) if after else "")
    return ComparedProvision(
        named.eid, named_as, was, named.kind in HEADED, change, tuple(map(_without_blanks, paragraphs))
    )


def _without_blanks(paragraph: Paragraph) -> Paragraph:
    """Blank lines between paragraphs are the page's, not the text's."""
    segments = [Segment(each.change, each.text.replace("\n\n", "")) for each in paragraph.segments]
    return Paragraph(tuple(each for each in segments if each.text or each.change == Change.SAME))


@dataclass(frozen=True, slots=True)
class Beside:
    """One provision in two languages; nothing where a text does not hold it."""

    eid: str
    left: ProvisionText | None
    right: ProvisionText | None
    left_mark: str
    right_mark: str


def side_by_side(
    left: Sequence[ProvisionText], right: Sequence[ProvisionText], languages: tuple[str, str]
) -> list[Beside]:
    """In the order of the left text; what only the right one holds stands after what it follows there."""
    left_marks, right_marks = marks(left, languages[0]), marks(right, languages[1])
    found: list[Beside] = []
    mine = {each.wid: each for each in left}
    theirs = {each.wid: place for place, each in enumerate(right)}
    only = [each for each in right if each.wid not in mine]

    def row(one: ProvisionText | None, other: ProvisionText | None) -> Beside:
        named = one or other
        return Beside(
            named.eid if named else "",
            one,
            other,
            left_marks[one.eid].short if one else "",
            right_marks[other.eid].short if other else "",
        )

    for each in left:
        place = theirs.get(each.wid)
        while place is not None and only and theirs[only[0].wid] < place:
            found.append(row(None, only.pop(0)))
        found.append(row(each, right[place] if place is not None else None))
    return [*found, *(row(None, each) for each in only)]
