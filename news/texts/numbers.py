"""The numbers a text states, whatever its language: 4.5 billion and 4,5 млрд, 2,400 and 2 400, 13 March and 13 сакавіка are one.

Pure. Dates are read as their parts, because languages order them differently. A number may be typed in figures in one
language and written as a word in the other; names (G20, РА-3) are no numbers.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from functools import lru_cache

from news.texts.reference_syntax import find

BLANK = "[ \u00a0\u2009\u202f]"
GROUPED = r"\d{1,3}(?:[\u00a0\u2009\u202f]\d{3})+"
ENGLISH = rf"(?:{GROUPED}|\d{{1,3}}(?:,\d{{3}})+(?!\d)|\d+)(?:\.\d+)?"
# A plain blank groups digits too, where a careless hand typed it: 2 400.
CYRILLIC = rf"(?:{GROUPED}|\d{{1,3}}(?: \d{{3}})+(?!\d)|\d+)(?:[.,]\d+)?"
SCALES = (
    (r"(?:thousand|тыс)", 10**3),
    (r"(?:million|mln|млн|миллион|мільён)", 10**6),
    (r"(?:billion|bn\b|млрд|миллиард|мільярд)", 10**9),
    (r"(?:trillion|трлн|триллион|трыльён)", 10**12),
)
PERCENT = rf"{BLANK}?(?:%|per{BLANK}cent|percent|процент|працэнт)"
MONTHS = (
    r"jan(?:uary)?|январ[ьяеюё]\w*|студзен\w+",
    r"feb(?:ruary)?|феврал[ьяею]\w*|лют(?:ы|ага|ым)",
    r"mar(?:ch)?|март\w{0,2}|сакавік\w*",
    r"apr(?:il)?|апрел[ьяею]\w*|красавік\w*",
    r"may|ма[йяею]|маем|маі|тра[ўв]\w+",
    r"june?|июн[ьяею]\w*|чэрвен\w*",
    r"july?|июл[ьяею]\w*|ліпен\w*",
    r"aug(?:ust)?|август\w{0,2}|жні[ўв]\w+",
    r"sept?(?:ember)?|сентябр[ьяею]\w*|верас(?:ень|ня|ні|нем)",
    r"oct(?:ober)?|октябр[ьяею]\w*|кастрычнік\w*",
    r"nov(?:ember)?|ноябр[ьяею]\w*|лістапад\w*",
    r"dec(?:ember)?|декабр[ьяею]\w*|снеж(?:ань|ня|ні|нем)",
)
MONTH = re.compile(
    "|".join(rf"\b(?P<m{number}>{names})\b" for number, names in enumerate(MONTHS, 1)), re.IGNORECASE
)
# A month counts beside a number: “in early April” is often told otherwise, and “may” is a verb.
BEFORE_MONTH = re.compile(rf"\d(?:st|nd|rd|th|-?[а-яёіў]{{1,3}})?{BLANK}?(?:of{BLANK})?$", re.IGNORECASE)
AFTER_MONTH = re.compile(rf",?{BLANK}?\d")

ADDRESS = re.compile(r"https?://\S+|\]\([^)\s]*\)")
LIST_NUMBER = re.compile(r"^\s*\d{1,3}[.)](?=\s)", re.MULTILINE)
NAME = re.compile(r"[^\W\d_]+[-/]?\d+\w*(?:[-/]\d+)*")
ISO_DAY = re.compile(r"\b(\d{4})-(\d\d)-(\d\d)\b")
DOTTED_DAY = re.compile(r"\b(\d{1,2})\.(\d{1,2})\.(\d{4})\b")
HOUR = re.compile(
    rf"\b(\d{{1,2}}):(\d\d)\b(?:{BLANK}?([ap])\.?m\b\.?)?|\b(\d{{1,2}})(?:\.(\d\d))?{BLANK}?([ap])\.?m\b\.?",
    re.IGNORECASE,
)
ROMAN = re.compile(r"\b[IVXLC]{1,7}\b")
ROMAN_DIGITS = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100}

# Written out, in the forms of three languages; enough for what a text does not set in figures.
WORDS = {
    "0": r"zero|ноль|нол[яе]|нуль|нул[яю]",
    "0.5": r"half|половин\w+|палов\w+|пол\w*",
    "1": r"one|once|first|single|один\w*|одн\w+|единствен\w+|перв\w+|адзін\w*|адн\w+|перш\w+|аднойч\w*",
    "1.5": r"полтор\w+|паўтар\w+",
    "2": r"two|twice|second|both|double\w*|дв[аеу]\w*|втор\w+|об[ае]\w*|друг\w+|дзв\w+|абодв\w+|абедзв\w+",
    "3": r"three|third|тр[иеё]\w*|трет\w+|тры\w*|трох\w*|трэ\w+",
    "4": r"four|fourth|четыр\w+|четв[её]р\w+|чатыр\w+|чацв\w+",
    "5": r"five|fifth|пят\w+|пяц\w+",
    "6": r"six|sixth|шест\w+|шэсц\w*|шасц\w+|шост\w+",
    "7": r"seven|seventh|сем\w*|седьм\w+|сям\w*|сём\w+",
    "8": r"eight|eighth|восем\w*|восьм\w+|восем|васьм\w+",
    "9": r"nine|ninth|девят\w+|дзевя\w+|дзявя\w+",
    "10": r"ten|tenth|десят\w+|дзеся\w+|дзясят\w+",
    "11": r"eleven|eleventh|одиннадцат\w+|адзінацца\w+",
    "12": r"twelve|twelfth|двенадцат\w+|дванацца\w+",
    "13": r"thirteen\w*|тринадцат\w+|трынацца\w+",
    "14": r"fourteen\w*|четырнадцат\w+|чатырнацца\w+",
    "15": r"fifteen\w*|пятнадцат\w+|пятнацца\w+",
    "16": r"sixteen\w*|шестнадцат\w+|шаснацца\w+",
    "17": r"seventeen\w*|семнадцат\w+|сямнацца\w+",
    "18": r"eighteen\w*|восемнадцат\w+|васямнацца\w+",
    "19": r"nineteen\w*|девятнадцат\w+|дзевятнацца\w+",
    "20": r"twent\w+|двадцат\w+|дваццат\w+|дваццац\w+",
    "30": r"thirt\w+|тридцат\w+|трыццат\w+|трыццац\w+",
    "40": r"fort\w+|сорок\w*|сорак\w*|саракав\w+",
    "50": r"fift(?:y|ies|ieth)\w*|half|пятьдесят\w*|пяцідзесят\w*|пяцьдзясят\w*|половин\w+|палов\w+",
    "60": r"sixt\w+|шестьдесят\w*|шэсцьдзясят\w*",
    "70": r"sevent(?:y|ies|ieth)\w*|семьдесят\w*|семдзесят\w*",
    "80": r"eight(?:y|ies|ieth)\w*|восемьдесят\w*|восемдзесят\w*",
    "90": r"ninet(?:y|ies|ieth)\w*|девяност\w+|дзевяност\w+",
    "100": r"hundred\w*|century|сто\b|сот\w*|ста\b|век\w*|стагоддз\w+",
    "1000": r"thousand\w*|тысяч\w*|тысячн\w+",
    "1000000": r"million\w*|миллион\w*|мільён\w*",
}
SPELLED = {Decimal(value): re.compile(rf"\b(?:{words})\b", re.IGNORECASE) for value, words in WORDS.items()}
Read = Callable[[re.Match[str]], "list[Number]"]
TENS = [Decimal(tens) for tens in range(20, 100, 10)]


@dataclass(frozen=True, slots=True)
class Number:
    """`unit`: "" · "%" · "month" · "figure" (then `name` is key@period). `typed` is how the text has it."""

    value: Decimal
    unit: str = ""
    name: str = ""
    typed: str = field(default="", compare=False)

    def __str__(self) -> str:
        return self.typed


@dataclass(frozen=True, slots=True)
class Stated:
    """What a text states in figures; its other words, among which it may spell numbers out."""

    numbers: tuple[Number, ...]
    words: str

    def spells(self, value: Decimal) -> bool:
        return value in _spelled(self.words)


@dataclass(frozen=True, slots=True)
class Difference:
    """Numbers of the original that its translation lacks, and numbers that only the translation has."""

    missing: tuple[Number, ...]
    extra: tuple[Number, ...]

    def __bool__(self) -> bool:
        return bool(self.missing or self.extra)


def difference(original: Stated, translation: Stated) -> Difference:
    return Difference(_lacking(original, translation), _lacking(translation, original))


def _lacking(one: Stated, other: Stated) -> tuple[Number, ...]:
    held = set(other.numbers)
    return tuple(
        number
        for number in dict.fromkeys(one.numbers)
        if number not in held and (number.unit not in ("", "%") or not other.spells(number.value))
    )


@lru_cache(maxsize=4096)
def stated(markdown: str, language: str) -> Stated:
    """The numbers of a Markdown text in "en", "ru" or "be", each once, in no particular order."""
    figures, words = _without_references(markdown)
    words = ADDRESS.sub(" ", LIST_NUMBER.sub(" ", words))
    all_words, found = words, [*figures]
    # A number is part of a name or of a date before it is a number of its own.
    words = _take(NAME, words, lambda match: [], found)
    words = _take(ISO_DAY, words, lambda match: _day(match[3], match[2], match[1]), found)
    words = _take(DOTTED_DAY, words, lambda match: _day(match[1], match[2], match[3]), found)
    words = _take(HOUR, words, _hour, found)
    found += _months(words)
    found += _plain(words, language)
    return Stated(tuple(dict.fromkeys(found)), all_words)


def _without_references(markdown: str) -> tuple[list[Number], str]:
    """References to figures, which print the same value in every language; and the text with the words of the others."""
    figures, parts, end = [], [], 0
    for reference in find(markdown):
        parts.append(markdown[end : reference.start])
        end = reference.end
        if reference.kind == "figure":
            name = f"{reference.key}@{reference.period}"
            figures.append(Number(Decimal(0), "figure", name, str(reference)))
            parts.append(" ")
        elif not reference.is_note:
            parts.append(reference.text)
    return figures, "".join([*parts, markdown[end:]])


def _take(pattern: re.Pattern[str], words: str, read: Read, found: list[Number]) -> str:
    """Adds what the matches say, and blanks them out."""
    for match in pattern.finditer(words):
        found += read(match)
    return pattern.sub(lambda match: " " * len(match[0]), words)


def _day(day: str, month: str, year: str) -> list[Number]:
    numbers = [Number(Decimal(day), typed=day), Number(Decimal(year), typed=year)]
    return [*numbers, Number(Decimal(month), "month", typed=f"{day}.{month}.{year}")]


def _hour(match: re.Match[str]) -> list[Number]:
    hour, minute, half = int(match[1] or match[4]), int(match[2] or match[5] or 0), match[3] or match[6]
    if half:
        hour = hour % 12 + (12 if half.lower() == "p" else 0)
    parts = [hour, minute] if minute else [hour]
    return [Number(Decimal(part), typed=match[0].strip()) for part in parts]


def _months(words: str) -> Iterator[Number]:
    for match in MONTH.finditer(words):
        if BEFORE_MONTH.search(words, max(0, match.start() - 12), match.start()) or AFTER_MONTH.match(
            words, match.end()
        ):
            number = (match.lastgroup or "m0")[1:]
            yield Number(Decimal(number), "month", typed=match[0])


def _plain(words: str, language: str) -> Iterator[Number]:
    """Numbers with their scale and per cent sign; a sign after a range belongs to both its ends."""
    digits = ENGLISH if language == "en" else CYRILLIC
    number = re.compile(rf"(?<!\d){digits}")
    rest = rf"(?:{BLANK}?[–-]{BLANK}?{digits})?"
    percent = re.compile(rest + PERCENT, re.IGNORECASE)
    scales = [(re.compile(rf"{rest}{BLANK}?{words}", re.IGNORECASE), size) for words, size in SCALES]
    for match in number.finditer(words):
        value = _value(match[0], language)
        size = next((size for scale, size in scales if scale.match(words, match.end())), 1)
        unit = "%" if percent.match(words, match.end()) else ""
        yield Number((value * size).normalize(), unit, typed=f"{match[0]}{' %' if unit else ''}")


def _value(digits: str, language: str) -> Decimal:
    digits = re.sub(BLANK, "", digits)
    digits = digits.replace(",", "") if language == "en" else digits.replace(",", ".")
    return Decimal(digits)


@lru_cache(maxsize=1024)
def _spelled(words: str) -> frozenset[Decimal]:
    found = {value for value, pattern in SPELLED.items() if pattern.search(words)}
    # Twenty-five says twenty, five and twenty-five.
    together = {tens + unit for tens in TENS if tens in found for unit in found if 1 <= unit <= 9}
    return frozenset(found | together | {_roman(match[0]) for match in ROMAN.finditer(words)})


def _roman(letters: str) -> Decimal:
    values = [ROMAN_DIGITS[letter] for letter in letters]
    following = [*values[1:], 0]
    return Decimal(
        sum(-value if value < after else value for value, after in zip(values, following, strict=True))
    )


def typed(numbers: Iterable[Number]) -> str:
    """For a sentence: 60 %, 2026."""
    return ", ".join(dict.fromkeys(str(number) for number in numbers))
