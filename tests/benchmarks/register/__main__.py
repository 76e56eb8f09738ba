"""`python -m tests.benchmarks.register --database sqlite:////tmp/register.sqlite3 --instruments 20000`

Fills an empty database with the site's content and a sample register (the same seed makes the same one; `--once` leaves a
filled one alone), then prints what the register's pages cost: queries, and milliseconds of server time without the page cache.
"""

import argparse
import os
import sys
import tempfile
import time
from statistics import median

from tests.benchmarks.newsroom.__main__ import settings_for
from workbench.environment import ROOT

PATHS = (
    "agreements/",
    "agreements/?as_of=2010-06-01",
    "agreements/?as_of=2010-06-01&status=in_force",
    "agreements/?as_of=2010-06-01&status=in_force&page=50",
    "agreements/?status=awaiting_consent&party=state-1&order=newest",
    "agreements/?family=treaty&kind=protocol&year=2005&text=full&disputed=yes",
    "agreements/?subject=subject-3",
    "agreements/?in_force=yes&order=name",
    "agreements/?page=300",
    "agreements/?family=treaty&status=in_force",
    "agreements/calendar/",
    "agreements/calendar/?page=50",
    "agreements/changes/",
    "agreements/checks/",
    "agreements/delivery/",
    "agreements/matrix/",
    "agreements/matrix/?as_of=2010-06-01",
    "agreements/relations/",
    "agreements/sample-17/",
    "agreements/sample-18/?as_of=2010-06-01",
    "agreements/security-guarantees/",
)
ROW = "{:<74}{:>8}{:>8}{:>8}"
BUILDS = 11


def read_arguments():
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks.register", description=__doc__)
    parser.add_argument("--database", required=True, help="as DATABASE_URL; it is migrated first")
    parser.add_argument("--instruments", type=int, default=20_000, help="ten acts each (default: 20,000)")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--once", action="store_true", help="leave a database alone that is filled already")
    return parser.parse_args()


def main():
    chosen = read_arguments()
    with tempfile.TemporaryDirectory() as folder:
        os.environ |= settings_for(chosen.database, folder)
        import django  # noqa: PLC0415 the settings exist only now

        django.setup()
        prepare(chosen)
        measure()


def prepare(chosen):
    from django.core.management import call_command  # noqa: PLC0415 after django.setup()
    from django.db import connection  # noqa: PLC0415

    from tests.benchmarks.register.filling import fill, is_filled  # noqa: PLC0415

    call_command("migrate", verbosity=0)
    call_command("collectstatic", interactive=False, verbosity=0)
    if is_filled():
        if chosen.once:
            return
        sys.exit("This database holds a sample register already; name an empty one.")
    call_command("loaddata", *sorted((ROOT / "fixtures").glob("*.json")), verbosity=0)
    fill(chosen.instruments, seed=chosen.seed, say=lambda line: print(line, flush=True))
    if connection.vendor == "postgresql":
        # A running server does this by itself within a minute.
        with connection.cursor() as cursor:
            cursor.execute("VACUUM ANALYZE")


def measure():
    from django.db import connection  # noqa: PLC0415
    from django.test import Client  # noqa: PLC0415
    from django.test.utils import CaptureQueriesContext  # noqa: PLC0415

    client = Client(SERVER_NAME="127.0.0.1")
    print(ROW.format("page", "queries", "ms", "of CPU"))
    for path in PATHS:
        if "page=" in path and client.get(f"/en/{path}").status_code == 404:
            print(ROW.format(path, "", "", "too few"))
            continue
        with CaptureQueriesContext(connection) as queries:
            build(client, path)
            number = len(queries)
        costs = [build(client, path) for _ in range(BUILDS)]
        print(ROW.format(path, number, *(f"{median(each) * 1000:.0f}" for each in zip(*costs, strict=True))))


def build(client, path):
    """Seconds by the clock, and of this program's processor time (on a busy machine the clock counts what others do)."""
    clock, processor = time.perf_counter(), time.process_time()
    response = client.get(f"/en/{path}")
    if response.status_code != 200:
        sys.exit(f"{path} answers {response.status_code}")
    return time.perf_counter() - clock, time.process_time() - processor


if __name__ == "__main__":
    main()
