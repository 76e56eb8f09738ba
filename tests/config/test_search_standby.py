"""Searches are put to a standby of the database, if there is one that answers."""

import os
import subprocess
import sys

import pytest
from django.db import OperationalError, connection
from django.test import Client

from config.web.doctor.findings import Level
from news import doctor_checks
from news.search import asking, index
from workbench.environment import ROOT

GONE = OperationalError("the server closed the connection unexpectedly")


class Standby:
    """Answers as the database does, or not at all; counts how often it is asked."""

    def __init__(self):
        self.is_gone, self.asked, self.closed = False, 0, 0

    def cursor(self):
        self.asked += 1
        if self.is_gone:
            raise GONE
        return connection.cursor()

    def close(self):
        self.closed += 1

    vendor = connection.vendor


@pytest.fixture
def standby(settings, monkeypatch):
    made = Standby()
    monkeypatch.setattr(asking, "has_standby", lambda: True)
    monkeypatch.setattr(doctor_checks, "has_standby", lambda: True)
    both = {asking.STANDBY: made, "default": connection}
    for module in (asking, index):
        monkeypatch.setattr(module, "connections", both)
    monkeypatch.setattr(asking, "_asked_again_at", 0.0)
    return made


def found():
    page = Client().get("/en/search/?q=Vitebsk")
    assert page.status_code == 200
    return b"vitebsk" in page.content


@pytest.mark.django_db
@pytest.mark.usefixtures("loaded_content")
class TestStandby:
    def test_is_asked(self, standby):
        assert found()
        assert standby.asked > 0

    def test_that_is_gone_is_left_alone_for_a_while(self, standby, monkeypatch):
        standby.is_gone = True
        assert found()
        assert (standby.asked, standby.closed) == (1, 1)
        assert found()
        assert standby.asked == 1
        monkeypatch.setattr(asking, "_asked_again_at", 0.0)
        standby.is_gone = False
        assert found()
        assert standby.asked > 1

    def test_doctor(self, standby, monkeypatch):
        [finding] = doctor_checks.check_standby()
        assert finding.level == Level.OK
        monkeypatch.setattr(doctor_checks, "behind_by", lambda: 3)
        [finding] = doctor_checks.check_standby()
        assert (finding.level, finding.what) == (
            Level.NOTICE,
            "the standby has not heard of the last 3 changes",
        )

        def nothing():
            raise GONE

        monkeypatch.setattr(doctor_checks, "behind_by", nothing)
        [finding] = doctor_checks.check_standby()
        assert finding.level == Level.WARNING


@pytest.mark.django_db
def test_without_one_nothing_is_said_of_it():
    assert not asking.has_standby()
    assert list(doctor_checks.check_standby()) == []


def test_one_of_another_kind_stops_the_start():
    environment = {"SECRET_KEY": "x", "DATABASE_URL": "sqlite://:memory:", "DEBUG": "1"}
    done = subprocess.run(
        [sys.executable, "-c", "import config.settings"],
        cwd=ROOT,
        env=os.environ | environment | {"SEARCH_DATABASE_URL": "postgres://chronicle@standby/chronicle"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode != 0
    assert "must be postgres://… addresses" in done.stderr
