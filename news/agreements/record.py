"""The record of an agreement: everything its page and its data say, built once from its rows for one day.

Sources are numbered while it is built, so its parts are made in the order in which the page shows them.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from typing import Any

from django.utils.translation import gettext

from config.web import dates
from config.web.addresses import whose
from config.web.pagination import PageOfSeveral
from news.agreements.corrected import Corrected, corrected
from news.agreements.delivery import Delivered, deliveries
from news.agreements.dossiers import Dossier
from news.agreements.glossary import term_url
from news.agreements.history import Conflict, Event, conflicts, events
from news.agreements.lifelines import points
from news.agreements.lines import Line
from news.agreements.links import Link, links_of
from news.agreements.parties import Row, party_rows
from news.agreements.proof import proof
from news.agreements.provisions import provision_words
from news.agreements.record_facts import facts_of
from news.agreements.record_reading import (
    KEPT,
    Held,
    Instrument,
    held,
    own_provision,
    read_instrument,
    read_promises,
    read_provisions,
)
from news.agreements.span import LabelledLine, labelled_line
from news.agreements.status import Status
from news.agreements.terms import TitleKind
from news.agreements.texts.provision_links import ProvisionLinks
from news.agreements.words import (
    State,
    rule_words,
    sentence,
    short_note,
    state_of,
)
from news.descriptions import Description, description_of
from news.models import Agreement, AgreementTitle, Relation
from news.named import Name
from news.texts.markdown import references_of
from news.texts.notes import MarkedNotes, Notes

# A title and the number of its source.
TitleLine = tuple[AgreementTitle, tuple[int, ...]]


@dataclass(frozen=True, slots=True)
class Moment:
    """A day on which the status changed, or the day before the first such one; leads to the page of that day."""

    day: date
    state: State


@dataclass(frozen=True, slots=True)
class Related:
    """Another instrument: how it is related, what it is on the day asked. `row`: the relation as recorded."""

    row: Relation
    relation: str
    numbers: tuple[int, ...]
    agreement: Agreement
    state: State
    provision_url: str


@dataclass(frozen=True, slots=True)
class LinkGroup:
    heading: str
    links: list[Link]
    dated: bool


@dataclass(frozen=True, slots=True)
class AgreementRecord:
    agreement: Agreement
    as_of: date
    known_on: date | None
    read_on: date
    dossier: Dossier
    status: Status
    state: State
    sentence: str
    rule: str
    official_titles: list[TitleLine]
    proof: list[Line]
    moments: list[Moment]
    next_change: str
    line: LabelledLine | None
    parties: list[Row]
    events: list[Event]
    conflicts: list[Conflict]
    corrected: list[Corrected]
    abstract: Description | None
    facts: list[dict[str, Any]]
    other_titles: list[TitleLine]
    related: list[Related]
    deliveries: list[Delivered]
    links: Mapping[str, list[Link]]
    notes: Notes

    @property
    def titles(self) -> list[str]:
        """Every title, official ones first."""
        return [title.text for title, _numbers in (*self.official_titles, *self.other_titles)]

    @property
    def link_groups(self) -> list[LinkGroup]:
        """Subjects, then what cites it: articles, routes, whatever kind comes."""
        headings = {"topic": gettext("Subjects"), "article": gettext("In the news")}
        order = sorted(
            self.links, key=lambda kind: list(headings).index(kind) if kind in headings else len(headings)
        )
        return [
            LinkGroup(
                headings.get(kind) or str(self.links[kind][0].kind.plural),
                self.links[kind],
                kind == "article",
            )
            for kind in order
        ]

    @property
    def note(self) -> str:
        """What lists say beside the status."""
        return short_note(self.dossier, self.status)

    @property
    def explained(self) -> str:
        """Where the glossary explains the status."""
        return term_url(self.status.value)

    @property
    def permalink(self) -> str:
        """The address that shows this state for good, whatever is learnt of the same day after today."""
        return (
            f"{self.agreement.get_absolute_url()}?as_of={self.as_of}&known_at={self.known_on or self.read_on}"
        )

    @property
    def query(self) -> str:
        """Asks any address of the record, its data too, for this state."""
        return f"?as_of={self.as_of}{self.known_query}"

    @property
    def known_query(self) -> str:
        """Added to an address of the record, it keeps to what the register knew on the day asked."""
        return f"&known_at={self.known_on}" if self.known_on else ""


@dataclass(frozen=True, eq=False, slots=True)
class Opening:
    """What stands above the abstract, in the order of the page; `marked`: its sources."""

    status: Status
    official_titles: list[TitleLine]
    proof: list[Line]
    moments: list[Moment]
    line: LabelledLine | None
    parties: list[Row]
    events: list[Event]
    conflicts: list[Conflict]
    corrected: list[Corrected]
    marked: MarkedNotes


@dataclass(frozen=True, eq=False, slots=True)
class Closing:
    """What stands below it."""

    facts: list[dict[str, Any]]
    other_titles: list[TitleLine]
    related: list[Related]
    marked: MarkedNotes


def agreement_record(
    slug: str, as_of: date, today: date, turned: PageOfSeveral, known_on: date | None = None
) -> AgreementRecord | None:
    """The record of a public instrument on a day, in eight queries at most, and where there are promises, theirs. The rows are
    read each time; what was made of them is remembered by them.

    `known_on`: as the register told it at the end of that day. Acts are recorded with their moment; what an instrument is
    (its parties, titles, relations) is not, and stands as it is now. `turned`: over the articles that name it.
    """
    if (rows := read_instrument(slug, known_on)) is None:
        return None
    found = held(rows)
    agreement, dossier, notes = found.agreement, found.dossier, Notes()
    promised = read_promises(agreement, as_of)
    links, named = links_of(agreement, turned, _named_in_abstract(agreement))
    provisions = read_provisions(found, as_of)
    opening = _opening(rows, provisions, as_of, today, whose())
    opening.marked.continued(notes)
    abstract = description_of(agreement, as_of, notes, named)
    closing = _closing(rows, provisions, as_of, tuple(notes.by_key), whose())
    closing.marked.continued(notes)
    return AgreementRecord(
        agreement=agreement,
        as_of=as_of,
        known_on=known_on,
        read_on=today,
        dossier=dossier,
        status=opening.status,
        state=state_of(opening.status),
        sentence=sentence(dossier, opening.status),
        rule=rule_words(opening.status),
        official_titles=opening.official_titles,
        proof=opening.proof,
        moments=opening.moments,
        next_change=_next_change(opening.status),
        line=opening.line,
        parties=opening.parties,
        events=opening.events,
        conflicts=opening.conflicts,
        corrected=opening.corrected,
        abstract=abstract,
        facts=closing.facts,
        other_titles=closing.other_titles,
        related=closing.related,
        deliveries=deliveries(promised, as_of, notes),
        links=links,
        notes=notes,
    )


@lru_cache(KEPT)
def _opening(
    rows: Instrument, provisions: ProvisionLinks, as_of: date, today: date, _whose: tuple[str | None, ...]
) -> Opening:
    found, notes = held(rows), MarkedNotes()
    dossier = found.dossier
    status = dossier.status(as_of)
    term_end = status.next_change.on.on if status.next_change and not status.next_change.action else None
    return Opening(
        status=status,
        official_titles=_title_lines(found.agreement, notes, official=True),
        proof=proof(dossier, status, notes),
        moments=_moments(dossier),
        line=labelled_line(points(dossier.spans, as_of, term_end), as_of, dossier.date_of_change),
        parties=party_rows(dossier, status, notes),
        events=events(dossier, status, today, notes, provisions),
        conflicts=conflicts(dossier, notes),
        corrected=corrected(dossier),
        marked=notes,
    )


@lru_cache(KEPT)
def _closing(
    rows: Instrument,
    provisions: ProvisionLinks,
    as_of: date,
    begun: tuple[str, ...],
    _whose: tuple[str | None, ...],
) -> Closing:
    """`begun`: keys of the sources that the page has numbered before."""
    found, notes = held(rows), MarkedNotes(begun)
    return Closing(
        facts=facts_of(found.dossier, notes, provisions),
        other_titles=_title_lines(found.agreement, notes, official=False),
        related=[_related(relation, found, as_of, notes, provisions) for relation in found.relations],
        marked=notes,
    )


def _named_in_abstract(agreement: Agreement) -> set[Name]:
    text, _language = Agreement.abstract.read(agreement)
    return {(each.kind, each.key) for each in references_of(text) if not each.is_note}


def _title_lines(agreement: Agreement, notes: Notes, *, official: bool) -> list[TitleLine]:
    """In the order in which the vocabulary lists the kinds."""
    kinds = list(TitleKind)
    titles = sorted(agreement.titles.all(), key=lambda title: (kinds.index(TitleKind(title.kind)), title.pk))
    return [
        (title, (notes.mark(title.source).number,) if title.source else ())
        for title in titles
        if (title.kind == TitleKind.OFFICIAL) == official
    ]


def _moments(dossier: Dossier) -> list[Moment]:
    """Each day of a change; where the latest is known to the day, also the day before it, to compare."""
    changes = [span.start for span in dossier.spans[1:]]
    latest = [day for day in changes[1:][-1:] if dossier.date_of_change(day).precision == "day"]
    days = sorted({*changes, *(day - timedelta(days=1) for day in latest)})
    return [Moment(day, state_of(dossier.status(day))) for day in days]


def _next_change(status: Status) -> str:
    change = status.next_change
    if change is None:
        return ""
    day = dates.partial_date(change.on)
    if change.action is None:
        return gettext("%(date)s, end of the term") % {"date": day}
    return f"{day}, {change.action.type.label}"


def _related(
    relation: Relation, found: Held, as_of: date, notes: Notes, provisions: ProvisionLinks
) -> Related:
    outward = relation.from_agreement_id == found.agreement.pk
    predicate = relation.predicate_term
    other = found.neighbours[relation.to_agreement_id if outward else relation.from_agreement_id]
    words = str(predicate.label if outward else predicate.reverse_label)
    named = own_provision(relation, found.agreement)
    provision = provision_words(named)
    return Related(
        row=relation,
        relation=f"{words} ({provision})" if provision else words,
        numbers=(notes.mark(relation.source).number,),
        agreement=other.agreement,
        state=state_of(other.status(as_of)),
        provision_url=provisions.url(named),
    )
