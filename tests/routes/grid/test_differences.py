"""What changes between two versions, in words: each difference once, and nothing where nothing differs."""

from hypothesis import given
from hypothesis import strategies as st

from routes.grid.cells import Entry
from routes.timetable_differences import Train, differences

STATIONS = ("Vitebsk", "Liozno", "Smolensk")


def train(number, *times, days="daily"):
    calls = zip(STATIONS, times, strict=True)
    stops = tuple((station, Entry(at * 60, at * 60)) for station, at in calls if at is not None)
    return Train(number, 0, days, stops)


OLD = [train("6201", 400, 441, 530), train("6205", 1025, 1066, 1155)]


def test_a_departure_moves():
    assert differences(OLD, [train("6201", 390, 441, 530), OLD[1]]) == [
        "6201 leaves Vitebsk 10 minutes earlier."
    ]


def test_a_train_moves_as_a_whole():
    assert differences(OLD, [train("6201", 401, 442, 531), OLD[1]]) == [
        "6201 leaves Vitebsk 1 minute later, and is as much later everywhere."
    ]


def test_the_end_is_an_arrival():
    assert differences(OLD, [OLD[0], train("6205", 1025, 1066, 1150)]) == [
        "6205 arrives at Smolensk 5 minutes earlier."
    ]


def test_stops_go_and_come():
    without = train("6205", 1025, None, 1155)
    assert differences(OLD, [OLD[0], without]) == ["6205 no longer stops at Liozno."]
    assert differences([without], [OLD[1]]) == ["6205 now stops at Liozno, at 17:46."]


def test_trains_go_and_come():
    new = train("6203", 700, 741, 830, days="Fridays")
    assert differences(OLD, [OLD[1], new]) == [
        "6201 no longer runs.",
        "6203 is new: leaves Vitebsk at 11:40, arrives at Smolensk at 13:50; Fridays.",
    ]


def test_days_change():
    assert differences(OLD, [train("6201", 400, 441, 530, days="Fridays"), OLD[1]]) == [
        "6201 runs: Fridays (before: daily)."
    ]


def test_boarding_changes():
    calls = list(OLD[0].calls)
    calls[1] = ("Liozno", Entry(441 * 60, 441 * 60, 3, 3))
    assert differences(OLD, [Train("6201", 0, "daily", tuple(calls)), OLD[1]]) == [
        "6201 stops at Liozno on request only."
    ]


def test_one_number_on_two_kinds_of_days_is_two_trains():
    pair = [train("6201", 400, 441, 530), train("6201", 460, 501, 590, days="Sundays")]
    assert differences(pair, pair[::-1]) == []
    assert differences(pair, pair[:1]) == ["6201 no longer runs."]


times = st.lists(st.integers(0, 1400), min_size=3, max_size=3).map(sorted)
timetables = st.dictionaries(st.sampled_from(["1", "2", "3", "4"]), times).map(
    lambda found: [train(number, *row) for number, row in found.items()]
)


@given(timetables, timetables)
def test_silence_means_the_same(one, other):
    assert (differences(one, other) == []) == (sorted(map(repr, one)) == sorted(map(repr, other)))
