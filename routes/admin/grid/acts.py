"""What the buttons of the grid do to the typed tables. Nothing is stored by them; refused, they say why."""

from collections.abc import Mapping, Sequence

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from news.publishing.refusals import Reason, RefusedError
from routes.admin.grid.typed import TypedTable, TypedTrain
from routes.grid.cells import CellError
from routes.grid.columns import fill, later, mirrored, next_number, print_column, read_column
from routes.grid.paste import Block, BlockTooLargeError, Unknown, blocks_of, read_block

MOST_COPIES, LONGEST_SHIFT = 24, 24 * 60


def fill_from_pattern(tables: Sequence[TypedTable]) -> int:
    """Columns with one time get the rest of it; how many."""
    filled = 0
    for table in tables:
        for train in table.trains:
            if texts := fill(train.texts, table.legs):
                train.texts, train.is_made = texts, True
                filled += 1
    return filled


def paste(
    tables: Sequence[TypedTable], text: str, meant: Mapping[str, int | None] | None = None
) -> list[Unknown]:
    """Puts blocks into the columns with their numbers, or into empty ones. `meant`: {name: number of a station, or `None`}.

    What is returned are names that are no stations of the grid: then nothing was put anywhere."""
    stations = tables[0].stored.stations
    by_name = [(one.slug, one.name_en, one.name_ru, one.name_be) for one in stations]
    rows = {one.pk: row for row, one in enumerate(stations)}
    said = {name: None if pk is None else rows.get(pk) for name, pk in (meant or {}).items()}
    try:
        found = [read_block(part, by_name, said) for part in blocks_of(text)]
    except BlockTooLargeError as error:
        words = _("This is too large for one timetable: take it in parts.")
        raise RefusedError(Reason(words, "paste")) from error
    blocks = [block for block in found if block.trains]
    if not blocks:
        names = _("No train was found in it: it needs the names of stations and times beside them.")
        raise RefusedError(Reason(names, "paste"))
    if unknown := [one for block in blocks for one in block.unknown]:
        return unknown
    for block in blocks:
        _put(tables[block.direction], block, len(stations))
    return []


def _put(table: TypedTable, block: Block, stations: int) -> None:
    if len(table.stored.stations) != stations:
        raise RefusedError(
            Reason(_("The two directions have other stations: paste each into its table."), "paste")
        )
    for pasted in block.trains:
        train = _column(table, pasted.number)
        for row, cell in pasted.texts.items():
            train.texts[row] = cell
        train.is_made = True


def _column(table: TypedTable, number: str) -> TypedTrain:
    found = next((train for train in table.trains if number and train.number == number), None)
    if found is None:
        found = table.blank(number=number[:12])
        table.add(found)
    return found


def copy(tables: Sequence[TypedTable], asked: Mapping[str, str]) -> str:
    """`copy-train`: direction and column, or "all"; `copy-minutes`, `copy-times`, `copy-back`, `copy-days`. What was done."""
    table, trains = _asked_for(tables, asked.get("copy-train", ""))
    minutes = _whole(asked.get("copy-minutes", "") or "0", -LONGEST_SHIFT, LONGEST_SHIFT, "copy-minutes")
    times = _whole(asked.get("copy-times", "") or "1", 1, MOST_COPIES, "copy-times")
    is_back, days = asked.get("copy-back") == "1", asked.get("copy-days", "")
    if not (is_back or minutes or days):
        raise RefusedError(Reason(_("Say how many minutes later, or on which other days."), "copy-minutes"))
    made = 0
    for train in trains:
        for turn in range(1, (1 if is_back else times) + 1):
            _copy_one(tables, table, train, minutes * turn, is_back=is_back, days=days)
            made += 1
    return ngettext(
        "%(n)d train was copied. Nothing is kept yet.", "%(n)d trains were copied. Nothing is kept yet.", made
    ) % {"n": made}


def _copy_one(
    tables: Sequence[TypedTable],
    table: TypedTable,
    train: TypedTrain,
    minutes: int,
    *,
    is_back: bool,
    days: str,
) -> None:
    read = read_column(train.texts)
    if read.errors or len(read.calls) < 2:
        words = _("Train %(number)s cannot be copied: mend its times first.")
        raise RefusedError(Reason(words % {"number": train.number}, "copy-train"))
    target = tables[1 - tables.index(table)] if is_back else table
    try:
        entries = mirrored(read.entries, minutes) if is_back else later(read.entries, minutes)
    except CellError as error:
        raise RefusedError(Reason(error.message, "copy-minutes")) from error
    if is_back:
        entries = _in_order_of(target, table, entries)
    same_number = not is_back and not minutes
    taken = tables[0].numbers | tables[1].numbers
    number = train.number if same_number else next_number(train.number, taken, 1 if is_back else 2)
    target.add(
        TypedTrain(number=number[:12], days=days or train.days, texts=print_column(entries), is_made=True)
    )


def _in_order_of(target: TypedTable, table: TypedTable, entries: Sequence) -> list:
    """Entries in the reversed order of a table's stations, in the order of the other's."""
    by_station = dict(zip((one.pk for one in reversed(table.stored.stations)), entries, strict=True))
    return [by_station.get(station.pk) for station in target.stored.stations]


def _asked_for(tables: Sequence[TypedTable], asked: str) -> tuple[TypedTable, list[TypedTrain]]:
    direction, _dash, column = asked.partition("-")
    table = next((one for one in tables if str(one.direction) == direction), None)
    filled = [train for train in table.trains if any(train.texts)] if table else []
    if table and column == "all" and filled:
        return table, filled
    if (
        table
        and column.isdecimal()
        and int(column) < len(table.trains)
        and any(table.trains[int(column)].texts)
    ):
        return table, [table.trains[int(column)]]
    raise RefusedError(Reason(_("Choose the train to copy."), "copy-train"))


def _whole(text: str, least: int, most: int, name: str) -> int:
    try:
        number = int(text.strip().replace("−", "-"))
    except ValueError:
        number = most + 1
    if not least <= number <= most:
        raise RefusedError(
            Reason(_("A whole number from %(least)d to %(most)d.") % {"least": least, "most": most}, name)
        )
    return number
