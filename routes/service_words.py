"""The days of a service in a reader's words: "Fridays and Sundays, and public holidays of Russia, 27 March – 31 October"."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.dates import WEEKDAYS_ABBR
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from config.web import dates
from config.web.words import by_language
from routes.services import ALL_WEEK, days_of

# fmt: off
ON_DAYS = (
    pgettext_lazy("trains run", "Mondays"), pgettext_lazy("trains run", "Tuesdays"),
    pgettext_lazy("trains run", "Wednesdays"), pgettext_lazy("trains run", "Thursdays"),
    pgettext_lazy("trains run", "Fridays"), pgettext_lazy("trains run", "Saturdays"),
    pgettext_lazy("trains run", "Sundays"),
)
BUT_DAYS = (
    pgettext_lazy("daily except", "Mondays"), pgettext_lazy("daily except", "Tuesdays"),
    pgettext_lazy("daily except", "Wednesdays"), pgettext_lazy("daily except", "Thursdays"),
    pgettext_lazy("daily except", "Fridays"), pgettext_lazy("daily except", "Saturdays"),
    pgettext_lazy("daily except", "Sundays"),
)
# fmt: on
WORKING_WEEK = 31
ONLY = {
    "BY": gettext_lazy("public holidays of Belarus"),
    "RU": gettext_lazy("public holidays of Russia"),
    "either": gettext_lazy("public holidays of Belarus or of Russia"),
}
ALSO = {
    "BY": gettext_lazy("%(days)s, and public holidays of Belarus"),
    "RU": gettext_lazy("%(days)s, and public holidays of Russia"),
    "either": gettext_lazy("%(days)s, and public holidays of Belarus or of Russia"),
}
BUT = {
    "BY": gettext_lazy("%(days)s, except public holidays of Belarus"),
    "RU": gettext_lazy("%(days)s, except public holidays of Russia"),
    "either": gettext_lazy("%(days)s, except public holidays of Belarus or of Russia"),
}


@dataclass(frozen=True, slots=True)
class Rule:
    """What an editor chose. `weekdays` is a mask, Monday 1 … Sunday 64; `also_on`, `not_on`: "", BY, RU or either;
    `added`, `removed`: the single days an editor entered, in order."""

    weekdays: int
    start: date
    end: date
    also_on: str = ""
    not_on: str = ""
    added: Sequence[date] = ()
    removed: Sequence[date] = ()


def sentence(rule: Rule, valid: tuple[date, date] | None = None) -> str:
    """Without its full stop. A season that is all of the days for which the timetable is valid goes without saying."""
    words = _week(rule)
    if rule.not_on:
        words = BUT[rule.not_on] % {"days": words}
    if valid is None or rule.start > valid[0] or rule.end < valid[1]:
        words = _("%(days)s, %(season)s") % {"days": words, "season": season(rule.start, rule.end)}
    if rule.added:
        words = _("%(days)s; also on %(single)s") % {"days": words, "single": _listed(rule.added)}
    if rule.removed:
        words = _("%(days)s; not on %(single)s") % {"days": words, "single": _listed(rule.removed)}
    return words


def _week(rule: Rule) -> str:
    if not rule.weekdays:
        if rule.also_on:
            return str(ONLY[rule.also_on])
        return _("on single days only")
    words = weekdays_in_words(rule.weekdays)
    return ALSO[rule.also_on] % {"days": words} if rule.also_on else words


@by_language
def weekdays_in_words(weekdays: int) -> str:
    """daily · daily except Saturdays · Mondays to Fridays · Fridays and Sundays."""
    days = days_of(weekdays)
    if weekdays == ALL_WEEK:
        return _("daily")
    if weekdays == WORKING_WEEK:
        return _("Mondays to Fridays")
    if len(days) == 6:
        (missing,) = set(range(7)) - set(days)
        return _("daily except %(day)s") % {"day": BUT_DAYS[missing]}
    return _joined([str(ON_DAYS[day]) for day in days])


@by_language
def weekdays_in_short(weekdays: int) -> str:
    """daily · Fri, Sun, for the head of a column."""
    if weekdays == ALL_WEEK:
        return _("daily")
    return ", ".join(str(WEEKDAYS_ABBR[day]) for day in days_of(weekdays))


@by_language
def season(first: date, last: date) -> str:
    """27 March – 31 October 2026; each with its year where the years differ."""
    start = dates.day(first)
    if first.year == last.year:
        start = start.rpartition(" ")[0]
    return f"{start} – {dates.day(last)}"


def _listed(days: Sequence[date]) -> str:
    return _joined([dates.day(day) for day in days])


def _joined(parts: list[str]) -> str:
    if len(parts) < 2:
        return "".join(parts)
    return _("%(days)s and %(last)s") % {"days": ", ".join(parts[:-1]), "last": parts[-1]}
