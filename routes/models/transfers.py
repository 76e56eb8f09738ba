"""Transfers from one station to another: where one can go on foot for another train, and how long it takes at least."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from news.models import Source
from news.querysets import NaturalKeyManager
from routes.models.railway import MOST_TRANSFER_SECONDS, Station
from routes.terms import TransferKind


class Transfer(models.Model):
    """In one direction. How long a change takes within a station is the station's `change_time`."""

    from_station = models.ForeignKey(
        Station,
        models.PROTECT,
        related_name="transfers",
        # The pair is unique, and that index begins with it.
        db_index=False,
        verbose_name=_("from station"),
    )
    to_station = models.ForeignKey(
        Station, models.PROTECT, related_name="transfers_here", verbose_name=_("to station")
    )
    kind = models.PositiveSmallIntegerField(_("kind"), choices=TransferKind, default=TransferKind.TAKES_TIME)
    min_transfer_time = models.PositiveIntegerField(
        _("takes at least, seconds"),
        null=True,
        blank=True,
        help_text=_("300 is five minutes. Only where the kind is “takes a minimum time”."),
    )
    source = models.ForeignKey(Source, models.PROTECT, related_name="transfers", verbose_name=_("source"))

    objects = NaturalKeyManager("from_station__slug", "to_station__slug")

    class Meta:
        verbose_name = _("transfer to another station")
        verbose_name_plural = _("transfers to other stations")
        ordering = ["from_station", "to_station"]
        constraints = [
            models.UniqueConstraint(fields=["from_station", "to_station"], name="transfer_once"),
            models.CheckConstraint(
                condition=~Q(from_station=F("to_station")), name="transfer_between_two_stations"
            ),
            models.CheckConstraint(condition=Q(kind__in=TransferKind.values), name="transfer_kind_known"),
            models.CheckConstraint(
                condition=Q(
                    # A check that comes out as NULL passes: it is asked for by name.
                    kind=TransferKind.TAKES_TIME,
                    min_transfer_time__isnull=False,
                    min_transfer_time__range=(1, MOST_TRANSFER_SECONDS),
                )
                | (~Q(kind=TransferKind.TAKES_TIME) & Q(min_transfer_time__isnull=True)),
                name="transfer_time_where_it_takes_one",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.from_station} → {self.to_station}"

    def natural_key(self) -> tuple[str, str]:
        return (self.from_station.slug, self.to_station.slug)

    natural_key.dependencies = ["routes.station", "news.source"]  # type: ignore[attr-defined]
