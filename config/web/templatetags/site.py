"""Dates and numbers in the reader's language, and titles by their length, for templates."""

import re
from datetime import date, datetime
from functools import lru_cache

from django import template
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from config.web import dates
from config.web.partial_dates import PartialDate

register = template.Library()

# Letters of a title that is set smaller: at the full size it would fill a phone by itself.
LONG_TITLE = 120
LINES = re.compile(r"[ \n]+")  # no-break spaces stay


@register.filter
def day(value: date | None) -> SafeString | str:
    """<time datetime="2025-03-13">13 March 2025</time>, or nothing."""
    return _day(value.isoformat(), dates.day(value)) if value else ""


@lru_cache(4096)
def _day(iso: str, text: str) -> SafeString:
    return format_html('<time datetime="{}">{}</time>', iso, text)


@register.filter
def partial_date(value: PartialDate | None) -> SafeString | str:
    """A date as far as it is known, as <time>, or nothing."""
    return (
        format_html('<time datetime="{}">{}</time>', str(value), dates.partial_date(value)) if value else ""
    )


@register.filter
def moment(value: datetime | None) -> SafeString | str:
    """<time datetime="…Z">13 March 2025, 14:05</time>, or nothing."""
    return (
        format_html('<time datetime="{}">{}</time>', value.isoformat(), dates.moment(value)) if value else ""
    )


@register.filter
def day_in(value: datetime, year: str) -> str:
    """The day of a moment, without its year if that is the year given: 13 March, or 13 March 2025."""
    this_year = str(timezone.localdate(value).year) == year
    return dates.local_day_of_year(value) if this_year else dates.local_day(value)


@register.filter
def sized(title: str) -> SafeString:
    """The class attribute of a heading that holds the title: a long one is set smaller."""
    return mark_safe(' class="long"' if len(title) > LONG_TITLE else "")


@register.filter
def in_attribute(words: str) -> SafeString:
    """HTML, escaped already, in one line and fit for an attribute."""
    return mark_safe(LINES.sub(" ", str(words)).strip().replace('"', "&quot;"))
