"""Instruments from the database as the rules read them: each with those it is bound to."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace

from django.db import connection
from django.db.models import Count, Q, QuerySet

from config.web.prepared import Many
from news.agreements.dossiers import DECISIVE, Dossier, dossiers, dossiers_in, record_where
from news.agreements.rules import ACYCLIC, Bond, Subject, life_of
from news.agreements.terms import Predicate, TextAvailability, TitleKind
from news.models import Action, Agreement, AgreementTitle, Relation

# What the rules ask of an instrument to which another is bound.
LIFE = DECISIVE._replace(instruments=(*DECISIVE.instruments, "number"))
Edges = Mapping[Predicate, frozenset[tuple[str, str]]]


def subjects(agreements: Iterable[Agreement]) -> list[Subject]:
    """One for each, in their order; at most nine queries, however many they are."""
    return subjects_of(dossiers(agreements))


def subjects_of(
    own: Sequence[Dossier], titles: Mapping[int, int] | None = None, *, rings: bool = True
) -> list[Subject]:
    """`titles`: of each, by its key, how many official titles it has, where that is known. `rings`: what leads back to where it
    began is asked about."""
    if not own:
        return []
    numbers = {dossier.agreement.number for dossier in own}
    bonds = _bonds([dossier.agreement.pk for dossier in own])
    named = {number for bond in bonds for number in (bond.newer, bond.older)}
    named |= {action.by_agreement for dossier in own for action in dossier.recorded if action.by_agreement}
    others = _read_lives(named - numbers)
    lives = {each.agreement.number: life_of(each.instrument, each.recorded) for each in (*own, *others)}
    shared = {"others": lives, "edges": _edges(bonds) if rings else {}}
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


def _read_lives(numbers: Collection[str]) -> list[Dossier]:
    """Of the instruments with these numbers as much as their status is computed from; two queries, none where there are none."""
    return dossiers_in(record_where(_with_numbers, numbers=sorted(numbers), read=LIFE)) if numbers else []


def _with_numbers() -> QuerySet[Agreement]:
    return Agreement.objects.filter(number__in=Many("numbers"))


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


def _bonds(keys: Sequence[int]) -> tuple[Bond, ...]:
    """Every relation that begins or ends at one of them."""
    rows = Relation.objects.filter(Q(from_agreement__in=keys) | Q(to_agreement__in=keys))
    columns = ("from_agreement__number", "predicate", "to_agreement__number", "effective_from")
    return tuple(
        Bond(newer, Predicate(predicate), older, effective_from)
        for newer, predicate, older, effective_from in rows.order_by("pk").values_list(*columns)
    )


# Of each relation that must not lead in a ring, what can be reached from an instrument by it, one end after the other.
_REACHED = """WITH RECURSIVE reached AS (
  SELECT from_agreement_id, predicate, to_agreement_id FROM news_relation
    WHERE predicate IN ({predicates}) AND from_agreement_id IN (SELECT id FROM news_agreement WHERE number IN ({numbers}))
  UNION SELECT further.from_agreement_id, further.predicate, further.to_agreement_id
    FROM reached JOIN news_relation AS further
      ON further.from_agreement_id = reached.to_agreement_id AND further.predicate = reached.predicate
) SELECT reached.predicate, newer.number, older.number FROM reached
    JOIN news_agreement AS newer ON newer.id = reached.from_agreement_id
    JOIN news_agreement AS older ON older.id = reached.to_agreement_id"""


def _edges(bonds: Iterable[Bond]) -> Edges:
    """All relations that must not lead in a ring and follow, however far, on those of the bonds."""
    asked = [bond for bond in bonds if bond.predicate in ACYCLIC]
    edges: dict[Predicate, set[tuple[str, str]]] = {bond.predicate: set() for bond in asked}
    if not asked:
        return {}
    numbers = sorted({number for bond in asked for number in (bond.newer, bond.older)})
    marks = {"predicates": _marks(edges), "numbers": _marks(numbers)}
    with connection.cursor() as cursor:
        cursor.execute(_REACHED.format(**marks), [*map(str, edges), *numbers])
        for predicate, begin, end in cursor.fetchall():
            edges[Predicate(predicate)].add((begin, end))
    return {predicate: frozenset(pairs) for predicate, pairs in edges.items()}


def _marks(values: Collection[object]) -> str:
    return ", ".join(["%s"] * len(values))


def _official_titles(numbers: set[str]) -> dict[int, int]:
    official = AgreementTitle.objects.filter(agreement__number__in=numbers, kind=TitleKind.OFFICIAL)
    return dict(official.values_list("agreement").annotate(times=Count("pk")).order_by())
