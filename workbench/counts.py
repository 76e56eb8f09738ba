"""How many passed, failed and were skipped: read from the report that pytest writes, never from its words."""

import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from xml.etree import ElementTree


@dataclass(frozen=True)
class Counts:
    passed: int = 0
    failed: int = 0
    skipped: int = 0

    def __add__(self, other: "Counts") -> "Counts":
        return Counts(self.passed + other.passed, self.failed + other.failed, self.skipped + other.skipped)

    def __str__(self) -> str:
        return f"{self.passed} passed, {self.failed} failed, {self.skipped} skipped"


def pytest_command(report: Path, *arguments: str, processes: int) -> list[str]:
    spread = ["-n", str(processes)] if processes > 1 else []
    return [sys.executable, "-m", "pytest", "-q", *arguments, *spread, f"--junit-xml={report}"]


def run(command: list[str], environment: dict[str, str] | None = None) -> int:
    done = subprocess.run(
        command, env=os.environ | (environment or {}), stdin=subprocess.DEVNULL, check=False
    )
    return done.returncode


def counts_of_report(report: Path) -> Counts:
    """A run that left no report, or an empty one, counts as one failure: it broke before its first test."""
    if not report.exists():
        return Counts(failed=1)
    suites = ElementTree.parse(report).getroot().iter("testsuite")
    totals = [
        {key: int(suite.get(key, "0")) for key in ("tests", "failures", "errors", "skipped")}
        for suite in suites
    ]
    tests, skipped = sum(each["tests"] for each in totals), sum(each["skipped"] for each in totals)
    failed = sum(each["failures"] + each["errors"] for each in totals)
    return Counts(tests - failed - skipped, failed, skipped) if tests else Counts(failed=1)
