"""What a reader asks for in the query of an address; nonsense is answered by a 400 that says what was wrong."""

import re
from collections.abc import Iterable
from datetime import date

from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext

from config.web.refusals import NotUnderstood

# The records begin in 1996; further out nothing is computed from anything.
FIRST_YEAR, LAST_YEAR = 1900, 2100
DAY = re.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}")
# What is said back to the reader of what was typed.
ECHOED = 40


def parse_as_of(request: HttpRequest, name: str = "as_of") -> date:
    """The day the page is to speak of: `?as_of=2025-03-13`, today (Minsk) unless given."""
    return parse_day(request.GET.get(name, ""), name) or timezone.localdate()


def parse_day(text: str, name: str = "as_of") -> date | None:
    """A day as `2025-03-13`, or nothing for an empty text. `name`: of the parameter, for the refusal."""
    text = text.strip()
    if not text:
        return None
    try:
        # Stricter than fromisoformat, which also reads 20250313 and 2025-W11-4.
        if not DAY.fullmatch(text):
            raise ValueError
        day = date.fromisoformat(text)
    except ValueError:
        raise NotUnderstood(
            gettext("“%(text)s” is not a day (%(name)s). Write it as year, month and day: 2025-03-13.")
            % {"text": text[:ECHOED], "name": name}
        ) from None
    if not FIRST_YEAR <= day.year <= LAST_YEAR:
        raise NotUnderstood(
            gettext("The day (%(name)s) must lie between the years %(first)d and %(last)d.")
            % {"name": name, "first": FIRST_YEAR, "last": LAST_YEAR}
        )
    return day


def parse_choice(request: HttpRequest, name: str, choices: Iterable[str], default: str = "") -> str:
    """One of the choices, or the default where nothing is asked."""
    asked = request.GET.get(name, "") or default
    choices = list(choices)
    if asked not in (*choices, default):
        raise NotUnderstood(
            gettext("“%(text)s” is not a value of %(name)s. It can be: %(choices)s.")
            % {"text": asked[:ECHOED], "name": name, "choices": ", ".join(choices)}
        )
    return asked
