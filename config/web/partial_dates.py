"""Dates known to the day, the month or only the year, and how they compare."""

import calendar
import re
from dataclasses import dataclass
from datetime import date

from django.db import models
from django.utils.translation import gettext_lazy as _


class DatePrecision(models.TextChoices):
    DAY = "day", _("to the day")
    MONTH = "month", _("to the month")
    YEAR = "year", _("to the year")


@dataclass(frozen=True, slots=True)
class PartialDate:
    """An interval of days: `earliest` to `latest`, both included. A day is the interval of itself."""

    on: date
    precision: str = "day"

    @property
    def earliest(self) -> date:
        match self.precision:
            case "year":
                return date(self.on.year, 1, 1)
            case "month":
                return self.on.replace(day=1)
        return self.on

    @property
    def latest(self) -> date:
        match self.precision:
            case "year":
                return date(self.on.year, 12, 31)
            case "month":
                return self.on.replace(day=calendar.monthrange(self.on.year, self.on.month)[1])
        return self.on

    def certainly_before(self, other: "PartialDate") -> bool:
        """True when no reading of the two dates puts them in the other order or on one day."""
        return self.latest < other.earliest

    def __str__(self) -> str:
        """ISO 8601 as far as known: 2025, 2025-03 or 2025-03-13."""
        length = {"year": 4, "month": 7}.get(self.precision, 10)
        return self.on.isoformat()[:length]


_WRITTEN = (
    re.compile(r"(?P<year>\d{4})(?:-(?P<month>\d{1,2})(?:-(?P<day>\d{1,2}))?)?"),
    re.compile(r"(?:(?:(?P<day>\d{1,2})\.)?(?P<month>\d{1,2})\.)?(?P<year>\d{4})"),
)


def read_partial_date(text: str) -> PartialDate:
    """2025-03-13, 2025-03, 2025, 13.03.2025 or 03.2025, on the first day of what is known; else a ValueError."""
    found = next(filter(None, (form.fullmatch(text.strip()) for form in _WRITTEN)), None)
    if found is None:
        raise ValueError(text)
    year, month, day = (int(found[part] or 0) for part in ("year", "month", "day"))
    precision = "day" if day else "month" if month else "year"
    return PartialDate(date(year, month or 1, day or 1), precision)
