"""Fields that name another thing by search, in many rows: what all rows have chosen is read at once, a query a table."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from django.contrib.admin.widgets import AutocompleteSelect, RelatedFieldWidgetWrapper
from django.db.models import Model
from django.forms import Form
from django.http import HttpRequest
from django.utils.functional import cached_property

from news.admin.rows import InlineRows


class KnownSelect(AutocompleteSelect):
    """Django's field asks the database for the thing chosen, once a row; this one is told: {key as a string: thing}."""

    known: Mapping[str, Model] | None = None

    def optgroups(self, name: str, value: list[Any], attrs: dict[str, Any] | None = None) -> list[Any]:
        chosen = [self.known[str(key)] for key in value if self.known and str(key) in self.known]
        if not chosen:
            return super().optgroups(name, value, attrs)
        label = self.choices.field.label_from_instance
        options = [
            self.create_option(name, thing.pk, label(thing), True, place)
            for place, thing in enumerate(chosen, start=1)
        ]
        if not self.is_required:
            options.insert(0, self.create_option(name, "", "", False, 0))
        return [(None, options, 0)]


class KnownChoicesFormSet(InlineRows):
    @cached_property
    def forms(self) -> list[Form]:
        forms = super().forms
        for form in forms:
            if not self.instance._state.adding:
                # The row's own words name its whole, which is at hand.
                setattr(form.instance, self.fk.name, self.instance)
        tell_choices(forms)
        return forms


class KnownChoices:
    """Mixed into an inline whose formset is a `KnownChoicesFormSet`."""

    def formfield_for_foreignkey(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        if db_field.name in self.get_autocomplete_fields(request):
            kwargs["widget"] = KnownSelect(db_field, self.admin_site, using=kwargs.get("using"))
        return super().formfield_for_foreignkey(db_field, request, **kwargs)


def tell_choices(forms: Iterable[Form]) -> None:
    told, keys = list(_selects(forms)), defaultdict(set)
    for _widget, queryset, key in told:
        if str(key).isdigit():
            keys[queryset.model].add(int(key))
    things = {
        queryset.model: {str(pk): thing for pk, thing in queryset.in_bulk(keys[queryset.model]).items()}
        for queryset in {queryset.model: queryset for _widget, queryset, _key in told}.values()
        if keys[queryset.model]
    }
    for widget, queryset, _key in told:
        widget.known = things.get(queryset.model)


def _selects(forms: Iterable[Form]) -> Iterator[tuple[KnownSelect, Any, Any]]:
    """(widget, queryset, what is chosen) of each such field of each row."""
    for form in forms:
        for name, field in form.fields.items():
            widget = field.widget
            if isinstance(widget, RelatedFieldWidgetWrapper):
                widget = widget.widget
            if isinstance(widget, KnownSelect):
                yield widget, field.queryset, form[name].value()
