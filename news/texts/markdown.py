"""The only way from stored Markdown to a page's HTML: parsed, references resolved, printed, cleaned."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum
from functools import lru_cache
from typing import Any

from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import override
from markdown_it.token import Token
from markdown_it.utils import EnvType

from config.web.addresses import whose
from config.web.text import slugify_cyrillic
from news.models import FigureValue
from news.named import Named, Names
from news.texts.markdown_cleaner import clean
from news.texts.markdown_printer import Printer, value_text
from news.texts.notes import MarkedNotes, Notes
from news.texts.reference_lookup import (
    NO_VALUES,
    Keys,
    Lookup,
    Read,
    UnreadError,
    Values,
    keys_of,
    read_things,
)
from news.texts.references import SYNTAX, Reference, references_in


class Form(StrEnum):
    """How a text is laid out: blocks, one run of words, or one item a line."""

    BODY = "body"
    LINE = "line"
    LINES = "lines"


# What the texts of an article are; any other name is a body.
FORMS: Mapping[str, Form] = {
    "standfirst": Form.LINE,
    "note": Form.LINE,
    "confirmed": Form.LINES,
    "claimed": Form.LINES,
    "unknown": Form.LINES,
}
# The site's own words between the blocks of a text, by line.
Marks = Mapping[int, SafeString]
NO_MARKS: Mapping[str, Marks] = {}
LIST_MARKS = ("- ", "* ", "+ ", "• ", "– ", "— ")


@dataclass(frozen=True, slots=True)
class Heading:
    id: str
    text: str
    level: int


# Texts with their names and forms.
Asked = tuple[tuple[str, str, Form], ...]
# So many texts (of all versions of an article, or of a list) are remembered as they were last printed.
KEPT = 64


@dataclass(slots=True)
class Rendered:
    """Texts of one page, with one numbering of sources. What was printed before may be given again: nobody may change it."""

    notes: Notes
    html: dict[str, SafeString] = field(default_factory=dict)
    # The items of the texts that are one item a line.
    lines: dict[str, list[SafeString]] = field(default_factory=dict)
    # The same without markup: for descriptions, feeds and search.
    plain: dict[str, str] = field(default_factory=dict)
    headings: list[Heading] = field(default_factory=list)
    missing: list[Reference] = field(default_factory=list)
    targets: dict[str, list[Any]] = field(default_factory=dict)
    topics: list[Named] = field(default_factory=list)
    figures: list[FigureValue] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Parsed:
    form: Form
    parts: list[tuple[list[Token], EnvType]]

    @property
    def references(self) -> Iterator[Reference]:
        for tokens, _ in self.parts:
            yield from references_in(tokens)


def render_texts(
    texts: Mapping[str, str],
    *,
    language: str,
    as_of: date,
    notes: Notes | None = None,
    preview: bool = False,
    forms: Mapping[str, Form] = FORMS,
    marks: Mapping[str, Marks] = NO_MARKS,
    topics_of: int | None = None,
    known: Names | None = None,
    values: Values = NO_VALUES,
) -> Rendered:
    """Renders the texts of a page in their order. `language` is the texts' own; links keep the active language, the page's.

    A figure without a period prints its latest value on `as_of`. `notes` continues a numbering that the page began.
    `marks` of a body are put after the blocks that begin in their lines; 0 is the beginning.
    With `preview`, references that lead nowhere are marked. `topics_of`: an article whose topics are wanted too.
    `known`, `values`: the names of what the texts refer to and the values of figures (by key), where the page has read them.
    At most four queries: for titles, sources, figures and pictures. What they say is read each time; what was printed of it
    before is remembered, but for what is not public.
    """
    asked, notes = _asked(texts, forms), Notes() if notes is None else notes
    read = read_things(_keys(asked), language, topics_of=topics_of, known=known, values=values)
    its_marks = tuple((name, *its.items()) for name, its in marks.items())
    told = (asked, read, language, as_of, its_marks, (*notes.by_key,))
    try:
        marked, printed = _printed(*told, preview=True) if preview else _remembered(whose(), *told)
    except UnreadError:
        marked, printed = _printed(*told)
    return replace(printed, notes=marked.continued(notes))


@lru_cache(KEPT)
def _remembered(_whose: tuple[str | None, ...], *told: Any) -> tuple[MarkedNotes, Rendered]:
    """What is printed hangs on nothing but the texts, the rows of what they refer to, the day, the language of the texts and
    that of the page, and the numbers that sources have on it already."""
    return _printed(*told, may_ask=False)


def _printed(
    asked: Asked,
    read: Read,
    language: str,
    as_of: date,
    marks: tuple[Any, ...],
    begun: tuple[str, ...],
    *,
    preview: bool = False,
    may_ask: bool = True,
) -> tuple[MarkedNotes, Rendered]:
    """`begun`: keys of the sources that the page has numbered before."""
    parsed = {name: _parse(text, form) for name, text, form in asked}
    references = [reference for each in parsed.values() for reference in each.references]
    lookup = Lookup(references, language=language, as_of=as_of, read=read, may_ask=may_ask)
    marked = MarkedNotes(begun)
    result = Rendered(marked)
    result.topics = read.names.topics
    result.missing, result.targets, result.figures = lookup.missing, lookup.targets, lookup.figures
    printer = Printer(lookup, marked, preview=preview)
    its_marks = {name: dict(its) for name, *its in marks}
    with override(language):
        for name, text in parsed.items():
            _print(name, text, printer, lookup, result, its_marks.get(name, {}))
    return marked, result


def render_body(
    text: str,
    *,
    language: str,
    as_of: date,
    notes: Notes | None = None,
    preview: bool = False,
    known: Names | None = None,
) -> Rendered:
    """One text of blocks; its HTML is `.html["body"]`."""
    return render_texts(
        {"body": text}, language=language, as_of=as_of, notes=notes, preview=preview, known=known
    )


@lru_cache(128)
def references_of(text: str, form: Form = Form.BODY) -> Sequence[Reference]:
    """What a text refers to."""
    return tuple(_parse(text, form).references)


def plain_texts(
    texts: Mapping[str, str],
    *,
    language: str,
    as_of: date,
    forms: Mapping[str, Form] = FORMS,
    known: Names | None = None,
    values: Values = NO_VALUES,
) -> Mapping[str, str]:
    """`render_texts(…).plain` for those who need no HTML. Notes say nothing in plain words, so no source is read for them."""
    asked = _asked(texts, forms)
    read = read_things(_keys(asked, notes=False), language, known=known, values=values)
    told = (asked, read, language, as_of)
    try:
        return _plain_remembered(*told)
    except UnreadError:
        return _plain_texts(*told)


@lru_cache(KEPT)
def _plain_remembered(*told: Any) -> Mapping[str, str]:
    return _plain_texts(*told, may_ask=False)


def _plain_texts(
    asked: Asked, read: Read, language: str, as_of: date, *, may_ask: bool = True
) -> Mapping[str, str]:
    parsed = {name: _parse(text, form) for name, text, form in asked}
    references = [each for text in parsed.values() for each in text.references if not each.is_note]
    lookup = Lookup(references, language=language, as_of=as_of, read=read, may_ask=may_ask)
    return {name: _plain_text(text, lookup) for name, text in parsed.items()}


def _asked(texts: Mapping[str, str], forms: Mapping[str, Form]) -> Asked:
    return tuple((name, text, forms.get(name, Form.BODY)) for name, text in texts.items())


@lru_cache(KEPT)
def _keys(asked: Asked, *, notes: bool = True) -> Keys:
    """Of what texts refer to, by notes too unless they are left out."""
    found = (each for _name, text, form in asked for each in _parse(text, form).references)
    return keys_of(each for each in found if notes or not each.is_note)


@lru_cache(128)
def _parse(text: str, form: Form) -> Parsed:
    """What a text says never changes, so what was read of the last texts is kept: nobody may change it."""
    parts: list[tuple[list[Token], EnvType]] = []
    for part in _items(text) if form is Form.LINES else [text]:
        env: EnvType = {}
        parse = SYNTAX.parse if form is Form.BODY else SYNTAX.parseInline
        parts.append((parse(part, env), env))
    return Parsed(form, parts)


def _items(text: str) -> list[str]:
    """The lines that hold something, without the list mark an editor may have typed."""
    lines = (line.strip() for line in text.splitlines())
    return [line[2:].strip() if line.startswith(LIST_MARKS) else line for line in lines if line]


def _print(name: str, text: Parsed, printer: Printer, lookup: Lookup, result: Rendered, marks: Marks) -> None:
    printed = []
    for tokens, env in text.parts:
        if text.form is Form.BODY:
            tokens = list(tokens)
            result.headings += _outline(tokens, lookup, {heading.id for heading in result.headings})
            env = {**env, "margins": name == "body"}
        if marks:
            printed.append(_print_with_marks(tokens, env, printer, marks))
        else:
            printed.append(mark_safe(clean(printer.render(tokens, SYNTAX.options, env))))
    result.plain[name] = _plain_text(text, lookup)
    if text.form is Form.LINES:
        result.lines[name] = printed
        items = "".join(f"<li>{item}</li>" for item in printed)
        result.html[name] = mark_safe(f"<ul>{items}</ul>" if items else "")
    else:
        result.html[name] = printed[0]


def _print_with_marks(tokens: list[Token], env: EnvType, printer: Printer, marks: Marks) -> SafeString:
    """Block by block; each mark after the block that its line lies in. Marks are the site's own and pass no cleaner."""
    parts, waiting, begun, depth = [], sorted(marks.items()), 0, 0
    while waiting and waiting[0][0] == 0:
        parts.append(waiting.pop(0)[1])
    for at, token in enumerate(tokens):
        depth += token.nesting
        if depth:
            continue
        block, begun = tokens[begun : at + 1], at + 1
        parts.append(clean(printer.render(block, SYNTAX.options, env)))
        last = (block[0].map or [0, 0])[1]
        while waiting and waiting[0][0] <= last:
            parts.append(waiting.pop(0)[1])
    return mark_safe("".join([*parts, *(mark for _line, mark in waiting)]))


def _outline(tokens: list[Token], lookup: Lookup, taken: set[str]) -> Iterator[Heading]:
    """Numbers the headings from h2 without a gap, whatever an editor typed, and gives each an id of its own."""
    above: list[int] = []
    for at, token in enumerate(tokens):
        if token.type != "heading_open":
            continue
        typed = int(token.tag[1:])
        above = [*(level for level in above if level < typed), typed]
        level = len(above) + 1
        text = _plain(tokens[at + 1].children or [], lookup).strip()
        name, tag = _free_id(text, taken), f"h{min(level, 6)}"
        tokens[at] = replace(token, tag=tag, attrs={**token.attrs, "id": name})
        tokens[at + 2] = replace(tokens[at + 2], tag=tag)
        yield Heading(name, text, min(level, 6))


def _free_id(text: str, taken: set[str]) -> str:
    """From the heading's words, so that it stays when the text around it changes."""
    base = f"section-{slugify_cyrillic(text, max_length=60)}".rstrip("-")
    number, found = 1, base
    while found in taken:
        number += 1
        found = f"{base}-{number}"
    taken.add(found)
    return found


def _plain_text(text: Parsed, lookup: Lookup) -> str:
    said = "\n".join(_plain(tokens, lookup) for tokens, _ in text.parts)
    lines = (re.sub(" +", " ", line).strip() for line in said.split("\n"))
    return "\n".join(line for line in lines if line)


def _plain(tokens: list[Token], lookup: Lookup) -> str:
    """What the tokens say, a line a block, without notes and pictures."""
    said = []
    for token in tokens:
        if token.type == "reference":
            said.append(_reference_words(token.meta["reference"], lookup))
        elif token.type in ("text", "code_inline", "fence"):
            said.append(token.content)
        elif token.type in ("softbreak", "hardbreak"):
            said.append(" ")
        elif token.block and token.nesting == -1 and token.tag:
            said.append("\n")
        said.append(_plain(token.children or [], lookup))
    return "".join(said)


def _reference_words(reference: Reference, lookup: Lookup) -> str:
    target = lookup.find(reference)
    if target is None:
        return reference.words
    return target.text or value_text(target.thing, lookup.language)
