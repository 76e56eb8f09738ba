"""What has happened to a route and what is said of it: tables on its form, and a form of its own for each event and claim."""

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.db.models.functions import Coalesce
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.text import Truncator
from django.utils.translation import gettext_lazy as _

from config.web import dates
from config.web.partial_dates import PartialDate
from news.admin.record import RecordAdmin
from news.admin.rows import InlineRows
from routes.admin.route_parts import CLAIM_FIELDS, EVENT_FIELDS, RouteClaimForm, RouteEventForm
from routes.models import RouteClaim, RouteEvent
from routes.route_words import event_day


class HistoryFormSet(InlineRows):
    """What a table shows: `headings`, and of each row the cells under them; the first leads to the row's form."""

    headings: tuple[str, ...]

    def cells(self, thing: Any) -> tuple[Any, ...]:
        raise NotImplementedError

    @property
    def rows(self) -> list[tuple[Any, tuple[Any, ...]]]:
        return [(thing.pk, self.cells(thing)) for thing in self.queryset]


class EventTable(HistoryFormSet):
    headings = (_("event"), _("date"), _("announced on"), _("assertion"), _("source"))

    def cells(self, thing: RouteEvent) -> tuple[Any, ...]:
        return (
            thing.get_kind_display(),
            event_day(thing.as_fact()),
            dates.day(thing.announced_on) if thing.announced_on else "–",
            thing.get_assertion_display(),
            thing.source.key,
        )


class ClaimTable(HistoryFormSet):
    headings = (_("claim"), _("subject"), _("said by"), _("said on"), _("source"))

    def cells(self, thing: RouteClaim) -> tuple[Any, ...]:
        text = Truncator(thing.text).chars(90)
        return (
            _("%(claim)s (superseded)") % {"claim": text} if thing.superseded_by_id else text,
            thing.get_subject_display(),
            thing.speaker,
            dates.partial_date(PartialDate(thing.said_on, thing.said_precision)) if thing.said_on else "–",
            thing.source.key,
        )


class HistoryRows(admin.TabularInline):
    """To read; each row leads to its own form. Dozens of them as fields would make the form of a route metres long."""

    template = "admin/routes/history.html"
    extra = 0
    can_delete = False
    fields: list[str] = []

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


class EventRows(HistoryRows):
    model = RouteEvent
    formset = EventTable
    verbose_name_plural = _("events, in the order of time")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        rows = super().get_queryset(request).select_related("source")
        return rows.order_by(Coalesce("announced_on", "dated_on"), "pk")


class ClaimRows(HistoryRows):
    model = RouteClaim
    fk_name = "route"
    formset = ClaimTable
    verbose_name_plural = _("claims, by subject")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        return (
            super()
            .get_queryset(request)
            .select_related("source", "said_by")
            .order_by("subject", "said_on", "pk")
        )


class HistoryAdmin(RecordAdmin):
    """Reached from its route, to which it leads back."""

    shows_uses = False

    def has_module_permission(self, request: HttpRequest) -> bool:
        return False

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> tuple[str, ...]:
        return ("its_route",) if obj else ()

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> list[Any]:
        return [(None, {"fields": ["its_route" if obj else "route", *self.own_fields(obj)]})]

    def own_fields(self, obj: Any) -> list[Any]:
        raise NotImplementedError

    def page_title(self, obj: Any) -> str:
        return f"{obj.route}: {obj}"

    def response_post_save_add(self, request: HttpRequest, obj: Any) -> HttpResponse:
        return self.response_post_save_change(request, obj)

    def response_post_save_change(self, request: HttpRequest, obj: Any) -> HttpResponse:
        return HttpResponseRedirect(desk_of_route(obj.route_id))

    def delete_model(self, request: HttpRequest, obj: Any) -> None:
        request.route_left = obj.route_id
        super().delete_model(request, obj)

    def response_delete(self, request: HttpRequest, obj_display: str, obj_id: int) -> HttpResponse:
        super().response_delete(request, obj_display, obj_id)  # says so
        return HttpResponseRedirect(desk_of_route(request.route_left))

    @admin.display(description=_("route"))
    def its_route(self, obj: Any) -> SafeString:
        return format_html('<a href="{}">{}</a>', desk_of_route(obj.route_id), obj.route)


def desk_of_route(key: int) -> str:
    return reverse("admin:routes_route_change", args=[key])


@admin.register(RouteEvent)
class RouteEventAdmin(HistoryAdmin):
    form = RouteEventForm
    autocomplete_fields = ["route", "agreement", "obligation", "source"]
    list_select_related = ["route"]
    ordering = ["route", "pk"]

    def own_fields(self, obj: Any) -> list[Any]:
        return EVENT_FIELDS


@admin.register(RouteClaim)
class RouteClaimAdmin(HistoryAdmin):
    form = RouteClaimForm
    autocomplete_fields = ["route", "said_by", "source"]
    list_select_related = ["route"]
    ordering = ["route", "pk"]

    def own_fields(self, obj: Any) -> list[Any]:
        """What replaces a claim can be named once the claim is recorded."""
        return [*CLAIM_FIELDS, "superseded_by"] if obj else CLAIM_FIELDS
