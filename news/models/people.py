"""Who speaks, and the office they held when they spoke."""

from datetime import date

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from config.web.addresses import address
from config.web.translated import LANGUAGES, Translated
from news.models.addresses import Addressed
from news.models.sources import Source
from news.querysets import NaturalKeyManager, PersonQuerySet


class Person(Addressed):
    key = models.SlugField(_("key"), max_length=80, unique=True)
    name_en = models.CharField(_("name (English)"), max_length=120)
    name_ru = models.CharField(_("name (Russian)"), max_length=120, blank=True)
    name_be = models.CharField(_("name (Belarusian)"), max_length=120, blank=True)
    note_en = models.TextField(_("note (English)"), blank=True)
    note_ru = models.TextField(_("note (Russian)"), blank=True)
    note_be = models.TextField(_("note (Belarusian)"), blank=True)

    name = Translated("name")
    note = Translated("note")

    objects = PersonQuerySet.as_manager()

    class Meta:
        verbose_name = _("person")
        verbose_name_plural = _("people")
        ordering = ["key"]
        constraints = [
            models.CheckConstraint(condition=~Q(key="") & ~Q(name_en=""), name="person_key_and_name")
        ]
        indexes = [
            models.Index(*PersonQuerySet.order_read(language), name=f"person_in_order_{language}")
            for language in LANGUAGES
        ]

    def __str__(self) -> str:
        return self.name

    def natural_key(self) -> tuple[str]:
        return (self.key,)

    def get_absolute_url(self) -> str:
        return address("person_detail", slug=self.key)


class Office(models.Model):
    """An office as a source states it: held on `stated_on`, from and until only where the source says so."""

    person = models.ForeignKey(Person, models.CASCADE, related_name="offices", verbose_name=_("person"))
    title_en = models.CharField(_("office (English)"), max_length=200)
    title_ru = models.CharField(_("office (Russian)"), max_length=200, blank=True)
    title_be = models.CharField(_("office (Belarusian)"), max_length=200, blank=True)
    stated_on = models.DateField(
        _("held on"), help_text=_("A day on which the source says the office was held.")
    )
    held_from = models.DateField(_("held from"), null=True, blank=True)
    held_until = models.DateField(_("held until"), null=True, blank=True)
    source = models.ForeignKey(Source, models.PROTECT, related_name="offices", verbose_name=_("source"))

    title = Translated("title")

    objects = NaturalKeyManager("person__key", "title_en")

    class Meta:
        verbose_name = _("office")
        verbose_name_plural = _("offices")
        ordering = ["person", "-stated_on"]
        constraints = [
            models.UniqueConstraint(fields=["person", "title_en"], name="office_once_a_person"),
            models.CheckConstraint(
                condition=Q(held_from__isnull=True)
                | Q(held_until__isnull=True)
                | Q(held_until__gte=F("held_from")),
                name="office_ends_after_start",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def natural_key(self) -> tuple[str, str]:
        return (*self.person.natural_key(), self.title_en)

    natural_key.dependencies = ["news.person"]  # type: ignore[attr-defined]

    def held_on(self, day: date) -> bool:
        """True where nothing the source says excludes the day."""
        return (self.held_from is None or self.held_from <= day) and (
            self.held_until is None or day <= self.held_until
        )
