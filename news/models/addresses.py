"""Addresses that readers may have kept, of things that have another now."""

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from config.web.triggers import declare, refused_of_key, refused_when
from news.kinds import kind_of
from news.querysets import FormerAddressQuerySet


class FormerAddress(models.Model):
    """A key that was public once and leads to the thing's present one: never to another former key."""

    kind = models.CharField(_("kind"), max_length=20)
    key = models.CharField(_("former key"), max_length=120)
    target_key = models.CharField(_("present key"), max_length=120)
    since = models.DateTimeField(_("since"), default=timezone.now)

    objects = FormerAddressQuerySet.as_manager()

    class Meta:
        verbose_name = _("former address")
        verbose_name_plural = _("former addresses")
        ordering = ["kind", "key"]
        constraints = [
            models.UniqueConstraint(fields=["kind", "key"], name="former_address_once"),
            models.CheckConstraint(
                condition=~Q(kind="") & ~Q(key="") & ~Q(target_key="") & ~Q(key=F("target_key")),
                name="former_address_leads_elsewhere",
            ),
        ]
        indexes = [models.Index(fields=["kind", "target_key"], name="former_address_by_target")]

    def __str__(self) -> str:
        return f"{self.kind}:{self.key} → {self.target_key}"

    def natural_key(self) -> tuple[str, str]:
        return (self.kind, self.key)

    @property
    def refusal(self) -> str:
        """Why nothing else may stand here."""
        words = _("Readers who kept this address are led from it to “%(target)s”. Choose another.")
        return words % {"target": self.target_key}


class Addressed(models.Model):
    """What has a key that addresses and texts name it by (a kind of the registry)."""

    class Meta:
        abstract = True

    def clean(self) -> None:
        super().clean()
        kind = kind_of(type(self))
        if kind is None:
            return
        if former := FormerAddress.objects.filter(kind=kind.name, key=kind.key(self)).first():
            raise ValidationError({kind.key_field: former.refusal})


def keep_keys_apart(kind: str, model: str, key_field: str) -> None:
    """Declares, from both sides, that no thing of a kind has a key that leads to another thing."""
    table = model.replace(".", "_").lower()
    declare(
        refused_of_key(
            f"{kind}_key_is_free",
            model,
            key_field,
            f'EXISTS (SELECT 1 FROM "news_formeraddress" AS former '  # noqa: S608 our own words
            f"WHERE former.kind = '{kind}' AND former.key = NEW.\"{key_field}\")",
            "Readers of this address are led to another thing.",
        ),
        refused_when(
            f"former_address_of_{kind}",
            "news.FormerAddress",
            f"NEW.kind = '{kind}' AND EXISTS "  # noqa: S608 our own words
            f'(SELECT 1 FROM "{table}" AS thing WHERE thing."{key_field}" = NEW.key)',
            "A thing stands at this address.",
        ),
    )


declare(
    refused_when(
        "former_address_without_chain",
        "news.FormerAddress",
        'EXISTS (SELECT 1 FROM "news_formeraddress" AS other WHERE other.kind = NEW.kind '
        "AND (other.key = NEW.target_key OR other.target_key = NEW.key))",
        "A former address leads to a present one.",
    )
)
for _kind, _model, _key_field in (
    ("article", "news.Article", "slug"),
    ("agreement", "news.Agreement", "slug"),
    ("topic", "news.Topic", "slug"),
    ("person", "news.Person", "key"),
    ("figure", "news.Figure", "key"),
    ("source", "news.Source", "key"),
    ("image", "news.Image", "key"),
):
    keep_keys_apart(_kind, _model, _key_field)
