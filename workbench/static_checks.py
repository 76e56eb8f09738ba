"""The static lane: what can be said about the code and the settings without running a test."""

import os
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor

from workbench.counts import Counts
from workbench.environment import VENV

MANAGE = [sys.executable, "manage.py"]
# What an operator would set: `check --deploy` must have nothing to say about it.
PRODUCTION = {
    "DEBUG": "0",
    "HTTPS_ONLY": "1",
    "SECRET_KEY": "a long key with more than five different letters that no site uses: 0123456789",
    "ALLOWED_HOSTS": "chronicle.example",
    "DATABASE_URL": "sqlite://:memory:",
}
# The longest first: the others pass beside it.
CHECKS: dict[str, list[str]] = {
    "mypy, strict on the pure modules": [sys.executable, "-m", "mypy", "--no-error-summary"],
    "import contracts": [str(VENV / "bin" / "lint-imports")],
    "ruff check": [sys.executable, "-m", "ruff", "check", "--quiet", "."],
    "ruff format": [sys.executable, "-m", "ruff", "format", "--check", "--quiet", "."],
    "migrations are complete": [*MANAGE, "makemigrations", "--check", "--dry-run", "--verbosity=0"],
    "every string is translated": [sys.executable, "-m", "workbench.translations"],
    "check --deploy": [*MANAGE, "check", "--deploy", "--fail-level=DEBUG", "--verbosity=0"],
}
AT_ONCE = 2


def run_static_checks() -> Counts:
    with ThreadPoolExecutor(AT_ONCE) as pool:
        passed = [*pool.map(_passes, CHECKS)]
    return Counts(passed=passed.count(True), failed=passed.count(False))


def _passes(name: str) -> bool:
    started = time.monotonic()
    done = subprocess.run(
        CHECKS[name], env=os.environ | PRODUCTION, capture_output=True, text=True, check=False
    )
    passed = done.returncode == 0
    words = "" if passed else f"{done.stdout}{done.stderr}"
    seconds = time.monotonic() - started
    print(f"{words}  {name:<44}{'passed' if passed else 'FAILED'}{seconds:6.1f} s", flush=True)
    return passed
