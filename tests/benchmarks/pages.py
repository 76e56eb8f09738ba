"""What each kind of page costs: queries, milliseconds to make it, milliseconds as one worker serves it, kilobytes on the line.

`python -m tests.benchmarks.pages` prints a table: made in this process, made for each request by the server without the page
cache, and given out by the page cache. Times are of this machine; compare them with a run beside it, not with
a number written down elsewhere.

`--rows 2000 100000` fills a sample newsroom of each size and prints what the first, the middle and the last page of each list
cost, in milliseconds of the processor; `--lists sqlite:////a.sqlite3 sqlite:////b.sqlite3` does so of newsrooms that are filled.
Each page is made of all of them in turn, so that what else the machine does is spread alike.
"""

import argparse
import gzip
import http.client
import json
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from statistics import median
from urllib.parse import urlsplit

from tests.benchmarks.cache.__main__ import cpu_seconds
from tests.page_kinds import PAGE_KINDS
from tests.served_site import manage, prepare, served, settings_in

BUILDS = 31
MADE, KEPT = 60, 300  # requests to the server without the page cache, and with it
WARM = 12  # before those: each thread of the server has a connection of its own to the database
UNCACHED = "tests.benchmarks.uncached:application"
ROW = "{:<20}{:>8}{:>15}{:>8}{:>17}{:>8}{:>10}{:>11}{:>8}"
LISTS = (
    *("news/", "news/?kind=report", "news/?topic=topic-1", "corrections/", "topics/", "topics/topic-1/"),
    *("people/", "figures/", "sources/", "sources/?kind=d", "timeline/", "timeline/?topic=topic-1"),
    *("agreements/", "agreements/?status=in_force", "routes/", "stations/"),
)
ROUNDS = 15
LIST_ROW = "{:<30}{:<8}{:>10}{:>10}{:>10}"


def queries_of(client, path):
    """How many a page asks. Counted apart from its times: to look at a query costs more than to ask it."""
    from django.db import connection  # noqa: PLC0415 the settings exist only now

    asked = []

    def count(execute, *question):
        asked.append(question)
        return execute(*question)

    client.get(path)  # what is looked up once a process
    with connection.execute_wrapper(count):
        response = client.get(path)
    if response.status_code != 200:
        sys.exit(f"{path} answers {response.status_code}")
    return len(asked), response.content


def build(client, path):
    """Median milliseconds in which a page is made without the page cache: of the processor, and by the clock."""
    spent, waited = [], []
    for _ in range(BUILDS):
        worked, began = time.process_time(), time.perf_counter()
        client.get(path)
        spent.append(time.process_time() - worked)
        waited.append(time.perf_counter() - began)
    return median(spent) * 1000, median(waited) * 1000


def answers(site, path, times):
    """(milliseconds of the server's processor, median milliseconds by the clock) of one answer. One client and one connection, so
    that the client's share is small and the same for every page."""
    connection = http.client.HTTPConnection(urlsplit(site.address).netloc)
    waited = []
    for number in range(WARM + times):
        if number == WARM:
            worked = cpu_seconds([site.server])
        began = time.perf_counter()
        connection.request("GET", path, headers={"Accept-Encoding": "gzip"})
        connection.getresponse().read()
        waited.append(time.perf_counter() - began)
    connection.close()
    return (cpu_seconds([site.server]) - worked) / times * 1000, median(waited[WARM:]) * 1000


def measure(cached, uncached, kinds):
    import django  # noqa: PLC0415 the settings' folder exists only now

    django.setup()
    from django.test import Client  # noqa: PLC0415

    client = Client(SERVER_NAME="127.0.0.1")
    for kind in kinds or PAGE_KINDS:
        path = f"/en/{PAGE_KINDS[kind]}"
        queries, html = queries_of(client, path)
        times = (*build(client, path), *answers(uncached, path, MADE), answers(cached, path, KEPT)[1])
        yield kind, queries, *times, len(html) / 1024, len(gzip.compress(html)) / 1024


def answer_lists(database):
    """Makes the page of each line that comes in; gives back, a line each, what it costs and how many rows and pages there are."""
    from tests.benchmarks.newsroom.__main__ import settings_for  # noqa: PLC0415 it reads no settings

    with tempfile.TemporaryDirectory() as folder:
        manage(settings_in(folder), "compilemessages", "--verbosity=0")
        manage(settings_in(folder), "collectstatic", "--noinput", "--verbosity=0")
        os.environ |= settings_for(database, folder)
        import django  # noqa: PLC0415 the settings exist only now

        django.setup()
        from django.test import Client  # noqa: PLC0415

        client = Client(SERVER_NAME="127.0.0.1")
        for path in map(str.strip, sys.stdin):
            began = time.process_time()
            response = client.get(path)
            spent = (time.process_time() - began) * 1000
            page = response.context_data.get("page_obj") if response.status_code == 200 else None
            counted = [page.paginator.count, page.paginator.num_pages] if page else [0, 1]
            print(json.dumps([response.status_code, spent, *counted]), flush=True)


class Newsroom:
    """One that is filled, asked in a process of its own."""

    def __init__(self, database):
        asked = (sys.executable, "-m", "tests.benchmarks.pages", "--answer", database)
        self.process = subprocess.Popen(asked, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)

    def ask(self, path):
        """(milliseconds of the processor, rows, pages)"""
        print(f"/en/{path}", file=self.process.stdin, flush=True)
        status, *found = json.loads(self.process.stdout.readline())
        return found if status == 200 else sys.exit(f"{path} answers {status}")

    def close(self):
        self.process.stdin.close()
        self.process.wait()


def print_lists(databases):
    """The first, the middle and the last page of each list, beside the first page of the first newsroom."""
    rooms = [Newsroom(database) for database in databases]
    print(LIST_ROW.format("list", "page", "rows", "ms", "ratio"))
    for path in LISTS:
        first = None
        for name, place in (("first", 0), ("middle", 0.5), ("last", 1)):
            paths = [page_at(room.ask(path)[2], path, place) for room in rooms]
            if place and paths == [path] * len(rooms):
                break
            costs = [[] for _ in rooms]
            for _ in range(ROUNDS):
                for room, cost, page in zip(rooms, costs, paths, strict=True):
                    cost.append(room.ask(page)[0])
            first = first or median(costs[0])
            for room, cost in zip(rooms, costs, strict=True):
                line = (path, name, room.ask(path)[1], f"{median(cost):.1f}", f"{median(cost) / first:.2f}")
                print(LIST_ROW.format(*line), flush=True)
    for room in rooms:
        room.close()


def page_at(pages, path, place):
    """`place`: from 0, the first page, to 1, the last."""
    number = 1 + round((pages - 1) * place)
    return path if number == 1 else f"{path}{'&' if '?' in path else '?'}page={number}"


def print_growth(sizes):
    with tempfile.TemporaryDirectory() as folder:
        databases = [f"sqlite:///{folder}/{size}.sqlite3" for size in sizes]
        for size, database in zip(sizes, databases, strict=True):
            fill = (
                "tests.benchmarks.newsroom",
                "--database",
                database,
                "--articles",
                str(size),
                "--audit",
                "0",
            )
            subprocess.run([sys.executable, "-m", *fill], check=True, stdout=subprocess.DEVNULL)
        print_lists(databases)


def main():
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks.pages", description=__doc__)
    parser.add_argument("kinds", nargs="*", choices=[*PAGE_KINDS, []], help="all unless told")
    parser.add_argument("--rows", type=int, nargs="+", metavar="ARTICLES", help="how lists grow")
    parser.add_argument(
        "--lists", nargs="+", metavar="DATABASE", help="how lists grow from one filled newsroom to the next"
    )
    parser.add_argument("--answer", metavar="DATABASE", help=argparse.SUPPRESS)
    chosen = parser.parse_args()
    if chosen.answer:
        answer_lists(chosen.answer)
    elif chosen.lists:
        print_lists(chosen.lists)
    elif chosen.rows:
        print_growth(chosen.rows)
    else:
        print_kinds(chosen.kinds)


def print_kinds(kinds):
    print(ROW.format("", "", "made here, ms", "", "served made, ms", "", "kept, ms", "kilobytes", ""))
    print(ROW.format("page", "queries", *("processor", "clock") * 2, "clock", "HTML", "gzip"))
    with tempfile.TemporaryDirectory() as folder:
        prepare(Path(folder))
        os.environ |= settings_in(folder)
        settings = settings_in(folder)
        with served(settings) as cached, served(settings, UNCACHED) as uncached:
            for kind, queries, *figures in measure(cached, uncached, kinds):
                print(ROW.format(kind, queries, *(f"{each:.1f}" for each in figures)), flush=True)


if __name__ == "__main__":
    main()
