"""What a word is looked for by: the one function that texts and questions both pass, whichever database then compares them.

A term is a stem in ASCII letters and digits, so that every full-text engine cuts and compares it alike, with no dictionary of
its own. A capitalised word has a second term, the key of a name, in which the spellings of a name meet: Лукашенко, Лукашэнка,
Lukashenko, Łukašenka; Viciebsk, Vitebsk; Homiel, Gomel.
"""

import re
import unicodedata
from functools import lru_cache

from config.web.text import (
    UNMARKED,
    belarusian_base,
    belarusian_stem,
    latin,
    snowball,
    without_accents,
    words,
)

# No stem begins so; the key of a name cannot meet a stem.
NAME = "qq"
# Of a word of which nothing is left: signs that only mark a letter.
NOTHING = "u0"
# Short words differ too little: port, part.
SHORTEST_NAME = 5
MOST_LETTERS = 60
_CYRILLIC = re.compile(r"[\u0400-\u04ff]")
_ONLY_BELARUSIAN = re.compile(r"[ўі]")
_ONLY_RUSSIAN = re.compile(r"[ищъ]")
# Łacinka and English, as sounds. A soft c is the т that Russian keeps: Viciebsk, Пуцін.
_SOUNDS = (
    *(("š", "sh"), ("č", "ch"), ("ž", "zh"), ("ŭ", "v"), ("ć", "t"), ("ł", "l"), ("ў", "v")),
    *(("x", "ks"), ("w", "v"), ("ph", "f"), ("th", "t"), ("j", "y")),
)
_SOFT_C = re.compile(r"(?<![a-z])c(?=[iey])|(?<=[a-gi-z])c(?=[iey])")
_HARD_C = re.compile(r"c(?!h)")
_SOFT_DZ = re.compile(r"dz(?=[iey])")
_BREATH = re.compile(r"(?<![ckstz])h")
_VOWELS = re.compile(r"[aeiouy]+")
_DOUBLED = re.compile(r"([^aeu])\1+")


@lru_cache(maxsize=16_384)
def stem(word: str, language: str) -> str:
    """The stem of one word of a text in a language; never empty."""
    word = _lower(word)
    if not _CYRILLIC.search(word):
        return _ascii(snowball("english", _plain(word)))
    if _is_belarusian(word, language):
        return _ascii(latin(belarusian_stem(belarusian_base(word))))
    return _ascii(latin(snowball("russian", word.replace("ё", "е"))))


@lru_cache(maxsize=16_384)
def stems(word: str) -> tuple[str, ...]:
    """What a word of a question may be in a text of any language."""
    found = (stem(word, language) for language in ("ru", "be", "en"))
    return tuple(dict.fromkeys(found))


@lru_cache(maxsize=16_384)
def name_key(word: str, language: str) -> str:
    """In what the spellings of a name meet, whatever its case and ending; "" for a word too short to tell names by."""
    word = _lower(word)
    if not _CYRILLIC.search(word):
        sounds = snowball("english", word) if word.isascii() else word
    elif _is_belarusian(word, language):
        # The base writes ў as у, letter for letter; in a name it is a v: Магілёў.
        base = belarusian_base(word.replace("ў", "\0"))
        sounds = base[: len(belarusian_stem(base.replace("\0", "у")))].replace("\0", "ў")
    else:
        word = word.replace("ё", "е")
        sounds = word[: len(snowball("russian", word))]
    key = _heard(sounds)
    return (
        (NAME + key)[:MOST_LETTERS] if len(key) >= SHORTEST_NAME and key.isascii() and key.isalpha() else ""
    )


def name_keys(word: str) -> tuple[str, ...]:
    """Of a word of a question, as which it may stand in a text of any language."""
    return tuple(dict.fromkeys(key for code in ("ru", "be") if (key := name_key(word, code))))


def indexed(text: str, language: str) -> str:
    """A text as the index holds it: a stem for each of its `words`, in their order, then the keys of its names, each once."""
    found = words(text)
    keys = dict.fromkeys(name_key(word.text, language) for word in found if word.text[0].isupper())
    return " ".join([*(stem(word.text, language) for word in found), *filter(None, keys)])


def _lower(word: str) -> str:
    return unicodedata.normalize("NFC", word).lower().translate(UNMARKED)


def _is_belarusian(word: str, language: str) -> bool:
    """By its letters, and where they do not tell, by the language of the text."""
    if _ONLY_BELARUSIAN.search(word):
        return True
    return language == "be" and not _ONLY_RUSSIAN.search(word)


def _plain(word: str) -> str:
    return "".join(filter(str.isalnum, without_accents(word.translate({ord("ł"): "l"}))))


def _ascii(word: str) -> str:
    """Letters that have no Latin form become numbers, and 1e5 is no number, so that no engine cuts the word at them. Small
    ones: a raised capital has none of its own, and becomes a plain one."""
    found = "".join(each if each.isascii() else f"u{ord(each):x}" for each in word.lower() if each.isalnum())
    return (f"n{found}" if found[:1].isdigit() and not found.isdigit() else found)[:MOST_LETTERS] or NOTHING


def _heard(word: str) -> str:
    for letters, sound in _SOUNDS:
        word = word.replace(letters, sound)
    word = without_accents(latin(word))
    word = _HARD_C.sub("ts", _SOFT_C.sub("t", word))
    word = _BREATH.sub("g", _SOFT_DZ.sub("d", word))
    word = _DOUBLED.sub(r"\1", _VOWELS.sub(_vowel, word))
    return word.rstrip("aeu")


def _vowel(match: re.Match[str]) -> str:
    """Three vowels are enough: unstressed о is а in Belarusian, and і, е, э and their glides are one in names."""
    if "u" in match[0]:
        return "u"
    return "e" if any(each in match[0] for each in "eiy") else "a"
