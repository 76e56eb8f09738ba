"""The front page in one look: what is new, what is in force, what runs, and what all of it rests on.

Everything is chosen by rule from the records of the day; nothing is placed by hand. Sources are numbered in the order in
which the page shows them, so its parts are made in that order.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from django.db.models import Case, Count, QuerySet, When
from django.utils import timezone

from config.front_register import WAITING, counts_on, front_dossiers
from config.lead import Lead, lead_of
from config.milestones import best_sources, milestones
from config.tallies import Tally, adopted_tally, routes_tally, treaty_tallies
from config.timeline.entries import Entry, number_sources
from config.web.prepared import Many, Slot, attach, prepared
from news.agreements.facts import BINDING
from news.agreements.lifelines import Axis
from news.agreements.register import Entry as RegisterEntry
from news.agreements.register import Line, drawn, entries_of
from news.agreements.terms import Family
from news.figure_cards import FigureCard, figure_card
from news.models import ArticleKind, ArticleVersion, Figure, FigureValue
from news.summaries import with_summaries
from news.texts.notes import Notes
from routes.network import Network, network
from routes.reading import read_routes

LATEST, LISTED, INSTRUMENTS, FIGURES = 20, 8, 8, 4


@dataclass(frozen=True, slots=True)
class FrontPage:
    as_of: date
    notes: Notes
    tallies: Sequence[Tally]
    lead: Lead | None
    news: Sequence[ArticleVersion]
    register: Sequence[Line]
    axis: Axis
    network: Network
    entries: Sequence[Entry]
    cards: Sequence[FigureCard]


@prepared
def _latest() -> QuerySet:
    """With the short texts, of which the first prints its own."""
    return ArticleVersion.objects.for_list(Slot("now")).defer(None).defer("body")[:LATEST]


@prepared
def _values() -> QuerySet:
    values = FigureValue.objects.filter(figure__key__in=Many("keys"))
    return values.select_related("figure", "source", "said_by").order_by("as_of", "pk")


@prepared
def _figures() -> QuerySet:
    """Where none are quoted: those with a line to draw first."""
    lines = Count("values")
    figures = Figure.objects.alias(count=lines).filter(count__gt=0)
    return figures.order_by(Case(When(count__gt=1, then=0), default=1), "key").values_list("key", flat=True)[
        :FIGURES
    ]


def front_page(as_of: date) -> FrontPage:
    """Read in some fourteen queries, however much there is; the page cache asks for it once a change."""
    notes = Notes()
    counts = counts_on(as_of)
    held = front_dossiers(counts, as_of)
    register = entries_of(held, as_of)
    routes = read_routes(operators=False)
    adopted = adopted_tally(held, as_of, notes)
    latest = _latest().rows(now=timezone.now())
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
        tallies=[*treaty_tallies(counts[Family.TREATY]), *adopted, *routes_tally(runs)],
        lead=lead,
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
    quoted = quoted or _figures().rows()
    held: dict[str, list[FigureValue]] = {key: [] for key in quoted}
    for value in _values().rows(keys=quoted) if quoted else ():
        held[value.figure.key].append(value)
    found = sorted(filter(None, held.values()), key=lambda values: len(values) < 2)[:FIGURES]
    for values in found:
        attach(values[0].figure, "values", values)
    return [figure_card(values[0].figure, notes, as_of) for values in found]
