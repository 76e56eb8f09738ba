"""Whether two pictures look the same although their files differ: the same photograph saved again, or made smaller."""

from itertools import pairwise

from PIL import Image as Pillow

SIDE = 16
# Bits of 256 in which two savings of one picture differ at most, and how many a picture must have to be told from another.
NEAR, TELLING = 12, 24


def likeness(picture: Pillow.Image) -> str:
    """A difference hash in 64 hexadecimal digits: where it grows clearly lighter from left to right."""
    small = picture.convert("L").resize((SIDE + 1, SIDE), Pillow.Resampling.BOX)
    values = small.tobytes()
    bits = 0
    for row in range(SIDE):
        line = values[row * (SIDE + 1) : (row + 1) * (SIDE + 1)]
        for left, right in pairwise(line):
            bits = bits << 1 | (right > left + 2)
    return f"{bits:0{SIDE * SIDE // 4}x}"


def look_alike(one: str, other: str) -> bool:
    if not one or not other:
        return False
    first, second = int(one, 16), int(other, 16)
    return first.bit_count() >= TELLING and (first ^ second).bit_count() <= NEAR
