"""What this register once recorded otherwise, and why it does not any more: entries that were replaced or retracted."""

from dataclasses import dataclass

from django.utils.translation import gettext

from config.web import dates
from news.agreements.dossiers import Dossier
from news.agreements.terms import Assertion
from news.models import Action


@dataclass(frozen=True, slots=True)
class Corrected:
    """`before`, `now`: the two entries in words; `iso`, `day`: when the later one was recorded."""

    iso: str
    day: str
    before: str
    now: str
    reason: str


def corrected(dossier: Dossier) -> list[Corrected]:
    """The latest first."""
    by_pk = {action.pk: action for action in dossier.actions.values()}
    later = [action for action in dossier.actions.values() if action.replaces_id in by_pk]
    return [
        Corrected(
            iso=action.recorded_at.isoformat(),
            day=dates.local_day(action.recorded_at),
            before=_words(by_pk[action.replaces_id]),
            now=_words(action),
            reason=action.reason,
        )
        for action in sorted(later, key=lambda action: (action.recorded_at, action.pk), reverse=True)
    ]


def _words(action: Action) -> str:
    if action.assertion == Assertion.RETRACTED:
        return gettext("retracted")
    actor = action.actor.name if action.actor else ""
    return ", ".join(
        filter(
            None, [action.get_type_display(), actor, dates.partial_date(action.date), action.document_number]
        )
    )
