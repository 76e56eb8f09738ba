"""The page cache: what it keeps, for whom, and how it is never older than the content."""

import gzip
import threading
import time
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import brotli
import pytest
import zstandard
from hypothesis import given
from hypothesis import strategies as st

from config.kept_pages import WITHOUT_DATABASE
from config.web.page_cache import door as door_module
from config.web.page_cache.addresses import Addresses
from config.web.page_cache.codings import CODINGS, preferred
from config.web.page_cache.door import PageCache
from config.web.page_cache.flights import Flights
from config.web.page_cache.pages import OVERHEAD, Page, Reply, reply_of
from config.web.page_cache.watch import Polling, Watch
from config.web.readiness import NotReadyError

NOW = datetime(2026, 11, 28, 12, tzinfo=UTC)
LATER = datetime(2100, 1, 1, tzinfo=UTC)
ADDRESSES = Addresses(
    prefixes=("/en/", "/ru/", "/be/"),
    files=frozenset(["/gtfs.zip"]),
    apart=("/search/",),
    parameters=frozenset(["topic", "page", "languages"]),
)


@dataclass(frozen=True)
class State:
    stamp: int = 1
    changes_at: datetime = LATER
    taken_back: int = 0


class Site:
    """A site that counts how often each page was made, and whose answers show every header it was given."""

    def __init__(self, *, status="200 OK", headers=(), waits_for=lambda: None):
        self.made, self.seen = [], []
        self.status, self.headers, self.waits_for = status, list(headers), waits_for
        self.raises = None

    def __call__(self, environ, start_response):
        self.waits_for()
        self.made.append((environ["PATH_INFO"], environ.get("QUERY_STRING", "")))
        self.seen.append(environ)
        if self.raises:
            raise self.raises
        start_response(self.status, [("Content-Type", "text/html"), *self.headers])
        told = sorted((name, value) for name, value in environ.items() if name.startswith("HTTP_"))
        page = f"<p>{environ['PATH_INFO']}?{environ.get('QUERY_STRING', '')} {len(self.made)} {told}</p>"
        return [b'<main id="main" tabindex="-1">', page.encode() * 50]


class Door:
    """A cache in front of a site, with a clock and a database of the test's own. `look` is what the watch's thread does."""

    def __init__(self, site=None, addresses=ADDRESSES, **options):
        self.site = site or Site()
        self.fresh, self.now, self.database_is_there = State(), NOW.timestamp(), True
        self.watch = Watch(self.read, Polling(), clock=lambda: self.now)
        self.watch._start = lambda: None
        self.cache = PageCache(self.site, self.watch, addresses, WITHOUT_DATABASE, **options)
        self.look = self.watch.look

    def read(self):
        if not self.database_is_there:
            raise ConnectionError
        return self.fresh

    def get(self, path, query="", method="GET", **headers):
        environ = {
            "REQUEST_METHOD": method,
            "PATH_INFO": path,
            "QUERY_STRING": query,
            "HTTP_HOST": "site.test",
            "wsgi.url_scheme": "http",
            **headers,
        }
        reply = reply_of(self.cache, environ)
        return reply.status, dict(reply.headers), reply.body


@pytest.fixture
def door():
    return Door()


class TestKeeping:
    def test_a_page_is_made_once(self, door):
        assert door.get("/en/news/") == door.get("/en/news/")
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

    @pytest.mark.parametrize("path", ["/admin/", "/en/search/", "/healthz", "/", "/static/css/site.css"])
    def test_what_is_not_a_page_goes_through(self, door, path):
        door.get(path)
        door.get(path)
        assert len(door.site.made) == 2

    def test_a_search_is_made_each_time_with_its_whole_query_and_still_compressed(self, door):
        plain = door.get("/en/search/", "q=a&x=1")[2]
        _, headers, body = door.get("/en/search/", "q=a&x=1", HTTP_ACCEPT_ENCODING="br")
        assert door.site.made == [("/en/search/", "q=a&x=1")] * 2
        assert headers["Content-Encoding"] == "br"
        assert len(brotli.decompress(body)) > len(plain)
        assert door.cache.shelf.bytes == 0

    @pytest.mark.parametrize(
        "status", ["404 Not Found", "500 Internal Server Error", "302 Found", "410 Gone"]
    )
    def test_only_whole_pages_are_kept(self, status):
        door = Door(Site(status=status))
        assert door.get("/en/x/")[0] == status
        door.get("/en/x/")
        assert len(door.site.made) == 2

    def test_it_holds_no_more_than_its_bytes_and_what_was_asked_for_lately(self):
        door = Door(max_bytes=40_000)
        for number in range(50):
            door.get("/en/")
            door.get(f"/en/news/{number}/", HTTP_ACCEPT_ENCODING=CODINGS[number % 3])
        shelf = door.cache.shelf
        assert shelf.bytes == sum(page.size for page in shelf.pages.values())
        assert 2 * OVERHEAD < shelf.bytes <= 40_000
        assert {key.path for key in shelf.pages} >= {"/en/", "/en/news/49/"}
        assert door.site.made.count(("/en/", "")) == 1

    def test_a_very_long_page_is_not_kept(self, door, monkeypatch):
        door.cache.shelf.most_a_page = 1_000
        door.get("/en/")
        assert door.get("/en/")[0] == "200 OK"
        assert (len(door.site.made), door.cache.shelf.bytes) == (2, 0)


class TestForEverybody:
    """Modelled on what went wrong in shared caches: Vary, Set-Cookie, Authorization, letters of directives, confused paths."""

    @pytest.mark.parametrize(
        "header",
        [
            ("Set-Cookie", "a=b"),
            ("set-cookie", "a=b"),
            ("Vary", "Cookie"),
            ("vary", "Accept-Encoding, COOKIE"),
            ("Vary", " Cookie"),
            ("Vary", "*"),
            ("Cache-Control", "private"),
            ("Cache-Control", "max-age=60, PRIVATE"),
            ("cache-control", 'private="set-cookie"'),
            ("Cache-Control", "No-Store"),
            ("Content-Encoding", "gzip"),
            ("Content-Range", "bytes 0-1/2"),
        ],
    )
    def test_what_belongs_to_one_reader_is_never_kept(self, header):
        door = Door(Site(headers=[header]))
        door.get("/en/")
        door.get("/en/")
        assert len(door.site.made) == 2
        assert door.cache.shelf.bytes == 0

    def test_the_second_of_two_headers_counts_too(self):
        door = Door(Site(headers=[("Vary", "Accept-Encoding"), ("Vary", "Cookie")]))
        door.get("/en/")
        assert door.cache.shelf.bytes == 0

    @pytest.mark.parametrize(
        "headers",
        [
            {"HTTP_X_FORWARDED_HOST": "evil.test"},
            {"HTTP_X_FORWARDED_PROTO": "https"},
            {"HTTP_X_FORWARDED_PORT": "666"},
            {"HTTP_X_FORWARDED_PREFIX": "/evil"},
            {"HTTP_X_ORIGINAL_URL": "/admin/"},
            {"HTTP_X_REWRITE_URL": "/admin/"},
            {"HTTP_X_HTTP_METHOD_OVERRIDE": "POST"},
            {"HTTP_COOKIE": "sessionid=stolen; django_language=ru"},
            {"HTTP_ACCEPT_LANGUAGE": "ru"},
            {"HTTP_ACCEPT": "application/json"},
            {"HTTP_RANGE": "bytes=0-1"},
            {"HTTP_IF_MODIFIED_SINCE": "Sat, 01 Jan 2028 00:00:00 GMT"},
            {"HTTP_USER_AGENT": "<script>"},
            {"CONTENT_LENGTH": "9", "CONTENT_TYPE": "application/x-www-form-urlencoded"},
        ],
    )
    def test_no_header_reaches_a_page_that_others_will_see(self, door, headers):
        poisoned = door.get("/en/", **headers)
        assert not headers.keys() & door.site.seen[0].keys()
        assert door.get("/en/") == poisoned
        assert len(door.site.made) == 1
        assert Door().get("/en/") == poisoned

    def test_a_request_with_credentials_neither_gets_nor_makes_a_kept_page(self, door):
        door.get("/en/", HTTP_AUTHORIZATION="Basic eDp5")
        door.get("/en/")
        _, headers, body = door.get("/en/", HTTP_AUTHORIZATION="Basic eDp5")
        assert b"Basic eDp5" in body
        assert "public" not in headers.get("Cache-Control", "")
        assert len(door.site.made) == 3

    def test_a_readers_cookies_are_no_reason_to_make_the_page_again(self, door):
        assert door.get("/en/", HTTP_COOKIE="a=1") == door.get("/en/", HTTP_COOKIE="b=2")
        assert len(door.site.made) == 1

    @pytest.mark.parametrize(
        "path",
        [
            "//en/",
            "/EN/",
            "/en",
            "/./en/",
            "/%65n/",
            "/admin/..;/en/",
            "/en\\news/",
            "/preview/x/",
            "/media/en/",
        ],
    )
    def test_no_other_spelling_of_a_path_is_a_page(self, path):
        assert ADDRESSES.key({"PATH_INFO": path, "HTTP_HOST": "site.test"}) is None

    @pytest.mark.parametrize(
        "path", ["/en//news/", "/en/../admin/", "/en/News/", "/en/news;x/", "/en/news/.", "/en/news"]
    )
    def test_spellings_below_a_language_are_the_sites_to_judge_each_by_itself(self, door, path):
        door.get("/en/news/")
        door.get(path)
        assert [made for made, _ in door.site.made] == ["/en/news/", path]

    def test_a_host_has_one_name(self, door):
        for host in ("site.test", "SITE.test", "site.test:80", "site.test."):
            door.get("/en/", HTTP_HOST=host)
        assert len(door.site.made) == 1
        door.get("/en/", HTTP_HOST="site.test:8080")
        door.get("/en/", HTTP_HOST="site.test:443")
        assert [seen["HTTP_HOST"] for seen in door.site.seen] == [
            "site.test",
            "site.test:8080",
            "site.test:443",
        ]

    def test_without_a_host_nothing_is_kept(self, door):
        door.get("/en/", HTTP_HOST="")
        assert door.cache.shelf.bytes == 0

    def test_https_told_by_the_trusted_header_is_a_page_of_its_own(self):
        door = Door(addresses=Addresses(prefixes=("/en/",), tls_header="HTTP_X_TLS"))
        for told in ("https", "http", "HTTPS", "", "https, http"):
            door.get("/en/", HTTP_X_TLS=told)
        assert [seen["HTTP_X_TLS"] for seen in door.site.seen] == ["https", "http"]

    def test_a_page_asked_for_by_post_is_not_the_kept_one(self, door):
        door.get("/en/")
        door.get("/en/", method="POST")
        door.get("/en/", method="OPTIONS")
        assert len(door.site.made) == 3

    def test_why_there_is_no_page_is_told_in_the_form_that_was_asked_for(self):
        door = Door(Site(status="404 Not Found"))
        assert b"HTTP_ACCEPT" not in door.get("/en/x/", HTTP_ACCEPT="text/html, application/json")[2]
        assert b"'HTTP_ACCEPT', 'application/json'" in door.get("/en/x/", HTTP_ACCEPT="application/json")[2]

    @given(st.text(max_size=200))
    def test_a_key_is_its_own_key(self, query):
        asked = query.encode("utf-8", "surrogatepass").decode("latin-1")
        key = ADDRESSES.key({"PATH_INFO": "/en/", "QUERY_STRING": asked, "HTTP_HOST": "h"})
        assert (
            key is None
            or ADDRESSES.key({"PATH_INFO": "/en/", "QUERY_STRING": key.query, "HTTP_HOST": "h"}) == key
        )

    @given(
        st.lists(
            st.tuples(st.sampled_from(["topic", "page", "languages", "x", "Topic"]), st.text(min_size=1)),
            max_size=8,
        )
    )
    def test_a_key_says_what_the_page_reads_and_nothing_else(self, pairs):
        from django.http import QueryDict  # noqa: PLC0415 as the page reads it

        asked = QueryDict(mutable=True)
        for name, value in pairs:
            asked.appendlist(name, value)
        key = ADDRESSES.key({"PATH_INFO": "/en/", "QUERY_STRING": asked.urlencode(), "HTTP_HOST": "h"})
        if key:
            read = QueryDict(key.query)
            assert dict(read.lists()) == {
                name: values for name, values in asked.lists() if name in ADDRESSES.parameters
            }

    def test_letters_sent_as_they_are_arrive_as_they_are(self):
        raw = "topic=эканоміка".encode().decode("latin-1")
        key = ADDRESSES.key({"PATH_INFO": "/be/", "QUERY_STRING": raw, "HTTP_HOST": "h"})
        assert key.query == "topic=%D1%8D%D0%BA%D0%B0%D0%BD%D0%BE%D0%BC%D1%96%D0%BA%D0%B0"


class TestFreshness:
    def test_a_new_stamp_makes_every_page_anew(self, door):
        before = door.get("/en/")
        door.fresh = State(stamp=2)
        door.look()
        assert before != door.get("/en/")
        assert len(door.site.made) == 2

    def test_at_the_moment_a_schedule_passes_the_page_is_made_anew(self, door):
        door.fresh = State(changes_at=NOW + timedelta(seconds=1))
        door.get("/en/")
        door.now += 0.999
        door.get("/en/")
        assert len(door.site.made) == 1
        door.fresh, door.now = State(), door.now + 0.001
        door.get("/en/")
        assert len(door.site.made) == 2

    def test_the_state_is_read_at_once_after_an_unsafe_request(self, door):
        door.get("/en/")
        door.fresh = State(stamp=2)
        door.get("/en/")
        assert len(door.site.made) == 1
        door.get("/admin/news/publish/", method="POST")
        door.get("/en/")
        assert [path for path, _ in door.site.made] == ["/en/", "/admin/news/publish/", "/en/"]

    def test_a_watch_whose_thread_is_silent_is_not_believed_for_long(self, door):
        door.get("/en/")
        door.fresh, door.now = State(stamp=2), door.now + 3.1
        door.get("/en/")
        assert len(door.site.made) == 2

    def test_a_page_made_while_the_content_changed_is_not_given_to_who_asked_later(self, door):
        def change_meanwhile(environ, start_response, site=door.site):
            if not site.made:
                door.fresh = State(stamp=2)
                door.look()
            return site(environ, start_response)

        door.cache.application = change_meanwhile
        door.get("/en/")
        door.get("/en/")
        assert len(door.site.made) == 2

    def test_a_stamp_that_went_back_with_a_backup_is_a_new_state(self, door):
        door.fresh = State(stamp=7)
        door.get("/en/")
        for stamp in (6, 7):
            door.fresh = State(stamp=stamp)
            door.look()
        door.get("/en/")
        assert len(door.site.made) == 2


class TestFlights:
    @pytest.mark.parametrize(
        "answer",
        [
            {},
            {"status": "404 Not Found", "headers": [("Cache-Control", "no-cache"), ("Vary", "Accept")]},
        ],
    )
    def test_a_thousand_readers_of_a_cold_page_make_it_once(self, answer):
        # What is no page is not kept: it is for those who are here before it is made.
        here, answers = [], []

        def wait_for_all():
            while len(here) < 200:
                time.sleep(0.001)
            time.sleep(0.2)  # from the door to the flight

        def read():
            here.append(True)
            answers.append(door.get("/en/"))

        door = Door(Site(waits_for=wait_for_all, **answer))

        readers = [threading.Thread(target=read) for _ in range(200)]
        for reader in readers:
            reader.start()
        for reader in readers:
            reader.join()
        assert len(door.site.made) == 1
        assert answers == [answers[0]] * 200

    def test_who_waited_too_long_or_for_nothing_makes_it_alone(self):
        flights, begun, go_on = Flights(wait=0.01), threading.Event(), threading.Event()

        def fail():
            begun.set()
            go_on.wait()
            raise ValueError

        def lead():
            with pytest.raises(ValueError):  # noqa: PT011 the maker's own
                flights.share("key", fail, bool)

        leader = threading.Thread(target=lead)
        leader.start()
        begun.wait()
        assert flights.share("key", lambda: "made", bool) == "made"  # waited too long
        flights.wait = 10
        follower = threading.Thread(target=lambda: made.append(flights.share("key", lambda: "mine", bool)))
        made = []
        follower.start()
        go_on.set()
        leader.join()
        follower.join()
        assert made == ["mine"]
        assert flights._flying == {}


class TestCounting:
    def test_each_answer_is_counted_as_what_it_was(self, door, monkeypatch):
        counted = []
        monkeypatch.setattr("config.web.metrics.page_answered", counted.append)
        door.get("/en/")
        door.get("/en/")
        door.get("/admin/")
        door.database_is_there = False
        door.look()
        door.get("/en/")
        assert counted == ["miss", "hit", "unkept", "stale"]


class TestDatabaseAway:
    def away(self, door):
        door.database_is_there = False
        door.look()

    def test_the_last_copy_is_given_out_marked(self, door):
        door.get("/ru/", HTTP_ACCEPT_ENCODING="gzip")
        door.fresh = State(stamp=2)
        door.look()
        self.away(door)
        status, headers, body = door.get("/ru/", HTTP_ACCEPT_ENCODING="gzip", HTTP_IF_NONE_MATCH="*")
        page = gzip.decompress(body).decode()
        assert (status, headers["Cache-Control"], headers["Warning"][:3]) == ("200 OK", "no-store", "111")
        assert int(headers["Age"]) >= 0
        assert "ETag" not in headers
        assert page.startswith('<main id="main" tabindex="-1"><p class="notice notice--claim" role="status">')
        assert "<time datetime=" in page
        assert len(door.site.made) == 1

    def test_for_a_day_and_no_longer(self, door):
        door.get("/en/")
        self.away(door)
        door.now += 24 * 3600 - 1
        assert door.get("/en/")[0] == "200 OK"
        door.now += 2
        assert door.get("/en/")[0] == "503 Service Unavailable"

    def test_what_is_not_held_is_answered_at_once_by_503(self, door):
        door.get("/en/")
        self.away(door)
        for path in ["/en/other/", "/en/search/", "/admin/"]:
            status, headers, body = door.get(path)
            assert (status, headers["Retry-After"]) == ("503 Service Unavailable", "2")
            assert headers.keys() >= {"Content-Security-Policy", "X-Frame-Options", "Permissions-Policy"}
            assert headers.keys() >= {"Cross-Origin-Resource-Policy", "X-Content-Type-Options"}
            assert "default-src 'none'" in headers["Content-Security-Policy"]
            assert (headers["X-Frame-Options"], headers["X-Content-Type-Options"]) == ("DENY", "nosniff")
        assert len(door.site.made) == 1
        assert door.get("/healthz")[0] == door.get("/static/x.css")[0] == "200 OK"

    def test_an_act_is_the_sites_to_answer_and_waits_for_no_look(self, door):
        self.away(door)
        with door.watch._looking:
            assert door.get("/admin/x/", method="POST")[0] == "200 OK"
        assert len(door.site.made) == 1

    def test_what_was_taken_back_never_returns_as_a_copy(self, door):
        door.get("/en/")
        door.fresh = State(stamp=2, taken_back=1)
        door.look()
        self.away(door)
        assert door.get("/en/")[0] == "503 Service Unavailable"

    def test_nor_does_a_page_that_is_gone(self, door):
        door.get("/en/")
        door.fresh, door.site.status = State(stamp=2), "410 Gone"
        door.look()
        door.get("/en/")
        self.away(door)
        assert door.get("/en/")[0] == "503 Service Unavailable"

    def test_a_failure_met_while_it_is_away_is_told_as_that(self, door):
        def fail(environ, start_response):
            self.away(door)
            start_response("500 Internal Server Error", [("Content-Type", "text/html")])
            return [b""]

        door.cache.application = fail
        assert door.get("/en/")[0] == "503 Service Unavailable"

    @pytest.mark.parametrize("failing", ["500 Internal Server Error", ConnectionError()])
    def test_the_request_that_meets_the_failure_first_gets_the_copy_too(self, door, failing):
        door.get("/en/")
        door.fresh = State(stamp=2)
        door.look()
        if isinstance(failing, str):
            door.site.status = failing
        else:
            door.site.raises = failing
        assert door.get("/en/")[1]["Warning"].startswith("111")

    def test_the_process_is_not_ready_until_it_is_back(self, door):
        door.watch.check()
        self.away(door)
        with pytest.raises(NotReadyError, match="until it can, copies"):
            door.watch.check()
        door.database_is_there = True
        door.look()
        door.watch.check()

    def test_nor_where_nobody_watches(self, door):
        door.watch._thread = threading.Thread()  # one that ended, or never began
        with pytest.raises(NotReadyError, match="restart the process"):
            door.watch.check()

    def test_when_it_is_back_pages_of_the_same_state_are_good_again(self, door):
        before = door.get("/en/")
        self.away(door)
        door.database_is_there = True
        door.look()
        assert door.get("/en/") == before
        assert len(door.site.made) == 1


class TestAnswering:
    def test_codings(self, door):
        plain = door.get("/en/")[2]
        for accepted, coding, decode in [
            ("gzip, br;q=0", "gzip", gzip.decompress),
            ("gzip, deflate, br, zstd", "br", brotli.decompress),
            ("br;q=0.5, zstd", "zstd", zstandard.decompress),
        ]:
            _, headers, body = door.get("/en/", HTTP_ACCEPT_ENCODING=accepted)
            assert (headers["Content-Encoding"], decode(body)) == (coding, plain)
            assert (headers["Vary"], headers["Content-Length"]) == ("Accept-Encoding", str(len(body)))
        assert len(door.site.made) == 1

    @pytest.mark.parametrize(
        ("accepted", "best"),
        [
            ("", "identity"),
            ("*", "br"),
            ("*;q=0", "identity"),
            ("GZIP", "gzip"),
            ("x-gzip", "gzip"),
            ("gzip;q=0.9, br;q=0.1", "gzip"),
            ("br;q=0, *", "zstd"),
            ("gzip;q=0.2, identity;q=0.5", "identity"),
            ("gzip;Q=1.000", "gzip"),
            ("gzip;q=2, zstd;q=x, br;level=1", "identity"),
            ("deflate, compress", "identity"),
        ],
    )
    def test_what_a_reader_prefers(self, accepted, best):
        assert preferred(accepted)[0] == best

    @given(st.text(max_size=60))
    def test_no_header_breaks_the_choice(self, accepted):
        assert preferred(accepted)[-1] == "identity"

    def test_not_modified(self, door):
        _, headers, _ = door.get("/en/", HTTP_ACCEPT_ENCODING="br")
        for known in (f'"x", W/{headers["ETag"]}', headers["ETag"], "*"):
            status, again, body = door.get("/en/", HTTP_ACCEPT_ENCODING="br", HTTP_IF_NONE_MATCH=known)
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

    def test_what_is_packed_or_short_is_not_packed_again(self):
        for kind, body in [("application/zip", b"x" * 5000), ("text/html", b"x" * 100)]:
            page = Page(Reply("200 OK", [("Content-Type", kind)], body), State(), 0)
            assert page.encode("br").body == [body]
            assert "Content-Encoding" not in dict(page.encode("br").headers)


def test_its_bounds():
    assert (door_module.MAX_BYTES, door_module.MAX_PAGE_BYTES) == (64 * 1024**2, 2 * 1024**2)
