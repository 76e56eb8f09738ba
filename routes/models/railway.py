"""Operators, stations and routes: what the railway is made of."""

from zoneinfo import available_timezones

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from config.web.addresses import address
from config.web.labels import Labelled
from config.web.translated import Translated
from news.models import Agreement, Source
from news.models.addresses import Addressed
from news.querysets import NaturalKeyManager
from routes.querysets import RouteQuerySet, RouteStopManager, StationQuerySet
from routes.terms import BasisRole, CoordinatePrecision, Country, LabelAnchor, RouteKind

# To change trains takes a day at most: a slip of the pen otherwise.
MOST_TRANSFER_SECONDS = 24 * 3600


def validate_time_zone(value: str) -> None:
    if value not in available_timezones():
        raise ValidationError(_("There is no time zone “%(value)s”."), params={"value": value})


class Operator(models.Model):
    code = models.SlugField(_("code"), max_length=60, unique=True)
    name_en = models.CharField(_("name (English)"), max_length=160)
    name_ru = models.CharField(_("name (Russian)"), max_length=160, blank=True)
    name_be = models.CharField(_("name (Belarusian)"), max_length=160, blank=True)
    country = models.CharField(
        _("country"), max_length=2, choices=Country, blank=True, help_text=_("Empty if not stated.")
    )
    url = models.URLField(_("site"), max_length=300, blank=True)

    name = Translated("name")

    objects = NaturalKeyManager("code")

    class Meta:
        verbose_name = _("operator")
        verbose_name_plural = _("operators")
        ordering = ["code"]
        constraints = [
            models.CheckConstraint(condition=~Q(code="") & ~Q(name_en=""), name="operator_code_and_name"),
            models.CheckConstraint(
                condition=Q(country__in=["", *Country.values]), name="operator_country_known"
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def natural_key(self) -> tuple[str]:
        return (self.code,)


class Station(Labelled, Addressed):
    """A station or crossing point. Coordinates say what they are of and who says so; degrees, WGS 84."""

    slug = models.SlugField(_("slug"), max_length=80, unique=True)
    name_en = models.CharField(_("name (English)"), max_length=120)
    name_ru = models.CharField(_("name (Russian)"), max_length=120, blank=True)
    name_be = models.CharField(_("name (Belarusian)"), max_length=120, blank=True)
    country = models.CharField(
        _("country"), max_length=2, choices=Country, blank=True, help_text=_("Empty if not stated.")
    )
    timezone = models.CharField(
        _("time zone"),
        max_length=40,
        validators=[validate_time_zone],
        help_text=_("For example Europe/Minsk."),
    )
    is_border_point = models.BooleanField(_("border crossing point"), default=False)
    latitude = models.DecimalField(_("latitude"), max_digits=9, decimal_places=6, null=True, blank=True)
    longitude = models.DecimalField(_("longitude"), max_digits=9, decimal_places=6, null=True, blank=True)
    coordinate_precision = models.CharField(
        _("coordinates are"), max_length=15, choices=CoordinatePrecision, default=CoordinatePrecision.UNKNOWN
    )
    coordinate_source = models.ForeignKey(
        Source,
        models.PROTECT,
        related_name="stations",
        null=True,
        blank=True,
        verbose_name=_("source of the coordinates"),
    )
    change_time = models.PositiveIntegerField(
        _("time to change trains, seconds"),
        null=True,
        blank=True,
        help_text=_("300 is five minutes. Empty if not stated: then five minutes are reckoned with."),
    )
    label_anchor = models.CharField(
        _("label on the map"), max_length=2, choices=LabelAnchor, default=LabelAnchor.E
    )
    note_en = models.TextField(_("note (English)"), blank=True)
    note_ru = models.TextField(_("note (Russian)"), blank=True)
    note_be = models.TextField(_("note (Belarusian)"), blank=True)

    name = Translated("name")
    note = Translated("note")

    objects = StationQuerySet.as_manager()

    class Meta:
        verbose_name = _("station")
        verbose_name_plural = _("stations")
        ordering = ["slug"]
        constraints = [
            models.CheckConstraint(condition=~Q(slug="") & ~Q(name_en=""), name="station_slug_and_name"),
            models.CheckConstraint(
                condition=Q(country__in=["", *Country.values]), name="station_country_known"
            ),
            models.CheckConstraint(condition=~Q(timezone=""), name="station_has_a_time_zone"),
            models.CheckConstraint(
                condition=Q(coordinate_precision__in=CoordinatePrecision.values),
                name="station_precision_known",
            ),
            models.CheckConstraint(
                condition=Q(latitude__isnull=True, longitude__isnull=True, coordinate_precision="unknown")
                | (
                    Q(
                        # A check that comes out as NULL passes: both are asked for by name.
                        latitude__isnull=False,
                        longitude__isnull=False,
                        latitude__range=(-90, 90),
                        longitude__range=(-180, 180),
                        coordinate_source__isnull=False,
                    )
                    & ~Q(coordinate_precision="unknown")
                ),
                name="station_coordinates_are_sourced",
            ),
            # (0, 0) is a typing error, not a station.
            models.CheckConstraint(
                condition=Q(latitude__isnull=True)
                | ~Q(latitude__range=(-1, 1))
                | ~Q(longitude__range=(-1, 1)),
                name="station_not_at_null_island",
            ),
            models.CheckConstraint(
                condition=Q(label_anchor__in=LabelAnchor.values), name="station_label_anchor_known"
            ),
            models.CheckConstraint(
                condition=Q(change_time__isnull=True) | Q(change_time__range=(1, MOST_TRANSFER_SECONDS)),
                name="station_change_takes_time",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def natural_key(self) -> tuple[str]:
        return (self.slug,)

    def get_absolute_url(self) -> str:
        return address("station_detail", slug=self.slug)


class Route(Labelled, Addressed):
    """A route, announced, running or only named as a candidate: it keeps its address through all of them."""

    slug = models.SlugField(_("slug"), max_length=120, unique=True)
    kind = models.CharField(_("kind"), max_length=14, choices=RouteKind)
    name_en = models.CharField(_("name (English)"), max_length=160)
    name_ru = models.CharField(_("name (Russian)"), max_length=160, blank=True)
    name_be = models.CharField(_("name (Belarusian)"), max_length=160, blank=True)
    description_en = models.TextField(_("description (English)"), blank=True)
    description_ru = models.TextField(_("description (Russian)"), blank=True)
    description_be = models.TextField(_("description (Belarusian)"), blank=True)
    operators = models.ManyToManyField(
        Operator, related_name="routes", blank=True, verbose_name=_("operators")
    )
    stations = models.ManyToManyField(
        Station, through="RouteStop", related_name="routes", verbose_name=_("stations")
    )
    agreements = models.ManyToManyField(
        Agreement, through="RouteBasis", related_name="routes", verbose_name=_("agreements")
    )

    name = Translated("name")
    description = Translated("description")

    objects = RouteQuerySet.as_manager()

    class Meta:
        verbose_name = _("route")
        verbose_name_plural = _("routes")
        ordering = ["slug"]
        constraints = [
            models.CheckConstraint(condition=~Q(slug="") & ~Q(name_en=""), name="route_slug_and_name"),
            models.CheckConstraint(condition=Q(kind__in=RouteKind.values), name="route_kind_known"),
        ]

    def __str__(self) -> str:
        return self.name

    def natural_key(self) -> tuple[str]:
        return (self.slug,)

    def get_absolute_url(self) -> str:
        return address("route_detail", slug=self.slug)


class RouteStop(models.Model):
    """A point on the stated routing, in order. Which trains call there is the timetable's to say."""

    route = models.ForeignKey(Route, models.CASCADE, related_name="stops", verbose_name=_("route"))
    sequence = models.PositiveSmallIntegerField(_("order"))
    station = models.ForeignKey(Station, models.PROTECT, related_name="stops", verbose_name=_("station"))
    source = models.ForeignKey(
        Source,
        models.PROTECT,
        related_name="route_stops",
        null=True,
        blank=True,
        verbose_name=_("source of the routing"),
    )

    objects = RouteStopManager("route__slug", "sequence")

    class Meta:
        verbose_name = _("point of the route")
        verbose_name_plural = _("points of the route")
        ordering = ["route", "sequence"]
        constraints = [
            models.UniqueConstraint(fields=["route", "sequence"], name="route_stop_order_once"),
            models.UniqueConstraint(fields=["route", "station"], name="route_stop_station_once"),
        ]

    def __str__(self) -> str:
        return f"{self.sequence} {self.station}"

    def natural_key(self) -> tuple[str, int]:
        return (self.route.slug, self.sequence)

    natural_key.dependencies = ["routes.route", "routes.station"]  # type: ignore[attr-defined]


class RouteBasis(Labelled, models.Model):
    """The agreement a route rests on or was announced in."""

    route = models.ForeignKey(Route, models.CASCADE, related_name="bases", verbose_name=_("route"))
    agreement = models.ForeignKey(
        Agreement, models.PROTECT, related_name="route_bases", verbose_name=_("agreement")
    )
    role = models.CharField(_("role"), max_length=12, choices=BasisRole)
    source = models.ForeignKey(Source, models.PROTECT, related_name="route_bases", verbose_name=_("source"))

    objects = NaturalKeyManager("route__slug", "agreement__number", "role")

    class Meta:
        verbose_name = _("basis")
        verbose_name_plural = _("bases")
        ordering = ["route", "agreement"]
        constraints = [
            models.UniqueConstraint(fields=["route", "agreement", "role"], name="route_basis_once"),
            models.CheckConstraint(condition=Q(role__in=BasisRole.values), name="route_basis_role_known"),
        ]

    def __str__(self) -> str:
        return f"{self.route} ← {self.agreement}"

    def natural_key(self) -> tuple[str, str, str]:
        return (self.route.slug, self.agreement.number, self.role)

    natural_key.dependencies = ["routes.route", "news.agreement"]  # type: ignore[attr-defined]
