"""Timetables at the desk: a draft with its days of running, notes and trains; published ones to read."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import admin
from django.db.models import Count, QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext

from config.web import dates
from news.admin.record import RecordAdmin, RecordInline, RecordTable, in_three_languages
from routes.admin.grid.desk import TimetableDesk
from routes.admin.grid.weekdays import WeekdaysField
from routes.admin.gtfs_import import GtfsImport, may_import
from routes.draft_versions import free_key
from routes.gtfs.selection import select
from routes.models import Service, ServiceException, StopTime, Timetable, TimetableNote, Trip
from routes.publishing import PERMISSION as PUBLISHING
from routes.timetable_block import days_in_words


class ServiceForm(forms.ModelForm):
    weekdays = WeekdaysField(label=gettext_lazy("days"), initial=127)

    class Meta:
        model = Service
        fields: list[str] = []  # the admin names them


class WhileDraft:
    """Rows of a published timetable are read: the database would refuse every change."""

    def has_add_permission(self, request: HttpRequest, *parent: Any) -> bool:
        return super().has_add_permission(request, *parent) and all(map(is_draft, parent))  # type: ignore[misc]

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return super().has_change_permission(request, obj) and is_draft(obj)  # type: ignore[misc]

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return super().has_delete_permission(request, obj) and is_draft(obj)  # type: ignore[misc]


def is_draft(thing: Any) -> bool:
    """Of a timetable, or of a row of one; nothing yet is a draft."""
    timetable = getattr(thing, "timetable", thing)
    return timetable is None or timetable.state == "draft"


def state_words(timetable: Timetable) -> str:
    match timetable.state:
        case "draft":
            return _("Draft: no reader sees it")
        case "published":
            return pgettext("of a timetable", "Published")
    return pgettext("of a timetable", "Withdrawn")


def as_day(name: str, words: Any) -> Callable[[Any, Any], str]:
    """A date that is only read, as the site writes it."""

    @admin.display(description=words, ordering=name)
    def shown(_admin: Any, thing: Any) -> str:
        return dates.day(getattr(thing, name))

    return shown


class ReadService:
    """The days of a published timetable, in the words of its readers instead of the numbers that are stored."""

    first_day = as_day("start", gettext_lazy("first day"))
    last_day = as_day("end", gettext_lazy("last day"))
    read_fields = ["running", ("first_day", "last_day"), "key"]

    @admin.display(description=gettext_lazy("days of running"))
    def running(self, service: Service) -> str:
        return capfirst(days_in_words(service, service.timetable))


class ServiceInline(ReadService, WhileDraft, RecordInline):
    model = Service
    form = ServiceForm
    readonly_fields = ["running", "first_day", "last_day"]
    fieldsets = [
        (
            None,
            {
                "fields": [
                    ("key", "start", "end"),
                    "weekdays",
                    ("also_on", "not_on"),
                    *in_three_languages("name"),
                ]
            },
        )
    ]

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> list[Any]:
        return (
            super().get_fieldsets(request, obj) if is_draft(obj) else [(None, {"fields": self.read_fields})]
        )

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        return super().get_queryset(request).select_related("timetable").prefetch_related("exceptions")


class TimetableNoteInline(WhileDraft, RecordTable):
    model = TimetableNote
    fields = ["symbol", "text_en", "text_ru", "text_be"]


class StopTimeInline(WhileDraft, RecordTable):
    model = StopTime
    fields = ["sequence", "station", "arrival", "departure", "pickup", "drop_off", "is_exact"]
    autocomplete_fields = ["station"]


class ServiceExceptionInline(WhileDraft, RecordTable):
    model = ServiceException
    readonly_fields = ["day"]
    day = as_day("date", gettext_lazy("date"))

    def get_fields(self, request: HttpRequest, obj: Any = None) -> list[str]:
        return ["date" if is_draft(obj) else "day", "runs", "reason_en", "reason_ru", "reason_be"]


class TimetableForm(forms.ModelForm):
    """Left empty, the key is made of the first day."""

    class Meta:
        model = Timetable
        fields: list[str] = []  # the admin names them

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if key := self.fields.get("key"):
            key.required = False
            key.help_text = _(
                "Names the version in addresses and exports. Left empty, it is made when you save."
            )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        route, first = cleaned.get("route"), cleaned.get("valid_from")
        if not cleaned.get("key") and "key" not in self.errors and route and first:
            cleaned["key"] = free_key(route, first)
        return cleaned


@admin.register(Timetable)
class TimetableAdmin(TimetableDesk, GtfsImport, WhileDraft, RecordAdmin):
    form = TimetableForm
    list_display = ["key", "route", "first_day", "last_day", "state_now", "is_sample", "train_count"]
    list_filter = ["is_sample", "route"]
    search_fields = ["key", "route__slug", "route__name_en", "route__name_ru", "route__name_be"]
    autocomplete_fields = ["route", "source"]
    list_select_related = ["route", "publication"]
    readonly_fields = ["first_day", "last_day", "state_now", "next_steps", "trains_of", "feed", "withdrawing"]
    first_day = as_day("valid_from", gettext_lazy("valid from"))
    last_day = as_day("valid_until", gettext_lazy("valid until"))
    inlines = [ServiceInline, TimetableNoteInline]
    shows_uses = False

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        return super().get_queryset(request).annotate(trains=Count("trips"))

    def changelist_view(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        may = {"may_import": may_import(request.user)}
        return super().changelist_view(request, may | (extra_context or {}))

    def page_title(self, obj: Any) -> str:
        return f"{obj.route}: {obj}"

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> list[Any]:
        validity = ("valid_from", "valid_until") if is_draft(obj) else ("first_day", "last_day")
        fields = [("route", "key"), validity, "source", "is_sample"]
        if obj:
            fields += ["state_now", "next_steps", "trains_of"]
            fields += ["feed"] if obj.state == "published" else []
            may = obj.state == "published" and request.user.has_perm(PUBLISHING)  # type: ignore[union-attr]
            fields += ["withdrawing"] if may else []
        return [(None, {"fields": fields})]

    @admin.display(description=gettext_lazy("state"))
    def state_now(self, timetable: Timetable) -> str:
        return state_words(timetable)

    def response_add(
        self, request: HttpRequest, obj: Any, post_url_continue: str | None = None
    ) -> HttpResponse:
        """A new timetable is filled in its grid."""
        if "_continue" in request.POST or "_addanother" in request.POST:
            return super().response_add(request, obj, post_url_continue)
        return HttpResponseRedirect(reverse("admin:routes_timetable_grid", args=[obj.pk]))

    @admin.display(description=gettext_lazy("what next"))
    def next_steps(self, timetable: Timetable) -> SafeString:
        """Of a draft the grid, the days and publishing; of a published one a new version."""
        return render_to_string("admin/routes/timetable/_next_steps.html", {"timetable": timetable})

    @admin.display(description=gettext_lazy("trains"))
    def trains_of(self, timetable: Timetable) -> SafeString | str:
        """Each train has a form of its own."""
        links = [
            (reverse("admin:routes_trip_change", args=[trip.pk]), trip.number)
            for trip in timetable.trips.all()
        ]
        listed = format_html_join(", ", '<a href="{}">{}</a>', links)
        if not is_draft(timetable):
            return listed
        add = f"{reverse('admin:routes_trip_add')}?timetable={timetable.pk}"
        return format_html('{} <a href="{}">{}</a>', listed, add, _("Add a train"))

    @admin.display(description=gettext_lazy("GTFS feed"))
    def feed(self, timetable: Timetable) -> SafeString:
        """Whether the feed of today holds it; if not, why, and where that can be mended."""
        selection = select(timezone.localdate())
        left_out = next((one for one in selection.left_out if one.timetable == timetable), None)
        is_in = any(one.timetable == timetable for one in selection.chosen)
        context = {
            "left_out": left_out,
            "is_in": is_in,
            "is_over": timetable.valid_until < timezone.localdate(),
        }
        return render_to_string("admin/routes/timetable/_feed.html", context)

    @admin.display(description=gettext_lazy("withdrawal"))
    def withdrawing(self, timetable: Timetable) -> SafeString:
        return format_html(
            '<label>{} <input name="because" class="vTextField" form="withdrawal"></label> '
            '<button class="button" form="withdrawal">{}</button>',
            _("Reason"),
            _("Withdraw for good"),
        )

    @admin.display(description=gettext_lazy("trains"), ordering="trains")
    def train_count(self, timetable: Any) -> int:
        return timetable.trains


class OfTimetable(WhileDraft, RecordAdmin):
    """Reached from its timetable."""

    shows_uses = False
    list_select_related = ["timetable__publication"]

    def has_module_permission(self, request: HttpRequest) -> bool:
        return False

    def page_title(self, obj: Any) -> str:
        return f"{obj.timetable}: {obj}"

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> tuple[str, ...]:
        return ("timetable",) if obj else ()


@admin.register(Service)
class ServiceAdmin(ReadService, OfTimetable):
    form = ServiceForm
    inlines = [ServiceExceptionInline]
    autocomplete_fields = ["timetable"]
    search_fields = ["key"]
    fields = [
        "timetable",
        ("key", "start", "end"),
        "weekdays",
        ("also_on", "not_on"),
        *in_three_languages("name"),
    ]

    def get_fields(self, request: HttpRequest, obj: Any = None) -> list[Any]:
        return self.fields if is_draft(obj) else ["timetable", *self.read_fields]

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> tuple[str, ...]:
        return (*super().get_readonly_fields(request, obj), "running", "first_day", "last_day")


@admin.register(Trip)
class TripAdmin(OfTimetable):
    inlines = [StopTimeInline]
    autocomplete_fields = ["timetable"]
    fields = ["timetable", ("number", "direction"), "service", "stock", *in_three_languages("headsign")]

    def formfield_for_foreignkey(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        """A train runs on days of its own timetable."""
        if db_field.name == "service":
            match = request.resolver_match
            pk = match.kwargs.get("object_id") if match else None
            timetable = request.GET.get("timetable", "")
            days = Service.objects.select_related("timetable")
            if pk:
                days = days.filter(timetable__trips=pk).distinct()
            elif timetable.isdigit():
                days = days.filter(timetable=timetable)
            kwargs["queryset"] = days
        return super().formfield_for_foreignkey(db_field, request, **kwargs)
