"""What a timetable of the database would say in a feed, as a digest to compare an incoming one with."""

from itertools import groupby

from routes.gtfs.incoming import digest
from routes.gtfs.selection import trimmed
from routes.models import StopTime, Timetable
from routes.terms import Boarding


def digest_in_database(timetable: Timetable) -> str:
    """`incoming.digest`; of a published one on the days it is published for, of all with the ends of its trains closed."""
    patterns = {service.key: pattern for service, pattern in trimmed(timetable)}
    columns = (
        *("trip_id", "trip__number", "trip__direction", "trip__service__key"),
        *("trip__headsign_en", "trip__headsign_ru", "trip__headsign_be"),
        *("station__slug", "arrival", "departure", "pickup", "drop_off", "is_exact"),
    )
    rows = (
        StopTime.objects.filter(trip__timetable=timetable)
        .order_by("trip_id", "sequence")
        .values_list(*columns)
    )
    trips = []
    for _pk, group in groupby(rows.iterator(chunk_size=10_000), key=lambda row: row[0]):
        stops = list(group)
        calls = [[*list(row[7:12]), int(row[12])] for row in stops]
        calls[0][4] = calls[-1][3] = Boarding.NONE.value
        trips.append((*stops[0][1:4], list(stops[0][4:7]), calls))
    return digest(patterns, trips)
