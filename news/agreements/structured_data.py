"""An agreement as schema.org's Legislation tells it. What schema.org has no word for is an additional property of ours."""

from typing import Any

from django.http import HttpRequest

from config.web.addresses import absolute
from config.web.structured_data import Thing
from news.agreements.facts import BINDING, SIGNATURES, RecordedAction
from news.agreements.record import AgreementRecord
from news.agreements.terms import ActionType, Family, Modifier
from news.models import Source

FORCE = "https://schema.org/"


def legislation(request: HttpRequest, record: AgreementRecord) -> Thing:
    """Of the day the page shows."""
    agreement, held = record.agreement, record.dossier.held
    concluded = _first(held, SIGNATURES | {ActionType.ADOPTED_BY_ORGAN})
    begun = _first(held, {ActionType.ENTERS_INTO_FORCE, ActionType.TAKES_EFFECT})
    return {
        "@type": "Legislation",
        "@id": absolute(request, f"{request.path}#instrument"),
        "url": absolute(request, request.path),
        "name": agreement.name,
        "alternateName": record.titles,
        "legislationIdentifier": agreement.number,
        "legislationType": str(agreement.get_designation_display()),
        "legislationDate": concluded,
        "legislationDateOfApplicability": begun,
        "legislationLegalForce": _force(record),
        "legislationPassedBy": _organ(record),
        "jurisdiction": [
            {"@type": "Country", "name": actor.name, "identifier": actor.iso_code}
            for actor in record.dossier.required
        ],
        "additionalProperty": _properties(record),
        "citation": [_citation(note.source) for note in record.notes],
        "about": [link.title for link in record.links.get("topic", [])],
    }


def _first(held: list[RecordedAction], types: frozenset[ActionType] | set[ActionType]) -> str | None:
    return next((str(action.dated) for action in held if action.type in types), None)


def _force(record: AgreementRecord) -> str:
    if record.status.value not in BINDING:
        return f"{FORCE}NotInForce"
    partly = {Modifier.PARTLY, Modifier.PARTLY_SUSPENDED} & record.status.modifiers
    return f"{FORCE}PartiallyInForce" if partly else f"{FORCE}InForce"


def _organ(record: AgreementRecord) -> Thing | None:
    if record.agreement.family != Family.ORGAN_ACT:
        return None
    return {"@type": "GovernmentOrganization", "name": record.agreement.adopting_organ.name}


def _properties(record: AgreementRecord) -> list[dict[str, Any]]:
    """The status as the register has it: schema.org knows only in force or not."""
    return [
        _property("status", record.status.value.value),
        _property("statusOn", record.as_of.isoformat()),
        _property("statusRule", record.status.rule),
        *(_property("statusModifier", modifier.value) for modifier in sorted(record.status.modifiers)),
        *(_property("party", f"{party.actor}: {party.standing.value}") for party in record.status.parties),
    ]


def _property(name: str, value: Any) -> dict[str, Any]:
    return {"@type": "PropertyValue", "propertyID": name, "value": value}


def _citation(source: Source) -> dict[str, Any]:
    return {
        "@type": "CreativeWork",
        "name": source.title or source.publisher,
        "url": source.url,
        "inLanguage": source.language,
        "publisher": {"@type": "Organization", "name": source.publisher},
    }
