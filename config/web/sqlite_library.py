"""Is this SQLite one that can lose a transaction? sqlite.org/wal.html, "The WAL-Reset Bug"."""

import sqlite3

from django.db.backends.base.base import BaseDatabaseWrapper

FIRST, FIXED = (3, 7, 0), (3, 51, 3)
# Branches that got the repair as well: from the third number on.
BACKPORTS = {(3, 44): 6, (3, 50): 7}


def has_wal_reset_bug(version: tuple[int, int, int]) -> bool:
    if not FIRST <= version < FIXED:
        return False
    return version[2] < BACKPORTS.get(version[:2], version[2] + 1)


def words(connection: BaseDatabaseWrapper) -> str:
    """The line an operator is to read; "" where there is nothing to say."""
    if connection.vendor != "sqlite" or not has_wal_reset_bug(sqlite3.sqlite_version_info[:3]):
        return ""
    return (
        f"SQLite {sqlite3.sqlite_version} has the WAL-reset bug: when two connections write and checkpoint at the same instant, "
        "a committed transaction can be lost or the file damaged. It is rare. Repaired in 3.51.3, 3.50.7 and 3.44.6, and "
        "by distributions that say so without another number. Install one of these, or move to PostgreSQL."
    )
