"""Lists of choices in the filters of public pages: a form does not copy what it does not change, and the same list is printed
the same.

Django copies every choice of every field for each form, and prints an option by ten calls: half of what a list of things cost.
"""

from copy import copy
from functools import lru_cache
from typing import Any

from django.forms import CheckboxSelectMultiple, Field, Form, Select, Widget
from django.utils.safestring import SafeString
from django.utils.translation import get_language

KEPT = 512  # printed lists


class Own(dict[str, Any]):
    """Fields that nobody else has."""

    def __deepcopy__(self, memo: Any) -> "Own":
        return self


class SharingForm(Form):
    """Its fields share their lists with the form's class, until it gives them others."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        own = {name: _own(field) for name, field in self.base_fields.items()}
        self.base_fields = Own(own)  # type: ignore[misc]  # this form's only
        super().__init__(*args, **kwargs)


def _own(field: Field) -> Field:
    mine = copy(field)
    mine.widget = copy(field.widget)
    return mine


class _Remembered(Widget):
    choices: Any

    def render(self, name: str, value: Any, attrs: Any = None, renderer: Any = None) -> SafeString:
        """What is printed hangs on nothing but this."""
        chosen = tuple(map(str, value)) if isinstance(value, list | tuple) else value
        choices = tuple((str(each), str(words)) for each, words in self.choices)
        told = (name, chosen, tuple({**self.attrs, **(attrs or {})}.items()), choices)
        return _printed(type(self), self.is_required, get_language(), *told)


@lru_cache(KEPT)
def _printed(
    widget: type[_Remembered],
    is_required: bool,
    _language: str | None,
    name: str,
    chosen: Any,
    attrs: tuple[tuple[str, Any], ...],
    choices: tuple[tuple[str, str], ...],
) -> SafeString:
    made = widget(dict(attrs), choices)  # type: ignore[call-arg]
    made.is_required = is_required
    return super(_Remembered, made).render(name, list(chosen) if isinstance(chosen, tuple) else chosen)


class RememberedSelect(_Remembered, Select):
    pass


class RememberedCheckboxes(_Remembered, CheckboxSelectMultiple):
    pass
