"""Days and moments that SQLite holds as text."""

from datetime import date, datetime

import pytest
from django.db import connection

from config.web import sqlite_dates
from tests.factories import make_source

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.skipif(connection.vendor != "sqlite", reason="PostgreSQL gives days and moments"),
]


def read(text, kind):
    with connection.cursor() as cursor:
        cursor.execute(f"CREATE TEMP TABLE IF NOT EXISTS held_{kind} (held {kind})")
        cursor.execute(f"DELETE FROM held_{kind}")
        cursor.execute(f"INSERT INTO held_{kind} VALUES (%s)", [text])
        cursor.execute(f"SELECT held FROM held_{kind}")
        return cursor.fetchone()[0]


@pytest.mark.parametrize(
    ("text", "kind", "value"),
    [
        ("2026-02-26", "date", date(2026, 2, 26)),
        ("not a day", "date", None),
        (None, "date", None),
        ("2026-02-26 06:30:00.000001", "datetime", datetime.fromisoformat("2026-02-26T06:30:00.000001")),
        ("2026-02-26 06:30:00+00:00", "datetime", datetime.fromisoformat("2026-02-26T06:30:00+00:00")),
    ],
)
def test_are_read_as_django_reads_them(text, kind, value):
    assert read(text, kind) == read(text, kind) == value


def test_each_is_read_once(monkeypatch):
    asked = []
    monkeypatch.setitem(
        sqlite_dates.READERS, "date", lambda text: asked.append(text) or date.fromisoformat(text)
    )
    sqlite_dates.read_dates_once()
    make_source("read", published_on=date(2026, 2, 26))
    for _ in range(3):
        assert read("2026-02-26", "date") == date(2026, 2, 26)
    assert asked == ["2026-02-26"]
    monkeypatch.undo()
    sqlite_dates.read_dates_once()
