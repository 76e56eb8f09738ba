"""Derived: where public translations part from their originals, and since when. Rebuilt whenever a version is saved."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from news.models.articles import ArticleVersion
from news.querysets import TranslationGapQuerySet


class GapKind(models.TextChoices):
    BEHIND = "behind", _("behind its original")
    NUMBERS = "numbers", _("numbers that differ")


class TranslationGap(models.Model):
    """From `live_from` to `live_until` readers have a translation that is behind `original`, or states other numbers.

    The moments are kept, not a flag, because originals and translations go public by schedule while nothing runs.
    `paragraphs`: one object a paragraph, as news.translations.gaps writes them.
    """

    kind = models.CharField(max_length=8, choices=GapKind)
    version = models.ForeignKey(ArticleVersion, models.CASCADE, related_name="gaps")
    original = models.ForeignKey(ArticleVersion, models.CASCADE, related_name="+")
    language = models.CharField(max_length=2)
    live_from = models.DateTimeField()
    live_until = models.DateTimeField(null=True)
    paragraphs = models.JSONField(default=list)

    objects = TranslationGapQuerySet.as_manager()

    class Meta:
        verbose_name = _("gap of a translation")
        verbose_name_plural = _("gaps of translations")
        ordering = ["live_from", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["version", "original", "kind"], name="translation_gap_once"),
            models.CheckConstraint(condition=Q(kind__in=GapKind.values), name="translation_gap_kind_known"),
            models.CheckConstraint(
                condition=Q(live_until__isnull=True) | Q(live_until__gt=F("live_from")),
                name="translation_gap_ends_after_start",
            ),
        ]
        indexes = [
            models.Index(fields=["kind", "live_from"], name="translation_gap_by_age"),
            models.Index(fields=["kind", "language", "live_from"], name="translation_gap_of_language"),
        ]

    def __str__(self) -> str:
        return f"{self.version} ≠ {self.original}"
