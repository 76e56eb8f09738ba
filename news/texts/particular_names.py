"""Names that a text states: words with a capital that do not owe it to the beginning of a sentence. English, Russian, Belarusian.

Pure. A name is the same in all its cases (Путин, Путина, Путиным) and with a possessive ('s).
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import zip_longest

from config.web.text import Word, terms, words
from news.texts.assertions import SPEECH
from news.texts.particular_numbers import Found

# A full stop after one letter is an initial's or an abbreviation's: А. Лукашенко, г. Минск.
BEGINNING = re.compile(r"(?:\A|\n|[!?…:|]|(?<!\b\w)\.)[\s*_>#|\-•–—+\"«“„‘(\[’”»\])]*\Z")
# Words that begin sentences and name nothing.
FUNCTION_WORDS = frozenset(
    str.split(
        "the a an this that these those there it its he his him she her they their them we our you your and or but nor so yet "
        "if when while where after before since until as at by for from in into of on over to under with without not no all "
        "both each every many most some such who what why how which more less only also even now then here one i "
        "в на и но а из от до за по при с со к ко о об у под над без для что это этот эта эти как когда если то так там здесь "
        "он она они оно его её их мы вы все всё ещё уже также не ни или кто где почему более только теперь один одна "
        "ў й але са з да па пры пра аб ад гэта гэты гэтая гэтыя як калі тут ён яна яны яно яго яе іх мы вы усе ўсе усё ўсё "
        "яшчэ ўжо ужо таксама ці хто дзе чаму больш толькі цяпер адзін адна і"
    )
)


@dataclass(slots=True)
class Evidence:
    """What the texts compared show of their words: `names` stand with a capital inside a sentence, `common` without one.

    `names` begins with what is known to be a name: people, States, organs.
    """

    names: set[str] = field(default_factory=set)
    common: set[str] = field(default_factory=set)

    def read(self, text: str, language: str) -> None:
        for word in words(text):
            if word.text[0].islower():
                self.common.add(_stem(word, language))
            elif _is_capitalised(word, text) and not _begins_sentence(word, text):
                self.names.add(_stem(word, language))


def known_names(names: Iterable[tuple[str, str]]) -> set[str]:
    """Stems of the words with a capital in names known from the record, given with their languages."""
    return {
        _stem(word, language)
        for name, language in names
        for word in words(name)
        if word.text[0].isupper() and not _is_function_word(word)
    }


def names_in(text: str, language: str, evidence: Evidence) -> Iterator[Found]:
    found = words(text)
    for word, after in zip_longest(found, found[1:]):
        if _is_capitalised(word, text) and _is_name(word, after, text, language, evidence):
            yield Found(word.start, word.end, _stem(word, language))


def _is_name(word: Word, after: Word | None, text: str, language: str, evidence: Evidence) -> bool:
    """Inside a sentence the capital tells. At its beginning: other places do, or what follows: another capital
    (Vladimir Putin) or a verb of speech (Putin said)."""
    if _is_function_word(word):
        return False
    if not _begins_sentence(word, text):
        return True
    stem = _stem(word, language)
    if stem in evidence.names:
        return True
    if after is None or stem in evidence.common:
        return False
    runs_on = text[word.end : after.start] in (" ", "\u00a0", "-") and _is_capitalised(after, text)
    return runs_on or SPEECH.match(text, after.start) is not None


def _is_capitalised(word: Word, text: str) -> bool:
    """One letter is a name's only as an initial."""
    is_initial = text[word.end : word.end + 1] == "."
    return word.text[0].isupper() and (len(word.text) > 1 or is_initial)


def _is_function_word(word: Word) -> bool:
    return word.text.lower() in FUNCTION_WORDS and not word.text.isupper()


def _begins_sentence(word: Word, text: str) -> bool:
    # What can stand between a sentence's end and its first word is short.
    return BEGINNING.search(text[max(word.start - 12, 0) : word.start]) is not None if word.start else True


def _stem(word: Word, language: str) -> str:
    bare = re.sub(r"['’ʼ]s?$", "", word.text)
    return terms(bare, language)[0] if bare and terms(bare, language) else word.text.lower()
