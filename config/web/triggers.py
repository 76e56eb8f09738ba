"""Rules that span rows, held by the database itself: triggers declared in code, installed after every `migrate`.

They are not migrations, because SQLite drops a table's triggers whenever a later migration rebuilds the table, silently.
Installed after each `migrate` (and `flush`), they are always those of the code that runs.
"""

from dataclasses import dataclass
from typing import Any

from django.apps import AppConfig, apps
from django.db import connections


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


_declared: dict[str, Trigger] = {}


def declare(*triggers: Trigger) -> None:
    """Called where the model lives, at import."""
    _declared.update({trigger.name: trigger for trigger in triggers})


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
                cursor.execute(
                    "SELECT name FROM sqlite_master WHERE type = 'trigger' AND (name = %s OR name GLOB %s)",
                    [trigger.name, f"{trigger.name}__*"],
                )
                for (name,) in cursor.fetchall():
                    cursor.execute(f'DROP TRIGGER "{name}"')
            for statement in getattr(trigger, connection.vendor):
                cursor.execute(statement)
