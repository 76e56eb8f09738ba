"""Twenty editors save at the same moment, on SQLite as it is deployed: a file, WAL, a connection each. Nothing is lost,
nobody is told that the database is locked."""

import sqlite3
import threading
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing

import pytest
from django.contrib.auth import get_user_model
from django.db import connection, connections
from django.test import Client

from news.models import ArticleVersion, AuditEntry
from tests.factories import make_article, make_draft
from tests.news.admin.pages import version_data, version_url

EDITORS = 20
BODY = "\n\n".join(f"Paragraph {number} stood." for number in range(EDITORS))

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(connection.vendor != "sqlite", reason="of SQLite's one writer; PostgreSQL locks rows"),
]


@pytest.fixture
def on_the_file(tmp_path, monkeypatch):
    """Calls a function for each value at once, each in a thread with a connection of its own to a database on the disk."""
    path = tmp_path / "site.sqlite3"
    with closing(sqlite3.connect(path)) as target:
        connection.connection.backup(target)
    monkeypatch.setitem(connections.settings["default"], "NAME", str(path))

    def call(work, values):
        values = [*values]
        together = threading.Barrier(len(values))

        def one(value):
            try:
                together.wait(30)
                return work(value)
            finally:
                connections.close_all()

        with ThreadPoolExecutor(len(values)) as pool:
            return [*pool.map(one, values)]

    return call


def prepare(_):
    """An editor and a draft of their own for each, and one draft that all share."""
    shared = make_draft(make_article("shared", version=False), body=BODY)
    own = [make_draft(make_article(f"own-{at}", version=False)) for at in range(EDITORS)]
    clients = [Client() for _ in own]
    for at, client in enumerate(clients):
        client.force_login(get_user_model().objects.create_superuser(f"editor-{at}"))
    opened = [version_data(shared, opening=f"shared{at}.0") for at in range(EDITORS)]
    return shared, own, clients, opened


def test_nothing_is_lost_and_nobody_waits_in_vain(transactional_db, on_the_file):
    connection.ensure_connection()
    ((shared, own, clients, opened),) = on_the_file(prepare, [None])

    def save(at):
        draft = ArticleVersion.objects.get(pk=own[at].pk)
        sent = version_data(draft, body=f"Saved by {at}.", opening=f"own{at}.0")
        first = clients[at].post(version_url(draft), sent).status_code
        changed = BODY.replace(f"Paragraph {at} stood.", f"Paragraph {at} is {at}.")
        second = clients[at].post(version_url(shared), opened[at] | {"body": changed}).status_code
        return first, second

    def found(_):
        bodies = [ArticleVersion.objects.get(pk=draft.pk).body for draft in own]
        return (
            bodies,
            ArticleVersion.objects.get(pk=shared.pk).body,
            AuditEntry.objects.filter(act="keep").count(),
        )

    assert on_the_file(save, range(EDITORS)) == [(302, 302)] * EDITORS
    ((bodies, together, kept),) = on_the_file(found, [None])
    assert bodies == [f"Saved by {at}." for at in range(EDITORS)]
    assert together == "\n\n".join(f"Paragraph {at} is {at}." for at in range(EDITORS))
    assert kept == EDITORS * 2
