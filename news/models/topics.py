"""What an article or an agreement is about."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from config.web.addresses import address
from config.web.translated import Translated
from news.models.addresses import Addressed
from news.querysets import TopicQuerySet


class Topic(Addressed):
    slug = models.SlugField(_("slug"), max_length=80, unique=True)
    name_en = models.CharField(_("name (English)"), max_length=120)
    name_ru = models.CharField(_("name (Russian)"), max_length=120, blank=True)
    name_be = models.CharField(_("name (Belarusian)"), max_length=120, blank=True)
    description_en = models.TextField(_("description (English)"), blank=True)
    description_ru = models.TextField(_("description (Russian)"), blank=True)
    description_be = models.TextField(_("description (Belarusian)"), blank=True)

    name = Translated("name")
    description = Translated("description")

    objects = TopicQuerySet.as_manager()

    class Meta:
        verbose_name = _("topic")
        verbose_name_plural = _("topics")
        ordering = ["slug"]
        constraints = [
            models.CheckConstraint(condition=~Q(slug="") & ~Q(name_en=""), name="topic_slug_and_name")
        ]

    def __str__(self) -> str:
        return self.name

    def natural_key(self) -> tuple[str]:
        return (self.slug,)

    def get_absolute_url(self) -> str:
        return address("topic_detail", slug=self.slug)
