"""The record of an instrument as JSON: what its page says, with codes for machines beside the words."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from config.web.licence import LICENCE
from config.web.tables import Absolute
from news.agreements.citations import Citations
from news.agreements.data.columns import (
    ACTIONS,
    EVIDENCE,
    INSTRUMENTS,
    OBLIGATIONS,
    RELATIONS,
    SOURCES,
    TITLES,
    ActionOf,
    SaidOf,
    actions_of,
)
from news.agreements.delivery import Delivered
from news.agreements.facts import RecordedAction
from news.agreements.record import AgreementRecord
from news.agreements.status import DomesticApproval, PartyState, Status


def record_data(record: AgreementRecord, cited: Citations, absolute: Absolute) -> dict[str, Any]:
    """Actions are named by their keys, sources by theirs; both are given in full below. No query of its own."""
    status = record.status
    return {
        "licence": LICENCE,
        "known_at": record.known_on.isoformat() if record.known_on else None,
        "instrument": INSTRUMENTS.row(record, absolute) | {"permalink": absolute(record.permalink)},
        "status": _status(record, status),
        "spans": _spans(record),
        "parties": [
            _party(state, approval) for state, approval in zip(status.parties, status.domestic, strict=True)
        ],
        "titles": TITLES.rows(
            [title for title, _numbers in (*record.official_titles, *record.other_titles)], absolute
        ),
        "actions": [_action(each, absolute) for each in actions_of(record.dossier)],
        "open_questions": [
            {"action": one.title, "used": one.used, "dates": [side.date_text for side in one.sides]}
            for one in record.conflicts
        ],
        "relations": RELATIONS.rows([other.row for other in record.related], absolute),
        "obligations": [_obligation(each, absolute) for each in record.deliveries],
        "linked": {
            kind: [{"title": link.title, "url": absolute(link.url)} for link in links]
            for kind, links in record.links.items()
        },
        "citation": {"oscola": cited.oscola, "gost": cited.gost, "csl": cited.csl},
        "sources": [{"number": note.number} | SOURCES.row(note.source, absolute) for note in record.notes],
    }


def _status(record: AgreementRecord, status: Status) -> dict[str, Any]:
    change = status.next_change
    return {
        "value": status.value.value,
        "label": record.state.label,
        "sentence": record.sentence,
        "rule": status.rule,
        "rule_words": record.rule,
        "decided_by": _key(status.deciding),
        "used": [action.key for action in status.used],
        "missing": list(status.missing),
        "next_change": {"date": str(change.on), "action": _key(change.action)} if change else None,
    }


def _spans(record: AgreementRecord) -> list[Mapping[str, Any]]:
    """Of all time, one after the other: the first has no beginning, the last no end."""
    return [
        {
            "from": span.start.isoformat() if span.start > date.min else None,
            "before": span.end.isoformat() if span.end else None,
            "status": span.value.value,
        }
        for span in record.dossier.spans
    ]


def _party(state: PartyState, approval: DomesticApproval) -> dict[str, Any]:
    return {
        "actor": state.actor,
        "standing": state.standing.value,
        "signed": _key(state.signed),
        "consent": _key(state.consent),
        "in_force": _key(state.in_force),
        "domestic_approval": {
            "complete": approval.complete,
            "actions": [action.key for action in approval.actions],
        },
    }


def _action(each: ActionOf, absolute: Absolute) -> dict[str, Any]:
    number = each.dossier.agreement.number
    told = EVIDENCE.rows([SaidOf(number, said) for said in each.evidence], absolute)
    of_it = ("agreement", "action")
    row = {name: value for name, value in ACTIONS.row(each, absolute).items() if name != "sources"}
    return row | {
        "evidence": [{name: value for name, value in one.items() if name not in of_it} for one in told]
    }


def _obligation(each: Delivered, absolute: Absolute) -> dict[str, Any]:
    return OBLIGATIONS.row(each.obligation, absolute) | {
        "delivery": each.value.value,
        "rests_on": [
            {"agreement": basis.agreement.number, "source": basis.source.key} for basis in each.bases
        ],
        "steps": [
            {
                "date": step.on.isoformat(),
                "what": step.what,
                "where": step.where,
                "url": absolute(step.url),
                "source": step.source.key,
            }
            for step in (numbered.step for numbered in each.steps)
        ],
    }


def _key(action: RecordedAction | None) -> str | None:
    return action.key if action else None
