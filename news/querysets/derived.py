"""What is derived from texts, as far as readers may read those."""

from datetime import datetime
from typing import Any, Self

from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from config.web.translated import reading_order
from news.querysets.articles import SHOWN_OF_VERSION, TEXTS


class ReferenceQuerySet(models.QuerySet):
    def public(self, at: datetime | None = None) -> Self:
        """References a reader can follow back: from live versions, and from texts that have no versions."""
        at = at or timezone.now()
        live = Q(version__live_from__lte=at, **SHOWN_OF_VERSION) & (
            Q(version__live_until__isnull=True) | Q(version__live_until__gt=at)
        )
        return self.filter(live | Q(version__isnull=True))

    def to(self, kind: str, key: str) -> Self:
        return self.filter(target_kind=kind, target_key=key)


class StatementQuerySet(models.QuerySet):
    def for_person(self, key: str, at: datetime | None = None) -> Self:
        """What the person is quoted as saying in listed articles, one language an article: in what the list of news offers. In
        the order of an index, the version written last first."""
        readings = self.model.version.field.related_model.readings.rel.related_model.objects
        offered = readings.offered(at).filter(version=OuterRef("version"), list="news").on(None)
        rows = self.filter(Exists(offered), person_key=key).select_related("version__article")
        rows = rows.defer(*(f"version__{name}" for name in ("standfirst", *TEXTS)))
        return rows.order_by("-version_id", "position")

    def public(self, at: datetime | None = None) -> Self:
        at = at or timezone.now()
        return self.filter(
            Q(version__live_until__isnull=True) | Q(version__live_until__gt=at),
            version__live_from__lte=at,
            **SHOWN_OF_VERSION,
        )


class SearchDocumentQuerySet(models.QuerySet):
    def public(self, at: datetime | None = None) -> Self:
        at = at or timezone.now()
        return self.filter(
            Q(live_from__isnull=True) | Q(live_from__lte=at),
            Q(live_until__isnull=True) | Q(live_until__gt=at),
        )


class ReadingQuerySet(models.QuerySet):
    def offered(self, at: datetime | None = None, reader: str | None = None) -> Self:
        """At a moment (now by default) to a reader of a language (the active one by default)."""
        return self.current(at or timezone.now()).filter(reader=reader or next(reading_order()))

    def current(self, at: Any) -> Self:
        """At a moment, to readers of all languages."""
        return self.filter(Q(ends_at__isnull=True) | Q(ends_at__gt=at), begins_at__lte=at)

    def on(self, topic: models.Model | int | None) -> Self:
        """Of one topic, or the list of all."""
        return self.filter(topic__isnull=True) if topic is None else self.filter(topic=topic)

    def in_order(self) -> Self:
        """The newest first."""
        return self.order_by("-dated_at", "-version_id")

    def with_versions(self, *, texts: bool) -> Self:
        """With what a list prints of each; all texts but for the body if wanted."""
        left_out = TEXTS[:1] if texts else TEXTS
        rows = self.select_related("version__article", "version__lead_image")
        return rows.defer(*(f"version__{name}" for name in left_out))


class TimelineRowQuerySet(models.QuerySet):
    def offered(self, at: Any) -> Self:
        """What readers are shown at a moment."""
        return self.filter(
            Q(begins_at__isnull=True) | Q(begins_at__lte=at), Q(ends_at__isnull=True) | Q(ends_at__gt=at)
        )

    def in_order(self) -> Self:
        """The newest first."""
        return self.order_by("-day", "holder_kind", "-row")
