"""Every answer has its request's id, every log line too; slow queries and acts are said with what asked for them."""

import io
import json
import logging

import pytest
from django.core.management import call_command
from django.db import connection

from config.web import queries, requests
from config.web.logs import JSONFormatter, RequestContext
from config.web.requests import RequestIds
from news import publishing
from tests.accounts import in_role
from tests.factories import make_article, make_draft


def answered(environ, seen=None):
    """The headers of an answer to a request with this environment."""
    headers = []

    def application(environ, start_response):
        if seen is not None:
            seen.append(requests.current_id())
        start_response("200 OK", KEPT)
        return [b""]

    RequestIds(application)(environ, lambda status, sent, exc_info=None: headers.extend(sent))
    return dict(headers)


KEPT = [("Content-Type", "text/html")]


@pytest.fixture
def lines():
    """What the log says meanwhile, a list of objects that grows."""
    stream, written = io.StringIO(), []
    handler = logging.StreamHandler(stream)
    handler.setFormatter(JSONFormatter())
    handler.addFilter(RequestContext())
    handler.emit = lambda record: (
        handler.filter(record) and written.append(json.loads(handler.format(record)))
    )
    root = logging.getLogger()
    before = root.level
    root.addHandler(handler)
    root.setLevel(logging.INFO)
    yield written
    root.removeHandler(handler)
    root.setLevel(before)


@pytest.fixture
def request_id():
    """Of the request that is served meanwhile."""
    given = "0af7651916cd43dd"
    token = requests._id.set(given)
    yield given
    requests._id.reset(token)


class TestRequestIds:
    def test_one_that_came_along_is_kept(self):
        seen = []
        assert answered({"HTTP_X_REQUEST_ID": "0af7651916cd43dd"}, seen)["X-Request-ID"] == "0af7651916cd43dd"
        assert seen == ["0af7651916cd43dd"]

    @pytest.mark.parametrize(
        "given", ["", "short", "a" * 65, "a b c d e f g h", "abcdefgh\r\nSet-Cookie: a", "é" * 9]
    )
    def test_another_is_replaced(self, given):
        made = answered({"HTTP_X_REQUEST_ID": given})["X-Request-ID"]
        assert made != given
        assert requests.SANE.fullmatch(made)

    def test_what_the_cache_keeps_is_left_alone(self):
        first, second = answered({}), answered({})
        assert first["X-Request-ID"] != second["X-Request-ID"]
        assert KEPT == [("Content-Type", "text/html")]


@pytest.mark.django_db
class TestRequestLog:
    def test_a_line_a_request_without_what_the_reader_looks_for(self, client, lines, request_id):
        client.get("/en/search/?q=secret")
        (line,) = [line for line in lines if line["message"] == "request"]
        assert line.pop("ms") >= 0
        line.pop("at")
        assert line == {
            "level": "info",
            "logger": "config.web.requests",
            "message": "request",
            "method": "GET",
            "path": "/en/search/",
            "status": 200,
            "request_id": request_id,
            "view": "search",
        }

    @pytest.mark.parametrize("path", ["/en/search/?page=secret", "/en/nothing/?q=secret", "/preview/secret/"])
    def test_nor_what_was_refused_nor_what_opens_a_preview(self, client, lines, path):
        assert client.get(path).status_code in (400, 404)
        assert {line["logger"] for line in lines} >= {"config.web.requests", "django.request"}
        assert "secret" not in json.dumps(lines)

    @pytest.mark.usefixtures("request_id")
    def test_a_slow_query_names_its_view_and_not_its_values(self, client, lines, settings):
        settings.SLOW_QUERY_MS = 0
        client.get("/en/search/?q=secretword")
        slow = [line for line in lines if line["message"] == "slow query"]
        assert {line["view"] for line in slow} == {"search"}
        assert not any("secretword" in line["query"] for line in slow)

    def test_of_what_a_command_asks_nothing_is_said(self, lines, settings):
        settings.SLOW_QUERY_MS = 0
        call_command("reindex", verbosity=0)
        assert [line for line in lines if line["message"] == "slow query"] == []

    def test_every_connection_is_watched_once(self):
        queries.watch(None, connection)
        assert connection.execute_wrappers.count(queries.observe) == 1


class TestActs:
    @pytest.mark.django_db
    def test_a_line_an_act_once_it_is_committed(self, lines, django_capture_on_commit_callbacks):
        by, draft = in_role("publisher"), make_draft(make_article(version=False))
        with django_capture_on_commit_callbacks(execute=True):
            publishing.keep(draft, by=by, fields={"headline": "Another"})
            assert [line for line in lines if line["message"] == "act done"] == []
        (line,) = [line for line in lines if line["message"] == "act done"]
        assert (line["act"], line["by"], line["thing"]) == (
            "keep",
            by.pk,
            f"version:{draft.article.slug}/en/1",
        )
        assert 0 < line["ms"] < 60_000
