"""Routes, stations and notices for machines."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from config.web.tables import Absolute, Column, Table, iso_day, utc_moment
from news.data.record import notes_data
from routes.models import RouteEvent
from routes.route_record import RouteRecord
from routes.station_record import StationRecord

# Of network.NetworkRoute.
ROUTES = Table(
    "routes",
    _("One row a route, with its state on the day asked."),
    (
        Column("slug", _("Names the route."), lambda r, a: r.route.slug),
        Column("name", _("In the language of the address."), lambda r, a: r.route.name),
        Column("kind", _("What kind of route."), lambda r, a: r.route.kind),
        Column("state", _("The state by its code."), lambda r, a: r.status.state.value),
        Column("state_label", _("The state in words."), lambda r, a: r.badge.label),
        Column("says", _("What the deciding source says."), lambda r, a: r.says or None),
        Column("stations", _("What it passes, in order."), lambda r, a: [s.station.slug for s in r.stops]),
        Column("operators", _("Who runs it."), lambda r, a: [o.code for o in r.route.operators.all()]),
        Column("url", _("Its page here."), lambda r, a: a(r.route.get_absolute_url())),
    ),
)
EVENTS = Table(
    "events",
    _("One row an event in the life of a route."),
    (
        Column("key", _("Names the event of its route."), lambda e, a: e.key),
        Column("kind", _("What happened or is planned."), lambda e, a: e.kind),
        Column("dated_on", _("When, as far as it is known."), lambda e, a: iso_day(e.dated_on)),
        Column("precision", _("How far the date is known."), lambda e, a: e.date_precision),
        Column("announced_on", _("When it was said."), lambda e, a: iso_day(e.announced_on)),
        Column("assertion", _("Confirmed, reported, disputed or retracted."), lambda e, a: e.assertion),
        Column("says", _("What the source says."), lambda e, a: e.says),
        Column("recorded_at", _("When it was written down here."), lambda e, a: utc_moment(e.recorded_at)),
        Column("source", _("Where it was read, by the key of the source."), lambda e, a: e.source.key),
    ),
)
# Of station_record.StationLine.
STATIONS = Table(
    "stations",
    _("One row a station or border point."),
    (
        Column("slug", _("Names the station."), lambda s, a: s.station.slug),
        Column("name", _("In the language of the address."), lambda s, a: s.station.name),
        Column("country", _("By its two letters."), lambda s, a: s.station.country or None),
        Column(
            "border_point", _("Whether trains cross the border here."), lambda s, a: s.station.is_border_point
        ),
        Column("latitude", _("Degrees north."), lambda s, a: s.station.latitude),
        Column("longitude", _("Degrees east."), lambda s, a: s.station.longitude),
        Column("coordinates", _("Of what the coordinates are."), lambda s, a: s.station.coordinate_precision),
        Column("routes", _("What passes it."), lambda s, a: [one.route.slug for one in s.routes]),
        Column("url", _("Its page here."), lambda s, a: a(s.station.get_absolute_url())),
    ),
)
# Of alerts.AlertLine.
ALERTS = Table(
    "notices",
    _("One row a notice in force on the day asked."),
    (
        Column("key", _("Names the notice."), lambda n, a: n.alert.key),
        Column("header", _("In a few words."), lambda n, a: n.header),
        Column("description", _("In full."), lambda n, a: n.description or None),
        Column("cause", _("Cause, in the words of GTFS-Realtime."), lambda n, a: n.alert.cause),
        Column("effect", _("Effect, in the words of GTFS-Realtime."), lambda n, a: n.alert.effect),
        Column("periods", _("When it applies."), lambda n, a: n.periods),
        Column("published_at", _("When readers got it."), lambda n, a: utc_moment(n.alert.published_at)),
        Column("source", _("Where it was read, by the key of the source."), lambda n, a: n.alert.source.key),
        Column("url", _("Its page here."), lambda n, a: a(n.alert.get_absolute_url())),
    ),
)


def route_data(record: RouteRecord, absolute: Absolute) -> dict[str, Any]:
    """What the page says of the day. No query of its own."""
    route = record.route
    events: list[RouteEvent] = [each for each in route.events.all() if each.known_from <= record.as_of]
    return {
        "as_of": record.as_of.isoformat(),
        "route": {
            "slug": route.slug,
            "name": route.name,
            "kind": route.kind,
            "operators": [operator.code for operator in route.operators.all()],
            "url": absolute(route.get_absolute_url()),
            "permalink": absolute(f"{route.get_absolute_url()}?as_of={record.as_of}"),
        },
        "status": {
            "state": record.status.state.value,
            "label": record.badge.label,
            "evidence": [sentence.text for sentence in record.evidence],
            "decided_by": [event.key for event in record.status.used],
        },
        "stations": [
            {
                "slug": stop.station.slug,
                "name": stop.station.name,
                "url": absolute(stop.station.get_absolute_url()),
            }
            for stop in record.stops
        ],
        "events": EVENTS.rows(events, absolute),
        "announced": [
            {
                "subject": row.subject,
                "held": row.held,
                "claims": [
                    {"text": one.text, "by": one.attribution, "superseded": one.superseded}
                    for one in row.claims
                ],
            }
            for row in record.announced
        ],
        "rests_on": [
            {"agreement": basis.agreement.number, "url": absolute(basis.agreement.get_absolute_url())}
            for basis in record.bases
        ],
        "timetable_held": record.timetable_held,
        "sources": notes_data(record.notes, absolute),
    }


def station_data(record: StationRecord, absolute: Absolute) -> dict[str, Any]:
    return {
        "station": STATIONS.row(record, absolute),
        "neighbours": [station.slug for station in record.neighbours],
        "routes": ROUTES.rows(record.routes, absolute),
        "sources": notes_data(record.notes, absolute),
    }
