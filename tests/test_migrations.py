"""A migration runs while the old code still serves: what would break that code or lock a table for long is refused."""

import pytest
from django.db import connection, migrations, models
from django.db.migrations.loader import MigrationLoader
from django_migration_linter.sql_analyser import analyse_sql_statements
from django_migration_linter.sql_analyser.postgresql import PostgresqlAnalyser

# Of the first release: no older code will ever serve beside it.
FIRST_RELEASE = {"news": "0014_obligations", "routes": "0005_gtfs"}
# Our indexes are made before there is much to index; a large table's is added by hand, CONCURRENTLY.
ALLOWED = ["CREATE_INDEX"]

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.skipif(connection.vendor != "postgresql", reason="old and new code share only PostgreSQL"),
]


def breaks(migration, state):
    """What the linter finds in the SQL of a migration."""
    with connection.schema_editor(collect_sql=True, atomic=False) as editor:
        migration.apply(state, editor, collect_sql=True)
    return [
        issue.message
        for issue in analyse_sql_statements(PostgresqlAnalyser, editor.collected_sql, ALLOWED)[0]
    ]


def later_migrations():
    """(migration, the state before it) of each that came after the first release."""
    loader = MigrationLoader(connection)
    for app, first in FIRST_RELEASE.items():
        for key in loader.graph.forwards_plan(loader.graph.leaf_nodes(app)[0]):
            if key[0] == app and key[1] > first:
                yield loader.get_migration(*key), loader.project_state(key, at_end=False)


def test_every_later_migration_lets_the_old_code_serve():
    found = {str(migration): breaks(migration, state) for migration, state in later_migrations()}
    assert not {name: issues for name, issues in found.items() if issues}


OLD = migrations.CreateModel(
    "Thing", [("id", models.BigAutoField(primary_key=True)), ("name", models.CharField(max_length=9))]
)


def made(*operations):
    """Of a table that the old code knows."""
    state = migrations.state.ProjectState()
    OLD.state_forwards("news", state)
    migration = migrations.Migration("later", "news")
    migration.operations = [*operations]
    return breaks(migration, state)


class TestLinter:
    def test_a_new_column_may_be_empty_or_have_a_value_in_the_database(self):
        assert not made(migrations.AddField("thing", "note", models.TextField(null=True)))
        assert not made(migrations.AddField("thing", "note", models.TextField(db_default="")))

    @pytest.mark.parametrize(
        "operation",
        [
            migrations.AddField("thing", "note", models.TextField()),
            migrations.RemoveField("thing", "name"),
            migrations.RenameField("thing", "name", "title"),
            migrations.AlterField("thing", "name", models.IntegerField()),
            migrations.DeleteModel("Thing"),
            migrations.RenameModel("Thing", "Matter"),
        ],
        ids=lambda each: type(each).__name__,
    )
    def test_what_the_old_code_relies_on_stays(self, operation):
        assert made(operation)
