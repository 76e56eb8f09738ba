"""One deployment at a time: the second waits until the first has committed, and says so."""

import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager

from django.db import OperationalError, connection, transaction

from config.web import deploying
from news.syncing.errors import SyncError
from news.syncing.tables import in_order

MOST_SECONDS_A_TRY = 5  # whoever comes after us waits behind us meanwhile
NOT_NOW = ("55P03", "40P01")  # PostgreSQL: lock not available in time; deadlock with an editor's act
PAUSE = 0.5  # seconds
WAITING = "Somebody else is writing, another deployment perhaps; waiting."


@contextmanager
def alone(say: Callable[[str], None], *, seconds: float) -> Iterator[None]:
    """A transaction beside which nobody writes content, and no other deployment does anything: what is read in it stays true
    until it is committed. Raises SyncError when others have not finished in time."""
    deadline = time.monotonic() + seconds
    with ExitStack() as ours:
        waits = Waiting(say)
        try:
            ours.enter_context(deploying.alone(connection, seconds=seconds, say=waits.say))
            while not _entered(ours):
                if time.monotonic() >= deadline:
                    raise TimeoutError
                waits.say()
                time.sleep(PAUSE)
        except TimeoutError as error:
            raise SyncError(
                f"Others were still writing after {seconds:.0f} seconds; nothing was changed."
            ) from error
        yield


class Waiting:
    """Says once that it waits, whomever for."""

    def __init__(self, say: Callable[[str], None]) -> None:
        self._say: Callable[[str], None] | None = say

    def say(self) -> None:
        if self._say:
            self._say(WAITING)
        self._say = None


def _entered(stack: ExitStack) -> bool:
    with ExitStack() as attempt:
        try:
            # On SQLite a transaction begins with the lock for writing (transaction_mode IMMEDIATE).
            attempt.enter_context(transaction.atomic())
        except OperationalError as error:
            if "locked" in str(error):
                return False
            raise
        if connection.vendor == "postgresql" and not _has_locks():
            return False
        stack.enter_context(attempt.pop_all())
    return True


def _has_locks() -> bool:
    """Readers go on; whoever writes content waits for us, as we wait for those who began before us."""
    tables = [
        connection.ops.quote_name(model._meta.db_table)
        for table in in_order()
        for model in [table.model, *(field.remote_field.through for field in table.to_many)]
    ]
    with connection.cursor() as cursor:
        cursor.execute(f"SET LOCAL lock_timeout = '{MOST_SECONDS_A_TRY}s'")
        try:
            cursor.execute(f"LOCK TABLE {', '.join(tables)} IN SHARE ROW EXCLUSIVE MODE")
        except OperationalError as error:
            if getattr(error.__cause__, "sqlstate", "") not in NOT_NOW:
                raise
            transaction.set_rollback(True)
            return False
        cursor.execute("SET LOCAL lock_timeout = 0")
    return True
