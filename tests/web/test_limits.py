"""What is dear to make is made so often for one address, and the others do not notice."""

import pytest
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from config.web.limits import LIMITS, TYPED, Buckets, Limit
from tests.walk import doors

SEARCH = "/ru/search/?q=поезд"


class Clock:
    now = 1000.0

    def __call__(self):
        return self.now


@pytest.fixture
def clock():
    return Clock()


class TestBuckets:
    def test_a_burst_then_one_at_a_time(self, clock):
        buckets = Buckets(Limit(burst=3, seconds=2), clock)
        assert [buckets.wait("a") for _ in range(5)] == [0, 0, 0, 2, 2]
        assert buckets.wait("b") == 0
        clock.now += 2
        assert [buckets.wait("a"), buckets.wait("a")] == [0, 2]
        clock.now += 60
        assert [buckets.wait("a") for _ in range(4)] == [0, 0, 0, 2]

    def test_hold_no_more_than_they_may(self, clock):
        buckets = Buckets(TYPED, clock, most=100)
        for number in range(1000):
            buckets.wait(str(number))
        assert len(buckets.full_at) == 100

    @given(st.lists(st.floats(0, 20), max_size=80))
    def test_never_more_than_burst_and_time_give(self, pauses):
        clock, given_out = Clock(), 0
        buckets, began = Buckets(Limit(burst=5, seconds=2), clock), clock.now
        for pause in pauses:
            clock.now += pause
            given_out += buckets.wait("a") == 0
            assert given_out <= 5 + (clock.now - began) / 2 + 1e-6


SMALL = Limit(burst=3, seconds=60)


@pytest.mark.django_db
class TestLimits:
    @pytest.fixture(autouse=True)
    def small(self, monkeypatch):
        for name in LIMITS:
            monkeypatch.setitem(LIMITS, name, SMALL)

    def test_says_so_in_the_readers_language(self):
        client = Client(REMOTE_ADDR="192.0.2.1")
        answers = [client.get(SEARCH) for _ in range(SMALL.burst + 1)]
        assert [page.status_code for page in answers] == [200] * SMALL.burst + [429]
        assert (answers[-1]["Retry-After"], answers[-1]["Cache-Control"]) == ("60", "no-store")
        assert '<html lang="ru">' in answers[-1].content.decode()
        assert client.get("/en/about/").status_code == 200
        assert client.get("/en/journeys/").status_code == 429
        # Another pretended address is the same one; a really other one is not.
        assert client.get(SEARCH, headers={"x-forwarded-for": "198.51.100.7"}).status_code == 429
        assert client.get(SEARCH, REMOTE_ADDR="192.0.2.2").status_code == 200

    def test_a_network_of_ipv6_is_one_address(self):
        client = Client()
        answers = [
            client.get(SEARCH, REMOTE_ADDR=f"2001:db8::{number:x}").status_code
            for number in range(SMALL.burst + 1)
        ]
        assert answers[-1] == 429
        assert client.get(SEARCH, REMOTE_ADDR="2001:db8:0:1::1").status_code == 200

    def test_behind_a_proxy_each_reader_is_oneself(self, settings):
        settings.TRUSTED_PROXIES = 1
        client = Client(REMOTE_ADDR="10.0.0.1")
        answers = {
            client.get(SEARCH, headers={"x-forwarded-for": f"192.0.2.{number}"}).status_code
            for number in range(SMALL.burst + 5)
        }
        assert answers == {200}

    def test_machines_are_told_as_machines(self):
        client = Client(REMOTE_ADDR="192.0.2.1")
        answers = [client.get("/en/agreements.csv") for _ in range(SMALL.burst + 1)]
        assert answers[-1].status_code == 429
        assert answers[-1].json()["title"] == "Too many requests"
        assert answers[-1]["Content-Type"] == "application/problem+json"

    def test_every_name_is_an_address(self):
        assert {*LIMITS} <= {door.key for door in doors()}
