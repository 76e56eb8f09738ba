"""Names are one name, or nearly one, however they are spelled."""

import pytest

from routes.spellings import near, spelling


@pytest.mark.parametrize(
    "names",
    [
        ("Лёзна", "ЛЕЗНА", "лезна", "Lezna"),
        ("Velikiye Luki", "velikiye-luki", "VELIKIYE  LUKI"),
        ("Асінаўка", "Асинаука", "асiнаўка".replace("i", "і")),
    ],
)
def test_one_name(names):
    assert len({spelling(name) for name in names}) == 1


@pytest.mark.parametrize("name", ["", "—", "…", "\x00"])
def test_what_has_no_letter_is_no_name(name):
    assert (spelling(name), near(name, ["vitebsk"])) == ("", [])


def test_near_are_those_that_begin_so_then_those_that_hold_it_then_those_that_are_alike():
    known = ["smolensk", "vitebsk", "vitebskvostochny", "polotsk", "novyvitebsk"]
    assert near("Витебск", known) == ["vitebsk", "vitebskvostochny", "novyvitebsk"]
    assert near("Vitbesk", known) == ["vitebsk"]
    assert near("Minsk", known) == []
