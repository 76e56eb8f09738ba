"""What a service's holiday rules come to: the days on which it runs, or rests, against its weekdays. Plain days in and out."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from routes.public_holidays import Holiday
from routes.services import Pattern, in_week


@dataclass(frozen=True, slots=True)
class HolidayException:
    holiday: Holiday
    runs: bool


def holiday_exceptions(
    pattern: Pattern, holidays: Iterable[Holiday], also_on: Collection[str], not_on: Collection[str]
) -> list[HolidayException]:
    """Within the season, only days on which the rule and the weekdays differ, each once, in order.

    `also_on`, `not_on`: countries. A day that is a holiday of both, in one rule each: it rests, which strands nobody who
    has read "not on".
    """
    season = [one for one in holidays if pattern.start <= one.on <= pattern.end]
    resting = {one.on: one for one in season if one.country in not_on}
    running = {one.on: one for one in season if one.country in also_on and one.on not in resting}
    return sorted(
        [HolidayException(one, runs=False) for day, one in resting.items() if in_week(pattern.weekdays, day)]
        + [
            HolidayException(one, runs=True)
            for day, one in running.items()
            if not in_week(pattern.weekdays, day)
        ],
        key=lambda exception: exception.holiday.on,
    )
