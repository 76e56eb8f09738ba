"""Names as people spell them: which are one name, and which nearly one. Plain texts in and out."""

from collections.abc import Callable, Iterable
from difflib import SequenceMatcher
from functools import lru_cache

from config.web import text

# Letters that people leave out, or that one keyboard has and the other has not.
_ALIKE = str.maketrans("ёўі", "еуи")
LIKENESS = 0.72
_SHORTEST_BEGINNING = 2


@lru_cache(maxsize=16_384)
def spelling(name: str) -> str:
    """What the ways to write a name have in common: Лёзна, лезна, LEZNA. "" if no letter is left."""
    lower = text.clean(name).lower().translate(_ALIKE)
    return text.slugify_cyrillic(lower, max_length=200).replace("-", "")


def near(written: str, known: Iterable[str], most: int = 6) -> list[str]:
    """Of the spellings known: those that begin so or hold it, then those that are much alike, the nearest first."""
    wanted = spelling(written)
    if len(wanted) < _SHORTEST_BEGINNING:
        return []
    alike = _likeness(wanted)
    marked = sorted(((alike(form), form) for form in known), key=lambda one: (-one[0], one[1]))
    return [form for mark, form in marked if mark >= LIKENESS][:most]


def _likeness(wanted: str) -> Callable[[str], float]:
    matcher = SequenceMatcher(autojunk=False)
    matcher.set_seq2(wanted)

    def of(form: str) -> float:
        if form.startswith(wanted):
            return 2
        if wanted in form:
            return 1.5
        matcher.set_seq1(form)
        if matcher.real_quick_ratio() < LIKENESS or matcher.quick_ratio() < LIKENESS:
            return 0
        return matcher.ratio()

    return of
