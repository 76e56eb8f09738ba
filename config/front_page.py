"""The front page in one look: what is new, what is in force, what runs, and what all of it rests on.

Everything is chosen by rule from the records of the day; nothing is placed by hand. Sources are numbered in the order in
which the page shows them, so its parts are made in that order.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from config.front_register import WAITING, counts_on, front_record
from config.lead import Lead, Referred, lead_of, what_is_referred_to
from config.milestones import acts_on_line, best_sources, milestones
from config.tallies import Adopted, Tally, adopted_tally, last_adopted, routes_tally, treaty_tallies
from config.timeline.entries import Entry, number_sources
from config.web.addresses import whose
from config.web.prepared import attach
from news.agreements.dossiers import Record, dossiers_in
from news.agreements.facts import BINDING
from news.agreements.lifelines import Axis
from news.agreements.register import Entry as RegisterEntry
from news.agreements.register import Line, drawn, entries_of
from news.agreements.terms import Family
from news.figure_cards import FigureCard, figure_card
from news.listing import latest
from news.models import ArticleKind, ArticleVersion, FigureValue, ReadingList, Source
from news.summaries import with_summaries
from news.texts.notes import MarkedNotes, Notes
from news.texts.reference_lookup import Values
from routes.network import Network
from routes.network_reading import front_network

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


@dataclass(frozen=True, slots=True)
class Told:
    """What the page says of the register: its lines, each with the sources that decide it, and the acts for the timeline."""

    adopted: Adopted | None
    lines: Sequence[tuple[Line, Sequence[Source]]]
    axis: Axis
    acts: Sequence[Entry]


def front_page(as_of: date) -> FrontPage:
    """Read in eight queries, however much there is; the page cache asks for it once a change."""
    notes = Notes()
    counts = counts_on(as_of)
    register = _told(front_record(counts, as_of), as_of, whose())
    adopted = adopted_tally(register.adopted, notes)
    news = latest(ReadingList.NEWS, LATEST)
    first = leading(news)
    listed = [each for each in news if each is not first][:LISTED]
    referred = what_is_referred_to(first, listed, FIGURES)
    lead = lead_of(first, as_of, notes, referred) if first else None
    lines = [_numbered(line, sources, notes) for line, sources in register.lines]
    runs = front_network(as_of, notes)
    entries = milestones(register.acts, runs, as_of)
    number_sources(entries, notes)
    return FrontPage(
        as_of=as_of,
        notes=notes,
        tallies=[*treaty_tallies(counts[Family.TREATY]), *adopted, *routes_tally(runs)],
        lead=lead,
        news=with_summaries(listed, as_of, referred.known, referred.values),
        register=lines,
        axis=register.axis,
        network=runs,
        entries=entries,
        cards=figure_cards(referred, notes, as_of),
    )


@lru_cache(6)
def _told(record: Record, as_of: date, _whose: tuple[str | None, ...]) -> Told:
    """The acts are read each time; what they came to is remembered by them."""
    held = sorted(dossiers_in(record), key=lambda dossier: dossier.agreement.number)
    lines, axis = drawn(standing_first(entries_of(held, as_of)), as_of)
    return Told(
        adopted=last_adopted(held, as_of),
        lines=[(line, decisive_sources(line.entry)) for line in lines],
        axis=axis,
        acts=acts_on_line(held, as_of),
    )


def _numbered(line: Line, sources: Iterable[Source], notes: Notes) -> Line:
    numbers = tuple([notes.mark(source).number for source in sources])
    return Line(line.entry, line.told._replace(numbers=numbers))


def leading(news: Sequence[ArticleVersion]) -> ArticleVersion | None:
    """The newest report leads; explainers and analyses stand in the list, unless there is nothing else."""
    return next((each for each in news if each.article.kind == ArticleKind.REPORT), next(iter(news), None))


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


def decisive_sources(entry: RegisterEntry) -> Sequence[Source]:
    """The best ones of the action that decides the status."""
    if entry.status.deciding is None:
        return ()
    return best_sources(said.source for said in entry.dossier.evidence[entry.status.deciding.key])


def figure_cards(referred: Referred, notes: Notes, as_of: date) -> list[FigureCard]:
    """Of the figures that the lead quotes, in the order of its text, or else of all in the order of their keys; those with a
    line to draw first."""
    quoted = tuple(referred.by_lead.get("figure") or sorted(referred.values))
    cards, marked = _cards(referred.values, quoted, as_of, (*notes.by_key,), whose())
    marked.continued(notes)
    return cards


@lru_cache(6)
def _cards(
    held: Values, quoted: Sequence[str], as_of: date, begun: Sequence[str], _whose: tuple[str | None, ...]
) -> tuple[list[FigureCard], MarkedNotes]:
    """`begun`: keys of the sources that the page has numbered before."""
    notes = MarkedNotes(begun)
    by_figure = [sorted(held[key], key=_by_day) for key in quoted if key in held]
    found = sorted(by_figure, key=lambda values: len(values) < 2)[:FIGURES]
    for values in found:
        attach(values[0].figure, "values", values)
    return [figure_card(values[0].figure, notes, as_of) for values in found], notes


def _by_day(value: FigureValue) -> tuple[date, int]:
    return (value.as_of, value.pk)
