"""How each database tells a process that something was written, on a connection that the watch's thread alone uses."""

import os
import time
import weakref
from typing import Any

from django.db import connections
from django.db.backends.signals import connection_created

from config.web.page_cache.watch import Polling, Signal
from config.web.postgresql import hang_up

CHANNEL = "content_stamp"
GLANCE = 0.1  # seconds between two looks at SQLite's counter, 30 µs each


def signal_of(alias: str = "default") -> Signal:
    match connections[alias].vendor:
        case "sqlite":
            return DataVersion(alias)
        case "postgresql":
            return Notifications(alias)
    return Polling()


class Opened:
    """The connections that this process has open to a database."""

    def __init__(self, alias: str) -> None:
        self.alias = alias
        self._open: weakref.WeakSet[Any] = weakref.WeakSet()
        connection_created.connect(self._opened, weak=False)

    def _opened(self, sender: object, connection: Any, **kwargs: object) -> None:
        if connection.alias == self.alias:
            self._open.add(connection)


class DataVersion(Opened):
    """SQLite: `PRAGMA data_version` changes when another connection, of this process or any other, has committed."""

    def __init__(self, alias: str) -> None:
        super().__init__(alias)
        self.seen: tuple[int, int] | None = None
        # Before anything opens it: a file put in its place later has another number.
        self.file = self._file()

    def wait(self, seconds: float) -> None:
        until = time.monotonic() + seconds
        while (now := self._version()) == self.seen and time.monotonic() < until:
            time.sleep(GLANCE)
        self.seen = now

    def _version(self) -> tuple[int, int]:
        """With the number of the file: a restored backup is another file, which the open connection would never see."""
        connection = connections[self.alias]
        if (file := self._file()) != self.file:
            connection.close()
            self.file = file
            for each in list(self._open):
                each.close_at = 0.0  # each thread closes its own, before the next request
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA data_version")
            return file, cursor.fetchone()[0]

    def _file(self) -> int:
        try:
            return os.stat(str(connections[self.alias].settings_dict["NAME"])).st_ino
        except OSError:
            return 0

    def reset(self) -> None:
        connections[self.alias].close()
        self.seen = None

    def hang_up(self) -> None:
        """A file does not hang."""


class Notifications(Opened):
    """PostgreSQL: LISTEN, to what the trigger of the content stamp notifies at commit. Behind a pooler that passes no
    notifications nothing comes, and the watch looks twice a second all the same."""

    def __init__(self, alias: str) -> None:
        super().__init__(alias)
        self._listening: object = None

    def wait(self, seconds: float) -> None:
        connection = connections[self.alias]
        connection.ensure_connection()
        if self._listening is not connection.connection:
            with connection.cursor() as cursor:
                cursor.execute(f"LISTEN {CHANNEL}")
            self._listening = connection.connection
            return  # what was written before the first LISTEN is found by a look, not by a signal
        for _ in self._listening.notifies(timeout=seconds, stop_after=1):
            pass

    def reset(self) -> None:
        connections[self.alias].close()
        self._listening = None

    def hang_up(self) -> None:
        """Ends every conversation of this process with the database. What was not committed never will be; whoever asked is
        told so now."""
        for connection in list(self._open):
            hang_up(connection)
