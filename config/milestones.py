"""The few days of the timeline that the front page shows, from the first treaty to what is announced.

By rule: the first signature of all; the latest entries into force of what binds today; the latest day on which organs
adopted acts; and the latest plan for a train or, where none is held, the latest launch.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import groupby

from django.utils.translation import ngettext

from config.timeline.entries import Entry, action_entry, event_entry
from config.web.addresses import address
from news.agreements.dossiers import Dossier
from news.agreements.facts import BINDING, SIGNATURES
from news.agreements.terms import ActionType, Assertion
from news.models import Action, Source
from routes.models import RouteEvent
from routes.network import Network
from routes.terms import EventKind

ENTRIES_INTO_FORCE = 3
TRAINS = (EventKind.LAUNCH_PLANNED, EventKind.LAUNCHED)


@dataclass(frozen=True, slots=True)
class Told:
    """An action with the agreement it belongs to, both read already."""

    dossier: Dossier
    action: Action

    @property
    def sources(self) -> list[Source]:
        return [said.source for said in self.dossier.evidence[self.action.key]]

    @property
    def entry(self) -> Entry:
        return action_entry(self.action, self.dossier.agreement, self.sources)


def milestones(acts: Iterable[Entry], runs: Network, as_of: date) -> list[Entry]:
    """In the order of time. `acts` (`acts_on_line`) and `runs` are what the front page has read already: no query."""
    entries = [*map(replace, acts), *_best(_last_train(runs, as_of))]
    return sorted(entries, key=lambda entry: entry.day)


def acts_on_line(held: Sequence[Dossier], as_of: date) -> list[Entry]:
    told = sorted(_told(held, as_of), key=lambda each: (each.action.dated_on, each.action.pk))
    signed = [each for each in told if each.action.type in SIGNATURES][:1]
    binding = [
        each
        for each in told
        if each.action.type == ActionType.ENTERS_INTO_FORCE and each.dossier.status(as_of).value in BINDING
    ][-ENTRIES_INTO_FORCE:]
    entries = [each.entry for each in (*signed, *binding)]
    entries += _last_adoption([each for each in told if each.action.type == ActionType.ADOPTED_BY_ORGAN])
    return _best(entries)


def _best(entries: list[Entry]) -> list[Entry]:
    for entry in entries:
        entry.sources = best_sources(entry.sources)
    return entries


def best_sources(sources: Iterable[Source]) -> list[Source]:
    """The two that weigh most: the front page shows what a date rests on, the thing's own page shows all."""
    return sorted(dict.fromkeys(sources), key=lambda source: source.grade)[:2]


def _told(held: Sequence[Dossier], as_of: date) -> Iterator[Told]:
    """What has happened and still stands in the record."""
    for dossier in held:
        for recorded in dossier.held:
            if recorded.dated.on <= as_of:
                yield Told(dossier, dossier.actions[recorded.key])


def _last_adoption(told: Sequence[Told]) -> list[Entry]:
    """One entry for all acts of the latest day; `told` is in the order of time."""
    days = [list(group) for _day, group in groupby(told, key=lambda each: each.action.dated_on)]
    if not days:
        return []
    acts, entry = days[-1], days[-1][0].entry
    if len(acts) > 1:
        entry.title = ngettext("%(count)d act", "%(count)d acts", len(acts)) % {"count": len(acts)}
        entry.url = address("agreement_list")
        entry.sources = list(dict.fromkeys(source for each in acts for source in each.sources))
    return [entry]


def _last_train(runs: Network, as_of: date) -> list[Entry]:
    """One entry for all routes whose latest plan, or launch, is of one day."""
    found = [
        (event, one.status.runs)
        for one in runs.routes
        for event in one.route.events.all()
        if event.kind in TRAINS and event.dated_on and event.assertion != Assertion.RETRACTED
    ]
    plans = [each for each in found if each[0].kind == EventKind.LAUNCH_PLANNED] or found
    if not plans:
        return []
    last, launched = max(plans, key=lambda each: (each[0].dated_on, each[0].known_from))
    same = [event for event, _runs in plans if _day(event) == _day(last)]
    entry = event_entry(last, as_of, launched=launched)
    entry.title = ", ".join(event.route.name for event in same)
    entry.detail = ""
    entry.url = last.route.get_absolute_url() if len(same) == 1 else address("route_list")
    entry.sources = list(dict.fromkeys(event.source for event in same))
    return [entry]


def _day(event: RouteEvent) -> tuple[date | None, str, str]:
    return (event.dated_on, event.date_precision, event.kind)
