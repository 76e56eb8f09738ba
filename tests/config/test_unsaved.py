"""What an editor typed comes back where it could not be saved, with the words of why; nobody else is shown anything of it."""

import errno
import sqlite3
from unittest import mock

import pytest
from django.contrib.auth import get_user_model
from django.db import DataError, InterfaceError, OperationalError, connection

from config.views import unsaved
from news.signing_in import sessions
from tests.accounts import logged_in
from tests.factories import make_article, make_draft, make_source
from tests.news.admin.pages import version_data, version_url, words
from tests.pages import carried

VIEW = "news.admin.versions.version_admin.ArticleVersionAdmin.changeform_view"
SAID = {unsaved.NO_ROOM: "no room left", unsaved.AWAY: "did not answer", unsaved.FAULT: "has been noted"}


def full_disk():
    error = OperationalError("database or disk is full")
    error.__cause__ = sqlite3.OperationalError("database or disk is full")
    error.__cause__.sqlite_errorname = "SQLITE_FULL"
    return error


def full_server():
    error = OperationalError("could not extend file")
    error.__cause__ = Exception()
    error.__cause__.sqlstate = "53100"
    return error


@pytest.mark.parametrize(
    ("error", "why"),
    [
        (OSError(errno.ENOSPC, "No space left on device"), unsaved.NO_ROOM),
        (full_disk(), unsaved.NO_ROOM),
        (full_server(), unsaved.NO_ROOM),
        (OperationalError("server closed the connection"), unsaved.AWAY),
        (InterfaceError("connection already closed"), unsaved.AWAY),
        (DataError("too long"), unsaved.FAULT),
        (OSError(errno.ENOENT, "No such file"), unsaved.FAULT),
        (None, unsaved.FAULT),
    ],
)
def test_causes(error, why):
    assert unsaved.cause(error) == why


@pytest.fixture
def desk(db):
    client = logged_in(get_user_model().objects.create_superuser("editor"))
    client.raise_request_exception = False
    return client


@pytest.fixture
def draft(db):
    make_source("read")
    article = make_article("story", version=False)
    return make_draft(article, headline="Said", standfirst="", body="One.[^read]")


def sent(desk, draft, error, **changes):
    with mock.patch(VIEW, side_effect=error):
        return desk.post(version_url(draft), version_data(draft, "publish", **changes))


class TestUnsaved:
    @pytest.mark.parametrize(
        ("error", "status", "why"),
        [
            (full_disk(), 503, unsaved.NO_ROOM),
            (OperationalError("gone"), 503, unsaved.AWAY),
            (ZeroDivisionError(), 500, unsaved.FAULT),
        ],
    )
    def test_it_says_why_in_three_languages_and_gives_back_every_field(self, desk, draft, error, status, why):
        typed = "\nA first line.\n\n<b>Another</b> &amp; more «so»."
        response = sent(desk, draft, error, body=typed)
        assert (response.status_code, response.get("Retry-After")) == (
            status,
            "60" if status == 503 else None,
        )
        assert SAID[why] in words(response)
        assert response.content.decode().count('class="button"') == 3
        assert "no-store" in response["Cache-Control"]
        assert "csrfmiddlewaretoken" in response.content.decode()
        assert carried(response) == {
            name: str(value) for name, value in version_data(draft, "publish", body=typed).items()
        }

    def test_sent_again_it_is_done(self, desk, draft):
        given_back = carried(sent(desk, draft, full_disk()))
        assert desk.post(version_url(draft), given_back).status_code == 302
        draft.refresh_from_db()
        assert draft.live_from
        assert desk.post(version_url(draft), given_back).status_code < 500
        assert draft.article.versions.count() == 1

    def test_a_database_that_is_gone_before_anybody_is_known(self, desk, draft):
        with mock.patch.object(connection, "cursor", side_effect=OperationalError("gone")):
            response = desk.post(version_url(draft), version_data(draft, body="Typed in vain?"))
        assert response.status_code == 503
        assert carried(response)["body"] == "Typed in vain?"

    def test_a_session_that_cannot_be_kept_is_not_the_editors_fault(self, desk, draft):
        session, data = desk.session, version_data(draft, body="Typed in vain?")
        session[sessions.USED_AT] = 0
        session.save()
        with mock.patch("django.contrib.sessions.models.Session.save", side_effect=OperationalError("gone")):
            response = desk.post(version_url(draft), data)
        assert response.status_code == 503
        assert carried(response)["body"] == "Typed in vain?"

    def test_passwords_are_not_given_back(self, desk):
        with mock.patch.object(connection, "cursor", side_effect=OperationalError("gone")):
            response = desk.post("/admin/login/", {"username": "editor", "password": "a secret of mine"})
        assert response.status_code == 500
        assert b"secret of mine" not in response.content

    def test_who_asks_for_data_or_only_reads_gets_the_plain_page(self, desk, draft):
        with mock.patch(VIEW, side_effect=full_disk()):
            answers = [
                desk.get(version_url(draft)),
                desk.post(version_url(draft), {"body": "x"}, headers={"accept": "application/json"}),
            ]
        assert [each.status_code for each in answers] == [500, 500]
        assert all(b"Something broke on our side" in each.content for each in answers)
