"""How a process learns that another has written, on the databases themselves."""

import json
import shutil
import sqlite3
import subprocess
import sys
import threading
import time
from contextlib import contextmanager

import pytest
from django.db import OperationalError, connection

from config.web import postgresql
from config.web.page_cache.signals import Notifications
from news.models import Topic

# Another process, which looks by itself only every half minute: what it says sooner, a signal told it.
WATCHING = """
import json, sys, time
from dataclasses import dataclass
from datetime import UTC, datetime
import django
from django.conf import settings
settings.configure(DATABASES={"default": json.loads(sys.argv[1])})
django.setup()
from django.db import close_old_connections, connection
from config.web.page_cache import watch as module
from config.web.page_cache.signals import signal_of
module.EVERY, module.BELIEVED = 30, 60

@dataclass(frozen=True)
class State:
    stamp: int
    changes_at: datetime = datetime(2100, 1, 1, tzinfo=UTC)
    taken_back: int = 0

def read():
    with connection.cursor() as cursor:
        cursor.execute("SELECT value FROM news_contentstamp")
        return State(*cursor.fetchone())

watch, said = module.Watch(read, signal_of()), None
while True:
    state = watch.current()
    if state is not said:
        said = state
        close_old_connections()
        print(state and read().stamp, flush=True)  # as a request that comes now would read it
    time.sleep(0.005)
"""


@contextmanager
def watching(settings_of_database):
    """What the other process says, line by line."""
    command = [sys.executable, "-c", WATCHING, json.dumps(settings_of_database)]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    try:
        yield lambda: json.loads(process.stdout.readline())
    finally:
        process.kill()
        process.wait()
        process.stdout.close()


def stamp_file(path, value):
    with sqlite3.connect(path) as file:
        file.execute("PRAGMA journal_mode=WAL")
        file.execute("CREATE TABLE IF NOT EXISTS news_contentstamp (value INTEGER)")
        file.execute("DELETE FROM news_contentstamp")
        file.execute("INSERT INTO news_contentstamp VALUES (?)", [value])
    file.close()


@pytest.mark.skipif(connection.vendor != "sqlite", reason="of SQLite")
class TestDataVersion:
    def test_another_process_hears_of_a_write_within_a_second(self, tmp_path):
        path = tmp_path / "site.sqlite3"
        stamp_file(path, 1)
        with watching(
            {"ENGINE": "django.db.backends.sqlite3", "NAME": str(path), "CONN_MAX_AGE": 60}
        ) as says:
            assert says() == 1
            for value in (2, 3):
                stamp_file(path, value)
                written = time.monotonic()
                assert says() == value
                assert time.monotonic() - written < 1

    def test_and_of_a_backup_put_in_its_place(self, tmp_path):
        path, backup = tmp_path / "site.sqlite3", tmp_path / "backup.sqlite3"
        stamp_file(path, 5)
        stamp_file(backup, 4)
        with watching(
            {"ENGINE": "django.db.backends.sqlite3", "NAME": str(path), "CONN_MAX_AGE": 60}
        ) as says:
            assert says() == 5
            shutil.move(backup, path)
            assert says() == 4


@pytest.mark.django_db(transaction=True)
@pytest.mark.skipif(connection.vendor != "postgresql", reason="of PostgreSQL")
class TestNotifications:
    def test_another_process_hears_of_a_commit_within_a_second(self):
        topic = Topic.objects.create(slug="a", name_en="A")
        parts = ("ENGINE", "NAME", "USER", "PASSWORD", "HOST", "PORT", "OPTIONS")
        with watching({part: connection.settings_dict[part] for part in parts}) as says:
            before = says()
            time.sleep(0.3)  # its thread is listening by now
            for name in "BC":
                Topic.objects.filter(pk=topic.pk).update(name_en=name)
                written = time.monotonic()
                assert (before := before + 1) == says()
                assert time.monotonic() - written < 1

    def test_who_waits_for_a_database_that_hangs_is_told_so(self):
        signal, pids, failed = Notifications("default"), [], []

        def ask():
            try:
                with connection.cursor() as cursor:
                    cursor.execute("SELECT pg_backend_pid()")
                    pids.extend(*cursor.fetchall())
                    cursor.execute("SELECT pg_sleep(60)")
            except OperationalError as error:
                failed.append(error)
            finally:
                connection.close()

        asking = threading.Thread(target=ask)
        asking.start()
        while asking.is_alive():
            signal.hang_up()
            asking.join(0.05)
        assert len(failed) == 1
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_terminate_backend(%s)", pids)  # it sleeps on, and nobody hears it

    def test_no_new_connection_is_tried_meanwhile(self, monkeypatch):
        connection.close()
        monkeypatch.setattr(postgresql, "_refusing", [lambda: True])
        with pytest.raises(OperationalError, match="out of reach"):
            connection.ensure_connection()
