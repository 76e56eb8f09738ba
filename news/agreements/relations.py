"""All relations of the register: as a list in which each stands at both of its ends, and as arcs between the instruments."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from django.db.models import QuerySet
from django.utils.translation import gettext

from config.web import dates
from config.web.addresses import whose
from config.web.prepared import Many, Rows, prepared
from news.agreements.glossary import term_url
from news.agreements.provisions import provision_words
from news.agreements.terms import Predicate
from news.models import Agreement, Relation
from news.texts.notes import Notes

# Relations that end or replace the other, and those that only rest on it or name it; the rest change it or carry it out.
ENDING = {Predicate.SUPERSEDES, Predicate.TERMINATES, Predicate.TRANSFORMS, Predicate.SUSPENDS}
RESTING = {Predicate.CITES, Predicate.BASED_ON}
# The drawing, in units of which a phone shows about one a pixel.
STEP, MARGIN, LABELS_AT, LONGEST = 28, 16, 104, 24


@dataclass(frozen=True, slots=True)
class RelationLine:
    """One relation, told from one of its ends."""

    words: str
    explained: str
    other: Agreement
    period: str
    numbers: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class RelationGroup:
    agreement: Agreement
    lines: list[RelationLine]


@dataclass(frozen=True, eq=False, slots=True)
class RelationsTold:
    groups: list[RelationGroup]
    drawing: "Drawing | None"
    notes: Notes


@prepared
def _relations() -> QuerySet:
    return Relation.objects.filter(pk__in=Many("keys")).in_order()


def relations_told(keys: Sequence[int]) -> RelationsTold:
    """Of the relations with the keys; one query. Of the same rows the same is given again."""
    return _told(_relations().read(keys=keys) if keys else (), whose())


@lru_cache(6)
def _told(rows: Rows, _whose: tuple[str | None, ...]) -> RelationsTold:
    relations, notes = list(_relations().made(rows)), Notes()
    return RelationsTold(related_groups(relations, notes), drawing(relations), notes)


def related_groups(relations: Iterable[Relation], notes: Notes) -> list[RelationGroup]:
    """By instrument, in the order of the register's numbers."""
    ends: dict[int, list[tuple[Relation, bool]]] = defaultdict(list)
    agreements: dict[int, Agreement] = {}
    for relation in relations:
        for agreement, outward in ((relation.from_agreement, True), (relation.to_agreement, False)):
            agreements[agreement.pk] = agreement
            ends[agreement.pk].append((relation, outward))
    return [
        RelationGroup(
            agreement, [_line(relation, outward, notes) for relation, outward in ends[agreement.pk]]
        )
        for agreement in sorted(agreements.values(), key=in_order)
    ]


def in_order(agreement: Agreement) -> tuple[str, int]:
    """A 2 before A 10."""
    letter, _space, number = agreement.number.partition(" ")
    return letter, int(number)


def _line(relation: Relation, outward: bool, notes: Notes) -> RelationLine:
    predicate = relation.predicate_term
    words = str(predicate.label if outward else predicate.reverse_label)
    provision = provision_words(relation.from_provision if outward else relation.to_provision)
    return RelationLine(
        words=f"{words} ({provision})" if provision else words,
        explained=term_url(predicate),
        other=relation.to_agreement if outward else relation.from_agreement,
        period=_period(relation),
        numbers=(notes.mark(relation.source).number,),
    )


def _period(relation: Relation) -> str:
    begin, end = relation.effective_from, relation.effective_to
    if begin and end:
        return gettext("%(first)s to %(last)s") % {"first": dates.day(begin), "last": dates.day(end)}
    if begin:
        return gettext("since %(date)s") % {"date": dates.day(begin)}
    return gettext("until %(date)s") % {"date": dates.day(end)} if end else ""


@dataclass(frozen=True, slots=True)
class Node:
    y: int
    number: str
    name: str


@dataclass(frozen=True, slots=True)
class Arc:
    """From one instrument to another, with an arrow at `to_y`. `kind`: ends, rests or works."""

    kind: str
    from_y: int
    to_y: int
    rx: float
    ry: float
    sweep: int


@dataclass(frozen=True, slots=True)
class Drawing:
    height: int
    nodes: list[Node]
    arcs: list[Arc]
    labels_at: int = LABELS_AT


def drawing(relations: Sequence[Relation]) -> Drawing | None:
    """The instruments one under the other, an arc for each relation; nothing where there is too little to draw."""
    ends = {agreement.pk: agreement for relation in relations for agreement in relation.ends}
    if len(ends) < 3:
        return None
    ordered = sorted(ends.values(), key=in_order)
    places = {agreement.pk: MARGIN + STEP * place for place, agreement in enumerate(ordered)}
    height = 2 * MARGIN + STEP * (len(ordered) - 1)
    nodes = [Node(places[each.pk], each.number, _short(each.name)) for each in ordered]
    return Drawing(height, nodes, [_arc(relation, places, height) for relation in relations])


def _arc(relation: Relation, places: dict[int, int], height: int) -> Arc:
    from_y, to_y = places[relation.from_agreement_id], places[relation.to_agreement_id]
    half = abs(from_y - to_y) / 2
    predicate = relation.predicate_term
    kind = "ends" if predicate in ENDING else "rests" if predicate in RESTING else "works"
    # Long arcs are flattened: all stay on the paper left of the labels.
    rx = round(12 + (LABELS_AT - 32) * half / (height / 2), 1)
    return Arc(kind, from_y, to_y, rx, half, sweep=0 if from_y < to_y else 1)


def _short(name: str) -> str:
    return name if len(name) <= LONGEST else f"{name[: LONGEST - 1].rstrip()}…"
