"""Timetables: which train calls where and when. So far only invented ones, to show the pages; marked wherever they appear."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from config.web.translated import Translated
from news.querysets import NaturalKeyManager
from routes.models.railway import Route, Station
from routes.querysets import StopTimeManager

# Seconds from the start of the service day; a night train passes 24:00, three days is a slip of the pen.
MAX_SECONDS = 72 * 3600


class Direction(models.IntegerChoices):
    """GTFS `direction_id`, by the order of the route's points."""

    OUTBOUND = 0, _("in the order of the route")
    INBOUND = 1, _("the other way")


class Timetable(models.Model):
    """The trains of one route, valid for some days."""

    route = models.ForeignKey(Route, models.CASCADE, related_name="timetables", verbose_name=_("route"))
    key = models.SlugField(_("key"), max_length=80)
    valid_from = models.DateField(_("valid from"))
    valid_until = models.DateField(_("valid until"))
    is_sample = models.BooleanField(_("sample data, not for travel"), default=True)

    objects = NaturalKeyManager("route__slug", "key")

    class Meta:
        verbose_name = _("timetable")
        verbose_name_plural = _("timetables")
        ordering = ["route", "valid_from"]
        constraints = [
            models.UniqueConstraint(fields=["route", "key"], name="timetable_key_once"),
            models.CheckConstraint(
                condition=Q(valid_until__gte=F("valid_from")), name="timetable_ends_after_start"
            ),
            # A real timetable must move the route's state and come from a source; until it does both, none is taken.
            models.CheckConstraint(condition=Q(is_sample=True), name="timetable_is_a_sample"),
        ]

    def __str__(self) -> str:
        return self.key

    def natural_key(self) -> tuple[str, str]:
        return (self.route.slug, self.key)

    natural_key.dependencies = ["routes.route"]  # type: ignore[attr-defined]


class Trip(models.Model):
    """One train. `weekdays` is a mask: Monday 1, Tuesday 2 … Sunday 64."""

    timetable = models.ForeignKey(
        Timetable, models.CASCADE, related_name="trips", verbose_name=_("timetable")
    )
    number = models.CharField(_("train number"), max_length=12)
    direction = models.PositiveSmallIntegerField(_("direction"), choices=Direction)
    weekdays = models.PositiveSmallIntegerField(_("days"), default=127)
    note_en = models.CharField(_("note (English)"), max_length=200, blank=True)
    note_ru = models.CharField(_("note (Russian)"), max_length=200, blank=True)
    note_be = models.CharField(_("note (Belarusian)"), max_length=200, blank=True)

    note = Translated("note")

    objects = NaturalKeyManager("timetable__route__slug", "timetable__key", "number")

    class Meta:
        verbose_name = _("train")
        verbose_name_plural = _("trains")
        ordering = ["timetable", "direction", "number"]
        constraints = [
            models.UniqueConstraint(fields=["timetable", "number"], name="trip_number_once"),
            models.CheckConstraint(condition=~Q(number=""), name="trip_has_a_number"),
            models.CheckConstraint(condition=Q(direction__in=Direction.values), name="trip_direction_known"),
            models.CheckConstraint(condition=Q(weekdays__range=(1, 127)), name="trip_runs_on_some_day"),
        ]

    def __str__(self) -> str:
        return self.number

    def natural_key(self) -> tuple[str, str, str]:
        return (*self.timetable.natural_key(), self.number)

    natural_key.dependencies = ["routes.timetable"]  # type: ignore[attr-defined]


class StopTime(models.Model):
    """A train at a station. Times in seconds; the trigger `stop_times_go_forward` holds their order along the train."""

    trip = models.ForeignKey(Trip, models.CASCADE, related_name="stop_times", verbose_name=_("train"))
    sequence = models.PositiveSmallIntegerField(_("order"))
    station = models.ForeignKey(Station, models.PROTECT, related_name="stop_times", verbose_name=_("station"))
    arrival = models.PositiveIntegerField(_("arrival, seconds"))
    departure = models.PositiveIntegerField(_("departure, seconds"))
    on_request = models.BooleanField(_("request stop"), default=False)

    objects = StopTimeManager(
        "trip__timetable__route__slug", "trip__timetable__key", "trip__number", "sequence"
    )

    class Meta:
        verbose_name = _("time at a station")
        verbose_name_plural = _("times at stations")
        ordering = ["trip", "sequence"]
        constraints = [
            models.UniqueConstraint(fields=["trip", "sequence"], name="stop_time_order_once"),
            models.CheckConstraint(
                condition=Q(arrival__lte=F("departure")), name="stop_time_arrives_before_it_leaves"
            ),
            models.CheckConstraint(
                condition=Q(departure__lt=MAX_SECONDS), name="stop_time_within_three_days"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.trip} {self.sequence}"

    def natural_key(self) -> tuple[str, str, str, int]:
        return (*self.trip.natural_key(), self.sequence)

    natural_key.dependencies = ["routes.trip", "routes.station"]  # type: ignore[attr-defined]
