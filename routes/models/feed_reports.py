"""What independent validators said of a GTFS feed, kept under the digest of its very bytes."""

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from news.querysets import NaturalKeyManager


class FeedReport(models.Model):
    """`validators`: [{"name", "version", "date", "notices": [{"code", "severity", "count"}]}], one for each that ran.

    Shown only beside a feed with this digest: of other bytes it says nothing.
    """

    sha256 = models.CharField(_("SHA-256 of the feed"), max_length=64, unique=True)
    feed_version = models.CharField(_("version of the feed"), max_length=80)
    checked_at = models.DateTimeField(_("checked at"), default=timezone.now)
    validators = models.JSONField(_("what the validators said"))

    objects = NaturalKeyManager("sha256")

    class Meta:
        verbose_name = _("report on a feed")
        verbose_name_plural = _("reports on feeds")
        ordering = ["-checked_at"]
        constraints = [
            models.CheckConstraint(
                condition=Q(sha256__regex=r"^[0-9a-f]{64}$"), name="feed_report_of_a_digest"
            ),
        ]

    def __str__(self) -> str:
        return self.feed_version

    def natural_key(self) -> tuple[str]:
        return (self.sha256,)
