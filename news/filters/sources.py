"""Narrowing the sources by who speaks in them."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from django_filters import ChoiceFilter, FilterSet

from news.counted_lists import CountedList, listed_sources
from news.models import Grade, Source


class SourceFilter(FilterSet):
    kind = ChoiceFilter(label=_("Class"), choices=Grade.choices, empty_label=_("All classes"))

    class Meta:
        model = Source
        fields: list[str] = []

    def __init__(self, data: Any) -> None:
        super().__init__(data, queryset=Source.objects.none())

    @property
    def qs(self) -> CountedList:
        """What fits; a choice that is not understood is left out. One query."""
        self.is_valid()
        return listed_sources(self.form.cleaned_data.get("kind", ""))
