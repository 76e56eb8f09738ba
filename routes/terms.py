"""The words of the railway: GTFS terms where GTFS has one, ours for what is announced and claimed."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Country(models.TextChoices):
    BELARUS = "BY", _("Belarus")
    RUSSIA = "RU", _("Russia")


class CoordinatePrecision(models.TextChoices):
    STATION = "station", _("of the station")
    CITY_CENTRE = "city_centre", _("of the town, not the station")
    BORDER_CROSSING = "border_crossing", _("where the track meets the boundary")
    UNKNOWN = "unknown", _("not established")


class RouteKind(models.TextChoices):
    SUBURBAN = "suburban", _("suburban route")
    LONG_DISTANCE = "long_distance", _("long-distance route")


class LabelAnchor(models.TextChoices):
    """On which side of its dot a station's name stands on the map."""

    N = "n", _("above")
    NE = "ne", _("above right")
    E = "e", _("right")
    SE = "se", _("below right")
    S = "s", _("below")
    SW = "sw", _("below left")
    W = "w", _("left")
    NW = "nw", _("above left")


class BasisRole(models.TextChoices):
    LEGAL_BASIS = "legal_basis", _("legal basis")
    ANNOUNCED_IN = "announced_in", _("announced in")


class EventKind(models.TextChoices):
    """What moves a route from an idea to a train. The order is the order of a route's life."""

    PROPOSED = "proposed", _("Proposed")
    CONSIDERED = "considered", _("Under consideration")
    DECIDED = "decided", _("Decided")
    LAUNCH_PLANNED = "launch_planned", _("Launch planned")
    LAUNCHED = "launched", _("Launched")
    EXTENDED = "extended", _("Service extended")
    SUSPENDED = "suspended", pgettext_lazy("of a route", "Suspended")
    RESUMED = "resumed", _("Resumed")
    CLOSED = "closed", _("Closed")
    CANCELLED = "cancelled", _("Cancelled before launch")


class EventPrecision(models.TextChoices):
    DAY = "day", pgettext_lazy("precision of a date", "on the day")
    BY_DAY = "by_day", pgettext_lazy("precision of a date", "by the day")
    MONTH = "month", pgettext_lazy("precision of a date", "in the month")
    YEAR = "year", pgettext_lazy("precision of a date", "in the year")
    UNKNOWN = "unknown", pgettext_lazy("precision of a date", "day not established")


class ClaimSubject(models.TextChoices):
    START = "start", _("Start")
    PAIRS_PER_DAY = "pairs_per_day", _("Trains a day")
    ROLLING_STOCK = "rolling_stock", _("Trains")
    CHANGE_AT_BORDER = "change_at_border", _("Change at the border")
    CONCESSIONS = "concessions", _("Concessions")
    FARE = "fare", _("Fare")
    SPEED = "speed", _("Speed")
    DEMAND = "demand", _("Demand")
    FINANCING = "financing", _("Financing")
