"""One deployment at a time: the second waits until the first has committed, and says so."""

import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager

from django.db import OperationalError, connection, transaction

from news.syncing.errors import SyncError
from news.syncing.tables import in_order

# Of our own: nothing else in the site takes an advisory lock by this number.
POSTGRESQL_LOCK = 2_04_1996
MOST_SECONDS_A_TRY = 5  # whoever comes after us waits behind us meanwhile
NOT_NOW = ("55P03", "40P01")  # PostgreSQL: lock not available in time; deadlock with an editor's act
PAUSE = 0.5  # seconds
WAITING = "Somebody else is writing, another deployment perhaps; waiting."


@contextmanager
def alone(say: Callable[[str], None], *, seconds: float) -> Iterator[None]:
    """A transaction beside which nobody writes content: what is read in it stays true until it is committed. Raises SyncError
    when others have not finished in time."""
    deadline = time.monotonic() + seconds
    with ExitStack() as transaction_of_ours:
        waits = False
        while not _entered(transaction_of_ours):
            if time.monotonic() >= deadline:
                raise SyncError(
                    f"Others were still writing after {seconds:.0f} seconds; nothing was changed."
                )
            if not waits:
                say(WAITING)
            waits = True
            time.sleep(PAUSE)
        yield


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
        cursor.execute("SELECT pg_try_advisory_xact_lock(%s)", [POSTGRESQL_LOCK])
        if not cursor.fetchone()[0]:
            return False
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
