"""Fields of the entry form: a date as far as it is known in one field, and another thing named by its key or number."""

from collections.abc import Iterable, Mapping
from functools import reduce
from operator import or_
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Model, Q
from django.forms.models import InlineForeignKeyField, construct_instance
from django.utils.functional import Promise, cached_property
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from config.web.partial_dates import PartialDate, read_partial_date
from news.models import Actor, Agreement, Source

# Fields that name a thing, by the last part of their names.
NAMED_IN: Mapping[type[Model], tuple[str, ...]] = {
    Source: ("source", "term_source"),
    Agreement: ("to_agreement", "by_agreement"),
}
KEYS: Mapping[type[Model], str] = {Source: "key", Agreement: "number", Actor: "code"}


class PartialDateField(forms.CharField):
    """13.03.2025, 2025-03-13, 03.2025, 2025-03 or 2025: a PartialDate on the first day of what is known."""

    default_error_messages = {
        "unreadable": _("Write 2025-03-13 or 13.03.2025; or 2025-03, or 2025, if only that is known.")
    }

    def __init__(self, **options: Any) -> None:
        attributes = {"size": 12, "autocomplete": "off", "placeholder": "2025-03-13"}
        super().__init__(max_length=10, widget=forms.TextInput(attrs=attributes), **options)

    def to_python(self, value: Any) -> PartialDate | None:  # type: ignore[override]
        if value in self.empty_values or isinstance(value, PartialDate):
            return value or None
        try:
            return read_partial_date(str(value))
        except ValueError:
            raise ValidationError(self.error_messages["unreadable"], code="unreadable") from None

    def run_validators(self, value: Any) -> None:
        """Those of text do not fit a date."""


class Known:
    """The things that a whole sent form names, read in one query a kind; those that it enters itself, too."""

    def __init__(self, data: Any = None, entered: Iterable[Source] = ()) -> None:
        self._data = data
        self._entered = {source.key: source for source in entered}
        self._rows: dict[type[Model], dict[str, Model]] = {}

    def find(self, model: type[Model], key: str) -> Model | None:
        if model is Source and key in self._entered:
            return self._entered[key]
        if model is Actor:
            return next((actor for actor in self.actors if actor.code == key), None)
        if model not in self._rows:
            self._rows[model] = self._read(model)
        return self._rows[model].get(key)

    def remember(self, model: type[Model], keys: Iterable[str]) -> None:
        """For what is not named in a form: an import says beforehand what its rows will name."""
        self._rows[model] = _by_key(model, set(keys))

    @cached_property
    def actors(self) -> list[Actor]:
        return list(Actor.objects.all())

    @cached_property
    def actors_offered(self) -> list[tuple[str, str]]:
        """For every row the same."""
        return [(each.code, each.name) for each in self.actors]

    def _read(self, model: type[Model]) -> dict[str, Model]:
        names = NAMED_IN[model]
        fields = [name for name in self._data or () if name.rpartition("-")[2] in names]
        keys = {str(self._data.get(name)).strip() for name in fields} - {""}
        return _by_key(model, keys) if keys else {}


def _by_key(model: type[Model], keys: set[str]) -> dict[str, Model]:
    """An agreement by its number or its slug, which the picker knows."""
    names = (KEYS[model], "slug") if model is Agreement else (KEYS[model],)
    named = reduce(or_, (Q(**{f"{name}__in": keys}) for name in names))
    return {getattr(row, name): row for row in model._default_manager.filter(named) for name in names}


class KeyField(forms.ModelChoiceField):
    """A thing by its key, in a plain field that works without scripts; js/desk/entry.js finds it by words."""

    default_error_messages = {
        "invalid_choice": _("Nothing has this key. Find it by its words, or enter it below.")
    }

    def __init__(self, model: type[Model], **options: Any) -> None:
        attributes = {
            "data-pick": model._meta.model_name,
            "autocomplete": "off",
            "spellcheck": "false",
            "class": "vTextField",
        }
        options = {"widget": forms.TextInput(attrs=attributes), "required": False} | options
        super().__init__(model._default_manager.all(), to_field_name=KEYS[model], **options)
        self.known: Known | None = None

    def to_python(self, value: Any) -> Model | None:
        if value in self.empty_values:
            return None
        key = str(value).strip()
        model = self.queryset.model
        found = self.known.find(model, key) if self.known else _by_key(model, {key}).get(key)
        if found is None:
            raise ValidationError(self.error_messages["invalid_choice"], code="invalid_choice")
        return found

    def prepare_value(self, value: Any) -> Any:
        return getattr(value, self.to_field_name) if isinstance(value, Model) else value

    def label_from_instance(self, obj: Model) -> str:
        return str(obj)


class ActorField(KeyField):
    """Who acts, chosen from all there are, who are few and read once for the form. `nobody`: words of the empty choice."""

    def __init__(self, nobody: str | Promise = "", **options: Any) -> None:
        super().__init__(Actor, widget=forms.Select, **options)
        self.nobody = nobody

    def offer(self, actors: Iterable[tuple[str, str]]) -> None:
        self.widget.choices = [("", self.nobody), *actors]


class Keyed:
    """Mixed into a ModelForm with such fields, before it. `known`: shared by the rows of a form; `asks_again`: whether the
    database is asked once more of each thing, and of the constraints of the row, one query each."""

    asks_again = True

    def __init__(self, *args: Any, known: Known | None = None, **kwargs: Any) -> None:
        self.known = known
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            field.label = capfirst(field.label or "")
            if not isinstance(field, KeyField):
                continue
            field.known = known
            if isinstance(field, ActorField):
                field.offer((known or Known()).actors_offered)
            if getattr(self.instance, f"{name}_id", None):
                self.initial[name] = getattr(self.instance, name)

    def _get_validation_exclusions(self) -> set[str]:
        """A source entered in the same form has no number yet; it is saved first."""
        named = {name: value for name, value in self.cleaned_data.items() if isinstance(value, Model)}
        found = {name for name, value in named.items() if value.pk is None or not self.asks_again}
        return super()._get_validation_exclusions() | found

    def _post_clean(self) -> None:
        if self.asks_again:
            super()._post_clean()
            return
        construct_instance(self, self.instance, self._meta.fields, self._meta.exclude)
        parents = {name for name, field in self.fields.items() if isinstance(field, InlineForeignKeyField)}
        try:
            self.instance.clean_fields(exclude=self._get_validation_exclusions() | parents)
        except ValidationError as error:
            self._update_errors(error)
