"""What a reader chooses of the timeline, and how many entries each choice would show."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from config.timeline.line import Line
from config.timeline.strands import OF_RECORD, RECORDS, STRANDS, Choice
from config.timeline.tallies import ANY_TIME, KeptTally, topic_counts
from config.web.choices import RememberedCheckboxes, RememberedSelect, SharingForm
from config.web.parameters import FIRST_YEAR, LAST_YEAR

# A record whole, or the strands of it; whatever is ticked is shown.
KINDS = {
    "news": RECORDS["news"],
    "agreements": pgettext_lazy("kind of entry of the timeline", "Agreements, all acts"),
    "concluded": pgettext_lazy("kind of entry of the timeline", "Agreements: signed or adopted"),
    "in_force": pgettext_lazy("kind of entry of the timeline", "Agreements: entry into force"),
    "ended": pgettext_lazy("kind of entry of the timeline", "Agreements: end"),
    "railway": RECORDS["railway"],
}
YEARS = [(str(year), str(year)) for year in range(FIRST_YEAR, LAST_YEAR + 1)]


class Choices(forms.ChoiceField):
    widget = RememberedSelect


class TopicField(Choices):
    """Which topics there are is known only when the rest of the choice is (`TimelineFilter`)."""

    def valid_value(self, value: str) -> bool:
        return True


class YearField(forms.TypedChoiceField):
    widget = RememberedSelect


def _years(label: Any, empty: Any) -> YearField:
    return YearField(label=label, choices=[("", empty), *YEARS], coerce=int, empty_value=None, required=False)


# Not a class: `from` cannot be written as the name of an attribute.
FIELDS: dict[str, Any] = {
    "kind": forms.MultipleChoiceField(
        label=_("Kind"), choices=KINDS.items(), required=False, widget=RememberedCheckboxes
    ),
    "topic": TopicField(label=_("Topic"), required=False),
    "from": _years(
        pgettext_lazy("first year", "From"), pgettext_lazy("first year: not bounded", "The beginning")
    ),
    "to": _years(pgettext_lazy("last year", "To"), pgettext_lazy("last year: not bounded", "The end")),
    "order": Choices(
        label=_("Order"), choices=[("", _("Newest first")), ("oldest", _("Oldest first"))], required=False
    ),
}
Form: type[forms.Form] = type(forms.Form)("Form", (SharingForm,), dict(FIELDS))


class TimelineFilter:
    """In the shape of a FilterSet, for site/_filters.html: the timeline has no one model to filter.

    A choice that is none of those there are is told (400) and left out. Two queries: what there is, and of which topics.
    """

    def __init__(self, data: Any) -> None:
        self.form = Form(data)
        self.form.is_valid()
        self.cleaned = self.form.cleaned_data
        self._put_years_in_order()
        self.newest_first = self.cleaned.get("order") != "oldest"
        self.now = timezone.now()
        self.choice = self._choice()
        self.tally = KeptTally(self.choice, self.now)
        self._say_how_many()

    @property
    def status(self) -> int:
        return 400 if self.form.errors else 200

    @property
    def errors(self) -> str:
        return " ".join(words for errors in self.form.errors.values() for words in errors)

    def _put_years_in_order(self) -> None:
        first, last = self.cleaned.get("from"), self.cleaned.get("to")
        if first and last and first > last:
            # Takes both out of what is cleaned.
            self.form.add_error("from", gettext("The first year is after the last one."))
            self.cleaned.pop("to")

    def _choice(self) -> Choice:
        kinds = self.cleaned.get("kind") or list(RECORDS)
        strands = frozenset(strand for kind in kinds for strand in OF_RECORD.get(kind, (kind,)))
        period = {"first": self.cleaned.get("from"), "last": self.cleaned.get("to")}
        self.topics = topic_counts(Choice(strands, **period), self.now)
        topic, keys = self.cleaned.get("topic", ""), {each.slug: each.pk for each in self.topics}
        if topic and topic not in keys:
            wrong = self.form.fields["topic"].error_messages["invalid_choice"] % {"value": topic}
            self.form.add_error("topic", wrong)
        return Choice(strands, keys.get(topic), **period)

    @property
    def line(self) -> Line:
        return Line(self.tally, self.now, newest_first=self.newest_first)

    def _say_how_many(self) -> None:
        """In each list of choices, which leaves out what would show nothing."""
        kinds = {
            kind: sum(self.tally.strands[each] for each in OF_RECORD.get(kind, (kind,))) for kind in KINDS
        }
        topics = {each.slug: each.number for each in self.topics}
        years = {str(year): number for year, number in self.tally.years.items()}
        fields = self.form.fields
        fields["topic"].choices = [("", _("All topics")), *((each.slug, each.name) for each in self.topics)]
        for name, counts in (("kind", kinds), ("topic", topics), ("from", years), ("to", years)):
            field, asked = fields[name], self.form[name].data or ()
            asked = [asked] if isinstance(asked, str) else asked
            field.widget.choices = [
                (value, f"{words} ({counts[value]})" if counts.get(value) else words)
                for value, words in field.choices
                if not value or counts.get(value) or value in asked
            ]

    def ways_out(self, address: Callable[..., str]) -> list[tuple[str, str, int]]:
        """Where nothing is shown: (words, address, how many entries) for each part of the choice that could be given up.
        `address` leaves out the parameters that it is given."""
        wider = (
            (gettext("Any kind"), ["kind"], {"strands": frozenset(STRANDS)}),
            (gettext("All topics"), ["topic"], {"topic": None}),
            (gettext("All years"), ["from", "to"], ANY_TIME),
        )
        found = [(words, address(*names), self.tally.total(**changes)) for words, names, changes in wider]
        return [each for each in found if each[2]]
