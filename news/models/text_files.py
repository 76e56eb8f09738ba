"""The documents themselves: a scan or a print of a text, which readers take away."""

from django.conf import settings
from django.core.validators import URLValidator
from django.db import models
from django.db.models import F, Q, Value
from django.db.models.functions import Concat
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from news.models.agreement_texts import TextVersion
from news.querysets import TextFileQuerySet

FOLDER = "documents"


class TextFile(models.Model):
    """A PDF of a text (a Manifestation, in FRBR's words), written anew without whatever could run in it.

    What is known of it never changes (text_triggers.py). One that should not be here is withdrawn, with a reason: then nobody
    gets it, and its line says why.
    """

    version = models.ForeignKey(
        TextVersion, models.PROTECT, related_name="files", verbose_name=_("text of an agreement")
    )
    number = models.PositiveSmallIntegerField(_("number"), default=1)  # among those of one text
    file = models.FileField(_("file"), upload_to=f"{FOLDER}/", max_length=200)
    size = models.PositiveIntegerField(_("bytes"))
    pages = models.PositiveSmallIntegerField(_("pages"))
    # Its pages are pictures: nothing in them can be found, copied or read aloud.
    is_scan = models.BooleanField(_("scan"))
    sha256 = models.CharField(_("SHA-256 of the file"), max_length=64)
    # Of the file as its publisher gives it out.
    received_sha256 = models.CharField(_("SHA-256 as received"), max_length=64)
    origin_url = models.URLField(
        _("received from"),
        max_length=500,
        blank=True,
        validators=[URLValidator(schemes=["https", "http"])],
    )
    recorded_at = models.DateTimeField(_("recorded at"), default=timezone.now, editable=False)
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        related_name="+",
        null=True,
        blank=True,
        editable=False,
        verbose_name=_("recorded by"),
    )
    withdrawn_at = models.DateTimeField(_("withdrawn at"), null=True, blank=True)
    withdrawn_because = models.CharField(_("reason of the withdrawal"), max_length=300, blank=True)

    objects = TextFileQuerySet.as_manager()

    class Meta:
        verbose_name = _("document of a text")
        verbose_name_plural = _("documents of texts")
        ordering = ["version", "number"]
        constraints = [
            models.UniqueConstraint(fields=["version", "number"], name="text_file_number_once"),
            models.UniqueConstraint(fields=["version", "sha256"], name="text_file_once"),
            models.CheckConstraint(
                condition=Q(sha256__regex=r"^[0-9a-f]{64}$") & Q(received_sha256__regex=r"^[0-9a-f]{64}$"),
                name="text_file_has_sums",
            ),
            models.CheckConstraint(
                condition=Q(file=Concat(Value(f"{FOLDER}/"), F("sha256"), Value(".pdf"))),
                name="text_file_named_by_content",
            ),
            models.CheckConstraint(
                condition=Q(number__gte=1, size__gte=1, pages__gte=1), name="text_file_has_a_size"
            ),
            models.CheckConstraint(
                condition=Q(origin_url="") | Q(origin_url__regex=r"^https?://"), name="text_file_from_the_web"
            ),
            models.CheckConstraint(
                condition=Q(withdrawn_at__isnull=True, withdrawn_because="")
                | Q(withdrawn_at__isnull=False) & ~Q(withdrawn_because=""),
                name="text_file_withdrawn_with_a_reason",
            ),
        ]
        indexes = [models.Index(fields=["file"], name="text_file_by_name")]

    def __str__(self) -> str:
        return f"{self.version}, PDF {self.number}"

    def natural_key(self) -> tuple[str, str, str, int, int]:
        return (*self.version.natural_key(), self.number)

    natural_key.dependencies = ["news.textversion"]  # type: ignore[attr-defined]

    @property
    def saved_as(self) -> str:
        """The name that a reader's browser gives it: "A-1_ru_1996-04-02.pdf"."""
        version = self.version
        further = f"_{self.number}" if self.number > 1 else ""
        return f"{version.agreement.number.replace(' ', '-')}_{version.language}_{version.valid_from}{further}.pdf"
