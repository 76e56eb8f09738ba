"""How rows are found by their natural keys, and ordered by what a reader reads."""

from datetime import date
from typing import Any, Self

from django.db import models
from django.db.models import F, Func
from django.db.models.functions import Coalesce

from config.web.translated import reading_order


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


class Filled(Func):
    """Nothing in place of an empty text. Its SQL has no parameter, so that SQLite knows it again in an index."""

    template = "NULLIF(%(expressions)s, '')"


class LastIfNull(Func):
    """A day to order by, the latest first: none comes last, by an index on both databases."""

    template = "COALESCE(%(expressions)s, '0001-01-01')"


class Beginning(Func):
    """Of a text its first two letters."""

    template = "SUBSTR(%(expressions)s, 1, 2)"


def as_read(name: str, language: str | None = None) -> Coalesce:
    """The column of `name_en`, `name_ru`, `name_be` that a reader of the language (the active one by default) sees, to order
    by."""
    return Coalesce(*(Filled(F(f"{name}_{code}")) for code in reading_order(language)))


class AgingQuerySet(KeyedQuerySet):
    def due(self, as_of: date) -> Self:
        """What somebody should have looked at again by the day, the longest due first."""
        return self.filter(review_by__lte=as_of).order_by("review_by", "key")
