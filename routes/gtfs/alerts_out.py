"""Notices to passengers as GTFS-Realtime service alerts: one message, on the wire or as JSON."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db.models import Exists, OuterRef, Q
from google.protobuf.json_format import MessageToDict
from google.transit import gtfs_realtime_pb2 as realtime

from routes.gtfs.export import RAIL, trip_id
from routes.gtfs.names import make_id
from routes.gtfs.three import LANGUAGES, Three, three_of
from routes.models import Alert, AlertEntity, AlertPeriod


def alerts_message(now: datetime, site: str) -> Any:
    """A `FeedMessage` of every notice that is published and not over at `now`; without notices it has no entity."""
    message = realtime.FeedMessage()
    message.header.gtfs_realtime_version = "2.0"
    message.header.incrementality = realtime.FeedHeader.FULL_DATASET
    message.header.timestamp = int(now.timestamp())
    for alert in current_alerts(now):
        entity = message.entity.add(id=alert.key)
        _fill(entity.alert, alert, site)
    return message


def as_json(message: Any) -> dict[str, Any]:
    """The same by the names of the specification."""
    return MessageToDict(message, preserving_proto_field_name=True)


def current_alerts(now: datetime) -> Iterable[Alert]:
    periods = AlertPeriod.objects.filter(alert=OuterRef("pk"))
    ahead = periods.filter(Q(end_at__isnull=True) | Q(end_at__gt=now))
    published = Alert.objects.public().filter(published_at__lte=now)
    entities = (
        "entities__operator",
        "entities__route",
        "entities__station",
        "entities__trip__timetable__route",
        "entities__trip__service",
    )
    return (
        published.filter(Exists(ahead) | ~Exists(periods))
        .order_by("key")
        .prefetch_related("periods", *entities)
    )


def _fill(message: Any, alert: Alert, site: str) -> None:
    message.cause = realtime.Alert.Cause.Value(alert.cause.upper())
    message.effect = realtime.Alert.Effect.Value(alert.effect.upper())
    message.severity_level = realtime.Alert.SeverityLevel.Value(alert.severity.upper())
    for period in alert.periods.all():
        span = message.active_period.add(start=int(period.start_at.timestamp()))
        if period.end_at:
            span.end = int(period.end_at.timestamp())
    entities = alert.entities.all()
    for entity in entities:
        _name(message.informed_entity.add(), entity)
    if not entities:  # about everything: an alert has to name something
        message.informed_entity.add(route_type=int(RAIL))
    _say(message.header_text, three_of(alert, "header"))
    _say(message.description_text, three_of(alert, "description"))
    message.url.translation.add(text=alert.url or f"{site}/en/notices/#{alert.key}")


def _name(selector: Any, entity: AlertEntity) -> None:
    """By the ids of the feed."""
    if entity.operator:
        selector.agency_id = make_id(entity.operator.code)
    if entity.route:
        selector.route_id = make_id(entity.route.slug)
    if entity.station:
        selector.stop_id = make_id(entity.station.slug)
    if entity.trip:
        selector.trip.trip_id = trip_id(entity.trip, entity.trip.timetable.is_sample)
        selector.trip.route_id = make_id(entity.trip.timetable.route.slug)


def _say(text: Any, three: Three) -> None:
    for language, words in zip(LANGUAGES, three, strict=True):
        if words:
            text.translation.add(text=words, language=language)
