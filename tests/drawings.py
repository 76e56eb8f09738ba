"""A drawing as the tests read it: what is written on it, what is drawn, and where."""

import re
from dataclasses import dataclass
from xml.etree import ElementTree

from config.web.charts.drawing import Box, box_of

SVG = "{http://www.w3.org/2000/svg}"
COMMAND = re.compile(r"([MLHVhvlmaz])([^MLHVhvlmaz]*)")


@dataclass
class Read:
    root: ElementTree.Element

    @property
    def paper(self):
        left, top, width, height = map(float, self.root.get("viewBox").split())
        return Box(left, top, left + width, top + height)

    @property
    def words(self):
        """(words, box) of all that is written."""
        return [
            (
                each.text,
                box_of(
                    each.text, float(each.get("x")), float(each.get("y")), each.get("text-anchor", "start")
                ),
            )
            for each in self.root.iter("text")
        ]

    @property
    def said(self):
        """What each mark says, in the order drawn."""
        return [each.find("title").text for each in self.marks]

    @property
    def marks(self):
        return [each for each in self.root.iter("path") if each.find("title") is not None]

    def paths(self, css_class):
        return [each for each in self.root.iter("path") if css_class in each.get("class").split()]

    @property
    def corners(self):
        return [corner for each in self.root.iter("path") for corner in corners_of(each.get("d"))]


def read_drawing(svg):
    """Well formed, a picture with a name and a description, and nothing that the content security policy forbids."""
    root = ElementTree.fromstring(svg)
    assert root.get("role") == "img"
    title, described = (root.find(f"*[@id='{name}']") for name in root.get("aria-labelledby").split())
    assert (title.tag, described.tag) == ("title", "desc")
    assert title.text
    assert described.text
    assert "style=" not in svg
    return Read(root)


def corners_of(d):
    """The ends of all strokes of a path."""
    x = y = 0.0
    for command, given in COMMAND.findall(d):
        numbers = [float(each) for each in given.replace(",", " ").split()]
        match command:
            case "H":
                x = numbers[0]
            case "V":
                y = numbers[0]
            case "h":
                x += numbers[0]
            case "v":
                y += numbers[0]
            case "M" | "L":
                x, y = numbers
            case "m" | "l":
                for right, down in zip(numbers[::2], numbers[1::2], strict=True):
                    x, y = x + right, y + down
                    yield x, y
            case "a":
                x, y = x + numbers[5], y + numbers[6]
        yield x, y


def assert_tidy(drawing):
    """Nothing leaves the paper, and no words are written over others."""
    paper, words = drawing.paper, drawing.words
    for x, y in drawing.corners:
        assert paper.left - 0.1 <= x <= paper.right + 0.1
        assert paper.top - 0.1 <= y <= paper.bottom + 0.1
    for index, (text, box) in enumerate(words):
        near = Box(box.left + 0.1, box.top + 0.1, box.right - 0.1, box.bottom - 0.1)
        assert near.within(paper), text
        for other_text, other in words[:index]:
            assert not near.meets(other), (text, other_text)
