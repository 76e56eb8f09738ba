"""The question: from where, to where, when. Stations are chosen, or named in any of three languages, by former names too."""

from collections.abc import Iterable
from datetime import date, datetime, time
from typing import Any

from django import forms
from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from config.web import text
from config.web.parameters import FIRST_YEAR, LAST_YEAR
from config.web.translated import LANGUAGES
from routes.models import Station

EARLIEST, LATEST = date(FIRST_YEAR, 1, 1), date(LAST_YEAR, 12, 31)


def spelling(name: str) -> str:
    """One form for the spellings of a name: Velikiye Luki, velikiye-luki, «Великие  Луки», Вялікія Лукі stay four names."""
    return "-".join(word.text.casefold().replace("ё", "е") for word in text.words(text.clean(name)))


class By(TextChoices):
    """What the time asked for is of."""

    LEAVE = "leave", pgettext_lazy("of a journey", "leave at")
    ARRIVE = "arrive", pgettext_lazy("of a journey", "arrive by")


def spellings(stations: Iterable[Station], former: Iterable[tuple[str, str]] = ()) -> dict[str, str]:
    """{spelling: slug} of every station's slug and names. `former`: slugs that a station had once, with that of today."""
    found: dict[str, str] = {}
    for station in stations:
        for name in (station.slug, *(getattr(station, f"name_{code}") for code in LANGUAGES)):
            for written in (name, name.casefold().replace("ё", "е")):
                for form in (spelling(written), spelling(text.slugify_cyrillic(written))):
                    if form:
                        found.setdefault(form, station.slug)
    for old, slug in former:
        found.setdefault(spelling(old), slug)
    return found


class StationField(forms.ChoiceField):
    """A list of stations that also takes a station's name, as an address written by hand would have it."""

    default_error_messages = {
        "invalid_choice": _("No station here is called “%(value)s”. Choose one from the list."),
        "required": _("Choose a station."),
    }

    def set_stations(self, stations: list[Station], former: list[tuple[str, str]]) -> None:
        self.by_spelling = spellings(stations, former)
        self.choices = [("", _("Choose a station")), *((station.slug, station.name) for station in stations)]

    def to_python(self, value: Any) -> str:
        value = text.clean(str(value or ""))[:80].strip()
        form = spelling(value)
        return self.by_spelling.get(form) or self.by_spelling.get(
            spelling(text.slugify_cyrillic(value)), value
        )


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
        self, data: Any, stations: list[Station], former: list[tuple[str, str]], now: datetime
    ) -> None:
        """`former`: slugs that stations had once, with those of today. `now`: in the time of the stations."""
        super().__init__(
            data or None, initial={"on": now.date(), "at": now.time()}, prefix=None, auto_id="journey-%s"
        )
        self.today, self.now = now.date(), now.time().replace(second=0, microsecond=0)
        origin, destination = StationField(label=_("From")), StationField(label=_("To"))
        for field in (origin, destination):
            field.set_stations(stations, former)
        self.fields = {"from": origin, "to": destination} | {
            name: self.fields[name] for name in ("on", "by", "at")
        }
        self._show_what_was_understood(data)

    def _show_what_was_understood(self, data: Any) -> None:
        """The lists stand on the stations that were named, however they were spelled; the day on today, if none was."""
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
                self.data[name] = self.fields[name].to_python(value)

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
