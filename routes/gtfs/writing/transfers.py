"""Transfers of a feed between stations: those that are here stay as they are."""

from collections.abc import Sequence

from django.utils.translation import gettext as _

from routes.gtfs.writing.intake import Intake
from routes.models import Transfer


def write_transfers(intake: Intake, stations: Sequence[int]) -> None:
    if not intake.incoming.transfers:
        return
    held = {
        (one.from_station_id, one.to_station_id): (one.kind, one.min_transfer_time)
        for one in Transfer.objects.all()
    }
    made = []
    for pair, told in sorted(intake.incoming.transfers.items()):
        start, end = (stations[at] for at in pair)
        kind, seconds = told
        if (start, end) not in held:
            made.append(
                Transfer(
                    from_station_id=start,
                    to_station_id=end,
                    kind=kind,
                    min_transfer_time=seconds,
                    source=intake.source,
                )
            )
        elif held[start, end] != told:
            intake.report.changed(
                "transfers.txt",
                _("another transfer than ours, which stays"),
                value=", ".join(intake.slugs[at] for at in pair),
            )
    Transfer.objects.bulk_create(made)
    intake.report.took(str(Transfer._meta.verbose_name_plural), len(made))
