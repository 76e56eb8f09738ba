"""Narrowing the register: by status on a day, family, kind, party, subject, year of conclusion, text and open questions."""

from dataclasses import replace
from datetime import date
from functools import lru_cache
from typing import Any

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db.models import Exists, OuterRef, QuerySet, Value
from django.forms import DateInput
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from django_filters import DateFilter, FilterSet

from config.web.parameters import FIRST_YEAR, LAST_YEAR
from config.web.prepared import prepared
from config.web.translated import LANGUAGES, columns, reading_order
from news.agreements.terms import Designation, Family, StatusValue, TextAvailability
from news.filters.facets import Among, Claim, Facet, Facets, FilterForm, Lent, Shared, count_facets
from news.filters.kept import Kept
from news.models import Actor, Agreement, Participation, StatusSpan, Topic

ANY_ANSWER = pgettext_lazy("filter: either answer", "Any")
YES_OR_NO = [("yes", _("Yes")), ("no", _("No"))]
IN_FORCE = (StatusValue.IN_FORCE.value, StatusValue.IN_EFFECT.value)
NAMES = columns("name")
# Instruments, of which every number is asked for.
COUNTED_WHOLE = 2000
# Those of one party or subject that are looked at one by one, not along the list.
FEW = 1000
# Of so many that stand in the order of names, one at least fits, where that order is walked to find a page.
SPARSE = 10
ORDERS = [("name", _("Name")), ("newest", _("Newest first")), ("oldest", _("Oldest first"))]


YEARS = [(str(year), str(year)) for year in range(LAST_YEAR, FIRST_YEAR - 1, -1)]


class Day(Lent, DateFilter):
    """Which spans there are to narrow: it chooses them, before anything is filtered."""

    def filter(self, spans: QuerySet[Any], day: Any) -> QuerySet[Any]:
        return spans


class Order(Shared):
    def filter(self, spans: QuerySet[Any], chosen: str) -> QuerySet[Any]:
        return spans.in_order(chosen)


class AgreementFilter(FilterSet):
    """Over the spans of a day, one an instrument.

    Choices, not model choices: a value that is not on the list never reaches the database.
    """

    as_of = Day(
        label=_("Status on the day"),
        input_formats=["%Y-%m-%d"],
        widget=DateInput(attrs={"type": "date", "min": f"{FIRST_YEAR}-01-01", "max": f"{LAST_YEAR}-12-31"}),
        validators=[MinValueValidator(date(FIRST_YEAR, 1, 1)), MaxValueValidator(date(LAST_YEAR, 12, 31))],
        error_messages={"invalid": _("Write the day as year, month and day: 2025-03-13.")},
    )
    status = Facet(
        label=_("Status"), choices=StatusValue.choices, empty_label=pgettext_lazy("filter: any status", "Any")
    )
    in_force = Claim(
        label=_("In force or in effect"),
        field_name="status",
        true=IN_FORCE,
        values=StatusValue.values,
        choices=YES_OR_NO,
        empty_label=ANY_ANSWER,
    )
    family = Facet(
        label=_("Treaty or act"),
        choices=Family.choices,
        empty_label=pgettext_lazy("filter: any family", "Any"),
    )
    kind = Facet(
        label=_("Kind"),
        field_name="designation",
        choices=Designation.choices,
        empty_label=pgettext_lazy("filter: any kind", "Any"),
    )
    party = Among(
        label=_("Party"),
        field_name="parties",
        empty_label=pgettext_lazy("filter: any party", "Any"),
        ties=Participation,
        to="actor",
    )
    subject = Among(
        label=_("Subject"),
        field_name="subjects",
        empty_label=pgettext_lazy("filter: any subject", "Any"),
        ties=Agreement.topics.through,
        to="topic",
    )
    year = Facet(
        label=_("Signed or adopted in"),
        choices=YEARS,
        empty_label=pgettext_lazy("filter: any year", "Any year"),
    )
    text = Facet(
        label=_("Text held"),
        field_name="text_availability",
        choices=TextAvailability.choices,
        empty_label=pgettext_lazy("filter: any text", "Any"),
    )
    disputed = Claim(
        label=_("Sources differ on a date"),
        true=[True, "1"],
        values=["0", "1"],
        choices=YES_OR_NO,
        empty_label=ANY_ANSWER,
    )
    order = Order(label=_("In the order of"), choices=ORDERS, empty_label=_("Register number"))

    class Meta:
        model = StatusSpan
        form = FilterForm
        fields: list[str] = []

    def __init__(self, data: Any) -> None:
        super().__init__(data, queryset=StatusSpan.objects.none())
        # Read once a request: the form asks for its choices each time it checks or shows them.
        for name, found in offered().items():
            self.filters[name].offer(found)
        cleaned = self.form.cleaned_data if self.is_valid() else {}
        self.day: date = cleaned.get("as_of") or timezone.localdate()
        self.chosen = {name: cleaned[name] for name in self.facets if cleaned.get(name)}
        self.order_chosen: str = cleaned.get("order", "")
        # Of the choices, one that so few instruments have that those are looked at one by one.
        self._rare = ""
        # Whether so many fit that a page of them is soon found along the order of names.
        self._are_many = False

    @property
    def facets(self) -> dict[str, Facet]:
        return {name: each for name, each in self.filters.items() if isinstance(each, Facet)}

    @property
    def is_present(self) -> bool:
        """Whether the list is that of the present day, which is kept: with what had not begun by a day it is read anew."""
        return self.day == timezone.localdate() and self.chosen.get("status") != StatusValue.RECORDED

    def spans(self) -> QuerySet[Any]:
        """Of the day. What had not begun by it is left out, unless it is asked for by its status."""
        if self.is_present:
            return StatusSpan.objects.present(self.day)
        spans = StatusSpan.objects.along()
        if self.chosen.get("status") == StatusValue.RECORDED:
            return spans.on(self.day)
        return spans.begun(self.day)

    @property
    def qs(self) -> QuerySet[Any]:
        conditions = [self.facets[name].condition(value, "walked_") for name, value in self.chosen.items()]
        spans = self.spans().walked({self.facets[name].field_name for name in self.chosen})
        if self._rare:
            spans = spans.filter(agreement__in=self.facets[self._rare].tied(self.chosen[self._rare]))
        return spans.filter(*conditions).in_order(self.order_chosen, placed=self.is_present)

    def keys(self) -> QuerySet[Any]:
        """Of the instruments, in the order asked for."""
        if self.is_present and not (self.chosen or self.order_chosen):
            return _all_keys(self.day).all()
        if self.order_chosen == "name" and self._are_many:
            fits = Exists(self.qs.filter(agreement=OuterRef("pk")).order_by())
            return Agreement.objects.filter(fits).by_name().values_list("pk", flat=True)
        return self.qs.values_list("agreement", flat=True)

    def count(self, most: int) -> Facets:
        """Five queries at most. Says in each list how many instruments a choice would show, where that is known, and leaves out
        what would show none. `most`: so many of those that fit are looked for, if it comes to that."""
        found = self._counted()
        if found.total is None:
            keys = list(self.keys()[: most + 1])
            found = replace(found, total=len(keys[:most]), are_more=len(keys) > most, keys=keys[:most])
        facets = self.facets
        for name, counts in found.counts.items():
            self.form.fields[name].widget.choices = facets[name].listed(
                counts, self.chosen.get(name), numbered=name not in found.without_numbers
            )
        return found

    def total(self) -> int | None:
        """Of those that fit, where it is known without counting them. Three queries at most."""
        return self._counted().total

    def _counted(self) -> Facets:
        kept = Kept(self.facets, self.chosen)
        self._rare = kept.rarest([name for name in self.chosen if isinstance(self.facets[name], Among)], FEW)
        found = self._numbers(kept)
        self._are_many = (found.total or 0) * SPARSE > kept.all_of_them
        return found

    def _numbers(self, kept: Kept) -> Facets:
        """Only a small register is counted instrument by instrument."""
        if self.is_present and (len(self.chosen) < 2 or kept.all_of_them > COUNTED_WHOLE):
            kept.settle(self.day)
            return kept.today()
        if kept.all_of_them > COUNTED_WHOLE:
            return kept.on(self.day, timezone.localdate())
        return count_facets(self.spans(), self.facets, self.chosen)

    def statuses(self, found: Facets) -> list[tuple[StatusValue, int]]:
        """Those of the instruments shown, in the order of the vocabulary, where they have been counted."""
        if "status" in found.without_numbers:
            return []
        counts, asked = found.counts["status"], self.chosen.get("status")
        return [(value, counts[value]) for value in StatusValue if counts[value] and asked in (None, value)]


@lru_cache(2)
def _all_keys(day: date) -> QuerySet[Any]:
    """What most readers ask for: it costs less to run than to compose. Never run itself, or it would keep what it found."""
    return StatusSpan.objects.present(day).in_order(placed=True).values_list("agreement", flat=True)


@prepared
def _offered() -> QuerySet:
    """Who takes part anywhere, and what any instrument is about: one query for both."""
    taking_part = Participation.objects.filter(actor=OuterRef("pk"))
    about = Agreement.topics.through.objects.filter(topic=OuterRef("pk"))
    actors = Actor.objects.filter(Exists(taking_part)).order_by().annotate(to=Value("party"))
    topics = Topic.objects.filter(Exists(about)).order_by().annotate(to=Value("subject"))
    return actors.values_list("to", "pk", "code", *NAMES).union(
        topics.values_list("to", "pk", "slug", *NAMES), all=True
    )


def offered() -> dict[str, list[tuple[str, int, str]]]:
    """By the name of the filter what there is to choose: (choice, key, words), in the order of the words."""
    found: dict[str, list[tuple[str, int, str]]] = {"party": [], "subject": []}
    for name, pk, choice, *names in _offered().rows():
        by_language = dict(zip(LANGUAGES, names, strict=True))
        words = next((by_language[code] for code in reading_order() if by_language[code]), "")
        found[name].append((choice, pk, words))
    return {name: sorted(each, key=lambda one: one[2]) for name, each in found.items()}
