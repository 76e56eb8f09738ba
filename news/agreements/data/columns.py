"""The columns of the register's tables: what each is called, what it holds, and how it is read. One list makes the CSV, the JSON,
the column key of the page about the data and that of the dump."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from config.web.partial_dates import PartialDate
from config.web.tables import Column, Table, iso_day, utc_moment
from news.agreements.dossiers import Dossier
from news.agreements.facts import SIGNATURES
from news.agreements.identifiers import identifier_path
from news.agreements.terms import ActionType
from news.models import ActionSource

CONCLUDED = SIGNATURES | {ActionType.ADOPTED_BY_ORGAN}


@dataclass(frozen=True, slots=True)
class ActionOf:
    """An action in its dossier. `stands`: neither replaced nor retracted."""

    dossier: Dossier
    key: str
    stands: bool

    @property
    def action(self) -> Any:
        return self.dossier.actions[self.key]

    @property
    def evidence(self) -> list[ActionSource]:
        return self.dossier.evidence[self.key]


def actions_of(dossier: Dossier) -> list[ActionOf]:
    """All that is recorded with a source, in the order of time, replaced and retracted ones too."""
    standing = {action.key for action in dossier.held}
    recorded = sorted(dossier.recorded, key=lambda action: action.order)
    return [ActionOf(dossier, action.key, action.key in standing) for action in recorded]


@dataclass(frozen=True, slots=True)
class SaidOf:
    """What one source says of one action of the instrument with the number."""

    number: str
    said: ActionSource


def evidence_of(dossier: Dossier) -> list[SaidOf]:
    return [SaidOf(dossier.agreement.number, said) for each in actions_of(dossier) for said in each.evidence]


def concluded_on(dossier: Dossier) -> PartialDate | None:
    """The first signature, or the adoption."""
    return next((action.dated for action in dossier.held if action.type in CONCLUDED), None)


def _number(agreement: Any) -> str | None:
    return agreement.number if agreement else None


# Of register.Entry.
INSTRUMENTS = Table(
    "agreements",
    _("One row an instrument, with its status on the day asked."),
    (
        Column("number", _("Number in this register; never changes."), lambda e, a: e.agreement.number),
        Column("id", _("Permanent identifier, as an address."), lambda e, a: a(identifier_path(e.agreement))),
        Column("url", _("Page of the instrument."), lambda e, a: a(e.agreement.get_absolute_url())),
        Column("family", _("treaty or organ_act."), lambda e, a: e.agreement.family),
        Column("designation", _("What the document calls itself."), lambda e, a: e.agreement.designation),
        Column("name_en", _("Our short name, in English."), lambda e, a: e.agreement.name_en),
        Column("name_ru", _("Our short name, in Russian."), lambda e, a: e.agreement.name_ru),
        Column("name_be", _("Our short name, in Belarusian."), lambda e, a: e.agreement.name_be),
        Column(
            "parties",
            _("Codes of the States whose consent it needs."),
            lambda e, a: [actor.code for actor in e.dossier.required],
        ),
        Column(
            "adopting_organ",
            _("Code of the organ that adopted it; acts of an organ only."),
            lambda e, a: e.agreement.adopting_organ.code if e.agreement.adopting_organ else None,
        ),
        Column(
            "concluded",
            _("When it was signed or adopted, as far as known."),
            lambda e, a: iso_day(concluded_on(e.dossier)),
        ),
        Column(
            "as_of", _("The day for which the status was computed."), lambda e, a: e.status.as_of.isoformat()
        ),
        Column("status", _("Status on that day."), lambda e, a: e.status.value.value),
        Column(
            "status_label",
            _("The same in words, in the language of the address."),
            lambda e, a: e.state.label,
        ),
        Column("status_note", _("What the list says beside it."), lambda e, a: e.note),
        Column("status_rule", _("Number of the rule that decided."), lambda e, a: e.status.rule),
        Column(
            "status_since",
            _("When it began, as far as known: 2025-03-13, 2025-03 or 2025."),
            lambda e, a: iso_day(e.status.since),
        ),
        Column(
            "status_modifiers",
            _("What must be said beside the status."),
            lambda e, a: sorted(modifier.value for modifier in e.status.modifiers),
        ),
        Column("consent_mode", _("How consent to be bound is given."), lambda e, a: e.agreement.consent_mode),
        Column(
            "entry_into_force_rule",
            _("What the instrument says of its entry into force."),
            lambda e, a: e.agreement.entry_into_force_rule,
        ),
        Column("duration_years", _("Term in years."), lambda e, a: e.agreement.duration_years),
        Column("renews_itself", _("Whether the term renews itself."), lambda e, a: e.agreement.renews_itself),
        Column("checked_on", _("Last checked on."), lambda e, a: iso_day(e.agreement.checked_on)),
    ),
)

# Of ActionOf.
ACTIONS = Table(
    "actions",
    _("One row an action: what was done, when, by whom, as sources report it."),
    (
        Column("agreement", _("Number of the instrument."), lambda o, a: o.dossier.agreement.number),
        Column("key", _("Names the action within its instrument."), lambda o, a: o.key),
        Column("type", _("What was done; see the glossary."), lambda o, a: o.action.type),
        Column("layer", _("international (between the parties) or domestic."), lambda o, a: o.action.layer),
        Column(
            "actor",
            _("Code of who did it; empty for all together."),
            lambda o, a: o.action.actor.code if o.action.actor else None,
        ),
        Column(
            "date", _("As far as known: 2025-03-13, 2025-03 or 2025."), lambda o, a: iso_day(o.action.date)
        ),
        Column(
            "effective_on", _("Day from which it takes effect."), lambda o, a: iso_day(o.action.effective_on)
        ),
        Column(
            "document_number",
            _("Number of the law or document."),
            lambda o, a: o.action.document_number or None,
        ),
        Column(
            "provisions",
            _("Provisions concerned; empty: the whole instrument."),
            lambda o, a: o.action.provisions or None,
        ),
        Column(
            "by_agreement", _("Instrument by which it was done."), lambda o, a: _number(o.action.by_agreement)
        ),
        Column("occurrence", _("occurred, scheduled or expected."), lambda o, a: o.action.occurrence),
        Column(
            "assertion", _("confirmed, reported, disputed or retracted."), lambda o, a: o.action.assertion
        ),
        Column("stands", _("false: replaced or retracted since."), lambda o, a: o.stands),
        Column(
            "replaces",
            _("Key of the action that it replaces."),
            lambda o, a: next(
                (key for key, other in o.dossier.actions.items() if other.pk == o.action.replaces_id), None
            ),
        ),
        Column("reason", _("Why it replaces it."), lambda o, a: o.action.reason or None),
        Column(
            "recorded_at",
            _("When this register recorded it (UTC)."),
            lambda o, a: utc_moment(o.action.recorded_at),
        ),
        Column("sources", _("Keys of its sources."), lambda o, a: [said.source.key for said in o.evidence]),
    ),
)

# Of SaidOf.
EVIDENCE = Table(
    "evidence",
    _("One row a source of an action, with what it says."),
    (
        Column("agreement", _("Number of the instrument."), lambda s, a: s.number),
        Column("action", _("Key of the action."), lambda s, a: s.said.action.key),
        Column("source", _("Key of the source."), lambda s, a: s.said.source.key),
        Column(
            "date",
            _("The date the source gives, where it is not the action’s or is less exact."),
            lambda s, a: iso_day(s.said.other_date),
        ),
        Column("says_en", _("What it says, in English."), lambda s, a: s.said.says_en or None),
        Column("says_ru", _("What it says, in Russian."), lambda s, a: s.said.says_ru or None),
        Column("says_be", _("What it says, in Belarusian."), lambda s, a: s.said.says_be or None),
    ),
)

TITLES = Table(
    "titles",
    _("One row a title of an instrument."),
    (
        Column("agreement", _("Number of the instrument."), lambda t, a: t.agreement.number),
        Column("language", _("Language of the title."), lambda t, a: t.language),
        Column("kind", _("official, variant, short, former, translation or alias."), lambda t, a: t.kind),
        Column("title", _("The title."), lambda t, a: t.text),
        Column("source", _("Key of the source."), lambda t, a: t.source.key if t.source else None),
    ),
)

# Of matrix.Matrix.standings.
PARTIES = Table(
    "parties",
    _("One row a State in a treaty, with what it is to it on the day asked."),
    (
        Column("agreement", _("Number of the instrument."), lambda p, a: p[0].agreement.number),
        Column("party", _("Code of the State."), lambda p, a: p[1].code),
        Column(
            "as_of",
            _("The day for which the status was computed."),
            lambda p, a: p[0].status.as_of.isoformat(),
        ),
        Column("standing", _("What it is to the treaty on that day."), lambda p, a: p[1].standing.value),
        Column(
            "standing_label",
            _("The same in words, in the language of the address."),
            lambda p, a: str(p[1].standing.label),
        ),
        Column(
            "since",
            _("The act that made it so, as far as its day is known."),
            lambda p, a: iso_day(p[1].since),
        ),
    ),
)

RELATIONS = Table(
    "relations",
    _("One row a relation, from one instrument to another."),
    (
        Column("from", _("Number of the instrument."), lambda r, a: r.from_agreement.number),
        Column("predicate", _("What it does to the other."), lambda r, a: r.predicate),
        Column("to", _("Number of the other instrument."), lambda r, a: r.to_agreement.number),
        Column("from_provision", _("By which provision."), lambda r, a: r.from_provision or None),
        Column("to_provision", _("Of which provision."), lambda r, a: r.to_provision or None),
        Column("effective_from", _("First day of its effect."), lambda r, a: iso_day(r.effective_from)),
        Column("effective_to", _("Last day of its effect."), lambda r, a: iso_day(r.effective_to)),
        Column("source", _("Key of the source."), lambda r, a: r.source.key),
    ),
)

OBLIGATIONS = Table(
    "obligations",
    _("One row a promise: what is to be done under an instrument, and by when."),
    (
        Column("agreement", _("Number of the instrument."), lambda o, a: o.agreement.number),
        Column("key", _("Names the promise within its instrument."), lambda o, a: o.key),
        Column("provision", _("The provision that lays it down."), lambda o, a: o.provision or None),
        Column("text_en", _("What is to be done, in English."), lambda o, a: o.text_en),
        Column("text_ru", _("What is to be done, in Russian."), lambda o, a: o.text_ru or None),
        Column("text_be", _("What is to be done, in Belarusian."), lambda o, a: o.text_be or None),
        Column(
            "responsible",
            _("Code of who is to do it; empty: not established."),
            lambda o, a: o.responsible.code if o.responsible else None,
        ),
        Column("stated_on", _("Day it was laid down or said."), lambda o, a: o.stated_on.isoformat()),
        Column("due", _("Due by; empty: no day set."), lambda o, a: iso_day(o.due)),
        Column("done", _("Done on; empty: not established."), lambda o, a: iso_day(o.done)),
        Column("source", _("Key of the source of the promise."), lambda o, a: o.source.key),
        Column(
            "delivery_sources",
            _("Keys of the sources on its delivery."),
            lambda o, a: [said.source.key for said in o.evidence.all()],
        ),
    ),
)

SOURCES = Table(
    "sources",
    _("One row a source that the register rests on."),
    (
        Column("key", _("Names the source."), lambda s, a: s.key),
        Column("grade", _("Class of the source, a to d."), lambda s, a: s.grade),
        Column("publisher", _("Who published it."), lambda s, a: s.publisher_en),
        Column("title", _("Its title, as published."), lambda s, a: s.title or None),
        Column("language", _("Its language."), lambda s, a: s.language),
        Column("published_on", _("Day of publication."), lambda s, a: iso_day(s.published_on)),
        Column("accessed_on", _("Day on which it was read."), lambda s, a: iso_day(s.accessed_on)),
        Column("address", _("Its address."), lambda s, a: s.url or None),
        Column("archived", _("A saved copy."), lambda s, a: s.archive_url or None),
        Column("url", _("Its page here, with all that rests on it."), lambda s, a: a(s.get_absolute_url())),
    ),
)

TABLES = (INSTRUMENTS, ACTIONS, EVIDENCE, TITLES, PARTIES, RELATIONS, OBLIGATIONS, SOURCES)
