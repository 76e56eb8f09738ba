"""How a version's texts follow their original: each paragraph with its standing, counted and told in short.

Pure: texts in, plain objects out.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass

from news.texts.numbers import Difference, difference, stated
from news.texts.reference_syntax import REFERENCE
from news.translations.alignment import Row, Standing, revisions, rows, standing
from news.translations.blocks import Block, BlockKind, blocks, lines, whole

# Every text of a version, in the order of the page, and how it is cut.
CUTS: Mapping[str, Callable[[str], list[Block]]] = {
    "headline": whole,
    "standfirst": whole,
    "body": blocks,
    "confirmed": lines,
    "claimed": lines,
    "unknown": lines,
}
BEGINNING = 60  # characters

Texts = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One row with its blocks: of the original as it was and as it is, of the translation, and of the one it began with."""

    field: str
    row: Row
    before: Block | None
    now: Block | None
    own: Block | None

    @property
    def original(self) -> Block | None:
        return self.now or self.before

    @property
    def kind(self) -> BlockKind:
        return next(block.kind for block in (self.now, self.before, self.own) if block)

    @property
    def standing(self) -> Standing:
        return self.row.standing

    @property
    def is_untranslated(self) -> bool:
        """Still the original's words. A picture, or a line that is all references, has none."""
        if not (self.own and self.original and self.own.text == self.original.text):
            return False
        return any(letter.isalpha() for letter in REFERENCE.sub("", self.own.text))


@dataclass(frozen=True, slots=True)
class Line:
    """One paragraph in short, as kept and listed: where it stands, its standing, its first words in the original."""

    field: str
    kind: str
    standing: str
    words: str


def paragraphs(
    before: Texts,
    now: Texts,
    own: Texts,
    *,
    original_language: str,
    language: str,
    base: Texts | None = None,
) -> list[Paragraph]:
    """Of every text; see `alignment.rows`."""
    return [
        paragraph
        for field, cut in CUTS.items()
        for paragraph in _of_field(field, cut, before, now, own, original_language, language, base)
    ]


def _of_field(
    field: str,
    cut: Callable[[str], list[Block]],
    before: Texts,
    now: Texts,
    own: Texts,
    original_language: str,
    language: str,
    base: Texts | None,
) -> Iterator[Paragraph]:
    was, is_now, mine = cut(before[field]), cut(now[field]), cut(own[field])
    found = rows(
        was,
        is_now,
        mine,
        original_language=original_language,
        language=language,
        base=cut(base[field]) if base is not None else None,
    )
    for row in found:
        yield Paragraph(
            field,
            row,
            was[row.before] if row.before is not None else None,
            is_now[row.now] if row.now is not None else None,
            mine[row.own] if row.own is not None else None,
        )


def beside(original: Texts, own: Texts, original_language: str, language: str) -> list[Paragraph]:
    """A translation beside the version that it was made from."""
    return paragraphs(original, original, own, original_language=original_language, language=language)


def behind(before: Texts, now: Texts) -> list[Line]:
    """What the newest original changed, put in or took out since `before`, in short."""
    return [
        line for field, cut in CUTS.items() for line in _behind(field, cut(before[field]), cut(now[field]))
    ]


def _behind(field: str, before: list[Block], now: list[Block]) -> Iterator[Line]:
    for pair in revisions(before, now):
        if (where := standing(pair, before, now)) != Standing.LEVEL:
            i, j = pair
            block = now[j] if j is not None else before[i or 0]
            yield Line(field, block.kind, where, beginning(block.text))


def beginning(markdown: str) -> str:
    """The first words a reader sees, without marks and notes."""
    words = REFERENCE.sub(lambda match: match["text"] or (match["key"] or "").replace("-", " "), markdown)
    words = " ".join(words.replace("**", "").lstrip("#>-*•–— |\t").split())
    return words if len(words) <= BEGINNING else f"{words[:BEGINNING].rsplit(' ', 1)[0]}…"


@dataclass(frozen=True, slots=True)
class Disagreement:
    """A paragraph of a translation that does not state the numbers of its original."""

    paragraph: Paragraph
    difference: Difference

    @property
    def line(self) -> int | None:
        """Of the translation's text, counted from 1; None where the paragraph is not there."""
        return self.paragraph.own.line if self.paragraph.own else None


def disagreements(
    paragraphs: Iterable[Paragraph], original_language: str, language: str
) -> list[Disagreement]:
    """Numbers, dates and percentages that one has and the other has not, paragraph by paragraph.

    A paragraph that still has its original's words is not translated yet, and is passed over.
    """
    found = []
    for each in paragraphs:
        if each.is_untranslated or each.own is None or each.now is None:
            continue
        differing = difference(stated(each.now.text, original_language), stated(each.own.text, language))
        if differing:
            found.append(Disagreement(each, differing))
    return found
