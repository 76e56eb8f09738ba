"""How a found document is shown: its title and the passage that answers best, with the words that were asked for marked."""

from dataclasses import dataclass
from datetime import date

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from config.web.text import words
from news.kinds import Kind, kind_named
from news.models import SearchDocument
from news.search import Question

LONGEST_PASSAGE = 240
# So many letters before the first word found.
LEAD = 60


@dataclass(frozen=True, slots=True)
class Result:
    """Languages are empty where they are the page's."""

    kind: Kind | None
    title: SafeString
    title_language: str
    passage: SafeString
    passage_language: str
    url: str
    dated_on: date | None


def result_of(document: SearchDocument, question: Question) -> Result:
    kind = kind_named(document.kind)
    text = _passage(document.text, question, document.language) or document.summary
    return Result(
        kind=kind,
        title=marked(document.title, question, document.language),
        title_language=_foreign(document.title_language, question),
        passage=marked(_shortened(text, question, document.language), question, document.language),
        passage_language=_foreign(document.text_language, question),
        url=kind.url(document.key) if kind else "",
        dated_on=document.dated_on,
    )


def marked(text: str, question: Question, language: str) -> SafeString:
    """The text with every word that was asked for in <mark>."""
    parts, after = [], 0
    for word in words(text):
        if question.finds(word.text, language):
            parts.append((text[after : word.start], format_html("<mark>{}</mark>", word.text)))
            after = word.end
    return format_html_join("", "{}{}", parts) + format_html("{}", text[after:])


def _passage(text: str, question: Question, language: str) -> str:
    """The line (a paragraph, a heading, an item) in which most of the words stand; "" where none does."""
    best, most = "", 0
    for line in text.splitlines():
        found = {word.text.lower() for word in words(line) if question.finds(word.text, language)}
        if len(found) > most:
            best, most = line, len(found)
    return best


def _shortened(text: str, question: Question, language: str) -> str:
    """A part of a long text, from a little before the first word found, cut between words."""
    if len(text) <= LONGEST_PASSAGE:
        return text
    found = next((word.start for word in words(text) if question.finds(word.text, language)), 0)
    start = 0 if found <= LEAD else text.find(" ", found - LEAD) + 1
    part = text[start : start + LONGEST_PASSAGE]
    ends = start + LONGEST_PASSAGE >= len(text)
    if not ends:
        part = part.rpartition(" ")[0] or part
    return f"{'… ' if start else ''}{part}{'' if ends else ' …'}"


def _foreign(language: str, question: Question) -> str:
    return "" if language == question.language else language
