"""The words of a choice, without Django's search for them."""

from typing import Any

from django.db.models import Field


class Labelled:
    """`get_kind_display()` and its like for rows that pages print by the hundred: Django goes through all the choices of the
    field each time, this looks one up."""

    def _get_FIELD_display(self, field: "Field[Any, Any]") -> str:  # noqa: N802 Django's name
        labels = field.__dict__.get("labels")
        if labels is None:
            labels = field.__dict__["labels"] = dict(field.flatchoices)
        value = getattr(self, field.attname)
        return str(labels.get(value, "" if value is None else value))
