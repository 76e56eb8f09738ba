"""Numbers that a text states, each with its value however it is written: 2,400 · 2 400; 3 % · 3 per cent; five · пяти · 5.

Pure. Ordinals and spelled-out numbers count; "one" does not, because it is a pronoun as often as a number.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

SPACE = "[ \u00a0\u202f]"
DIGITS = rf"\d+(?:{SPACE}?\d{{3}}(?!\d))*(?:[.,]\d+)*"
SCALES = {
    r"thousand|тыс\w*|тысяч\w*": 10**3,
    r"million|mln|млн|миллион\w*|мільён\w*": 10**6,
    r"billion|bn|млрд|миллиард\w*|мільярд\w*": 10**9,
    r"trillion|трлн|триллион\w*|трыльён\w*": 10**12,
}
PER_CENT = r"%|‰|per cent|percent|процент\w*|працэнт\w*"
NUMBER = re.compile(
    rf"(?P<digits>{DIGITS})(?:{SPACE}?(?P<scale>{'|'.join(SCALES)})\b)?(?:{SPACE}?(?P<unit>{PER_CENT}|×))?",
    re.IGNORECASE,
)

# Numbers in words, by value: English whole, Russian and Belarusian by the stems of their forms.
RUNS = (
    ("two three four five six seven eight nine ten eleven twelve", 2, 1),
    ("thirteen fourteen fifteen sixteen seventeen eighteen nineteen", 13, 1),
    ("twenty thirty forty fifty sixty seventy eighty ninety", 20, 10),
    ("second third fourth fifth sixth seventh eighth ninth tenth", 2, 1),
)
ENGLISH: dict[str, int | Decimal] = {
    word: first + step * place for words, first, step in RUNS for place, word in enumerate(words.split())
}
ENGLISH |= {"dozen": 12, "hundred": 100, "thousand": 10**3, "million": 10**6, "billion": 10**9}
ENGLISH |= {"twice": 2, "half": Decimal("0.5")}
STEMS: dict[str, int | Decimal] = {
    r"дв(?:а|е|ух|ум|умя)|дзв(?:е|юх|юм|юма)": 2,
    r"тр(?:и|ёх|ех|ём|ем|емя|ы|ох|ом|ыма)": 3,
    r"четыр(?:е|ёх|ех|ём|ем|ьмя)|чатыр(?:ы|ох|ом|ма)": 4,
    r"пят(?:ь|и|ью)|пяц(?:ь|і|ю)": 5,
    r"шест(?:ь|и|ью)|шэсц(?:ь|і|ю)|шасц(?:і|ю)": 6,
    r"сем(?:ь|и|ью)|с(?:е|я)м(?:і|ю)": 7,
    r"восем(?:ь|ью)|восьми|восем|васьм(?:і|ю)": 8,
    r"девят(?:ь|и|ью)|дз(?:е|я)вяц(?:ь|і|ю)": 9,
    r"десят(?:ь|и|ью)|дз(?:е|я)сяц(?:ь|і|ю)": 10,
    r"двадцат(?:ь|и|ью)|дваццац(?:ь|і|ю)": 20,
    r"тридцат(?:ь|и|ью)|трыццац(?:ь|і|ю)": 30,
    r"сорок|сорока|сорак|сарака": 40,
    r"сто|ста": 100,
    r"тысяч(?:а|и|у|ей|ам|ами|ах)?|тысяч(?:ы|аў|амі)": 1000,
    r"миллион(?:а|ы|ов|у|ом|ам|ами|ах|е)?|мільён(?:а|ы|аў|у|ам|амі|ах|е)?": 10**6,
    r"миллиард(?:а|ы|ов|у|ом|ам|ами|ах|е)?|мільярд(?:а|ы|аў|у|ам|амі|ах|е)?": 10**9,
    r"втор(?:ой|ая|ое|ого|ому|ым|ом|ую|ые|ых)|друг(?:і|ая|ое|ога|ому|ім|ую|ія|іх)": 2,
    r"трет(?:ий|ья|ье|ьего|ьему|ьим|ьем|ью|ьи|ьих)|трэц(?:і|яя|яе|яга|яму|ім|юю|ія|іх)": 3,
    r"дважды|двойчы|вдвое|удвая": 2,
    r"трижды|тройчы|втрое|утрая": 3,
    r"половин(?:а|ы|у|ой|е)|палов(?:а|ы|у|ай|е)": Decimal("0.5"),
}
CYRILLIC = [(re.compile(forms), value) for forms, value in STEMS.items()]
WORD = re.compile(r"[^\W\d_]+")


@dataclass(frozen=True, slots=True)
class Found:
    """Where something stands in a text, and what makes it the same thing in other words."""

    start: int
    end: int
    key: str


def numbers_in(text: str, language: str) -> Iterator[Found]:
    """In digits and in words, in no order."""
    for match in NUMBER.finditer(text):
        yield Found(match.start(), match.end(), _key(_value(match, language), match["unit"] or ""))
    for match in WORD.finditer(text):
        # A word directly after digits is their scale, which the digits have taken already.
        value = _of_word(match[0].lower(), language)
        if value is not None and not re.search(rf"\d{SPACE}?$", text[: match.start()][-2:]):
            yield Found(match.start(), match.end(), _key(Decimal(value), ""))


def _value(match: re.Match[str], language: str) -> Decimal:
    digits = re.sub(SPACE, "", match["digits"])
    if language == "en":
        digits = re.sub(r",(?=\d{3}(?!\d))", "", digits)
    whole, *parts = re.split("[.,]", digits)
    # 1.2.3 is the number of a part of something: each part counts.
    value = Decimal(f"{whole}.{''.join(parts)}") if parts else Decimal(whole)
    scale = (match["scale"] or "").lower()
    return value * next((size for words, size in SCALES.items() if scale and re.fullmatch(words, scale)), 1)


def _key(value: Decimal, unit: str) -> str:
    sign = {"": "", "‰": "‰", "×": "×"}.get(unit, "%")
    return f"{value.normalize():f}{sign}"


def _of_word(word: str, language: str) -> int | Decimal | None:
    if language == "en":
        return ENGLISH.get(word)
    return next((value for forms, value in CYRILLIC if forms.fullmatch(word)), None)
