"""Derived: what a journey search reads of published trains, put in order once, since a published timetable never changes."""

from django.db import models

from routes.models.services import Service
from routes.models.timetables import Publication


class CompiledService(models.Model):
    """What leaves so many days after the day of a service, as a `routes.journeys.days.Day`: made by `routes.compiling`.

    A service has one row for each of those days, empty where nothing leaves on it any more.
    """

    publication = models.ForeignKey(Publication, models.CASCADE, related_name="compiled")
    service = models.ForeignKey(Service, models.CASCADE, related_name="compiled", db_index=False)
    days_after = models.PositiveSmallIntegerField()
    # `routes.journeys.days.packed`
    connections = models.BinaryField()
    # [[station, …], …]: each way that its trains go.
    lines = models.JSONField()

    class Meta:
        verbose_name = "compiled days of running"
        verbose_name_plural = "compiled days of running"
        ordering = ["service", "days_after"]
        constraints = [
            models.UniqueConstraint(fields=["service", "days_after"], name="compiled_service_day_once"),
        ]

    def __str__(self) -> str:
        return f"{self.service} +{self.days_after}"
