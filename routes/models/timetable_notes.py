"""Remarks of a timetable, each with its sign, at the places it is about."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from config.web.translated import Translated
from news.querysets import NaturalKeyManager
from routes.models.railway import Station
from routes.models.timetables import Timetable
from routes.models.trips import Trip


class TimetableNote(models.Model):
    """A remark. It is about the whole timetable unless `places` name trains, stations or single times."""

    timetable = models.ForeignKey(
        Timetable, models.CASCADE, related_name="notes", verbose_name=_("timetable")
    )
    symbol = models.CharField(_("sign"), max_length=3)
    text_en = models.CharField(_("text (English)"), max_length=300)
    text_ru = models.CharField(_("text (Russian)"), max_length=300, blank=True)
    text_be = models.CharField(_("text (Belarusian)"), max_length=300, blank=True)

    text = Translated("text")

    objects = NaturalKeyManager("timetable__route__slug", "timetable__key", "symbol")

    class Meta:
        verbose_name = _("note")
        verbose_name_plural = _("notes")
        ordering = ["timetable", "symbol"]
        constraints = [
            models.UniqueConstraint(fields=["timetable", "symbol"], name="timetable_note_symbol_once"),
            models.CheckConstraint(condition=~Q(symbol="") & ~Q(text_en=""), name="timetable_note_says_it"),
        ]

    def __str__(self) -> str:
        return f"{self.symbol} {self.text}"

    def natural_key(self) -> tuple[str, str, str]:
        return (*self.timetable.natural_key(), self.symbol)

    natural_key.dependencies = ["routes.timetable"]  # type: ignore[attr-defined]


class NotePlace(models.Model):
    """Where a note stands: at a train, at a station, or, with both, at the one time of that train there."""

    note = models.ForeignKey(TimetableNote, models.CASCADE, related_name="places", verbose_name=_("note"))
    trip = models.ForeignKey(
        Trip, models.CASCADE, related_name="note_places", null=True, blank=True, verbose_name=_("train")
    )
    station = models.ForeignKey(
        Station, models.PROTECT, related_name="note_places", null=True, blank=True, verbose_name=_("station")
    )

    objects = NaturalKeyManager(
        "note__timetable__route__slug",
        "note__timetable__key",
        "note__symbol",
        "trip__number",
        "trip__direction",
        "trip__service__key",
        "station__slug",
    )

    class Meta:
        verbose_name = _("place of a note")
        verbose_name_plural = _("places of notes")
        ordering = ["note", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(trip__isnull=False) | Q(station__isnull=False), name="note_place_is_somewhere"
            ),
            models.UniqueConstraint(fields=["note", "trip", "station"], name="note_place_once"),
            models.UniqueConstraint(
                fields=["note", "trip"], condition=Q(station__isnull=True), name="note_train_once"
            ),
            models.UniqueConstraint(
                fields=["note", "station"], condition=Q(trip__isnull=True), name="note_station_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.note.symbol} → {' '.join(str(one) for one in (self.trip, self.station) if one)}"

    def natural_key(self) -> tuple[str | int | None, ...]:
        train = self.trip.natural_key()[2:] if self.trip else (None, None, None)
        return (*self.note.natural_key(), *train, self.station.slug if self.station else None)

    natural_key.dependencies = [  # type: ignore[attr-defined]
        "routes.timetablenote",
        "routes.trip",
        "routes.station",
    ]
