"""Which rows a reader may see, named once; and how rows are found by their natural keys."""

from datetime import datetime
from typing import Any, Self

from django.db import models
from django.db.models import Q
from django.utils import timezone


class NaturalKeyManager(models.Manager):
    """Finds a row by the lookups that make its natural key, in order."""

    use_in_migrations = False

    def __init__(self, *lookups: str) -> None:
        super().__init__()
        self.lookups = lookups

    def get_by_natural_key(self, *key: Any) -> models.Model:
        return self.get(**dict(zip(self.lookups, key, strict=True)))


class KeyedQuerySet(models.QuerySet):
    """Rows named by one unique column."""

    key_field = "key"

    def get_by_natural_key(self, key: str) -> models.Model:
        return self.get(**{self.key_field: key})

    def by_key(self, keys: set[str]) -> dict[str, models.Model]:
        """{key: row} for the keys that exist."""
        return {getattr(row, self.key_field): row for row in self.filter(**{f"{self.key_field}__in": keys})}

    def public(self) -> Self:
        return self


class SourceQuerySet(KeyedQuerySet):
    pass


class PersonQuerySet(KeyedQuerySet):
    pass


class ImageQuerySet(KeyedQuerySet):
    pass


class FigureQuerySet(KeyedQuerySet):
    def public(self) -> Self:
        """Figures with at least one value: a figure without a sourced value says nothing."""
        return self.filter(values__isnull=False).distinct()


class TopicQuerySet(KeyedQuerySet):
    key_field = "slug"


class AgreementQuerySet(KeyedQuerySet):
    key_field = "slug"

    def get_by_natural_key(self, number: str) -> models.Model:
        return self.get(number=number)


class ArticleVersionQuerySet(models.QuerySet):
    def get_by_natural_key(self, slug: str, language: str, number: int) -> models.Model:
        return self.get(article__slug=slug, language=language, number=number)

    def drafts(self) -> Self:
        return self.filter(live_from__isnull=True)

    def live(self, at: datetime | None = None) -> Self:
        """What readers may read at a moment (now by default): one version a language, of articles not removed."""
        at = at or timezone.now()
        return self.filter(
            Q(live_until__isnull=True) | Q(live_until__gt=at),
            live_from__lte=at,
            article__removed_at__isnull=True,
        )

    def listed(self, at: datetime | None = None) -> Self:
        """What lists, feeds and search offer: live versions of articles that are not withdrawn."""
        return self.live(at).filter(article__withdrawn_at__isnull=True)

    def been_public(self, at: datetime | None = None) -> Self:
        """Every version readers could ever read up to a moment, of articles not removed."""
        return self.filter(live_from__lte=at or timezone.now(), article__removed_at__isnull=True)


class ArticleQuerySet(KeyedQuerySet):
    key_field = "slug"

    def public(self, at: datetime | None = None) -> Self:
        """Articles with a live version in at least one language; withdrawn ones stay readable, removed ones do not."""
        at = at or timezone.now()
        live = self.model.versions.rel.related_model.objects.live(at).filter(article=models.OuterRef("pk"))
        return self.filter(models.Exists(live))


class ReferenceQuerySet(models.QuerySet):
    def public(self, at: datetime | None = None) -> Self:
        """References a reader can follow back: from live versions, and from texts that have no versions."""
        at = at or timezone.now()
        live = Q(version__live_from__lte=at, version__article__removed_at__isnull=True) & (
            Q(version__live_until__isnull=True) | Q(version__live_until__gt=at)
        )
        return self.filter(live | Q(version__isnull=True))

    def to(self, kind: str, key: str) -> Self:
        return self.filter(target_kind=kind, target_key=key)


class StatementQuerySet(models.QuerySet):
    def public(self, at: datetime | None = None) -> Self:
        at = at or timezone.now()
        return self.filter(
            Q(version__live_until__isnull=True) | Q(version__live_until__gt=at),
            version__live_from__lte=at,
            version__article__removed_at__isnull=True,
        )


class SearchDocumentQuerySet(models.QuerySet):
    def public(self, at: datetime | None = None) -> Self:
        at = at or timezone.now()
        return self.filter(
            Q(live_from__isnull=True) | Q(live_from__lte=at),
            Q(live_until__isnull=True) | Q(live_until__gt=at),
        )
