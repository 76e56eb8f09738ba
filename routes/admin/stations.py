"""Stations and border points: names, place, and who says where it is."""

from typing import Any

from django import forms
from django.contrib import admin
from django.db.models import Count, QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from news.admin.record import CitedAdmin, RecordTable, in_three_languages
from routes.models import Station, Transfer
from routes.terms import CoordinatePrecision


class StationForm(forms.ModelForm):
    class Meta:
        model = Station
        fields: list[str] = []  # the admin names them

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        latitude, longitude = cleaned.get("latitude"), cleaned.get("longitude")
        unknown = cleaned.get("coordinate_precision") == CoordinatePrecision.UNKNOWN
        if latitude is None and longitude is None:
            if not unknown:
                self.add_error(
                    "coordinate_precision", _("Without coordinates this must be “not established”.")
                )
            return cleaned
        self._complete(cleaned, unknown)
        if latitude is not None and longitude is not None:
            self._on_earth(latitude, longitude)
        return cleaned

    def _complete(self, cleaned: dict[str, Any], unknown: bool) -> None:
        for name in ("latitude", "longitude"):
            if cleaned.get(name) is None and name not in self.errors:
                self.add_error(name, _("Give both coordinates, or neither."))
        if unknown:
            self.add_error("coordinate_precision", _("Say what the coordinates are of."))
        if not cleaned.get("coordinate_source"):
            self.add_error("coordinate_source", _("Coordinates need a source."))

    def _on_earth(self, latitude: Any, longitude: Any) -> None:
        if not -90 <= latitude <= 90:
            self.add_error("latitude", _("Latitude lies between −90 and 90 degrees."))
        if not -180 <= longitude <= 180:
            self.add_error("longitude", _("Longitude lies between −180 and 180 degrees."))
        if abs(latitude) <= 1 and abs(longitude) <= 1:
            self.add_error("latitude", _("This is in the Gulf of Guinea: a typing error."))


class TransferInline(RecordTable):
    model = Transfer
    fk_name = "from_station"
    fields = ["to_station", "kind", "min_transfer_time", "source"]
    autocomplete_fields = ["to_station", "source"]


@admin.register(Station)
class StationAdmin(CitedAdmin):
    kind = "station"
    key_field = "slug"
    form = StationForm
    list_display = [
        "slug",
        "name_en",
        "name_ru",
        "name_be",
        "country",
        "is_border_point",
        "coordinate_precision",
        "route_count",
    ]
    list_filter = ["country", "is_border_point", "coordinate_precision"]
    search_fields = ["slug", "name_en", "name_ru", "name_be"]
    autocomplete_fields = ["coordinate_source"]
    inlines = [TransferInline]
    fieldsets = [
        (None, {"fields": ["slug", *in_three_languages("name"), ("country", "timezone"), "is_border_point"]}),
        (
            _("Where it is"),
            {
                "description": _("Degrees, WGS 84. Leave all of it empty if no source says it."),
                "fields": [
                    ("latitude", "longitude"),
                    "coordinate_precision",
                    "coordinate_source",
                    "label_anchor",
                ],
            },
        ),
        (_("Changing trains"), {"fields": ["change_time"]}),
        (_("Note to readers"), {"fields": [*in_three_languages("note")]}),
        (_("Use"), {"fields": ["used_in"]}),
    ]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        return super().get_queryset(request).annotate(routes_passing=Count("stops"))

    @admin.display(description=_("routes"), ordering="routes_passing")
    def route_count(self, station: Any) -> int:
        return station.routes_passing
