"""Stations: where the routes pass, and what is known of each point."""

from datetime import date

from django.http import HttpRequest
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from config.web.refusals import NotHere
from config.web.structured_data import breadcrumb_list, data_block
from news.texts.notes import Notes
from news.thing_cards import thing_card
from routes.departures import departure_board
from routes.network import network
from routes.reading import read_routes, read_station, read_stations
from routes.station_record import StationRecord, by_country, place_data, station_record


@require_safe
def station_list(request: HttpRequest) -> TemplateResponse:
    network_today = network(read_routes(), timezone.localdate(), Notes())
    context = {
        "groups": by_country(read_stations(), network_today.routes),
        "network": network_today,
        "crumbs": [(_("Railway"), reverse("route_list")), (_("Stations"), "")],
    }
    return TemplateResponse(request, "routes/station_list.html", context)


def station_asked(slug: str, today: date) -> StationRecord:
    """For the page and for its data."""
    station = read_station(slug)
    if station is None:
        raise NotHere(_("There is no station at this address."))
    return station_record(station, read_routes(), today)


@require_safe
def station_detail(request: HttpRequest, slug: str) -> TemplateResponse:
    today = timezone.localdate()
    record = station_asked(slug, today)
    station = record.station
    crumbs = [
        (_("Railway"), reverse("route_list")),
        (_("Stations"), reverse("station_list")),
        (station.name, ""),
    ]
    context = {
        "record": record,
        "station": station,
        "share_card": thing_card(station),
        "board": departure_board(station, today),
        "crumbs": crumbs,
        "structured_data": data_block(place_data(request, station), breadcrumb_list(request, crumbs)),
    }
    return TemplateResponse(request, "routes/station_detail.html", context)
