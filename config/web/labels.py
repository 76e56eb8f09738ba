"""The words of a choice, without Django's search for them."""

from typing import Any

from django.db.models import Field
from django.utils.translation import get_language


class Labelled:
    """`get_kind_display()` and its like for rows that pages print by the hundred: Django goes through all the choices of the
    field each time, this looks one up."""

    def _get_FIELD_display(self, field: "Field[Any, Any]") -> str:  # noqa: N802 Django's name
        by_language = field.__dict__.setdefault("labels", {})
        labels = by_language.get(language := get_language())
        if labels is None:
            labels = by_language[language] = {value: str(label) for value, label in field.flatchoices}
        value = getattr(self, field.attname)
        return labels[value] if value in labels else "" if value is None else str(value)
