"""Sources that we do not have yet, entered with the instrument that rests on them and named by its rows at once."""

from typing import Any

from django.forms import BaseModelFormSet, DateInput, URLField, modelformset_factory
from django.utils.translation import gettext_lazy as _

from news.admin.sources import SourceForm
from news.models import Source

FIELDS = (
    "key",
    "grade",
    "publisher_en",
    "publisher_ru",
    "title",
    "language",
    "url",
    "published_on",
    "accessed_on",
)
MOST = 50


class SourceRow(SourceForm):
    url = URLField(label=_("Address"), max_length=500, required=False, assume_scheme="https")

    class Meta(SourceForm.Meta):
        fields = FIELDS
        widgets = {name: DateInput(attrs={"type": "date"}, format="%Y-%m-%d") for name in FIELDS[-2:]}


class SourceRows(BaseModelFormSet):
    @property
    def entered(self) -> list[Source]:
        """Not saved, as far as they are valid."""
        if not self.is_bound:
            return []
        return [form.instance for form in self.forms if form.has_changed() and not form.errors]


_Rows = modelformset_factory(Source, SourceRow, formset=SourceRows, extra=1, max_num=MOST, absolute_max=MOST)


def source_rows(data: Any = None) -> SourceRows:
    return _Rows(data, queryset=Source.objects.none(), prefix="new_sources")
