"""Addresses for machines: robots, pictures, the choice of a language."""

import pytest
from django.conf import settings
from django.contrib.staticfiles import finders
from django.utils import timezone
from PIL import Image

pytestmark = pytest.mark.django_db


class TestRobots:
    def test_admin_and_searches_are_not_for_robots(self, client):
        lines = client.get("/robots.txt").content.decode().splitlines()
        assert lines == [
            "User-agent: *",
            "Disallow: /admin/",
            "Disallow: /en/search/?",
            "Disallow: /en/report/",
            "Disallow: /ru/search/?",
            "Disallow: /ru/report/",
            "Disallow: /be/search/?",
            "Disallow: /be/report/",
            "",
            "Sitemap: http://testserver/sitemap.xml",
            "Sitemap: http://testserver/sitemap-news.xml",
        ]


class TestFavicon:
    def test_leads_to_the_sign_in_three_sizes(self, client):
        response = client.get("/favicon.ico")
        assert (response.status_code, response["Cache-Control"]) == (302, "public, max-age=86400")
        name = response["Location"].removeprefix(settings.STATIC_URL)
        with Image.open(finders.find(name)) as sign:
            assert (sign.format, sign.info["sizes"]) == ("ICO", {(16, 16), (32, 32), (48, 48)})


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


class TestSecurityTxt:
    PATH = "/.well-known/security.txt"

    def test_says_to_whom_a_hole_is_reported(self, client, settings):
        settings.SECURITY_CONTACT = "mailto:security@chronicle.example"
        answer = client.get(self.PATH)
        fields = dict(line.split(": ", 1) for line in answer.content.decode().splitlines())
        assert answer["Content-Type"] == "text/plain; charset=utf-8"
        assert fields.pop("Expires") > timezone.now().isoformat()
        assert fields == {
            "Contact": "mailto:security@chronicle.example",
            "Preferred-Languages": "en, ru, be",
            "Canonical": f"http://testserver{self.PATH}",
        }

    def test_is_not_there_without_somebody(self, client):
        assert client.get(self.PATH).status_code == 404
