"""Which versions an article has. A thousand articles have 3,000; the sixty of one come on top."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Shape:
    """`of`: how many of a thousand. `public`: so many public versions in the original's language, the second, the third."""

    name: str
    of: int
    public: tuple[int, ...]
    # After them in the language at that place: "draft", "review" (a draft sent for review) or "scheduled".
    next: str = ""
    next_in: int = 0
    # Translations of the original's first version, not of its last; "checked": found still correct all the same.
    behind: str = ""
    corrected: bool = False
    own_text: bool = False
    gone: str = ""

    @property
    def versions(self):
        return sum(self.public) + bool(self.next)


SHAPES = [
    Shape(name="in three languages", of=400, public=(1, 1, 1)),
    Shape(name="in one language", of=106, public=(1,)),
    Shape(name="in two languages", of=129, public=(1, 1)),
    Shape(name="updated, then translated", of=118, public=(2, 1)),
    Shape(name="corrected", of=90, public=(3, 3), corrected=True),
    Shape(name="updated in three languages", of=40, public=(2, 2, 2)),
    Shape(name="with translations behind", of=40, public=(2, 1, 1), behind="yes"),
    Shape(name="with a translation still correct", of=2, public=(2, 1), behind="checked"),
    Shape(name="withdrawn", of=10, public=(1, 1), gone="withdrawn"),
    Shape(name="removed", of=3, public=(1,), gone="removed"),
    Shape(name="merged", of=5, public=(1, 1), gone="merged"),
    Shape(name="begun", of=12, public=(0,), next="draft"),
    Shape(name="waiting for review", of=4, public=(0,), next="review"),
    Shape(name="with an update in work", of=8, public=(1, 1), next="draft"),
    Shape(name="with an update in review", of=3, public=(2,), next="review"),
    Shape(name="scheduled", of=3, public=(0,), next="scheduled"),
    Shape(name="with an update scheduled", of=2, public=(1, 1), next="scheduled"),
    Shape(name="published by its author", of=5, public=(1,), own_text=True),
    Shape(name="being translated", of=15, public=(1, 0), next="draft", next_in=1),
    Shape(name="with a translation in review", of=5, public=(1, 0), next="review", next_in=1),
]
# One article that was never left alone.
MUCH_CHANGED = Shape(name="with sixty versions", of=0, public=(20, 20, 20))


def deal(articles, dice):
    """A shape for each article, in the order of time: every shape at least once, then by its share."""
    counts = {shape.name: max(1, articles * shape.of // 1000) for shape in SHAPES}
    shapes = [shape for shape in SHAPES for _ in range(counts[shape.name])]
    while len(shapes) < articles - 1:
        shapes.append(SHAPES[0])
    # The commonest give way to the one that is not among them.
    shapes = shapes[len(shapes) - articles + 1 :]
    dice.shuffle(shapes)
    shapes.insert(articles * 9 // 10, MUCH_CHANGED)
    # What can be merged needs an article before it that stands.
    while shapes[0].gone == "merged":
        dice.shuffle(shapes)
    return shapes
