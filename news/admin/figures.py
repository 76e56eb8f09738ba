"""Figures: what is measured, and each value with its date, source and hedge."""

from typing import Any

from django import forms
from django.contrib import admin
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from news.admin.aging import Aging, DueFilter
from news.admin.record import CitedAdmin, RecordInline, in_three_languages
from news.models import Figure, FigureValue, Unit


class FigureForm(forms.ModelForm):
    class Meta:
        model = Figure
        fields: list[str] = []  # the admin names them

    def clean_currency(self) -> str:
        return self.cleaned_data["currency"].strip().upper()

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        currency, is_money = cleaned.get("currency"), cleaned.get("unit") == Unit.MONEY
        if is_money and not (currency and len(currency) == 3 and currency.isascii() and currency.isalpha()):
            self.add_error("currency", _("Money needs its currency in three letters: USD, RUB, BYN."))
        if currency and not is_money:
            self.add_error("currency", _("Only money has a currency."))
        return cleaned


class FigureValueInline(RecordInline):
    model = FigureValue
    autocomplete_fields = ["source", "said_by"]
    fieldsets = [
        (
            None,
            {
                "fields": [
                    ("amount", "qualifier"),
                    ("as_of", "as_of_precision"),
                    ("source", "said_by", "verification"),
                ]
            },
        ),
        (_("Notes"), {"fields": in_three_languages("note"), "classes": ["collapse"]}),
    ]


@admin.register(Figure)
class FigureAdmin(Aging, CitedAdmin):
    kind = "figure"
    form = FigureForm
    inlines = [FigureValueInline]
    list_display = ["key", "name_en", "unit", "currency", "values_held", "due"]
    list_filter = [DueFilter, "unit"]
    search_fields = ["key", "name_en", "name_ru", "name_be"]
    fieldsets = [
        (None, {"fields": ["key", *in_three_languages("name", "description"), ("unit", "currency")]}),
        (_("When to look again"), {"fields": [("review_by", "reviewed_on")]}),
        (_("Use"), {"fields": ["used_in"]}),
    ]

    def get_queryset(self, request: HttpRequest) -> Any:
        return super().get_queryset(request).prefetch_related("values__source")

    @admin.display(description=_("values"))
    def values_held(self, figure: Figure) -> str:
        """What may stand after the @ in a reference."""
        return (
            ", ".join(f"{value.period}: {value.amount.normalize():f}" for value in figure.values.all()) or "–"
        )
