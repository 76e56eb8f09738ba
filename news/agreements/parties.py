"""The table of parties: what each State has done, from signature to being bound, and at home."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext

from config.web import dates
from news.agreements.dossiers import Dossier
from news.agreements.facts import LAWS, RecordedAction
from news.agreements.lines import Line, grade_of, grade_words, marks
from news.agreements.status import DomesticApproval, PartyState, Status
from news.agreements.terms import PartyStanding
from news.texts.notes import Notes


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of the table; `missing`: what it says where it has no lines."""

    head: str
    lines: tuple[Line, ...] = ()
    grade: str = ""
    grade_text: str = ""
    missing: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    name: str
    standing: str
    cells: tuple[Cell, ...]


def party_rows(dossier: Dossier, status: Status, notes: Notes) -> list[Row]:
    """As of the day of the status, in the order of the participants."""
    # What came later is told apart from what is not known at all.
    latest = dossier.status(max(status.as_of, dossier.spans[-1].start))
    rows = zip(dossier.required, status.parties, status.domestic, latest.parties, strict=True)
    return [
        Row(actor.name, _standing(party), tuple(_cells(dossier, party, approval, later, notes)))
        for actor, party, approval, later in rows
    ]


def _standing(party: PartyState) -> str:
    if party.standing == PartyStanding.PARTY and party.in_force:
        return gettext("party since %(date)s") % {"date": dates.starting_date(party.in_force.counts_from)}
    return str(party.standing.label)


def _cells(
    dossier: Dossier, party: PartyState, approval: DomesticApproval, later: PartyState, notes: Notes
) -> Sequence[Cell]:
    return (
        _cell(gettext("Signed"), dossier, party.signed, later.signed, notes),
        _at_home(gettext("Domestic approval"), dossier, approval, notes),
        _cell(gettext("Consent"), dossier, party.consent, later.consent, notes, named=True),
        _cell(gettext("In force for"), dossier, party.in_force, later.in_force, notes),
    )


def _cell(
    head: str,
    dossier: Dossier,
    action: RecordedAction | None,
    later: RecordedAction | None,
    notes: Notes,
    *,
    named: bool = False,
) -> Cell:
    if action is None:
        return Cell(head, missing=gettext("not by this day") if later else gettext("not established"))
    row = dossier.actions[action.key]
    parts = [str(action.type.label) if named else "", dates.partial_date(action.dated), row.place]
    text = ", ".join(filter(None, parts))
    line = Line(text, marks(notes, dossier.evidence[action.key]))
    return Cell(head, (line,), grade_of(action), grade_words(action))


def _at_home(head: str, dossier: Dossier, approval: DomesticApproval, notes: Notes) -> Cell:
    """The law where there is one, else the latest step; the history has the others."""
    lines = []
    for action in [a for a in approval.actions if a.type in LAWS] or approval.actions[-1:]:
        number = dossier.actions[action.key].document_number
        words = [str(action.type.label), number, dates.partial_date(action.dated)]
        lines.append(Line(", ".join(filter(None, words)), marks(notes, dossier.evidence[action.key])))
    if not lines:
        return Cell(head, missing=gettext("none recorded by this day"))
    return Cell(head, tuple(lines), "", gettext("complete") if approval.complete else gettext("not complete"))
