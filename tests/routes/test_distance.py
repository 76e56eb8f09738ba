"""Straight lines between towns, against distances computed independently."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from routes.distance import straight_line_km

TOWNS = {
    "vitebsk": (55.1904, 30.2049),
    "smolensk": (54.77826, 32.05088),
    "minsk": (53.90019, 27.56653),
    "moscow": (55.75204, 37.61781),
    "bryansk": (53.27096, 34.32143),
    "gomel": (52.4345, 30.9754),
}
points = st.tuples(st.floats(-89, 89), st.floats(-179, 179))


@pytest.mark.parametrize(
    ("one", "other", "km"),
    [("vitebsk", "smolensk", 126.4), ("minsk", "moscow", 675.2), ("bryansk", "gomel", 243.1)],
)
def test_known_distances(one, other, km):
    assert straight_line_km(TOWNS[one], TOWNS[other]) == pytest.approx(km, abs=0.1)


@given(points, points)
def test_the_way_back_is_as_long(one, other):
    assert straight_line_km(one, other) == pytest.approx(straight_line_km(other, one))
    assert 0 <= straight_line_km(one, other) <= 20_016
