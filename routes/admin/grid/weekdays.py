"""The days of the week as boxes in a form; the value is the mask (Monday 1, Tuesday 2 … Sunday 64)."""

from typing import Any

from django import forms
from django.utils.dates import WEEKDAYS

from routes.services import days_of, mask_of


class WeekdaysField(forms.TypedMultipleChoiceField):
    widget = forms.CheckboxSelectMultiple

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(choices=list(WEEKDAYS.items()), coerce=int, required=False, **kwargs)

    def prepare_value(self, value: Any) -> Any:
        return days_of(value) if isinstance(value, int) else value

    def clean(self, value: Any) -> int:
        return mask_of(super().clean(value))

    def has_changed(self, initial: Any, data: Any) -> bool:
        return super().has_changed(days_of(initial) if isinstance(initial, int) else initial, data)
