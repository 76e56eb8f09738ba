"""What the published railway costs from a database: 2,000 stations, 200,000 connections a day.

`python -m tests.benchmarks.timetables` (or with the postgres:// address of an empty database) fills one, prints a table and
exits with 1 where a budget is exceeded. Memory is the most that the process ever had, Django and the two days of a search in it.
"""

import os
import random
import subprocess
import sys
import tempfile
from datetime import date, timedelta
from functools import partial

from tests.benchmarks.budgets import Times, end
from tests.benchmarks.railway import CALLS, STATIONS, TRAINS, calls_by_line

FIRST, LAST, ON = date(2026, 4, 2), date(2026, 12, 31), date(2026, 6, 1)
BOARDS, DAYS = 60, 9
BUDGETS = {"departure board": 5, "compile a day": 500}
MEGABYTES, QUERIES = 150, 2


def set_up(database):
    os.environ |= {"DATABASE_URL": database, "DEBUG": "0", "DJANGO_SETTINGS_MODULE": "config.settings"}
    # A million stop times are no slow query to be told of.
    os.environ["LOG_LEVEL"] = "ERROR"
    os.environ.setdefault("SECRET_KEY", "bench" * 13)
    os.environ.setdefault("ALLOWED_HOSTS", "localhost")
    import django  # noqa: PLC0415 the database is named only now

    django.setup()


def fill(database):
    """A route for each line, its trains daily, published."""
    set_up(database)
    from django.core.management import call_command  # noqa: PLC0415
    from django.db import transaction  # noqa: PLC0415

    from news.models import Source  # noqa: PLC0415
    from routes.models import Station  # noqa: PLC0415

    call_command("migrate", verbosity=0)
    if Station.objects.exists():
        return
    with transaction.atomic():
        source = Source.objects.create(key="b", publisher_en="B", title="B", language="en", grade="d")
        stations = Station.objects.bulk_create(
            Station(slug=f"s{n}", name_en=f"Station {n}", timezone="Europe/Minsk") for n in range(STATIONS)
        )
        for line, rows in enumerate(calls_by_line()):
            publish(line, rows, source, stations)


def publish(line, rows, source, stations):
    from django.utils import timezone  # noqa: PLC0415

    from routes.gtfs.writing.trains import insert_stop_times  # noqa: PLC0415
    from routes.models import Publication, Route, Service, Timetable, Trip  # noqa: PLC0415
    from routes.publishing import close_ends  # noqa: PLC0415

    route = Route.objects.create(slug=f"r{line}", kind="suburban", name_en=f"Route {line}")
    timetable = Timetable.objects.create(
        route=route, key="t", valid_from=FIRST, valid_until=LAST, source=source
    )
    daily = Service.objects.create(timetable=timetable, key="daily", start=FIRST, end=LAST)
    trips = Trip.objects.bulk_create(
        Trip(timetable=timetable, service=daily, number=str(line * TRAINS + n), direction=n % 2)
        for n in range(TRAINS)
    )
    insert_stop_times(
        (trips[n // CALLS].pk, n % CALLS + 1, stations[station].pk, arrives, leaves, 0, 0, True)
        for n, (_train, station, arrives, leaves, *_boarding) in enumerate(rows)
    )
    close_ends(timetable)
    Publication.objects.create(timetable=timetable, published_at=timezone.now(), content_hash=f"{line:064x}")


def measure(database):
    set_up(database)
    from django.db import connection  # noqa: PLC0415
    from django.test.utils import CaptureQueriesContext  # noqa: PLC0415

    from routes.connections import forget, railway_of  # noqa: PLC0415
    from routes.departures import departure_board  # noqa: PLC0415
    from routes.models import Station  # noqa: PLC0415

    with CaptureQueriesContext(connection) as queries:  # which warms it up, too
        departure_board(Station.objects.get(slug="s7"), ON)
    times = Times()
    times.measure(
        "departure board",
        [
            partial(lambda slug: departure_board(Station.objects.get(slug=slug), ON), f"s{n}")
            for n in random.Random(7).sample(range(STATIONS), BOARDS)
        ],
    )
    for _ in range(DAYS):
        forget()
        times.measure("compile a day", [lambda: railway_of(ON, ON + timedelta(days=1)).day(ON)])
    railway = railway_of(ON, ON + timedelta(days=1))
    railway.search(*Station.objects.order_by("pk")[:2], ON, (0, 1)).leaving(8 * 3600, 5)
    print(f"{railway.kept.size:,} connections held; a board: {len(queries)} queries (budget {QUERIES})")
    return times.exceeded(BUDGETS, MEGABYTES) + (["queries"] if len(queries) > QUERIES else [])


def main():
    with tempfile.TemporaryDirectory() as folder:
        run(sys.argv[1] if sys.argv[1:] else f"sqlite:///{folder}/railway.sqlite3")


def run(database):
    # In a process of its own, so that memory is that of reading.
    subprocess.run([sys.executable, "-m", __spec__.name, database, "--fill"], check=True)
    end(measure(database))


if __name__ == "__main__":
    if sys.argv[2:] == ["--fill"]:
        fill(sys.argv[1])
    else:
        main()
