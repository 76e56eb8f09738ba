"""Stations by what people call them: any spelling in any of three languages, a former address; and those a near one may mean."""

from collections.abc import Iterable

from django.utils.translation import get_language

from config.web.translated import LANGUAGES
from routes.models import Station
from routes.spellings import near, spelling


def names_of(station: Station) -> list[str]:
    """In every language that has one, each once."""
    names = (getattr(station, f"name_{code}") for code in LANGUAGES)
    return list(dict.fromkeys(filter(None, names)))


class StationNames:
    """`former`: slugs that stations had once, with those of today."""

    def __init__(self, stations: Iterable[Station], former: Iterable[tuple[str, str]] = ()) -> None:
        self.stations = {station.slug: station for station in stations}
        self._former = {old: slug for old, slug in former if slug in self.stations}
        self._by_form: dict[str, list[str]] = {}
        self._offered: dict[str | None, list[str]] = {}
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
        language = get_language()
        if language not in self._offered:
            self._offered[language] = self._names_of_one()
        return self._offered[language]

    def _names_of_one(self) -> list[str]:
        first = sorted((self.written(one) for one in self.stations.values()), key=str.casefold)
        others = sorted({name for one in self.stations.values() for name in names_of(one)}, key=str.casefold)
        return list(dict.fromkeys([*first, *(name for name in others if len(self.named(name)) == 1)]))
