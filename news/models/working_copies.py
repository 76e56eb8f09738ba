"""What somebody is typing into a draft's form: kept as it is typed, so that no closed tab, ended session or crash loses it."""

from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from news.models.articles import ArticleVersion


class WorkingCopy(models.Model):
    """One editor's open form of one draft. `base` and `fields` are {"headline": "…", "body": "…", …}: the draft as the form
    found it, and as it is typed now (nothing typed yet: empty)."""

    version = models.ForeignKey(ArticleVersion, models.CASCADE, related_name="working_copies")
    editor = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="working_copies")
    base = models.JSONField(default=dict, encoder=DjangoJSONEncoder)
    fields = models.JSONField(default=dict, encoder=DjangoJSONEncoder, blank=True)
    # Which opening of the form left it, and how often the form was sent from there: news/keeping/working_copies.py.
    opening = models.CharField(max_length=40, blank=True, default="")
    opened_at = models.DateTimeField(default=timezone.now)
    # When the form was last known to be open; the text may be older.
    seen_at = models.DateTimeField(default=timezone.now)
    kept_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("working copy")
        verbose_name_plural = _("working copies")
        ordering = ["version", "-seen_at"]
        constraints = [
            models.UniqueConstraint(fields=["version", "editor"], name="working_copy_one_an_editor"),
        ]

    def __str__(self) -> str:
        return f"{self.editor}: {self.version}"
