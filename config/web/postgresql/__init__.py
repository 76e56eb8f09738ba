"""Django's PostgreSQL, which does not knock at a door that is known to be shut.

A database that hangs lets each new connection wait for two seconds; while the content's watch knows of it, they fail at once.
"""

import os
import socket
from collections.abc import Callable
from contextlib import suppress
from typing import Any

_refusing: list[Callable[[], bool]] = []


def refuse_while(is_away: Callable[[], bool]) -> None:
    """Asked before each new connection of this process."""
    _refusing.append(is_away)


def is_refused() -> bool:
    return any(is_away() for is_away in _refusing)


def hang_up(connection: Any) -> None:
    """Ends its conversation with the server, from any thread: whoever waits for an answer is told so now."""
    with suppress(Exception):  # it was closed meanwhile, or is being opened and has a bound of its own
        conversation = socket.socket(fileno=os.dup(connection.connection.pgconn.socket))
        with conversation:
            conversation.shutdown(socket.SHUT_RDWR)
