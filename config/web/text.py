"""Words in three languages and two scripts: which are one word to a search, and what an address may hold.

A term is a stem in Latin letters, so that Vitebsk, Витебск and Віцебск are found by each other. English and Russian stems
are Snowball's; Belarusian has no such rules, so it has the short ones below.
"""

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

import snowballstemmer

MARKS = "\u0301\u00ad"  # a stress mark and a soft hyphen stand inside a word and are not part of it
APOSTROPHES = "'’ʼ"
WORD = re.compile(rf"[^\W_]+(?:(?:[{MARKS}]|[{APOSTROPHES}](?=[^\W_]))[^\W_]*)*")
_CYRILLIC = re.compile(r"[\u0400-\u04ff]")
_BELARUSIAN = re.compile(r"[ўі]")
UNMARKED = str.maketrans(dict.fromkeys(MARKS))

_LETTERS = dict(zip("абвгґдезийіклмнопрстуўфыэł", "abvggdeziyiklmnoprstuufyel", strict=True))
_LETTERS |= {"ё": "yo", "ж": "zh", "х": "kh", "ц": "ts", "ч": "ch", "ш": "sh", "щ": "shch", "ъ": "", "ь": ""}
_LETTERS |= {"ю": "yu", "я": "ya"} | dict.fromkeys(APOSTROPHES, "")
_LATIN = str.maketrans(_LETTERS)
_LATIN_BELARUSIAN = str.maketrans(_LETTERS | {"г": "h"})
# A sign before a vowel is heard as y: Глазьев, Glazyev.
_SIGN_AND_VOWEL = re.compile(r"[ьъ](?=[еёи])")

# Where Belarusian softens д and т into дз and ц, Russian and English names keep them: дзень, Віцебск.
_SOFTENED = re.compile(r"дз(?=[іеюяь])|ц(?=[іеюяь])")
# Endings of nouns, adjectives and verbs, written as after `belarusian_base`.
_ENDINGS = sorted(
    str.split("""
    а я у ю і ы е э о ь й  ам ям ах ях ом ем ау яу оу еу ай яй ой ей эй ою ею аю яю  амі ямі
    ыі іі ыя ія ыю ію ый ій ыям іям ыях іях ыямі іямі ыяй іяй ыей іей
    ага яга ога аму яму ому ым ім ымі імі ых іх ая яя ае яе ое ее ую юю
    ава ева ова аву еву ову авым евым овым аве еве ове
    ть ать ять іть ыть уть ють аюць ають яюць яють цца ацца іцца ыцца аецца ала яла іла ыла алі ялі ілі ылі іу ыу
    асть асті астю насть насті
    """),
    key=len,
    reverse=True,
)
_SHORTEST_STEM = 3
# Words that say nothing of what is looked for; left out of a question that has other words.
STOP_WORDS = {
    "en": frozenset(
        str.split("""
        a about an and are at between by did do does for from how in into is it not of on or that the this through to was were
        what when where which who why will with
    """)
    ),
    "ru": frozenset(
        str.split(
            "а в во г года для до за и из как ко к на не о об от по при с со то у что это где когда кто"
        )
    ),
    "be": frozenset(
        str.split(
            "а аб ад без г года для да за з са і й ці у ў на не ня па пра пры як да што гэта дзе калі хто"
        )
    ),
}


def clean(text: str) -> str:
    """The text in NFC, with spaces for what a page or a database cannot hold: NULs, other controls, lone surrogates."""
    kept = "".join(" " if unicodedata.category(letter) in ("Cc", "Cs") else letter for letter in text)
    return unicodedata.normalize("NFC", kept)


@dataclass(frozen=True, slots=True)
class Word:
    text: str
    start: int
    end: int


def words(text: str) -> list[Word]:
    """The words of a text with their places in it."""
    return [Word(match[0], match.start(), match.end()) for match in WORD.finditer(text)]


@lru_cache(maxsize=16_384)
def terms(word: str, language: str) -> tuple[str, ...]:
    """What a word is found by in texts of a language: its stem and, where that differs, its dictionary form, in Latin letters."""
    word = unicodedata.normalize("NFC", word).lower().translate(UNMARKED)
    if not _CYRILLIC.search(word):
        # A ligature may come apart into words; they stay one here.
        base = "".join(filter(str.isalnum, without_accents(word)))
        return _unique(snowball("english", base), base)
    if language == "be" or _BELARUSIAN.search(word):
        base = belarusian_base(word)
        return _unique(latin(belarusian_stem(base)), latin(base))
    base = word.replace("ё", "е")
    return _unique(latin(snowball("russian", base)), latin(base))


def query_words(text: str, language: str, *, most: int = 8) -> list[str]:
    """The words of a question that must all be found, as typed: at most so many, without repeats and stop words."""
    return telling_words(text, language)[:most]


def telling_words(text: str, language: str) -> list[str]:
    """The words of a text in small letters, each once, without stop words unless it has no others."""
    asked = list(dict.fromkeys(word.text.lower() for word in words(text)))
    return [word for word in asked if word not in STOP_WORDS.get(language, frozenset())] or asked


def latin(word: str) -> str:
    """A lower-case word in Latin letters, near the way English spells Russian and Belarusian names."""
    return _SIGN_AND_VOWEL.sub("y", word).translate(_LATIN)


def slugify_cyrillic(text: str, *, max_length: int = 80) -> str:
    """An address in lower-case ASCII from a Russian, Belarusian or Latin text; "" where no letter or digit is left."""
    text = unicodedata.normalize("NFC", text).lower().translate(UNMARKED)
    letters = _LATIN_BELARUSIAN if _BELARUSIAN.search(text) else _LATIN
    ascii_text = without_accents(text.translate(letters)).encode("ascii", "ignore").decode()
    slug = "-".join(re.findall(r"[a-z0-9]+", ascii_text))
    if len(slug) <= max_length:
        return slug
    # Cut between words where that leaves something.
    return slug[: max_length + 1].rpartition("-")[0] or slug[:max_length]


def without_accents(text: str) -> str:
    decomposed = unicodedata.normalize("NFKD", text)
    return "".join(
        letter for letter in decomposed if not unicodedata.combining(letter) and letter not in APOSTROPHES
    )


def snowball(algorithm: str, word: str) -> str:
    """The stem of a word in small letters. A stemmer keeps its word in itself, so threads must not share one; making one is
    cheap, and callers remember."""
    return str(snowballstemmer.stemmer(algorithm).stemWord(word))


def belarusian_base(word: str) -> str:
    word = "".join(letter for letter in word if letter not in APOSTROPHES)
    word = word.replace("ё", "е").replace("ў", "у")
    return _SOFTENED.sub(lambda match: "д" if match[0] == "дз" else "т", word)


def belarusian_stem(base: str) -> str:
    if len(base) <= _SHORTEST_STEM + 1 and re.search("[аеоэы]у$", base):
        # Too short for an ending, the word keeps its в, which is ў at the end: умоў, умовах.
        return f"{base[:-1]}в"
    for ending in _ENDINGS:
        if base.endswith(ending) and len(base) - len(ending) >= _SHORTEST_STEM:
            base = base[: -len(ending)]
            break
    base = base.rstrip("ь")
    # Doubled before an ending, single without it: пагадненне, Беларуссю.
    return base[:-1] if len(base) > _SHORTEST_STEM and base[-1] == base[-2] else base


def _unique(*found: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(term for term in found if term))
