"""What the front page reads of the register: the instruments that can win a place on it, however many there are.

The rules of the page (front_page.py, tallies.py, milestones.py) choose among the instruments given to them. Here the database
finds those that they can choose, from the kept spans and from the acts by day; the rest of the register is not read.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date

from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Subquery

from config.web.prepared import Slot, prepared
from config.web.translated import columns
from news.agreements.dossiers import Record, record_where
from news.agreements.facts import BINDING, SIGNATURES
from news.agreements.register import PRINTED
from news.agreements.terms import ActionType, Assertion, Family, StatusValue
from news.models import Action, Agreement, Cited, StatusSpan

WAITING = (StatusValue.AWAITING_CONSENT, StatusValue.AWAITING_ENTRY, StatusValue.SUSPENDED)
# Of each rule's candidates, so many are read: more than any of them places on the page.
ENTRIES = 8
# What the page prints of an instrument, its acts and their sources.
TOLD = PRINTED._replace(
    acts=(*PRINTED.acts, *columns("note"), *(f"actor__{name}" for name in columns("name"))),
    evidence=(*PRINTED.evidence, *(f"source__{name}" for name in Cited._fields)),
)
Held = tuple[str, str]  # a family and a status that some instrument has


@prepared
def _counted() -> QuerySet:
    rows = StatusSpan.objects.on(Slot("day")).filter(family__in=Family.values).order_by()
    counted = rows.values("family", "status").annotate(count=Count("pk"))
    return counted.values_list("family", "status", "count")


def counts_on(day: date) -> dict[Family, Counter[str]]:
    """How many instruments of each family have each status; one query."""
    counts: dict[Family, Counter[str]] = {family: Counter() for family in Family}
    for family, status, count in _counted().rows(day=day):
        counts[Family(family)][status] = count
    return counts


def front_record(counts: dict[Family, Counter[str]], day: date) -> Record:
    """Of the instruments that may stand on the page; two queries."""
    return record_where(_candidates, wanted(counts), read=TOLD, day=day)


def wanted(counts: dict[Family, Counter[str]]) -> tuple[Held, ...]:
    """Whose latest may stand on the page: what binds, what waits, and the rest only while there is room; acts of organs
    always, since the latest has a place of its own."""
    held = [(family.value, status) for family in Family for status in sorted(counts[family])]
    room, found = ENTRIES, []
    for rank in range(4):
        if room <= 0:
            break
        of_rank = [each for each in held if _rank(*each) == rank]
        found += of_rank
        room -= sum(counts[Family(family)][status] for family, status in of_rank)
    return tuple(dict.fromkeys([*found, *(each for each in held if each[0] == Family.ORGAN_ACT)]))


def _rank(family: str, status: str) -> int:
    if status in BINDING:
        return 0
    if status in WAITING:
        return 1
    return 2 if family == Family.TREATY else 3


def _candidates(held: Sequence[Held]) -> QuerySet[Agreement]:
    found = Q(pk__in=[])
    for keys in (*map(_latest_spans, held), *_of_acts()):
        found |= Q(pk__in=keys)
    return Agreement.objects.public().filter(found)


def _latest_spans(held: Held) -> QuerySet:
    family, status = held
    spans = StatusSpan.objects.on(Slot("day")).filter(family=family, status=status).order_by("-begins_on")
    return spans.values("agreement")[:ENTRIES]


def _of_acts() -> Iterator[QuerySet]:
    """Agreements of the first signature, of the latest entries into force, and of the latest day of adoptions."""
    for kind in sorted(SIGNATURES):
        yield _standing(kind).order_by("dated_on", "pk").values("agreement")[:1]
    binding = StatusSpan.objects.on(Slot("day")).filter(agreement=OuterRef("agreement"), status__in=BINDING)
    entries = _standing(ActionType.ENTERS_INTO_FORCE).filter(Exists(binding))
    yield entries.order_by("-dated_on", "-pk").values("agreement")[:ENTRIES]
    adopted = _standing(ActionType.ADOPTED_BY_ORGAN)
    last = adopted.order_by("-dated_on").values("dated_on")[:1]
    yield adopted.filter(dated_on=Subquery(last)).order_by().values("agreement")


def _standing(kind: ActionType) -> QuerySet:
    """Acts of a kind that have happened by the day and stand in the record, as `facts.standing` reads it."""
    later = Action.objects.filter(replaces=OuterRef("pk"), evidence__isnull=False)
    acts = Action.objects.filter(type=kind, dated_on__lte=Slot("day")).exclude(assertion=Assertion.RETRACTED)
    sourced = Action.evidence.rel.related_model.objects.filter(action=OuterRef("pk"))
    return acts.filter(Exists(sourced), ~Exists(later))
