"""Derived: which public text names which public thing. Rebuilt from the texts whenever they are saved."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from news.models.articles import ArticleVersion
from news.querysets import ReferenceQuerySet, StatementQuerySet


class Reference(models.Model):
    """A text's reference to a thing, by kind and key, so that it may be written before the thing exists.

    `holder_kind`/`holder_key` name what holds the text (an article, an agreement…); `version` the article version, whose
    dates decide whether the reference is public. A source note is a reference of kind `source`.
    """

    holder_kind = models.CharField(max_length=20)
    holder_key = models.CharField(max_length=120)
    version = models.ForeignKey(
        ArticleVersion, models.CASCADE, related_name="references", null=True, blank=True
    )
    language = models.CharField(max_length=2)
    target_kind = models.CharField(max_length=20)
    target_key = models.CharField(max_length=120)
    times = models.PositiveSmallIntegerField(default=1)

    objects = ReferenceQuerySet.as_manager()

    class Meta:
        verbose_name = _("reference")
        verbose_name_plural = _("references")
        ordering = ["holder_kind", "holder_key", "language", "target_kind", "target_key"]
        constraints = [
            models.UniqueConstraint(
                fields=["version", "target_kind", "target_key"],
                condition=Q(version__isnull=False),
                name="reference_once_a_version",
            ),
            models.UniqueConstraint(
                fields=["holder_kind", "holder_key", "language", "target_kind", "target_key"],
                condition=Q(version__isnull=True),
                name="reference_once_a_text",
            ),
        ]
        indexes = [models.Index(fields=["target_kind", "target_key", "-version"], name="reference_by_target")]

    def __str__(self) -> str:
        return f"{self.holder_kind}:{self.holder_key} → {self.target_kind}:{self.target_key}"


class Statement(models.Model):
    """Derived: what a version quotes a person as saying (a block quotation whose last line names the person)."""

    version = models.ForeignKey(ArticleVersion, models.CASCADE, related_name="statements")
    position = models.PositiveSmallIntegerField()
    person_key = models.CharField(max_length=80)
    text = models.TextField(help_text="Markdown of the quotation without its last line.")
    attribution = models.TextField(help_text="Markdown of the last line without the dash.")

    objects = StatementQuerySet.as_manager()

    class Meta:
        verbose_name = _("statement")
        verbose_name_plural = _("statements")
        ordering = ["version", "position"]
        constraints = [
            models.UniqueConstraint(fields=["version", "position"], name="statement_position_once")
        ]
        indexes = [models.Index(fields=["person_key", "-version", "position"], name="statement_by_person")]

    def __str__(self) -> str:
        return self.text[:80]
