"""An open feed to `Incoming`: lenient, row by row, and everything that is not taken as it stands is in the report."""

from decimal import Decimal
from zoneinfo import available_timezones

from django.utils.translation import gettext as _

from routes.gtfs.columns import COLUMNS, PRECISION_WORDS, WEEK
from routes.gtfs.fares_in import read_fares
from routes.gtfs.incoming import Incoming, InOperator, InRoute, InStation
from routes.gtfs.names import SAMPLE_MARK, slug_of, split_id, unmarked
from routes.gtfs.opening import OpenFeed
from routes.gtfs.report import FeedRefusedError, Report
from routes.gtfs.three import LANGUAGES, Three
from routes.gtfs.transfers_in import read_transfers
from routes.gtfs.trips_in import TripReader
from routes.gtfs.values import day_of, degrees_of
from routes.services import Pattern

# Read for what they say; all others are named in the report.
READ = {*COLUMNS, "frequencies.txt", "networks.txt", "route_networks.txt"}
LENGTHS = {"stop": 120, "agency": 160, "route": 160}
# `location_type`: a platform and a station are places for trains; entrances, ways and boarding areas are not.
PLACES = ("", "0", "1")
RAIL_TYPES = {"0", "1", "2", "12", *map(str, range(100, 118)), *map(str, range(400, 406))}


class Parser:
    """`prefix` stands before every id of the feed, so that two feeds with the ids 1, 2, 3 never meet."""

    def __init__(self, feed: OpenFeed, report: Report, prefix: str = "") -> None:
        self.feed, self.report, self.prefix = feed, report, prefix
        self.found = Incoming()
        self.words: dict[tuple[str, str, str], str] = {}
        self.agency_zone = ""
        self.station_index: dict[str, int] = {}
        self.route_slugs: dict[str, str] = {}
        self.networks: dict[str, list[str]] = {}

    def parse(self) -> Incoming:
        self.feed.require("agency.txt", "stops.txt", "routes.txt", "trips.txt", "stop_times.txt")
        for name in sorted(set(self.feed.members) - READ):
            self.report.not_kept(name, _("a file that is not kept"))
        self.read_feed_info()
        self.read_translations()
        agencies = self.read_agencies()
        self.read_stops()
        self.read_routes(agencies)
        self.read_other_operators()
        self.found.timetables = TripReader(
            self.feed,
            self.report,
            route_slugs=self.route_slugs,
            stations=self.station_index,
            station_names=[station.name for station in self.found.stations],
            patterns=self.read_calendars(),
            is_sample=self.found.is_sample,
            has_prefix=bool(self.prefix),
            headsign=lambda text, trip: self.three("trips", "trip_headsign", trip, text, 120),
        ).read()
        read_transfers(self)
        read_fares(self)
        return self.found

    # Names ---------------------------------------------------------------------------------------------------------

    def slug(self, text: str, most: int = 80) -> str:
        """The id itself where it can be an address of ours, else what can be read of it."""
        return slug_of(f"{self.prefix}-{text}" if self.prefix else text, most)

    def own(self, text: str) -> list[str]:
        """The parts of an id that we made."""
        return split_id(text, is_sample=self.found.is_sample)

    def three(self, table: str, field: str, record: str, text: str, most: int) -> Three:
        """The text and its translations, each at most `most` letters; the column of English is never empty."""
        said = {self.found.language: text}
        for language in LANGUAGES:
            places = (f"#{record}", f"={text}")
            found = (self.words.get((f"{table}.{field}", language, place)) for place in places)
            if words := next(filter(None, found), ""):
                said[language] = words
        first = said.get("en") or text
        en, ru, be = (
            unmarked(words)[:most].strip() for words in (first, said.get("ru", ""), said.get("be", ""))
        )
        if len(unmarked(first)) > most:
            self.report.changed(
                f"{table}.txt",
                _("%(field)s: names cut to %(most)s letters") % {"field": field, "most": most},
                value=first,
            )
        return en, ru, be

    # Files ---------------------------------------------------------------------------------------------------------

    def read_feed_info(self) -> None:
        wanted = ("feed_publisher_name", "feed_publisher_url", "feed_lang", "default_lang", "feed_version")
        ours = ("feed_start_date", "feed_end_date", "feed_contact_url")
        for _line, (name, url, language, default, version) in self.feed.rows(
            "feed_info.txt", wanted, ignored=ours
        ):
            found = self.found
            found.publisher, found.publisher_url, found.version = name, url, version
            found.is_sample = name.endswith(SAMPLE_MARK)
            self._speaks(default or language)

    def _speaks(self, language: str) -> None:
        code = language[:2].lower()
        if code in LANGUAGES:
            self.found.language = code
        elif code:
            # The column of English is the one that is never empty.
            self.report.changed(
                "feed_info.txt", _("names in this language stand where English ones do"), value=language
            )

    def read_translations(self) -> None:
        wanted = ("table_name", "field_name", "language", "translation", "record_id", "field_value")
        kept = {
            *("agency.agency_name", "stops.stop_name", "routes.route_long_name", "trips.trip_headsign"),
            "attributions.organization_name",
        }
        for line, (table, field, language, words, record, value) in self.feed.rows(
            "translations.txt", wanted
        ):
            name, code = f"{table}.{field}", language[:2].lower()
            if name not in kept or code not in LANGUAGES:
                self.report.not_kept(
                    "translations.txt",
                    _("translations of %(field)s into %(language)s") % {"field": name, "language": language},
                    line=line,
                )
                continue
            self.words[name, code, f"#{record}" if record else f"={value}"] = words

    def read_agencies(self) -> dict[str, str]:
        """Codes of operators by `agency_id`."""
        codes: dict[str, str] = {}
        wanted = ("agency_id", "agency_name", "agency_url", "agency_timezone", "agency_lang")
        required = ("agency_name", "agency_timezone")
        for line, (its_id, name, url, zone, language) in self.feed.rows(
            "agency.txt", wanted, required=required
        ):
            if not name:
                self.report.left_out("agency.txt", _("no name"), line=line)
                continue
            if zone not in available_timezones():
                raise FeedRefusedError(
                    _("agency.txt, line %(line)s: there is no time zone %(zone)s.")
                    % {"line": line, "zone": zone}
                )
            if self.agency_zone and zone != self.agency_zone:
                raise FeedRefusedError(_("agency.txt: all agencies must be in one time zone."))
            self.agency_zone = zone
            if not self.feed.has("feed_info.txt"):
                self._speaks(language)
            code = self.slug(its_id or name, 60)
            codes[its_id] = code
            three = self.three("agency", "agency_name", its_id, name, LENGTHS["agency"])
            self.found.operators[code] = InOperator(code, three, self._url(url, "agency.txt", line))
        if not codes:
            raise FeedRefusedError(_("agency.txt names nobody."))
        if not self.found.publisher:
            self.found.publisher = next(iter(self.found.operators.values())).name[0]
        return codes

    def _url(self, text: str, file: str, line: int) -> str:
        if len(text) <= 300 and text.startswith(("https://", "http://")):
            return text
        if text:
            self.report.left_out(file, _("an address that is none"), line=line, value=text)
        return ""

    def read_stops(self) -> None:
        wanted = (
            "stop_id",
            "stop_name",
            "stop_desc",
            "stop_lat",
            "stop_lon",
            "stop_timezone",
            "location_type",
            "parent_station",
        )
        rows: dict[str, tuple[int, list[str]]] = {}
        for line, row in self.feed.rows("stops.txt", wanted, required=("stop_id",)):
            if not row[0] or row[0] in rows:
                self.report.left_out(
                    "stops.txt", _("no id, or one that was there before"), line=line, value=row[0]
                )
            elif row[6] not in PLACES:
                self.report.not_kept(
                    "stops.txt", _("entrances, ways and boarding areas"), line=line, value=row[0]
                )
            else:
                rows[row[0]] = (line, row)
        for its_id, (line, row) in rows.items():
            parent = row[7]
            if parent and parent in rows:
                self.report.changed(
                    "stops.txt", _("platforms taken as their station"), line=line, value=its_id
                )
            else:
                self._station(its_id, line, row)
        for its_id, (_line, row) in rows.items():
            if its_id not in self.station_index and row[7] in self.station_index:
                self.station_index[its_id] = self.station_index[row[7]]

    def _station(self, its_id: str, line: int, row: list[str]) -> None:
        _id, name, about, lat, lon, zone, _type, _parent = row
        if not name:
            self.report.left_out("stops.txt", _("no name"), line=line, value=its_id)
            return
        if zone and zone not in available_timezones():
            self.report.changed(
                "stops.txt", _("a time zone that is none: that of the agency"), line=line, value=zone
            )
            zone = ""
        words = {text: precision for precision, text in PRECISION_WORDS.items()}
        if about not in words:
            self.report.not_kept(
                "stops.txt", _("column stop_desc: values that are not kept"), line=line, value=about
            )
        three = self.three("stops", "stop_name", its_id, name, LENGTHS["stop"])
        position = self._position(lat, lon, line)
        precision = words.get(about, "station") if position else "unknown"
        self.station_index[its_id] = len(self.found.stations)
        station = InStation(self.slug(its_id), three, zone or self.agency_zone, position, precision)
        self.found.stations.append(station)

    def _position(self, lat: str, lon: str, line: int) -> tuple[Decimal, Decimal] | None:
        latitude, longitude = degrees_of(lat, 90), degrees_of(lon, 180)
        if latitude is None or longitude is None or (abs(latitude) <= 1 and abs(longitude) <= 1):
            self.report.left_out("stops.txt", _("a position that is none"), line=line, value=f"{lat}, {lon}")
            return None
        return latitude, longitude

    def read_routes(self, agencies: dict[str, str]) -> None:
        wanted = ("route_id", "agency_id", "route_short_name", "route_long_name", "route_type", "network_id")
        ours = ("route_url", "route_desc") if self.found.is_sample else ("route_url",)
        for line, (its_id, agency, short, long, kind, network) in self.feed.rows(
            "routes.txt", wanted, required=("route_id",), ignored=ours
        ):
            if not its_id or its_id in self.route_slugs or not (short or long):
                self.report.left_out(
                    "routes.txt", _("no id, no name, or an id that was there before"), line=line
                )
                continue
            if agency not in agencies and (agency or len(agencies) > 1):
                self.report.left_out(
                    "routes.txt", _("an agency that is not in agency.txt"), line=line, value=agency
                )
                continue
            if kind not in RAIL_TYPES:
                self.report.changed(
                    "routes.txt", _("no railway by its type, taken as one"), line=line, value=kind
                )
            if short and long:
                self.report.not_kept("routes.txt", _("short names beside long ones"), line=line, value=short)
            slug = self.slug(its_id, 120)
            three = self.three("routes", "route_long_name", its_id, long or short, LENGTHS["route"])
            self.route_slugs[its_id] = slug
            operator = agencies[agency] if agency in agencies else next(iter(agencies.values()))
            self.found.routes[slug] = InRoute(slug, three, [operator])
            if network:
                self.networks.setdefault(network, []).append(slug)

    def read_other_operators(self) -> None:
        wanted = ("attribution_id", "route_id", "organization_name", "is_operator", "attribution_url")
        ignored = ("is_producer", "is_authority")
        for line, (its_id, route, name, is_operator, url) in self.feed.rows(
            "attributions.txt", wanted, ignored=ignored
        ):
            slug = self.route_slugs.get(route)
            if is_operator != "1" or slug is None or not name:
                if not self.found.is_sample:
                    self.report.not_kept("attributions.txt", _("attributions"), line=line, value=name)
                continue
            parts = self.own(its_id)
            code = self.slug(parts[1] if len(parts) == 2 and parts[0] == slug else name, 60)
            three = self.three("attributions", "organization_name", its_id, name, LENGTHS["agency"])
            address = self._url(url, "attributions.txt", line)
            self.found.operators.setdefault(code, InOperator(code, three, address))
            self.found.routes[slug].operators.append(code)

    def read_calendars(self) -> dict[str, Pattern]:
        """Days of running by `service_id`."""
        if not (self.feed.has("calendar.txt") or self.feed.has("calendar_dates.txt")):
            raise FeedRefusedError(_("The archive has neither calendar.txt nor calendar_dates.txt."))
        seasons: dict[str, Pattern] = {}
        for line, (its_id, *week, first, last) in self.feed.rows(
            "calendar.txt", ("service_id", *WEEK, "start_date", "end_date"), required=("service_id", *WEEK)
        ):
            start, end = day_of(first), day_of(last)
            if (
                not its_id
                or its_id in seasons
                or start is None
                or end is None
                or end < start
                or not {*week} <= {"0", "1"}
            ):
                self.report.left_out(
                    "calendar.txt", _("no days of running that can be read"), line=line, value=its_id
                )
                continue
            seasons[its_id] = Pattern(sum(1 << day for day, one in enumerate(week) if one == "1"), start, end)
        return self._with_dates(seasons)

    def _with_dates(self, seasons: dict[str, Pattern]) -> dict[str, Pattern]:
        dates: dict[str, tuple[set, set]] = {}
        for line, (its_id, text, kind) in self.feed.rows(
            "calendar_dates.txt", ("service_id", "date", "exception_type"), required=("service_id", "date")
        ):
            day = day_of(text)
            if day is None or kind not in ("1", "2"):
                self.report.left_out(
                    "calendar_dates.txt", _("no day that can be read"), line=line, value=text
                )
                continue
            dates.setdefault(its_id, (set(), set()))[kind == "2"].add(day)
        found = {}
        for its_id in {**seasons, **dates}:
            added, removed = dates.get(its_id, (set(), set()))
            season = seasons.get(its_id)
            if season is None and not added:
                continue
            start, end = (season.start, season.end) if season else (min(added), max(added))
            weekdays = season.weekdays if season else 0
            found[its_id] = Pattern(weekdays, start, end, frozenset(added - removed), frozenset(removed))
        return found


def read_feed(feed: OpenFeed, report: Report, prefix: str = "") -> Incoming:
    return Parser(feed, report, prefix).parse()
