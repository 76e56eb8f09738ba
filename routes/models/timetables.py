"""Timetables: versions of a route's trains, and the publication that makes one of them public and fixed for good."""

from datetime import timedelta
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from news.models import Source
from news.querysets import NaturalKeyManager
from routes import route_status
from routes.models.railway import Route
from routes.querysets import TimetableManager


class Timetable(models.Model):
    """One version of the trains of one route. A draft until its `Publication` exists; from then on no row of it changes.

    A sample is invented: it is shown under its mark, moves no route's state, and goes nowhere that real data go.
    """

    route = models.ForeignKey(Route, models.CASCADE, related_name="timetables", verbose_name=_("route"))
    key = models.SlugField(_("key"), max_length=80)
    valid_from = models.DateField(_("valid from"))
    valid_until = models.DateField(_("valid until"))
    source = models.ForeignKey(
        Source,
        models.PROTECT,
        related_name="timetables",
        null=True,
        blank=True,
        verbose_name=_("source of the timetable"),
    )
    is_sample = models.BooleanField(_("sample data, not for travel"), default=False)

    objects = TimetableManager("route__slug", "key")

    class Meta:
        verbose_name = _("timetable")
        verbose_name_plural = _("timetables")
        ordering = ["route", "valid_from"]
        permissions = [("publish_timetable", "Can publish and withdraw timetables")]
        constraints = [
            models.UniqueConstraint(fields=["route", "key"], name="timetable_key_once"),
            models.CheckConstraint(condition=~Q(key=""), name="timetable_has_a_key"),
            models.CheckConstraint(
                condition=Q(valid_until__gte=F("valid_from")), name="timetable_ends_after_start"
            ),
        ]

    def __str__(self) -> str:
        return self.key

    def natural_key(self) -> tuple[str, str]:
        return (self.route.slug, self.key)

    natural_key.dependencies = ["routes.route", "news.source"]  # type: ignore[attr-defined]

    @property
    def state(self) -> str:
        """draft, published or withdrawn."""
        publication = getattr(self, "publication", None)
        if publication is None:
            return "draft"
        return "withdrawn" if publication.withdrawn_at else "published"


class Publication(models.Model):
    """The act of publishing a timetable. The days may be cut short by the version that follows; nothing else changes.

    `route`, `is_sample` and the days are its timetable's (a trigger holds them equal): in one row, so that the database
    can refuse two timetables of one route on one day.
    """

    timetable = models.OneToOneField(Timetable, models.PROTECT, verbose_name=_("timetable"))
    route = models.ForeignKey(Route, models.PROTECT, related_name="publications", verbose_name=_("route"))
    is_sample = models.BooleanField(_("sample data, not for travel"))
    valid_from = models.DateField(_("valid from"))
    valid_until = models.DateField(_("valid until"))
    published_at = models.DateTimeField(_("published at"), default=timezone.now)
    published_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        related_name="+",
        null=True,
        blank=True,
        verbose_name=_("published by"),
    )
    # SHA-256 of all that was published (routes.timetable_content), to prove later that it is still that.
    content_hash = models.CharField(_("content hash"), max_length=64)
    withdrawn_at = models.DateTimeField(_("withdrawn at"), null=True, blank=True)
    withdrawn_because = models.TextField(_("reason of the withdrawal"), blank=True)

    objects = NaturalKeyManager("timetable__route__slug", "timetable__key")

    class Meta:
        verbose_name = _("publication of a timetable")
        verbose_name_plural = _("publications of timetables")
        ordering = ["route", "valid_from"]
        constraints = [
            models.CheckConstraint(
                condition=Q(valid_until__gte=F("valid_from")), name="publication_ends_after_start"
            ),
            models.CheckConstraint(
                condition=Q(content_hash__regex=r"^[0-9a-f]{64}$"), name="publication_has_a_hash"
            ),
            models.CheckConstraint(
                condition=Q(withdrawn_at__isnull=True, withdrawn_because="")
                | (Q(withdrawn_at__isnull=False) & ~Q(withdrawn_because="")),
                name="publication_withdrawn_for_a_reason",
            ),
            models.CheckConstraint(
                condition=Q(withdrawn_at__isnull=True) | Q(withdrawn_at__gte=F("published_at")),
                name="publication_withdrawn_after_it",
            ),
        ]
        indexes = [
            models.Index(fields=["route", "valid_from"], name="publication_by_day"),
            # For what runs on a day: of all that was ever published, the last alone is looked through.
            models.Index(
                fields=["valid_until", "valid_from"],
                condition=Q(withdrawn_at__isnull=True),
                name="publication_by_end",
            ),
        ]

    def __str__(self) -> str:
        return str(self.timetable)

    def natural_key(self) -> tuple[str, str]:
        return self.timetable.natural_key()

    natural_key.dependencies = [  # type: ignore[attr-defined]
        "routes.timetable",
        "routes.serviceexception",
        "routes.stoptime",
        "routes.noteplace",
    ]

    @property
    def held(self) -> route_status.Held:
        """The days on which it is valid and known: never before it was published, never from its withdrawal on."""
        known_from = timezone.localdate(self.published_at)
        last = self.valid_until
        if self.withdrawn_at:
            last = min(last, timezone.localdate(self.withdrawn_at) - timedelta(days=1))
        return route_status.Held(max(self.valid_from, known_from), last)

    def save(self, *args: Any, **kwargs: Any) -> None:
        if self._state.adding:
            self.route_id, self.is_sample = self.timetable.route_id, self.timetable.is_sample
            self.valid_from = self.valid_from or self.timetable.valid_from
            self.valid_until = self.valid_until or self.timetable.valid_until
        super().save(*args, **kwargs)
