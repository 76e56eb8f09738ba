"""Triggers are out of the way while SQLite rebuilds tables, and back afterwards."""

import pytest
from django.apps import apps
from django.db import connection

from config.web.triggers import drop_before_migrations, install

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.skipif(
        connection.vendor != "sqlite", reason="PostgreSQL resolves a trigger's tables when it fires"
    ),
]
NEWS = apps.get_app_config("news")


def triggers():
    with connection.cursor() as cursor:
        cursor.execute("SELECT name FROM sqlite_master WHERE type = 'trigger' ORDER BY name")
        return [name for (name,) in cursor.fetchall()]


def test_dropped_where_there_is_something_to_migrate_and_installed_again():
    before = triggers()
    assert "former_address_of_person__INSERT" in before
    drop_before_migrations(NEWS, "default", plan=[])
    assert triggers() == before
    drop_before_migrations(NEWS, "default", plan=["a migration"])
    assert triggers() == []
    for app in apps.get_app_configs():
        install(app, "default")
    assert triggers() == before
