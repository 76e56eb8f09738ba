"""Two versions of an article in one text: what went is struck out, what came is marked, the rest stands."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy

from news.models import ArticleVersion, FigureValue
from news.texts.differences import Change, compare
from news.texts.markdown_printer import value_text
from news.texts.reference_lookup import Lookup
from news.texts.reference_syntax import Reference, find

# What is compared, in the order of the page.
TEXTS = {
    "headline": gettext_lazy("Headline"),
    "standfirst": gettext_lazy("Standfirst"),
    "body": gettext_lazy("Text"),
    "confirmed": gettext_lazy("Confirmed"),
    "claimed": gettext_lazy("Claimed"),
    "unknown": gettext_lazy("Not known"),
}
# Marks of headings and quotations: a reader sees paragraphs.
BLOCK_MARKS = re.compile(r"^(?:#{1,6} +|> ?)", re.MULTILINE)
TABLE_RULE = re.compile(r"^\|[ :|-]+\|[ \t]*(?:\n|\Z)", re.MULTILINE)
TABLE_ROW = re.compile(r"^\|(.+)\|[ \t]*$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Piece:
    """Words that stayed, went or came."""

    change: Change
    text: str


@dataclass(frozen=True, slots=True)
class ComparedParagraph:
    pieces: Sequence[Piece]
    is_changed: bool


@dataclass(frozen=True, slots=True)
class ComparedText:
    label: str | Promise
    paragraphs: Sequence[ComparedParagraph]


def compared_texts(old: ArticleVersion, new: ArticleVersion, as_of: date) -> list[ComparedText]:
    """The texts that differ, each whole. Costs a query for each kind of thing they refer to."""
    pairs = {name: (readable(getattr(old, name)), readable(getattr(new, name))) for name in TEXTS}
    differing = {name: pair for name, pair in pairs.items() if pair[0] != pair[1]}
    references = [reference for pair in differing.values() for text in pair for reference in find(text)]
    lookup = Lookup(references, language=new.language, as_of=as_of)
    return [ComparedText(TEXTS[name], _paragraphs(*pair, lookup)) for name, pair in differing.items()]


def readable(text: str) -> str:
    """Without marks; a row of a table is a paragraph of its own, its cells set apart by dots."""
    text = BLOCK_MARKS.sub("", text.replace("\r\n", "\n"))
    return TABLE_ROW.sub(lambda row: row[1].strip().replace(" | ", " · ") + "\n", TABLE_RULE.sub("", text))


def _paragraphs(old: str, new: str, lookup: Lookup) -> list[ComparedParagraph]:
    return [
        ComparedParagraph(
            [Piece(each.change, as_read(each.text, lookup)) for each in paragraph.segments],
            paragraph.is_changed,
        )
        for paragraph in compare(old, new)
    ]


def as_read(text: str, lookup: Lookup) -> str:
    """References as the words they print; a note as the publisher of its source, in brackets."""
    end, parts = 0, []
    for reference in find(text):
        parts += [text[end : reference.start], _words(reference, lookup)]
        end = reference.end
    return "".join([*parts, text[end:]])


def _words(reference: Reference, lookup: Lookup) -> str:
    target = lookup.find(reference)
    if reference.is_note:
        return f"[{target.thing.publisher}]" if target else f"[{reference.key}]"
    if target is None:
        return reference.words
    if isinstance(target.thing, FigureValue) and not target.text:
        return value_text(target.thing, lookup.language)
    return target.text
