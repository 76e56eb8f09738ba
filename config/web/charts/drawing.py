"""A sheet of paper for a chart: what is drawn on it, and where words already stand, so that none are written over others."""

from dataclasses import dataclass, field

from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

# The size of all words, in units of the drawing. A drawing for phones is 320 units wide, so that they are 11 px on the narrowest.
LETTER = 12
# Widths of letters of the page's font at that size, rounded up.
WIDE, NARROW = set("mwMWЖжШшЩщЮюФфыЫ%…—"), set(" .,:;ijlI'іІї|()\u202f\xa0")


def text_width(words: str) -> float:
    return sum(11.5 if letter in WIDE else 4.3 if letter in NARROW else _plain(letter) for letter in words)


def _plain(letter: str) -> float:
    return 9.3 if letter.isupper() else 7.6


@dataclass(frozen=True, slots=True)
class Box:
    left: float
    top: float
    right: float
    bottom: float

    def meets(self, other: "Box") -> bool:
        return (
            self.left < other.right
            and other.left < self.right
            and self.top < other.bottom
            and other.top < self.bottom
        )

    def within(self, other: "Box") -> bool:
        return (
            other.left <= self.left
            and other.top <= self.top
            and self.right <= other.right
            and self.bottom <= other.bottom
        )


def box_of(words: str, x: float, y: float, anchor: str) -> Box:
    """The box of a line of words whose foot stands at `y`. `anchor`: start, middle or end."""
    width = text_width(words)
    left = x - {"start": 0, "middle": width / 2, "end": width}[anchor]
    return Box(left, y - LETTER + 1, left + width, y + 3)


@dataclass(slots=True)
class Drawing:
    """Sized in units; `boxes` are those of words and of what words may not cover."""

    width: float
    height: float
    parts: list[SafeString] = field(default_factory=list)
    boxes: list[Box] = field(default_factory=list)

    @property
    def paper(self) -> Box:
        return Box(0, 0, self.width, self.height)

    def path(self, css_class: str, d: str, *, fill: str = "none") -> None:
        self.parts.append(
            format_html('<path class="{}" d="{}" fill="{}" stroke="currentColor"/>', css_class, d, fill)
        )

    def mark(self, css_class: str, d: str, said: str, *, full: bool, box: Box | None = None) -> None:
        """A shape that stands for a value, which it says when pointed at; filled where the value is exact."""
        self.parts.append(
            format_html(
                '<path class="{}{}" d="{}" fill="{}" stroke="currentColor"><title>{}</title></path>',
                css_class,
                " is-full" if full else "",
                d,
                "currentColor" if full else "none",
                said,
            )
        )
        if box:
            self.boxes.append(box)

    def write(self, words: str, x: float, y: float, anchor: str = "start", css_class: str = "") -> None:
        self.boxes.append(box_of(words, x, y, anchor))
        self.parts.append(
            format_html(
                '<text{} x="{}" y="{}"{}>{}</text>',
                format_html(' class="{}"', css_class) if css_class else "",
                number(x),
                number(y),
                "" if anchor == "start" else format_html(' text-anchor="{}"', anchor),
                words,
            )
        )

    def has_room(self, words: str, x: float, y: float, anchor: str = "start") -> bool:
        box = box_of(words, x, y, anchor)
        return box.within(self.paper) and not any(box.meets(other) for other in self.boxes)

    def write_if_room(
        self, words: str, x: float, y: float, anchor: str = "start", css_class: str = ""
    ) -> bool:
        fits = self.has_room(words, x, y, anchor)
        if fits:
            self.write(words, x, y, anchor, css_class)
        return fits

    def svg(self, css_class: str, *, name: str, title: str, description: str) -> SafeString:
        """`name` makes the ids unique on the page."""
        return format_html(
            '<svg class="{0}" viewBox="0 0 {1} {2}" role="img" aria-labelledby="{3}-title {3}-desc">'
            '<title id="{3}-title">{4}</title><desc id="{3}-desc">{5}</desc>{6}</svg>',
            css_class,
            number(self.width),
            number(self.height),
            name,
            title,
            description,
            mark_safe("".join(self.parts)),
        )


def number(value: float) -> str:
    """12 or 12.5: a tenth of a unit is finer than any screen."""
    return f"{value:.1f}".removesuffix(".0")
