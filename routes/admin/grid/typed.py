"""What the form of the grid sends, as tables of texts; and what the stored timetable looks like there."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from routes.draft_sheet import StoredTable, StoredTrain
from routes.grid.columns import Leg, legs_of, mirrored_legs, print_column

SPARE = 3
# Bounds of what one page holds; a larger timetable is imported.
MOST_CELLS, MOST_TRAINS = 8000, 200


@dataclass(slots=True)
class TypedTrain:
    """A column. `days`: the number of a service, or "new:" and the mask of one to be made; `texts` by station."""

    stored: StoredTrain | None = None
    number: str = ""
    days: str = ""
    is_removed: bool = False
    texts: list[str] = field(default_factory=list)
    # Rows whose time was put there by the pattern, a copy or a block, and not by the editor.
    is_made: bool = False

    @property
    def is_empty(self) -> bool:
        return not self.number and not any(self.texts) and self.stored is None


@dataclass(slots=True)
class TypedTable:
    """`runs`, `stands`: the pattern as typed, in minutes, by station."""

    stored: StoredTable
    runs: list[str]
    stands: list[str]
    trains: list[TypedTrain]

    @property
    def direction(self) -> int:
        return self.stored.direction

    @property
    def prefix(self) -> str:
        return f"d{self.direction}"

    @property
    def legs(self) -> list[Leg]:
        return [
            Leg(_minutes(run), _minutes(stand) or 0)
            for run, stand in zip(self.runs, self.stands, strict=True)
        ]

    def blank(self, **fields: object) -> TypedTrain:
        return TypedTrain(texts=[""] * len(self.stored.stations), **fields)  # type: ignore[arg-type]

    def add(self, train: TypedTrain) -> None:
        """In the first column that is empty."""
        place = next((at for at, one in enumerate(self.trains) if one.is_empty), len(self.trains))
        self.trains[place : place + 1] = [train]

    def keep_spare(self, days: str) -> None:
        """Empty columns at the right; others stay where they are, for a browser that is typing into them."""
        spare = next(
            (at for at, one in enumerate(reversed(self.trains)) if not one.is_empty), len(self.trains)
        )
        self.trains += [self.blank(days=days) for _missing in range(SPARE - spare)]

    @property
    def numbers(self) -> set[str]:
        return {train.number for train in self.trains}


def tables_as_stored(stored: Sequence[StoredTable]) -> list[TypedTable]:
    tables = [
        TypedTable(
            table,
            [""] * len(table.stations),
            [""] * len(table.stations),
            [_as_stored(one) for one in table.trains],
        )
        for table in stored
    ]
    complete_patterns(tables)
    return tables


def _as_stored(train: StoredTrain) -> TypedTrain:
    return TypedTrain(
        train, train.trip.number, str(train.trip.service_id), False, print_column(train.entries)
    )


def tables_as_typed(data: Mapping[str, str], stored: Sequence[StoredTable]) -> list[TypedTable]:
    """A train that was stored after the page was made is added as it is stored; one that is gone meanwhile is new again."""
    tables = []
    for table in stored:
        prefix = f"d{table.direction}"
        left = {str(train.trip.pk): train for train in table.trains}
        trains = []
        for number in range(min(_minutes(data.get(f"{prefix}-count", "")) or 0, MOST_TRAINS)):
            name = f"{prefix}-t{number}"
            trains.append(
                TypedTrain(
                    left.pop(data.get(f"{name}-trip", ""), None),
                    " ".join(data.get(f"{name}-number", "").split()),
                    data.get(f"{name}-days", ""),
                    f"{name}-remove" in data,
                    [data.get(f"{name}-s{station.pk}", "").strip() for station in table.stations],
                )
            )
        known = set(data.get("trips", "").split())
        trains += [_as_stored(train) for pk, train in left.items() if pk not in known]
        runs, stands = (
            [data.get(f"{prefix}-{part}-s{station.pk}", "").strip() for station in table.stations]
            for part in ("run", "stand")
        )
        tables.append(TypedTable(table, runs, stands, trains))
    complete_patterns(tables)
    return tables


def complete_patterns(tables: Sequence[TypedTable]) -> None:
    """A pattern nobody typed is that of the train with the most stops; without trains, the other direction's turned round."""
    for table in tables:
        longest = max(table.stored.trains, key=lambda train: sum(map(bool, train.entries)), default=None)
        if not any(table.runs) and longest:
            _put(table, legs_of(longest.entries))
    for table, other in (tables, tables[::-1]):
        same = [station.pk for station in other.stored.stations][::-1]
        if (
            not any(table.runs)
            and any(other.runs)
            and same == [station.pk for station in table.stored.stations]
        ):
            _put(table, mirrored_legs(other.legs))


def _put(table: TypedTable, legs: Sequence[Leg]) -> None:
    table.runs = ["" if leg.run is None else str(leg.run) for leg in legs]
    table.stands = [str(leg.stand) if leg.stand else "" for leg in legs]


def _minutes(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 5 else None
