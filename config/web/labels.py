"""The words of a choice, without Django's search for them."""

from typing import Any

from django.db.models import Field
from django.utils.translation import get_language


class Labelled:
    """`get_kind_display()` and its like for rows that pages print by the hundred: Django goes through all the choices of the
    field each time, this looks one up."""

    def _get_FIELD_display(self, field: "Field[Any, Any]") -> str:  # noqa: N802 Django's name
        language, value = get_language(), getattr(self, field.attname)
        kept: dict[str | None, dict[Any, str]] = field.__dict__.setdefault("labels", {})
        if language not in kept:
            kept[language] = {choice: str(label) for choice, label in field.flatchoices}
        label = kept[language].get(value)
        return label if label is not None else "" if value is None else str(value)
