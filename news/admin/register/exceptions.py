"""Exceptions from the register's rules: they arise with what they excuse; here their words are translated."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from news.admin.record import RecordAdmin, in_three_languages
from news.models import RuleException


@admin.register(RuleException)
class RuleExceptionAdmin(RecordAdmin):
    shows_uses = False
    list_display = ["agreement_number", "rule", "action_key", "reason", "recorded_at", "recorded_by"]
    list_filter = ["rule"]
    list_select_related = ["agreement", "recorded_by"]
    search_fields = ["agreement__number", "action_key", "reason_en", "reason_ru", "reason_be"]
    readonly_fields = ["agreement", "rule", "action_key", "recorded_at", "recorded_by"]
    fieldsets = [
        (None, {"fields": [("agreement", "rule", "action_key"), ("recorded_at", "recorded_by")]}),
        (_("Published reason"), {"fields": [*in_three_languages("reason")]}),
    ]

    @admin.display(description=_("agreement"), ordering="agreement__number")
    def agreement_number(self, exception: RuleException) -> str:
        return exception.agreement.number

    @admin.display(description=_("reason"))
    def reason(self, exception: RuleException) -> str:
        return exception.reason

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False
