"""Runs the drills one after another, each in a process of its own: `python -m tests.drills [name …]`.

Everything happens in a temporary folder and on this machine's loopback; what is killed was started here.
"""

import importlib
import os
import shutil
import subprocess
import sys
import tempfile
import time
from contextlib import suppress
from pathlib import Path

from tests.drills.cluster import Cluster
from tests.drills.marks import table
from tests.served_site import manage, settings_in
from workbench.environment import ROOT
from workbench.progress import CannotGoOnError, step

# name: (module, what it runs on). "empty" ones get a database without tables.
DRILLS = {
    "killed-workers-sqlite": ("killed_workers", "sqlite"),
    "killed-workers-postgresql": ("killed_workers", "postgresql"),
    "killed-database": ("killed_database", "cluster"),
    "full-disk": ("full_disk", "sqlite"),
    "absent-database": ("absent_database", "cluster"),
    "wrong-clock": ("wrong_clock", "cluster"),
    "many-machines": ("many_machines", "cluster"),
    "search-engine": ("search_engine", "cluster"),
    "two-deploys-sqlite": ("two_deploys", "empty sqlite"),
    "two-deploys-postgresql": ("two_deploys", "empty postgresql"),
}
LONGEST = 480  # seconds
COULD_NOT_RUN = 3


def prepare(folder):
    """What all drills begin with: collected files, a migrated SQLite file, a stopped cluster with the same."""
    environment = settings_in(folder)
    with step("static files"):
        manage(environment, "compilemessages", "--verbosity=0")
        manage(environment, "collectstatic", "--noinput", "--verbosity=0")
    with step("a database on SQLite"):
        manage(environment, "migrate", "--verbosity=0")
    with step("a database on PostgreSQL"):
        cluster = Cluster(folder / "template")
        try:
            cluster.start()
            manage(environment | {"DATABASE_URL": cluster.url}, "migrate", "--verbosity=0")
        finally:
            cluster.stop()


def run_one(name, prepared):
    module, needs = DRILLS[name]
    drill = importlib.import_module(f"tests.drills.{module}").drill
    folder = Path(tempfile.mkdtemp(prefix=f"chronicle-drill-{name}-"))
    folder.chmod(0o755)
    cluster = None
    try:
        (folder / "media").mkdir()
        if "sqlite" in needs:
            given = f"sqlite:///{folder}/site.sqlite3"
            if "empty" not in needs:
                shutil.copy(prepared / "site.sqlite3", folder)
        else:
            cluster = Cluster(folder / "cluster", None if "empty" in needs else prepared / "template")
            cluster.start()
            given = cluster if needs == "cluster" else cluster.url
        marks = [*drill(folder, given)]
        print(table(name, marks), flush=True)
        return 0 if all(mark.passed for mark in marks) else 1
    except CannotGoOnError as reason:
        print(f"\n== drill: {name}\n  could not run: {reason}", flush=True)
        return COULD_NOT_RUN
    finally:
        if cluster:
            cluster.remove()
        shutil.rmtree(folder, ignore_errors=True)


def run_apart(name, prepared):
    """The code a drill left with; it is given up after LONGEST seconds."""
    command = [sys.executable, "-m", "tests.drills", "--one", name, str(prepared)]
    environment = os.environ | {"DRILL_STATIC": f"{prepared}/static"}
    process = subprocess.Popen(command, cwd=ROOT, env=environment)
    try:
        return process.wait(LONGEST)
    except subprocess.TimeoutExpired:
        process.terminate()
        with suppress(subprocess.TimeoutExpired):
            process.wait(20)
        process.kill()
        process.wait()
        print(f"\n== drill: {name}\n  FAILED: not finished within {LONGEST} s", flush=True)
        return 1
    except KeyboardInterrupt:
        process.terminate()
        process.wait()
        raise


def main(names):
    if unknown := sorted(set(names) - set(DRILLS)):
        print(f"No drill is called {', '.join(unknown)}; there are {', '.join(DRILLS)}.", file=sys.stderr)
        return 2
    with tempfile.TemporaryDirectory(prefix="chronicle-drills-") as folder:
        prepared = Path(folder)
        prepared.chmod(0o755)
        prepare(prepared)
        outcomes = {}
        for name in names or DRILLS:
            began = time.monotonic()
            outcomes[name] = run_apart(name, prepared), time.monotonic() - began
    words = {0: "passed", COULD_NOT_RUN: "could not run"}
    print("\n== drills ".ljust(110, "="))
    for name, (code, seconds) in outcomes.items():
        print(f"  {name:<30}{seconds:7.1f} s  {words.get(code, 'FAILED')}")
    return 1 if any(code not in words for code, _ in outcomes.values()) else 0


if __name__ == "__main__":
    if sys.argv[1:2] == ["--one"]:
        import signal

        signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))  # so that what was started is stopped
        sys.exit(run_one(sys.argv[2], Path(sys.argv[3])))
    sys.exit(main(sys.argv[1:]))
