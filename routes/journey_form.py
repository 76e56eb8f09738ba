"""The question: from where, to where, on which day. Stations are chosen, or named in any of three languages."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from config.web import text
from config.web.parameters import FIRST_YEAR, LAST_YEAR
from config.web.translated import LANGUAGES
from routes.models import Station

EARLIEST, LATEST = date(FIRST_YEAR, 1, 1), date(LAST_YEAR, 12, 31)


def spelling(name: str) -> str:
    """One form for the spellings of a name: Velikiye Luki, velikiye-luki, «Великие  Луки», Вялікія Лукі stay four names."""
    return "-".join(word.text.casefold().replace("ё", "е") for word in text.words(text.clean(name)))


def spellings(stations: Iterable[Station]) -> dict[str, str]:
    """{spelling: slug} of every station's slug and names."""
    found: dict[str, str] = {}
    for station in stations:
        for name in (station.slug, *(getattr(station, f"name_{code}") for code in LANGUAGES)):
            for form in (spelling(name), spelling(text.slugify_cyrillic(name))):
                if form:
                    found.setdefault(form, station.slug)
    return found


class StationField(forms.ChoiceField):
    """A list of stations that also takes a station's name, as an address written by hand would have it."""

    default_error_messages = {
        "invalid_choice": _("No station here is called “%(value)s”. Choose one from the list."),
        "required": _("Choose a station."),
    }

    def set_stations(self, stations: list[Station]) -> None:
        self.by_spelling = spellings(stations)
        self.choices = [("", _("Choose a station")), *((station.slug, station.name) for station in stations)]

    def to_python(self, value: Any) -> str:
        value = text.clean(str(value or ""))[:80].strip()
        return self.by_spelling.get(spelling(value), value)


class JourneyForm(forms.Form):
    use_required_attribute = False

    on = forms.DateField(
        label=_("Day"),
        required=False,
        input_formats=["%Y-%m-%d"],
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
        error_messages={"invalid": _("Give the day as YYYY-MM-DD, for example 2026-04-03.")},
    )

    def __init__(self, data: Any, stations: list[Station], today: date) -> None:
        super().__init__(data or None, initial={"on": today}, prefix=None, auto_id="journey-%s")
        self.today = today
        origin, destination = StationField(label=_("From")), StationField(label=_("To"))
        for field in (origin, destination):
            field.set_stations(stations)
        self.fields = {"from": origin, "to": destination, "on": self.fields["on"]}
        self._show_what_was_understood(data)

    def _show_what_was_understood(self, data: Any) -> None:
        """The lists stand on the stations that were named, however they were spelled; the day on today, if none was."""
        if not self.is_bound:
            return
        self.data = data.copy()
        if not self.data.get("on"):
            self.data["on"] = self.today.isoformat()
        for name in ("from", "to"):
            if value := self.data.get(name):
                self.data[name] = self.fields[name].to_python(value)

    def clean_on(self) -> date:
        on: date = self.cleaned_data["on"] or self.today
        if not EARLIEST <= on <= LATEST:
            raise forms.ValidationError(
                _("Give a day from %(first)s to %(last)s."),
                params={"first": EARLIEST.isoformat(), "last": LATEST.isoformat()},
            )
        return on
