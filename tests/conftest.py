"""What all tests share: no outside network, no leaking language, the real content, repeatable examples."""

import gc
import ipaddress
import os
import socket
import sys
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import call_command
from django.db import transaction
from django.test import TestCase
from django.utils import translation
from hypothesis import settings as hypothesis_settings

from config.web.management.commands.compilemessages import compile_if_stale

DATABASE = {"db", "transactional_db", "django_db_setup", "live_server"}

# In CI the same examples every time, so that a red run is about the change and can be repeated.
hypothesis_settings.register_profile("default", deadline=None, max_examples=50)
hypothesis_settings.register_profile("ci", deadline=None, max_examples=50, derandomize=True, print_blob=True)
hypothesis_settings.load_profile("ci" if os.environ.get("CI") else "default")


def pytest_configure():
    for folder in settings.LOCALE_PATHS:
        for source in Path(folder).glob("*/LC_MESSAGES/*.po"):
            compile_if_stale(source)


def refuse_outside_network(event, args):
    """An audit hook: every socket of this process passes here, whichever library opens it."""
    if event == "socket.connect" and args[0].family in (socket.AF_INET, socket.AF_INET6):
        host = args[1][0]
    elif event == "socket.getaddrinfo":
        host = args[0]
    else:
        return
    if not is_this_machine(host):
        raise RuntimeError(f"A test tried to reach {host!r}; tests talk to this machine only.")


def is_this_machine(host):
    if host in (None, "", b"", "localhost", b"localhost"):
        return True
    try:
        return ipaddress.ip_address(host.decode() if isinstance(host, bytes) else host).is_loopback
    except ValueError:
        return False


sys.addaudithook(refuse_outside_network)


@pytest.fixture(autouse=True)
def _same_language_for_every_test():
    with translation.override(settings.LANGUAGE_CODE):
        yield


@pytest.fixture
def as_language():
    """`with as_language("ru"): …`"""
    return translation.override


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(config, items):
    """Tests of the real content come last: each process loads it once and keeps it to its end. What asks no database is
    tested on SQLite and left out on PostgreSQL."""
    items.sort(key=lambda item: "loaded_content" in fixtures_of(item))
    if settings.DATABASES["default"]["ENGINE"].endswith("postgresql"):
        left_out = [item for item in items if not asks_database(item)]
        config.hook.pytest_deselected(items=left_out)
        items[:] = [item for item in items if asks_database(item)]


def pytest_collection_finish():
    """The garbage collector looks through thousands of tests and models no more: they stay. Of the rest, it looks seldom."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 20, 20)


def asks_database(item):
    return item.get_closest_marker("django_db") or not DATABASE.isdisjoint(fixtures_of(item))


def fixtures_of(item):
    return getattr(item, "fixturenames", ())


@pytest.fixture(scope="session")
def loaded_content(django_db_setup, django_db_blocker):
    """The fixtures and the sample data, as `make run` loads them; the paths of the files.

    It opens a transaction that stays open, so a test with `transaction=True` cannot use it.
    """
    root = settings.BASE_DIR / "fixtures"
    files = [*sorted(root.glob("*.json")), *sorted(root.glob("sample/*.json"))]
    with django_db_blocker.unblock(), transaction.atomic():
        with TestCase.captureOnCommitCallbacks(execute=True):
            call_command("loaddata", *map(str, files), verbosity=0)
        yield files
        transaction.set_rollback(True)
