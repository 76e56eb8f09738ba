"""What a check finds, and the list of all checks; an app registers its own in a module `doctor_checks`."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import IntEnum

from django.db import DatabaseError
from django.utils.module_loading import autodiscover_modules


class Level(IntEnum):
    OK = 0
    NOTICE = 1  # worth knowing
    WARNING = 2  # will hurt one day
    ERROR = 3  # hurts readers or editors now, or loses something


@dataclass(frozen=True, slots=True)
class Finding:
    level: Level
    what: str
    type_this: str = ""


def fine(what: str) -> Finding:
    return Finding(Level.OK, what)


def notice(what: str, type_this: str = "") -> Finding:
    return Finding(Level.NOTICE, what, type_this)


def warning(what: str, type_this: str = "") -> Finding:
    return Finding(Level.WARNING, what, type_this)


def error(what: str, type_this: str = "") -> Finding:
    return Finding(Level.ERROR, what, type_this)


Check = Callable[[], Iterator[Finding]]


@dataclass(frozen=True, slots=True)
class _Registered:
    subject: str
    check: Check
    needs_database: bool


_registered: dict[str, _Registered] = {}


def register(subject: str, check: Check, *, needs_database: bool = True) -> None:
    """`check` yields findings. One that needs the database is asked only where it is reached and of this code's version."""
    _registered[subject] = _Registered(subject, check, needs_database)


def examine() -> Iterator[tuple[str, Finding]]:
    """(subject, finding) of every check, in the order of the apps. What serves pages never needs them, and does not load them."""
    autodiscover_modules("doctor_checks")
    is_usable = True
    for each in _registered.values():
        if each.needs_database and not is_usable:
            continue
        for finding in _asked(each.check):
            yield each.subject, finding
            if each.subject in ("database", "migrations") and finding.level == Level.ERROR:
                is_usable = False


def _asked(check: Check) -> Iterator[Finding]:
    try:
        yield from check()
    except (DatabaseError, OSError) as reason:
        yield error(f"could not be looked at: {type(reason).__name__}: {reason}")
