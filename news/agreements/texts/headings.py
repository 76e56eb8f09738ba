"""What a line of a pasted text begins: a chapter, an article, a numbered paragraph, a point; in Russian, Belarusian, English.

Pure. `heading(line)` knows lines that stand alone (Глава II, Article 4), `marked(line)` those that begin with a number or letter.
"""

import re
from dataclasses import dataclass

from news.agreements.texts.terms import ProvisionKind

# By language: the word that opens each kind of heading, as the text itself prints it.
WORDS: dict[str, dict[ProvisionKind, str]] = {
    "ru": {
        ProvisionKind.PART: "Часть",
        ProvisionKind.SECTION: "Раздел",
        ProvisionKind.CHAPTER: "Глава",
        ProvisionKind.ARTICLE: "Статья",
        ProvisionKind.ANNEX: "Приложение",
        ProvisionKind.PREAMBLE: "Преамбула",
    },
    "be": {
        ProvisionKind.PART: "Частка",
        ProvisionKind.SECTION: "Раздзел",
        ProvisionKind.CHAPTER: "Глава",
        ProvisionKind.ARTICLE: "Артыкул",
        ProvisionKind.ANNEX: "Дадатак",
        ProvisionKind.PREAMBLE: "Прэамбула",
    },
    "en": {
        ProvisionKind.PART: "Part",
        ProvisionKind.SECTION: "Section",
        ProvisionKind.CHAPTER: "Chapter",
        ProvisionKind.ARTICLE: "Article",
        ProvisionKind.ANNEX: "Annex",
        ProvisionKind.PREAMBLE: "Preamble",
    },
}
CLOSING = {
    "ru": re.compile(r"(?:совершено|учинено|подписано)\s+(?:в|«|\d)", re.IGNORECASE),
    "be": re.compile(r"(?:здзейснена|учынена|падпісана)\s+(?:у|ў|«|\d)", re.IGNORECASE),
    "en": re.compile(r"(?:done|signed)\s+(?:at|in|on|this)\s", re.IGNORECASE),
}
ROMAN = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100}
# Typists put Cyrillic Х and І for the Roman signs.
ROMAN_LOOKALIKES = str.maketrans("ХІС", "XIC")
TO_CYRILLIC = str.maketrans("aceopxy", "асеорху")
TO_LATIN = str.maketrans("асеорху", "aceopxy")
ALPHABETS = {
    "ru": "абвгдеёжзийклмнопрстуфхцчшщъыьэюя",
    "be": "абвгдеёжзійклмнопрстуўфхцчшыьэюя",
    "en": "abcdefghijklmnopqrstuvwxyz",
}
MARKED = re.compile(
    r"(?P<dotted>\d{1,3}(?:\.\d{1,3})+)\.?\s+(?=\S)"
    r"|(?P<dot>\d{1,3})\.\s+(?=\S)"
    r"|\(?(?P<digit>\d{1,3})\)\s+(?=\S)"
    r"|\(?(?P<letter>[а-яёіўa-z])\)\s+(?=\S)",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Heading:
    """`number` as printed ("IV", "4.1"), empty where there is none; `rest`: what follows it on the line."""

    kind: ProvisionKind
    number: str
    rest: str


@dataclass(frozen=True, slots=True)
class Marked:
    """`style`: which manner of numbering, so that a nested list is told from the next item; `mark` as printed: "1.", "а)"."""

    style: str
    mark: str
    number: str
    rest: str


def heading(line: str, language: str) -> Heading | None:
    for kind, word in WORDS[language].items():
        if kind == ProvisionKind.PREAMBLE:
            if line.rstrip(".:").casefold() == word.casefold():
                return Heading(kind, "", "")
            continue
        optional = "?" if kind == ProvisionKind.ANNEX else ""
        pattern = (
            rf"{word}(?:\s+(?:№\s*)?(?P<number>\d+(?:[.\-]\d+)*|[IVXLCХІС]+)(?=[\s.:–—-]|$)){optional}"
            r"(?P<end>[.:]|\s*[–—-])?(?:\s+(?P<rest>.*))?"
        )
        found = re.fullmatch(pattern, line, re.IGNORECASE)
        rest = (found["rest"] or "").strip() if found else ""
        # «Статья 5 настоящего Договора применяется…» is a sentence.
        if found and (found["number"] or not rest) and (found["end"] or not rest[:1].islower()):
            return Heading(kind, found["number"] or "", rest)
    return None


def marked(line: str) -> Marked | None:
    found = MARKED.match(line)
    if not found:
        return None
    style = found.lastgroup or ""
    return Marked(style, found[0].strip(), found[style], line[found.end() :].strip())


def ordinal(number: str) -> tuple[int, ...]:
    """ "4" → (4,), "4.1" and "4-1" → (4, 1), "IV" → (4,). An empty number → ()."""
    if not number:
        return ()
    if number[0].isdigit():
        return tuple(int(part) for part in re.split(r"[.\-]", number))
    signs = [ROMAN[sign] for sign in number.upper().translate(ROMAN_LOOKALIKES)]
    # A smaller sign before a larger one is taken away.
    return (sum(-a if a < b else a for a, b in zip(signs, [*signs[1:], 0], strict=True)),)


def place_of_letter(letter: str, language: str) -> int:
    """From 1, in the alphabet of the language, letters of the other script that look the same included; 0 for others."""
    lookalikes = TO_LATIN if language == "en" else TO_CYRILLIC
    return ALPHABETS[language].find(letter.lower().translate(lookalikes)) + 1


def label(kind: ProvisionKind, number: str, language: str) -> str:
    """What the text prints before a heading: «Статья 4», «Глава II»; a number alone for paragraphs and points."""
    word = WORDS.get(language, WORDS["en"]).get(kind, "")
    return f"{word} {number}".strip()
