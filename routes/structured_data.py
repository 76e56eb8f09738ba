"""Trains as schema.org's TrainTrip tells them: number, ends, times of a day. Of samples nothing is told: nobody rides them."""

from collections.abc import Iterable
from datetime import date, datetime, time, timedelta
from typing import Any

from django.http import HttpRequest
from django.utils import timezone

from config.web.addresses import absolute
from config.web.structured_data import Thing
from routes.models import Route, Station, StopTime
from routes.timetable_block import DayTimetable


def train_trips(
    request: HttpRequest, route: Route, timetable: DayTimetable | None, times: Iterable[StopTime]
) -> list[Thing]:
    """One a train of the day."""
    if timetable is None or timetable.is_sample:
        return []
    shown = {column.trip.pk for board in timetable.boards for column in board.trains}
    calls: dict[int, list[StopTime]] = {}
    for each in times:
        if each.trip_id in shown:
            calls.setdefault(each.trip_id, []).append(each)
    provider = [{"@type": "Organization", "name": each.name} for each in route.operators.all()]
    common = {
        "name": route.name,
        "url": absolute(request, f"{request.path}?on={timetable.on}"),
        "provider": provider,
    }
    return [_trip(request, timetable.on, own) | common for own in calls.values()]


def _trip(request: HttpRequest, day: date, calls: list[StopTime]) -> dict[str, Any]:
    """`calls`: of one train, in its order."""
    first, last = calls[0], calls[-1]
    return {
        "@type": "TrainTrip",
        "trainNumber": first.trip.number,
        "departureStation": _station(request, first.station),
        "departureTime": moment(day, first.departure),
        "arrivalStation": _station(request, last.station),
        "arrivalTime": moment(day, last.arrival),
    }


def moment(day: date, seconds: int) -> datetime:
    """Of a service day, whose seconds are counted from its midnight (there is no summer time in Minsk and Moscow)."""
    return timezone.make_aware(datetime.combine(day, time())) + timedelta(seconds=seconds)


def _station(request: HttpRequest, station: Station) -> Thing:
    return {
        "@type": "TrainStation",
        "name": station.name,
        "url": absolute(request, station.get_absolute_url()),
    }
