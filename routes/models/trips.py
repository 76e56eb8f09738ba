"""Trains, and when each is at which station."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from config.web.translated import Translated
from news.querysets import NaturalKeyManager
from routes.models.railway import Station
from routes.models.services import Service
from routes.models.timetables import Timetable
from routes.querysets import StopTimeManager
from routes.terms import Boarding, Direction, Stock

# Seconds from the start of the service day; a night train passes 24:00, three days is a slip of the pen.
MAX_SECONDS = 72 * 3600


class Trip(models.Model):
    """One train on the days of its service. Without a headsign it goes where its last stop is."""

    timetable = models.ForeignKey(
        Timetable, models.CASCADE, related_name="trips", verbose_name=_("timetable")
    )
    number = models.CharField(_("train number"), max_length=12)
    direction = models.PositiveSmallIntegerField(_("direction"), choices=Direction)
    service = models.ForeignKey(
        Service, models.PROTECT, related_name="trips", verbose_name=_("days of running")
    )
    headsign_en = models.CharField(_("headsign (English)"), max_length=120, blank=True)
    headsign_ru = models.CharField(_("headsign (Russian)"), max_length=120, blank=True)
    headsign_be = models.CharField(_("headsign (Belarusian)"), max_length=120, blank=True)
    stock = models.CharField(_("rolling stock"), max_length=8, choices=Stock, blank=True)

    headsign = Translated("headsign")

    objects = NaturalKeyManager(
        "timetable__route__slug", "timetable__key", "number", "direction", "service__key"
    )

    class Meta:
        verbose_name = _("train")
        verbose_name_plural = _("trains")
        ordering = ["timetable", "direction", "number"]
        constraints = [
            models.UniqueConstraint(
                fields=["timetable", "number", "direction", "service"], name="trip_number_once"
            ),
            models.CheckConstraint(condition=~Q(number=""), name="trip_has_a_number"),
            models.CheckConstraint(condition=Q(direction__in=Direction.values), name="trip_direction_known"),
            models.CheckConstraint(condition=Q(stock__in=["", *Stock.values]), name="trip_stock_known"),
        ]

    def __str__(self) -> str:
        return self.number

    def natural_key(self) -> tuple[str, str, str, int, str]:
        return (*self.timetable.natural_key(), self.number, self.direction, self.service.key)

    natural_key.dependencies = ["routes.timetable", "routes.service"]  # type: ignore[attr-defined]


class StopTime(models.Model):
    """A train that halts at a station; where it passes there is no row. Times in seconds of the service day.

    Pick-up and drop-off both "none": it halts, and nobody gets on or off (a border check).
    """

    # No index of either key alone: `stop_time_order_once` begins with the one, `stop_time_board` with the other.
    trip = models.ForeignKey(
        Trip, models.CASCADE, related_name="stop_times", db_index=False, verbose_name=_("train")
    )
    sequence = models.PositiveSmallIntegerField(_("order"))
    station = models.ForeignKey(
        Station, models.PROTECT, related_name="stop_times", db_index=False, verbose_name=_("station")
    )
    arrival = models.PositiveIntegerField(_("arrival, seconds"))
    departure = models.PositiveIntegerField(_("departure, seconds"))
    pickup = models.PositiveSmallIntegerField(_("boarding"), choices=Boarding, default=Boarding.REGULAR)
    drop_off = models.PositiveSmallIntegerField(_("alighting"), choices=Boarding, default=Boarding.REGULAR)
    # GTFS `timepoint`.
    is_exact = models.BooleanField(_("the times are exact"), default=True)

    objects = StopTimeManager(
        "trip__timetable__route__slug",
        "trip__timetable__key",
        "trip__number",
        "trip__direction",
        "trip__service__key",
        "sequence",
    )

    class Meta:
        verbose_name = _("time at a station")
        verbose_name_plural = _("times at stations")
        ordering = ["trip", "sequence"]
        constraints = [
            models.UniqueConstraint(fields=["trip", "sequence"], name="stop_time_order_once"),
            models.CheckConstraint(
                condition=Q(arrival__gte=0, arrival__lte=F("departure")),
                name="stop_time_arrives_before_it_leaves",
            ),
            models.CheckConstraint(
                condition=Q(departure__lt=MAX_SECONDS), name="stop_time_within_three_days"
            ),
            models.CheckConstraint(
                condition=Q(pickup__in=Boarding.values, drop_off__in=Boarding.values),
                name="stop_time_boarding_known",
            ),
        ]
        indexes = [models.Index(fields=["station", "departure"], name="stop_time_board")]

    def __str__(self) -> str:
        return f"{self.trip} {self.sequence}"

    def natural_key(self) -> tuple[str, str, str, int, str, int]:
        return (*self.trip.natural_key(), self.sequence)

    natural_key.dependencies = ["routes.trip", "routes.station"]  # type: ignore[attr-defined]

    @property
    def on_request(self) -> bool:
        return Boarding.REQUEST in (self.pickup, self.drop_off)
