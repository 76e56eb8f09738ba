"""People who are quoted, and the offices a source says they held."""

from typing import Any

from django import forms
from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from news.admin.record import CitedAdmin, RecordInline, in_three_languages
from news.models import Office, Person, Topic


class OfficeForm(forms.ModelForm):
    class Meta:
        model = Office
        fields: list[str] = []  # the admin names them

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        begin, end = cleaned.get("held_from"), cleaned.get("held_until")
        if begin and end and end < begin:
            self.add_error("held_until", _("The office cannot have ended before it began."))
        return cleaned


class OfficeInline(RecordInline):
    model = Office
    form = OfficeForm
    autocomplete_fields = ["source"]
    fieldsets = [
        (None, {"fields": [*in_three_languages("title"), ("stated_on", "held_from", "held_until"), "source"]})
    ]


@admin.register(Person)
class PersonAdmin(CitedAdmin):
    kind = "person"
    inlines = [OfficeInline]
    list_display = ["key", "name_en", "name_ru", "name_be", "offices_held"]
    search_fields = ["key", "name_en", "name_ru", "name_be", "offices__title_en", "offices__title_ru"]
    fieldsets = [
        (None, {"fields": ["key", *in_three_languages("name", "note")]}),
        (_("Use"), {"fields": ["used_in"]}),
    ]

    def get_queryset(self, request: Any) -> Any:
        return super().get_queryset(request).prefetch_related("offices")

    @admin.display(description=_("offices"))
    def offices_held(self, person: Person) -> str:
        return "; ".join(office.title for office in person.offices.all()) or "–"


@admin.register(Topic)
class TopicAdmin(CitedAdmin):
    kind = "topic"
    key_field = "slug"
    list_display = ["slug", "name_en", "name_ru", "name_be"]
    search_fields = ["slug", "name_en", "name_ru", "name_be"]
    fieldsets = [(None, {"fields": ["slug", *in_three_languages("name", "description")]})]
