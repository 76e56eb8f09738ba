"""The typed tables, read: every cell marked against what is stored, every error at its place, and what is to be written."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from django.utils.functional import Promise
from django.utils.translation import gettext as _

from routes.admin.grid.typed import TypedTable, TypedTrain
from routes.draft_sheet import WrittenTrain, plain_services
from routes.grid.columns import ReadColumn, read_column
from routes.grid.marks import Mark, mark_of
from routes.models import Service, Station, Timetable, Trip
from routes.service_words import weekdays_in_words
from routes.services import ALL_WEEK
from routes.timetable_block import days_in_words

# Daily; Mondays to Fridays; Saturdays and Sundays; Fridays and Sundays; Saturdays and Mondays.
PRESETS = (ALL_WEEK, 31, 96, 80, 33)
NEW = "new:"


@dataclass(frozen=True, slots=True)
class Choice:
    value: str
    label: str


@dataclass(frozen=True, slots=True)
class CheckedCell:
    name: str
    text: str
    mark: Mark
    message: str | Promise
    label: str


@dataclass(slots=True)
class CheckedTrain:
    typed: TypedTrain
    name: str
    read: ReadColumn
    days: Service | int | None
    cells: list[CheckedCell] = field(default_factory=list)
    errors: dict[str, str] = field(default_factory=dict)

    @property
    def is_wrong(self) -> bool:
        return bool(self.errors or any(cell.mark == Mark.WRONG for cell in self.cells))

    @property
    def is_changed(self) -> bool:
        stored = self.typed.stored
        if stored is None:
            return bool(self.typed.number or self.read.calls)
        head = (stored.trip.number, stored.trip.service) != (self.typed.number, self.days)
        return head or any(cell.mark not in (Mark.SAME, Mark.EMPTY) for cell in self.cells)

    @property
    def state(self) -> str:
        if self.is_wrong:
            return "wrong"
        if self.typed.is_removed:
            return "removed"
        if self.typed.stored is None:
            return "new" if self.is_changed else "empty"
        return "changed" if self.is_changed else "same"


@dataclass(frozen=True, slots=True)
class CheckedRow:
    station: Station
    run: str
    stand: str
    cells: list[CheckedCell]


@dataclass(slots=True)
class CheckedTable:
    typed: TypedTable
    trains: list[CheckedTrain]

    @property
    def title(self) -> str:
        stations = self.typed.stored.stations
        return _("%(origin)s to %(destination)s") % {
            "origin": stations[0].name,
            "destination": stations[-1].name,
        }

    @property
    def rows(self) -> Iterator[CheckedRow]:
        for at, station in enumerate(self.typed.stored.stations):
            cells = [train.cells[at] for train in self.trains]
            yield CheckedRow(station, self.typed.runs[at], self.typed.stands[at], cells)


@dataclass(slots=True)
class CheckedGrid:
    tables: list[CheckedTable]
    choices: list[Choice]

    @property
    def kept_days(self) -> list[Choice]:
        return [choice for choice in self.choices if not choice.value.startswith(NEW)]

    @property
    def trains(self) -> list[CheckedTrain]:
        return [train for table in self.tables for train in table.trains]

    @property
    def errors(self) -> list[tuple[str, str | Promise]]:
        """(where, what), in the order of the page: each leads to its field."""
        found: list[tuple[str, str | Promise]] = []
        for train in self.trains:
            found += [(f"{train.name}-{name}", words) for name, words in train.errors.items()]
            found += [
                (cell.name, f"{cell.label}: {cell.message}")
                for cell in train.cells
                if cell.mark == Mark.WRONG
            ]
        return found

    @property
    def counts(self) -> Counter[str]:
        """Of cells, by their mark."""
        return Counter(
            str(cell.mark) for train in self.trains if not train.typed.is_removed for cell in train.cells
        )

    @property
    def next_days(self) -> list[str]:
        """The trains that were put into the next day without being asked."""
        return [train.typed.number or "?" for train in self.trains if train.read.next_days]

    @property
    def no_time(self) -> list[str]:
        """Where a train takes no time from the stop before: it can be so only of platforms of one station."""
        return [
            train.cells[row].label
            for train in self.trains
            if not train.typed.is_removed
            for row in train.read.no_time
        ]

    @property
    def gone(self) -> list[Trip]:
        return [
            train.typed.stored.trip for train in self.trains if train.typed.stored and train.typed.is_removed
        ]

    def written(self) -> list[WrittenTrain]:
        """Those that are new or changed. Only of a grid without errors."""
        written = []
        for table in self.tables:
            for train in table.trains:
                if train.typed.is_removed or not train.is_changed or train.days is None:
                    continue
                pairs = zip(table.typed.stored.stations, train.read.entries, strict=True)
                calls = [(station, entry) for station, entry in pairs if entry]
                trip = train.typed.stored.trip if train.typed.stored else None
                written.append(
                    WrittenTrain(trip, train.typed.number, train.days, table.typed.direction, calls)
                )
        return written


def checked_grid(timetable: Timetable, tables: Sequence[TypedTable]) -> CheckedGrid:
    """Two queries for the days, however many trains."""
    kept = list(timetable.services.prefetch_related("exceptions"))
    choices = day_choices(timetable, kept)
    services: dict[str, Service | int] = {f"{NEW}{mask}": mask for mask in PRESETS}
    services |= {f"{NEW}{one.weekdays}": one for one in plain_services(kept, timetable)}
    services |= {str(one.pk): one for one in kept}
    grid = CheckedGrid([], choices)
    for table in tables:
        usual = next((one.days for one in table.trains if one.days), choices[0].value)
        table.keep_spare(usual)
        for train in table.trains:
            train.days = train.days or usual
        grid.tables.append(
            CheckedTable(table, [_checked(table, at, one, services) for at, one in enumerate(table.trains)])
        )
    _refuse_doubles(grid)
    return grid


def day_choices(timetable: Timetable, services: Sequence[Service]) -> list[Choice]:
    """The days there are, then the presets that would be made."""
    kept = [Choice(str(one.pk), days_in_words(one, timetable)) for one in services]
    plain = {one.weekdays for one in plain_services(services, timetable)}
    return kept + [Choice(f"{NEW}{mask}", weekdays_in_words(mask)) for mask in PRESETS if mask not in plain]


def _checked(
    table: TypedTable, at: int, typed: TypedTrain, services: dict[str, Service | int]
) -> CheckedTrain:
    read = read_column(typed.texts)
    train = CheckedTrain(typed, f"{table.prefix}-t{at}", read, services.get(typed.days))
    if not typed.is_removed:
        train.errors = dict(_errors_of_head(train))
    unnamed = _("new train")
    entries = typed.stored.entries if typed.stored else [None] * len(read.entries)
    for row, station in enumerate(table.stored.stations):
        is_wrong = row in read.errors and not typed.is_removed
        mark = mark_of(read.entries[row], entries[row], is_wrong=is_wrong)
        message = read.errors[row] if is_wrong else ""
        if row in read.next_days:
            message = _("Read as the next day.")
        elif row in read.no_time and not typed.is_removed:
            message = _("0 minutes from the stop before.")
        label = f"{typed.number or unnamed}, {station.name}"
        train.cells.append(CheckedCell(f"{train.name}-s{station.pk}", read.texts[row], mark, message, label))
    return train


def _errors_of_head(train: CheckedTrain) -> Iterator[tuple[str, str]]:
    typed, read = train.typed, train.read
    if typed.is_empty:
        return
    if not typed.number:
        yield "number", _("Give the train its number.")
    elif len(typed.number) > 12:
        yield "number", _("A train number has at most 12 characters.")
    elif not any(typed.texts) and typed.stored:
        yield "number", _("This train has no times left. To delete it, tick “Remove”.")
    elif len(read.calls) < 2 and not read.errors:
        yield "number", _("A train stops at two stations at least. Without a pattern, type every time.")
    if train.days is None:
        yield "days", _("Choose the days on which it runs.")


def _refuse_doubles(grid: CheckedGrid) -> None:
    """One train of a number, a direction and days."""
    for table in grid.tables:
        seen = set()
        for train in table.trains:
            key = (train.typed.number, train.days)
            if train.typed.is_removed or not train.typed.number:
                continue
            if key in seen:
                train.errors["number"] = _("Another train has this number on the same days.")
            seen.add(key)
