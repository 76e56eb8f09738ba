"""Stations by what people call them: any spelling in any of three languages, a former address; and those a near one may mean.

Plain rows in and out: whatever has a slug and a name in each language.
"""

from collections.abc import Callable, Iterable
from difflib import SequenceMatcher
from functools import lru_cache

from config.web import text
from config.web.translated import LANGUAGES
from routes.models import Station

# Letters that people leave out, or that one keyboard has and the other has not.
_ALIKE = str.maketrans("ёўі", "еуи")
LIKENESS = 0.72
_SHORTEST_BEGINNING = 2


@lru_cache(maxsize=50_000)
def spelling(name: str) -> str:
    """What the ways to write a name have in common: Лёзна, лезна, LEZNA. "" if no letter is left."""
    lower = text.clean(name).lower().translate(_ALIKE)
    return text.slugify_cyrillic(lower, max_length=200).replace("-", "")


def names_of(station: Station) -> list[str]:
    """In every language that has one, each once."""
    names = (getattr(station, f"name_{code}") for code in LANGUAGES)
    return list(dict.fromkeys(filter(None, names)))


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


class StationNames:
    """`former`: slugs that stations had once, with those of today."""

    def __init__(self, stations: Iterable[Station], former: Iterable[tuple[str, str]] = ()) -> None:
        self.stations = {station.slug: station for station in stations}
        self._former = {old: slug for old, slug in former if slug in self.stations}
        self._by_form: dict[str, list[str]] = {}
        for slug, station in self.stations.items():
            for form in {spelling(slug), *map(spelling, names_of(station))} - {""}:
                self._by_form.setdefault(form, []).append(slug)

    def named(self, written: str) -> list[Station]:
        """None, one, or several of one name. An address stands before a name, and names before former addresses."""
        if written in self.stations:
            return [self.stations[written]]
        slugs = self._by_form.get(spelling(written)) or [self._former.get(written.lower(), "")]
        return [self.stations[slug] for slug in slugs if slug]

    def near(self, written: str) -> list[Station]:
        slugs = (slug for form in near(written, self._by_form) for slug in self._by_form[form])
        return [self.stations[slug] for slug in dict.fromkeys(slugs)]

    def written(self, station: Station) -> str:
        """Its name, or its address where others have that name."""
        return station.name if len(self.named(station.name)) == 1 else station.slug

    def offered(self) -> list[str]:
        """Every name that means one station: those of the reader's language first."""
        first = sorted((self.written(one) for one in self.stations.values()), key=str.casefold)
        others = sorted({name for one in self.stations.values() for name in names_of(one)}, key=str.casefold)
        return list(dict.fromkeys([*first, *(name for name in others if len(self.named(name)) == 1)]))
