"""The whole choice at a glance: how much happened in each year (or month) on each strand, as a drawing and as a table."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache

from django.utils.safestring import SafeString
from django.utils.translation import get_language, gettext, ngettext

from config.timeline.strands import STRANDS
from config.timeline.tallies import Cell, Tally
from config.web import dates
from config.web.charts.lanes import NARROW, WIDE, Lane, lanes_chart

# Of so few years months are drawn, if all are known.
FEW_YEARS = 3
# Years in one column, by how many years are drawn.
YEARS_TOGETHER = (1, 2, 5, 10)
MOST_COLUMNS = 36


@dataclass(frozen=True, slots=True)
class Row:
    """A stretch of time in the table; `years`: the first and the last, if it is of whole years."""

    name: str
    years: tuple[int, int] | None
    counts: Sequence[int]
    total: int


@dataclass(frozen=True, slots=True)
class Overview:
    """`narrow` and `wide` are the same drawing for a phone and for a page. `rows`: stretches in which anything happened,
    the latest first; the counts are in the order of `strands`. `address`: of the choice without its years, to which those of
    a row are added ("?topic=trade&")."""

    narrow: SafeString
    wide: SafeString
    strands: Sequence[str]
    rows: Sequence[Row]
    has_planned: bool
    address: str = "?"


@dataclass(frozen=True, slots=True)
class Stretches:
    """Equal stretches of time from the first that holds anything to the last. A stretch is counted in months from year 0."""

    first: int
    last: int
    months: int

    def of(self, cell: Cell) -> int:
        return (cell.year * 12 + max(cell.month - 1, 0)) // self.months

    @property
    def all(self) -> range:
        return range(self.first, self.last + 1)

    def name(self, stretch: int) -> str:
        year, month = divmod(stretch * self.months, 12)
        if self.months == 1:
            return dates.month(date(year, month + 1, 1))
        last = year + self.months // 12 - 1
        return str(year) if last == year else f"{year}–{last}"

    def years(self, stretch: int) -> tuple[int, int] | None:
        year = stretch * self.months // 12
        return (year, year + self.months // 12 - 1) if self.months >= 12 else None


def _spanned(cells: Counter[Cell]) -> int:
    """How many years there are from the first that holds anything to the last."""
    years = [cell.year for cell in cells]
    return max(years) - min(years) + 1


def stretches_of(cells: Counter[Cell]) -> Stretches:
    spanned = _spanned(cells)
    all_months_known = all(cell.month for cell in cells)
    if spanned <= FEW_YEARS and all_months_known:
        months = 1
    else:
        months = 12 * next(
            (few for few in YEARS_TOGETHER if spanned <= few * MOST_COLUMNS), YEARS_TOGETHER[-1]
        )
    places = [Stretches(0, 0, months).of(cell) for cell in cells]
    return Stretches(min(places), max(places), months)


def overview(tally: Tally, address: str) -> Overview | None:
    """None where all happened at one time, or nothing did. `address`: see `Overview`."""
    cells = tally.shown()
    if not cells:
        return None
    if _spanned(cells) <= FEW_YEARS:
        cells = tally.months()
    drawn = _drawn(frozenset(cells.items()), get_language())
    return replace(drawn, address=address) if drawn else None


@lru_cache(64)
def _drawn(counted: frozenset[tuple[Cell, int]], language: str | None) -> Overview | None:
    """The same numbers are drawn the same, and rarely change."""
    cells = Counter(dict(counted))
    stretches = stretches_of(cells)
    if len(stretches.all) < 2:
        return None
    strands = [strand for strand in STRANDS if any(cell.strand == strand for cell in cells)]
    lanes = [_lane(strand, cells, stretches) for strand in strands]
    names = [stretches.name(stretch) for stretch in stretches.all]
    title = gettext("Entries on the timeline, %(first)s – %(last)s") % {"first": names[0], "last": names[-1]}
    said = _in_words(lanes, names)
    narrow, wide = (
        lanes_chart(lanes, names, width, name=f"overview-{width}", title=title, description=said)
        for width in (NARROW, WIDE)
    )
    has_planned = any(cell.planned for cell in cells)
    return Overview(narrow, wide, [lane.name for lane in lanes], _rows(lanes, stretches), has_planned)


def _lane(strand: str, cells: Counter[Cell], stretches: Stretches) -> Lane:
    counted: tuple[Counter[int], Counter[int]] = (Counter(), Counter())
    for cell, number in cells.items():
        if cell.strand == strand:
            counted[cell.planned][stretches.of(cell)] += number
    happened, planned = ([each[stretch] for stretch in stretches.all] for each in counted)
    name = str(STRANDS[strand])
    said = [
        _said(f"{name}, {stretches.name(stretch)}", done, coming)
        for stretch, done, coming in zip(stretches.all, happened, planned, strict=True)
    ]
    return Lane(name, happened, planned, said)


def _said(what: str, done: int, coming: int) -> str:
    if not coming:
        return f"{what}: {done}"
    return gettext("%(what)s: %(count)d, of them planned: %(planned)d") % {
        "what": what,
        "count": done + coming,
        "planned": coming,
    }


def _in_words(lanes: Sequence[Lane], names: Sequence[str]) -> str:
    """News: 3 entries, most at once: 2 (2026). …"""
    parts = []
    for lane in lanes:
        most = max(lane.sums)
        count = sum(lane.sums)
        parts.append(
            ngettext(
                "%(strand)s: %(count)d entry (%(period)s).",
                "%(strand)s: %(count)d entries, most at once: %(most)d (%(period)s).",
                count,
            )
            % {
                "strand": lane.name,
                "count": count,
                "most": most,
                "period": names[max(i for i, number in enumerate(lane.sums) if number == most)],
            }
        )
    return " ".join(parts)


def _rows(lanes: Sequence[Lane], stretches: Stretches) -> list[Row]:
    rows = []
    for index, stretch in reversed(list(enumerate(stretches.all))):
        counts = [lane.sums[index] for lane in lanes]
        if any(counts):
            rows.append(Row(stretches.name(stretch), stretches.years(stretch), counts, sum(counts)))
    return rows
