"""Shapes that stand for values: told apart without colour."""

from config.web.charts.drawing import Box, number

# In the order in which those who say something get theirs.
MARKERS = ("circle", "square", "diamond", "triangle")
CROSS = "cross"


def outline(marker: str, x: float, y: float, r: float) -> str:
    """The path of a marker around a point."""
    match marker:
        case "square":
            s = r * 0.9
            return f"M{number(x - s)} {number(y - s)}h{number(2 * s)}v{number(2 * s)}h{number(-2 * s)}z"
        case "diamond":
            s = r * 1.25
            return f"M{number(x)} {number(y - s)}l{number(s)} {number(s)} {number(-s)} {number(s)} {number(-s)} {number(-s)}z"
        case "triangle":
            s = r * 1.15
            return f"M{number(x)} {number(y - s)}l{number(s)} {number(1.8 * s)}h{number(-2 * s)}z"
        case "cross":
            s = r * 0.85
            return (
                f"M{number(x - s)} {number(y - s)}l{number(2 * s)} {number(2 * s)}"
                f"m0 {number(-2 * s)}l{number(-2 * s)} {number(2 * s)}"
            )
    return f"M{number(x - r)} {number(y)}a{number(r)} {number(r)} 0 1 0 {number(2 * r)} 0a{number(r)} {number(r)} 0 1 0 {number(-2 * r)} 0z"


def box_around(x: float, y: float, r: float) -> Box:
    return Box(x - r * 1.3, y - r * 1.3, x + r * 1.3, y + r * 1.3)
