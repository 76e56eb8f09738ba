"""Routes: entered in the order of the work, with the state that follows from what has been entered."""

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from news.admin.record import CitedAdmin, in_three_languages
from routes.admin.route_history import ClaimRows, EventRows
from routes.admin.route_parts import RouteBasisInline, RouteClaimInline, RouteEventInline, RouteStopInline
from routes.admin.timetables import state_words
from routes.models import Route
from routes.network import GROUPS, status_on
from routes.route_words import badge, change_sentence, verdict


class StateFilter(admin.SimpleListFilter):
    """Routes in a group of states today. The states are computed, so every route is read: there are tens, not thousands."""

    title = _("state today")
    parameter_name = "state"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [(key, name) for key, (name, _states) in GROUPS.items()]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        if self.value() not in GROUPS:
            return queryset
        states, today = GROUPS[self.value()][1], timezone.localdate()
        routes = Route.objects.for_status()
        return queryset.filter(
            pk__in=[route.pk for route in routes if status_on(route, today).state in states]
        )


@admin.register(Route)
class RouteAdmin(CitedAdmin):
    kind = "route"
    key_field = "slug"
    list_display = ["slug", "name_en", "name_ru", "name_be", "kind_shown", "state_today"]
    list_filter = [StateFilter, "kind", "operators"]
    search_fields = ["slug", "name_en", "name_ru", "name_be"]
    autocomplete_fields = ["operators"]
    readonly_fields = ["state_on_this_day", "versions_of_timetable"]
    fieldsets = [
        (None, {"fields": ["slug", "kind", *in_three_languages("name"), "operators", "state_on_this_day"]}),
        (_("Timetables"), {"fields": ["versions_of_timetable"]}),
        (_("Remark to readers"), {"classes": ["collapse"], "fields": [*in_three_languages("description")]}),
        (_("Use"), {"classes": ["collapse"], "fields": ["used_in"]}),
    ]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        return super().get_queryset(request).for_status()

    def get_inlines(self, request: HttpRequest, obj: Any) -> list[Any]:
        """A new route is entered from top to bottom on one form; of one that exists, each event and claim has its own."""
        history = [EventRows, ClaimRows] if obj else [RouteEventInline, RouteClaimInline]
        return [RouteStopInline, RouteBasisInline, *history]

    @admin.display(description=_("kind"), ordering="kind")
    def kind_shown(self, route: Route) -> str:
        return route.get_kind_display()

    @admin.display(description=_("state today"))
    def state_today(self, route: Route) -> SafeString:
        return render_to_string(
            "site/_state.html", {"state": badge(status_on(route, timezone.localdate()).state)}
        )

    @admin.display(description=_("versions"))
    def versions_of_timetable(self, route: Route) -> SafeString | str:
        """Each with its state, the newest first."""
        if route.pk is None:
            return _("Save the route with its points: then its timetable can be entered.")
        versions = route.timetables.select_related("publication").order_by("-valid_from", "-pk")
        context = {"route": route, "versions": [(one, state_words(one)) for one in versions]}
        return render_to_string("admin/routes/timetable/_versions.html", context)

    @admin.display(description=_("State today, computed from the events below"))
    def state_on_this_day(self, route: Route) -> SafeString | str:
        if route.pk is None:
            return _("Save the route with its events: its state is computed, never typed.")
        today = timezone.localdate()
        status = status_on(route, today)
        context = {
            "badge": badge(status.state),
            "verdict": verdict(status, today),
            "next_change": change_sentence(status.next_change),
        }
        return render_to_string("routes/_state_in_admin.html", context)
