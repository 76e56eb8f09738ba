"""Routes, stations and notices for machines: the twins of their pages, of the same day."""

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from config.web.parameters import parse_as_of
from news.data.answers import absolute_for, list_answer, thing_answer
from news.texts.notes import Notes
from routes.alerts import alert_line
from routes.data import ALERTS, ROUTES, STATIONS, route_data, station_data
from routes.models import Alert, Route, Station
from routes.network import network
from routes.station_record import by_country
from routes.views.routes import record_asked
from routes.views.stations import station_asked


@require_safe
def route_table(request: HttpRequest, form: str) -> HttpResponse:
    as_of = parse_as_of(request)
    found = network(Route.objects.public().for_route_list(), as_of, Notes())
    return list_answer(request, form, ROUTES, found.routes, as_of=as_of.isoformat())


@require_safe
def route_json(request: HttpRequest, slug: str) -> HttpResponse:
    return thing_answer(route_data(record_asked(request, slug), absolute_for(request)))


@require_safe
def station_table(request: HttpRequest, form: str) -> HttpResponse:
    found = network(Route.objects.public().for_route_list(), timezone.localdate(), Notes())
    groups = by_country(Station.objects.public(), found.routes)
    return list_answer(request, form, STATIONS, [line for group in groups for line in group.lines])


@require_safe
def station_json(request: HttpRequest, slug: str) -> HttpResponse:
    return thing_answer(station_data(station_asked(slug, timezone.localdate()), absolute_for(request)))


@require_safe
def alert_table(request: HttpRequest, form: str) -> HttpResponse:
    as_of = parse_as_of(request)
    alerts = [alert_line(alert, Notes()) for alert in Alert.objects.in_force(as_of).for_list()]
    return list_answer(request, form, ALERTS, alerts, as_of=as_of.isoformat())
