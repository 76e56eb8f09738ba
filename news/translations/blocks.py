"""A Markdown text cut into its paragraphs, headings, lists, quotations and tables; and put together again, other bytes untouched.

Pure. Every character that is not blank belongs to exactly one block.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from news.texts.references import SYNTAX


class BlockKind(StrEnum):
    PARAGRAPH = "paragraph"
    HEADING = "heading"
    LIST = "list"
    QUOTATION = "quotation"
    TABLE = "table"
    PICTURE = "picture"
    OTHER = "other"
    LINE = "line"


@dataclass(frozen=True, slots=True)
class Block:
    """`start` and `end` are its place in the text in characters, `line` that of its beginning, counted from 1."""

    kind: BlockKind
    text: str
    start: int
    end: int
    line: int


KINDS = {
    "paragraph_open": BlockKind.PARAGRAPH,
    "heading_open": BlockKind.HEADING,
    "bullet_list_open": BlockKind.LIST,
    "ordered_list_open": BlockKind.LIST,
    "blockquote_open": BlockKind.QUOTATION,
    "statement_open": BlockKind.QUOTATION,
    "table_open": BlockKind.TABLE,
    "picture": BlockKind.PICTURE,
}
# The ends of lines that Markdown knows; str.splitlines knows more.
LINE_END = re.compile(r"\r\n?|\n")
BLANK_LINES = re.compile(r"(?:[^\S\r\n]*(?:\r\n?|\n))+")


def blocks(text: str) -> list[Block]:
    """The outermost blocks, in order; a list is one, a quotation with all its paragraphs too."""
    starts = _line_starts(text)
    spans: list[tuple[int, int, BlockKind]] = []
    done = 0
    for token in SYNTAX.parse(text):
        if token.level or not token.map or token.nesting == -1:
            continue
        first, last = token.map
        if first > done:
            spans.append((done, first, BlockKind.OTHER))
        spans.append((max(first, done), last, KINDS.get(token.type, BlockKind.OTHER)))
        done = max(done, last)
    spans.append((done, len(starts) - 1, BlockKind.OTHER))
    found = (_block(text, starts, *span) for span in spans)
    return [block for block in found if block]


def lines(text: str) -> list[Block]:
    """Of a text that holds one statement a line."""
    starts = _line_starts(text)
    found = (_block(text, starts, at, at + 1, BlockKind.LINE) for at in range(len(starts) - 1))
    return [block for block in found if block]


def whole(text: str) -> list[Block]:
    """Of a short text: all of it."""
    starts = _line_starts(text)
    block = _block(text, starts, 0, len(starts) - 1, BlockKind.PARAGRAPH)
    return [block] if block else []


def _line_starts(text: str) -> list[int]:
    """Where each line begins, and the end of the text."""
    starts = [0, *(match.end() for match in LINE_END.finditer(text))]
    return starts if starts[-1] == len(text) and len(text) else [*starts, len(text)]


def _block(text: str, starts: Sequence[int], first: int, last: int, kind: BlockKind) -> Block | None:
    start, end = starts[min(first, len(starts) - 1)], starts[min(last, len(starts) - 1)]
    # Blank lines before it are no part of it; the indent of its first line is.
    blank = BLANK_LINES.match(text, start, end)
    start = blank.end() if blank else start
    body = text[start:end].rstrip()
    if not body:
        return None
    return Block(kind, body, start, start + len(body), 1 + len(LINE_END.findall(text[:start])))


def put_together(
    text: str,
    parts: Sequence[Block],
    changes: Mapping[int, str],
    additions: Mapping[int, str] | None = None,
    between: str = "\n\n",
) -> str:
    """The text with some blocks written anew (`changes`, by index; "" takes one out) and others put in (`additions`, each
    before the block of its index, or at the end). What is typed alike stays as it was, byte for byte."""
    end_of_line = "\r\n" if "\r\n" in text else "\n"
    additions = {at: _typed(new, end_of_line) for at, new in (additions or {}).items()}
    gap = between.replace("\n", end_of_line)
    result, done = [], 0
    for at, block in enumerate(parts):
        result.append(text[done : block.start])
        done = block.end
        if new := additions.get(at):
            result.append(new + gap)
        written = _typed(changes[at], end_of_line) if at in changes else block.text
        if _same(written, block.text):
            result.append(block.text)
        elif written:
            result.append(written)
        else:
            done = parts[at + 1].start if at + 1 < len(parts) else len(text)
    rest = text[done:]
    if new := additions.get(len(parts)):
        before = "".join(result)
        return f"{before.rstrip()}{gap if before.strip() else ''}{new}{rest or ''}"
    return "".join(result) + rest


def _typed(text: str, end_of_line: str) -> str:
    """As a browser sends it, with the line ends of the text it goes into, without blanks around."""
    typed = LINE_END.sub(end_of_line, text)
    return typed.strip("\r\n").rstrip() if typed.strip() else ""


def _same(one: str, other: str) -> bool:
    return LINE_END.sub("\n", one) == LINE_END.sub("\n", other)
