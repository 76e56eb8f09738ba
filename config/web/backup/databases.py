"""Databases as files: a copy of one moment while others write, a restore in one transaction, a scratch database to try one in."""

import os
import secrets
import shutil
import sqlite3
import subprocess
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

from django.db import DatabaseError
from django.db.backends.base.base import BaseDatabaseWrapper
from psycopg import pq, sql

from config.web.backup.archive import ArchiveError, Manifest
from config.web.schema import applied

Tell = Callable[[str], None]
PAGES = 4096  # of SQLite's, copied between two lines of progress: 16 MB


@dataclass(frozen=True, slots=True)
class Copy:
    """A file, and a connection that sees exactly what the file holds."""

    file: Path
    connection: BaseDatabaseWrapper


class Engine(Protocol):
    member: str  # what the file is called inside the archive

    def copied(self, connection: BaseDatabaseWrapper, folder: Path, tell: Tell) -> Any: ...
    def scratch(self, connection: BaseDatabaseWrapper, file: Path, folder: Path) -> Any: ...
    def load(self, connection: BaseDatabaseWrapper, file: Path, folder: Path) -> None: ...
    def faults(self, connection: BaseDatabaseWrapper) -> Iterator[str]: ...


class SQLite:
    member = "database.sqlite3"

    @contextmanager
    def copied(self, connection: BaseDatabaseWrapper, folder: Path, tell: Tell) -> Iterator[Copy]:
        """By the online backup, inside one reading transaction: writers go on, and nothing they do meanwhile is in it."""
        file = folder / self.member
        connection.ensure_connection()
        source = connection.connection
        with closing(sqlite3.connect(file)) as target:
            source.execute("BEGIN")
            try:
                source.execute("SELECT count(*) FROM sqlite_master").fetchone()
                source.backup(
                    target, pages=PAGES, progress=lambda _status, left, of: tell(f"{of - left} of {of} pages")
                )
            finally:
                source.execute("ROLLBACK")
            # One file that needs no second beside it.
            target.execute("PRAGMA journal_mode=DELETE")
        with _opened(connection, file) as copy:
            yield Copy(file, copy)

    @contextmanager
    def scratch(
        self, connection: BaseDatabaseWrapper, file: Path, folder: Path
    ) -> Iterator[BaseDatabaseWrapper]:
        trial = folder / "trial.sqlite3"
        shutil.copyfile(file, trial)
        with _opened(connection, trial) as opened:
            yield opened

    def load(self, connection: BaseDatabaseWrapper, file: Path, folder: Path) -> None:
        """Into the file that others have open: they see the old content, then the new one."""
        connection.ensure_connection()
        with closing(sqlite3.connect(file)) as source:
            source.backup(connection.connection)

    def faults(self, connection: BaseDatabaseWrapper) -> Iterator[str]:
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA integrity_check(5)")
            yield from (f"damaged: {words}" for (words,) in cursor.fetchall() if words != "ok")
            cursor.execute("PRAGMA foreign_key_check")
            for table, row, parent, _key in cursor.fetchmany(5):
                yield f"row {row} of {table} points to a row of {parent} that is not there"


class PostgreSQL:
    member = "database.dump"

    @contextmanager
    def copied(self, connection: BaseDatabaseWrapper, folder: Path, tell: Tell) -> Iterator[Copy]:
        """pg_dump sees the very snapshot that the connection reads."""
        file = folder / self.member
        reading = connection.copy()
        reading.settings_dict["CONN_MAX_AGE"] = 0
        try:
            with reading.cursor() as cursor:
                cursor.execute("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY")
                cursor.execute("SELECT pg_export_snapshot()")
                (snapshot,) = cursor.fetchone()
            tell("pg_dump")
            options = ["--format=custom", "--no-owner", "--no-privileges", "--schema=public"]
            _run(["pg_dump", *options, f"--snapshot={snapshot}", f"--file={file}"], connection)
            yield Copy(file, reading)
        finally:
            reading.close()

    @contextmanager
    def scratch(
        self, connection: BaseDatabaseWrapper, file: Path, folder: Path
    ) -> Iterator[BaseDatabaseWrapper]:
        name = f"chronicle_trial_{secrets.token_hex(6)}"
        with _apart(connection) as apart, apart.cursor() as cursor:
            try:
                cursor.execute(sql.SQL("CREATE DATABASE {} TEMPLATE template0").format(sql.Identifier(name)))
            except DatabaseError as error:
                raise ArchiveError(
                    f"A scratch database to try the restore in cannot be made: {error}".strip()
                    + " The account needs CREATEDB; type as an administrator:  ALTER ROLE … CREATEDB;"
                ) from error
            trial = connection.copy()
            trial.settings_dict |= {"NAME": name, "CONN_MAX_AGE": 0}
            try:
                _restore_into(trial, file)
                yield trial
            finally:
                trial.close()
                cursor.execute(
                    sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name))
                )

    def load(self, connection: BaseDatabaseWrapper, file: Path, folder: Path) -> None:
        """One transaction: what is there goes, what the file holds comes, or all stays as it was."""
        dropping, coming = folder / "drop.sql", folder / "restore.sql"
        tables = ", ".join(map(connection.ops.quote_name, connection.introspection.table_names()))
        dropping.write_text(f"DROP TABLE IF EXISTS {tables} CASCADE;\n" if tables else "")
        options = ["--clean", "--if-exists", "--no-owner", "--no-privileges"]
        _run(["pg_restore", *options, f"--file={coming}", str(file)], connection)
        connection.close()
        psql = ["psql", "--no-psqlrc", "--quiet", "--single-transaction", "--set=ON_ERROR_STOP=1"]
        _run([*psql, f"--file={dropping}", f"--file={coming}"], connection)

    def faults(self, connection: BaseDatabaseWrapper) -> Iterator[str]:
        """Foreign keys are checked by the restore itself, as it adds them."""
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT conrelid::regclass::text, conname FROM pg_constraint WHERE NOT convalidated"
            )
            yield from (f"{name} of {table} is not validated" for table, name in cursor.fetchall())


ENGINES: Mapping[str, Engine] = {"sqlite": SQLite(), "postgresql": PostgreSQL()}


def engine_of(connection: BaseDatabaseWrapper) -> Engine:
    return ENGINES[connection.vendor]


def row_counts(connection: BaseDatabaseWrapper) -> dict[str, int]:
    counts = {}
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f"SELECT count(*) FROM {connection.ops.quote_name(table)}")  # noqa: S608 our own tables
            (counts[table],) = cursor.fetchone()
    return counts


def differences(connection: BaseDatabaseWrapper, manifest: Manifest) -> Iterator[str]:
    """What a restored database holds otherwise than the manifest says, in words."""
    if applied(connection) != manifest.migrations:
        yield "its migrations are not those of the manifest"
    found = row_counts(connection)
    for table in sorted({*found, *manifest.rows}):
        if found.get(table) != manifest.rows.get(table):
            yield f"{table} has {found.get(table)} rows, not {manifest.rows.get(table)}"
    yield from engine_of(connection).faults(connection)


def environment(connection: BaseDatabaseWrapper) -> dict[str, str]:
    """How PostgreSQL's programs reach the database: by their environment, so that no list of processes shows a password."""
    known = {
        each.keyword.decode(): each.envvar.decode() for each in pq.Conninfo.get_defaults() if each.envvar
    }
    parameters = connection.get_connection_params()
    return {known[name]: str(value) for name, value in parameters.items() if name in known and value}


def _restore_into(connection: BaseDatabaseWrapper, file: Path) -> None:
    options = ["--no-owner", "--no-privileges", "--exit-on-error", "--clean", "--if-exists"]
    _run(["pg_restore", *options, f"--dbname={connection.settings_dict['NAME']}", str(file)], connection)


def _run(command: list[str], connection: BaseDatabaseWrapper) -> None:
    try:
        done = subprocess.run(
            command, env=os.environ | environment(connection), capture_output=True, text=True, check=False
        )
    except FileNotFoundError:
        raise ArchiveError(
            f"{command[0]} is not installed. Type:  apt-get install postgresql-client"
        ) from None
    if done.returncode != 0:
        raise ArchiveError(f"{command[0]} failed: {done.stderr.strip()}")


@contextmanager
def _opened(like: BaseDatabaseWrapper, file: Path) -> Iterator[BaseDatabaseWrapper]:
    """The file as it lies: without the options that would change how it keeps its journal."""
    opened = like.copy()
    opened.settings_dict |= {"NAME": str(file), "OPTIONS": {}}
    try:
        yield opened
    finally:
        opened.close()


@contextmanager
def _apart(connection: BaseDatabaseWrapper) -> Iterator[BaseDatabaseWrapper]:
    """A connection outside every transaction: databases are made and dropped in none."""
    apart = connection.copy()
    apart.settings_dict["CONN_MAX_AGE"] = 0
    try:
        yield apart
    finally:
        apart.close()
