"""The lanes of `make test`, one after another, and a closing summary in which none is missing.

`python -m workbench.lanes` runs all, `python -m workbench.lanes sqlite browser` some. A lane that cannot
run here is named with what to type; where CI=true it fails the run.
"""

import os
import signal
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from workbench import chromium, postgresql, validator
from workbench.counts import Counts, counts_of_report, pytest_command, run
from workbench.environment import ROOT
from workbench.progress import CannotGoOnError
from workbench.static_checks import run_static_checks

IN_CI = os.environ.get("CI", "").lower() in {"1", "true"}


@dataclass(frozen=True)
class Outcome:
    lane: str
    counts: Counts
    seconds: float
    not_run: str = ""

    def __str__(self) -> str:
        what = f"could not run: {self.not_run}" if self.not_run else str(self.counts)
        return f"  {self.lane:<12}{self.seconds:6.1f} s  {what}"


def static_lane() -> Counts:
    return run_static_checks()


def sqlite_lane() -> Counts:
    with report_file() as report:
        run(pytest_command(report, "tests", "--ignore=tests/browser", processes=2))
        return counts_of_report(report)


def postgresql_lane() -> Counts:
    with postgresql.running_cluster(postgresql.ensure()) as url, report_file() as report:
        command = pytest_command(report, "tests", "--ignore=tests/browser", processes=2)
        run(command, {"DATABASE_URL": url})
        return counts_of_report(report)


def browser_lane() -> Counts:
    tools = {"CHROMIUM": chromium.ensure(), "VNU_JAR": validator.ensure()}
    with report_file() as report:
        # Neighbours stay together, so that what a file prepares is prepared once; who is done takes from the other. (Tests of
        # the database have an order of their own.)
        run(pytest_command(report, "tests/browser", "--dist=worksteal", processes=2), tools)
        return counts_of_report(report)


LANES: dict[str, Callable[[], Counts]] = {
    "static": static_lane,
    "sqlite": sqlite_lane,
    "postgresql": postgresql_lane,
    "browser": browser_lane,
}


@contextmanager
def report_file() -> Iterator[Path]:
    with tempfile.TemporaryDirectory() as folder:
        yield Path(folder) / "report.xml"


def outcome(name: str) -> Outcome:
    print(f"\n== {name} ".ljust(100, "="), flush=True)
    started = time.monotonic()
    try:
        counts, not_run = LANES[name](), ""
    except CannotGoOnError as reason:
        counts, not_run = Counts(), str(reason)
        print(not_run, flush=True)
    return Outcome(name, counts, time.monotonic() - started, not_run)


def summary(outcomes: list[Outcome]) -> str:
    """A line a lane, then the totals, for programs too; a lane that could not run counts as skipped."""
    total = sum((each.counts for each in outcomes), Counts())
    kept_out = sum(1 for each in outcomes if each.not_run)
    lines = [str(each) for each in outcomes]
    totals = Counts(total.passed, total.failed, total.skipped + kept_out)
    return "\n".join(["\n== summary ".ljust(100, "="), *lines, "", str(totals)])


def has_failed(outcomes: list[Outcome]) -> bool:
    if any(each.counts.failed for each in outcomes):
        return True
    return IN_CI and any(each.not_run for each in outcomes)


def main(names: list[str]) -> int:
    unknown = set(names) - set(LANES)
    if unknown:
        print(
            f"No lane is called {', '.join(sorted(unknown))}; there are {', '.join(LANES)}.", file=sys.stderr
        )
        return 2
    os.chdir(ROOT)
    # Hundreds of programs are started: what the first has compiled, the others read, whatever this machine is used to.
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))  # so that what was started is stopped
    outcomes = [outcome(name) for name in names or LANES]
    print(summary(outcomes), flush=True)
    return 1 if has_failed(outcomes) else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
