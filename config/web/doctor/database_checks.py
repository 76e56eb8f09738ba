"""The database: reached, of this code's version, whole, on the same clock."""

import time
from collections.abc import Iterator
from pathlib import Path

from django.db import DatabaseError, connection

from config.web.doctor.findings import Finding, error, fine, register, warning
from config.web.schema import applied, unapplied, unknown
from config.web.sqlite_library import words as sqlite_words
from config.web.triggers import missing

MOST_SKEW = 2.0  # seconds
MIGRATE = "manage.py migrate"
# SQLite's words of a file that it cannot read as a database.
DAMAGED = ("file is not a database", "disk image is malformed")


def check_database() -> Iterator[Finding]:
    try:
        connection.ensure_connection()
    except DatabaseError as reason:
        yield error(f"cannot be reached: {str(reason).strip()}", _reached_by(str(reason)))
        return
    version = ".".join(map(str, connection.get_database_version()))
    yield fine(f"{connection.display_name} {version} answers")
    if words := sqlite_words(connection):
        yield warning(words, "apt-get install libsqlite3-0, or DATABASE_URL=postgres://… in .env")


def _reached_by(reason: str) -> str:
    if any(words in reason for words in DAMAGED):
        file = Path(connection.settings_dict["NAME"])
        return f"mkdir {file.parent}/damaged; mv {file}* {file.parent}/damaged; manage.py restore NEWEST, the site stopped"
    started = "" if connection.vendor == "sqlite" else "  (is it running? systemctl status postgresql)"
    return f"DATABASE_URL=… in .env{started}"


def check_migrations() -> Iterator[Finding]:
    try:
        newer = unknown(applied(connection))
    except DatabaseError:
        yield error("The database is empty.", f"{MIGRATE}, or manage.py restore FILE")
        return
    if newer:
        yield error(
            f"The database is of newer code: {', '.join(newer[:3])}.",
            "install the version of the code that it was migrated with",
        )
    elif waiting := unapplied(connection):
        yield error(f"{len(waiting)} are not applied: {', '.join(waiting[:3])}.", MIGRATE)
    else:
        yield fine("all applied")


def check_triggers() -> Iterator[Finding]:
    if names := missing(connection):
        yield error(
            f"{len(names)} are missing, so rules are not kept and pages stay old: {', '.join(names[:3])}.",
            MIGRATE,
        )
    else:
        yield fine("all installed")


def check_integrity() -> Iterator[Finding]:
    """SQLite alone can be asked; PostgreSQL refuses such rows, and its files are for pg_amcheck."""
    if connection.vendor != "sqlite":
        return
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA quick_check(1)")
        (said,) = cursor.fetchone()
        if said != "ok":
            yield error(f"The file is damaged: {said}", "manage.py restore NEWEST --replace")
        cursor.execute("PRAGMA foreign_key_check")
        if strays := cursor.fetchall():
            yield error(
                f"{len(strays)} rows point to rows that are not there, in {strays[0][0]} for one.",
                "manage.py restore NEWEST --replace, if they were not so then",
            )
        cursor.execute("PRAGMA journal_mode")
        (mode,) = cursor.fetchone()
        if mode not in ("wal", "memory"):
            yield error(
                f"The file is in journal mode {mode}: readers wait for writers. WAL needs a folder that the "
                "service may write to, on a disk of this machine.",
                f"chown -R chronicle: {Path(connection.settings_dict['NAME']).parent}",
            )


def check_clock() -> Iterator[Finding]:
    """A schedule goes live by this machine's clock, the triggers write by the database's."""
    if connection.vendor == "sqlite":
        return
    with connection.cursor() as cursor:
        before = time.time()
        cursor.execute("SELECT extract(epoch FROM clock_timestamp())")
        there = float(cursor.fetchone()[0])
        here = (before + time.time()) / 2
    skew = here - there
    if abs(skew) > MOST_SKEW:
        yield warning(
            f"This machine's clock is {abs(skew):.0f} s {'ahead of' if skew > 0 else 'behind'} the database's.",
            "timedatectl set-ntp true, on both",
        )
    else:
        yield fine(f"{abs(skew):.3f} s apart from the database's")


register("database", check_database, needs_database=False)
register("migrations", check_migrations)
register("triggers", check_triggers)
register("integrity", check_integrity)
register("clock", check_clock)
