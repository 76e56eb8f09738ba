"""What the pages of the translation desk print: rows with their words, states and labels."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from news.models import ArticleVersion, TranslationGap
from news.translations.alignment import Standing
from news.translations.side_by_side import SideBySide, SideRow
from news.version_states import State

SHOWN = 4
FIELDS = {
    "headline": gettext_lazy("Headline"),
    "standfirst": gettext_lazy("Standfirst"),
    "body": gettext_lazy("Text"),
    "confirmed": gettext_lazy("Confirmed"),
    "claimed": gettext_lazy("Claimed"),
    "unknown": gettext_lazy("Not known"),
}
STATES = {
    Standing.CHANGED: State("changed", gettext_lazy("Changed in the original"), "half", "claim"),
    Standing.NEW: State("new", gettext_lazy("New in the original"), "full", "claim"),
    Standing.GONE: State("gone", gettext_lazy("Gone from the original"), "end", "plum"),
    Standing.OWN: State("own", gettext_lazy("Only in the translation"), "hollow", "info"),
}
FOLLOWED = State("followed", gettext_lazy("Followed"), "full", "force")
UNTRANSLATED = State("untranslated", gettext_lazy("Not translated yet"), "hollow", "claim")
MISSING = State("missing", gettext_lazy("Missing in the translation"), "tri", "claim")


@dataclass(frozen=True, slots=True)
class GapLine:
    """One paragraph that is behind, in the original's words."""

    state: State
    field: str | Promise
    words: str


@dataclass(frozen=True, slots=True)
class GapRow:
    """A translation that is behind, and the draft in its language, if there is one."""

    gap: TranslationGap
    lines: Sequence[GapLine]
    draft: ArticleVersion | None

    @property
    def more(self) -> int:
        return len(self.gap.paragraphs) - len(self.lines)


def gap_rows(gaps: Iterable[TranslationGap]) -> list[GapRow]:
    """One query for the drafts."""
    found = list(gaps)
    articles = {gap.version.article_id for gap in found}
    drafts = (
        ArticleVersion.objects.drafts().filter(article__in=articles).select_related("created_by").order_by()
    )
    by_place = {(draft.article_id, draft.language): draft for draft in drafts.without_texts()}
    return [
        GapRow(
            gap,
            [_gap_line(line) for line in gap.paragraphs[:SHOWN]],
            by_place.get((gap.version.article_id, gap.language)),
        )
        for gap in found
    ]


def _gap_line(line: dict[str, Any]) -> GapLine:
    return GapLine(STATES[Standing(line["standing"])], FIELDS[line["field"]], line["words"])


@dataclass(frozen=True, slots=True)
class SideCell:
    row: SideRow
    state: State | None
    number: int
    label: str


@dataclass(frozen=True, slots=True)
class SideField:
    name: str
    label: str | Promise
    cells: Sequence[SideCell]


def side_fields(sheet: SideBySide) -> list[SideField]:
    return [
        SideField(name, FIELDS[name], [_cell(sheet, name, row, at) for at, row in enumerate(rows, 1)])
        for name, rows in sheet.fields.items()
    ]


def _cell(sheet: SideBySide, field: str, row: SideRow, number: int) -> SideCell:
    told = {
        "language": sheet.version.get_language_display(),
        "field": FIELDS[field],
        "number": number,
    }
    return SideCell(row, _state(row), number, _("%(language)s, %(field)s, paragraph %(number)d") % told)


def _state(row: SideRow) -> State | None:
    if row.is_done:
        return FOLLOWED
    if row.paragraph.is_untranslated:
        return UNTRANSLATED
    if row.paragraph.standing == Standing.LEVEL:
        return MISSING if row.paragraph.own is None else None
    return STATES[row.paragraph.standing]
