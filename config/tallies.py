"""The line of counts under the masthead of the front page."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext, ngettext

from config.web import dates
from news.agreements.dossiers import Dossier
from news.agreements.facts import BINDING
from news.agreements.terms import ActionType, StatusValue
from news.models import Source
from news.texts.notes import Notes
from routes.network import Network

# Signed, and not known to be in force.
WAITING = (
    StatusValue.PARTLY_SIGNED,
    StatusValue.SIGNED,
    StatusValue.AWAITING_CONSENT,
    StatusValue.AWAITING_ENTRY,
)


@dataclass(frozen=True, slots=True)
class Tally:
    """`url`: where on the page, or on which, the counted things stand."""

    label: str
    value: str
    url: str
    numbers: Sequence[int] = ()


def treaty_tallies(statuses: Counter[str]) -> list[Tally]:
    """`statuses`: how many treaties have each on the day."""
    if not (total := statuses.total()):
        return []
    binding = sum(statuses[value] for value in BINDING)
    waiting = sum(statuses[value] for value in WAITING)
    registered = ngettext(
        "treaty in force, of %(total)d registered", "treaties in force, of %(total)d registered", binding
    )
    signed = ngettext(
        "treaty signed, not known to be in force", "treaties signed, not known to be in force", waiting
    )
    return [
        Tally(registered % {"total": total}, str(binding), "#force"),
        Tally(signed, str(waiting), "#force"),
    ]


@dataclass(frozen=True, slots=True)
class Adopted:
    """How many acts organs adopted on the latest day on which they adopted any, and a source of the first."""

    on: date
    count: int
    source: Source


def last_adopted(held: Sequence[Dossier], as_of: date) -> Adopted | None:
    adopted = [
        (action.dated.on, dossier.evidence[action.key])
        for dossier in held
        for action in dossier.held
        if action.type == ActionType.ADOPTED_BY_ORGAN and action.dated.on <= as_of
    ]
    if not adopted:
        return None
    last = max(day for day, _evidence in adopted)
    evidence = [said for day, said in adopted if day == last]
    return Adopted(last, len(evidence), evidence[0][0].source)


def adopted_tally(adopted: Adopted | None, notes: Notes) -> list[Tally]:
    if adopted is None:
        return []
    label = ngettext("act adopted on %(day)s", "acts adopted on %(day)s", adopted.count) % {
        "day": dates.day(adopted.on)
    }
    return [Tally(label, str(adopted.count), "#force", [notes.mark(adopted.source).number])]


def routes_tally(runs: Network) -> list[Tally]:
    """Of the new suburban lines, those with a plan to start, how many are confirmed to run."""
    new = [one for one in runs.routes if one.route.kind == "suburban" and one.status.plan]
    if not new:
        return []
    running = sum(one.status.runs for one in new)
    value = gettext("%(count)d of %(total)d") % {"count": running, "total": len(new)}
    return [Tally(gettext("new cross-border lines confirmed running"), value, "#runs")]
