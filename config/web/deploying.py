"""Only one deployment changes the database at a time: the second waits, finds nothing left to do, and ends well."""

import fcntl
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from math import inf
from pathlib import Path

from django.db.backends.base.base import BaseDatabaseWrapper

# "chron" and the next: any numbers that nobody else takes in this database.
LOCKS = {"deploying": 0x6368726F6E, "search": 0x6368726F6F}
PAUSE = 0.2  # seconds

Taken = Callable[[], bool]


@contextmanager
def alone(
    connection: BaseDatabaseWrapper,
    *,
    seconds: float = inf,
    say: Callable[[], object] = bool,
    work: str = "deploying",
) -> Iterator[None]:
    """Held until the block ends or the process does, however it does. `say` is called once where another holds it; raises
    TimeoutError where that one does not end in time. `work`: of LOCKS; each does not wait for the other."""
    lock = _file_lock if connection.vendor == "sqlite" else _advisory_lock
    with lock(connection, work) as take:
        _wait(take, seconds, say)
        yield


def _wait(take: Taken, seconds: float, say: Callable[[], object]) -> None:
    until, waits = time.monotonic() + seconds, False
    while not take():
        if time.monotonic() >= until:
            raise TimeoutError(f"another was still at work after {seconds:.0f} s")
        if not waits:
            say()
        waits = True
        time.sleep(PAUSE)


@contextmanager
def _file_lock(connection: BaseDatabaseWrapper, work: str) -> Iterator[Taken]:
    """A file beside the database: all who use one lie on its machine."""
    name = str(connection.settings_dict["NAME"])
    if connection.is_in_memory_db():  # type: ignore[attr-defined]
        yield lambda: True
        return
    with Path(f"{name}.{work}").open("a") as file:

        def take() -> bool:
            try:
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                return False
            return True

        yield take


@contextmanager
def _advisory_lock(connection: BaseDatabaseWrapper, work: str) -> Iterator[Taken]:
    """On a connection of its own, so that no transaction of the work ends it."""
    apart = connection.copy()
    apart.settings_dict["CONN_MAX_AGE"] = None
    try:
        with apart.cursor() as cursor:

            def take() -> bool:
                cursor.execute("SELECT pg_try_advisory_lock(%s)", [LOCKS[work]])
                return bool(cursor.fetchone()[0])

            yield take
    finally:
        apart.close()
