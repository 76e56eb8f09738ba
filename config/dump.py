"""The record beside the register in one file: every list that pages show, whole, as CSV, with a key to its columns."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.conf import settings
from django.utils import timezone
from django.utils.translation import override

from config.timeline.data import ENTRIES
from config.timeline.entries import timeline_entries
from config.timeline.line import whole_line
from config.web.data_files import csv_text
from config.web.licence import LICENCE, NAME
from config.web.packing import packed
from config.web.tables import Absolute, Table
from news.agreements.data.columns import SOURCES
from news.corrections import corrections
from news.data.articles import ARTICLES, CORRECTIONS
from news.data.record import FIGURES, PEOPLE, TOPICS, VALUES
from news.figure_reading import with_values
from news.listing import with_news_counted
from news.models import ArticleVersion, Figure, FigureValue, Person, Source, Topic
from news.person_reading import with_offices
from news.summaries import with_summaries
from news.texts.notes import Notes
from routes.alerts import alert_line
from routes.data import ALERTS, EVENTS, ROUTES, STATIONS
from routes.models import Alert, Route, Station
from routes.network import Network, network
from routes.station_record import by_country


@dataclass(frozen=True, slots=True)
class List:
    """`page`: the name of the address of the page that shows it; `rows`: all of it, on a day."""

    table: Table
    page: str
    rows: Callable[[date], Iterable[Any]]


def _network(day: date) -> Network:
    return network(Route.objects.public().for_route_list(), day, Notes())


def _stations(day: date) -> Iterable[Any]:
    return [
        line for group in by_country(Station.objects.public(), _network(day).routes) for line in group.lines
    ]


LISTS = (
    List(ARTICLES, "article_list", lambda day: with_summaries(ArticleVersion.objects.for_list(), day)),
    List(
        CORRECTIONS,
        "correction_list",
        lambda day: corrections(ArticleVersion.objects.for_corrections(), day)[0],
    ),
    List(TOPICS, "topic_list", lambda day: with_news_counted(Topic.objects.for_list())),
    List(PEOPLE, "person_list", lambda day: with_offices(Person.objects.public().for_list())),
    List(FIGURES, "figure_list", lambda day: with_values(Figure.objects.public())),
    List(SOURCES, "source_list", lambda day: Source.objects.public().for_list()),
    List(ROUTES, "route_list", lambda day: _network(day).routes),
    List(STATIONS, "station_list", _stations),
    List(
        ALERTS,
        "alert_list",
        lambda day: [alert_line(alert, Notes()) for alert in Alert.objects.in_force(day).for_list()],
    ),
    List(ENTRIES, "timeline", lambda day: timeline_entries(whole_line(timezone.now()), day)),
)
# Tables of what one page shows.
PARTS = (VALUES, EVENTS)


def write_dump(day: date, absolute: Absolute) -> bytes:
    """A zip file, in English."""
    with override("en"):
        files = {
            f"{each.table.name}.csv": csv_text(each.table.header, each.table.rows(each.rows(day), absolute))
            for each in LISTS
        }
        values = FigureValue.objects.select_related("figure", "source", "said_by")
        rows = VALUES.rows(values.order_by("figure__key", "as_of", "pk"), absolute)
        files["values.csv"] = csv_text(VALUES.header, rows)
        files["README.txt"] = _readme(day, absolute)
    return packed("union-chronicle-record", files)


def _readme(day: date, absolute: Absolute) -> str:
    lines = [
        f"{settings.SITE_NAME}: the record beside the register of agreements",
        "",
        f"States are computed for {day.isoformat()}. Independent and unofficial.",
        f"Licence of what we wrote ourselves: {NAME}, {LICENCE}",
        "Titles and words quoted from sources belong to those who wrote them.",
        f"Home: {absolute('/')}",
        "SHA256SUMS holds the SHA-256 of every other file: sha256sum --check SHA256SUMS",
    ]
    for table in (*(each.table for each in LISTS), VALUES):
        lines += ["", f"{table.name}.csv: {table.says}"]
        lines += [f"  {column.name}: {column.says}" for column in table.columns]
    return "\n".join(lines) + "\n"
