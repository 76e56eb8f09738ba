"""What a deployment of 100,000 new records costs beside `loaddata` of the same files, one after the other in one run.

`python -m tests.benchmarks.sync [--records 5000] [postgres://…]`: on a database of its own, or on an empty one.
Both end with the same rows and the same derived rows; then `sync_fixtures` runs once more, with nothing to do.

The records are a railway as a newsroom would keep it: each line has its stations and their order, what was reported of it and by
whom, figures with their values, an article in one line of ten, and a timetable, whose times at stations are most of the rows.
"""

import argparse
import json
import os
import sys
import tempfile
import time
from pathlib import Path

STATIONS, TRIPS = 10, 40
RECORDS = 100_000


def record(model, **fields):
    return {"model": model, "fields": fields}


def words(name, at, column="name"):
    return {f"{column}_en": f"{name} {at}", f"{column}_ru": f"Линия {at}", f"{column}_be": f"Лінія {at}"}


def line(at):
    """One line with all that belongs to it: {file: records}."""
    source, route, table = [f"source-{at}-0"], [f"line-{at}"], [f"line-{at}", "2026"]
    stations = [f"station-{at}-{n}" for n in range(STATIONS)]
    people = [
        record("news.person", key=f"person-{at}", **words("Person", at)),
        record(
            "news.office",
            person=[f"person-{at}"],
            source=source,
            stated_on="2026-02-26",
            **words("Head of line", at, "title"),
        ),
    ]
    sources = [
        record(
            "news.source",
            key=f"source-{at}-{n}",
            publisher_en="Railway press office",
            title=f"О движении поездов на линии {at}, часть {n}",
            language="ru",
            grade="c",
            published_on="2026-02-26",
            note_en=f"A report on line {at}, read on the operator’s page; part {n} of four.",
        )
        for n in range(4)
    ]
    figures = [
        each
        for n in range(2)
        for each in [
            record("news.figure", key=f"figure-{at}-{n}", unit="percent", **words(f"Share {n} of line", at)),
            *(
                record(
                    "news.figurevalue",
                    figure=[f"figure-{at}-{n}"],
                    amount=f"{year % 50}.5",
                    as_of=f"{year}-01-01",
                    as_of_precision="year",
                    source=source,
                    said_by=[f"person-{at}"],
                )
                for year in range(2021, 2025)
            ),
        ]
    ]
    return {
        "010_sources.json": sources,
        "020_people.json": people,
        "050_figures.json": figures,
        "080_articles.json": article(at) if at % 10 == 0 else [],
        "120_stations.json": [
            record(
                "routes.station",
                slug=slug,
                country="BY",
                timezone="Europe/Minsk",
                latitude=f"{52 + n / 100:.6f}",
                longitude=f"{27 + at / 100:.6f}",
                coordinate_precision="city_centre",
                coordinate_source=source,
                **words("Station", f"{at} {n}"),
            )
            for n, slug in enumerate(stations)
        ],
        "130_routes.json": [
            record("routes.route", slug=route[0], kind="suburban", operators=[], **words("Line", at)),
            *(
                record("routes.routestop", route=route, sequence=n, station=[slug], source=source)
                for n, slug in enumerate(stations, start=1)
            ),
        ],
        "140_route_events.json": [
            record(
                "routes.routeevent",
                route=route,
                key=f"event-{n}",
                kind="considered",
                date_precision="unknown",
                announced_on=f"2026-0{n}-01",
                source=source,
                assertion="reported",
                recorded_at="2026-11-24T12:00:00+03:00",
                **words(f"Trains were discussed, {n}, on line", at, "says"),
            )
            for n in range(1, 4)
        ],
        "150_timetables.json": timetable(route, table, stations, source),
    }


def timetable(route, table, stations, source):
    services = [
        record(
            "routes.service", timetable=table, key=key, weekdays=days, start="2026-04-02", end="2027-12-11"
        )
        for key, days in (("workdays", 31), ("weekends", 96))
    ]
    trips = [(f"{6000 + n}", n % 2, "workdays" if n % 3 else "weekends") for n in range(TRIPS)]
    return [
        record(
            "routes.timetable",
            route=route,
            key="2026",
            valid_from="2026-04-02",
            valid_until="2027-12-11",
            source=source,
        ),
        *services,
        *(
            record(
                "routes.trip", timetable=table, number=number, direction=direction, service=[*table, service]
            )
            for number, direction, service in trips
        ),
        *(
            record(
                "routes.stoptime",
                trip=[*table, number, direction, service],
                sequence=n,
                station=[slug],
                arrival=18_000 + 300 * n,
                departure=18_060 + 300 * n,
            )
            for number, direction, service in trips
            for n, slug in enumerate(stations if direction == 0 else reversed(stations), start=1)
        ),
    ]


def article(at):
    first, second = f"[^source-{at}-0]", f"[^source-{at}-1]"
    body = (
        f"Trains on [[route:line-{at}]] were discussed.{first} It rose to [[figure:figure-{at}-0]].{second}"
    )
    return [
        record("news.article", slug=f"article-{at}", kind="report", topics=[]),
        record(
            "news.articleversion",
            article=[f"article-{at}"],
            language="en",
            number=1,
            headline=f"Trains on line {at} were discussed",
            standfirst=f"The railway spoke of line {at}.[^source-{at}-0]",
            body=body,
            confirmed=f"- It was discussed.[^source-{at}-0]",
            live_from="2026-03-01T09:00:00Z",
        ),
    ]


def write_files(folder, records):
    """How many records; whole lines, as many as fit."""
    files, total, at = {}, 0, 0
    while True:
        new = line(at)
        count = sum(map(len, new.values()))
        if total + count > records:
            break
        for name, rows in new.items():
            files.setdefault(name, []).extend(rows)
        total, at = total + count, at + 1
    for name, rows in files.items():
        (folder / name).write_text(json.dumps(rows, ensure_ascii=False, indent=2) + "\n")
    return total


def timed(command, *arguments, **options):
    from django.core.management import call_command  # noqa: PLC0415 the database is named only by then

    started = time.perf_counter()
    call_command(command, *arguments, **options)
    return time.perf_counter() - started


def rows_held():
    from django.apps import apps  # noqa: PLC0415

    models = [model for label in ("news", "routes") for model in apps.get_app_config(label).get_models()]
    unlike = {"ContentStamp", "FixtureRecord"}
    return {model.__name__: model.objects.count() for model in models if model.__name__ not in unlike}


def main(address, records):
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place) / "fixtures"
        folder.mkdir()
        os.environ["DATABASE_URL"] = address or f"sqlite:///{place}/sync.sqlite3"
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")
        import django  # noqa: PLC0415

        django.setup()
        total = write_files(folder, records)
        timed("migrate", verbosity=0)
        if any(rows_held().values()):
            sys.exit("This database holds something; name an empty one.")
        sync = timed("sync_fixtures", folder, verbosity=0)
        again = timed("sync_fixtures", folder, verbosity=0)
        print(
            f"{total} records: sync_fixtures {sync:.1f} s; again, with nothing to do, {again:.1f} s",
            flush=True,
        )
        held = rows_held()
        timed("flush", interactive=False, verbosity=0)
        load = timed("loaddata", *map(str, sorted(folder.glob("*.json"))), verbosity=0)
        assert held == rows_held(), "both leave the same rows"
        timed("flush", interactive=False, verbosity=0)
    print(f"loaddata of the same {load:.1f} s: {load / sync:.1f} times as long")


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("address", nargs="?")
    parser.add_argument("--records", type=int, default=RECORDS)
    main(**vars(parser.parse_args()))
