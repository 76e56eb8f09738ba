"""A translation beside its original, paragraph by paragraph, with what the original has changed since: what an editor works on.

For a public translation, read only; for a draft, each paragraph with the name of its field.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from news.models import ArticleVersion
from news.texts.differences import Segment, compare
from news.translations.alignment import Standing
from news.translations.behind import followed
from news.translations.following import CUTS, Paragraph, Texts, paragraphs

# Letters in a line of a text area beside the original: how high it must be to show a paragraph whole.
LETTERS_A_LINE = 62


@dataclass(frozen=True, slots=True)
class SideRow:
    """`name` is that of the field in which the paragraph is written; "" where it is not."""

    paragraph: Paragraph
    name: str
    is_done: bool
    own: str

    @property
    def is_late(self) -> bool:
        return self.paragraph.row.is_behind and not self.is_done

    @property
    def segments(self) -> list[Segment]:
        """The original, words that went and came marked."""
        before = self.paragraph.before.text if self.paragraph.before else ""
        now = self.paragraph.now.text if self.paragraph.now else ""
        return [segment for each in compare(before, now) for segment in each.segments]

    @property
    def height(self) -> int:
        longest = max(self.own, self.paragraph.original.text if self.paragraph.original else "", key=len)
        return 1 + sum(1 + len(line) // LETTERS_A_LINE for line in longest.splitlines() or [""])


@dataclass(frozen=True, slots=True)
class SideBySide:
    """`source` is the version the translation keeps up with, `original` the present one, `in_work` the draft or scheduled
    version in its language."""

    version: ArticleVersion
    source: ArticleVersion
    original: ArticleVersion
    in_work: ArticleVersion | None
    is_live: bool
    fields: Mapping[str, Sequence[SideRow]]

    @property
    def is_behind(self) -> bool:
        return self.original.pk != self.source.pk

    @property
    def rows(self) -> list[SideRow]:
        return [row for rows in self.fields.values() for row in rows]

    @property
    def behind(self) -> list[SideRow]:
        return [row for row in self.rows if row.paragraph.row.is_behind]

    @property
    def done(self) -> int:
        return sum(row.is_done for row in self.behind)

    @property
    def untranslated(self) -> int:
        return sum(row.paragraph.is_untranslated for row in self.rows)


def side_by_side(version: ArticleVersion, now: datetime, *, editable: bool = False) -> SideBySide | None:
    """None for a text that is no translation. Two queries."""
    versions = list(version.article.versions.with_checks().without_texts().defer("standfirst"))
    for each in versions:
        each.article = version.article
    live = {each.language: each for each in versions if _is_live(each, now)}
    made_from = next((each for each in versions if each.pk == version.translated_from_id), None)
    if made_from is None:
        return None
    base = live.get(version.language) if version.live_from is None else None
    source = followed(_itself(version, versions), versions) or made_from
    if base and (kept_up := followed(base, versions)) and kept_up.language == made_from.language:
        source = kept_up
    else:
        base = None
    original = live.get(made_from.language, source)
    original = original if original.number >= source.number else source
    texts = _texts(each for each in (source, original, base) if each)
    own = {name: getattr(version, name) for name in CUTS}
    base_texts = None if version.live_from else texts[base.pk] if base else own
    found = paragraphs(
        texts[source.pk],
        texts[original.pk],
        own,
        original_language=made_from.language,
        language=version.language,
        base=base_texts,
    )
    fields = {name: _rows(name, found, base_texts, editable) for name in CUTS}
    own_language = [each for each in versions if each.language == version.language]
    return SideBySide(
        version,
        source,
        original,
        in_work=next((each for each in own_language if each.live_from is None or each.live_from > now), None),
        is_live=live.get(version.language) == version,
        fields={name: rows for name, rows in fields.items() if rows},
    )


def _itself(version: ArticleVersion, versions: Sequence[ArticleVersion]) -> ArticleVersion:
    return next((each for each in versions if each.pk == version.pk), version)


def _is_live(version: ArticleVersion, now: datetime) -> bool:
    if version.live_from is None or version.live_from > now:
        return False
    return version.live_until is None or version.live_until > now


def _texts(versions: Iterable[ArticleVersion]) -> dict[int, Texts]:
    pks = {each.pk for each in versions}
    rows = ArticleVersion.objects.filter(pk__in=pks).values("pk", *CUTS)
    return {row.pop("pk"): row for row in rows}


def _rows(field: str, found: Sequence[Paragraph], base: Texts | None, editable: bool) -> list[SideRow]:
    rows, place = [], 0
    began_with = {block.text for block in CUTS[field](base[field])} if base else set()
    for at, each in enumerate(one for one in found if one.field == field):
        name = f"{field}-{each.row.own}" if each.own else f"{field}+{place}-{at}"
        place = each.row.own + 1 if each.row.own is not None else place
        is_done = base is not None and _is_followed(each, began_with)
        is_written = editable and (each.own is not None or each.standing != Standing.GONE)
        rows.append(SideRow(each, name if is_written else "", is_done, each.own.text if each.own else ""))
    return rows


def _is_followed(paragraph: Paragraph, began_with: set[str]) -> bool:
    """Whether a draft has done what the original did: written anew, put in, taken out."""
    match paragraph.standing:
        case Standing.CHANGED:
            return paragraph.own is not None and paragraph.own.text not in began_with
        case Standing.NEW:
            return paragraph.own is not None and not paragraph.is_untranslated
        case Standing.GONE:
            return paragraph.own is None
    return False
