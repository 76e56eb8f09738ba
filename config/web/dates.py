"""Dates and moments in the reader's language."""

from datetime import date, datetime

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext

from config.web.partial_dates import PartialDate

NBSP = "\u00a0"


def day(value: date) -> str:
    """13 March 2025 · 13 марта 2025 · 13 сакавіка 2025, with no break between the number and the month."""
    return date_format(value, "j E Y").replace(" ", NBSP, 1)


def partial_date(value: PartialDate) -> str:
    """As far as known: 13 March 2025, March 2025 or 2025."""
    match value.precision:
        case "year":
            return str(value.on.year)
        case "month":
            return date_format(value.on, "F Y")
    return day(value.on)


def moment(value: datetime) -> str:
    """13 March 2025, 14:05 in the site's time (UTC+3)."""
    local = timezone.localtime(value)
    return gettext("%(day)s, %(time)s") % {"day": day(local.date()), "time": local.strftime("%H:%M")}


def local_day(value: datetime) -> str:
    """The day of a moment in the site's time: 13 March 2025."""
    return day(timezone.localdate(value))
