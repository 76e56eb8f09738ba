"""Blocks from a spreadsheet: the same trains, however they were copied."""

import pytest

from routes.grid.paste import (
    MOST_CELLS,
    BlockTooLargeError,
    PastedTrain,
    Unknown,
    blocks_of,
    read_block,
    spelling,
)

STATIONS = [
    ("vitebsk", "Vitebsk", "Витебск", "Віцебск"),
    ("liozno", "Liozno", "Лиозно", "Лёзна"),
    ("zaolsha", "Zaolsha", "Заольша", "Заольша"),
    ("smolensk", "Smolensk", "Смоленск", "Смаленск"),
]
TRAINS = [
    PastedTrain("6201", {0: "6:40", 1: "7:21", 2: "|", 3: "8:50"}),
    PastedTrain("6203", {0: "17.05", 1: "17.46", 2: "18.01/18.15", 3: "19.20"}),
]
ROWS = [
    ["", "6201", "6203"],
    ["Витебск", "6:40", "17.05"],
    ["Liozno", "7:21", "17.46"],
    ["ст. Заольша", "|", "18.01/18.15"],
    ["SMOLENSK", "8:50", "19.20"],
]


def block(rows, delimiter="\t"):
    return "\r\n".join(delimiter.join(row) for row in rows)


@pytest.mark.parametrize("delimiter", ["\t", ";", ","])
@pytest.mark.parametrize("is_across", [False, True])
def test_a_block_is_read_however_it_lies(delimiter, is_across):
    rows = [list(row) for row in zip(*ROWS, strict=True)] if is_across else ROWS
    read = read_block(block(rows, delimiter), STATIONS)
    assert (read.direction, read.trains, read.unknown) == (0, TRAINS, [])


def test_without_a_head_the_trains_have_no_numbers():
    read = read_block(block(ROWS[1:]), STATIONS)
    assert [(train.number, train.texts) for train in read.trains] == [("", train.texts) for train in TRAINS]


def test_the_other_direction_is_known_by_the_order_of_the_stations():
    read = read_block(block([ROWS[0], *ROWS[:0:-1]]), STATIONS)
    assert read.direction == 1
    assert read.trains[0] == PastedTrain("6201", {3: "6:40", 2: "7:21", 1: "|", 0: "8:50"})


def test_distances_are_no_trains_and_arrivals_stand_above_departures():
    rows = [
        ["Станция", "км", "№ 6203"],
        ["Витебск", "0", "17.05"],
        ["Заольша приб.", "84", "18.01"],
        ["Заольша отпр.", "", "18.15"],
        ["Смоленск", "140", "19.20"],
    ]
    read = read_block(block(rows, ";"), STATIONS)
    assert read.trains == [PastedTrain("№ 6203", {0: "17.05", 2: "18.01/18.15", 3: "19.20"})]


@pytest.mark.parametrize(
    ("place", "unknown"),
    [(4, Unknown("Ярцево", 2, True)), (5, Unknown("Ярцево", 3, True)), (1, Unknown("Ярцево", 0, False))],
)
def test_a_name_that_is_no_station_of_the_route_has_its_place_in_it(place, unknown):
    strange = ["Ярцево", "8:20", "18.40"]
    there = read_block(block([*ROWS[:place], strange, *ROWS[place:]]), STATIONS)
    assert (there.trains, there.unknown) == (TRAINS, [unknown])
    back = read_block(block([*ROWS[:place], strange, *ROWS[place:]][::-1]), STATIONS)
    # Beside the station above it: in the order of the route, in front of it.
    assert (back.direction, [one.name for one in back.unknown]) == (1, ["Ярцево"])
    assert (back.unknown[0].beside, back.unknown[0].is_after) in {(3, False), (3, True), (0, False)}


def test_what_a_name_means_is_taken_and_what_is_left_out_is_not_asked_again():
    rows = [*ROWS[:2], ["Лиозна ст.2", "7:21", "17.46"], *ROWS[3:], ["Note", "", ""]]
    read = read_block(block(rows), STATIONS, {"Лиозна ст.2": 1, "Note": None})
    assert (read.trains, read.unknown) == (TRAINS, [])


def test_blocks_stand_under_their_names():
    text = f"=== There\n{block(ROWS)}\n=== Back\n{block([ROWS[0], *ROWS[:0:-1]])}"
    assert [read_block(part, STATIONS).direction for part in blocks_of(text)] == [0, 1]


@pytest.mark.parametrize("text", ['"' + "a" * 200_000, "\n".join(["a\t" * 100] * (MOST_CELLS // 100))])
def test_what_is_too_large_is_refused(text):
    with pytest.raises(BlockTooLargeError):
        read_block(text, STATIONS)


@pytest.mark.parametrize("text", ["", "\n\n", "one", "a\tb\nc", '"', "\ufeff;;\n"])
def test_a_block_without_trains_has_none(text):
    assert read_block(text, STATIONS).trains == []


def test_spellings():
    assert {spelling(name) for name in ("Лёзна", "ЛЕЗНА", " лезна ", "ст. Лёзна", "Лезна отпр.")} == {"lezna"}
