"""Two deployments at once, and a deployment beside an editor who saves: one after the other, and nothing is lost."""

import threading
import time

import pytest
from django.db import OperationalError, connection, transaction

from news.models import Source
from news.syncing import locking
from news.syncing.errors import SyncError
from news.syncing.locking import WAITING, alone
from tests import factories as make

pytestmark = pytest.mark.django_db(transaction=True)


def beside(work):
    """Runs it on a connection of its own; {"error": …} if it failed."""
    outcome = {}

    def run():
        try:
            work()
        except Exception as error:
            outcome["error"] = error
        finally:
            connection.close()

    thread = threading.Thread(target=run)
    thread.start()
    return thread, outcome


@pytest.fixture
def _two_connections():
    if connection.vendor == "sqlite":
        pytest.skip("threads share a database in memory, and with it one transaction")


@pytest.mark.usefixtures("_two_connections")
class TestTwo:
    def test_the_second_waits_and_says_so(self):
        said, order = [], []

        def second():
            with alone(said.append, seconds=20):
                order.append("second")

        with alone(said.append, seconds=1):
            thread, outcome = beside(second)
            while not said:
                time.sleep(0.01)
            order.append("first")
        thread.join()
        assert (outcome, said, order) == ({}, [WAITING], ["first", "second"])

    def test_who_waits_too_long_is_told_that_nothing_was_changed(self):
        def second():
            with alone(lambda words: None, seconds=0):
                raise AssertionError("it did not wait")

        with alone(lambda words: None, seconds=1):
            thread, outcome = beside(second)
            thread.join()
        assert isinstance(outcome["error"], SyncError)
        assert "nothing was changed" in str(outcome["error"])

    def test_an_editors_act_that_began_before_is_waited_for(self, monkeypatch):
        monkeypatch.setattr(locking, "MOST_SECONDS_A_TRY", 1)
        source, said = make.make_source("s"), []

        def deploy():
            with alone(said.append, seconds=20):
                Source.objects.filter(pk=source.pk).update(author="the deployment’s")

        with transaction.atomic():
            Source.objects.filter(pk=source.pk).update(title="the editor’s")
            thread, outcome = beside(deploy)
            while not said:
                time.sleep(0.01)
        thread.join()
        source.refresh_from_db()
        assert (outcome, source.title, source.author) == ({}, "the editor’s", "the deployment’s")

    def test_an_editor_saves_after_it_and_readers_read_meanwhile(self):
        source = make.make_source("s", title="before")
        read = []

        def edit():
            read.append(Source.objects.get(key="s").title)
            with transaction.atomic():
                Source.objects.filter(pk=source.pk).update(title="the editor’s")

        with alone(lambda words: None, seconds=1):
            thread, outcome = beside(edit)
            while not read:
                time.sleep(0.01)
            Source.objects.filter(pk=source.pk).update(title="the deployment’s")
        thread.join()
        assert (outcome, read) == ({}, ["before"])
        assert Source.objects.get(key="s").title == "the editor’s"


class TestSQLite:
    """Whose transactions begin with the lock for writing, or fail."""

    def test_who_finds_it_locked_asks_again(self, monkeypatch):
        answers = [OperationalError("database is locked"), None]
        begin = transaction.atomic

        def atomic():
            if answer := answers.pop(0):
                raise answer
            return begin()

        said = []
        with monkeypatch.context() as patched:
            patched.setattr(locking.transaction, "atomic", atomic)
            patched.setattr(locking, "PAUSE", 0)
            with alone(said.append, seconds=5):
                assert connection.in_atomic_block
        assert (said, answers) == ([WAITING], [])
