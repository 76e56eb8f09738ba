"""Every public address, for search engines: one section a kind of the registry, and one for the pages that open the sections."""

from datetime import date, datetime
from typing import Any

from django.contrib.sitemaps import Sitemap
from django.db.models import Max, Model
from django.urls import reverse

from news.agreements.texts.held import address_of
from news.kinds import Kind, page_kinds
from news.models import Agreement, TextVersion

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
        return self._changed().order_by(self.kind.key_field)

    def location(self, item: Model) -> str:
        return self.kind.url(self.kind.key(item))

    def lastmod(self, item: Model) -> datetime | None:
        """Left out where it is not known: a moment that is not true makes the others worthless."""
        return getattr(item, "changed_at", None)

    def get_latest_lastmod(self) -> datetime | None:
        """One row, where Django would read every thing."""
        return self._changed().aggregate(latest=Max("changed_at"))["latest"] if self.kind.changed else None

    def _changed(self) -> Any:
        listed = self.kind.listed(None)
        return listed.annotate(changed_at=self.kind.changed(None)) if self.kind.changed else listed


class TextSitemap(Multilingual):
    """Texts of agreements, one address for a language and a day."""

    limit = KindSitemap.limit

    def items(self) -> Any:
        texts = TextVersion.objects.standing().filter(agreement__in=Agreement.objects.public())
        days = texts.order_by("agreement__slug", "language", "valid_from")
        return days.values_list("agreement__slug", "language", "valid_from").distinct()

    def location(self, item: tuple[str, str, date]) -> str:
        return address_of(*item)


def sitemaps() -> dict[str, Sitemap]:
    kinds = {kind.name: KindSitemap(kind) for kind in page_kinds()}
    return {"pages": PageSitemap()} | kinds | {"text": TextSitemap()}
