"""Obligations: entered in the form of their agreement; what sources found of them, and when they were done, is entered here."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from news.admin.record import RecordAdmin
from news.admin.register.obligation_parts import FIELDS, DeliveryInline, ObligationForm
from news.models import Obligation


@admin.register(Obligation)
class ObligationAdmin(RecordAdmin):
    shows_uses = False
    form = ObligationForm
    inlines = [DeliveryInline]
    list_display = ["agreement", "key", "due_on", "done_on"]
    list_select_related = ["agreement"]
    search_fields = ["key", "text_en", "text_ru", "text_be", "agreement__number"]
    autocomplete_fields = ["agreement", "responsible", "source"]
    fieldsets = [
        (None, {"fields": ["agreement", *FIELDS]}),
        (_("Delivery"), {"fields": [("done_on", "done_precision")]}),
    ]

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> tuple[str, ...]:
        """An obligation stays with its agreement."""
        return (*super().get_readonly_fields(request, obj), *(("agreement",) if obj else ()))
