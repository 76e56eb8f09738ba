"""Instruments from the database as the rules read them: each with those it is bound to."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from django.db.models import Count, Q

from news.agreements.dossiers import Dossier, dossiers
from news.agreements.rules import ACYCLIC, Bond, Subject, life_of
from news.agreements.terms import Predicate, TextAvailability, TitleKind
from news.models import Action, Agreement, AgreementTitle, Relation

Edges = Mapping[Predicate, frozenset[tuple[str, str]]]


def subjects(agreements: Iterable[Agreement]) -> list[Subject]:
    """One for each, in their order; at most ten queries, however many they are."""
    return subjects_of(dossiers(agreements))


def subjects_of(own: Sequence[Dossier], titles: Mapping[int, int] | None = None) -> list[Subject]:
    """`titles`: of each, by its key, how many official titles it has, where that has been read."""
    numbers = {dossier.agreement.number for dossier in own}
    bonds = _bonds(numbers)
    named = {number for bond in bonds for number in (bond.newer, bond.older)}
    named |= {action.by_agreement for dossier in own for action in dossier.recorded if action.by_agreement}
    others = dossiers(Agreement.objects.filter(number__in=named - numbers)) if named - numbers else []
    lives = {each.agreement.number: life_of(each.instrument, each.recorded) for each in (*own, *others)}
    shared = {"others": lives, "edges": _edges({bond.predicate for bond in bonds})}
    titles = _official_titles(numbers) if titles is None else titles
    bonds_of = defaultdict(list)
    for bond in bonds:
        for number in {bond.newer, bond.older}:
            bonds_of[number].append(bond)
    return [
        replace(
            subject_of(dossier),
            bonds=tuple(bonds_of[dossier.agreement.number]),
            official_titles=titles.get(dossier.agreement.pk, 0),
            **shared,
        )
        for dossier in own
    ]


def subject_of(dossier: Dossier) -> Subject:
    """Everything recorded of it, replaced actions included, without its relations and titles."""
    agreement = dossier.agreement
    organ = agreement.adopting_organ
    actors = {participation.actor.code for participation in dossier.participations}
    return Subject(
        instrument=dossier.instrument,
        actors=frozenset(actors | ({organ.code} if organ else set())),
        actions=tuple(dossier.recorded),
        number=agreement.number,
        text_held=agreement.text_availability != TextAvailability.NONE,
    )


def locked_subject(pk: int) -> Subject:
    """Of one to which something is about to be added. It and those it is related to are locked until the transaction ends,
    so that of two editors, each of whom would pass alone, the second is checked against what the first has saved."""
    rows = Agreement.objects.filter(pk__in={pk, *related(pk)})
    # Ordered by key, so that no two wait for each other.
    locked = {row.pk: row for row in rows.order_by("pk").select_for_update(no_key=True)}
    [subject] = subjects([locked[pk]])
    return subject


def related(*pks: int) -> set[int]:
    """Those others that a relation or an act ties to one of them, in either direction."""
    relations = Relation.objects.filter(Q(from_agreement__in=pks) | Q(to_agreement__in=pks))
    acts = Action.objects.filter(Q(agreement__in=pks) | Q(by_agreement__in=pks), by_agreement__isnull=False)
    ties = [
        *relations.order_by().values_list("from_agreement", "to_agreement"),
        *acts.order_by().values_list("agreement", "by_agreement"),
    ]
    return {end for tie in ties for end in tie} - set(pks)


def _bonds(numbers: set[str]) -> tuple[Bond, ...]:
    """Every relation that begins or ends at one of them."""
    rows = Relation.objects.filter(
        Q(from_agreement__number__in=numbers) | Q(to_agreement__number__in=numbers)
    )
    columns = ("from_agreement__number", "predicate", "to_agreement__number", "effective_from")
    return tuple(
        Bond(newer, Predicate(predicate), older, effective_from)
        for newer, predicate, older, effective_from in rows.order_by("pk").values_list(*columns)
    )


def _edges(predicates: set[Predicate]) -> Edges:
    """All relations of those that must not lead in a ring."""
    asked = [predicate for predicate in ACYCLIC if predicate in predicates]
    if not asked:
        return {}
    rows = Relation.objects.filter(predicate__in=asked).values_list(
        "predicate", "from_agreement__number", "to_agreement__number"
    )
    edges: dict[Predicate, set[tuple[str, str]]] = {predicate: set() for predicate in asked}
    for predicate, begin, end in rows:
        edges[Predicate(predicate)].add((begin, end))
    return {predicate: frozenset(pairs) for predicate, pairs in edges.items()}


def _official_titles(numbers: set[str]) -> dict[int, int]:
    official = AgreementTitle.objects.filter(agreement__number__in=numbers, kind=TitleKind.OFFICIAL)
    return dict(official.values_list("agreement").annotate(times=Count("pk")).order_by())
