"""Routes: what runs, and one route with everything announced about it."""

from django.http import HttpRequest
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from config.web import dates
from config.web.addresses import absolute
from config.web.pagination import PageOfSeveral
from config.web.parameters import parse_as_of
from config.web.refusals import NotHere
from config.web.structured_data import breadcrumb_list, data_block
from news.texts.notes import Notes
from news.thing_cards import thing_card
from news.uses import SHOWN, uses_of
from routes.day_strip import day_strip
from routes.network import network
from routes.reading import read_route, read_routes
from routes.route_record import RouteRecord, beside_the_bases, record_of


@require_safe
def route_list(request: HttpRequest) -> TemplateResponse:
    as_of = parse_as_of(request)
    notes = Notes()
    context = {
        "network": network(read_routes(), as_of, notes),
        "as_of": as_of,
        "is_today": as_of == timezone.localdate(),
        "notes": notes,
        "crumbs": [(_("Railway"), "")],
    }
    return TemplateResponse(request, "routes/route_list.html", context)


@require_safe
def route_detail(request: HttpRequest, slug: str) -> TemplateResponse:
    record, today, turned = record_asked(request, slug), timezone.localdate(), PageOfSeveral(request, SHOWN)
    route = record.route
    crumbs = [(_("Railway"), reverse("route_list")), (route.name, "")]
    context = {
        "record": record,
        "route": route,
        "citing": beside_the_bases(uses_of("route", slug, turned), record.bases),
        "page_obj": turned.page(),
        "share_card": thing_card(route),
        "days": day_strip(record.as_of),
        "as_of": record.as_of,
        "is_today": record.as_of == today,
        "crumbs": crumbs,
        "citation": citation(request, record),
        "structured_data": data_block(breadcrumb_list(request, crumbs)),
    }
    return TemplateResponse(request, "routes/route_detail.html", context)


def record_asked(request: HttpRequest, slug: str) -> RouteRecord:
    """Of the day of `?as_of=`, for the page and for its data."""
    as_of = parse_as_of(request)
    rows = read_route(slug, as_of)
    if rows is None:
        raise NotHere(_("There is no route at this address."))
    return record_of(rows, as_of, timezone.localdate())


def citation(request: HttpRequest, record: RouteRecord) -> dict[str, str]:
    """How to cite the state of a route on the day shown, and an address that always shows that day."""
    address = f"{record.route.get_absolute_url()}?as_of={record.as_of.isoformat()}"
    words = _("%(route)s. State on %(day)s: %(state)s. %(address)s")
    return {
        "text": words
        % {
            "route": record.route.name,
            "day": dates.day(record.as_of),
            "state": record.badge.label,
            "address": absolute(request, address),
        },
        "address": address,
    }
