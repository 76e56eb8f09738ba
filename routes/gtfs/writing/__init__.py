"""An incoming feed into the database: one transaction, drafts only, nothing of ours changed, the same feed twice is once.

Stations, operators, routes and fares that are here keep what they say; where the feed says otherwise, the report tells. A
timetable is a new draft unless one with just these trains is here already, in whatever state.
"""

from typing import IO

from django.contrib.auth.models import AbstractUser
from django.db import transaction
from django.utils.translation import gettext as _

from news.models import Source
from routes.gtfs.opening import OpenFeed
from routes.gtfs.parsing import read_feed
from routes.gtfs.report import FeedRefusedError, Report
from routes.gtfs.writing.fares import write_fares
from routes.gtfs.writing.intake import Intake, source_of
from routes.gtfs.writing.network import write_operators, write_routes, write_stations
from routes.gtfs.writing.trains import write_timetables
from routes.gtfs.writing.transfers import write_transfers


def import_feed(
    file: IO[bytes] | str,
    *,
    dry_run: bool,
    by: AbstractUser | None = None,
    source: Source | None = None,
    prefix: str = "",
) -> Report:
    """`source`: where the feed is from; without one, a source is made of what the feed says of itself.

    A dry run does all of it, the database's own refusals included, and takes it back. Raises FeedRefusedError.
    """
    report = Report()
    with OpenFeed(file, report) as feed:
        incoming = read_feed(feed, report, prefix)
    if not incoming.timetables:
        raise FeedRefusedError(_("No train of the feed could be taken."))
    with transaction.atomic():
        _write(Intake(incoming, report, by, source or source_of(incoming, report)))
        if dry_run:
            transaction.set_rollback(True)
    return report


def _write(intake: Intake) -> None:
    operators, stations = write_operators(intake), write_stations(intake)
    routes = write_routes(intake, operators, stations)
    write_timetables(intake, routes, stations)
    write_transfers(intake, stations)
    write_fares(intake, routes, stations)
