"""Readers tell of mistakes: without cookie and script, once a form, and nothing of them is kept but what they write."""

import re
from datetime import timedelta

import pytest
from django.core import signing
from django.db import IntegrityError, transaction
from django.test import Client
from django.utils import timezone

from news import mistakes
from news.models import MistakeReport
from tests.factories import make_article, make_route

pytestmark = pytest.mark.django_db
PAGE = "/en/news/council/"


def token_in(response):
    return re.search(r'name="form" value="([^"]+)"', response.content.decode())[1]


def send(client, page=PAGE, language="en", **fields):
    form = token_in(client.get(f"/{language}/report/", {"page": page}))
    return client.post(
        f"/{language}/report/", {"form": form, "page": page, "text": "Eight, not seven.", **fields}
    )


class TestMistakeReport:
    def test_is_kept_with_the_thing_it_is_about_and_sets_no_cookie(self):
        make_article("council")
        client = Client(enforce_csrf_checks=True)
        response = send(client, evidence="TASS", address="reader@example.org")
        assert (response.status_code, response["Location"]) == (303, "/en/report/thanks/")
        assert not client.cookies
        [report] = MistakeReport.objects.values("page", "kind", "key", "language", "text", "address", "state")
        assert report == {
            "page": PAGE,
            "kind": "article",
            "key": "council",
            "language": "en",
            "text": "Eight, not seven.",
            "address": "reader@example.org",
            "state": "open",
        }
        assert "is with the editors" in client.get(response["Location"]).content.decode()

    def test_a_form_tells_once(self, client):
        form = token_in(client.get("/en/report/", {"page": PAGE}))
        for text in ("First.", "Again."):
            assert client.post("/en/report/", {"form": form, "text": text}).status_code == 303
        assert [report.text for report in MistakeReport.objects.all()] == ["First."]

    @pytest.mark.parametrize(
        "form", ["", "forged", signing.dumps([PAGE, "a"], salt="another")], ids=["", "forged", "another"]
    )
    def test_what_this_site_did_not_sign_is_shown_again_with_its_words(self, client, form):
        response = client.post("/en/report/", {"form": form, "page": PAGE, "text": "Kept words."})
        assert response.status_code == 400
        assert "Kept words." in response.content.decode()
        assert not MistakeReport.objects.exists()
        assert client.post("/en/report/", {"form": token_in(response), "text": "x"}).status_code == 303

    def test_a_form_ends(self, client, monkeypatch):
        form = token_in(client.get("/en/report/"))
        monkeypatch.setattr(mistakes, "FORM_WORKS_FOR", timedelta(seconds=-1))
        assert client.post("/en/report/", {"form": form, "text": "Late."}).status_code == 400

    @pytest.mark.parametrize(
        "wrong", [{"text": ""}, {"text": "x" * 2001}, {"address": "nobody"}, {"evidence": "x" * 501}]
    )
    def test_is_bounded(self, client, wrong):
        response = send(client, **wrong)
        assert response.status_code == 400
        assert 'role="alert"' in response.content.decode()
        assert not MistakeReport.objects.exists()

    def test_what_fills_in_everything_is_thanked_and_not_kept(self, client):
        assert send(client, website="https://spam.example").status_code == 303
        assert not MistakeReport.objects.exists()

    @pytest.mark.parametrize(
        "page", ["//evil.example/", "https://evil.example/", "/admin/", "/en/nowhere/", "x", "/en/news.json"]
    )
    def test_another_address_than_a_page_of_this_site_is_the_front_page(self, client, page):
        send(client, page, language="ru")
        assert [report.page for report in MistakeReport.objects.all()] == ["/ru/"]

    def test_a_route_on_a_day(self, client):
        make_route("line")
        send(client, "/be/routes/line/?as_of=2026-03-01")
        report = MistakeReport.objects.get()
        assert (report.kind, report.key, report.page) == (
            "route",
            "line",
            "/be/routes/line/?as_of=2026-03-01",
        )

    def test_a_flood_is_not_kept(self, client, monkeypatch):
        monkeypatch.setattr(mistakes, "MOST_IN_AN_HOUR", 2)
        assert [send(client).status_code for _ in range(3)] == [303, 303, 429]
        assert MistakeReport.objects.count() == 2

    def test_is_asked_again_no_sooner_than_an_address_may(self):
        client = Client(REMOTE_ADDR="192.0.2.77")
        assert [client.get("/en/report/").status_code for _ in range(11)] == [200] * 10 + [429]

    def test_costs_four_queries(self, client, django_assert_num_queries):
        form = token_in(client.get("/en/report/", {"page": PAGE}))
        # The flood, a savepoint around the row, and its end.
        with django_assert_num_queries(4):
            client.post("/en/report/", {"form": form, "text": "Eight."})


def breaks(**fields):
    whole = {"page": PAGE, "language": "en", "text": "Wrong.", "form": "f"} | fields
    with pytest.raises(IntegrityError) as error, transaction.atomic():
        MistakeReport.objects.bulk_create([MistakeReport(**whole)])
    return str(error.value)


def test_the_database_refuses_what_says_nothing_or_half():
    now = timezone.now()
    for fields in ({"text": ""}, {"page": "https://evil.example/"}):
        assert "mistake_says_what_and_where" in breaks(**fields)
    for fields in (
        {"state": "answered"},
        {"state": "answered", "answer": "Mended.", "answered_at": now, "address": "reader@example.org"},
        {"answer": "Mended."},
        {"state": "lost"},
    ):
        name = "mistake_answered_as_it_says"
        assert name in breaks(**fields)
    assert [each.name for each in MistakeReport._meta.constraints] == [
        "mistake_says_what_and_where",
        "mistake_answered_as_it_says",
    ]
