"""How a found document is shown: its title and the passage that answers best, with the words that were asked for marked."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext

from config.web.partial_dates import PartialDate
from config.web.search_terms import name_key, stem
from config.web.text import WORD, Word
from news.kinds import Kind, kind_named
from news.models import SearchDocument
from news.search.question import Question

LONGEST_PASSAGE = 240
# So many letters before the first word found.
LEAD = 60


@dataclass(frozen=True, slots=True)
class Result:
    """Languages are empty where they are the page's."""

    kind: Kind | None
    label: str
    title: SafeString
    title_language: str
    passage: SafeString
    passage_language: str
    # In which it is to be read, where the page's language does not have it.
    language: str
    url: str
    dated: PartialDate | None


def result_of(document: SearchDocument, question: Question) -> Result:
    kind = kind_named(document.kind)
    passage, places = _passage(document, question)
    return Result(
        kind=kind,
        label=gettext("provision") if document.part else str(kind.label) if kind else "",
        title=marked(document.title, question, document.title_language),
        title_language=_foreign(document.title_language, question),
        passage=_with_marks(*_shortened(passage, places)),
        passage_language=_foreign(document.text_language, question),
        language=_foreign(document.language, question),
        url=kind.url(document.key) + document.address if kind else "",
        dated=kind.known_date(document.dated_on) if kind else None,
    )


def marked(text: str, question: Question, language: str) -> SafeString:
    """The text with every word that was asked for in <mark>."""
    terms = (stem(match[0], language) for match in WORD.finditer(text))
    return _with_marks(text, _places(text, terms, question, language))


def _passage(document: SearchDocument, question: Question) -> tuple[str, list[Word]]:
    """The line (a paragraph, a heading, an item) in which most of the words stand, and their places in it; the summary where
    none does.

    The terms of the document follow the words of its text one by one, so nothing is stemmed again."""
    terms = iter(document.terms.split())
    best, places, most = document.summary, [], 0
    for line in document.text.splitlines():
        here = _places(line, terms, question, document.text_language)
        if (different := len({word.text.lower() for word in here})) > most:
            best, places, most = line, here, different
        if most >= len(question.clauses):
            break
    return best, places


def _places(text: str, terms: Iterable[str], question: Question, language: str) -> list[Word]:
    """Of the words that were asked for. Takes a term for each word of the text."""
    asked, beginnings, keys = question.terms, question.beginnings, question.keys
    return [
        Word(match[0], match.start(), match.end())
        for match, term in zip(WORD.finditer(text), terms, strict=False)
        if term in asked
        or term.startswith(beginnings)
        or (keys and match[0][0].isupper() and name_key(match[0], language) in keys)
    ]


def _with_marks(text: str, places: Iterable[Word]) -> SafeString:
    parts, after = [], 0
    for word in places:
        parts.append((text[after : word.start], format_html("<mark>{}</mark>", text[word.start : word.end])))
        after = word.end
    return format_html_join("", "{}{}", parts) + format_html("{}", text[after:])


def _shortened(text: str, places: Sequence[Word]) -> tuple[str, list[Word]]:
    """A part of a long text, from a little before the first word found, cut between words; and the places in it."""
    if len(text) <= LONGEST_PASSAGE:
        return text, list(places)
    first = places[0].start if places else 0
    start = 0 if first <= LEAD else text.find(" ", first - LEAD) + 1
    part = text[start : start + LONGEST_PASSAGE]
    ends = start + LONGEST_PASSAGE >= len(text)
    if not ends:
        part = part.rpartition(" ")[0] or part
    before = "… " if start else ""
    moved = len(before) - start
    kept = [
        Word(word.text, word.start + moved, word.end + moved)
        for word in places
        if start <= word.start and word.end <= start + len(part)
    ]
    return f"{before}{part}{'' if ends else ' …'}", kept


def _foreign(language: str, question: Question) -> str:
    return "" if language == question.language else language
