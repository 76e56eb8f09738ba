"""Numbers that texts quote: each value dated, sourced and qualified as its source qualifies it."""

from decimal import Decimal

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from config.web.addresses import address
from config.web.labels import Labelled
from config.web.partial_dates import DatePrecision, PartialDate
from config.web.translated import Translated
from news.models.addresses import Addressed
from news.models.people import Person
from news.models.sources import Source, Verification
from news.querysets import FigureQuerySet, NaturalKeyManager

# SQLite keeps numbers of 15 digits whole, those after the point included; of a larger one nothing can be read.
DIGITS = 15
LARGEST = 10**DIGITS - 1


def validate_amount(value: Decimal) -> None:
    written = f"{abs(value.normalize()):f}"
    if sum(letter.isdigit() for letter in written.lstrip("0.")) > DIGITS:
        raise ValidationError(_("Give at most 15 digits, those after the point included."), code="digits")


class Unit(models.TextChoices):
    PERCENT = "percent", _("per cent")
    TIMES = "times", _("times")
    COUNT = "count", _("count")
    MONEY = "money", _("money")
    YEARS = "years", _("years")
    PER_DAY = "per_day", _("a day")


class Qualifier(models.TextChoices):
    """How the source hedges the number; printed with it, never dropped."""

    EXACT = "", _("no qualifier")
    ABOUT = "about", _("about")
    ALMOST = "almost", _("almost")
    OVER = "over", _("over")
    AT_LEAST = "at_least", _("at least")
    UP_TO = "up_to", _("up to")
    ANNOUNCED = "announced", _("announced")


class Figure(Labelled, Addressed):
    key = models.SlugField(
        _("key"), max_length=80, unique=True, help_text=_("Printed in texts by [[figure:key@period]].")
    )
    name_en = models.CharField(_("what is measured (English)"), max_length=200)
    name_ru = models.CharField(_("what is measured (Russian)"), max_length=200, blank=True)
    name_be = models.CharField(_("what is measured (Belarusian)"), max_length=200, blank=True)
    description_en = models.TextField(_("description (English)"), blank=True)
    description_ru = models.TextField(_("description (Russian)"), blank=True)
    description_be = models.TextField(_("description (Belarusian)"), blank=True)
    unit = models.CharField(_("unit"), max_length=12, choices=Unit)
    currency = models.CharField(
        _("currency"), max_length=3, blank=True, help_text=_("ISO 4217, for money only: USD, RUB, BYN.")
    )

    reviewed_on = models.DateField(_("looked at again on"), null=True, blank=True, editable=False)
    review_by = models.DateField(
        _("look again by"),
        null=True,
        blank=True,
        help_text=_("The day by which somebody should look for a newer value. Empty if it does not age."),
    )

    name = Translated("name")
    description = Translated("description")

    objects = FigureQuerySet.as_manager()

    class Meta:
        verbose_name = _("figure")
        verbose_name_plural = _("figures")
        ordering = ["key"]
        constraints = [
            models.CheckConstraint(condition=~Q(key="") & ~Q(name_en=""), name="figure_key_and_name"),
            models.CheckConstraint(condition=Q(unit__in=Unit.values), name="figure_unit_known"),
            models.CheckConstraint(
                condition=(Q(unit="money") & Q(currency__regex=r"^[A-Z]{3}$"))
                | (~Q(unit="money") & Q(currency="")),
                name="figure_currency_for_money_only",
            ),
        ]
        indexes = [
            models.Index(fields=["review_by"], condition=Q(review_by__isnull=False), name="figure_by_review"),
            models.Index(*FigureQuerySet.order_read(), name="figure_in_order"),
        ]

    def __str__(self) -> str:
        return self.name

    def natural_key(self) -> tuple[str]:
        return (self.key,)

    def get_absolute_url(self) -> str:
        return address("figure_detail", slug=self.key)


class FigureValue(Labelled, models.Model):
    """One value of a figure. `amount` is in the figure's unit; money in whole units of the currency."""

    figure = models.ForeignKey(Figure, models.CASCADE, related_name="values", verbose_name=_("figure"))
    amount = models.DecimalField(
        _("value"), max_digits=DIGITS + 3, decimal_places=3, validators=[validate_amount]
    )
    as_of = models.DateField(_("as of"), help_text=_("First day of the month or year if only that is known."))
    as_of_precision = models.CharField(
        _("known"), max_length=5, choices=DatePrecision, default=DatePrecision.YEAR
    )
    qualifier = models.CharField(
        _("qualifier"), max_length=10, choices=Qualifier, blank=True, default=Qualifier.EXACT
    )
    source = models.ForeignKey(Source, models.PROTECT, related_name="figure_values", verbose_name=_("source"))
    said_by = models.ForeignKey(
        Person, models.PROTECT, related_name="figure_values", null=True, blank=True, verbose_name=_("said by")
    )
    verification = models.CharField(
        _("verification"), max_length=10, choices=Verification, default=Verification.ONE_SOURCE
    )
    note_en = models.TextField(_("note (English)"), blank=True)
    note_ru = models.TextField(_("note (Russian)"), blank=True)
    note_be = models.TextField(_("note (Belarusian)"), blank=True)

    note = Translated("note")

    objects = NaturalKeyManager("figure__key", "as_of", "as_of_precision", "source__key")

    class Meta:
        verbose_name = _("value")
        verbose_name_plural = _("values")
        ordering = ["figure", "as_of"]
        constraints = [
            models.UniqueConstraint(
                fields=["figure", "as_of", "as_of_precision", "source"], name="figure_value_once_a_source"
            ),
            models.CheckConstraint(
                condition=Q(amount__range=(-LARGEST, LARGEST)), name="figure_value_amount_readable"
            ),
            models.CheckConstraint(
                condition=Q(as_of_precision__in=DatePrecision.values), name="figure_value_precision_known"
            ),
            models.CheckConstraint(
                condition=Q(qualifier__in=Qualifier.values), name="figure_value_qualifier_known"
            ),
            models.CheckConstraint(
                condition=Q(verification__in=Verification.values), name="figure_value_verification_known"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.figure.key}@{self.period}"

    def natural_key(self) -> tuple[str, str, str, str]:
        return (self.figure.key, self.as_of.isoformat(), self.as_of_precision, self.source.key)

    natural_key.dependencies = ["news.figure", "news.source"]  # type: ignore[attr-defined]

    @property
    def as_of_date(self) -> PartialDate:
        return PartialDate(self.as_of, self.as_of_precision)

    @property
    def period(self) -> str:
        """What a reference names after the @: 2025, 2025-03 or 2026-02-26."""
        return str(self.as_of_date)
