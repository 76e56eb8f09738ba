"""What each page of the desk costs with a newsroom behind it: queries, milliseconds, and how that compares to a page without any.

`python -m tests.benchmarks.desk sqlite:////tmp/newsroom.sqlite3 postgres://…/newsroom` prints a table a database, each
filled by `tests.benchmarks.newsroom`. Times are of this machine; `×` is the ratio to the form for changing one's password.
"""

import argparse
import logging
import os
import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from pathlib import Path
from statistics import median

from tests.benchmarks.newsroom.__main__ import settings_for

LIMIT = 100  # milliseconds
ROW = "{:<44}{:>8}{:>9}{:>9}{:>8}  {}"


def main():
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks.desk", description=__doc__)
    parser.add_argument("database", nargs="+", help="as DATABASE_URL")
    parser.add_argument("--only", default="", help="addresses whose group begins so")
    parser.add_argument("--runs", type=int, default=9)
    parser.add_argument("--busy", action="store_true", help="judge by CPU time: other programs run beside")
    parser.add_argument("--readers", action="store_true", help="the public pages instead")
    chosen = parser.parse_args()
    if len(chosen.database) > 1:
        # A process each: Django knows one database address.
        options = [word for word in sys.argv[1:] if word not in chosen.database]
        for database in chosen.database:
            subprocess.run([sys.executable, "-m", "tests.benchmarks.desk", database, *options], check=True)
        return
    with tempfile.TemporaryDirectory() as folder:
        os.environ |= settings_for(chosen.database[0], folder)
        import django  # noqa: PLC0415 the settings exist only now

        django.setup()
        from django.core.management import call_command  # noqa: PLC0415

        call_command("collectstatic", interactive=False, verbosity=0)
        report(chosen)


def report(chosen):
    from django.db import connection  # noqa: PLC0415 after django.setup()

    from config.web.garbage import settle  # noqa: PLC0415
    from tests.benchmarks.newsroom.addresses import Address, of_the_desk  # noqa: PLC0415
    from tests.benchmarks.newsroom.reading import of_readers  # noqa: PLC0415

    logging.disable()  # a page that an account may not open is no news here
    print(f"\n{connection.vendor}, {chosen.runs} runs an address; of a group the slowest is shown\n")
    print(ROW.format("page", "queries", "ms", "CPU ms", "×", ""))
    visitors = Visitors()
    settle()  # as the site's own processes do
    base = Address("form for changing one's password", "/admin/password_change/")
    trivial = measure(base, visitors, 3 * chosen.runs)
    trivial.cost = trivial.cpu if chosen.busy else trivial.ms
    print(ROW.format(base.group, trivial.queries, f"{trivial.ms:.1f}", f"{trivial.cpu:.1f}", "1.0", ""))
    slowest, ranges, silent = {}, defaultdict(set), []
    for address in of_readers() if chosen.readers else of_the_desk():
        if not address.group.startswith(chosen.only):
            continue
        found = measure(address, visitors, chosen.runs)
        if found is None:
            silent.append(address.path)
            continue
        ranges[address.group].add(found.queries)
        found.cost = found.cpu if chosen.busy else found.ms
        if address.group not in slowest or slowest[address.group][0].cost < found.cost:
            slowest[address.group] = (found, address)
    for group, (found, address) in slowest.items():
        counts = sorted(ranges[group])
        queries = str(counts[0]) if len(counts) == 1 else f"{counts[0]}–{counts[-1]}"
        too_slow = f"over {LIMIT}: {address.path}" if found.cost > LIMIT else ""
        print(
            ROW.format(
                group[:43],
                queries,
                f"{found.ms:.1f}",
                f"{found.cpu:.1f}",
                f"{found.cost / trivial.cost:.1f}",
                too_slow,
            ),
            flush=True,
        )
    if silent:
        print(f"\nNo page for this account or state: {', '.join(sorted(set(silent)))}")


class Measured:
    def __init__(self, queries, times, cpu):
        self.queries, self.ms, self.cpu = queries, median(times) * 1000, cpu * 1000


class Visitors:
    """A signed-in client a role."""

    def __init__(self):
        from django.contrib.auth.models import User  # noqa: PLC0415 after django.setup()
        from django.test import Client  # noqa: PLC0415

        User.objects.get_or_create(username="chief-1", defaults={"is_staff": True, "is_superuser": True})
        self.clients = {"": Client(SERVER_NAME="127.0.0.1")}
        for role in ("author", "editor", "publisher", "chief"):
            self.clients[role] = Client(SERVER_NAME="127.0.0.1")
            self.clients[role].force_login(User.objects.get(username=f"{role}-1"))

    def open(self, address):
        client = self.clients[address.role]
        return client.post(address.path, address.form) if address.form else client.get(address.path)


def measure(address, visitors, runs):
    """None where the role or state has no page there. The first run warms templates and the database's cache up."""
    from django.db import connection  # noqa: PLC0415
    from django.test.utils import CaptureQueriesContext  # noqa: PLC0415

    with CaptureQueriesContext(connection) as queries:
        response = visitors.open(address)
    asked = len(queries)  # before the next request clears the log
    if response.status_code != 200:
        return None
    times, begun = [], cpu_seconds(connection)
    for run in range(runs):
        times.append(at_depth(run, lambda: seconds(visitors, address)))
    return Measured(asked, times, (cpu_seconds(connection) - begun) / runs)


def seconds(visitors, address):
    started = time.perf_counter()
    visitors.open(address)
    return time.perf_counter() - started


def at_depth(depth, work):
    """So many calls deeper. Python keeps its frames in pieces of 16 KB, and what goes to and fro over the end of one takes up to
    a third longer; so a page would be judged by where the benchmark happens to call it from."""
    return at_depth(depth - 1, work) if depth else work()


def cpu_seconds(connection):
    """Of this process and, with PostgreSQL on this machine, of its server's process for us: what a busy machine does not blur."""
    own = time.process_time()
    if connection.vendor != "postgresql":
        return own
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        status = Path(f"/proc/{cursor.fetchone()[0]}/stat")
    if not status.exists():
        return own
    user, system = status.read_text().rpartition(")")[2].split()[11:13]
    return own + (int(user) + int(system)) / os.sysconf("SC_CLK_TCK")


if __name__ == "__main__":
    main()
