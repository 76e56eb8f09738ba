"""Django's PostgreSQL, which does not knock at a door that is known to be shut.

A database that hangs lets each new connection wait for two seconds; while the content's watch knows of it, they fail at once.
"""

from collections.abc import Callable

_refusing: list[Callable[[], bool]] = []


def refuse_while(is_away: Callable[[], bool]) -> None:
    """Asked before each new connection of this process."""
    _refusing.append(is_away)


def is_refused() -> bool:
    return any(is_away() for is_away in _refusing)
