"""A timetable for machines: its times as rows, a train as a calendar. What is a sample says so in every row and title."""

from collections.abc import Iterable, Iterator
from typing import Any

from django.utils.translation import gettext as _

from routes.models import Route, StopTime, Trip
from routes.services import within
from routes.terms import Boarding
from routes.timetable_block import DayTimetable
from routes.timetable_grid import clock
from routes.train_calendar import TrainEvent

COLUMNS = (
    *("sample", "date", "route", "timetable", "train", "direction", "days", "sequence", "station"),
    *("station_name", "arrival", "departure", "pickup", "drop_off"),
)


def timetable_rows(
    route: Route, timetable: DayTimetable, times: Iterable[StopTime]
) -> Iterator[dict[str, Any]]:
    """Of the trains that run on the day: by direction, train and station. Times as 24:10 where they pass midnight."""
    of_trip: dict[int, list[StopTime]] = {}
    for time in times:
        of_trip.setdefault(time.trip_id, []).append(time)
    for board in timetable.boards:
        days = {number: each.sentence for each in board.days for number in each.trains}
        for column in board.trains:
            for time in of_trip[column.trip.pk]:
                yield {
                    "sample": timetable.is_sample,
                    "date": timetable.on.isoformat(),
                    "route": route.slug,
                    "timetable": timetable.timetable.key,
                    "train": column.number,
                    "direction": column.trip.direction,
                    "days": days[column.number],
                    "sequence": time.sequence,
                    "station": time.station.slug,
                    "station_name": time.station.name,
                    "arrival": _clock(time.arrival),
                    "departure": _clock(time.departure),
                    "pickup": Boarding(time.pickup).name.lower(),
                    "drop_off": Boarding(time.drop_off).name.lower(),
                }


def _clock(seconds: int) -> str:
    return f"{seconds // 3600:02d}:{seconds % 3600 // 60:02d}"


def calendar_of(route: Route, timetable: DayTimetable, trip: Trip, page: str) -> tuple[str, TrainEvent]:
    """The name of the calendar, and the train from its first station to its last."""
    times = list(trip.stop_times.select_related("station").order_by("sequence"))
    first, last = times[0], times[-1]
    publication = timetable.timetable.publication
    name = _("Train %(number)s, %(origin)s to %(destination)s") % {
        "number": trip.number,
        "origin": first.station.name,
        "destination": last.station.name,
    }
    if timetable.is_sample:
        sample = _("Sample data, not for travel")
        name = f"{sample}: {name}"
    calls = [
        f"{clock(time.departure if time != last else time.arrival)} {time.station.name}" for time in times
    ]
    train = TrainEvent(
        uid=f"{route.slug}.{timetable.timetable.key}.{'.'.join(map(str, trip.natural_key()[2:]))}@railway".replace(
            " ", "-"
        ),
        pattern=within(trip.service.as_pattern(), publication.valid_from, publication.valid_until),
        departure=first.departure,
        arrival=last.arrival,
        zone=first.station.timezone,
        summary=name,
        description="\n".join(calls),
        location=first.station.name,
        url=page,
        changed_at=publication.published_at,
    )
    return name, train
