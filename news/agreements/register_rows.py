"""What pages of the register list, as rows in their order. Pure: plain facts in, values of rows out.

A list is read by `day`, then `within` the day, then `name`; what has no day of its own stands on the first one there is.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from itertools import pairwise
from typing import Any

from django.db import models
from django.utils import timezone

from config.web.partial_dates import PartialDate
from news.agreements.counting import place_of
from news.agreements.facts import DOMESTIC, Instrument, RecordedAction, standing
from news.agreements.promises import Promise, delivery_on
from news.agreements.status import Span, agreement_status

# Of a term that renews itself, the ends that are known beforehand: those of so many days.
AHEAD = timedelta(days=3653)
NO_DAY = date.max


class RegisterList(models.TextChoices):
    TREATIES = "treaties"  # by register number
    CALENDAR = "calendar"  # by the last possible day, then the first one
    LAW = "law"  # changes of status, by the day from which they count
    KNOWLEDGE = "knowledge"  # records of acts, by the moment of recording
    PROMISES = "promises"  # by the last due day; those without one come last
    DELIVERY = "delivery"  # what promises become, by the day
    RELATIONS = "relations"  # by the register number of their beginning
    CHECKS = "checks"  # instruments with something open, by register number


@dataclass(frozen=True, slots=True)
class RowFacts:
    """One row as it is to be kept, with the defaults of `RegisterRow`. `always`: time alone changes nothing of whether it is
    shown."""

    list: RegisterList
    name: str
    day: date = date.min
    within: int = 0
    row: int | None = None
    former: str = ""
    value: str = ""
    begins_on: date | None = None
    ends_on: date | None = None
    always: bool = True

    @property
    def values(self) -> dict[str, Any]:
        """By the names of the columns of `RegisterRow`."""
        found = {name: getattr(self, name) for name in self.__slots__ if name != "always"}
        return found | {"year": self.day.year, "timed": not self.always}


def dated_name(number: str, key: str) -> str:
    """Of a date in the calendar: it never changes, whatever is corrected of it. `number`: of the instrument."""
    return f"agreement-{number.replace(' ', '-')}-{key}"


def term_name(number: str, end: PartialDate) -> str:
    return dated_name(number, f"term-{end}")


def due_name(number: str, key: str) -> str:
    return dated_name(number, f"due-{key}")


def record_name(pk: int, key: str) -> str:
    """Of an act that was recorded or changed a status: `pk` of the instrument, `key` of the act."""
    return f"{pk:010} {key}"


def key_of_record(name: str) -> str:
    return name.partition(" ")[2]


def day_of_year(day: date) -> str:
    return f"{day:%m-%d}"


def first_words(actions: Iterable[RecordedAction]) -> dict[str, tuple[str, int]]:
    """For each action the key of the first word on the act, and how often that was replaced since."""
    before = {action.key: action.replaces for action in actions}
    found = {}
    for key in before:
        first, steps = key, 0
        while before.get(first):
            first, steps = before[first], steps + 1
        found[key] = (first, steps)
    return found


def rows_of_acts(
    pk: int,
    number: str,
    instrument: Instrument,
    actions: Sequence[RecordedAction],
    spans: Sequence[Span],
    today: date,
    *,
    treaty: bool,
) -> Iterator[RowFacts]:
    """Of one instrument, by its primary key and its number. None for one without a sourced act, which is not shown."""
    sourced = [action for action in actions if action.evidence]
    if not sourced:
        return
    if treaty:
        yield RowFacts(RegisterList.TREATIES, place_of(number))
    for before, after in pairwise(spans):
        yield RowFacts(
            *(RegisterList.LAW, record_name(pk, after.by), after.start),
            former=before.value.value,
            value=after.value.value,
        )
    for action in sourced:
        day, within = _moment(action.recorded_at)
        # Whoever fills a register writes much down on one day: those are counted by the day.
        name = record_name(pk, action.key)
        yield RowFacts(RegisterList.KNOWLEDGE, name, day, within, value=day_of_year(day))
    first = first_words(actions)
    for action in standing(actions):
        if action.type not in DOMESTIC:
            name = dated_name(number, first[action.key][0])
            yield _on_calendar(name, action.counts_from)
    for end, begins_on, ends_on in term_ends(instrument, actions, today):
        yield _on_calendar(term_name(number, end), end, begins_on=begins_on, ends_on=ends_on, always=False)


def term_ends(
    instrument: Instrument, actions: Sequence[RecordedAction], today: date
) -> Iterator[tuple[PartialDate, date | None, date]]:
    """The ends of its term that are the next change of an instrument, today or on a later day, each with the days from which
    (nothing: from the first) and until which it is."""
    if not instrument.duration_years:
        return
    turns = {
        day
        for action in standing(actions)
        if action.type not in DOMESTIC
        for day in (action.counts_from.earliest, action.counts_from.latest)
    }
    day: date | None = today
    while day and day <= today + AHEAD:
        change = agreement_status(instrument, actions, day).next_change
        if change:
            turns |= {change.on.earliest, change.on.latest}
        following = min((turn for turn in turns if turn > day), default=None)
        if change and change.action is None:
            assert following  # noqa: S101 it ends after the day at the latest
            yield change.on, None if day == today else day, following
        day = following


def rows_of_promise(
    pk: int, number: str, key: str, stated_on: date, promise: Promise, today: date
) -> Iterator[RowFacts]:
    due = promise.due.on if promise.due else NO_DAY
    yield RowFacts(
        *(RegisterList.PROMISES, f"{place_of(number)} {key}", due),
        row=pk,
        begins_on=stated_on,
        always=stated_on <= today,
    )
    before = ""
    for day in _turns(stated_on, promise):
        if (value := delivery_on(promise, day).value) != before:
            yield RowFacts(RegisterList.DELIVERY, f"{pk:010}", day, former=before, value=value)
            before = value
    if promise.due:
        stated = {} if stated_on <= today else {"begins_on": stated_on, "always": False}
        yield _on_calendar(due_name(number, key), promise.due, row=pk, **stated)


def row_of_relation(pk: int, number: str, predicate: str, other: str) -> RowFacts:
    name = f"{place_of(number)} {predicate} {place_of(other)}"
    return RowFacts(RegisterList.RELATIONS, name, row=pk)


def rows_of_checks(
    number: str, holding_from: Iterable[date | None], today: date, *, disputed: bool
) -> Iterator[RowFacts]:
    """`holding_from`: of each thing that a rule finds, the day from which it does, where time brings it about."""
    days = [day or date.min for day in holding_from]
    if disputed or days:
        begins_on = date.min if disputed else min(days)
        later = {} if begins_on <= today else {"begins_on": begins_on, "always": False}
        yield RowFacts(RegisterList.CHECKS, place_of(number), **later)


def _turns(stated_on: date, promise: Promise) -> list[date]:
    """Days on which the promise may become another thing: that on which it was stated, and others after it."""
    days = {found.dated.latest for found in promise.found}
    if promise.done:
        days.add(promise.done.latest)
    if promise.due and promise.due.latest < date.max:
        days.add(promise.due.latest + timedelta(days=1))
    return [stated_on, *sorted(day for day in days if day > stated_on)]


def _moment(at: datetime) -> tuple[date, int]:
    """The day in the site's time, and microseconds since it began."""
    local = timezone.localtime(at)
    since = local - datetime.combine(local.date(), time(), local.tzinfo)
    return local.date(), since // timedelta(microseconds=1)


def _on_calendar(name: str, dated: PartialDate, **more: Any) -> RowFacts:
    return RowFacts(RegisterList.CALENDAR, name, dated.latest, dated.earliest.toordinal(), **more)
