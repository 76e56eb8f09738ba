"""The facts beside the record of an agreement: its kind, when it was concluded, how it binds, for how long, what text is held."""

from collections.abc import Iterable
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext, ngettext, pgettext

from config.web import dates
from news.agreements.dossiers import Dossier
from news.agreements.facts import SIGNATURES
from news.agreements.lines import marks
from news.agreements.provisions import provision_words
from news.agreements.terms import ActionType, Family, TextAvailability
from news.agreements.texts.provision_links import ProvisionLinks
from news.models import Agreement
from news.texts.notes import Notes


def facts_of(dossier: Dossier, notes: Notes, provisions: ProvisionLinks) -> list[dict[str, Any]]:
    """Each with a label and a value ("" where it is not known), some with an address or numbers of sources."""
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
            "url": provisions.url(agreement.entry_into_force_provision),
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
