"""On which days trains run, as an editor sets it: presets, weekdays, a season, holidays, single days; with the year they make."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django import forms
from django.contrib.admin.widgets import AdminDateWidget
from django.contrib.auth.models import AbstractUser
from django.db import transaction
from django.utils.dateparse import parse_date
from django.utils.dates import MONTHS
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from news import audit
from routes.admin.grid.checked import PRESETS
from routes.admin.grid.weekdays import WeekdaysField
from routes.draft_sheet import free_service_key
from routes.holiday_exceptions import holiday_exceptions
from routes.models import Service, ServiceException, Timetable
from routes.public_holidays import public_holidays
from routes.service_words import Rule, sentence, weekdays_in_words
from routes.services import DAY, Pattern, running_days, span
from routes.terms import HolidaysOf

MOST_SINGLE_DAYS = 100


class SingleDaysField(forms.CharField):
    """Days in any order between commas, spaces or lines: 2026-05-09, or 9.5.2026 as it is written here."""

    widget = forms.Textarea(attrs={"rows": 2})

    def clean(self, value: Any) -> list[date]:
        parts = re.split(r"[\s,;]+", super().clean(value).strip())
        return sorted({_day(part) for part in parts if part})


def _day(text: str) -> date:
    found = re.fullmatch(r"([0-9]{1,2})\.([0-9]{1,2})\.([0-9]{4})", text)
    iso = f"{found[3]}-{int(found[2]):02d}-{int(found[1]):02d}" if found else text
    try:
        day = parse_date(iso)
    except ValueError:
        day = None
    if day is None:
        raise forms.ValidationError(
            _("“%(text)s” is no day. Write 2026-05-09 or 9.5.2026."), params={"text": text}
        )
    return day


class DaysForm(forms.Form):
    """`keep` after `is_valid`."""

    preset = forms.ChoiceField(label=gettext_lazy("usual days"), required=False)
    weekdays = WeekdaysField(label=gettext_lazy("days"))
    start = forms.DateField(label=gettext_lazy("first day"), widget=AdminDateWidget)
    end = forms.DateField(label=gettext_lazy("last day"), widget=AdminDateWidget)
    also_on = forms.ChoiceField(label=gettext_lazy("also on"), required=False)
    not_on = forms.ChoiceField(label=gettext_lazy("not on"), required=False)
    added = SingleDaysField(label=gettext_lazy("also on these days"), required=False)
    removed = SingleDaysField(label=gettext_lazy("not on these days"), required=False)

    def __init__(self, data: Any, *, timetable: Timetable, service: Service | None) -> None:
        self.timetable, self.service = timetable, service
        super().__init__(data, initial=self._initial())
        self.fields["preset"].choices = [
            ("", _("as ticked below")),
            *((str(mask), weekdays_in_words(mask)) for mask in PRESETS),
        ]
        for name in ("also_on", "not_on"):
            self.fields[name].choices = [("", "–"), *HolidaysOf.choices]

    def _initial(self) -> dict[str, Any]:
        service = self.service
        if service is None:
            return {"weekdays": 127, "start": self.timetable.valid_from, "end": self.timetable.valid_until}
        fields = {name: getattr(service, name) for name in ("weekdays", "start", "end", "also_on", "not_on")}
        entered = list(service.exceptions.filter(holiday_of=""))
        return fields | {
            "added": ", ".join(one.date.isoformat() for one in entered if one.runs),
            "removed": ", ".join(one.date.isoformat() for one in entered if not one.runs),
        }

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("preset"):
            cleaned["weekdays"] = int(cleaned["preset"])
        start, end = cleaned.get("start"), cleaned.get("end")
        if start and end and end < start:
            self.add_error("end", _("The last day is before the first."))
        if start and end and (end - start).days > 3 * 366:
            self.add_error("end", _("Days are set for three years at most."))
        also, never = cleaned.get("also_on"), cleaned.get("not_on")
        if also and also == never:
            self.add_error("not_on", _("The same holidays cannot be days of running and of rest."))
        added, removed = set(cleaned.get("added") or ()), set(cleaned.get("removed") or ())
        if both := added & removed:
            self.add_error("removed", _("%(day)s stands in both lists.") % {"day": min(both).isoformat()})
        if len(added | removed) > MOST_SINGLE_DAYS:
            self.add_error("added", _("At most %(n)d single days.") % {"n": MOST_SINGLE_DAYS})
        if start and end and any(not start.year - 1 <= day.year <= end.year + 1 for day in added):
            self.add_error("added", _("A single day lies within a year of the season."))
        if not self.errors and not running_days(pattern_of(self._rule(cleaned))):
            self.add_error(None, _("With these choices it runs on no day."))
        return cleaned

    def rule(self) -> Rule | None:
        """What is chosen, or stored where nothing was sent; `None` where it cannot be read."""
        if self.is_bound:
            return self._rule(self.cleaned_data) if self.is_valid() else None
        initial = {name: self.get_initial_for_field(field, name) for name, field in self.fields.items()}
        days = {name: self.fields[name].clean(initial[name] or "") for name in ("added", "removed")}
        return self._rule(initial | days)

    @staticmethod
    def _rule(values: dict[str, Any]) -> Rule:
        names = ("weekdays", "start", "end", "also_on", "not_on", "added", "removed")
        return Rule(
            **{name: values.get(name) or ("" if name.endswith("_on") else values.get(name)) for name in names}
        )

    def keep(self, *, by: AbstractUser) -> Service:
        """The service with its single days, and one entry of the audit."""
        rule = self._rule(self.cleaned_data)
        fields = {name: getattr(rule, name) for name in ("weekdays", "start", "end", "also_on", "not_on")}
        with transaction.atomic():
            is_new = self.service is None
            service = self.service or Service(
                timetable=self.timetable, key=free_service_key(self.timetable, rule.weekdays)
            )
            old = {} if is_new else {name: getattr(service, name) for name in fields} | _entered(service)
            for name, value in fields.items():
                setattr(service, name, value)
            service.save()
            _write_days(service, rule)
            service.write_holidays()
            audit.record(
                service, by=by, act="add" if is_new else "change", old=old, new=fields | _entered(service)
            )
        return service


def _write_days(service: Service, rule: Rule) -> None:
    """A day that stays keeps its reason."""
    wanted = dict.fromkeys(rule.added, True) | dict.fromkeys(rule.removed, False)
    kept = {one.date: one for one in service.exceptions.filter(holiday_of="")}
    service.exceptions.filter(
        date__in=[day for day, one in kept.items() if wanted.get(day) != one.runs]
    ).delete()
    missing = [day for day, runs in wanted.items() if day not in kept or kept[day].runs != runs]
    service.exceptions.filter(
        date__in=missing
    ).delete()  # a holiday by rule, which this day now stands before
    ServiceException.objects.bulk_create(
        ServiceException(service=service, date=day, runs=wanted[day]) for day in missing
    )


def _entered(service: Service) -> dict[str, list[str]]:
    entered = list(service.exceptions.filter(holiday_of="").order_by("date"))
    return {
        "added": [one.date.isoformat() for one in entered if one.runs],
        "removed": [one.date.isoformat() for one in entered if not one.runs],
    }


def pattern_of(rule: Rule) -> Pattern:
    """With its holidays written out, as they will be stored."""
    plain = Pattern(rule.weekdays, rule.start, rule.end)
    also_on, not_on = (HolidaysOf(one).countries if one else () for one in (rule.also_on, rule.not_on))
    holidays = [
        one
        for country in sorted({*also_on, *not_on})
        for one in public_holidays(country, rule.start, rule.end)
    ]
    entered = {*rule.added, *rule.removed}
    ruled = [
        one for one in holiday_exceptions(plain, holidays, also_on, not_on) if one.holiday.on not in entered
    ]
    return Pattern(
        rule.weekdays,
        rule.start,
        rule.end,
        frozenset({*rule.added, *(one.holiday.on for one in ruled if one.runs)}),
        frozenset({*rule.removed, *(one.holiday.on for one in ruled if not one.runs)}),
    )


@dataclass(frozen=True, slots=True)
class PreviewMonth:
    """`weeks`: rows of seven, `None` where the month has no day; a day with whether trains run and whether it differs."""

    name: str
    weeks: list[list[tuple[date, bool, bool] | None]]
    count: int


@dataclass(frozen=True, slots=True)
class DaysPreview:
    sentence: str
    count: int
    months: list[PreviewMonth]


def days_preview(rule: Rule, timetable: Timetable) -> DaysPreview:
    """Every month from the first day of running to the last."""
    pattern = pattern_of(rule)
    days = running_days(pattern)
    differ = pattern.added | pattern.removed
    words = sentence(rule, (timetable.valid_from, timetable.valid_until))
    return DaysPreview(words, len(days), list(_months(days, differ)) if days else [])


def _months(days: Sequence[date], differ: frozenset[date]) -> Iterator[PreviewMonth]:
    running = set(days)
    first = days[0].replace(day=1)
    while first <= days[-1]:
        following = (first + 31 * DAY).replace(day=1)
        inside = list(span(first, following - DAY))
        cells: list[tuple[date, bool, bool] | None] = [None] * first.weekday()
        cells += [(day, day in running, day in differ) for day in inside]
        cells += [None] * (-len(cells) % 7)
        weeks = [cells[at : at + 7] for at in range(0, len(cells), 7)]
        name = f"{str(MONTHS[first.month]).capitalize()} {first.year}"
        yield PreviewMonth(name, weeks, sum(day in running for day in inside))
        first = following
