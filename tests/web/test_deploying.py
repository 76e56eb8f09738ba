"""Deployments of one database, one at a time."""

from contextlib import contextmanager
from io import StringIO
from types import SimpleNamespace

import pytest
from django.core.management import call_command
from django.db import connection

from config.web.deploying import alone
from config.web.management.commands import migrate


@pytest.fixture(params=["file", "database"])
def database(request, tmp_path, db):
    """One in a file, or PostgreSQL where the tests run on it."""
    if request.param == "database" and connection.vendor == "postgresql":
        return connection
    name = {"NAME": tmp_path / "site.sqlite3"}
    return SimpleNamespace(vendor="sqlite", settings_dict=name, is_in_memory_db=lambda: False)


def test_the_second_says_that_it_waits_and_not_for_ever(database):
    said = []
    with (
        alone(database, say=lambda: said.append("first")),
        pytest.raises(TimeoutError, match="another was still at work after 0 s"),
        alone(database, seconds=0.3, say=lambda: said.append("second")),
    ):
        raise AssertionError("both at once")
    with alone(database, seconds=0):
        assert said == ["second"]


@pytest.mark.django_db
def test_a_migration_checks_the_database_once_it_is_alone(monkeypatch):
    happened = []

    @contextmanager
    def watched(database, *, say):
        happened.append("alone")
        yield
        happened.append("done")

    monkeypatch.setattr(migrate, "alone", watched)
    monkeypatch.setattr(migrate.Command, "check", lambda *args, **kwargs: happened.append("checked"))
    call_command("migrate", plan=True, skip_checks=False, verbosity=0, stdout=StringIO())
    assert happened == ["alone", "checked", "done"]
