"""Addresses for machines: health, robots, pictures, the choice of a language."""

from unittest import mock

import pytest
from django.db import DatabaseError

pytestmark = pytest.mark.django_db


class TestHealthz:
    def test_it_says_ok(self, client):
        response = client.get("/healthz")
        assert (response.status_code, response.json()) == (200, {"status": "ok"})
        assert response["Cache-Control"] == "no-store"

    def test_it_says_when_the_database_is_out_of_reach(self, client):
        with mock.patch("config.views.machines.connection.cursor", side_effect=DatabaseError("gone")):
            response = client.get("/healthz")
        assert (response.status_code, response.json()) == (503, {"status": "database out of reach"})


class TestRobots:
    def test_admin_and_searches_are_not_for_robots(self, client):
        lines = client.get("/robots.txt").content.decode().splitlines()
        assert lines == [
            "User-agent: *",
            "Disallow: /admin/",
            "Disallow: /en/search/",
            "Disallow: /ru/search/",
            "Disallow: /be/search/",
            "",
            "Sitemap: http://testserver/sitemap.xml",
        ]


class TestChooseLanguage:
    @pytest.mark.parametrize(
        ("accepted", "address"),
        [
            ("be-BY,be;q=0.9", "/be/"),
            ("ru", "/ru/"),
            ("de,fr;q=0.5", "/en/"),
            ("", "/en/"),
            ("\udce4;q=x,,", "/en/"),
        ],
    )
    def test_the_browser_decides(self, client, accepted, address):
        response = client.get("/", headers={"accept-language": accepted.encode("utf-8", "replace").decode()})
        assert (response.status_code, response["Location"]) == (302, address)
        assert "Accept-Language" in response["Vary"]
        assert not response.cookies


def test_the_gtfs_address_says_that_there_is_no_feed_yet(client):
    response = client.get("/gtfs.zip")
    assert (response.status_code, response["Content-Type"]) == (404, "text/plain; charset=utf-8")
    assert response.content.decode().startswith("No published timetable is held")


class TestPicture:
    @pytest.fixture
    def shipped(self, settings, tmp_path):
        settings.MEDIA_ROOT = tmp_path / "uploads"
        settings.FIXTURE_MEDIA_ROOT = tmp_path / "shipped"
        (tmp_path / "shipped/images").mkdir(parents=True)
        (tmp_path / "shipped/images/a.webp").write_bytes(b"shipped")
        (tmp_path / "shipped/images/a.html").write_bytes(b"<script>")
        return tmp_path

    def test_what_ships_with_the_fixtures_is_served(self, client, shipped):
        response = client.get("/media/images/a.webp")
        assert b"".join(response.streaming_content) == b"shipped"
        assert (response["Content-Type"], response["X-Content-Type-Options"]) == ("image/webp", "nosniff")
        assert response["Cache-Control"] == "public, max-age=31536000, immutable"

    def test_an_upload_stands_in_front_of_it(self, client, shipped):
        (shipped / "uploads/images").mkdir(parents=True)
        (shipped / "uploads/images/a.webp").write_bytes(b"uploaded")
        assert b"".join(client.get("/media/images/a.webp").streaming_content) == b"uploaded"

    @pytest.mark.parametrize("name", ["images/a.html", "images/b.webp", "images"])
    def test_nothing_else_is(self, client, shipped, name):
        assert client.get(f"/media/{name}").status_code == 404

    @pytest.mark.parametrize("name", ["../secret.webp", "images/../../secret.webp", "%2e%2e/secret.webp"])
    def test_no_way_out_of_the_folder(self, client, shipped, name):
        (shipped / "secret.webp").write_bytes(b"secret")
        assert client.get(f"/media/{name}").status_code in (400, 404)
