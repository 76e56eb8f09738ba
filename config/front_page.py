"""The front page in one look: what is new, what is in force, what runs, and what all of it rests on.

Everything is chosen by rule from the records of the day; nothing is placed by hand. Sources are numbered in the order in
which the page shows them, so its parts are made in that order.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from config.lead import Lead, lead_of
from config.milestones import best_sources, milestones
from config.tallies import Tally, adopted_tally, routes_tally, treaty_tallies
from config.timeline import Entry, number_sources
from news.agreements.dossiers import Dossier
from news.agreements.facts import BINDING
from news.agreements.lifelines import Axis
from news.agreements.register import Entry as RegisterEntry
from news.agreements.register import Line, drawn, register_entries
from news.agreements.terms import Family, StatusValue
from news.figure_cards import FigureCard, figure_card
from news.models import Agreement, ArticleKind, ArticleVersion, Figure
from news.summaries import with_summaries
from news.texts.notes import Notes
from routes.models import Route
from routes.network import Network, network

LATEST, LISTED, INSTRUMENTS, FIGURES = 20, 8, 8, 4
WAITING = (StatusValue.AWAITING_CONSENT, StatusValue.AWAITING_ENTRY, StatusValue.SUSPENDED)


@dataclass(frozen=True, slots=True)
class FrontPage:
    as_of: date
    notes: Notes
    tallies: Sequence[Tally]
    lead: Lead | None
    links: Sequence[object]
    news: Sequence[ArticleVersion]
    register: Sequence[Line]
    axis: Axis
    network: Network
    entries: Sequence[Entry]
    cards: Sequence[FigureCard]


def front_page(as_of: date) -> FrontPage:
    """Read in about twenty queries, however much there is; the page cache asks for it once a change."""
    notes = Notes()
    register = register_entries(Agreement.objects.public().order_by("number"), as_of)
    held = [entry.dossier for entry in register]
    routes = list(Route.objects.public().for_route_list())
    adopted = adopted_tally(held, as_of, notes)
    latest = list(ArticleVersion.objects.for_list()[:LATEST])
    first = leading(latest)
    lead = lead_of(first, as_of, notes) if first else None
    lines, axis = drawn(standing_first(register), as_of)
    lines = [replace(line, numbers=decisive_numbers(line.entry, notes)) for line in lines]
    runs = network(routes, as_of, notes)
    entries = milestones(held, runs, as_of)
    number_sources(entries, notes)
    return FrontPage(
        as_of=as_of,
        notes=notes,
        tallies=[*treaty_tallies(register), *adopted, *routes_tally(runs)],
        lead=lead,
        links=lead.links(at_hand(held, routes)) if lead else [],
        news=with_summaries([each for each in latest if each is not first][:LISTED], as_of),
        register=lines,
        axis=axis,
        network=runs,
        entries=entries,
        cards=figure_cards(lead, notes, as_of),
    )


def leading(latest: Sequence[ArticleVersion]) -> ArticleVersion | None:
    """The newest report leads; explainers and analyses stand in the list, unless there is nothing else."""
    return next(
        (each for each in latest if each.article.kind == ArticleKind.REPORT), next(iter(latest), None)
    )


def at_hand(held: Sequence[Dossier], routes: Sequence[Route]) -> Mapping[str, Mapping[str, object]]:
    return {
        "agreement": {dossier.agreement.slug: dossier.agreement for dossier in held},
        "route": {route.slug: route for route in routes},
    }


def standing_first(register: Sequence[RegisterEntry]) -> list[RegisterEntry]:
    """What binds, what waits for consent, the latest act, then the latest of the rest; set out in the order of time."""
    acts = [each for each in register if each.agreement.family == Family.ORGAN_ACT]
    last_act = max(acts, key=_since, default=None)  # of several of one day the first
    chosen = sorted(register, key=lambda each: (_turn(each, last_act), -_since(each)))[:INSTRUMENTS]
    return sorted(
        chosen, key=lambda each: (each.year or 0, len(each.agreement.number), each.agreement.number)
    )


def _turn(entry: RegisterEntry, last_act: RegisterEntry | None) -> int:
    if entry.status.value in BINDING:
        return 0
    if entry.status.value in WAITING or entry is last_act:
        return 1
    return 2 if entry.agreement.family == Family.TREATY else 3


def _since(entry: RegisterEntry) -> int:
    return entry.status.since.on.toordinal() if entry.status.since else 0


def decisive_numbers(entry: RegisterEntry, notes: Notes) -> tuple[int, ...]:
    """Of the best sources of the action that decides the status."""
    if entry.status.deciding is None:
        return ()
    evidence = entry.dossier.evidence[entry.status.deciding.key]
    return tuple(notes.mark(source).number for source in best_sources(said.source for said in evidence))


def figure_cards(lead: Lead | None, notes: Notes, as_of: date) -> list[FigureCard]:
    """Of the figures that the lead quotes, or else of all, those with a line to draw first, in the order of the text."""
    quoted = list(lead.refers_to.get("figure", ())) if lead else []
    figures = Figure.objects.public().for_list()
    if quoted:
        found = figures.filter(key__in=quoted).by_key(set(quoted))
        figures = [found[key] for key in quoted if key in found]
    chosen = sorted(figures, key=lambda figure: len(figure.values.all()) < 2)[:FIGURES]
    return [figure_card(figure, notes, as_of) for figure in chosen]
