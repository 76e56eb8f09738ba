"""Timetables at the desk: a draft with its days of running, notes and trains; published ones to read."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django import forms
from django.contrib import admin, messages
from django.db.models import Count, QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import URLPattern, path, reverse
from django.utils.dates import WEEKDAYS
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext
from django.views.decorators.http import require_POST

from news.admin.record import RecordAdmin, RecordInline, RecordTable, in_three_languages
from news.publishing.refusals import RefusedError
from routes.models import Service, ServiceException, StopTime, Timetable, TimetableNote, Trip
from routes.publishing import PERMISSION, publish_timetable, withdraw_timetable
from routes.services import days_of, mask_of


class WeekdaysField(forms.TypedMultipleChoiceField):
    """Boxes for the days of the week; the value is the mask."""

    widget = forms.CheckboxSelectMultiple

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(choices=list(WEEKDAYS.items()), coerce=int, required=False, **kwargs)

    def prepare_value(self, value: Any) -> Any:
        return days_of(value) if isinstance(value, int) else value

    def clean(self, value: Any) -> int:
        return mask_of(super().clean(value))

    def has_changed(self, initial: Any, data: Any) -> bool:
        return super().has_changed(days_of(initial) if isinstance(initial, int) else initial, data)


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


class ServiceInline(WhileDraft, RecordInline):
    model = Service
    form = ServiceForm
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


class TimetableNoteInline(WhileDraft, RecordTable):
    model = TimetableNote
    fields = ["symbol", "text_en", "text_ru", "text_be"]


class StopTimeInline(WhileDraft, RecordTable):
    model = StopTime
    fields = ["sequence", "station", "arrival", "departure", "pickup", "drop_off", "is_exact"]
    autocomplete_fields = ["station"]


class ServiceExceptionInline(WhileDraft, RecordTable):
    model = ServiceException
    fields = ["date", "runs", "reason_en", "reason_ru", "reason_be"]


@admin.register(Timetable)
class TimetableAdmin(WhileDraft, RecordAdmin):
    list_display = ["key", "route", "valid_from", "valid_until", "state_now", "is_sample", "train_count"]
    list_filter = ["is_sample", "route"]
    search_fields = ["key", "route__slug", "route__name_en", "route__name_ru", "route__name_be"]
    autocomplete_fields = ["route", "source"]
    list_select_related = ["route", "publication"]
    readonly_fields = ["state_now", "trains_of", "publishing", "withdrawing"]
    inlines = [ServiceInline, TimetableNoteInline]
    shows_uses = False

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        return super().get_queryset(request).annotate(trains=Count("trips"))

    def page_title(self, obj: Any) -> str:
        return f"{obj.route}: {obj}"

    def get_urls(self) -> list[URLPattern]:
        acts = {"publish": self.publish_view, "withdraw": self.withdraw_view}
        return [
            *(
                path(
                    f"<int:pk>/{name}/",
                    self.admin_site.admin_view(require_POST(view)),
                    name=f"routes_timetable_{name}",
                )
                for name, view in acts.items()
            ),
            *super().get_urls(),
        ]

    def publish_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        with self._told(request, _("The timetable is published. Nothing in it changes any more.")):
            publish_timetable(timetable=get_object_or_404(Timetable, pk=pk), by=request.user)
        return HttpResponseRedirect(reverse("admin:routes_timetable_change", args=[pk]))

    def withdraw_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        timetable = get_object_or_404(Timetable, pk=pk)
        because = request.POST.get("because", "")
        with self._told(request, _("The timetable is withdrawn. No page shows it as valid.")):
            withdraw_timetable(timetable=timetable, by=request.user, because=because)
        return HttpResponseRedirect(reverse("admin:routes_timetable_change", args=[pk]))

    @contextmanager
    def _told(self, request: HttpRequest, done: str) -> Iterator[None]:
        """An act, and what the editor is told of it."""
        try:
            yield
        except RefusedError as refused:
            for reason in refused.reasons:
                messages.error(request, reason.message)
        else:
            messages.success(request, done)

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> list[Any]:
        fields = [("route", "key"), ("valid_from", "valid_until"), "source", "is_sample", "state_now"]
        if obj:
            fields.append("trains_of")
            if request.user.has_perm(PERMISSION):
                fields += {"draft": ["publishing"], "published": ["withdrawing"]}.get(obj.state, [])
        return [(None, {"fields": fields})]

    @admin.display(description=gettext_lazy("state"))
    def state_now(self, timetable: Timetable) -> str:
        return state_words(timetable)

    @admin.display(description=gettext_lazy("trains"))
    def trains_of(self, timetable: Timetable) -> SafeString | str:
        """Each train has a form of its own."""
        add = f"{reverse('admin:routes_trip_add')}?timetable={timetable.pk}"
        links = [
            (reverse("admin:routes_trip_change", args=[trip.pk]), trip.number)
            for trip in timetable.trips.all()
        ]
        return format_html(
            '{} <a href="{}">{}</a>',
            format_html_join(", ", '<a href="{}">{}</a>', links),
            add,
            _("Add a train"),
        )

    @admin.display(description=gettext_lazy("publishing"))
    def publishing(self, timetable: Timetable) -> SafeString:
        address = reverse("admin:routes_timetable_publish", args=[timetable.pk])
        return format_html(
            '<button class="button" formaction="{}" formnovalidate>{}</button>',
            address,
            _("Publish what is saved"),
        )

    @admin.display(description=gettext_lazy("withdrawal"))
    def withdrawing(self, timetable: Timetable) -> SafeString:
        address = reverse("admin:routes_timetable_withdraw", args=[timetable.pk])
        return format_html(
            '<label>{} <input name="because" class="vTextField"></label> '
            '<button class="button" formaction="{}" formnovalidate>{}</button>',
            _("Reason"),
            address,
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
class ServiceAdmin(OfTimetable):
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
