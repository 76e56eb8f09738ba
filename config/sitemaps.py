"""Every public address, for search engines: one section a kind of the registry, and one for the pages that open the sections."""

from collections.abc import Callable, Sequence
from datetime import date, datetime
from functools import cached_property
from typing import Any

from django.contrib.sitemaps import Sitemap
from django.db.models import Exists, Max, Model, OuterRef, QuerySet
from django.urls import reverse

from config.web.translated import LANGUAGES
from news.agreements.texts.held import address_of
from news.counted_lists import listed_figures, listed_people, listed_sources
from news.kinds import Kind, kind_of, page_kinds
from news.listing import all_news, last_published
from news.models import Agreement, Article, TextVersion

PAGES = (
    "home",
    "article_list",
    "agreement_list",
    "agreement_matrix",
    "agreement_relations",
    "agreement_delivery",
    "agreement_calendar",
    "agreement_changes",
    "agreement_glossary",
    "agreement_data",
    "agreement_checks",
    "route_list",
    "station_list",
    "alert_list",
    "timeline",
    "figure_list",
    "person_list",
    "source_list",
    "topic_list",
    "correction_list",
    "about",
    "editorial_policy",
    "data_page",
    "follow",
)


class Multilingual(Sitemap):
    """Each address in each language, with the others as its alternates."""

    i18n = True
    alternates = True
    x_default = True

    def _items(self) -> "InEachLanguage":
        """Django would read all of them for each file."""
        return InEachLanguage(self.items())


class InEachLanguage(Sequence[tuple[Any, str]]):
    """(thing, language); of the things those alone are read that are asked for."""

    def __init__(self, things: Sequence[Any] | QuerySet[Any]) -> None:
        self._things = things

    def __len__(self) -> int:
        return self._number * len(LANGUAGES)

    @cached_property
    def _number(self) -> int:
        return self._things.count() if isinstance(self._things, QuerySet) else len(self._things)

    def __getitem__(self, places: Any) -> Any:
        start, stop, _step = places.indices(len(self))
        first = start // len(LANGUAGES)
        things = self._things[first : -(-stop // len(LANGUAGES))]
        pairs = [(thing, language) for thing in things for language in LANGUAGES]
        return pairs[start - first * len(LANGUAGES) : stop - first * len(LANGUAGES)]


class PageSitemap(Multilingual):
    def items(self) -> list[str]:
        return list(PAGES)

    def location(self, item: str) -> str:
        return reverse(item)


class KindSitemap(Multilingual):
    """What readers may be led to now: `items` asks the clock at each request, a queryset in the URL table would ask once."""

    # Each thing stands in three languages; the protocol allows 50,000 addresses a file.
    limit = 15_000

    def __init__(self, kind: Kind) -> None:
        self.kind = kind

    def items(self) -> Any:
        if self.kind.name in COUNTED:
            return COUNTED[self.kind.name]()
        return self._changed().order_by(self.kind.key_field)

    def location(self, item: Model) -> str:
        return self.kind.url(self.kind.key(item))

    def lastmod(self, item: Model) -> datetime | None:
        """Left out where it is not known: a moment that is not true makes the others worthless."""
        return getattr(item, "changed_at", None)

    def get_latest_lastmod(self) -> datetime | None:
        """One row, where Django would read every thing."""
        if self.kind.model is Article:
            return last_published()
        return self._changed().aggregate(latest=Max("changed_at"))["latest"] if self.kind.changed else None

    def _changed(self) -> Any:
        listed = self.kind.listed(None)
        return listed.annotate(changed_at=self.kind.changed(None)) if self.kind.changed else listed


class Articles(Sequence[Article]):
    """Those that readers are offered, with `changed_at`; the oldest first, so that a new one moves none to another file."""

    def __init__(self) -> None:
        self._news = all_news()

    def __len__(self) -> int:
        return len(self._news)

    def __getitem__(self, places: Any) -> Any:
        start, stop, _step = places.indices(len(self))
        versions = self._news[len(self) - stop : len(self) - start]
        articles = Article.objects.filter(pk__in=[version.article_id for version in versions])
        moments = dict(articles.annotate(at=kind_of(Article).changed(None)).values_list("pk", "at"))
        for version in versions:
            version.article.changed_at = moments.get(version.article_id)
        return [version.article for version in reversed(versions)]


# Kinds of which there are many, as their lists are kept.
COUNTED: dict[str, Callable[[], Sequence[Any]]] = {
    "article": Articles,
    "source": listed_sources,
    "person": listed_people,
    "figure": listed_figures,
}


class TextSitemap(Multilingual):
    """Texts of agreements, one address for a language and a day."""

    limit = KindSitemap.limit

    def items(self) -> Any:
        public = Agreement.objects.public().filter(pk=OuterRef("agreement"))
        texts = TextVersion.objects.standing().filter(Exists(public))
        days = texts.order_by("agreement__slug", "language", "valid_from")
        return days.values_list("agreement__slug", "language", "valid_from").distinct()

    def location(self, item: tuple[str, str, date]) -> str:
        return address_of(*item)


def sitemaps() -> dict[str, Sitemap]:
    kinds = {kind.name: KindSitemap(kind) for kind in page_kinds()}
    return {"pages": PageSitemap()} | kinds | {"text": TextSitemap()}
