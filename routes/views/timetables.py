"""Timetables: of a route on a day, on paper, as a table for machines; one train as a calendar; what leaves a station."""

from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from config.web.addresses import absolute
from config.web.data_files import csv_text, data_answer
from config.web.parameters import parse_as_of, parse_choice
from config.web.refusals import NotHere
from config.web.structured_data import breadcrumb_list, data_block
from news.data.answers import thing_answer
from routes.day_strip import day_strip
from routes.departures import departure_board, now_on
from routes.models import Route, StopTime
from routes.reading import read_line, read_station, read_times
from routes.structured_data import train_trips
from routes.terms import Direction
from routes.timetable_block import DayTimetable, day_timetable
from routes.timetable_files import COLUMNS, calendar_of, timetable_rows
from routes.train_calendar import train_calendar

# The route, the day, its timetable and the times of all its trains.
Asked = tuple[Route, date, DayTimetable | None, list[StopTime]]
PAPERS = ("poster", "pocket")
NEXT_TRAINS = 12


@require_safe
def timetable_detail(request: HttpRequest, slug: str) -> TemplateResponse:
    """`?on=`: a day. `?paper=`: laid out to be printed, with every train of the version and not only those of the day."""
    paper = parse_choice(request, "paper", PAPERS)
    route, on, timetable, times = _asked(request, slug, all_days=bool(paper))
    crumbs = [
        (_("Railway"), reverse("route_list")),
        (route.name, route.get_absolute_url()),
        (_("Timetable"), ""),
    ]
    context = {
        "route": route,
        "timetable": timetable,
        "is_without_data": timetable is None,
        "on": on,
        "is_today": on == timezone.localdate(),
        "days": day_strip(on),
        "paper": paper,
        "address": absolute(request, f"{request.path}?on={on.isoformat()}"),
        "crumbs": crumbs,
        "structured_data": data_block(
            *([] if paper else train_trips(request, route, timetable, times)),
            breadcrumb_list(request, crumbs),
        ),
    }
    return TemplateResponse(request, "routes/timetable_detail.html", context)


@require_safe
def timetable_table(request: HttpRequest, slug: str, form: str) -> HttpResponse:
    """`form`: json or csv."""
    route, on, timetable, times = _asked(request, slug)
    if timetable is None:
        raise NotHere(_("No timetable is published for this day."))
    rows = list(timetable_rows(route, timetable, times))
    if form == "json":
        return thing_answer({"route": route.slug, "on": on, "count": len(rows), "stop_times": rows})
    mark = "sample-" if timetable.is_sample else ""
    name = f"{mark}{route.slug}-{on.isoformat()}.csv"
    return data_answer("csv", csv_text(COLUMNS, rows), save_as=name)


@require_safe
def train_ics(request: HttpRequest, slug: str) -> HttpResponse:
    """`?number=`, `?direction=` and `?on=`, a day for which the timetable is published: all days of that train."""
    route, on, timetable, _times = _asked(request, slug, all_days=True)
    number = request.GET.get("number", "")
    direction = parse_choice(request, "direction", map(str, Direction.values), "0")
    trips = [
        column.trip
        for board in (timetable.boards if timetable else ())
        for column in board.trains
        if column.number == number and str(column.trip.direction) == direction
    ]
    if timetable is None or not trips:
        raise NotHere(_("No train of this number is published for this day."))
    page = absolute(request, reverse("timetable_detail", kwargs={"slug": slug}) + f"?on={on.isoformat()}")
    name, train = calendar_of(route, timetable, trips[0], page)
    mark = "sample-" if timetable.is_sample else ""
    return data_answer(
        "ics", train_calendar(name, get_language() or "en", train), save_as=f"{mark}{route.slug}-train.ics"
    )


@require_safe
def station_departures(request: HttpRequest, slug: str) -> TemplateResponse:
    """What leaves next; with `?on=`, the whole of a day. Never kept by the page cache: it changes with each train."""
    station = read_station(slug)
    if station is None:
        raise NotHere(_("There is no station at this address."))
    if request.GET.get("on"):
        board = departure_board(station, parse_as_of(request, "on"))
    else:
        today, after = now_on(timezone.localtime())
        board = departure_board(station, today, after, NEXT_TRAINS)
    crumbs = [
        (_("Railway"), reverse("route_list")),
        (_("Stations"), reverse("station_list")),
        (station.name, station.get_absolute_url()),
        (_("Departures"), ""),
    ]
    context = {"station": station, "board": board, "days": day_strip(board.on), "crumbs": crumbs}
    return TemplateResponse(request, "routes/station_departures.html", context)


def _asked(request: HttpRequest, slug: str, **options: Any) -> Asked:
    on = parse_as_of(request, "on")
    route, stops = read_line(slug)
    if route is None:
        raise NotHere(_("There is no route at this address."))
    times = read_times(route, on)
    return route, on, day_timetable(stops, times, on, **options), times
