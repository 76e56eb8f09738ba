"""transfers.txt to the time a change takes within a station, and to ways on foot from one station to another."""

from dataclasses import replace
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from routes.gtfs.values import whole_of
from routes.models.railway import MOST_TRANSFER_SECONDS
from routes.terms import TransferKind

if TYPE_CHECKING:
    from routes.gtfs.parsing import Parser

FILE = "transfers.txt"
KINDS = {"": TransferKind.RECOMMENDED, **{str(kind.value): kind for kind in TransferKind}}
# A rule for some trains only is none for a station.
NARROWER = ("from_route_id", "to_route_id", "from_trip_id", "to_trip_id")


def read_transfers(parser: "Parser") -> None:
    """Platforms are taken as their station: of several rows for one pair of stations, the one that allows for most time holds."""
    wanted = ("from_stop_id", "to_stop_id", "transfer_type", "min_transfer_time", *NARROWER)
    report, stations = parser.report, parser.found.stations
    for line, (one, other, kind_text, seconds_text, *narrower) in parser.feed.rows(FILE, wanted):
        start, end = parser.station_index.get(one), parser.station_index.get(other)
        kind, seconds = KINDS.get(kind_text), _seconds(seconds_text)
        value = f"{one}, {other}"
        if kind is None or any(narrower):
            report.not_kept(FILE, _("transfers between single trains or routes"), line=line, value=value)
        elif start is None or end is None:
            report.left_out(FILE, _("a stop that was not taken"), line=line, value=value)
        elif kind == TransferKind.TAKES_TIME and seconds is None:
            report.left_out(
                FILE, _("a time that cannot be read"), line=line, value=f"{value}: {seconds_text}"
            )
        elif kind == TransferKind.TAKES_TIME and start == end:
            longest = max(seconds or 0, stations[start].change_time or 0)
            stations[start] = replace(stations[start], change_time=longest)
        elif start == end:
            report.not_kept(FILE, _("within a station, anything but a time"), line=line, value=value)
        else:
            _take(parser, (start, end), (kind.value, seconds if kind == TransferKind.TAKES_TIME else None))


def _take(parser: "Parser", pair: tuple[int, int], told: tuple[int, int | None]) -> None:
    held = parser.found.transfers.get(pair, told)
    parser.found.transfers[pair] = max(held, told, key=lambda one: (one[0], one[1] or 0))


def _seconds(text: str) -> int | None:
    """At least one: a change at no time at all would make the order of trains within a second matter."""
    seconds = whole_of(text)
    return max(seconds, 1) if seconds is not None and seconds <= MOST_TRANSFER_SECONDS else None
