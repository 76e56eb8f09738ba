"""What the published railway costs from a database: 2,000 stations, 200,000 connections a day.

`python -m tests.benchmarks.timetables` (or with the postgres:// address of an empty database) fills one, prints a table and
exits with 1 where a budget is exceeded. Budgets are ratios to a loop of a million additions on the same machine, as in
`tests.benchmarks.journeys`; memory is the most that the process ever had, Django and the two days of a search in it.
"""

import os
import random
import resource
import subprocess
import sys
import tempfile
from datetime import date

from tests.benchmarks.journeys import MEGABYTES, ROW, million_additions, seconds
from tests.benchmarks.railway import CALLS, STATIONS, TRAINS, calls

FIRST, LAST, ON = date(2026, 4, 2), date(2026, 12, 31), date(2026, 6, 1)
BOARDS = 60
# × the loop: 5 ms, and 500 ms, on the machine where it takes 30.
BUDGETS = {"departure board": 1 / 6, "compile a day": 16}


def set_up(database):
    os.environ |= {"DATABASE_URL": database, "DEBUG": "0", "DJANGO_SETTINGS_MODULE": "config.settings"}
    os.environ.setdefault("SECRET_KEY", "bench" * 13)
    os.environ.setdefault("ALLOWED_HOSTS", "localhost")
    import django  # noqa: PLC0415 the database is named only now

    django.setup()


def fill(database):
    """A route for each line, its trains daily, published."""
    set_up(database)
    from django.core.management import call_command  # noqa: PLC0415
    from django.utils import timezone  # noqa: PLC0415

    from news.models import Source  # noqa: PLC0415
    from routes.gtfs.writing import insert_stop_times  # noqa: PLC0415
    from routes.models import Publication, Route, Service, Station, Timetable, Trip  # noqa: PLC0415
    from routes.publishing import close_ends  # noqa: PLC0415

    call_command("migrate", verbosity=0)
    if Station.objects.exists():
        return
    source = Source.objects.create(key="b", publisher_en="B", title="B", language="en", grade="d")
    stations = Station.objects.bulk_create(
        Station(slug=f"s{n}", name_en=f"Station {n}", timezone="Europe/Minsk") for n in range(STATIONS)
    )
    rows = list(calls())
    for line in range(len(rows) // (TRAINS * CALLS)):
        route = Route.objects.create(slug=f"r{line}", kind="suburban", name_en=f"Route {line}")
        timetable = Timetable.objects.create(
            route=route, key="t", valid_from=FIRST, valid_until=LAST, source=source
        )
        daily = Service.objects.create(timetable=timetable, key="daily", start=FIRST, end=LAST)
        first = line * TRAINS
        trips = Trip.objects.bulk_create(
            Trip(timetable=timetable, service=daily, number=str(first + n), direction=n % 2)
            for n in range(TRAINS)
        )
        here = rows[first * CALLS : (first + TRAINS) * CALLS]
        insert_stop_times(
            (trips[n // CALLS].pk, n % CALLS + 1, stations[station].pk, arrives, leaves, 0, 0, True)
            for n, (_train, station, arrives, leaves, *_boarding) in enumerate(here)
        )
        close_ends(timetable)
        Publication.objects.create(
            timetable=timetable, published_at=timezone.now(), content_hash=f"{line:064x}"
        )


def measure(database):
    set_up(database)
    from django.db import connection  # noqa: PLC0415
    from django.test.utils import CaptureQueriesContext  # noqa: PLC0415

    from routes.connections import current_railway, forget  # noqa: PLC0415
    from routes.departures import departure_board  # noqa: PLC0415
    from routes.models import Station  # noqa: PLC0415

    slugs = random.Random(7).sample(range(STATIONS), BOARDS)
    with CaptureQueriesContext(connection) as queries:  # which warms it up, too
        departure_board(Station.objects.get(slug="s7"), ON)
    taken = {
        "departure board": [
            seconds(lambda: departure_board(Station.objects.get(slug=f"s{n}"), ON))  # noqa: B023 called at once
            for n in slugs
        ]
    }
    taken["compile a day"] = []
    for _ in range(5):
        forget()
        taken["compile a day"].append(seconds(lambda: current_railway().day(ON)))
    railway = current_railway()
    railway.search(*Station.objects.order_by("pk")[:2], ON, (0, 1)).leaving(8 * 3600, 5)
    return taken, len(queries), railway.size


def main():
    with tempfile.TemporaryDirectory() as folder:
        run(sys.argv[1] if sys.argv[1:] else f"sqlite:///{folder}/railway.sqlite3")


def run(database):
    # In a process of its own, so that memory is that of reading.
    subprocess.run([sys.executable, "-m", __spec__.name, database, "--fill"], check=True)
    taken, queries, connections = measure(database)
    loop = min(seconds(million_additions) for _ in range(5))
    print(ROW.format("", "median ms", "p95 ms", "max ms", "p95 ×", "budget ×"))
    exceeded = []
    for name, times in taken.items():
        times.sort()
        p95 = times[int(len(times) * 0.95)]
        figures = (f"{1000 * one:.1f}" for one in (times[len(times) // 2], p95, times[-1]))
        print(ROW.format(name, *figures, f"{p95 / loop:.2f}", f"{BUDGETS[name]:.2f}"))
        exceeded += [name] if p95 / loop > BUDGETS[name] else []
    megabytes = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(
        f"{connections:,} connections held; a board: {queries} queries; a million additions: {1000 * loop:.0f} ms; "
        f"memory at most: {megabytes:.0f} MB"
    )
    exceeded += ["memory"] if megabytes > MEGABYTES else []
    if exceeded:
        sys.exit(f"over budget: {', '.join(exceeded)}")


if __name__ == "__main__":
    if sys.argv[2:] == ["--fill"]:
        fill(sys.argv[1])
    else:
        main()
