"""What a large GTFS feed costs: 450,000 stop times taken in and given out again; seconds, and the most memory the process had.

`python -m tests.benchmarks.gtfs sqlite:////tmp/bench.sqlite3` (or a postgres:// address of an empty database).
The feed is seeded: the same bytes each time.
"""

import io
import os
import random
import resource
import sys
import time
import zipfile
from pathlib import Path

ROUTES, STATIONS, TRIPS, STOPS = 40, 2000, 15_000, 30
SEED = 20260402


def table(name, header, rows, archive):
    with archive.open(name, "w") as raw, io.TextIOWrapper(raw, encoding="utf-8", newline="") as text:
        text.write(header + "\n")
        text.writelines(f"{row}\n" for row in rows)


def seeded_feed(path, trips=TRIPS):
    """Each route has its own stretch of stations; trains leave at any minute and take two to nine minutes to the next stop."""
    luck = random.Random(SEED)
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        table(
            "agency.txt",
            "agency_id,agency_name,agency_url,agency_timezone",
            ["a,Bench,https://example.org/,Europe/Minsk"],
            archive,
        )
        stations = (f"s{n},Station {n},{50 + n / 500:.6f},{24 + n / 400:.6f}" for n in range(STATIONS))
        table("stops.txt", "stop_id,stop_name,stop_lat,stop_lon", stations, archive)
        routes = (f"r{n},a,Route {n},2" for n in range(ROUTES))
        table("routes.txt", "route_id,agency_id,route_long_name,route_type", routes, archive)
        table(
            "calendar.txt",
            "service_id,monday,tuesday,wednesday,thursday,friday,saturday,sunday,start_date,end_date",
            ["daily,1,1,1,1,1,1,1,20260402,20271211"],
            archive,
        )
        rows = (f"r{n % ROUTES},daily,t{n},{n // ROUTES % 2}" for n in range(trips))
        table("trips.txt", "route_id,service_id,trip_id,direction_id", rows, archive)
        header = "trip_id,arrival_time,departure_time,stop_id,stop_sequence"
        table("stop_times.txt", header, stop_times(luck, trips), archive)


def stop_times(luck, trips):
    for n in range(trips):
        first = n % ROUTES * (STATIONS // ROUTES)
        at = luck.randrange(4 * 3600, 22 * 3600, 60)
        stops = range(first, first + STOPS)
        for order, stop in enumerate(stops if n // ROUTES % 2 == 0 else reversed(stops), start=1):
            time_at = f"{at // 3600:02}:{at % 3600 // 60:02}:00"
            yield f"t{n},{time_at},{time_at},s{stop},{order}"
            at += luck.randrange(120, 540, 60)


def memory():
    """The most the process ever had, in MB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def main(database):
    os.environ |= {"DATABASE_URL": database, "DEBUG": "0", "DJANGO_SETTINGS_MODULE": "config.settings"}
    os.environ.setdefault("SECRET_KEY", "bench" * 13)
    os.environ.setdefault("ALLOWED_HOSTS", "localhost")
    import django  # noqa: PLC0415 the database is named only now

    django.setup()
    from django.core.management import call_command  # noqa: PLC0415

    from routes.gtfs.writing import import_feed  # noqa: PLC0415

    call_command("migrate", verbosity=0)
    path = Path(os.environ.get("TMPDIR", "/tmp")) / "gtfs-bench.zip"
    seeded_feed(path)
    before = memory()
    for again in ("import", "the same again"):
        started = time.perf_counter()
        report = import_feed(str(path), dry_run=False)
        print(f"{again}: {time.perf_counter() - started:.1f} s, {memory():.0f} MB (before: {before:.0f} MB)")
        print("  " + ", ".join(f"{what} {count}" for what, count in report.taken.items()))
    path.unlink()


if __name__ == "__main__":
    main(*sys.argv[1:])
