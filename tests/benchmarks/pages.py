"""What each kind of page costs: queries, milliseconds to build it, requests a second as served, kilobytes on the line.

`python -m tests.benchmarks.pages` prints a table. Times are of this machine; compare them with a run beside it, not with
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

from tests.page_kinds import PAGE_KINDS
from tests.served_site import manage, prepare, served, settings_in

BUILDS = 11
REQUESTS = 300
ROW = "{:<18}{:>10}{:>10}{:>10}{:>10}{:>10}"
LISTS = ("article_list", "source_list", "agreement_list", "correction_list", "timeline", "topic_detail")
LIST_ROW = "{:<18}{:>10}{:>10}{:>12}{:>10}{:>12}"


def build(client, capture, path):
    """Queries and the median milliseconds of building a page without the page cache; the first build warms templates up."""
    times = []
    for _ in range(BUILDS):
        with capture() as queries:
            started = time.perf_counter()
            response = client.get(path)
            times.append(time.perf_counter() - started)
    if response.status_code != 200:
        sys.exit(f"{path} answers {response.status_code}")
    return len(queries), median(times[1:]) * 1000, response.content


def cached_requests_a_second(address, path):
    """One client, one connection, so that the client's share is small and the same for every page."""
    connection = http.client.HTTPConnection(urlsplit(address).netloc)
    started = None
    for number in range(REQUESTS + 1):
        connection.request("GET", path, headers={"Accept-Encoding": "gzip"})
        connection.getresponse().read()
        started = started if number else time.perf_counter()
    connection.close()
    return REQUESTS / (time.perf_counter() - started)


def measure(site):
    import django  # noqa: PLC0415 the settings' folder exists only now

    django.setup()
    from django.db import connection  # noqa: PLC0415
    from django.test import Client  # noqa: PLC0415
    from django.test.utils import CaptureQueriesContext  # noqa: PLC0415

    client = Client(SERVER_NAME="127.0.0.1")
    for kind, path in PAGE_KINDS.items():
        queries, milliseconds, html = build(client, lambda: CaptureQueriesContext(connection), f"/en/{path}")
        a_second = cached_requests_a_second(site.address, f"/en/{path}")
        yield kind, queries, milliseconds, a_second, len(html) / 1024, len(gzip.compress(html)) / 1024


def print_lists(database):
    """The first and the last page of each list, of a database that is filled."""
    from tests.benchmarks.newsroom.__main__ import settings_for  # noqa: PLC0415 it reads no settings

    with tempfile.TemporaryDirectory() as folder:
        manage(settings_in(folder), "compilemessages", "--verbosity=0")
        manage(settings_in(folder), "collectstatic", "--noinput", "--verbosity=0")
        os.environ |= settings_for(database, folder)
        import django  # noqa: PLC0415 the settings exist only now

        django.setup()
        from django.db import connection  # noqa: PLC0415
        from django.test import Client  # noqa: PLC0415
        from django.test.utils import CaptureQueriesContext  # noqa: PLC0415

        client = Client(SERVER_NAME="127.0.0.1")
        for kind in LISTS:
            path = f"/en/{PAGE_KINDS[kind]}"
            pages = client.get(path).context_data["page_obj"].paginator
            costs = []
            for number in (1, pages.num_pages):
                queries, milliseconds, _html = build(
                    client, lambda: CaptureQueriesContext(connection), f"{path}?page={number}"
                )
                costs += [queries, f"{milliseconds:.1f}"]
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
    parser.add_argument("--rows", type=int, nargs="+", metavar="ARTICLES", help="how lists grow")
    parser.add_argument("--lists", metavar="DATABASE", help="lists of a database that is filled already")
    chosen = parser.parse_args()
    if chosen.lists:
        print_lists(chosen.lists)
    elif chosen.rows:
        print_growth(chosen.rows)
    else:
        print_kinds()


def print_kinds():
    print(ROW.format("page", "queries", "build ms", "served/s", "HTML KB", "gzip KB"))
    with tempfile.TemporaryDirectory() as folder:
        prepare(Path(folder))
        os.environ |= settings_in(folder)
        with served(settings_in(folder)) as site:
            for kind, queries, milliseconds, a_second, *kilobytes in measure(site):
                sizes = (f"{each:.1f}" for each in kilobytes)
                print(ROW.format(kind, queries, f"{milliseconds:.1f}", f"{a_second:.0f}", *sizes))


if __name__ == "__main__":
    main()
