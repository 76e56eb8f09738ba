"""Published trains as a journey search reads them: put in order when their timetable is published, and read in columns.

No row of a published timetable changes, so what is made of it once holds for good. Where it is not made (rows were written
without signals and not indexed since), it is made at each reading from the times themselves, and the answer is the same.
"""

from collections.abc import Collection, Iterable, Iterator
from datetime import date

from django.db.models import Q, QuerySet

from routes.journeys.days import Day, packed, service_days, unpacked
from routes.models import CompiledService, Route, Service, StopTime, Timetable

CALL = ("trip_id", "station_id", "arrival", "departure", "pickup", "drop_off")
AT_ONCE = 50  # services read


def missing() -> QuerySet[Service]:
    """The services of published timetables of which nothing is made yet."""
    return Service.objects.filter(timetable__publication__isnull=False, compiled__isnull=True).order_by()


def compile_routes(routes: Collection[Route]) -> bool:
    """Makes what is not made yet of the published timetables of the routes; true if there was any."""
    waiting = missing().filter(timetable__publication__route__in=routes)
    made = [
        CompiledService(
            publication_id=publication,
            service_id=service,
            days_after=days_after,
            connections=packed(day),
            lines=sorted(day.lines),
        )
        for publication, service in waiting.values_list("timetable__publication", "pk")
        for days_after, day in enumerate(_compiled(service))
    ]
    # Two may be at it at once, and make the same.
    CompiledService.objects.bulk_create(made, ignore_conflicts=True)
    return bool(made)


def _compiled(service: int) -> list[Day]:
    """From the times of its trains: one query."""
    times = StopTime.objects.filter(trip__service=service).order_by("trip_id", "sequence")
    return service_days(times.values_list(*CALL).iterator(chunk_size=2_000))


def leaving_on(service_day: date, days_after: int) -> Iterator[Day]:
    """What leaves so many days later, of each service whose service day it is in the timetables shown on that day: one query."""
    services = Service.objects.running_on(service_day)
    return _read(services.filter(timetable__in=Timetable.objects.shown_on(service_day)), days_after)


def lines_of(timetables: Iterable[int]) -> set[tuple[int, ...]]:
    """The stations of every train of the timetables, in order: one query."""
    services = Service.objects.filter(timetable__in=[*timetables]).order_by()
    found: set[tuple[int, ...]] = set()
    for service, lines in services.values_list("pk", "compiled__lines").iterator(chunk_size=AT_ONCE):
        if lines is None:
            found = found.union(*(day.lines for day in _compiled(service)))
        else:
            found.update(map(tuple, lines))
    return found


def _read(services: QuerySet[Service], days_after: int) -> Iterator[Day]:
    known = Q(compiled__days_after=days_after) | Q(compiled__isnull=True)
    rows = services.filter(known).order_by().values_list("pk", "compiled__connections", "compiled__lines")
    for service, connections, lines in rows.iterator(chunk_size=AT_ONCE):
        yield _compiled(service)[days_after] if lines is None else unpacked(connections, lines)
