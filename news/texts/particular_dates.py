"""Dates that a text states, each by its day, month and year however they are written: 26 February 2026 · 26.02.2026.

Pure. Years, months, days of the week, hours and "tomorrow" count too.
"""

import re
from collections.abc import Iterator
from typing import TypeVar

from news.texts.particular_numbers import SPACE, Found

Key = TypeVar("Key", int, str)
# By the beginnings of their forms. The Belarusian «мая» and «мае» (mine, has) count beside a number only.
MONTHS = {
    1: r"jan(?:uary)?|январ\w+|студзен\w*",
    2: r"feb(?:ruary)?|феврал\w+|лют(?:ы|ага|аму|ым)",
    3: r"mar(?:ch)?|март\w*|сакавік\w*",
    4: r"apr(?:il)?|апрел\w+|красавік\w*",
    5: r"may|ма[йяюе]|траўн\w+|травень",
    6: r"june?|июн\w+|чэрвен\w*",
    7: r"july?|июл\w+|ліпен\w*",
    8: r"aug(?:ust)?|август\w*|жні(?:вень|ўн\w+)",
    9: r"sept?(?:ember)?|сентябр\w+|верас(?:ень|н\w+)",
    10: r"oct(?:ober)?|октябр\w+|кастрычнік\w*",
    11: r"nov(?:ember)?|ноябр\w+|лістапад\w*",
    12: r"dec(?:ember)?|декабр\w+|снеж(?:ань|н\w+)",
}
MONTH = "|".join(MONTHS.values())
# "May 5" is a date in English only: «мае 5» is "has 5" in Belarusian.
ENGLISH_MONTH = "|".join(forms.partition("|")[0] for forms in MONTHS.values())
# Alone, only those that are no other word: "may" and "march" are, «мая» is, and English ones stand with a capital.
ALONE = (
    "January|February|March|April|May|June|July|August|September|October|November|December"
    r"|январ\w+|феврал\w+|апрел\w+|июн[ьяею]\w*|июл[ьяею]\w*|август\w*|сентябр\w+|октябр\w+|ноябр\w+|декабр\w+"
    r"|студзен\w*|сакавік\w*|красавік\w*|чэрвен\w*|ліпен\w*|жні(?:вень|ўн\w+)|верас(?:ень|н[яіе]\w*)|кастрычнік\w*|лістапад\w*|снежн[яі]\w*"
)
DAYS = {
    "mon": r"mondays?|понедельник\w*|панядзел(?:ак|к\w+)",
    "tue": r"tuesdays?|вторник\w*|аўтор(?:ак|к\w+)",
    "wed": r"wednesdays?|сред(?:а|у|ы|е|ой|ам)|серад(?:а|у|ы|зе|ой)",
    "thu": r"thursdays?|четверг\w*|чацв(?:ер|яргу?\w*|ергу?\w*)",
    "fri": r"fridays?|пятниц\w+|пятніц\w+",
    "sat": r"saturdays?|суббот\w+|субот\w+",
    "sun": r"sundays?|воскресень\w+|нядзел\w+",
    "-1": r"yesterday|вчера|учора|ўчора",
    "0": r"today|сегодня|сёння",
    "+1": r"tomorrow|завтра|заўтра",
}
RANGE = rf"\d{{1,2}}(?:(?:[–-]|,?{SPACE}(?:and|to|или|or|и|і|до|да|ці){SPACE}){SPACE}?\d{{1,2}})*"
YEAR = r"(?:1[0-9]|20|21)\d\d"
DATE = re.compile(
    rf"\b(?P<iso_year>\d{{4}})-(?P<iso_month>\d\d)(?:-(?P<iso_day>\d\d))?\b"
    rf"|\b(?P<dot_day>\d{{1,2}})\.(?P<dot_month>\d\d)\.(?P<dot_year>\d{{4}})\b"
    rf"|\b(?P<day>{RANGE})(?:-?(?:st|nd|rd|th|го|е|га))?{SPACE}+(?P<month>{MONTH})\b(?:,?{SPACE}+(?P<year>{YEAR})\b)?"
    rf"|\b(?P<us_month>{ENGLISH_MONTH}){SPACE}+(?P<us_day>{RANGE})\b(?!{SPACE}?[%\d])(?:,?{SPACE}+(?P<us_year>{YEAR})\b)?"
    rf"|\b(?P<of_month>{MONTH}){SPACE}+(?P<of_year>{YEAR})\b"
    rf"|\b(?P<from_year>{YEAR})[–-](?P<to_year>{YEAR})\b"
    rf"|\b(?P<lone_year>{YEAR})(?:-?(?:s|х|га|м|й|ы|е|я))?\b(?!{SPACE}?[%‰×]|[.,]\d)"
    rf"|\b(?P<hour>\d{{1,2}}):(?P<minute>\d\d)\b",
    re.IGNORECASE,
)
LONE_MONTH = re.compile(rf"\b(?:{ALONE})\b")
DAY_NAME = re.compile(rf"\b(?:{'|'.join(DAYS.values())})\b", re.IGNORECASE)


def dates_in(text: str) -> Iterator[Found]:
    """Whole dates first, so that whoever blanks what is found sees no month or year twice."""
    for match in DATE.finditer(text):
        yield Found(
            match.start(), match.end(), _key({name: part for name, part in match.groupdict().items() if part})
        )


def date_words_in(text: str) -> Iterator[Found]:
    """Months and days of the week that stand alone."""
    for match in LONE_MONTH.finditer(text):
        yield Found(match.start(), match.end(), f"month {_month(match[0])}")
    for match in DAY_NAME.finditer(text):
        yield Found(match.start(), match.end(), f"day {_named(DAYS, match[0])}")


def _key(parts: dict[str, str]) -> str:
    if "hour" in parts:
        return f"{int(parts['hour'])}:{parts['minute']}"
    if "from_year" in parts:
        return f"{parts['from_year']}–{parts['to_year']}"
    found = {name.rpartition("_")[2]: part for name, part in parts.items()}
    month = found.get("month", "")
    number = int(month) if month.isdecimal() else _month(month) if month else ""
    days = "–".join(str(int(day)) for day in re.findall(r"\d+", found.get("day", "")))
    return f"{found.get('year', '')}-{number}-{days}"


def _month(word: str) -> int:
    return _named(MONTHS, word)


def _named(names: dict[Key, str], word: str) -> Key:
    return next(key for key, forms in names.items() if re.fullmatch(forms, word, re.IGNORECASE))
