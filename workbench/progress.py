"""How the commands of the workbench talk: a line a step, and a plain sentence when one cannot go on."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager


class CannotGoOnError(Exception):
    """Carries the sentence to show: what is missing and what to type."""


@contextmanager
def step(name: str) -> Iterator[None]:
    started = time.monotonic()
    print(f"  {name:<44}", end="", flush=True)
    try:
        yield
    except BaseException:
        print("failed", flush=True)
        raise
    print(f"{time.monotonic() - started:6.1f} s", flush=True)


def stop(reason: str) -> None:
    print(f"\n{reason}\n", file=sys.stderr, flush=True)
    sys.exit(1)
