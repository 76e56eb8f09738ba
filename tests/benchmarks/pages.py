"""What each kind of page costs: queries, milliseconds to build it, requests a second as served, kilobytes on the line.

`python -m tests.benchmarks.pages` prints a table. Times are of this machine; compare them with a run beside it, not with
a number written down elsewhere.
"""

import gzip
import http.client
import os
import sys
import tempfile
import time
from pathlib import Path
from statistics import median
from urllib.parse import urlsplit

from tests.page_kinds import PAGE_KINDS
from tests.served_site import prepare, served, settings_in

BUILDS = 11
REQUESTS = 300
ROW = "{:<18}{:>10}{:>10}{:>10}{:>10}{:>10}"


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


def main():
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
