"""The page cache: what it keeps, for whom, and how it is never older than the content."""

import gzip
import threading
import time
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import brotli
import pytest
from hypothesis import given
from hypothesis import strategies as st

from config.web import page_cache
from config.web.page_cache import PageCache, cache_key, cacheable, call

LATER = datetime(2100, 1, 1, tzinfo=UTC)


@dataclass
class Freshness:
    stamp: int = 1
    changes_at: datetime = LATER


class Site:
    """A site that counts how often each page was made."""

    def __init__(self, *, status="200 OK", headers=(), delay=0.0):
        self.made = []
        self.status, self.headers, self.delay = status, list(headers), delay

    def __call__(self, environ, start_response):
        time.sleep(self.delay)
        self.made.append((environ["PATH_INFO"], environ.get("QUERY_STRING", "")))
        start_response(self.status, [("Content-Type", "text/html"), *self.headers])
        return [
            f"<p>{environ['PATH_INFO']}?{environ.get('QUERY_STRING', '')} {len(self.made)}</p>".encode() * 50
        ]


class Door:
    """A cache in front of a site, with a clock that reads the stamp each time."""

    def __init__(self, monkeypatch, site=None, read_every=0.0):
        monkeypatch.setattr(page_cache, "READ_EVERY", read_every)
        self.site = site or Site()
        self.fresh = Freshness()
        self.cache = PageCache(self.site, read=lambda: self.fresh)

    def get(self, path, query="", method="GET", **headers):
        environ = {
            "REQUEST_METHOD": method,
            "PATH_INFO": path,
            "QUERY_STRING": query,
            "HTTP_HOST": headers.pop("HTTP_HOST", "site.test"),
            "wsgi.url_scheme": "http",
            **headers,
        }
        status, answered, body = call(self.cache, environ)
        return status, dict(answered), body


@pytest.fixture
def door(monkeypatch):
    return Door(monkeypatch)


class TestKeeping:
    def test_a_page_is_made_once(self, door):
        first, second = door.get("/en/news/"), door.get("/en/news/")
        assert first == second
        assert door.site.made == [("/en/news/", "")]

    def test_language_host_and_known_parameters_are_pages_of_their_own(self, door):
        asked = [
            ("/en/news/", ""),
            ("/ru/news/", ""),
            ("/en/news/", "topic=economy"),
            ("/en/news/", "page=2&topic=economy"),
        ]
        for path, query in asked * 2:
            door.get(path, query)
        assert door.site.made == asked
        door.get("/en/news/", HTTP_HOST="other.test")
        assert len(door.site.made) == 5

    def test_unknown_parameters_and_order_are_dropped_before_the_page_is_made(self, door):
        door.get("/en/news/", "utm_source=x&topic=a&page=2")
        door.get("/en/news/", "page=2&topic=a&fbclid=1")
        assert door.site.made == [("/en/news/", "page=2&topic=a")]

    @pytest.mark.parametrize(
        "path", ["/admin/", "/en/search/", "/ru/journeys/", "/healthz", "/", "/static/css/site.css"]
    )
    def test_what_is_not_a_page_goes_through(self, door, path):
        door.get(path)
        door.get(path)
        assert len(door.site.made) == 2

    def test_a_search_is_made_each_time_with_its_whole_query_and_still_compressed(self, door):
        plain = door.get("/en/search/", "q=a&x=1")[2]
        _, headers, body = door.get("/en/search/", "q=a&x=1", HTTP_ACCEPT_ENCODING="br")
        assert door.site.made == [("/en/search/", "q=a&x=1")] * 2
        assert headers["Content-Encoding"] == "br"
        assert brotli.decompress(body) == plain.replace(b" 1</p>", b" 2</p>")
        assert door.cache.bytes == 0

    @pytest.mark.parametrize(
        "headers",
        [
            [("Set-Cookie", "a=b")],
            [("Vary", "Cookie")],
            [("Cache-Control", "private")],
            [("Cache-Control", "no-store")],
        ],
    )
    def test_what_belongs_to_one_reader_is_never_kept(self, monkeypatch, headers):
        door = Door(monkeypatch, Site(headers=headers))
        door.get("/en/")
        door.get("/en/")
        assert len(door.site.made) == 2

    @pytest.mark.parametrize(
        "status", ["404 Not Found", "500 Internal Server Error", "302 Found", "410 Gone"]
    )
    def test_only_whole_pages_are_kept(self, monkeypatch, status):
        door = Door(monkeypatch, Site(status=status))
        assert door.get("/en/x/")[0] == status
        door.get("/en/x/")
        assert len(door.site.made) == 2

    def test_https_told_by_the_trusted_header_is_a_page_of_its_own(self, door):
        door.cache.tls_header = "HTTP_X_TLS"
        door.get("/en/", HTTP_X_TLS="https")
        door.get("/en/", HTTP_X_TLS="http")
        assert len(door.site.made) == 2

    def test_a_header_that_no_proxy_sets_is_not_read(self, door):
        door.get("/en/", HTTP_X_FORWARDED_PROTO="https")
        door.get("/en/", HTTP_X_FORWARDED_PROTO="nonsense")
        assert len(door.site.made) == 1

    def test_a_request_with_credentials_goes_through(self, door):
        door.get("/en/", HTTP_AUTHORIZATION="Basic eDp5")
        door.get("/en/", HTTP_AUTHORIZATION="Basic eDp5")
        assert len(door.site.made) == 2

    def test_it_holds_no_more_than_its_bytes(self, monkeypatch):
        monkeypatch.setattr(page_cache, "MAX_BYTES", 20_000)
        door = Door(monkeypatch)
        for number in range(50):
            door.get(f"/en/news/{number}/")
        assert door.cache.bytes == sum(page.size for page in door.cache.pages.values())
        assert 0 < door.cache.bytes <= 20_000
        assert ("http", "site.test", "/en/news/49/", "") in door.cache.pages
        assert ("http", "site.test", "/en/news/0/", "") not in door.cache.pages


class TestFreshness:
    def test_a_new_stamp_makes_every_page_anew(self, door):
        before = door.get("/en/")
        door.fresh = Freshness(stamp=2)
        after = door.get("/en/")
        assert before != after
        assert len(door.site.made) == 2

    def test_a_schedule_that_passes_makes_the_page_anew(self, door):
        door.fresh = Freshness(changes_at=datetime.now(UTC) + timedelta(seconds=0.05))
        door.get("/en/")
        time.sleep(0.06)
        door.fresh = Freshness()
        door.get("/en/")
        assert len(door.site.made) == 2

    def test_the_stamp_is_read_again_at_once_after_an_unsafe_request(self, monkeypatch):
        door = Door(monkeypatch, read_every=3600)
        door.get("/en/")
        door.fresh = Freshness(stamp=2)
        door.get("/en/")
        assert len(door.site.made) == 1
        door.get("/admin/news/publish/", method="POST")
        door.get("/en/")
        assert [path for path, _ in door.site.made] == ["/en/", "/admin/news/publish/", "/en/"]

    def test_a_thousand_readers_of_a_cold_page_make_it_once(self, monkeypatch):
        door = Door(monkeypatch, Site(delay=0.05))
        answers = []
        readers = [threading.Thread(target=lambda: answers.append(door.get("/en/"))) for _ in range(50)]
        for reader in readers:
            reader.start()
        for reader in readers:
            reader.join()
        assert len(door.site.made) == 1
        assert answers == [answers[0]] * 50


class TestAnswering:
    def test_codings(self, door):
        plain = door.get("/en/")[2]
        _, headers, body = door.get("/en/", HTTP_ACCEPT_ENCODING="gzip, br;q=0")
        assert (headers["Content-Encoding"], gzip.decompress(body)) == ("gzip", plain)
        _, headers, body = door.get("/en/", HTTP_ACCEPT_ENCODING="gzip, deflate, br")
        assert (headers["Content-Encoding"], brotli.decompress(body)) == ("br", plain)
        assert headers["Vary"] == "Accept-Encoding"
        assert headers["Content-Length"] == str(len(body))

    def test_not_modified(self, door):
        _, headers, _ = door.get("/en/", HTTP_ACCEPT_ENCODING="br")
        status, again, body = door.get(
            "/en/", HTTP_ACCEPT_ENCODING="br", HTTP_IF_NONE_MATCH=f'"x", W/{headers["ETag"]}'
        )
        assert (status, body, again["ETag"]) == ("304 Not Modified", b"", headers["ETag"])
        assert "Content-Type" not in again
        assert (
            door.get("/en/", HTTP_IF_NONE_MATCH=headers["ETag"])[0] == "200 OK"
        )  # another coding, other bytes

    def test_head_has_the_headers_and_no_body(self, door):
        status, headers, body = door.get("/en/", method="HEAD")
        assert (status, body) == ("200 OK", b"")
        assert door.get("/en/")[1] == headers
        assert len(door.site.made) == 1


@given(st.text(max_size=200))
def test_no_query_breaks_the_key(query):
    key = cache_key(
        {
            "PATH_INFO": "/en/",
            "QUERY_STRING": query.encode("utf-8", "surrogatepass").decode("latin-1"),
            "HTTP_HOST": "h",
        }
    )
    assert key is not None
    assert cache_key({"PATH_INFO": "/en/", "QUERY_STRING": key[-1], "HTTP_HOST": "h"}) == key


def test_cacheable_is_about_the_answer_alone():
    assert cacheable("200 OK", [("Content-Type", "text/html"), ("Cache-Control", "max-age=0")])
    assert not cacheable("200 OK", [("Content-Encoding", "gzip")])


def test_what_is_packed_already_is_not_packed_again():
    plain, packed = (
        page_cache.make_page("200 OK", [("Content-Type", kind)], b"x" * 5000, Freshness())
        for kind in ("text/html", "application/zip")
    )
    assert set(plain.bodies) == {"identity", "gzip", "br"}
    assert set(packed.bodies) == {"identity"}
