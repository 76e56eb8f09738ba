"""What an editor enters of a promise: what is to be done, in its agreement's form; what sources found since, on its own page."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from config.web.partial_dates import PartialDate
from config.web.text import slugify_cyrillic
from news.admin.record import RecordFormSet, RecordInline, in_three_languages
from news.admin.register.agreement_parts import kept
from news.agreements.promises import Finding
from news.models import Obligation, ObligationEvidence

FIELDS = [
    ("key", "provision", "stated_on"),
    *in_three_languages("text"),
    ("responsible", "due_on", "due_precision"),
    "source",
]


class ObligationForm(forms.ModelForm):
    """Dates known to the month or the year are kept as the first day of it."""

    class Meta:
        model = Obligation
        fields: list[str] = []  # the admin names them

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if key := self.fields.get("key"):
            key.required = False
            key.help_text = _("Leave it empty: it is made from the text. Part of its permanent address.")

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        for name in ("due", "done"):
            if day := cleaned.get(f"{name}_on"):
                cleaned[f"{name}_on"] = PartialDate(day, cleaned.get(f"{name}_precision") or "day").earliest
        if not cleaned.get("key") and cleaned.get("text_en") and "key" not in self.errors:
            cleaned["key"] = slugify_cyrillic(cleaned["text_en"], max_length=60)
        return cleaned


class ObligationInline(RecordInline):
    model = Obligation
    form = ObligationForm
    show_change_link = True
    autocomplete_fields = ["responsible", "source"]
    verbose_name_plural = _("obligations: what is to be done under it, and by when")
    fieldsets = [(None, {"fields": FIELDS})]


class DeliveryFormSet(RecordFormSet):
    def clean(self) -> None:
        """Done is said with a source, or not at all."""
        super().clean()
        says = {form.cleaned_data.get("finding") for form in kept(self)}
        if self.instance.done_on and Finding.DELIVERED not in says:
            raise forms.ValidationError(
                _("Name a source that says it was delivered, or leave “done on” empty.")
            )


class DeliveryInline(RecordInline):
    model = ObligationEvidence
    formset = DeliveryFormSet
    autocomplete_fields = ["source"]
    verbose_name_plural = _("what sources found: delivered, or by a day not")
    fieldsets = [
        (
            None,
            {
                "fields": [
                    ("source", "finding"),
                    ("dated_on", "date_precision"),
                    *in_three_languages("says"),
                ]
            },
        )
    ]
