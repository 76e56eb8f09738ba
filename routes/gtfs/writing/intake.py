"""What is brought into the database, by whom and from where; and what the report and the audit are told of it."""

from dataclasses import dataclass
from typing import Any

from django.contrib.auth.models import AbstractUser
from django.utils.translation import gettext as _

from news import audit
from news.models import Source
from routes.gtfs.incoming import Incoming, digest_of
from routes.gtfs.names import slug_of
from routes.gtfs.report import Report
from routes.gtfs.three import LANGUAGES, Three, three_of


@dataclass(frozen=True, slots=True)
class Intake:
    incoming: Incoming
    report: Report
    by: AbstractUser | None
    source: Source

    @property
    def slugs(self) -> list[str]:
        """Of the stations, in the order of the indexes of `calls`."""
        return [station.slug for station in self.incoming.stations]

    def made(self, thing: Any) -> None:
        self.report.took(str(thing._meta.verbose_name_plural))
        if self.by is not None:
            audit.record(thing, by=self.by, act="add", comment=f"GTFS: {self.incoming.publisher}")

    def differs(self, file: str, thing: Any, name: Three) -> None:
        if three_of(thing, "name") != name:
            self.report.changed(
                file, _("another name than ours, which stays"), value=f"{name[0]}; ours: {thing.name_en}"
            )


def source_of(found: Incoming, report: Report) -> Source:
    """Made of what the feed says of itself. Its class is the last: an editor who knows the publisher raises it."""
    name = found.version or digest_of(found.timetables[0], [one.slug for one in found.stations])[:10]
    key = slug_of(f"gtfs-{found.publisher}-{name}".lower(), 80)
    source, is_new = Source.objects.get_or_create(
        key=key,
        defaults={
            "publisher_en": (found.publisher or "GTFS")[:120],
            "title": f"GTFS feed, version {found.version}" if found.version else "GTFS feed",
            "language": found.language,
            "url": found.publisher_url[:500] if found.publisher_url.startswith("http") else "",
            "grade": "d",
        },
    )
    report.took(str(Source._meta.verbose_name_plural), int(is_new))
    return source


def columns(name: str, three: Three) -> dict[str, str]:
    """As a model takes a text in three languages."""
    return {f"{name}_{language}": words for language, words in zip(LANGUAGES, three, strict=True)}
