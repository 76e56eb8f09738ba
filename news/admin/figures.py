"""Figures: what is measured, and each value with its date, source and hedge."""

from collections.abc import Iterator
from copy import copy
from typing import Any

from django import forms
from django.contrib import admin
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from news.admin.aging import Aging, DueFilter
from news.admin.record import CitedAdmin, RecordFormSet, RecordInline, in_three_languages
from news.models import Figure, FigureValue, Unit
from news.printed_figures import prints_of_nothing

# Of a value: by these a text names it.
DAY = {"as_of", "as_of_precision"}


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


class FigureValues(RecordFormSet):
    def clean(self) -> None:
        super().clean()
        leave = [*self.deleted_forms, *(form for form in self.initial_forms if DAY & set(form.changed_data))]
        if not leave or any(form.errors for form in self.forms):
            return
        before = {name for name, _version in self._prints_of_nothing()}
        with transaction.atomic():
            self._try()
            after = dict(self._prints_of_nothing())
            transaction.set_rollback(True)
        for name in sorted(after.keys() - before):
            raise ValidationError(
                _(
                    "A text that readers read, “%(title)s”, prints a value of this figure that would not be there any more. "
                    "Correct the amount, or add a value beside it."
                )
                % {"title": after[name]}
            )

    def _prints_of_nothing(self) -> Iterator[tuple[int, str]]:
        found = prints_of_nothing([self.instance.key])
        return ((version.pk, version.headline) for version, _key in found)

    def _try(self) -> None:
        """The rows as they would be, for as long as it takes to look: without signals."""
        rows = FigureValue.objects.filter(figure=self.instance)
        kept = [form for form in self.forms if form not in self.deleted_forms]
        rows.filter(pk__in=[form.instance.pk for form in self.deleted_forms])._raw_delete(rows.db)
        for form in kept:
            if form.instance.pk and DAY & set(form.changed_data):
                day = {name: getattr(form.instance, name) for name in DAY}
                rows.filter(pk=form.instance.pk).update(**day)
        new = [copy(form.instance) for form in kept if not form.instance.pk and form.has_changed()]
        FigureValue.objects.bulk_create(new, ignore_conflicts=True)


class FigureValueInline(RecordInline):
    model = FigureValue
    formset = FigureValues
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
