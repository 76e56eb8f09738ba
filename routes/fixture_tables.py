"""The tables of `routes` that fixtures fill. Samples stand in a folder of their own, which no deployment reads."""

from django.db.models import QuerySet

from news.syncing.tables import Table, register
from routes.models import (
    Alert,
    AlertEntity,
    AlertPeriod,
    FareProduct,
    FareRule,
    NotePlace,
    Operator,
    Publication,
    RiderCategory,
    Route,
    RouteBasis,
    RouteClaim,
    RouteEvent,
    RouteStop,
    Service,
    ServiceException,
    Station,
    StopTime,
    Timetable,
    TimetableNote,
    Transfer,
    Trip,
)

TIMETABLES, FARES, NOTICES = "150_timetables.json", "160_fares.json", "170_notices.json"


def real(rows: QuerySet) -> QuerySet:
    return rows.filter(is_sample=False)


def register_tables() -> None:
    register(
        Table(model=Operator, file="110_operators.json"),
        Table(
            model=Station,
            file="120_stations.json",
            together=(("latitude", "longitude", "coordinate_precision", "coordinate_source"),),
        ),
        Table(model=Transfer, file="120_stations.json"),
        Table(model=Route, file="130_routes.json"),
        Table(model=RouteStop, file="130_routes.json"),
        Table(model=RouteBasis, file="130_routes.json"),
        Table(model=RouteEvent, file="140_route_events.json", together=(("dated_on", "date_precision"),)),
        Table(model=RouteClaim, file="140_route_events.json", together=(("said_on", "said_precision"),)),
        Table(
            model=Timetable,
            file=TIMETABLES,
            offered=lambda rows: real(rows).filter(publication__isnull=False),
            is_permanent=True,
        ),
        Table(model=Service, file=TIMETABLES, key=("timetable__route__slug", "timetable__key", "key")),
        Table(model=ServiceException, file=TIMETABLES),
        Table(model=Trip, file=TIMETABLES),
        Table(model=StopTime, file=TIMETABLES),
        Table(model=TimetableNote, file=TIMETABLES),
        Table(model=NotePlace, file=TIMETABLES),
        Table(model=Publication, file=TIMETABLES, is_permanent=True),
        Table(model=RiderCategory, file=FARES, offered=real),
        Table(model=FareProduct, file=FARES, offered=real, together=(("amount", "currency"),)),
        Table(model=FareRule, file=FARES),
        Table(model=Alert, file=NOTICES, offered=lambda rows: rows.filter(published_at__isnull=False)),
        Table(model=AlertPeriod, file=NOTICES),
        Table(model=AlertEntity, file=NOTICES),
    )
