"""The entries of the timeline, in words: what the news tells, what was done to agreements, what happened to routes."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from itertools import groupby
from typing import NamedTuple

from django.db.models import Exists, OuterRef, QuerySet
from django.utils import timezone
from django.utils.translation import get_language, gettext

from config.timeline.line import Dated
from config.timeline.strands import RECORDS
from config.web import dates
from config.web.addresses import whose
from config.web.partial_dates import PartialDate
from config.web.prepared import Many, Rows, Slot, prepared
from config.web.timeline_entry import TimelineEntry
from news.agreements.terms import Assertion, Occurrence
from news.dated import NEWS, strand_of
from news.models import Action, ActionSource, Agreement, ArticleVersion, Source
from news.texts.notes import Notes
from routes.models import RouteEvent
from routes.route_status import STARTS
from routes.terms import EventKind, EventPrecision
from routes.timeline_rows import RAILWAY

SHAPES = {"confirmed": "full", "reported": "half", "disputed": "tri", "expected": "hollow"}


@dataclass(slots=True)
class Entry:
    """One dated thing, in the words of templates/site/_timeline.html."""

    day: date
    date_text: str
    # Of config.timeline.strands.
    strand: str
    kind: str
    title: str
    url: str
    detail: str = ""
    iso: str = ""
    grade: str = ""
    grade_text: str = ""
    tone: str = ""
    ahead: bool = False
    # Of the title, where it is not the page's.
    lang: str = ""
    sources: Sequence[Source] = ()
    numbers: list[int] = field(default_factory=list)

    @property
    def shape(self) -> str:
        return SHAPES.get(self.grade, "full")

    @property
    def told(self) -> TimelineEntry:
        return TimelineEntry(
            *(self.date_text, self.iso, self.kind, self.title, self.lang, self.url, self.detail),
            *(tuple(self.numbers), self.grade, self.grade_text, self.shape, self.tone, self.ahead),
        )


class Read(NamedTuple):
    """What the database says of the things of a page. Where it is equal, so are the entries."""

    rows: tuple[Dated, ...]
    versions: Rows
    acts: Rows
    evidence: Rows
    events: Rows


def timeline_page(rows: Iterable[Dated], today: date) -> tuple[list[Entry], Notes]:
    """The entries of one page, in the order of its rows, and their sources in that order; four queries, fewer where some are
    not needed. What was made of the same rows is given again: nobody may change it."""
    return _page(_read(rows), today, whose())


@lru_cache(12)
def _page(read: Read, today: date, _whose: tuple[str | None, ...]) -> tuple[list[Entry], Notes]:
    entries, notes = _entries(read, today), Notes()
    number_sources(entries, notes)
    return entries, notes


def timeline_entries(rows: Iterable[Dated], today: date) -> list[Entry]:
    """The same entries, without numbers."""
    return _entries(_read(rows), today)


def _read(rows: Iterable[Dated]) -> Read:
    rows = tuple(rows)
    keys = {kind: [pk for of, pk in rows if of == kind] for kind in ("article", "agreement", "route")}
    articles, acts, events = keys.values()
    return Read(
        rows,
        _versions().read(keys=articles, now=timezone.now()) if articles else (),
        _acts().read(keys=acts) if acts else (),
        _evidence().read(keys=acts) if acts else (),
        _events().read(keys=events) if events else (),
    )


def _entries(read: Read, today: date) -> list[Entry]:
    found: dict[Dated, Entry] = {}
    for version in _versions().made(read.versions):
        found["article", version.article_id] = _article_entry(version)
    sources: dict[int, list[Source]] = {}
    for said in _evidence().made(read.evidence):
        sources.setdefault(said.action_id, []).append(said.source)
    for action in _acts().made(read.acts):
        found["agreement", action.pk] = action_entry(action, action.agreement, sources.get(action.pk, ()))
    for event in _events().made(read.events):
        found["route", event.pk] = event_entry(event, today, launched=event.launched)
    entries = [found[row] for row in read.rows]
    for entry in entries:
        entry.ahead = entry.day > today
    return entries


@prepared
def _versions() -> QuerySet:
    now = Slot("now")
    versions = ArticleVersion.objects.listed(now).one_an_article(now).filter(article__in=Many("keys"))
    return versions.without_texts().select_related("article")


@prepared
def _acts() -> QuerySet:
    return Action.objects.filter(pk__in=Many("keys")).order_by().select_related("agreement", "actor")


@prepared
def _evidence() -> QuerySet:
    rows = ActionSource.objects.filter(action__in=Many("keys"))
    return rows.select_related("source").order_by("action", "pk")


@prepared
def _events() -> QuerySet:
    launches = RouteEvent.objects.filter(
        route=OuterRef("route"), kind__in=STARTS, dated_on__gte=OuterRef("dated_on")
    ).exclude(assertion=Assertion.RETRACTED)
    rows = RouteEvent.objects.filter(pk__in=Many("keys")).order_by().select_related("route", "source")
    return rows.annotate(launched=Exists(launches))


def number_sources(entries: Iterable[Entry], notes: Notes) -> None:
    """Gives each entry the numbers of its sources; call with the entries in the order of the page."""
    for entry in entries:
        entry.numbers = [notes.mark(source).number for source in entry.sources]


def by_year(entries: Iterable[Entry]) -> list[tuple[int, list[Entry]]]:
    return [(year, list(group)) for year, group in groupby(entries, key=lambda entry: entry.day.year)]


def _kind(record: str, what: str) -> str:
    return gettext("%(section)s: %(what)s") % {"section": RECORDS[record], "what": what}


def _article_entry(version: ArticleVersion) -> Entry:
    day = version.article.happened_on
    return Entry(
        day=day,
        date_text=dates.day(day),
        iso=day.isoformat(),
        strand=NEWS,
        kind=_kind("news", version.article.get_kind_display()),
        title=version.headline,
        url=version.get_absolute_url(),
        lang="" if version.language == get_language() else version.language,
    )


def action_entry(action: Action, agreement: Agreement, sources: Sequence[Source]) -> Entry:
    ahead = action.occurrence != Occurrence.OCCURRED
    return Entry(
        day=action.dated_on,
        date_text=dates.partial_date(action.date),
        iso=str(action.date),
        strand=strand_of(action.type),
        kind=_kind("agreements", action.get_type_display()),
        title=agreement.name,
        url=agreement.get_absolute_url(),
        detail=". ".join(filter(None, [action.actor.name if action.actor else "", action.note])),
        grade="expected" if ahead else action.assertion,
        tone="plan" if ahead else "odd" if action.assertion == Assertion.DISPUTED else "",
        sources=sources,
    )


def event_entry(event: RouteEvent, today: date, *, launched: bool) -> Entry:
    """`launched`: a launch on the planned day or later is recorded."""
    planned = event.kind == EventKind.LAUNCH_PLANNED
    day = event.dated_on or event.known_from
    return Entry(
        day=day,
        date_text=event_date_text(event),
        iso=day.isoformat() if event.date_precision in ("day", "by_day") else "",
        strand=RAILWAY,
        kind=_kind("railway", event.get_kind_display()),
        title=event.route.name,
        url=event.route.get_absolute_url(),
        detail=event.says,
        grade="expected" if planned else event.assertion,
        grade_text=_plan_text(day, today, launched=launched) if planned else "",
        tone="plan" if planned else "odd" if event.assertion == Assertion.DISPUTED else "",
        sources=[event.source],
    )


def _plan_text(day: date, today: date, *, launched: bool) -> str:
    if launched:
        return gettext("planned; a launch is reported")
    return gettext("planned; passed, not confirmed") if day < today else gettext("planned")


def event_date_text(event: RouteEvent) -> str:
    """As far as known: a day, "by" a day, a month, a year, or the day on which it was said."""
    match event.date_precision:
        case EventPrecision.UNKNOWN:
            return gettext("said on %(day)s") % {"day": dates.day(event.known_from)}
        case EventPrecision.BY_DAY:
            return gettext("by %(day)s") % {"day": dates.day(event.dated_on)}
    return dates.partial_date(PartialDate(event.dated_on, event.date_precision))
