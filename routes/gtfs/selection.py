"""What goes into the feed of a day: published timetables that are not over, of routes that run or are to; and why not the rest.

A feed is real or it is a sample, never both: samples are taken only where no real timetable qualifies.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from routes import services
from routes.models import Publication, Route, Service, Station, StopTime, Timetable
from routes.network import status_on
from routes.route_status import State

# No candidates, and nothing that has ended or is suspended. A plan whose day has passed unconfirmed is still a plan.
EXPORTED = {
    State.LAUNCH_PLANNED,
    State.START_NOT_CONFIRMED,
    State.OPERATING,
    State.OPERATING_NO_TIMETABLE,
}


@dataclass(frozen=True, slots=True)
class Chosen:
    """A timetable with its days of running within the days it is published for, by primary key; those without a day left out."""

    timetable: Timetable
    publication: Publication
    patterns: dict[int, services.Pattern]


@dataclass(frozen=True, slots=True)
class LeftOut:
    """`stations`: those without coordinates, where that is why."""

    timetable: Timetable
    why: str
    stations: tuple[Station, ...] = ()


@dataclass(frozen=True, slots=True)
class Selection:
    as_of: date
    is_sample: bool
    chosen: list[Chosen]
    left_out: list[LeftOut]

    @property
    def days(self) -> tuple[date, date]:
        """The first and the last day that any of its trains' calendars names."""
        patterns = [pattern for one in self.chosen for pattern in one.patterns.values()]
        return (
            min(min((one.start, *one.added)) for one in patterns),
            max(max((one.end, *one.added)) for one in patterns),
        )


def select(as_of: date) -> Selection:
    publications = (
        Publication.objects.filter(withdrawn_at__isnull=True, valid_until__gte=as_of)
        .select_related("timetable__route", "timetable__source")
        .order_by("route__slug", "timetable__key")
    )
    real: list[Chosen] = []
    sample: list[Chosen] = []
    left_out: list[LeftOut] = []
    routes = list(Route.objects.for_status().prefetch_related("operators"))
    states = {route.pk: status_on(route, as_of).state for route in routes}
    operators = {route.pk: len(route.operators.all()) for route in routes}
    unplaced = _unplaced()
    for publication in publications:
        timetable = publication.timetable
        if states[publication.route_id] not in EXPORTED:
            left_out.append(LeftOut(timetable, _("The route neither runs nor is to run.")))
        elif stations := unplaced.get(timetable.pk):
            left_out.append(LeftOut(timetable, _unplaced_words(stations), tuple(stations)))
        elif not operators[publication.route_id]:
            left_out.append(LeftOut(timetable, _("It is not known who runs the trains.")))
        elif patterns := patterns_of(publication, as_of):
            (sample if publication.is_sample else real).append(Chosen(timetable, publication, patterns))
        else:
            left_out.append(LeftOut(timetable, _("None of its trains runs any more.")))
    if real:
        left_out += [LeftOut(one.timetable, _("Sample data do not go where real data go.")) for one in sample]
    return Selection(as_of, not real and bool(sample), real or sample, left_out)


def patterns_of(publication: Publication, as_of: date) -> dict[int, services.Pattern]:
    """The days of each service that has one from `as_of` on."""
    return {
        service.pk: pattern
        for service, pattern in trimmed(publication.timetable)
        if services.running_days(pattern)[-1] >= as_of
    }


def trimmed(timetable: Timetable) -> Iterator[tuple[Service, services.Pattern]]:
    """The services that a train runs on, with their days in the one way in which a feed writes them.

    Of a published timetable only those for which it is published.
    """
    publication = getattr(timetable, "publication", None)
    days = publication or timetable
    with_trains = Service.objects.filter(timetable=timetable, trips__isnull=False).distinct()
    for service in with_trains.prefetch_related("exceptions"):
        within = services.within(service.as_pattern(), days.valid_from, days.valid_until)
        if (pattern := services.canonical(within)) is not None:
            yield service, pattern


def _unplaced() -> dict[int, list[Station]]:
    """Stations without coordinates by timetable: a feed cannot name them, and a train is not told in part."""
    rows = (
        StopTime.objects.filter(station__latitude__isnull=True, trip__timetable__publication__isnull=False)
        .order_by("trip__timetable_id", "station__slug")
        .values_list("trip__timetable_id", "station_id")
        .distinct()
    )
    found: dict[int, list[Station]] = {}
    stations = Station.objects.in_bulk({station for _timetable, station in rows})
    for timetable, station in rows:
        found.setdefault(timetable, []).append(stations[station])
    return found


def _unplaced_words(stations: list[Station]) -> str:
    names = ", ".join(station.name for station in stations)
    return _(
        "No coordinates are held of: %(stations)s. A feed cannot name a station without its place, and a train is not "
        "told in part. Once they are entered, with their source, the timetable is in the feed."
    ) % {"stations": names}
