"""A reader's question: words that must all be found, phrases in quotes, and what must not stand there.

Pure. Whatever is typed is a question; nothing of it reaches a database but terms (config.web.search_terms).
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from config.web.search_terms import name_keys, stem, stems
from config.web.text import STOP_WORDS, Word, clean, words

MOST_LETTERS = 200
MOST_CLAUSES = 8
# A shorter beginning of a word would find half of everything.
SHORTEST_BEGINNING = 3
# Of every language: what is asked finds the same wherever it is asked.
_STOP_WORDS = frozenset().union(*STOP_WORDS.values())
_PIECE = re.compile(
    r"(?:(?<=\s)|^)(?P<minus>[-−–](?=\S))?"
    r"(?:«(?P<a>[^«»]*)»|“(?P<b>[^“”]*)”|„(?P<c>[^„“”]*)[“”]|\"(?P<d>[^\"]*)\"|(?P<word>\S+))"
)


@dataclass(frozen=True, slots=True)
class Clause:
    """A word or a phrase. `variants`: as which sequences of stems it may stand in a text, by the language of the text."""

    text: str
    variants: tuple[tuple[str, ...], ...]
    keys: tuple[str, ...] = ()
    is_beginning: bool = False

    @property
    def is_phrase(self) -> bool:
        return self.text.startswith("“")


@dataclass(frozen=True, slots=True)
class Question:
    """What was asked, cut to a length that can be answered. The last word may be the beginning of one."""

    text: str
    language: str
    clauses: tuple[Clause, ...]
    excluded: tuple[Clause, ...] = ()

    @classmethod
    def of(cls, text: str, language: str) -> "Question":
        text = " ".join(clean(text[: 2 * MOST_LETTERS]).split())[:MOST_LETTERS].strip()
        asked: dict[tuple[tuple[str, ...], ...], Clause] = {}
        excluded: dict[tuple[tuple[str, ...], ...], Clause] = {}
        last = None
        for is_excluded, clause in _clauses(text):
            found = (excluded if is_excluded else asked).setdefault(clause.variants, clause)
            last = None if is_excluded else found
        telling = [each for each in asked.values() if each.text not in _STOP_WORDS] or [*asked.values()]
        clauses = tuple(_as_beginning(each) if each is last else each for each in telling[:MOST_CLAUSES])
        return cls(text, language, clauses, tuple(excluded.values())[:MOST_CLAUSES] if clauses else ())

    @property
    def terms(self) -> frozenset[str]:
        """Of words and of phrases."""
        return frozenset(term for each in self.clauses for variant in each.variants for term in variant)

    @property
    def keys(self) -> frozenset[str]:
        """Of names."""
        return frozenset(key for each in self.clauses for key in each.keys)

    @property
    def beginnings(self) -> tuple[str, ...]:
        return tuple(variant[0] for each in self.clauses if each.is_beginning for variant in each.variants)


def _clauses(text: str) -> Iterator[tuple[bool, Clause]]:
    """Whether it is to be left out, and the clause."""
    for piece in _PIECE.finditer(text):
        is_excluded = bool(piece["minus"])
        if piece["word"] is not None:
            for word in words(piece["word"]):
                yield is_excluded, _word(word.text)
        elif parts := words(next(filter(None, piece.group("a", "b", "c", "d")), "")):
            yield is_excluded, _phrase(parts)


def _word(text: str) -> Clause:
    return Clause(text.lower(), tuple((each,) for each in stems(text)), name_keys(text))


def _phrase(parts: list[Word]) -> Clause:
    sequences = (tuple(stem(each.text, code) for each in parts) for code in ("ru", "be", "en"))
    return Clause(f"“{' '.join(each.text for each in parts)}”", tuple(dict.fromkeys(sequences)))


def _as_beginning(clause: Clause) -> Clause:
    if clause.is_phrase or min(len(variant[0]) for variant in clause.variants) < SHORTEST_BEGINNING:
        return clause
    return Clause(clause.text, clause.variants, clause.keys, is_beginning=True)
