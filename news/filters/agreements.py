"""Narrowing the register: by status on a day, kind, party, subject and year of conclusion."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db.models import QuerySet
from django.forms import DateInput
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from django_filters import ChoiceFilter, DateFilter, FilterSet

from config.web.parameters import FIRST_YEAR, LAST_YEAR
from news.agreements.facts import CONCLUSIONS
from news.agreements.register import Entry
from news.agreements.terms import Designation, StatusValue
from news.models import Action, Actor, Agreement, Topic


class _Computed:
    """A filter over what is computed from actions, not stored: `AgreementFilter.narrow` applies it."""

    def filter(self, rows: QuerySet[Any], value: Any) -> QuerySet[Any]:
        return rows


class ComputedChoice(_Computed, ChoiceFilter):
    pass


class ComputedDay(_Computed, DateFilter):
    pass


def parties() -> list[tuple[str, str]]:
    actors = Actor.objects.filter(participations__isnull=False).distinct()
    return sorted(((actor.code, actor.name) for actor in actors), key=lambda choice: choice[1])


def subjects() -> list[tuple[str, str]]:
    topics = Topic.objects.filter(agreements__in=Agreement.objects.public()).distinct()
    return sorted(((topic.slug, topic.name) for topic in topics), key=lambda choice: choice[1])


def years() -> list[tuple[str, str]]:
    days = Action.objects.filter(type__in=CONCLUSIONS, evidence__isnull=False).dates(
        "dated_on", "year", order="DESC"
    )
    return [(str(day.year), str(day.year)) for day in days]


class AgreementFilter(FilterSet):
    # Choices, not model choices: a value that is not on the list never reaches the database. Those of the record itself
    # are given in __init__.
    as_of = ComputedDay(
        label=_("Status on the day"),
        input_formats=["%Y-%m-%d"],
        widget=DateInput(attrs={"type": "date", "min": f"{FIRST_YEAR}-01-01", "max": f"{LAST_YEAR}-12-31"}),
        validators=[MinValueValidator(date(FIRST_YEAR, 1, 1)), MaxValueValidator(date(LAST_YEAR, 12, 31))],
        error_messages={"invalid": _("Write the day as year, month and day: 2025-03-13.")},
    )
    status = ComputedChoice(
        label=_("Status"),
        choices=StatusValue.choices,
        empty_label=pgettext_lazy("filter: any status", "Any"),
    )
    kind = ChoiceFilter(
        label=_("Kind"),
        field_name="designation",
        choices=Designation.choices,
        empty_label=pgettext_lazy("filter: any kind", "Any"),
    )
    party = ChoiceFilter(
        label=_("Party"),
        field_name="participations__actor__code",
        empty_label=pgettext_lazy("filter: any party", "Any"),
    )
    subject = ChoiceFilter(
        label=_("Subject"),
        field_name="topics__slug",
        empty_label=pgettext_lazy("filter: any subject", "Any"),
    )
    year = ComputedChoice(
        label=_("Signed or adopted in"),
        empty_label=pgettext_lazy("filter: any year", "Any year"),
    )

    class Meta:
        model = Agreement
        fields: list[str] = []

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # Read once a request: the form asks for its choices each time it checks or shows them.
        for name, choices in {"party": parties, "subject": subjects, "year": years}.items():
            self.filters[name].extra["choices"] = choices()

    def as_of_or(self, today: date) -> date:
        """The day asked for; today where none was, or nonsense (which the form says)."""
        return self.form.cleaned_data.get("as_of") or today if self.form.is_valid() else today

    def narrow(self, entries: Iterable[Entry]) -> list[Entry]:
        """Those that fit what is computed: the status on the day, the year of conclusion.

        What had not begun by the day is left out, unless it is asked for by its status.
        """
        chosen = self.form.cleaned_data if self.form.is_valid() else {}
        status, year = chosen.get("status"), chosen.get("year")
        return [
            entry
            for entry in entries
            if (entry.status.value == status if status else not entry.comes_later)
            and (not year or str(entry.year) == year)
        ]
