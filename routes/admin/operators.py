"""Operators: whom a reader can ask."""

from typing import Any

from django.contrib import admin
from django.db.models import Count, QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from news.admin.record import RecordAdmin, in_three_languages
from routes.models import Operator


@admin.register(Operator)
class OperatorAdmin(RecordAdmin):
    list_display = ["code", "name_en", "name_ru", "name_be", "country", "url", "route_count"]
    list_filter = ["country"]
    search_fields = ["code", "name_en", "name_ru", "name_be"]
    fieldsets = [(None, {"fields": ["code", *in_three_languages("name"), "country", "url"]})]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        return super().get_queryset(request).annotate(routes_named=Count("routes"))

    @admin.display(description=_("routes"), ordering="routes_named")
    def route_count(self, operator: Any) -> int:
        return operator.routes_named
