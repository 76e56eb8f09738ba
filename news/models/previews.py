"""Links by which somebody without an account may read one draft until a day, or until the link is taken back."""

from datetime import datetime
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from news.models.articles import ArticleVersion


class PreviewLinkQuerySet(models.QuerySet):
    def valid(self, at: datetime | None = None) -> Self:
        return self.filter(revoked_at__isnull=True, expires_at__gt=at or timezone.now())


class PreviewLink(models.Model):
    version = models.ForeignKey(ArticleVersion, models.CASCADE, related_name="preview_links")
    for_whom = models.CharField(
        _("for whom"), max_length=120, blank=True, help_text=_("A note for the desk: who gets the link.")
    )
    created_at = models.DateTimeField(_("made at"), default=timezone.now, editable=False)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, related_name="+", null=True, editable=False
    )
    expires_at = models.DateTimeField(_("valid until"))
    revoked_at = models.DateTimeField(_("taken back at"), null=True, blank=True, editable=False)

    objects = PreviewLinkQuerySet.as_manager()

    class Meta:
        verbose_name = _("preview link")
        verbose_name_plural = _("preview links")
        ordering = ["-created_at"]
        constraints = [
            models.CheckConstraint(
                condition=Q(expires_at__gt=F("created_at")), name="preview_link_expires_later"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.version} ({self.for_whom})" if self.for_whom else str(self.version)
