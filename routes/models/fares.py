"""What a ride costs: products as published, for whom, on which route and between which stations (GTFS Fares v2)."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from config.web.translated import Translated
from news.models import Agreement, Source
from news.querysets import NaturalKeyManager
from routes.models.railway import Route, Station
from routes.querysets import FareRuleManager
from routes.terms import Currency


class RiderCategory(models.Model):
    """Whom a price is for: adults, pupils, those a law names. The eligibility is told in the law's words."""

    code = models.SlugField(_("code"), max_length=40, unique=True)
    name_en = models.CharField(_("name (English)"), max_length=120)
    name_ru = models.CharField(_("name (Russian)"), max_length=120, blank=True)
    name_be = models.CharField(_("name (Belarusian)"), max_length=120, blank=True)
    is_default = models.BooleanField(_("everybody without a concession"), default=False)
    is_sample = models.BooleanField(_("sample data, not for travel"), default=False)

    name = Translated("name")

    objects = NaturalKeyManager("code")

    class Meta:
        verbose_name = _("rider category")
        verbose_name_plural = _("rider categories")
        ordering = ["-is_default", "code"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(code="") & ~Q(name_en=""), name="rider_category_code_and_name"
            ),
            models.UniqueConstraint(
                fields=["is_default", "is_sample"],
                condition=Q(is_default=True),
                name="rider_category_default_once",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def natural_key(self) -> tuple[str]:
        return (self.code,)


class FareProduct(models.Model):
    """A ticket at its price in the currency in which it is published. A real one names its source."""

    key = models.SlugField(_("key"), max_length=80, unique=True)
    name_en = models.CharField(_("name (English)"), max_length=160)
    name_ru = models.CharField(_("name (Russian)"), max_length=160, blank=True)
    name_be = models.CharField(_("name (Belarusian)"), max_length=160, blank=True)
    rider_category = models.ForeignKey(
        RiderCategory, models.PROTECT, related_name="products", verbose_name=_("rider category")
    )
    amount = models.DecimalField(_("price"), max_digits=10, decimal_places=2)
    currency = models.CharField(_("currency"), max_length=3, choices=Currency)
    valid_from = models.DateField(_("valid from"))
    valid_until = models.DateField(_("valid until"), null=True, blank=True)
    source = models.ForeignKey(
        Source, models.PROTECT, related_name="fares", null=True, blank=True, verbose_name=_("source")
    )
    legal_basis = models.ForeignKey(
        Agreement,
        models.PROTECT,
        related_name="fares",
        null=True,
        blank=True,
        verbose_name=_("act that grants it"),
    )
    is_sample = models.BooleanField(_("sample data, not for travel"), default=False)

    name = Translated("name")

    objects = NaturalKeyManager("key")

    class Meta:
        verbose_name = _("fare")
        verbose_name_plural = _("fares")
        ordering = ["key"]
        constraints = [
            models.CheckConstraint(condition=~Q(key="") & ~Q(name_en=""), name="fare_key_and_name"),
            models.CheckConstraint(condition=Q(amount__gte=0), name="fare_amount_not_negative"),
            models.CheckConstraint(condition=Q(currency__in=Currency.values), name="fare_currency_known"),
            models.CheckConstraint(
                condition=Q(valid_until__isnull=True) | Q(valid_until__gte=F("valid_from")),
                name="fare_ends_after_start",
            ),
            models.CheckConstraint(
                condition=Q(is_sample=True) | Q(source__isnull=False), name="fare_has_a_source"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name}, {self.amount} {self.currency}"

    def natural_key(self) -> tuple[str]:
        return (self.key,)

    natural_key.dependencies = [  # type: ignore[attr-defined]
        "routes.ridercategory",
        "news.source",
        "news.agreement",
    ]


class FareRule(models.Model):
    """Where a fare holds: on a whole route, or between two of its stations, either way."""

    product = models.ForeignKey(FareProduct, models.CASCADE, related_name="rules", verbose_name=_("fare"))
    route = models.ForeignKey(Route, models.PROTECT, related_name="fare_rules", verbose_name=_("route"))
    from_station = models.ForeignKey(
        Station, models.PROTECT, related_name="+", null=True, blank=True, verbose_name=_("from station")
    )
    to_station = models.ForeignKey(
        Station, models.PROTECT, related_name="+", null=True, blank=True, verbose_name=_("to station")
    )

    objects = FareRuleManager("product__key", "route__slug", "from_station__slug", "to_station__slug")

    class Meta:
        verbose_name = _("where a fare holds")
        verbose_name_plural = _("where fares hold")
        ordering = ["product", "route", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["product", "route", "from_station", "to_station"], name="fare_rule_once"
            ),
            models.UniqueConstraint(
                fields=["product", "route"],
                condition=Q(from_station__isnull=True),
                name="fare_rule_of_a_route_once",
            ),
            models.CheckConstraint(
                condition=Q(from_station__isnull=True, to_station__isnull=True)
                | (
                    Q(from_station__isnull=False, to_station__isnull=False) & ~Q(from_station=F("to_station"))
                ),
                name="fare_rule_between_two_stations",
            ),
        ]

    def __str__(self) -> str:
        ends = [str(one) for one in (self.from_station, self.to_station) if one]
        return " – ".join(ends) or str(self.route)

    def natural_key(self) -> tuple[str, str, str | None, str | None]:
        ends = (one.slug if one else None for one in (self.from_station, self.to_station))
        return (self.product.key, self.route.slug, *ends)

    natural_key.dependencies = [  # type: ignore[attr-defined]
        "routes.fareproduct",
        "routes.route",
        "routes.station",
    ]
