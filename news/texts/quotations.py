"""Whom a text quotes: a block quotation whose last line begins with a dash and names a person is that person's statement."""

import re
from dataclasses import dataclass

from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore
from markdown_it.token import Token

from news.texts.reference_syntax import references_in, restore

ATTRIBUTION = re.compile(r"—[ \u00a0\u202f]\s*")
QUOTE_MARK = re.compile(r"^\s*> ?")
BREAKS = ("softbreak", "hardbreak")


@dataclass(frozen=True, slots=True)
class Quotation:
    """A block quotation; `person` is the key its last line names, or empty where it names nobody."""

    text: str
    attribution: str
    person: str
    line: int  # of its beginning, counted from 1


def quotation_syntax(md: MarkdownIt) -> MarkdownIt:
    md.core.ruler.push("attribution", _attribution)
    return md


def _attribution(state: StateCore) -> None:
    """Reads each block quotation's last line; where it names a person, the quotation becomes a statement.

    A statement's tokens: `statement_open`, `statement_label` (meta: how many sources), what is quoted, `attribution_open`,
    inline, `attribution_close`, `statement_close`.
    """
    result: list[Token] = []
    begun: list[int] = []
    for token in state.tokens:
        if token.type == "blockquote_open":
            begun.append(len(result))
        if token.type != "blockquote_close":
            result.append(token)
            continue
        start = begun.pop()
        quotation = _quotation(state, result[start], result[start + 1 :])
        result[start].meta["quotation"] = quotation
        if quotation.person:
            _make_statement(result, start, token)
        result.append(token)
    state.tokens = result


def _quotation(state: StateCore, begin: Token, inside: list[Token]) -> Quotation:
    first, last = begin.map or [0, 0]
    lines = [QUOTE_MARK.sub("", line) for line in state.src.split("\n")[first:last]]
    text = restore("\n".join(lines).strip(), state.env["raw"])
    children = _last_line(inside)
    if not (children and children[0].type == "text" and ATTRIBUTION.match(children[0].content)):
        return Quotation(text, "", "", first + 1)
    quoted, _, attribution = text.rpartition("\n")
    named = (each.key for each in references_in(children) if each.kind == "person")
    attribution = ATTRIBUTION.sub("", attribution.strip(), count=1)
    return Quotation(quoted.strip(), attribution, next(named, ""), first + 1)


def _last_line(inside: list[Token]) -> list[Token]:
    """The inline tokens of the last line, where the quotation ends with a paragraph."""
    if len(inside) < 3 or inside[-1].type != "paragraph_close" or inside[-1].level != inside[0].level:
        return []
    children = inside[-2].children or []
    return children[_after_last_break(children) :]


def _after_last_break(children: list[Token]) -> int:
    breaks = [at for at, child in enumerate(children) if child.type in BREAKS and child.level == 0]
    return breaks[-1] + 1 if breaks else 0


def _make_statement(result: list[Token], start: int, end: Token) -> None:
    paragraph = result[-2]
    children = paragraph.children or []
    cut = _after_last_break(children)
    line = children[cut:]
    speaker = next(t for t in line if t.type == "reference" and t.meta["reference"].kind == "person")
    speaker.meta["speaker"] = True
    line[0].content = ATTRIBUTION.sub("", line[0].content, count=1)
    sources = {each.key for each in references_in(result[start:]) if each.is_note}
    paragraph.children = children[: max(cut - 1, 0)]
    if not paragraph.children:
        del result[-3:]
    attribution = Token("inline", "", 0, children=line, level=result[start].level + 1, block=True)
    result[start].type, end.type = "statement_open", "statement_close"
    result.insert(start + 1, Token("statement_label", "", 0, meta={"sources": len(sources)}, block=True))
    result += [
        Token("attribution_open", "footer", 1, block=True),
        attribution,
        Token("attribution_close", "footer", -1, block=True),
    ]
