"""What happened to an instrument, in order, with what each source says of it; and where sources differ."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.translation import get_language, gettext

from config.web import dates
from config.web.partial_dates import PartialDate
from news.agreements.dossiers import Dossier
from news.agreements.facts import RecordedAction, excludes
from news.agreements.glossary import term_url
from news.agreements.lines import Line, grade_of, grade_words, marks, said_lines
from news.agreements.provisions import provision_words
from news.agreements.status import Status
from news.agreements.terms import Occurrence
from news.agreements.texts.provision_links import ProvisionLinks
from news.models import Action, ActionSource
from news.texts.notes import Notes

SHAPES = {"confirmed": "full", "reported": "half", "disputed": "tri", "expected": "hollow"}


@dataclass(frozen=True, slots=True)
class Event:
    """One line of the history. `numbers`: of its sources, for the heading where there are no lines."""

    date_text: str
    iso: str
    title: str
    actor: str
    lines: tuple[Line, ...]
    grade: str
    grade_text: str
    ahead: bool
    # Where the glossary explains the act.
    explained: str = ""
    by_name: str = ""
    by_url: str = ""
    note: str = ""
    note_lang: str = ""
    numbers: tuple[int, ...] = ()

    @property
    def shape(self) -> str:
        return SHAPES[self.grade]

    @property
    def tone(self) -> str:
        return {"disputed": "odd", "expected": "plan"}.get(self.grade, "")


def events(dossier: Dossier, status: Status, today: date, notes: Notes, links: ProvisionLinks) -> list[Event]:
    """What stands in the register, whatever the day asked; what is later than that day is shown as ahead of it."""
    held = dossier.held
    found = [
        _event(dossier, action, held[place + 1 :], status.as_of, notes, links)
        for place, action in enumerate(held)
    ]
    change = status.next_change
    if change and change.action is None:
        found.append(_term_end(dossier, change.on, notes))
    return found


def _event(
    dossier: Dossier,
    action: RecordedAction,
    later: list[RecordedAction],
    as_of: date,
    notes: Notes,
    links: ProvisionLinks,
) -> Event:
    row = dossier.actions[action.key]
    language = get_language() or "en"
    evidence = dossier.evidence[action.key]
    lines = said_lines(notes, evidence, language)
    said = tuple(line for line in lines if line.text)
    note, note_language = Action.note.read(row)
    return Event(
        date_text=dates.partial_date(action.dated),
        iso=str(action.dated),
        title=str(action.type.label),
        actor=row.actor.name if row.actor else "",
        lines=(*_facts(row, links.url(row.provisions)), *said),
        grade=grade_of(action),
        grade_text=grade_words(action),
        # The stretch to the next event is still to come on the day asked.
        ahead=bool(later) and later[0].dated.earliest > as_of,
        explained=term_url(action.type),
        by_name=row.by_agreement.name if row.by_agreement else "",
        by_url=row.by_agreement.get_absolute_url() if row.by_agreement else "",
        note=note,
        note_lang="" if note_language in ("", language) else note_language,
        numbers=() if said else marks(notes, evidence),
    )


def _facts(row: Action, provisions_url: str) -> tuple[Line, ...]:
    words = [
        row.place and gettext("%(place)s.") % {"place": row.place},
        row.document_number and gettext("No %(number)s.") % {"number": row.document_number},
        row.effective_on and gettext("With effect from %(day)s.") % {"day": dates.day(row.effective_on)},
    ]
    concerned = gettext("Concerns: %(provisions)s.") % {"provisions": provision_words(row.provisions)}
    lines = [
        Line(" ".join(filter(None, words))),
        Line(concerned if row.provisions else "", url=provisions_url),
    ]
    return tuple(line for line in lines if line.text)


def _term_end(dossier: Dossier, end: PartialDate, notes: Notes) -> Event:
    agreement = dossier.agreement
    renewing, ending = gettext("The term would end, and renew itself"), gettext("The term would end")
    says = gettext("The term as its source gives it; the day is computed from the entry into force.")
    return Event(
        date_text=dates.partial_date(end),
        iso=str(end),
        title=renewing if agreement.renews_itself else ending,
        actor="",
        lines=(Line(says, (notes.mark(agreement.term_source).number,)),),
        grade="expected",
        grade_text=gettext("expected"),
        ahead=False,
    )


@dataclass(frozen=True, slots=True)
class Side:
    """One of the dates that sources give, and who gives it."""

    date_text: str
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Conflict:
    """An open question: sources give dates for one action that cannot all be true."""

    title: str
    sides: tuple[Side, ...]
    used: str
    note: str
    note_lang: str


def conflicts(dossier: Dossier, notes: Notes) -> list[Conflict]:
    keys = [action.key for action in dossier.held if action.occurrence == Occurrence.OCCURRED]
    asked = (conflict(dossier.actions[key], dossier.evidence[key], notes) for key in keys)
    return [found for found in asked if found]


def conflict(action: Action, evidence: Sequence[ActionSource], notes: Notes) -> Conflict | None:
    """A source that gives only the month of the same day does not differ."""
    differing = [said for said in evidence if said.other_date and excludes(said.other_date, action.date)]
    if not differing:
        return None
    language = get_language() or "en"
    sides: dict[str, list[ActionSource]] = {
        dates.partial_date(action.date): [said for said in evidence if said not in differing]
    }
    for said in differing:
        sides.setdefault(dates.partial_date(said.other_date), []).append(said)
    note, note_language = Action.note.read(action)
    return Conflict(
        title=str(action.get_type_display()),
        sides=tuple(Side(day, tuple(said_lines(notes, group, language))) for day, group in sides.items()),
        used=dates.partial_date(action.date),
        note=note,
        note_lang="" if note_language in ("", language) else note_language,
    )
