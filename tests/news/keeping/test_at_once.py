"""Two editors keep one draft at the same moment: each on a connection of their own, one after the other, and no word lost."""

import threading

import pytest
from django.contrib.auth import get_user_model
from django.db import connection, connections
from django.test import Client

from news.models import ArticleVersion
from tests.factories import make_article, make_draft
from tests.news.admin.pages import version_data, version_url

PARAGRAPHS = 6
BODY = "\n\n".join(f"Paragraph {number} stood." for number in range(PARAGRAPHS))


@pytest.fixture
def draft(transactional_db):
    return make_draft(make_article(version=False), body=BODY)


def keep_at_once(draft, bodies):
    """Each body sent by an editor of its own, all opened before any is kept. -> the answers' codes"""
    data = [version_data(draft, body=body, opening=f"form{at}.0") for at, body in enumerate(bodies)]
    users = [get_user_model().objects.create_superuser(f"editor-{at}") for at in range(len(bodies))]
    clients = [Client() for _ in users]
    for client, user in zip(clients, users, strict=True):
        client.force_login(user)
    answers, together = [], threading.Barrier(len(bodies))

    def keep(client, sent):
        try:
            together.wait()
            answers.append(client.post(version_url(draft), sent).status_code)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=keep, args=pair) for pair in zip(clients, data, strict=True)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return sorted(answers)


@pytest.mark.django_db(transaction=True)
@pytest.mark.skipif(
    connection.vendor == "sqlite",
    reason="a database in memory refuses a second writer; tests/browser/test_keeping.py does it on a file",
)
class TestAtOnce:
    def test_every_editor_s_paragraph_is_in_the_draft(self, draft):
        changed = [
            BODY.replace(f"Paragraph {at} stood.", f"Paragraph {at} is {at}.") for at in range(PARAGRAPHS)
        ]
        assert keep_at_once(draft, changed) == [302] * PARAGRAPHS
        kept = ArticleVersion.objects.get(pk=draft.pk).body
        assert kept == "\n\n".join(f"Paragraph {at} is {at}." for at in range(PARAGRAPHS))

    def test_of_the_same_words_one_is_kept_and_the_others_are_asked(self, draft):
        changed = [BODY.replace("Paragraph 0 stood.", f"Paragraph 0 is {at}.") for at in range(3)]
        assert keep_at_once(draft, changed) == [200, 200, 302]
        assert ArticleVersion.objects.get(pk=draft.pk).body in changed
