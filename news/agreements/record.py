"""The record of an agreement: everything its page and its data say, built once from its rows for one day.

Sources are numbered while it is built, so its parts are made in the order in which the page shows them.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext, ngettext, pgettext

from config.web import dates
from config.web.prepared import Many, Slot, attach, prepared
from news.agreements.corrected import Corrected, corrected
from news.agreements.delivery import Delivered, deliveries
from news.agreements.dossiers import Dossier, dossiers
from news.agreements.facts import SIGNATURES
from news.agreements.glossary import term_url
from news.agreements.history import Conflict, Event, conflicts, events
from news.agreements.lifelines import points
from news.agreements.lines import Line, marks
from news.agreements.links import Link, links_of
from news.agreements.parties import Row, party_rows
from news.agreements.proof import proof
from news.agreements.provisions import provision_words
from news.agreements.span import LabelledLine, labelled_line
from news.agreements.status import Status
from news.agreements.terms import ActionType, Family, TextAvailability, TitleKind
from news.agreements.texts.provision_links import ProvisionLinks
from news.agreements.words import (
    State,
    rule_words,
    sentence,
    short_note,
    state_of,
)
from news.descriptions import Description, description_of
from news.models import Agreement, AgreementTitle, Obligation, Relation
from news.named import Name
from news.texts.markdown import references_of
from news.texts.notes import Notes

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
    abstract: Description | None
    facts: list[dict[str, Any]]
    other_titles: list[TitleLine]
    related: list[Related]
    deliveries: list[Delivered]
    links: dict[str, list[Link]]
    notes: Notes

    @property
    def titles(self) -> list[str]:
        """Every title, official ones first."""
        return [title.text for title, _numbers in (*self.official_titles, *self.other_titles)]

    @property
    def corrected(self) -> list[Corrected]:
        return corrected(self.dossier)

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
        """The address that shows this state for good."""
        return f"{self.agreement.get_absolute_url()}{self.query}"

    @property
    def query(self) -> str:
        """Asks any address of the record, its data too, for this state."""
        return f"?as_of={self.as_of}{self.known_query}"

    @property
    def known_query(self) -> str:
        """Added to an address of the record, it keeps to what the register knew on the day asked."""
        return f"&known_at={self.known_on}" if self.known_on else ""


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


def found(slug: str) -> Agreement | None:
    """A public instrument with its titles, in one query (or two: see `_titles`)."""
    titles = _titles().rows(slug=slug)
    agreement = titles[0].agreement if titles else _agreement().first(slug=slug)
    if agreement is not None:
        attach(agreement, "titles", titles)
    return agreement


def _promised(agreement: Agreement, as_of: date) -> list[Obligation]:
    promised = _promises().rows(agreement=agreement.pk, as_of=as_of)
    findings = _findings().rows(obligations=[each.pk for each in promised]) if promised else []
    for each in promised:
        attach(each, "evidence", [said for said in findings if said.obligation_id == each.pk])
    return promised


def _named_in_abstract(agreement: Agreement) -> set[Name]:
    text, _language = Agreement.abstract.read(agreement)
    return {(each.kind, each.key) for each in references_of(text) if not each.is_note}


def agreement_record(
    agreement: Agreement, as_of: date, today: date, known_on: date | None = None
) -> AgreementRecord:
    """The record on a day. `agreement` comes from `found()`; five more queries, one where provisions are named, and where
    there are promises, theirs.

    `known_on`: as the register told it at the end of that day. Acts are recorded with their moment; what an instrument is
    (its parties, titles, relations) is not, and stands as it is now.
    """
    relations = _relations().rows(agreement=agreement.pk)
    others = {
        other.pk: other for relation in relations for other in relation.ends if other.pk != agreement.pk
    }
    dossier, *found = dossiers([agreement, *others.values()], end_of(known_on) if known_on else None)
    neighbours = {other.agreement.pk: other for other in found}
    status = dossier.status(as_of)
    promised = _promised(agreement, as_of)
    links, named = links_of(agreement, _named_in_abstract(agreement))
    notes = Notes()
    provisions = ProvisionLinks(_mentions(dossier, relations), as_of)
    term_end = status.next_change.on.on if status.next_change and not status.next_change.action else None
    return AgreementRecord(
        agreement=agreement,
        as_of=as_of,
        known_on=known_on,
        dossier=dossier,
        status=status,
        state=state_of(status),
        sentence=sentence(dossier, status),
        rule=rule_words(status),
        official_titles=_title_lines(agreement, notes, official=True),
        proof=proof(dossier, status, notes),
        moments=_moments(dossier),
        next_change=_next_change(status),
        line=labelled_line(points(dossier.spans, as_of, term_end), as_of, dossier.date_of_change),
        parties=party_rows(dossier, status, notes),
        events=events(dossier, status, today, notes, provisions),
        conflicts=conflicts(dossier, notes),
        abstract=description_of(agreement, as_of, notes, named),
        facts=_facts(dossier, notes, provisions),
        other_titles=_title_lines(agreement, notes, official=False),
        related=[
            _related(relation, agreement, neighbours, as_of, notes, provisions) for relation in relations
        ],
        deliveries=deliveries(promised, as_of, notes),
        links=links,
        notes=notes,
    )


def end_of(day: date) -> datetime:
    """The last moment of the site's day."""
    return timezone.make_aware(datetime.combine(day, time.max))


def _mentions(dossier: Dossier, relations: Iterable[Relation]) -> list[tuple[Agreement, str]]:
    """Every provision of the instrument that its record names."""
    agreement = dossier.agreement
    named = [
        agreement.entry_into_force_provision,
        *(action.provisions for action in dossier.held),
        *(_own_provision(relation, agreement) for relation in relations),
    ]
    return [(agreement, words) for words in named]


def _own_provision(relation: Relation, agreement: Agreement) -> str:
    outward = relation.from_agreement_id == agreement.pk
    return relation.from_provision if outward else relation.to_provision


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


def _facts(dossier: Dossier, notes: Notes, provisions: ProvisionLinks) -> list[dict[str, Any]]:
    agreement = dossier.agreement
    if agreement.family == Family.ORGAN_ACT:
        return [
            {"label": gettext("Kind"), "value": agreement.get_designation_display()},
            {"label": gettext("Adopted by"), "value": agreement.adopting_organ.name},
            _concluded(dossier, notes, gettext("Adopted"), {ActionType.ADOPTED_BY_ORGAN}),
            _dated(dossier, notes, gettext("Takes effect"), ActionType.TAKES_EFFECT),
            _full_text(agreement),
        ]
    return [
        {"label": gettext("Kind"), "value": _kind(dossier)},
        _concluded(dossier, notes, gettext("Concluded"), SIGNATURES),
        {
            "label": gettext("Consent by"),
            "value": _known(agreement.consent_mode, agreement.get_consent_mode_display()),
        },
        {
            "label": gettext("Enters into force"),
            "value": _known(agreement.entry_into_force_rule, _entry_rule(agreement)),
            "url": provisions.url(agreement, agreement.entry_into_force_provision),
        },
        _term(agreement, notes),
        _full_text(agreement),
    ]


def _full_text(agreement: Agreement) -> dict[str, Any]:
    held = agreement.text_availability != TextAvailability.NONE
    return {
        "label": gettext("Full text"),
        "value": agreement.get_text_availability_display(),
        "url": reverse("agreement_texts", kwargs={"slug": agreement.slug}) if held else "",
    }


def _known(value: str, words: str) -> str:
    return "" if value == "unknown" else words


def _kind(dossier: Dossier) -> str:
    designation = dossier.agreement.get_designation_display()
    if len(dossier.required) == 2:
        return pgettext("kind of treaty", "%(designation)s, bilateral") % {"designation": designation}
    return designation


def _entry_rule(agreement: Agreement) -> str:
    words = [
        agreement.get_entry_into_force_rule_display(),
        provision_words(agreement.entry_into_force_provision),
    ]
    return ", ".join(filter(None, words))


def _concluded(dossier: Dossier, notes: Notes, label: str, types: Iterable[ActionType]) -> dict[str, Any]:
    action = next((a for a in dossier.held if a.type in types), None)
    if action is None:
        return {"label": label, "value": dossier.agreement.place}
    value = ", ".join(filter(None, [dossier.agreement.place, dates.partial_date(action.dated)]))
    return {"label": label, "value": value, "numbers": marks(notes, dossier.evidence[action.key])}


def _dated(dossier: Dossier, notes: Notes, label: str, kind: ActionType) -> dict[str, Any]:
    action = next((a for a in dossier.held if a.type == kind), None)
    if action is None:
        return {"label": label, "value": ""}
    numbers = marks(notes, dossier.evidence[action.key])
    return {"label": label, "value": dates.partial_date(action.dated), "numbers": numbers}


def _term(agreement: Agreement, notes: Notes) -> dict[str, Any]:
    if not agreement.duration_years:
        return {"label": gettext("Term"), "value": ""}
    count = agreement.duration_years
    years = ngettext("%(count)d year", "%(count)d years", count) % {"count": count}
    if agreement.renews_itself:
        years = gettext("%(years)s, renews itself") % {"years": years}
    return {
        "label": gettext("Term"),
        "value": years,
        "numbers": (notes.mark(agreement.term_source).number,),
    }


def _related(
    relation: Relation,
    agreement: Agreement,
    neighbours: dict[int, Dossier],
    as_of: date,
    notes: Notes,
    provisions: ProvisionLinks,
) -> Related:
    outward = relation.from_agreement_id == agreement.pk
    predicate = relation.predicate_term
    other = neighbours[relation.to_agreement_id if outward else relation.from_agreement_id]
    words = str(predicate.label if outward else predicate.reverse_label)
    named = _own_provision(relation, agreement)
    provision = provision_words(named)
    return Related(
        row=relation,
        relation=f"{words} ({provision})" if provision else words,
        numbers=(notes.mark(relation.source).number,),
        agreement=other.agreement,
        state=state_of(other.status(as_of)),
        provision_url=provisions.url(agreement, named),
    )
