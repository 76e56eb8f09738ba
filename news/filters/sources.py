"""Narrowing the sources by who speaks in them."""

from django.utils.translation import gettext_lazy as _
from django_filters import ChoiceFilter, FilterSet

from news.models import Grade, Source


class SourceFilter(FilterSet):
    kind = ChoiceFilter(
        label=_("Class"), field_name="grade", choices=Grade.choices, empty_label=_("All classes")
    )

    class Meta:
        model = Source
        fields: list[str] = []
