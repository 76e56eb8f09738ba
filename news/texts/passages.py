"""A text as an editor sees it: its passages, where each begins, what it says in plain words and what it rests on.

Pure: Markdown in, plain objects out.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from enum import StrEnum

from markdown_it.token import Token

from news.texts.references import SYNTAX, Quotation, Reference, references_in

# Printed by [[figure:…]] together with its date and source, so it is a source mark as good as a note.
SOURCED_KINDS = frozenset({"figure"})


class PassageKind(StrEnum):
    PARAGRAPH = "paragraph"
    HEADING = "heading"
    ITEM = "item"
    TABLE = "table"
    QUOTATION = "quotation"
    PICTURE = "picture"


@dataclass(frozen=True, slots=True)
class Passage:
    kind: PassageKind
    line: int  # of its beginning, counted from 1
    words: str  # what is typed, without references and their labels
    references: tuple[Reference, ...]
    quotation: Quotation | None = None
    # A list or table that its introducing paragraph cites for.
    introduced_with_source: bool = False

    @property
    def is_sourced(self) -> bool:
        return self.introduced_with_source or any(
            reference.is_note or reference.kind in SOURCED_KINDS for reference in self.references
        )


# Of a line, what a reader reads as it stands; of a picture elsewhere, its words.
PRINTED = ("text", "code_inline", "image")
# Where a block begins -> where it ends, and what it is; blocks within them belong to them.
WHOLE = {
    "statement_open": ("statement_close", PassageKind.QUOTATION),
    "blockquote_open": ("blockquote_close", PassageKind.QUOTATION),
    "table_open": ("table_close", PassageKind.TABLE),
}


def passages(text: str) -> list[Passage]:
    """Paragraphs, headings, list items, tables and quotations, in order."""
    return list(_passages(SYNTAX.parse(text)))


def list_passages(text: str) -> list[Passage]:
    """Of a text that holds one statement a line, with or without a list mark."""
    lines = ((number, line.strip()) for number, line in enumerate(text.splitlines(), 1))
    return [
        replace(passage, line=number)
        for number, line in lines
        for passage in passages(line.removeprefix("•").removeprefix("–").removeprefix("—"))
    ]


def _passages(tokens: list[Token]) -> Iterator[Passage]:
    before: Passage | None = None  # the paragraph just before, which may introduce a list or a table
    introduced, items, line, position = False, 0, 1, 0
    while position < len(tokens):
        token = tokens[position]
        line = token.map[0] + 1 if token.map else line
        if token.type in WHOLE:
            closing, kind = WHOLE[token.type]
            end = _end(tokens, position, closing)
            yield _whole(tokens[position : end + 1], kind, line, _introduces(before))
            before, position = None, end
        elif token.type in ("bullet_list_open", "ordered_list_open"):
            introduced = introduced if items else _introduces(before)
            items += 1
        elif token.type in ("bullet_list_close", "ordered_list_close"):
            items, before = items - 1, None
        elif token.type == "fence":
            yield Passage(PassageKind.PARAGRAPH, line, token.content.strip(), ())
        elif token.type == "picture":
            yield _passage([token], PassageKind.PICTURE, line)
        elif token.type == "inline":
            heading = tokens[position - 1].type == "heading_open"
            kind = PassageKind.HEADING if heading else PassageKind.ITEM if items else PassageKind.PARAGRAPH
            passage = _passage([token], kind, line, introduced=bool(items) and introduced)
            before = passage if kind == PassageKind.PARAGRAPH else None
            yield passage
        position += 1


def _introduces(paragraph: Passage | None) -> bool:
    return paragraph is not None and paragraph.is_sourced and paragraph.words.rstrip().endswith(":")


def _end(tokens: list[Token], start: int, closing: str) -> int:
    level = tokens[start].level
    return next(
        index
        for index in range(start + 1, len(tokens))
        if tokens[index].type == closing and tokens[index].level == level
    )


def _whole(tokens: list[Token], kind: PassageKind, line: int, introduced: bool) -> Passage:
    return _passage(tokens, kind, line, introduced=introduced, quotation=tokens[0].meta.get("quotation"))


def _passage(
    tokens: list[Token],
    kind: PassageKind,
    line: int,
    *,
    introduced: bool = False,
    quotation: Quotation | None = None,
) -> Passage:
    words = " ".join(_words(token) for token in tokens if token.type == "inline").strip()
    return Passage(kind, line, words, tuple(references_in(tokens)), quotation, introduced)


def _words(inline: Token) -> str:
    parts = {"softbreak": "\n", "hardbreak": "\n"}
    return "".join(
        child.content if child.type in PRINTED else parts.get(child.type, "")
        for child in inline.children or []
    )
