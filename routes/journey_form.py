"""The question: from where, to where, when. Stations are named in any of three languages, in any spelling."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any
from urllib.parse import urlencode

from django import forms
from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from config.web import text
from config.web.parameters import FIRST_YEAR, LAST_YEAR
from routes.models import Station
from routes.station_names import StationNames

EARLIEST, LATEST = date(FIRST_YEAR, 1, 1), date(LAST_YEAR, 12, 31)
# The list of names that both fields offer.
LIST = "journey-stations"
LONGEST = 80


class By(TextChoices):
    """What the time asked for is of."""

    LEAVE = "leave", pgettext_lazy("of a journey", "leave at")
    ARRIVE = "arrive", pgettext_lazy("of a journey", "arrive by")


class StationField(forms.CharField):
    """A station by any of its names, however spelled, or by its address. Cleaned: its slug.

    `suggested`: the stations that may have been meant, once a name was refused."""

    default_error_messages = {
        "several": _("Several stations are called “%(value)s”."),
        "unknown": _("No station here is called “%(value)s”."),
        "required": _("Choose a station."),
    }

    def __init__(self, names: StationNames, **options: Any) -> None:
        attrs = {"list": LIST, "autocomplete": "off", "spellcheck": "false"}
        super().__init__(widget=forms.TextInput(attrs=attrs), **options)
        self.names = names
        self.suggested: list[Station] = []

    def to_python(self, value: Any) -> str:
        return text.clean(str(value or ""))[:LONGEST].strip()

    def clean(self, value: Any) -> str:
        written = super().clean(value)
        found = self.names.named(written)
        if len(found) == 1:
            return found[0].slug
        self.suggested = found or self.names.near(written)
        code = "several" if found else "unknown"
        raise forms.ValidationError(self.error_messages[code], code=code, params={"value": written})

    def understood(self, value: Any) -> str:
        """What stands in the field once it was sent."""
        written = self.to_python(value)
        found = self.names.named(written)
        return self.names.written(found[0]) if len(found) == 1 else written


@dataclass(frozen=True, slots=True)
class Suggestion:
    """`query`: the same question, with this station in the place of the name that was refused."""

    name: str
    country: str
    query: str


class JourneyForm(forms.Form):
    use_required_attribute = False

    on = forms.DateField(
        label=_("Day"),
        required=False,
        input_formats=["%Y-%m-%d"],
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
        error_messages={"invalid": _("Give the day as YYYY-MM-DD, for example 2026-04-03.")},
    )

    at = forms.TimeField(
        label=_("Time"),
        required=False,
        input_formats=["%H:%M"],
        widget=forms.TimeInput(format="%H:%M", attrs={"type": "time"}),
        error_messages={"invalid": _("Give the time as HH:MM, for example 17:30.")},
    )
    by = forms.ChoiceField(
        label=pgettext_lazy("of a journey", "The time is to"),
        required=False,
        choices=By.choices,
        error_messages={"invalid_choice": _("The time is to leave at (leave) or to arrive by (arrive).")},
    )

    def __init__(
        self, data: Any, names: StationNames, now: datetime, initial: Mapping[str, str] | None = None
    ) -> None:
        """`now`: in the time of the stations. `initial`: what is known before anything is asked."""
        super().__init__(
            data or None, initial={"on": now.date(), "at": now.time()}, prefix=None, auto_id="journey-%s"
        )
        self.today, self.now = now.date(), now.time().replace(second=0, microsecond=0)
        self.names = names
        stations = {"from": StationField(names, label=_("From")), "to": StationField(names, label=_("To"))}
        self.fields = stations | {name: self.fields[name] for name in ("on", "by", "at")}
        self.initial |= {name: stations[name].understood(value) for name, value in (initial or {}).items()}
        self._show_what_was_understood(data)

    def _show_what_was_understood(self, data: Any) -> None:
        """The stations by their names, however they were spelled; the day as today, if none was named."""
        if not self.is_bound:
            return
        self.data = data.copy()
        if not self.data.get("on"):
            self.data["on"] = self.today.isoformat()
        if (
            not self.data.get("at")
            and self.data["on"] == self.today.isoformat()
            and self.data.get("by") != By.ARRIVE
        ):
            self.data["at"] = f"{self.now:%H:%M}"
        for name in ("from", "to"):
            if value := self.data.get(name):
                self.data[name] = self.fields[name].understood(value)

    @property
    def suggestions(self) -> Iterator[tuple[str, list[Suggestion]]]:
        """(field, stations that may have been meant), of the names that were refused."""
        for name in ("from", "to"):
            field = self.fields[name]
            if self.is_bound and field.suggested:
                yield field.label, [self._instead(name, station) for station in field.suggested]

    def _instead(self, name: str, station: Station) -> Suggestion:
        asked = {key: self.data.get(key, "") for key in self.fields} | {name: station.slug}
        query = urlencode({key: value for key, value in asked.items() if value})
        return Suggestion(station.name, station.get_country_display(), f"?{query}#answer")

    def clean_on(self) -> date:
        on: date = self.cleaned_data["on"] or self.today
        if not EARLIEST <= on <= LATEST:
            raise forms.ValidationError(
                _("Give a day from %(first)s to %(last)s."),
                params={"first": EARLIEST.isoformat(), "last": LATEST.isoformat()},
            )
        return on

    def clean_by(self) -> str:
        return self.cleaned_data["by"] or By.LEAVE

    def clean_at(self) -> time:
        """Where no time is given: now, if it is today; else the whole day."""
        if (at := self.cleaned_data["at"]) is not None:
            return at
        if self.cleaned_data["by"] == By.ARRIVE:
            return time(23, 59)
        return self.now if self.cleaned_data.get("on") == self.today else time()
