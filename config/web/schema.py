"""Is the database the one that this code was written for?"""

from functools import lru_cache

from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.migrations.loader import MigrationLoader


def applied(connection: BaseDatabaseWrapper) -> dict[str, list[str]]:
    """{app: the migrations applied}; read without the recorder, which asks the site's own database whatever it is given."""
    names: dict[str, list[str]] = {}
    with connection.cursor() as cursor:
        cursor.execute("SELECT app, name FROM django_migrations ORDER BY app, name")
        for app, name in cursor.fetchall():
            names.setdefault(app, []).append(name)
    return names


def unapplied(connection: BaseDatabaseWrapper) -> list[str]:
    """Migrations of the code that the database lacks: ["news.0031_spans"]."""
    done = applied(connection)
    return [f"{app}.{name}" for app, name in known() if name not in done.get(app, [])]


def unknown(names: dict[str, list[str]]) -> list[str]:
    """Migrations that the code does not know, of apps that it has; an app that was taken out harms nobody."""
    here = set(known())
    apps = {app for app, _name in here}
    return [
        f"{app}.{name}"
        for app, applied_names in names.items()
        if app in apps
        for name in applied_names
        if (app, name) not in here
    ]


@lru_cache(maxsize=1)
def known() -> tuple[tuple[str, str], ...]:
    """(app, name) of the migrations on the disk, which do not change while a process runs."""
    return tuple(sorted(MigrationLoader(None).disk_migrations))
