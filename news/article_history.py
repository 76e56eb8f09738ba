"""What an article said, when and in which language: read from its versions, without the database.

Built from every version that has been public, in any language. Texts are not needed, only dates and descent.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from django.utils import translation

from config.web.addresses import address
from config.web.translated import reading_order
from news.translations.behind import followed, newer_original

if TYPE_CHECKING:
    from news.models import ArticleVersion


def version_address(version: "ArticleVersion") -> str:
    """The permanent address of a version, under its own language whatever the page's."""
    with translation.override(version.language):
        return address("article_version", slug=version.article.slug, number=version.number)


def comparison_address(version: "ArticleVersion") -> str:
    """Where the versions of this one's article and language are compared."""
    with translation.override(version.language):
        return address("article_compare", slug=version.article.slug)


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of "what changed": a version, and the one it replaced."""

    version: "ArticleVersion"
    before: "ArticleVersion | None"

    @property
    def address(self) -> str:
        return version_address(self.version)

    @property
    def is_minor(self) -> bool:
        """Wording only: in the list of versions, but no news to a reader (decision 22)."""
        return self.version.act == "minor"

    @property
    def comparison(self) -> str:
        """Address of the comparison with the version before; empty for the first."""
        if self.before is None:
            return ""
        return f"{comparison_address(self.version)}?from={self.before.number}&to={self.version.number}"


class History:
    """The versions of one article as a reader of one language meets them."""

    def __init__(self, versions: Iterable["ArticleVersion"], language: str, at: datetime) -> None:
        self.versions = sorted(versions, key=lambda version: (version.live_from, version.number))
        self.live = {
            version.language: version
            for version in self.versions
            if version.live_until is None or version.live_until > at
        }
        order = [code for code in reading_order(language) if code in self.live]
        self.current: ArticleVersion | None = self.live[order[0]] if order else None

    @property
    def language(self) -> str:
        """The language shown."""
        return self.current.language if self.current else ""

    @property
    def entries(self) -> list[Entry]:
        """Every public version in the language shown, newest first."""
        if self.current is None:
            return []
        own = [version for version in self.versions if version.language == self.current.language]
        return [Entry(version, before) for version, before in zip(own, [None, *own], strict=False)][::-1]

    @property
    def published_at(self) -> datetime | None:
        entries = self.entries
        return entries[-1].version.live_from if entries else None

    @property
    def updated_at(self) -> datetime | None:
        """When what it says last changed; nothing while the first version stands, but for its wording."""
        said = [entry.version.live_from for entry in self.entries[:-1] if not entry.is_minor]
        return said[0] if said else None

    @property
    def others(self) -> list["ArticleVersion"]:
        """The live versions in the other languages."""
        return [version for version in self.live.values() if version is not self.current]

    @property
    def comparison(self) -> str:
        return comparison_address(self.current) if self.current else ""

    def number(self, number: int) -> "ArticleVersion | None":
        """The public version with the number, in the language shown."""
        found = [entry.version for entry in self.entries if entry.version.number == number]
        return found[0] if found else None

    def original_of(self, version: "ArticleVersion") -> "ArticleVersion | None":
        """The version that a translation was made from."""
        return next((each for each in self.versions if each.pk == version.translated_from_id), None)

    @property
    def followed_original(self) -> "ArticleVersion | None":
        """The version of its original that the translation shown keeps up with."""
        return followed(self.current, self.versions)

    @property
    def newer_original(self) -> "ArticleVersion | None":
        """The original's present version, where the translation shown does not keep up with it."""
        return newer_original(self.current, self.versions, self.live)

    @property
    def original_comparison(self) -> str:
        """Where readers see what the original has changed since, in its own language; empty where nothing is behind."""
        newer, source = self.newer_original, self.followed_original
        return Entry(newer, source).comparison if newer and source else ""
