"""Sources, people, pictures, figures, topics, and what they were called before."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any, Self

from django.apps import apps
from django.db import models
from django.db.models import CharField, Exists, OuterRef, Q, Subquery, Sum
from django.db.models.functions import Cast, Coalesce
from django.utils import timezone

from news.pictures.renditions import hash_in
from news.querysets.articles import SHOWN_OF_VERSION
from news.querysets.keys import AgingQuerySet, Beginning, KeyedQuerySet, LastIfNull, as_read


class SourceQuerySet(AgingQuerySet):
    def for_list(self) -> Self:
        return self.order_by(*self.order_read()).alias(part=as_read("publisher"))

    @staticmethod
    def order_read(language: str | None = None) -> tuple[Any, ...]:
        """By publisher as a reader of the language reads it, the latest first; `Source` has an index for each."""
        return (as_read("publisher", language), LastIfNull("published_on").desc(), "key")


class PersonQuerySet(KeyedQuerySet):
    def for_list(self) -> Self:
        return self.order_by(*self.order_read()).alias(part=Beginning(as_read("name")))

    @staticmethod
    def order_read(language: str | None = None) -> tuple[Any, ...]:
        """By the name as a reader of the language reads it; `Person` has an index for each. What it begins with comes first, by
        which the list is counted."""
        name = as_read("name", language)
        return (Beginning(name), name, "key")


class ImageQuerySet(KeyedQuerySet):
    def stored_as(self, name: str) -> Self:
        """The pictures to which a stored file belongs: their original, or a rendition of it."""
        if found := hash_in(name):
            # A range reads the index on both databases, LIKE does not; "g" follows every hexadecimal digit.
            return self.filter(sha256__gte=found, sha256__lt=f"{found}g")
        return self.filter(file=name)

    def used_in_public(self, at: datetime | None = None) -> Self:
        """Those that a reader can meet: in a version that is or was public, or in a text that has no versions."""
        at = at or timezone.now()
        versions = self.model.lead_of.rel.related_model
        leads = versions.objects.been_public(at).filter(lead_image=OuterRef("pk"))
        references = versions.references.rel.related_model.objects.to("image", OuterRef("key"))
        been_public = Q(version__live_from__lte=at, **SHOWN_OF_VERSION) | Q(version__isnull=True)
        return self.filter(Exists(leads) | Exists(references.filter(been_public)))


class FigureQuerySet(AgingQuerySet):
    def public(self) -> Self:
        """Figures with at least one value: a figure without a sourced value says nothing."""
        values = self.model.values.rel.related_model.objects
        return self.filter(Exists(values.filter(figure=OuterRef("pk"))))

    def for_list(self) -> Self:
        return self.order_by(*self.order_read()).alias(part=Beginning("key"))

    @staticmethod
    def order_read() -> tuple[Any, ...]:
        return (Beginning("key"), "key")


class TopicQuerySet(KeyedQuerySet):
    key_field = "slug"

    def for_list(self) -> Self:
        """Each with the number of agreements, as the register keeps it."""
        kept = apps.get_model("news", "RegisterCount").objects.order_by()
        of_topic = kept.filter(facet="subjects", value=Cast(OuterRef("pk"), CharField()), other="")
        number = Subquery(of_topic.values("facet").annotate(sum=Sum("number")).values("sum"))
        return self.annotate(agreement_count=Coalesce(number, 0)).order_by(as_read("name"))

    def in_order(self) -> Self:
        return self.order_by(as_read("name"))


class FormerAddressQuerySet(models.QuerySet):
    def get_by_natural_key(self, kind: str, key: str) -> models.Model:
        return self.get(kind=kind, key=key)

    def present_keys(self, keys: Iterable[tuple[str, str]]) -> dict[tuple[str, str], str]:
        """{(kind, former key): present key} for those that are former; no query for none."""
        wanted = set(keys)
        if not wanted:
            return {}
        rows = self.filter(kind__in={kind for kind, _ in wanted}, key__in={key for _, key in wanted})
        found = {(kind, key): target for kind, key, target in rows.values_list("kind", "key", "target_key")}
        return {name: found[name] for name in wanted if name in found}
