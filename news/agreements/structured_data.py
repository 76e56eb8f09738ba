"""An agreement as schema.org's Legislation tells it, and the words of our own for what schema.org lacks: party, consent, the rule
that decided (they are explained on the page about the data, where their addresses lead)."""

from collections import defaultdict
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext, override
from django.utils.translation import gettext_lazy as _

from config.web.addresses import absolute
from config.web.structured_data import Thing, dataset
from news.agreements.facts import BINDING, SIGNATURES, RecordedAction
from news.agreements.identifiers import identifier_path
from news.agreements.record import AgreementRecord, Related
from news.agreements.status import PartyState
from news.agreements.terms import ActionType, Family, Modifier, Predicate, StatusValue, TitleKind
from news.models import Agreement, Source

FORCE = "https://schema.org/"
# Of these nobody has established whether they bind; schema.org has no word for that, so nothing is said.
NOT_ESTABLISHED = {StatusValue.ADOPTED, StatusValue.SIGNED}
PREFIX = "uc"
# What each relation is in schema.org's words; where it has none of its own, the nearest that claims no more.
RELATED_BY = {
    Predicate.AMENDS: "legislationAmends",
    Predicate.SUPPLEMENTS: "legislationChanges",
    Predicate.SUPERSEDES: "legislationRepeals",
    Predicate.TERMINATES: "legislationRepeals",
    Predicate.SUSPENDS: "legislationChanges",
    Predicate.RENEWS: "legislationChanges",
    Predicate.CORRECTS: "legislationCorrects",
    Predicate.IMPLEMENTS: "legislationEnsuresImplementationOf",
    Predicate.BASED_ON: "isBasedOn",
    Predicate.PROTOCOL_TO: "isBasedOn",
    Predicate.ANNEX_OF: "isPartOf",
    Predicate.TRANSFORMS: "legislationChanges",
    Predicate.CITES: "citation",
}
OWN_TERMS = {
    "status": _(
        "The status on the day of statusOn, by its code in the glossary: schema.org knows only in force or not."
    ),
    "statusOn": _("The day for which the status was computed."),
    "statusRule": _("The number of the rule that decided, 1 to 9."),
    "statusModifier": _("What must be said beside the status, such as reported or disputed."),
    "participant": _("A State whose consent the treaty needs, with what it is and has done."),
    "standing": _("What a State is to the treaty: signatory, contracting State, party and so on."),
    "signedOn": _("The day on which a State signed, as far as known."),
    "consentOn": _("The day on which a State consented to be bound, as far as known."),
    "inForceOn": _("The day from which the treaty is in force for a State, as far as known."),
}


def own_terms(request: HttpRequest) -> dict[str, str]:
    """The prefix of our own words, whose addresses are the same in every language."""
    with override("en"):
        return {PREFIX: absolute(request, f"{reverse('agreement_data')}#")}


def legislation(request: HttpRequest, record: AgreementRecord) -> Thing:
    """Of the day the page shows."""
    agreement, held = record.agreement, record.dossier.held
    concluded = _first(held, SIGNATURES | {ActionType.ADOPTED_BY_ORGAN})
    begun = _first(held, {ActionType.ENTERS_INTO_FORCE, ActionType.TAKES_EFFECT})
    related = _related(request, record)
    return {
        "@type": "Legislation",
        "@id": absolute(request, identifier_path(agreement)),
        "url": absolute(request, request.path),
        "name": agreement.name,
        "alternateName": record.titles,
        "legislationIdentifier": [agreement.number, absolute(request, identifier_path(agreement))],
        "legislationType": str(agreement.get_designation_display()),
        "legislationDate": concluded,
        "legislationDateOfApplicability": begun,
        "legislationDateVersion": record.as_of.isoformat(),
        "legislationLegalForce": _force(record),
        "legislationPassedBy": _organ(record),
        "jurisdiction": [
            {"@type": "Country", "name": actor.name, "identifier": actor.iso_code}
            for actor in record.dossier.required
        ],
        "inLanguage": sorted(
            {title.language for title in agreement.titles.all() if title.kind == TitleKind.OFFICIAL}
        ),
        **related,
        "citation": [*related.get("citation", []), *(_citation(note.source) for note in record.notes)],
        "about": [
            {"@type": "Thing", "name": link.title, "url": absolute(request, link.url)}
            for link in record.links.get("topic", [])
        ],
        **_own(record),
    }


def _first(held: list[RecordedAction], types: frozenset[ActionType] | set[ActionType]) -> str | None:
    return next((str(action.dated) for action in held if action.type in types), None)


def _force(record: AgreementRecord) -> str | None:
    if record.status.value in NOT_ESTABLISHED:
        return None
    if record.status.value not in BINDING:
        return f"{FORCE}NotInForce"
    partly = {Modifier.PARTLY, Modifier.PARTLY_SUSPENDED} & record.status.modifiers
    return f"{FORCE}PartiallyInForce" if partly else f"{FORCE}InForce"


def _organ(record: AgreementRecord) -> Thing | None:
    if record.agreement.family != Family.ORGAN_ACT:
        return None
    return {"@type": "GovernmentOrganization", "name": record.agreement.adopting_organ.name}


def _related(request: HttpRequest, record: AgreementRecord) -> dict[str, list[Thing]]:
    """What it does to others; what they do to it stands with them."""
    found: dict[str, list[Thing]] = defaultdict(list)
    for other in record.related:
        if other.row.from_agreement_id == record.agreement.pk and _has_begun(other, record):
            found[RELATED_BY[other.row.predicate_term]].append(_named(request, other.agreement))
    return found


def _has_begun(other: Related, record: AgreementRecord) -> bool:
    return other.row.effective_from is None or other.row.effective_from <= record.as_of


def _named(request: HttpRequest, agreement: Agreement) -> Thing:
    return {
        "@type": "Legislation",
        "@id": absolute(request, identifier_path(agreement)),
        "name": agreement.name,
        "legislationIdentifier": agreement.number,
    }


def _own(record: AgreementRecord) -> dict[str, Any]:
    status = record.status
    told = {
        "status": status.value.value,
        "statusOn": record.as_of.isoformat(),
        "statusRule": status.rule,
        "statusModifier": sorted(modifier.value for modifier in status.modifiers),
        "participant": [_participant(party) for party in status.parties],
    }
    return {f"{PREFIX}:{name}": value for name, value in told.items()}


def _participant(party: PartyState) -> Thing:
    dated = {"signedOn": party.signed, "consentOn": party.consent, "inForceOn": party.in_force}
    told = {f"{PREFIX}:{name}": str(action.counts_from) for name, action in dated.items() if action}
    return {"identifier": party.actor, f"{PREFIX}:standing": party.standing.value} | told


def _citation(source: Source) -> dict[str, Any]:
    return {
        "@type": "CreativeWork",
        "name": source.title or source.publisher,
        "url": source.url,
        "inLanguage": source.language,
        "publisher": {"@type": "Organization", "name": source.publisher},
    }


def register_dataset(request: HttpRequest) -> Thing:
    forms = {
        "register_dump": "application/zip",
        "agreement_list_json": "application/json",
        "agreement_list_csv": "text/csv",
    }
    return dataset(
        request,
        name=gettext("The register of agreements"),
        description=gettext(
            "Treaties and acts of the Union State with their acts, parties, relations and statuses."
        ),
        files=[(reverse(name), media_type) for name, media_type in forms.items()],
    )
