"""Rules that span rows, held by the database itself: triggers declared in code, installed after every `migrate`.

They are not migrations, because SQLite drops a table's triggers whenever a later migration rebuilds the table, silently.
Installed after each `migrate` (and `flush`), they are always those of the code that runs.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.apps import AppConfig, apps
from django.db import connections
from django.db.backends.base.base import BaseDatabaseWrapper


@dataclass(frozen=True, slots=True)
class Trigger:
    """One rule. `sqlite` holds whole `CREATE TRIGGER` statements, the triggers named `<name>` or `<name>__…`;
    `postgresql` statements that may be run again (`CREATE OR REPLACE FUNCTION …`, `CREATE OR REPLACE TRIGGER …`,
    or `DROP TRIGGER IF EXISTS …` before `CREATE CONSTRAINT TRIGGER …`)."""

    name: str
    model: str  # "news.ArticleVersion": the table it watches
    sqlite: tuple[str, ...]
    postgresql: tuple[str, ...]


def refused_when(name: str, model: str, condition: str, message: str) -> Trigger:
    """Refuses a row, new or changed, for which the condition is true once it is written; `NEW` is the row."""
    table = model.replace(".", "_").lower()
    return Trigger(
        name=name,
        model=model,
        sqlite=tuple(
            f'CREATE TRIGGER "{name}__{event}" AFTER {event} ON "{table}" WHEN {condition} '
            f"BEGIN SELECT RAISE(ABORT, '{message}'); END"
            for event in ("INSERT", "UPDATE")
        ),
        postgresql=(
            f"CREATE OR REPLACE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
            f"IF {condition} THEN RAISE integrity_constraint_violation USING MESSAGE = '{message}'; END IF; "
            "RETURN NULL; END $$",
            f'CREATE OR REPLACE TRIGGER "{name}" AFTER INSERT OR UPDATE ON "{table}" '
            f"FOR EACH ROW EXECUTE FUNCTION {name}()",
        ),
    )


def refused_of_key(name: str, model: str, column: str, condition: str, message: str) -> Trigger:
    """Refuses a row, new or with another value in one column, for which the condition is true; `NEW` is the row."""
    table = model.replace(".", "_").lower()
    refusing = refused_when(name, model, condition, message)
    changed = f'AFTER INSERT OR UPDATE OF "{column}" ON "{table}"'
    return Trigger(
        name=name,
        model=model,
        sqlite=tuple(
            each.replace("AFTER UPDATE ON", f'AFTER UPDATE OF "{column}" ON') for each in refusing.sqlite
        ),
        postgresql=tuple(
            each.replace(f'AFTER INSERT OR UPDATE ON "{table}"', changed) for each in refusing.postgresql
        ),
    )


_declared: dict[str, Trigger] = {}
_CREATED = re.compile(r'CREATE (?:OR REPLACE )?(?:CONSTRAINT )?TRIGGER "?(\w+)')


def declare(*triggers: Trigger) -> None:
    """Called where the model lives, at import."""
    _declared.update({trigger.name: trigger for trigger in triggers})


def drop_before_migrations(sender: AppConfig, using: str, plan: Iterable[Any] = (), **kwargs: Any) -> None:
    """`pre_migrate` receiver, on SQLite, where there is something to migrate: it refuses to rename a rebuilt table while a
    trigger of another names the old one. `install` puts them back."""
    connection = connections[using]
    if connection.vendor != "sqlite" or not plan:
        return
    with connection.cursor() as cursor:
        for trigger in _declared.values():
            _drop(cursor, trigger)


def _drop(cursor: Any, trigger: Trigger) -> None:
    cursor.execute(
        "SELECT name FROM sqlite_master WHERE type = 'trigger' AND (name = %s OR name GLOB %s)",
        [trigger.name, f"{trigger.name}__*"],
    )
    for (name,) in cursor.fetchall():
        cursor.execute(f'DROP TRIGGER "{name}"')


def install(sender: AppConfig, using: str, **kwargs: Any) -> None:
    """`post_migrate` receiver: installs the triggers of one app. A trigger whose text changed is replaced."""
    connection = connections[using]
    labels = {
        model._meta.label for model in apps.get_app_config(sender.label).get_models(include_auto_created=True)
    }
    existing = set(connection.introspection.table_names())
    with connection.cursor() as cursor:
        for trigger in _declared.values():
            if trigger.model not in labels or apps.get_model(trigger.model)._meta.db_table not in existing:
                continue
            if connection.vendor == "sqlite":
                _drop(cursor, trigger)
            for statement in getattr(trigger, connection.vendor):
                cursor.execute(statement)


def missing(connection: BaseDatabaseWrapper) -> list[str]:
    """Names of the triggers that the code declares and the database lacks."""
    if connection.vendor == "sqlite":
        present = "SELECT name FROM sqlite_master WHERE type = 'trigger'"
    else:
        present = "SELECT tgname FROM pg_trigger WHERE NOT tgisinternal"
    with connection.cursor() as cursor:
        cursor.execute(present)
        names = {name for (name,) in cursor.fetchall()}
    statements = (each for trigger in _declared.values() for each in getattr(trigger, connection.vendor))
    wanted = {match[1] for each in statements if (match := _CREATED.search(each))}
    return sorted(wanted - names)
