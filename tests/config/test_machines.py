"""Addresses for machines: robots, pictures, the choice of a language."""

import pytest

pytestmark = pytest.mark.django_db


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
