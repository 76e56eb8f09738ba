"""Fares: what a ride costs, for whom, and where."""

from django.contrib import admin

from news.admin.record import RecordAdmin, RecordTable, in_three_languages
from routes.models import FareProduct, FareRule, RiderCategory


@admin.register(RiderCategory)
class RiderCategoryAdmin(RecordAdmin):
    list_display = ["code", "name_en", "name_ru", "name_be", "is_default", "is_sample"]
    search_fields = ["code", "name_en", "name_ru", "name_be"]
    fieldsets = [(None, {"fields": ["code", *in_three_languages("name"), "is_default", "is_sample"]})]
    shows_uses = False


class FareRuleInline(RecordTable):
    model = FareRule
    fields = ["route", "from_station", "to_station"]
    autocomplete_fields = ["route", "from_station", "to_station"]


@admin.register(FareProduct)
class FareProductAdmin(RecordAdmin):
    list_display = ["key", "name_en", "rider_category", "amount", "currency", "valid_from", "is_sample"]
    list_filter = ["is_sample", "currency"]
    list_select_related = ["rider_category"]
    search_fields = ["key", "name_en", "name_ru", "name_be"]
    autocomplete_fields = ["rider_category", "source", "legal_basis"]
    inlines = [FareRuleInline]
    fieldsets = [
        (
            None,
            {
                "fields": [
                    "key",
                    *in_three_languages("name"),
                    ("rider_category", "amount", "currency"),
                    ("valid_from", "valid_until"),
                    ("source", "legal_basis"),
                    "is_sample",
                ]
            },
        )
    ]
    shows_uses = False
