"""On which days do trains run? Day patterns of a timetable, and the single days on which they differ."""

from typing import Any

from django.db import models, transaction
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from config.web.translated import Translated
from news.querysets import NaturalKeyManager
from routes import services
from routes.holiday_exceptions import holiday_exceptions
from routes.models.timetables import Timetable
from routes.public_holidays import public_holidays
from routes.querysets import ServiceQuerySet
from routes.terms import Country, HolidaysOf


class Service(models.Model):
    """A day pattern (GTFS `calendar`). `weekdays` is a mask: Monday 1, Tuesday 2 … Sunday 64.

    The two holiday rules are what an editor chose and a reader reads. Which days they are is written down as exceptions
    when the service is saved: a published timetable never changes with a library.
    """

    timetable = models.ForeignKey(
        Timetable, models.CASCADE, related_name="services", verbose_name=_("timetable")
    )
    key = models.SlugField(_("key"), max_length=40)
    weekdays = models.PositiveSmallIntegerField(_("days"), default=127)
    start = models.DateField(_("first day"))
    end = models.DateField(_("last day"))
    also_on = models.CharField(_("also on"), max_length=6, choices=HolidaysOf, blank=True)
    not_on = models.CharField(_("not on"), max_length=6, choices=HolidaysOf, blank=True)
    name_en = models.CharField(_("name for readers (English)"), max_length=160, blank=True)
    name_ru = models.CharField(_("name for readers (Russian)"), max_length=160, blank=True)
    name_be = models.CharField(_("name for readers (Belarusian)"), max_length=160, blank=True)

    name = Translated("name")

    objects = ServiceQuerySet.as_manager()

    class Meta:
        verbose_name = _("days of running")
        verbose_name_plural = _("days of running")
        ordering = ["timetable", "key"]
        constraints = [
            models.UniqueConstraint(fields=["timetable", "key"], name="service_key_once"),
            models.CheckConstraint(condition=~Q(key=""), name="service_has_a_key"),
            models.CheckConstraint(condition=Q(weekdays__range=(0, 127)), name="service_weekdays_are_a_mask"),
            models.CheckConstraint(condition=Q(end__gte=F("start")), name="service_ends_after_start"),
            models.CheckConstraint(
                condition=Q(also_on__in=["", *HolidaysOf.values], not_on__in=["", *HolidaysOf.values]),
                name="service_holidays_known",
            ),
            # One pattern cannot both run and rest on the same holidays.
            models.CheckConstraint(
                condition=Q(also_on="") | ~Q(also_on=F("not_on")), name="service_holidays_one_way"
            ),
        ]

    def __str__(self) -> str:
        return self.name or self.key

    def natural_key(self) -> tuple[str, str, str]:
        return (*self.timetable.natural_key(), self.key)

    natural_key.dependencies = ["routes.timetable"]  # type: ignore[attr-defined]

    def save(self, *args: Any, **kwargs: Any) -> None:
        """With the days its holiday rules come to. Loading a fixture writes rows as they stand, and calls no `save()`."""
        with transaction.atomic():
            super().save(*args, **kwargs)
            self.write_holidays()

    def write_holidays(self) -> None:
        """Replaces the exceptions that came from a rule; a day that an editor entered stands before any rule."""
        if (
            self.timetable.state != "draft"
        ):  # its days stay as published; a changed rule was refused by the database
            return
        self.exceptions.exclude(holiday_of="").delete()
        also_on, not_on = (HolidaysOf(rule).countries if rule else () for rule in (self.also_on, self.not_on))
        pattern = services.Pattern(self.weekdays, self.start, self.end)
        holidays = [
            holiday
            for country in sorted({*also_on, *not_on})
            for holiday in public_holidays(country, self.start, self.end)
        ]
        entered = set(self.exceptions.values_list("date", flat=True))
        ServiceException.objects.bulk_create(
            ServiceException(
                service=self,
                date=one.holiday.on,
                runs=one.runs,
                holiday_of=one.holiday.country,
                **{f"reason_{language}": name for language, name in one.holiday.names.items()},
            )
            for one in holiday_exceptions(pattern, holidays, also_on, not_on)
            if one.holiday.on not in entered
        )

    def as_pattern(self) -> services.Pattern:
        """The days as `routes.services` reads them; its exceptions are read from the database unless prefetched."""
        exceptions = self.exceptions.all()
        return services.Pattern(
            weekdays=self.weekdays,
            start=self.start,
            end=self.end,
            added=frozenset(one.date for one in exceptions if one.runs),
            removed=frozenset(one.date for one in exceptions if not one.runs),
        )


class ServiceException(models.Model):
    """A day on which a service runs, or does not, whatever its pattern (GTFS `calendar_dates`)."""

    service = models.ForeignKey(
        Service, models.CASCADE, related_name="exceptions", verbose_name=_("days of running")
    )
    date = models.DateField(_("day"))
    runs = models.BooleanField(_("trains run"))
    # Written from a holiday rule; empty: an editor entered the day.
    holiday_of = models.CharField(_("public holiday of"), max_length=2, choices=Country, blank=True)
    reason_en = models.CharField(_("reason (English)"), max_length=160, blank=True)
    reason_ru = models.CharField(_("reason (Russian)"), max_length=160, blank=True)
    reason_be = models.CharField(_("reason (Belarusian)"), max_length=160, blank=True)

    reason = Translated("reason")

    objects = NaturalKeyManager(
        "service__timetable__route__slug", "service__timetable__key", "service__key", "date"
    )

    class Meta:
        verbose_name = _("single day")
        verbose_name_plural = _("single days")
        ordering = ["service", "date"]
        constraints = [
            models.UniqueConstraint(fields=["service", "date"], name="service_exception_day_once"),
            models.CheckConstraint(
                condition=Q(holiday_of__in=["", *Country.values]), name="service_exception_holiday_known"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.date:%Y-%m-%d} {'+' if self.runs else '−'}"

    def natural_key(self) -> tuple[str, str, str, str]:
        return (*self.service.natural_key(), self.date.isoformat())

    natural_key.dependencies = ["routes.service"]  # type: ignore[attr-defined]
