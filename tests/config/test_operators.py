"""Addresses for those who run the site: the process, what it needs, what it has counted."""

from datetime import timedelta
from unittest import mock

import pytest
from django.core.files.storage import default_storage
from django.db import DatabaseError, connection
from django.utils import timezone

from config.web import readiness
from news.models import SearchDocument
from tests.factories import make_article, make_version

TOKEN = "a token of the tests"


@pytest.fixture
def unreachable():
    with mock.patch.object(connection, "cursor", side_effect=DatabaseError("gone")):
        yield


def hanging():
    readiness.time.sleep(0.3)
    return {}


class TestHealthz:
    def test_it_asks_nothing(self, client):
        response = client.get("/healthz")
        assert (response.status_code, response.json()) == (200, {"status": "ok"})
        assert response["Cache-Control"] == "no-store"


@pytest.mark.django_db
class TestReadyz:
    def test_all_is_there(self, client, django_assert_num_queries):
        with django_assert_num_queries(5):
            response = client.get("/readyz")
        assert response.status_code == 200
        assert response.json() == {
            "status": "ready",
            "checks": dict.fromkeys(
                ["database", "migrations", "storage", "search", "lists", "statuses"], "ok"
            ),
        }
        assert response["Cache-Control"] == "no-store"

    def test_the_database_is_out_of_reach(self, client, unreachable):
        response = client.get("/readyz")
        assert (response.status_code, response.json()["checks"]) == (
            503,
            {"database": "out of reach (DatabaseError)"},
        )

    def test_the_database_does_not_answer(self, client, settings):
        settings.READY_SECONDS = 0.05
        with mock.patch.object(readiness, "answers", hanging):
            response = client.get("/readyz")
        readiness._last.at = -readiness.inf
        assert (response.status_code, response.json()["checks"]) == (
            503,
            {"database": "no answer within 0.05 s"},
        )

    def test_the_storage_is_full(self, client):
        with mock.patch.object(default_storage, "_save", side_effect=OSError(28, "No space left on device")):
            response = client.get("/readyz")
        assert response.status_code == 503
        assert response.json()["checks"]["storage"] == "OSError: [Errno 28] No space left on device"

    def test_a_migration_is_missing(self, client):
        with connection.cursor() as cursor:
            cursor.execute("DELETE FROM django_migrations WHERE app = 'news' AND name = '0001_initial'")
        checks = client.get("/readyz").json()["checks"]
        assert checks["migrations"] == "1 are not applied; type:  manage.py migrate"

    def test_the_search_is_behind(self, client):
        make_version(make_article(version=False), live_from=timezone.now() - timedelta(minutes=1))
        SearchDocument.objects.all().delete()
        response = client.get("/readyz")
        assert response.status_code == 503
        assert response.json()["checks"]["search"] == "1 overdue; type:  manage.py reindex"


@pytest.mark.django_db
class TestMetrics:
    @pytest.mark.parametrize(
        ("token", "sent"), [("", "Bearer "), ("", ""), (TOKEN, ""), (TOKEN, "Bearer other")]
    )
    def test_it_is_not_there_for_others(self, client, settings, token, sent):
        settings.METRICS_TOKEN = token
        response = client.get("/metrics", headers={"authorization": sent})
        assert response.status_code == 404

    def test_it_counts_requests_by_view_and_status(self, client, settings):
        settings.METRICS_TOKEN = TOKEN
        before = counted(client)
        client.get("/en/topics/")
        client.get("/en/topics/none/")
        after = counted(client)
        list_page, no_page = (
            f'chronicle_requests_total{{status="{status}",view="{view}"}}'
            for view, status in (("topic_list", 200), ("topic_detail", 404))
        )
        assert after[list_page] == before.get(list_page, 0) + 1
        assert after[no_page] == before.get(no_page, 0) + 1
        assert after['chronicle_overdue{effect="search"}'] == 0

    def test_it_answers_without_the_database(self, client, settings, unreachable):
        settings.METRICS_TOKEN = TOKEN
        assert "chronicle_requests_total" in str(counted(client))


def counted(client):
    """{series: value}"""
    response = client.get("/metrics", headers={"authorization": f"Bearer {TOKEN}"})
    assert response["Content-Type"] == "text/plain; version=0.0.4; charset=utf-8"
    lines = response.content.decode().splitlines()
    return {
        series: float(value)
        for series, _, value in (line.rpartition(" ") for line in lines if line and line[0] != "#")
    }
