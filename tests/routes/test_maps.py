"""Maps: what is drawn stays in view, nothing lies on anything, and the numbers are SVG's."""

import itertools
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from routes.border_outline import BETWEEN_BELARUS_AND_RUSSIA, OTHERS, points
from routes.map_geometry import number, outlines, view_of
from routes.map_labels import NAME_SIZE, Wish, overlap, place_labels
from routes.map_lanes import PARALLEL, side_by_side
from routes.maps import Place, Track, draw

VITEBSK = Place("vitebsk", "Vitebsk", 55.19, 30.2, anchor="w")
SMOLENSK = Place("smolensk", "Smolensk", 54.78, 32.05, anchor="se")
ORSHA = Place("orsha", "Orsha", 54.51, 30.4, anchor="s")
MINSK = Place("minsk", "Minsk", 53.9, 27.57)
MOSCOW = Place("moscow", "Moscow", 55.75, 37.62)
PLACES = [VITEBSK, SMOLENSK, ORSHA, MINSK, MOSCOW]
LINES = [
    Track("vitebsk-smolensk", "planned", ("vitebsk", "smolensk")),
    Track("orsha-smolensk", "planned", ("orsha", "smolensk")),
    Track("minsk-moscow", "running", ("minsk", "orsha", "krasnoye", "smolensk", "moscow")),
]
EVERYTHING = {place.slug for place in PLACES}
NEAR = {"vitebsk", "smolensk", "orsha"}


def coordinates(text):
    return [tuple(map(float, pair.split(","))) for pair in text.split()]


class TestDraw:
    def test_every_station_asked_for_is_in_view_with_room_for_its_name(self):
        drawing = draw(PLACES, LINES, EVERYTHING, EVERYTHING)
        assert {mark.place.slug for mark in drawing.marks} == EVERYTHING
        for mark in drawing.marks:
            assert not mark.arrow
            assert 0 < float(mark.x) < float(drawing.width)
            assert 0 < float(mark.y) < float(drawing.height)

    def test_north_is_up_and_east_is_right(self):
        marks = {mark.place.slug: mark for mark in draw(PLACES, LINES, EVERYTHING, EVERYTHING).marks}
        assert float(marks["minsk"].x) < float(marks["smolensk"].x) < float(marks["moscow"].x)
        assert float(marks["moscow"].y) < float(marks["vitebsk"].y) < float(marks["minsk"].y)

    def test_a_station_beyond_the_view_is_an_arrow_at_its_edge(self):
        drawing = draw(PLACES, LINES, NEAR, EVERYTHING)
        marks = {mark.place.slug: mark for mark in drawing.marks}
        assert {slug for slug, mark in marks.items() if mark.arrow} == {"minsk", "moscow"}
        assert float(marks["moscow"].x) == 640 - 16  # it leaves to the right, going up
        assert -90 < float(marks["moscow"].arrow) < 0
        assert float(marks["minsk"].y) == pytest.approx(float(drawing.height) - 16)  # downwards, going left
        assert 90 < float(marks["minsk"].arrow) < 180

    def test_only_what_is_named_is_marked_and_the_line_keeps_its_course(self):
        whole, ends = (draw(PLACES, LINES, EVERYTHING, named) for named in (EVERYTHING, {"minsk", "moscow"}))
        assert {mark.place.slug for mark in ends.marks} == {"minsk", "moscow"}
        assert ends.strokes == whole.strokes

    def test_what_runs_is_drawn_last_and_named_first(self):
        drawing = draw(PLACES, LINES, EVERYTHING, EVERYTHING)
        assert [stroke.style for stroke in drawing.strokes] == ["planned", "planned", "running"]
        assert drawing.styles == ["running", "planned"]

    def test_a_line_out_of_view_is_left_out(self):
        far = Track("far", "candidate", ("moscow", "beyond"))
        beyond = Place("beyond", "Beyond", 55.8, 38)
        drawing = draw([*PLACES, beyond], [*LINES, far], NEAR, NEAR)
        assert "candidate" not in drawing.styles

    def test_a_line_that_crosses_the_view_without_a_station_in_it_is_drawn(self):
        across = Track("across", "candidate", ("west", "east"))
        ends = [Place("west", "West", 55, 20), Place("east", "East", 55, 40)]
        assert "candidate" in draw([*PLACES, *ends], [*LINES, across], NEAR, NEAR).styles

    def test_without_coordinates_there_is_no_map(self):
        assert draw([], LINES, EVERYTHING, EVERYTHING) is None
        assert draw([MINSK], LINES, {"smolensk"}, EVERYTHING) is None

    def test_a_single_station_is_shown_with_its_surroundings(self):
        drawing = draw([SMOLENSK], [], {"smolensk"}, {"smolensk"})
        assert float(drawing.marks[0].x) == 320
        assert float(drawing.marks[0].y) == float(drawing.height) / 2

    def test_every_number_is_written_as_svg_reads_it(self):
        drawing = draw(PLACES, LINES, NEAR, EVERYTHING)
        plain = re.compile(r"-?\d+(\.\d)?")
        for mark in drawing.marks:
            for text in (
                mark.x,
                mark.y,
                mark.radius,
                mark.target,
                mark.label.x,
                mark.label.y,
                mark.arrow or "0",
            ):
                assert plain.fullmatch(text)
        for path in (*drawing.borders, *drawing.edges):
            assert re.fullmatch(r"M-?\d+,-?\d+l(-?\d+,-?\d+ ?)*", path)

    def test_targets_are_24_pixels_across_where_the_map_is_shown(self):
        """A large name's on a phone 320 px wide, a small one's (hidden there) on a map 480 px wide."""
        minor = Place("m", "M", 55, 31, minor=True)
        targets = {
            mark.place.minor: float(mark.target)
            for mark in draw([*PLACES, minor], LINES, NEAR, {"orsha", "m"}).marks
        }
        assert 2 * targets[False] * 320 / 640 >= 24
        assert 2 * targets[True] * 480 / 640 >= 24


class TestLanes:
    WHERE = {"a": (0.0, 0.0), "b": (100.0, 0.0), "c": (200.0, 0.0), "d": (300.0, 50.0)}

    def test_a_line_alone_runs_through_its_stations(self):
        assert side_by_side({"one": ("a", "b")}, self.WHERE) == {"one": [(0, 0), (100, 0)]}

    @pytest.mark.parametrize("other", [("a", "b"), ("b", "a")])
    def test_two_lines_on_a_stretch_keep_their_distance_whichever_way_they_run(self, other):
        lines = side_by_side({"one": ("a", "b"), "two": other}, self.WHERE)
        assert {y for _x, y in lines["one"]} == {-PARALLEL / 2}
        assert {y for _x, y in lines["two"]} == {PARALLEL / 2}

    def test_three_lines_have_the_middle_one_on_the_track(self):
        lines = side_by_side(dict.fromkeys("xyz", ("a", "b")), self.WHERE)
        assert [lines[name][0][1] for name in "xyz"] == [-PARALLEL, 0, PARALLEL]

    def test_a_line_leaves_its_lane_where_the_shared_stretch_ends(self):
        lines = side_by_side({"short": ("a", "b"), "long": ("a", "b", "c", "d")}, self.WHERE)
        assert lines["long"][2:] == [self.WHERE["c"], self.WHERE["d"]]


places_on_a_sheet = st.tuples(st.floats(120, 520), st.floats(60, 540))


class TestLabels:
    def wish(self, slug, at, text="Smolensk", anchor="e", size=NAME_SIZE):
        return Wish(slug, text, at, anchor, 6.5, size)

    def test_a_name_stands_where_its_station_asks(self):
        placed = place_labels([self.wish("a", (320, 300))], 640, 600)["a"]
        assert (placed.align, placed.x > 320, placed.free) == ("start", True, True)

    def test_a_name_gives_way_to_a_dot(self):
        placed = place_labels([self.wish("a", (320, 300)), self.wish("b", (360, 300), anchor="n")], 640, 600)
        assert placed["a"].align != "start" or placed["a"].y != 306

    def test_a_name_that_would_leave_the_view_turns_inwards(self):
        placed = place_labels([self.wish("a", (600, 300))], 640, 600)["a"]
        assert placed.box[2] <= 640

    def test_where_nothing_is_free_it_says_so(self):
        crowd = [self.wish(f"s{n}", (320 + n, 300)) for n in range(20)]
        assert not all(placed.free for placed in place_labels(crowd, 640, 600).values())

    @given(st.lists(places_on_a_sheet, min_size=1, max_size=12), st.randoms(use_true_random=False))
    def test_free_names_lie_on_nothing_in_any_order(self, spots, random):
        wishes = [self.wish(f"s{n}", at) for n, at in enumerate(spots)]
        placed = place_labels(wishes, 640, 600)
        free = [one.box for one in placed.values() if one.free]
        assert not any(overlap(one, other) for one, other in itertools.combinations(free, 2))
        assert place_labels(random.sample(wishes, len(wishes)), 640, 600) == placed


class TestOutlines:
    def test_the_outline_is_small_and_near_the_railway(self):
        lines = [points(line) for line in (*BETWEEN_BELARUS_AND_RUSSIA, *OTHERS)]
        assert sum(map(len, lines)) < 500
        for longitude, latitude in itertools.chain(*lines):
            assert 26 < longitude < 39
            assert 51 < latitude < 57.5

    def test_only_what_is_near_the_view_is_drawn(self):
        small = view_of([(55.19, 30.2), (54.78, 32.05)], 440)
        large = view_of([(53.9, 27.57), (55.75, 37.62)], 620)
        assert len("".join(outlines(OTHERS, small))) < len("".join(outlines(OTHERS, large)))


@pytest.mark.parametrize(("value", "text"), [(1.0, "1"), (1.25, "1.2"), (-0.04, "-0"), (640, "640")])
def test_numbers_have_one_decimal_at_most(value, text):
    assert number(value) == text
