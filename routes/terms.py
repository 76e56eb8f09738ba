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
    COMPARISON = "comparison", _("Compared with car and bus")


class Direction(models.IntegerChoices):
    """GTFS `direction_id`, by the order of the route's points."""

    OUTBOUND = 0, _("in the order of the route")
    INBOUND = 1, _("the other way")


class HolidaysOf(models.TextChoices):
    """Whose public holidays a day pattern follows: the two calendars differ, so a rule always names its country."""

    BELARUS = "BY", _("public holidays of Belarus")
    RUSSIA = "RU", _("public holidays of Russia")
    EITHER = "either", _("public holidays of Belarus or of Russia")

    @property
    def countries(self) -> tuple[str, ...]:
        return (
            (Country.BELARUS.value, Country.RUSSIA.value) if self is HolidaysOf.EITHER else (str(self.value),)
        )


class Stock(models.TextChoices):
    ELECTRIC = "electric", _("electric train")
    DIESEL = "diesel", _("diesel train")
    RAIL_BUS = "rail_bus", _("rail bus")
    HAULED = "hauled", _("carriages with a locomotive")


class Boarding(models.IntegerChoices):
    """GTFS `pickup_type` and `drop_off_type`."""

    REGULAR = 0, pgettext_lazy("boarding or alighting", "regular")
    NONE = 1, pgettext_lazy("boarding or alighting", "none")
    PHONE = 2, pgettext_lazy("boarding or alighting", "arranged by phone")
    REQUEST = 3, pgettext_lazy("boarding or alighting", "on request, told to the conductor")


class TransferKind(models.IntegerChoices):
    """GTFS `transfer_type`."""

    RECOMMENDED = 0, pgettext_lazy("transfer between stations", "recommended")
    TIMED = 1, pgettext_lazy("transfer between stations", "the other train waits")
    TAKES_TIME = 2, pgettext_lazy("transfer between stations", "takes a minimum time")
    IMPOSSIBLE = 3, pgettext_lazy("transfer between stations", "not possible")


class AlertCause(models.TextChoices):
    """GTFS-Realtime `Alert.Cause`, in its order: the first is number 1."""

    UNKNOWN = "unknown_cause", pgettext_lazy("cause of a notice", "not stated")
    OTHER = "other_cause", pgettext_lazy("cause of a notice", "another")
    TECHNICAL = "technical_problem", _("technical problem")
    STRIKE = "strike", _("strike")
    DEMONSTRATION = "demonstration", _("demonstration")
    ACCIDENT = "accident", _("accident")
    HOLIDAY = "holiday", _("holiday")
    WEATHER = "weather", _("weather")
    MAINTENANCE = "maintenance", _("maintenance")
    CONSTRUCTION = "construction", _("construction")
    POLICE = "police_activity", _("police activity")
    MEDICAL = "medical_emergency", _("medical emergency")
    SPECIAL_EVENT = "special_event", _("special event")


class AlertEffect(models.TextChoices):
    """GTFS-Realtime `Alert.Effect`, in its order: the first is number 1."""

    NO_SERVICE = "no_service", _("no trains")
    REDUCED = "reduced_service", _("fewer trains")
    DELAYS = "significant_delays", _("long delays")
    DETOUR = "detour", _("another way")
    ADDITIONAL = "additional_service", _("additional trains")
    MODIFIED = "modified_service", _("changed times or stops")
    OTHER = "other_effect", pgettext_lazy("effect of a notice", "other")
    UNKNOWN = "unknown_effect", pgettext_lazy("effect of a notice", "not stated")
    STOP_MOVED = "stop_moved", _("stop moved")
    NO_EFFECT = "no_effect", _("no effect on trains")
    ACCESSIBILITY = "accessibility_issue", _("harder access")


class AlertSeverity(models.TextChoices):
    """GTFS-Realtime `Alert.SeverityLevel`, in its order: the first is number 1."""

    UNKNOWN = "unknown_severity", pgettext_lazy("severity of a notice", "not stated")
    INFO = "info", pgettext_lazy("severity of a notice", "information")
    WARNING = "warning", pgettext_lazy("severity of a notice", "warning")
    SEVERE = "severe", pgettext_lazy("severity of a notice", "severe")


class Currency(models.TextChoices):
    """ISO 4217; both have two decimals."""

    BYN = "BYN", _("Belarusian roubles")
    RUB = "RUB", _("Russian roubles")
