"""Rows into tables: those with many columns by Django, the millions with few straight into the database."""

from dataclasses import dataclass, field

from django.db import connection

from news.models import ArticleWord, AuditEntry, Reference, Statement

# Their columns, in the order of the rows.
STRAIGHT = {
    Reference: (
        *("holder_kind", "holder_key", "version_id", "language"),
        *("target_kind", "target_key", "times"),
    ),
    ArticleWord: ("article_id", "term"),
    Statement: ("version_id", "position", "person_key", "text", "attribution"),
    AuditEntry: ("done_at", "done_by", "act", "kind", "key", "title", "old", "new", "comment"),
}
BATCH = 5000


@dataclass(slots=True)
class Rows:
    """Model instances, or tuples for those of STRAIGHT, by model in the order in which they may be written."""

    by_model: dict = field(default_factory=dict)

    def add(self, model, *rows):
        self.by_model.setdefault(model, []).extend(rows)

    def write(self):
        for model, rows in self.by_model.items():
            if model in STRAIGHT:
                insert(model, rows)
            else:
                model.objects.bulk_create(rows, batch_size=BATCH)
        self.by_model.clear()


def insert(model, rows):
    """Values as the database takes them: see `moment` and `day`."""
    table, columns = connection.ops.quote_name(model._meta.db_table), STRAIGHT[model]
    names = ", ".join(map(connection.ops.quote_name, columns))
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            with cursor.copy(f"COPY {table} ({names}) FROM STDIN") as copy:
                for row in rows:
                    copy.write_row(row)
        else:
            values = ", ".join(["%s"] * len(columns))
            cursor.executemany(f"INSERT INTO {table} ({names}) VALUES ({values})", rows)


def moment(value):
    return value and connection.ops.adapt_datetimefield_value(value)


def day(value):
    return value and connection.ops.adapt_datefield_value(value)
