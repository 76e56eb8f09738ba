"""The trains of a service day as plain calls, which a journey search compiles: one query, no objects."""

from collections.abc import Iterator
from datetime import date

from routes.models import StopTime

# A train at a station: trip, station (primary keys), arrival, departure (seconds of the service day), boarding, alighting
# (`Boarding`). A train that passes has no call.
Call = tuple[int, int, int, int, int, int]


def calls_of(service_day: date, still_running: int = 0) -> Iterator[Call]:
    """Train by train, each in the order of its stations. A train of this service day may run into the next two.

    `still_running`: only trains that leave some station so many seconds after the start of the service day, or later.

    Of every published timetable valid on the day; of a sample only where its route has no real one
    (`Timetable.objects.shown_on`): whoever shows such a train marks it.
    """
    rows = (
        StopTime.objects.running_on(service_day)
        .order_by("trip_id", "sequence")
        .values_list("trip_id", "station_id", "arrival", "departure", "pickup", "drop_off")
    )
    if still_running:
        late = StopTime.objects.filter(departure__gte=still_running)
        rows = rows.filter(trip__in=late.values("trip"))
    return rows.iterator(chunk_size=2_000)
