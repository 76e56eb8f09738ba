"""What the record rests on: where a fact was read, by whom it was published, and how far it can be trusted."""

from datetime import date
from operator import attrgetter
from typing import NamedTuple

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from config.web.addresses import address
from config.web.labels import Labelled
from config.web.translated import LANGUAGES, Translated
from news.models.addresses import Addressed
from news.querysets import SourceQuerySet


class Grade(models.TextChoices):
    """Who speaks in the source. A date is confirmed by one A or B, or by two independent C."""

    A = "a", _("official text or gazette")
    B = "b", _("official site of a party or an organ")
    C = "c", _("news agency or newspaper")
    D = "d", _("secondary source")


class Verification(models.TextChoices):
    """How far a claim has been checked."""

    CONFIRMED = "confirmed", _("confirmed by independent sources")
    ONE_SOURCE = "one_source", _("one source")
    UNVERIFIED = "unverified", _("not independently verified")
    DISPUTED = "disputed", _("disputed")
    RETRACTED = "retracted", _("retracted")


class Cited(NamedTuple):
    """What a list of sources says of one. Equal where it is the same, so that what was printed can be remembered by it."""

    key: str
    publisher_en: str
    publisher_ru: str
    publisher_be: str
    title: str
    language: str
    url: str
    archive_url: str
    published_on: date | None
    accessed_on: date | None
    grade: str
    machine_translated: bool

    @property
    def publisher(self) -> str:
        return Source.publisher.read(self)[0]

    @property
    def grade_label(self) -> str:
        return str(Grade(self.grade).label)

    @property
    def address(self) -> str:
        return address("source_detail", slug=self.key)


_cited = attrgetter(*Cited._fields)


class Source(Labelled, Addressed):
    key = models.SlugField(
        _("key"),
        max_length=80,
        unique=True,
        help_text=_("Cited in texts as [^key]. Cannot change once cited."),
    )
    publisher_en = models.CharField(_("publisher (English)"), max_length=120)
    publisher_ru = models.CharField(_("publisher (Russian)"), max_length=120, blank=True)
    publisher_be = models.CharField(_("publisher (Belarusian)"), max_length=120, blank=True)
    title = models.CharField(
        _("title"),
        max_length=300,
        blank=True,
        help_text=_("As published, in its own language. Empty if not stated."),
    )
    author = models.CharField(_("author"), max_length=160, blank=True, help_text=_("Empty if not stated."))
    language = models.CharField(
        _("language"), max_length=12, default="ru", help_text=_("Language code: ru, be, en…")
    )
    url = models.URLField(_("address"), max_length=500, blank=True)
    archive_url = models.URLField(_("address of a saved copy"), max_length=500, blank=True)
    published_on = models.DateField(
        _("published on"), null=True, blank=True, help_text=_("Empty if not stated.")
    )
    accessed_on = models.DateField(_("read on"), null=True, blank=True)
    reviewed_on = models.DateField(_("looked at again on"), null=True, blank=True, editable=False)
    review_by = models.DateField(
        _("look again by"),
        null=True,
        blank=True,
        help_text=_(
            "The day by which somebody should see whether it still says so. Empty if it does not age."
        ),
    )
    grade = models.CharField(_("class"), max_length=1, choices=Grade)
    machine_translated = models.BooleanField(_("read in a machine translation"), default=False)
    note_en = models.TextField(
        _("note (English)"), blank=True, help_text=_("What it is and how it was read.")
    )
    note_ru = models.TextField(_("note (Russian)"), blank=True)
    note_be = models.TextField(_("note (Belarusian)"), blank=True)

    publisher = Translated("publisher")
    note = Translated("note")

    objects = SourceQuerySet.as_manager()

    class Meta:
        verbose_name = _("source")
        verbose_name_plural = _("sources")
        ordering = ["key"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(key="") & ~Q(publisher_en=""), name="source_key_and_publisher"
            ),
            models.CheckConstraint(condition=Q(grade__in=Grade.values), name="source_grade_known"),
            models.CheckConstraint(
                condition=Q(accessed_on__isnull=True)
                | Q(published_on__isnull=True)
                | Q(accessed_on__gte=F("published_on")),
                name="source_read_after_published",
            ),
            models.UniqueConstraint(
                fields=["url", "accessed_on"], condition=~Q(url=""), name="source_one_reading_a_day"
            ),
        ]
        indexes = [
            models.Index(fields=["review_by"], condition=Q(review_by__isnull=False), name="source_by_review"),
            *(
                models.Index(*SourceQuerySet.order_read(language), name=f"source_in_order_{language}")
                for language in LANGUAGES
            ),
            *(
                models.Index(
                    "grade", *SourceQuerySet.order_read(language), name=f"source_of_grade_{language}"
                )
                for language in LANGUAGES
            ),
        ]

    def __str__(self) -> str:
        return f"{self.publisher}: {self.title}" if self.title else f"{self.publisher} ({self.key})"

    def natural_key(self) -> tuple[str]:
        return (self.key,)

    def get_absolute_url(self) -> str:
        return address("source_detail", slug=self.key)

    @property
    def cited(self) -> Cited:
        return Cited._make(_cited(self))
