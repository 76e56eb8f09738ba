"""Notices to passengers: why, with what effect, when and to whom, in the words of GTFS-Realtime service alerts."""

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from config.web.labels import Labelled
from config.web.translated import Translated
from news.models import Article, Source
from news.querysets import NaturalKeyManager
from routes.models.railway import Operator, Route, Station
from routes.models.trips import Trip
from routes.querysets import AlertEntityManager, AlertQuerySet
from routes.terms import AlertCause, AlertEffect, AlertSeverity


class Alert(Labelled, models.Model):
    """A notice, public once it is published. Without a period it stands until it is taken off."""

    key = models.SlugField(_("key"), max_length=80, unique=True)
    cause = models.CharField(_("cause"), max_length=20, choices=AlertCause, default=AlertCause.UNKNOWN)
    effect = models.CharField(_("effect"), max_length=20, choices=AlertEffect, default=AlertEffect.UNKNOWN)
    severity = models.CharField(
        _("severity"), max_length=20, choices=AlertSeverity, default=AlertSeverity.UNKNOWN
    )
    header_en = models.CharField(_("heading (English)"), max_length=160)
    header_ru = models.CharField(_("heading (Russian)"), max_length=160, blank=True)
    header_be = models.CharField(_("heading (Belarusian)"), max_length=160, blank=True)
    description_en = models.TextField(_("description (English)"), blank=True)
    description_ru = models.TextField(_("description (Russian)"), blank=True)
    description_be = models.TextField(_("description (Belarusian)"), blank=True)
    url = models.URLField(_("the operator's page"), max_length=300, blank=True)
    source = models.ForeignKey(Source, models.PROTECT, related_name="alerts", verbose_name=_("source"))
    article = models.ForeignKey(
        Article, models.PROTECT, related_name="alerts", null=True, blank=True, verbose_name=_("article")
    )
    published_at = models.DateTimeField(
        _("published at"), null=True, blank=True, help_text=_("Empty: a draft, which no reader sees.")
    )

    header = Translated("header")
    description = Translated("description")

    objects = AlertQuerySet.as_manager()

    class Meta:
        verbose_name = pgettext_lazy("to passengers", "notice")
        verbose_name_plural = pgettext_lazy("to passengers", "notices")
        ordering = ["-published_at", "key"]
        indexes = [
            models.Index(
                fields=["-published_at", "key"],
                condition=Q(published_at__isnull=False),
                name="alert_published",
            )
        ]
        constraints = [
            models.CheckConstraint(condition=~Q(key="") & ~Q(header_en=""), name="alert_key_and_header"),
            models.CheckConstraint(condition=Q(cause__in=AlertCause.values), name="alert_cause_known"),
            models.CheckConstraint(condition=Q(effect__in=AlertEffect.values), name="alert_effect_known"),
            models.CheckConstraint(
                condition=Q(severity__in=AlertSeverity.values), name="alert_severity_known"
            ),
        ]

    def __str__(self) -> str:
        return self.header

    def natural_key(self) -> tuple[str]:
        return (self.key,)

    natural_key.dependencies = ["news.source", "news.article"]  # type: ignore[attr-defined]

    def get_absolute_url(self) -> str:
        return f"{reverse('alert_list')}#{self.key}"


class AlertPeriod(models.Model):
    """When a notice applies; an end that is empty is not known."""

    alert = models.ForeignKey(
        Alert, models.CASCADE, related_name="periods", verbose_name=pgettext_lazy("to passengers", "notice")
    )
    start_at = models.DateTimeField(_("begins"))
    end_at = models.DateTimeField(_("ends"), null=True, blank=True)

    objects = NaturalKeyManager("alert__key", "start_at")

    class Meta:
        verbose_name = _("period")
        verbose_name_plural = _("periods")
        ordering = ["alert", "start_at"]
        constraints = [
            models.UniqueConstraint(fields=["alert", "start_at"], name="alert_period_start_once"),
            models.CheckConstraint(
                condition=Q(end_at__isnull=True) | Q(end_at__gt=F("start_at")),
                name="alert_period_ends_after_start",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.start_at:%Y-%m-%d %H:%M}"

    def natural_key(self) -> tuple[str, str]:
        return (self.alert.key, self.start_at.isoformat())

    natural_key.dependencies = ["routes.alert"]  # type: ignore[attr-defined]


class AlertEntity(models.Model):
    """Whom it is about. Within one row all that is named must be met, between rows any."""

    alert = models.ForeignKey(
        Alert, models.CASCADE, related_name="entities", verbose_name=pgettext_lazy("to passengers", "notice")
    )
    sequence = models.PositiveSmallIntegerField(_("order"))
    operator = models.ForeignKey(
        Operator, models.PROTECT, related_name="+", null=True, blank=True, verbose_name=_("operator")
    )
    route = models.ForeignKey(
        Route, models.PROTECT, related_name="alert_entities", null=True, blank=True, verbose_name=_("route")
    )
    trip = models.ForeignKey(
        Trip, models.CASCADE, related_name="+", null=True, blank=True, verbose_name=_("train")
    )
    station = models.ForeignKey(
        Station, models.PROTECT, related_name="+", null=True, blank=True, verbose_name=_("station")
    )

    objects = AlertEntityManager("alert__key", "sequence")

    class Meta:
        verbose_name = _("whom it is about")
        verbose_name_plural = _("whom it is about")
        ordering = ["alert", "sequence"]
        constraints = [
            models.UniqueConstraint(fields=["alert", "sequence"], name="alert_entity_order_once"),
            models.CheckConstraint(
                condition=Q(operator__isnull=False)
                | Q(route__isnull=False)
                | Q(trip__isnull=False)
                | Q(station__isnull=False),
                name="alert_entity_names_something",
            ),
        ]

    def __str__(self) -> str:
        return ", ".join(str(one) for one in self.named)

    @property
    def named(self) -> list[models.Model]:
        return [one for one in (self.operator, self.route, self.trip, self.station) if one]

    def natural_key(self) -> tuple[str, int]:
        return (self.alert.key, self.sequence)

    natural_key.dependencies = [  # type: ignore[attr-defined]
        "routes.alert",
        "routes.operator",
        "routes.route",
        "routes.trip",
        "routes.station",
    ]
