"""Shapes that stand for values: told apart without colour."""

import re

from config.web.charts.drawing import Box, number

# Paths from the middle of a shape of radius 1.
CIRCLE = "m-1 0a1 1 0 1 0 2 0a1 1 0 1 0 -2 0z"
SQUARE = "m-.9 -.9h1.8v1.8h-1.8z"
DIAMOND = "m0 -1.25l1.25 1.25 -1.25 1.25 -1.25 -1.25z"
TRIANGLE = "m0 -1.15l1.15 2.1h-2.3z"
CROSS = "m-.85 -.85l1.7 1.7m0 -1.7l-1.7 1.7"
# In the order in which those who say something get theirs.
MARKERS = (CIRCLE, SQUARE, DIAMOND, TRIANGLE)
FURTHEST = 1.3  # from the middle, in radii
# A number, or the three of an arc that are no lengths.
SCALED = re.compile(r" 0 1 0 |-?[\d.]+")


def outline(marker: str, x: float, y: float, r: float) -> str:
    """The path of a marker around a point."""
    grown = SCALED.sub(lambda found: found[0] if found[0][0] == " " else number(float(found[0]) * r), marker)
    return f"M{number(x)} {number(y)}{grown}"


def box_around(x: float, y: float, r: float) -> Box:
    reach = r * FURTHEST
    return Box(x - reach, y - reach, x + reach, y + reach)
