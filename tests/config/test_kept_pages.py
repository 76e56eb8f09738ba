"""What of the site the cache at the door keeps: every page and file that is the same for everybody, and nothing else."""

import time
from io import BytesIO

import pytest
from django.test.client import ClientHandler

from config.kept_pages import APART, WITHOUT_DATABASE, addresses
from config.web.page_cache.door import PageCache
from config.web.page_cache.pages import reply_of
from config.web.page_cache.signals import signal_of
from config.web.page_cache.watch import Watch
from news.stamp import read_freshness
from tests.page_kinds import PAGE_KINDS

DATA = [
    "/en/news.atom",
    "/en/corrections.atom",
    "/be/routes/vitebsk-smolensk.feed.json",
    "/en/notices.atom",
    "/ru/people.csv",
    "/en/news/supreme-state-council-2026.json",
    "/be/timeline.json",
    "/en/data.zip",
    "/en/agreements.json",
    "/ru/agreements.csv",
    "/en/agreements/calendar.ics",
    "/be/agreements/changes.atom",
    "/en/agreements/dump.zip",
    "/sitemap.xml",
    "/sitemap-article.xml",
    "/robots.txt",
    "/gtfs-report.json",
]
NOT_KEPT = [
    "/",
    "/healthz",
    "/admin/login/",
    "/en/search/?q=trains",
    "/en/journeys/",
    "/en/no-such-page/",
    "/en/news/?page=none",
    "/alerts.json",
    "/alerts.pb",
    "/preview/none/",
    "/en/report/?page=/en/",
    "/en/report/thanks/",
    "/sitemap-news.xml",
    "/n/supreme-state-council-2026",
    "/topics/transport/",
]


def django(environ, start_response):
    """Django without the end of a request, which would close the test's connection."""
    response = ClientHandler(enforce_csrf_checks=True)(environ)
    start_response(f"{response.status_code} {response.reason_phrase}", list(response.items()))
    return [response.getvalue() if response.streaming else response.content]


@pytest.fixture
def cache():
    now = time.time()  # stands still: after three seconds the watch would look again
    watch = Watch(read_freshness, signal_of(), clock=lambda: now)
    watch._start = lambda: None
    return PageCache(django, watch, addresses(), WITHOUT_DATABASE)


def ask(cache, address, **headers):
    path, _, query = address.partition("?")
    environ = {
        "REQUEST_METHOD": "GET",
        "PATH_INFO": path,
        "QUERY_STRING": query,
        "HTTP_HOST": "testserver",
        "SERVER_NAME": "testserver",
        "SERVER_PORT": "80",
        "wsgi.url_scheme": "http",
        "wsgi.input": BytesIO(),
        **headers,
    }
    return reply_of(cache, environ)


@pytest.mark.usefixtures("loaded_content")
@pytest.mark.django_db
class TestKeptPages:
    def test_every_kind_of_page_and_file_is_kept_and_served_without_a_query(
        self, cache, django_assert_num_queries
    ):
        asked = [f"/en/{path}" for path in PAGE_KINDS.values()] + DATA
        asked = [address for address in asked if not any(part in address for part in APART)]
        for address in asked:
            assert ask(cache, address).status == "200 OK", address
        with django_assert_num_queries(0):
            for address in asked:
                reply = ask(cache, address)
                assert ("Cache-Control", "public, no-cache") in reply.headers
                assert "set-cookie" not in {name.lower() for name, _ in reply.headers}

    @pytest.mark.parametrize("address", NOT_KEPT)
    def test_nothing_else_is(self, cache, address):
        ask(cache, address)
        assert cache.shelf.bytes == 0
