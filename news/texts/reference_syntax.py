"""How a reference is written: `[[kind:key|text]]`, `[[figure:key@period]]`, `[[image:key]]`, `[^source-key]`.

References are found before Markdown is read and put back as one character sequence that Markdown never interprets, so that
a `|` in a table or a `[` in a link cannot break one. Only those that Markdown leaves as text count: one inside code is code.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock
from markdown_it.rules_core import StateCore
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token

KEY = r"[A-Za-z0-9_][A-Za-z0-9_-]*"
REFERENCE = re.compile(
    rf"(?<!\\)(?:\[\[(?P<kind>[a-z]+):(?P<key>{KEY})(?:@(?P<period>\d{{4}}(?:-\d\d){{0,2}}))?"
    rf"(?:\\?\|(?P<text>[^\[\]\r\n\0]*))?\]\]|\[\^(?P<note>{KEY})\])"
)
# NUL stands for a reference while Markdown is read: no text can hold one, Markdown replaces them first.
SHIELD = "\0"
SHIELDED = re.compile(r"\0(\d+)\0")


@dataclass(frozen=True, slots=True)
class Reference:
    """One reference as written; `start` and `end` are its place in the text (in characters)."""

    kind: str
    key: str
    text: str = ""
    period: str = ""
    is_note: bool = False
    start: int = field(default=0, compare=False)
    end: int = field(default=0, compare=False)

    def __str__(self) -> str:
        period = f"@{self.period}" if self.period else ""
        return f"[^{self.key}]" if self.is_note else f"[[{self.kind}:{self.key}{period}]]"

    @property
    def words(self) -> str:
        """What it says by itself: the text typed, or the key read as words."""
        return self.text or self.key.replace("-", " ")


def references_in(tokens: list[Token]) -> Iterator[Reference]:
    for token in tokens:
        if "reference" in token.meta:
            yield token.meta["reference"]
        yield from references_in(token.children or [])


def find(text: str) -> list[Reference]:
    """Whatever looks like a reference, in code too."""
    return [_reference(match) for match in REFERENCE.finditer(text.replace("\0", "\ufffd"))]


def _reference(match: re.Match[str]) -> Reference:
    start, end = match.span()
    if match["note"]:
        return Reference("source", match["note"], is_note=True, start=start, end=end)
    text = (match["text"] or "").strip()
    return Reference(match["kind"], match["key"], text, match["period"] or "", start=start, end=end)


def reference_syntax(md: MarkdownIt) -> MarkdownIt:
    """Teaches a parser to read references (tokens `reference` and `note`) and pictures alone on a line."""
    md.inline.add_terminator_char(SHIELD)
    md.core.ruler.before("normalize", "find_references", _find)
    md.core.ruler.after("normalize", "shield", _shield)
    md.block.ruler.before("paragraph", "picture", _picture, {"alt": ["paragraph", "blockquote", "list"]})
    md.inline.ruler.before("text", "reference", _inline)
    md.core.ruler.push("unshield", _unshield)
    return md


def _find(state: StateCore) -> None:
    """Before line ends are made alike, so that places are those of the text as stored."""
    state.env["cited"] = find(state.src)


def _shield(state: StateCore) -> None:
    raw = state.env["raw"] = [match[0] for match in REFERENCE.finditer(state.src)]
    numbers = iter(range(len(raw)))
    state.src = REFERENCE.sub(lambda match: f"{SHIELD}{next(numbers)}{SHIELD}", state.src)


def _inline(state: StateInline, silent: bool) -> bool:
    match = SHIELDED.match(state.src, state.pos, state.posMax)
    if match is None:
        return False
    if not silent:
        reference = state.env["cited"][int(match[1])]
        if reference.is_note:
            # A mark stands at the word it belongs to, whether or not a space was typed.
            state.pending = state.pending.rstrip(" \u00a0")
        token = state.push("note" if reference.is_note else "reference", "", 0)
        token.meta = {"reference": reference, "in_link": state.linkLevel > 0}
        token.content = state.env["raw"][int(match[1])]
    state.pos = match.end()
    return True


def _picture(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """`[[image:key]]` alone on its line is a block of its own, also inside a paragraph."""
    line = state.src[state.bMarks[start] + state.tShift[start] : state.eMarks[start]].strip()
    match = SHIELDED.fullmatch(line)
    if match is None:
        return False
    reference = state.env["cited"][int(match[1])]
    if reference.kind != "image":
        return False
    if not silent:
        token = state.push("picture", "", 0)
        token.meta, token.map, token.block = (
            {"reference": reference, "in_link": False},
            [start, start + 1],
            True,
        )
        state.line = start + 1
    return True


def restore(text: str, raw: list[str]) -> str:
    return SHIELDED.sub(lambda match: raw[int(match[1])], text)


def _unshield(state: StateCore) -> None:
    """Code, titles of links and the like get the reference back as it was typed."""
    for token in _walk(state.tokens):
        token.content = restore(token.content, state.env["raw"])
        token.info = restore(token.info, state.env["raw"])
        token.attrs = {
            name: restore(value, state.env["raw"]) if isinstance(value, str) else value
            for name, value in token.attrs.items()
        }


def _walk(tokens: list[Token]) -> Iterator[Token]:
    for token in tokens:
        yield token
        yield from _walk(token.children or [])
