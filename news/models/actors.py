"""Who can act in the register."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from config.web.translated import Translated
from news.agreements.terms import ActorKind
from news.querysets import NaturalKeyManager


class Actor(models.Model):
    """A State, an organ of the Union State or an organisation that can act in the register."""

    code = models.SlugField(_("code"), max_length=60, unique=True)
    kind = models.CharField(_("kind"), max_length=12, choices=ActorKind)
    iso_code = models.CharField(_("ISO 3166 code"), max_length=2, blank=True)
    name_en = models.CharField(_("name (English)"), max_length=160)
    name_ru = models.CharField(_("name (Russian)"), max_length=160, blank=True)
    name_be = models.CharField(_("name (Belarusian)"), max_length=160, blank=True)

    name = Translated("name")

    objects = NaturalKeyManager("code")

    class Meta:
        verbose_name = _("actor")
        verbose_name_plural = _("actors")
        ordering = ["code"]
        constraints = [
            models.CheckConstraint(condition=~Q(code="") & ~Q(name_en=""), name="actor_code_and_name"),
            models.CheckConstraint(condition=Q(kind__in=ActorKind.values), name="actor_kind_known"),
        ]

    def __str__(self) -> str:
        return self.name

    def natural_key(self) -> tuple[str]:
        return (self.code,)
