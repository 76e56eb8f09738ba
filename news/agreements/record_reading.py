"""What the record of an agreement is made of, as the database gives it: eight queries at most. Of equal rows the same record is
made, so what was made of them is remembered by them."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from functools import lru_cache

from django.db.models import QuerySet
from django.utils import timezone

from config.web.prepared import Many, Rows, Slot, attach, prepared
from news.agreements.delivery import with_findings
from news.agreements.dossiers import Dossier, Record, dossiers_from, record_of
from news.agreements.texts.provision_links import ProvisionLinks, eids_named, provision_rows
from news.models import Agreement, AgreementTitle, Obligation, Relation

KEPT = 24  # instruments: each takes up to a hundred and fifty kilobytes


@dataclass(frozen=True, slots=True)
class Instrument:
    """Rows of an instrument: its titles with it, or itself where it has none; what it is related to; and of all of them their
    acts. `known_on`: as they were recorded at the end of that day."""

    titles: Rows
    agreement: Rows
    relations: Rows
    acts: Record
    known_on: date | None


@dataclass(frozen=True, eq=False, slots=True)
class Held:
    """The same as things. `neighbours`: the others by their keys; `eids`: the provisions of its text that its record names."""

    agreement: Agreement
    relations: list[Relation]
    dossier: Dossier
    neighbours: Mapping[int, Dossier]
    eids: list[str]


@prepared
def _agreement() -> QuerySet:
    return Agreement.objects.public().for_detail().filter(slug=Slot("slug"))


@prepared
def _titles() -> QuerySet:
    """With their agreement, if that is public: nearly every one has a title, and then this is all that is read of it."""
    joined = (f"agreement__{name}" for name in ("adopting_organ", "term_source"))
    rows = AgreementTitle.objects.filter(
        Agreement.objects.has_sourced_action("agreement"), agreement__slug=Slot("slug")
    )
    return rows.select_related("source", "agreement", *joined).order_by("pk")


@prepared
def _relations() -> QuerySet:
    return Relation.objects.touching(Slot("agreement"))


@prepared
def _promises() -> QuerySet:
    return Obligation.objects.filter(agreement=Slot("agreement")).stated_by(Slot("as_of")).first_due()


@prepared
def _findings() -> QuerySet:
    return Obligation.objects.findings().filter(obligation__in=Many("obligations"))


def read_instrument(slug: str, known_on: date | None) -> Instrument | None:
    """Four queries, one more where it has no title; None for one that is not public."""
    titles = _titles().read(slug=slug)
    agreement = () if titles else _agreement().read(slug=slug)
    if not titles and not agreement:
        return None
    its = _made(titles, agreement)
    relations = _relations().read(agreement=its.pk)
    acts = record_of([its, *_others(its, _related(relations))], end_of(known_on) if known_on else None)
    return Instrument(titles, agreement, relations, acts, known_on)


@lru_cache(KEPT)
def held(rows: Instrument) -> Held:
    agreement, relations = _made(rows.titles, rows.agreement), _related(rows.relations)
    others = _others(agreement, relations)
    dossier, *found = dossiers_from([agreement, *others], rows.acts)
    words = [
        agreement.entry_into_force_provision,
        *(action.provisions for action in dossier.held),
        *(own_provision(relation, agreement) for relation in relations),
    ]
    neighbours = {other.agreement.pk: other for other in found}
    return Held(agreement, relations, dossier, neighbours, eids_named(words))


@lru_cache(KEPT)
def _made(titles: Rows, agreement: Rows) -> Agreement:
    found = list(_titles().made(titles))
    made: Agreement = found[0].agreement if found else next(_agreement().made(agreement))
    attach(made, "titles", found)
    return made


@lru_cache(KEPT)
def _related(rows: Rows) -> list[Relation]:
    return list(_relations().made(rows))


def _others(agreement: Agreement, relations: list[Relation]) -> list[Agreement]:
    """At the other ends, each once."""
    ends = {other.pk: other for relation in relations for other in relation.ends}
    return [other for pk, other in ends.items() if pk != agreement.pk]


def own_provision(relation: Relation, agreement: Agreement) -> str:
    outward = relation.from_agreement_id == agreement.pk
    return relation.from_provision if outward else relation.to_provision


def read_provisions(found: Held, as_of: date) -> ProvisionLinks:
    """Where the provisions that its record names can be read; one query, none where none is named."""
    rows = provision_rows(found.agreement, found.eids, as_of) if found.eids else ()
    return ProvisionLinks(found.agreement.slug, rows)


def read_promises(agreement: Agreement, as_of: date) -> list[Obligation]:
    """What had been promised under it by the day, each with what sources found since: a query, two where there is any."""
    promised: list[Obligation] = _promises().rows(agreement=agreement.pk, as_of=as_of)
    findings = _findings().rows(obligations=[each.pk for each in promised]) if promised else []
    return with_findings(promised, findings)


def end_of(day: date) -> datetime:
    """The last moment of the site's day."""
    return timezone.make_aware(datetime.combine(day, time.max))
