"""Notices to passengers: a draft until it has a day of publication."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from news.admin.record import RecordAdmin, RecordTable, in_three_languages
from routes.models import Alert, AlertEntity, AlertPeriod


class AlertPeriodInline(RecordTable):
    model = AlertPeriod
    fields = ["start_at", "end_at"]


class AlertEntityInline(RecordTable):
    model = AlertEntity
    fields = ["sequence", "operator", "route", "trip", "station"]
    autocomplete_fields = ["operator", "route", "station"]
    raw_id_fields = ["trip"]
    verbose_name_plural = _("whom it is about: within a row all must be met, between rows any")


@admin.register(Alert)
class AlertAdmin(RecordAdmin):
    list_display = ["key", "header_en", "effect_shown", "severity", "published_at"]
    list_filter = ["effect", "severity"]
    search_fields = ["key", "header_en", "header_ru", "header_be"]
    autocomplete_fields = ["source", "article"]
    inlines = [AlertPeriodInline, AlertEntityInline]
    fieldsets = [
        (
            None,
            {
                "fields": [
                    ("key", "published_at"),
                    ("cause", "effect", "severity"),
                    *in_three_languages("header"),
                    *in_three_languages("description"),
                    ("source", "article"),
                    "url",
                ]
            },
        )
    ]
    shows_uses = False

    @admin.display(description=_("effect"), ordering="effect")
    def effect_shown(self, alert: Alert) -> str:
        return alert.get_effect_display()

    def get_changeform_initial_data(self, request: HttpRequest) -> dict[str, Any]:
        return {"severity": "info"} | super().get_changeform_initial_data(request)
