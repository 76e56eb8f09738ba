"""The departure board of a station: what leaves on a day, or from a moment on. One query, however many trains."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any, NamedTuple

from django.db.models import FilteredRelation, OuterRef, Q, Subquery

from config.web.translated import LANGUAGES, Translated
from news.querysets import as_read
from routes.models import Station, StopTime
from routes.services import Pattern, runs_on
from routes.terms import Boarding
from routes.timetable_grid import clock

DAY = 24 * 3600
# A train runs for up to three days from the start of its service day.
SERVICE_DAYS = 3
NAME, HEADSIGN = Translated("name"), Translated("headsign")


@dataclass(frozen=True, slots=True)
class RouteName:
    slug: str
    name_en: str
    name_ru: str
    name_be: str

    @property
    def name(self) -> str:
        return NAME.read(self)[0]


@dataclass(frozen=True, slots=True)
class Departure:
    """`seconds` from the start of the day of the board; `service_day`: the day as whose train it runs."""

    seconds: int
    service_day: date
    number: str
    towards: str
    route: RouteName
    on_request: bool
    is_sample: bool

    @property
    def text(self) -> str:
        return clock(self.seconds)


class Row(NamedTuple):
    """A row of the query: a train at the station, with one single day of its service and one real timetable beside it."""

    pk: int
    departure: int
    pickup: int
    number: str
    headsign_en: str
    headsign_ru: str
    headsign_be: str
    last_station: str
    is_sample: bool
    valid_from: date
    valid_until: date
    weekdays: int
    start: date
    end: date
    single_date: date | None
    single_runs: bool
    real_from: date | None
    real_until: date
    slug: str
    name_en: str
    name_ru: str
    name_be: str

    def pattern(self, singles: dict[date, bool]) -> Pattern:
        added = frozenset(day for day, runs in singles.items() if runs)
        return Pattern(self.weekdays, self.start, self.end, added, frozenset(singles) - added)

    def as_departure(self, seconds: int, service_day: date) -> Departure:
        return Departure(
            seconds=seconds,
            service_day=service_day,
            number=self.number,
            towards=HEADSIGN.read(self)[0] or self.last_station,
            route=RouteName(self.slug, self.name_en, self.name_ru, self.name_be),
            on_request=self.pickup == Boarding.REQUEST,
            is_sample=self.is_sample,
        )


# Where each field of a `Row` is read.
COLUMNS = (
    *("pk", "departure", "pickup", "trip__number"),
    *(f"trip__headsign_{code}" for code in LANGUAGES),
    "last_station",
    *(f"trip__timetable__publication__{name}" for name in ("is_sample", "valid_from", "valid_until")),
    *(f"trip__service__{name}" for name in ("weekdays", "start", "end")),
    *("single__date", "single__runs", "real__valid_from", "real__valid_until"),
    *(f"trip__timetable__route__{name}" for name in ("slug", "name_en", "name_ru", "name_be")),
)


@dataclass(frozen=True, slots=True)
class DepartureBoard:
    station: Station
    on: date
    # None: the whole day.
    after: time | None
    departures: list[Departure]

    @property
    def is_sample(self) -> bool:
        return any(departure.is_sample for departure in self.departures)


def departure_board(
    station: Station, on: date, after: time | None = None, most: int | None = None
) -> DepartureBoard:
    """What leaves between midnight and midnight, trains of the two days before included, by time; at most `most`."""
    earliest = after.hour * 3600 + after.minute * 60 if after else 0
    found = [one for one in _running(_rows(station, on, earliest), on) if one.seconds >= earliest]
    found.sort(key=lambda one: (one.seconds, one.number))
    return DepartureBoard(station, on, after, found[:most])


def _rows(station: Station, on: date, earliest: int) -> list[tuple[Any, ...]]:
    """Where one may board, by trains of timetables published for some day of the three. One query of plain joins: to
    ask the database which service runs would cost ten times as long to write down as to answer. A row comes once for each
    single day of its service and each real timetable of its route among the three days."""
    first = on - timedelta(days=SERVICE_DAYS - 1)
    real = "trip__timetable__route__publications"
    ends = StopTime.objects.filter(trip=OuterRef("trip")).order_by("-sequence")
    return list(
        StopTime.objects.filter(
            station=station,
            departure__gte=earliest,
            trip__timetable__publication__withdrawn_at__isnull=True,
            trip__timetable__publication__valid_from__lte=on,
            trip__timetable__publication__valid_until__gte=first,
        )
        .exclude(pickup=Boarding.NONE)
        .annotate(
            single=FilteredRelation(
                "trip__service__exceptions", condition=Q(trip__service__exceptions__date__range=(first, on))
            ),
            real=FilteredRelation(
                real,
                condition=Q(
                    **{
                        f"{real}__is_sample": False,
                        f"{real}__withdrawn_at__isnull": True,
                        f"{real}__valid_from__lte": on,
                        f"{real}__valid_until__gte": first,
                    }
                ),
            ),
            last_station=Subquery(ends.values(name=as_read("station__name"))[:1]),
        )
        .order_by()
        .values_list(*COLUMNS)
    )


def _running(rows: list[tuple[Any, ...]], on: date) -> Iterator[Departure]:
    """How many days before `on` a train set out is told by its time alone: 25:10 is of yesterday."""
    singles: dict[int, dict[date, bool]] = {}
    real: dict[int, list[tuple[date, date]]] = {}
    trains: dict[int, Row] = {}
    for row in rows:
        one = Row(*row)
        trains[one.pk] = one
        if one.single_date:
            singles.setdefault(one.pk, {})[one.single_date] = one.single_runs
        if one.real_from:
            real.setdefault(one.pk, []).append((one.real_from, one.real_until))
    for one in trains.values():
        age, seconds = divmod(one.departure, DAY)
        service_day = on - timedelta(days=age)
        valid = one.valid_from <= service_day <= one.valid_until
        # A sample is not shown on a day for which its route has a real timetable.
        hidden = one.is_sample and any(first <= service_day <= last for first, last in real.get(one.pk, ()))
        if (
            age < SERVICE_DAYS
            and valid
            and not hidden
            and runs_on(one.pattern(singles.get(one.pk, {})), service_day)
        ):
            yield one.as_departure(seconds, service_day)


def now_on(moment: datetime) -> tuple[date, time]:
    """The day and the minute of a board that begins now."""
    return moment.date(), moment.time().replace(second=0, microsecond=0)
