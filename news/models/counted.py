"""Numbers that triggers keep: how many rows of a table, those apart that time changes, there are of each set of values.

The number of a set is the sum of its rows. SQLite has one writer and counts in place; PostgreSQL only adds rows, so that nobody
waits for another's transaction, and `sum_up` puts one in place of many.
"""

from collections.abc import Sequence

from django.db import connection, models

from config.web.triggers import Trigger

# Rows of counts beyond what there is to count, before they are summed up (PostgreSQL).
LOOSE_COUNTS = 2000

# Of the row NEW or OLD, where it is not timed.
_SQLITE_ADD = """
  INSERT INTO {counts} ({columns}, number)
  SELECT {new}, 0 WHERE NOT NEW.timed AND NOT EXISTS (SELECT 1 FROM {counts} WHERE {same_new});
  UPDATE {counts} SET number = number + 1 WHERE NOT NEW.timed AND {same_new};
"""
_SQLITE_DROP = """
  UPDATE {counts} SET number = number - 1 WHERE NOT OLD.timed AND {same_old};
"""
_POSTGRESQL_ADD = """INSERT INTO {counts} ({columns}, number)
  SELECT {columns}, {sign} count(*) FROM {rows} WHERE NOT timed GROUP BY {columns}"""
_TRANSITIONS = {
    "insert": "NEW TABLE AS added",
    "delete": "OLD TABLE AS dropped",
    "update": "OLD TABLE AS dropped NEW TABLE AS added",
}
_POSTGRESQL_FUNCTION = """CREATE OR REPLACE FUNCTION {table}_{event}() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  {statements}
  RETURN NULL;
END $$"""


def counted(name: str, model: str, counts: str, columns: Sequence[str]) -> Trigger:
    """Rows of `model` ("news.Reading") that are not `timed`, counted by the columns, which both tables have, in `counts`."""
    table, counts = (label.replace(".", "_").lower() for label in (model, counts))
    words = {
        "counts": counts,
        "columns": ", ".join(columns),
        "new": ", ".join(f"NEW.{each}" for each in columns),
        "same_new": " AND ".join(f"{each} IS NEW.{each}" for each in columns),
        "same_old": " AND ".join(f"{each} IS OLD.{each}" for each in columns),
    }
    add, drop = _SQLITE_ADD.format(**words), _SQLITE_DROP.format(**words)
    added = _POSTGRESQL_ADD.format(**words, sign="", rows="added")
    dropped = _POSTGRESQL_ADD.format(**words, sign="-", rows="dropped")
    return Trigger(
        name=name,
        model=model,
        sqlite=(
            f'CREATE TRIGGER "{name}__insert" AFTER INSERT ON "{table}" BEGIN {add} END',
            f'CREATE TRIGGER "{name}__delete" AFTER DELETE ON "{table}" BEGIN {drop} END',
            f'CREATE TRIGGER "{name}__update" AFTER UPDATE ON "{table}" BEGIN {drop} {add} END',
        ),
        postgresql=(
            *postgresql_trigger(name, table, "insert", added),
            *postgresql_trigger(name, table, "delete", dropped),
            *postgresql_trigger(name, table, "update", dropped, added),
        ),
    )


_SQLITE_SHARES = """
  INSERT INTO {counts} ({columns}, number) SELECT {columns}, 0 FROM ({shares}) AS share WHERE NOT EXISTS
    (SELECT 1 FROM {counts} AS kept WHERE {same});
  UPDATE {counts} SET number = number {sign} 1 WHERE ({columns}) IN (SELECT {columns} FROM ({shares}) AS share);
"""
_POSTGRESQL_SHARES = """INSERT INTO {counts} ({columns}, number)
  SELECT {columns}, sum(change) FROM ({changes}) AS changed GROUP BY {columns} HAVING sum(change) <> 0"""


def counted_as(
    name: str, model: str, counts: str, columns: Sequence[str], *, shares: str, watched: Sequence[str]
) -> Trigger:
    """Rows of `model` counted in `counts` by the columns as `shares` makes them of a row: `SELECT {row}.grade AS grade …`, once
    or several times a row. `watched`: the columns that this hangs on."""
    table, counts = (label.replace(".", "_").lower() for label in (model, counts))
    words = {
        "counts": counts,
        "columns": ", ".join(columns),
        "same": " AND ".join(f"kept.{each} = share.{each}" for each in columns),
    }
    add, drop = (
        _SQLITE_SHARES.format(**words, shares=shares.format(row=row), sign=sign)
        for row, sign in (("NEW", "+"), ("OLD", "-"))
    )
    moved = " OR ".join(f"NEW.{each} IS NOT OLD.{each}" for each in watched)
    added, dropped = (
        f"SELECT share.*, {change} AS change FROM {rows} AS one, LATERAL ({shares.format(row='one')}) AS share"  # noqa: S608
        for rows, change in (("added", 1), ("dropped", -1))
    )
    changes = {"insert": (added,), "delete": (dropped,), "update": (dropped, added)}
    return Trigger(
        name=name,
        model=model,
        sqlite=(
            f'CREATE TRIGGER "{name}__insert" AFTER INSERT ON "{table}" BEGIN {add} END',
            f'CREATE TRIGGER "{name}__delete" AFTER DELETE ON "{table}" BEGIN {drop} END',
            f'CREATE TRIGGER "{name}__update" AFTER UPDATE ON "{table}" WHEN {moved} BEGIN {drop} {add} END',
        ),
        postgresql=tuple(
            statement
            for event, parts in changes.items()
            for statement in postgresql_trigger(
                *(name, table, event),
                _POSTGRESQL_SHARES.format(**words, changes=" UNION ALL ".join(parts)),
            )
        ),
    )


def postgresql_trigger(name: str, table: str, event: str, *statements: str) -> tuple[str, ...]:
    """Runs the statements after an event; they read the rows that came as `added`, those that went as `dropped`."""
    written = "\n  ".join(f"{each};" for each in statements)
    return (
        _POSTGRESQL_FUNCTION.format(table=table, event=event, statements=written),
        f'DROP TRIGGER IF EXISTS "{name}__{event}" ON {table}',
        f'CREATE TRIGGER "{name}__{event}" AFTER {event} ON {table} REFERENCING {_TRANSITIONS[event]} '
        f"FOR EACH STATEMENT EXECUTE FUNCTION {table}_{event}()",
    )


def sum_up(counts: type[models.Model]) -> None:
    """One row in place of many that count the same. Rows that another transaction holds are left out, so sums stay right."""
    if connection.vendor != "postgresql":
        return
    names = _names(counts)
    rows = counts._default_manager.order_by()
    if rows.count() - rows.values(*names).distinct().count() < LOOSE_COUNTS:
        return
    table, columns = counts._meta.db_table, ", ".join(names)
    with connection.cursor() as cursor:
        cursor.execute(
            f"WITH gone AS (DELETE FROM {table} WHERE id IN (SELECT id FROM {table} FOR UPDATE SKIP LOCKED) "  # noqa: S608
            f"RETURNING {columns}, number) INSERT INTO {table} ({columns}, number) "
            f"SELECT {columns}, sum(number) FROM gone GROUP BY {columns} HAVING sum(number) <> 0"
        )


def recount(rows: type[models.Model], counts: type[models.Model]) -> None:
    """All numbers anew, where rows were written before there were triggers; also of the models of a migration."""
    found = rows._default_manager.filter(timed=False).order_by().values(*_names(counts))
    counts._default_manager.all().delete()
    counts._default_manager.bulk_create(
        counts(**each) for each in found.annotate(number=models.Count("pk")).iterator()
    )


def _names(counts: type[models.Model]) -> list[str]:
    """The columns whose values are counted."""
    return [each.attname for each in counts._meta.concrete_fields if each.attname not in ("id", "number")]
