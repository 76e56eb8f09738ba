"""What each kind of page costs: queries, milliseconds to make it, milliseconds as one worker serves it, kilobytes on the line.

`python -m tests.benchmarks.pages` prints a table: made in this process, made for each request by the server without the page
cache, and given out by the page cache. Times are of this machine; compare them with a run beside it, not with
a number written down elsewhere. `--rows 2000 100000` fills a sample newsroom of each size and prints what the first and the
last page of each list cost.
"""

import argparse
import gzip
import http.client
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
LISTS = ("article_list", "source_list", "agreement_list", "correction_list", "timeline", "topic_detail")
LIST_ROW = "{:<18}{:>10}{:>10}{:>12}{:>10}{:>12}"


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


def print_lists(database):
    """The first and the last page of each list, of a database that is filled."""
    from tests.benchmarks.newsroom.__main__ import settings_for  # noqa: PLC0415 it reads no settings

    with tempfile.TemporaryDirectory() as folder:
        manage(settings_in(folder), "compilemessages", "--verbosity=0")
        manage(settings_in(folder), "collectstatic", "--noinput", "--verbosity=0")
        os.environ |= settings_for(database, folder)
        import django  # noqa: PLC0415 the settings exist only now

        django.setup()
        from django.test import Client  # noqa: PLC0415

        client = Client(SERVER_NAME="127.0.0.1")
        for kind in LISTS:
            path = f"/en/{PAGE_KINDS[kind]}"
            pages = client.get(path).context_data["page_obj"].paginator
            costs = []
            for number in (1, pages.num_pages):
                queries, _html = queries_of(client, f"{path}?page={number}")
                costs += [queries, f"{build(client, f'{path}?page={number}')[0]:.1f}"]
            print(LIST_ROW.format(kind, pages.count, *costs), flush=True)


def print_growth(sizes):
    with tempfile.TemporaryDirectory() as folder:
        for size in sizes:
            database = f"sqlite:///{folder}/{size}.sqlite3"
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
            print(LIST_ROW.format(f"{size} articles", "rows", "queries", "first, ms", "queries", "last, ms"))
            lists = ("tests.benchmarks.pages", "--lists", database)
            subprocess.run([sys.executable, "-m", *lists], check=True)


def main():
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks.pages", description=__doc__)
    parser.add_argument("kinds", nargs="*", choices=[*PAGE_KINDS, []], help="all unless told")
    parser.add_argument("--rows", type=int, nargs="+", metavar="ARTICLES", help="how lists grow")
    parser.add_argument("--lists", metavar="DATABASE", help="lists of a database that is filled already")
    chosen = parser.parse_args()
    if chosen.lists:
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
