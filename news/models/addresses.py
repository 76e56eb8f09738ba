"""Addresses that readers may have kept, of things that have another now."""

from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from news.querysets import NaturalKeyManager


class FormerAddress(models.Model):
    """A key that was public once and leads to the thing's present one: never to another former key."""

    kind = models.CharField(_("kind"), max_length=20)
    key = models.CharField(_("former key"), max_length=120)
    target_key = models.CharField(_("present key"), max_length=120)
    since = models.DateTimeField(_("since"), default=timezone.now)

    objects = NaturalKeyManager("kind", "key")

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
