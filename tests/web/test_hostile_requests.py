"""Requests that mean harm: pretended hosts, paths that climb, headers that split, ways that lead out, cells that compute."""

import csv
import io
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse

from config.web.data_files import csv_text
from tests import factories as make
from tests.accounts import in_role, logged_in

pytestmark = pytest.mark.django_db
PAGES = ("/", "/en/", "/en/news/", "/sitemap.xml", "/robots.txt", "/en/news.atom", "/admin/login/")


class TestHost:
    @pytest.mark.parametrize(
        "host",
        ["evil.example", "testserver.evil.example", "testserver:80@evil.example", "testserver/evil", ""],
    )
    def test_another_one_is_refused_without_being_repeated(self, host):
        for path in PAGES:
            answer = Client().get(path, HTTP_HOST=host)
            assert answer.status_code == 400
            assert b"evil" not in answer.content

    @pytest.mark.parametrize(
        "headers",
        [
            {"x-forwarded-host": "evil.example"},
            {"x-forwarded-proto": "https"},
            {"x-forwarded-port": "8443"},
            {"forwarded": "host=evil.example;proto=https"},
            {"x-original-url": "/admin/"},
            {"x-rewrite-url": "/admin/"},
            {"x-http-method-override": "DELETE"},
        ],
        ids=lambda headers: next(iter(headers)),
    )
    def test_what_a_stranger_forwards_changes_nothing(self, headers):
        make.make_article()
        for path in PAGES[:-1]:
            plain, forwarded = Client().get(path), Client().get(path, headers=headers)
            assert (forwarded.status_code, forwarded.content) == (plain.status_code, plain.content)


class TestRedirects:
    AWAY = (
        "https://evil.example/",
        "//evil.example/",
        "/\\evil.example",
        "https:evil.example",
        "\x00//evil.example",
    )

    @pytest.mark.parametrize("away", AWAY)
    def test_none_leads_away(self, away):
        make.make_article("there")
        paths = [
            *(
                f"{path}?{name}={away}"
                for path in ("/", "/en/", "/admin/login/")
                for name in ("next", "url", "to")
            ),
            f"/{away}",
            f"/en/{away}",
            f"/admin/{away}",
        ]
        for path in paths:
            answer = Client().get(path)
            assert urlsplit(answer.get("Location", "")).netloc in ("", "testserver"), path
            assert not answer.get("Location", "").startswith(("//", "/\\")), path

    def test_signing_out_neither(self):
        client = logged_in(in_role("editor"))
        answer = client.post(reverse("admin:logout"), {"next": "https://evil.example/"})
        assert "evil" not in answer.get("Location", "")


class TestPaths:
    CLIMBS = (
        "../settings.py",
        "..%2f..%2fsettings.py",
        "%2e%2e/%2e%2e/etc/passwd",
        "....//etc/passwd",
        "/etc/passwd",
        "images/../../settings.py",
        "images%5c..%5c..%5cx.png",
        "images/%00.png",
    )

    @pytest.mark.parametrize("climb", CLIMBS)
    def test_none_leaves_its_folder(self, climb):
        for path in (f"/media/{climb}", f"/static/{climb}", f"/media/images/{climb}", f"/static/css/{climb}"):
            answer = Client().get(path)
            assert answer.status_code in (301, 302, 404), path
            assert b"SECRET_KEY" not in answer.content

    def test_nor_by_the_name_of_a_picture_in_the_library(self):
        """The database says which file is a picture's; what lies outside of the folder is none."""
        image = make.make_image("climber")
        type(image).objects.filter(pk=image.pk).update(file="../settings.png", sha256="")
        make.make_article("shows", version={"lead_image": image})
        assert Client().get("/media/../settings.png").status_code in (400, 404)


class TestHeaders:
    @pytest.mark.parametrize(
        "split", ["a%0d%0aSet-Cookie:%20x=1", "a\r\nSet-Cookie: x=1", "%E5%98%8A%E5%98%8DSet-Cookie:x=1"]
    )
    def test_nothing_of_an_address_begins_a_header(self, split):
        for path in (
            f"/{split}",
            f"/en/{split}",
            f"/en/news/{split}/",
            f"/id/agreement/{split}",
            f"/admin/{split}",
            f"/en/search/?q={split}&kind={split}",
        ):
            answer = Client().get(path.format(split))
            assert "x" not in answer.cookies
            assert not any("\n" in value or "\r" in value for _name, value in answer.items())


class TestFormulas:
    @pytest.mark.parametrize(
        "text",
        [
            "=1+1",
            "+cmd|' /C calc'!A0",
            "-2+3+cmd",
            "@SUM(A1)",
            "\t=1",
            "\r=1",
            " =1",
            "＝1+1",
            '=HYPERLINK("https://evil.example")',
        ],
    )
    def test_are_words(self, text):
        [_header, row] = csv.reader(io.StringIO(csv_text(["name"], [{"name": text}]), newline=""))
        assert row == [f"'{text}"]

    @pytest.mark.parametrize("between", [";", "; ", "\n", "\r\n"])
    def test_are_words_where_a_spreadsheet_parts_cells_by_semicolons(self, between):
        text = csv_text(["name"], [{"name": f"a{between}=cmd|' /C calc'!A0{between}b"}])
        assert f"{between}=cmd" not in text
        assert "a;-5; + 1" in csv_text(["name"], [{"name": "a;-5; + 1"}])

    @pytest.mark.parametrize(
        "value", ["-5", "+375 17 200-00-00", "-", "- 3.5", -5, -0.5, "1 = 1", "a@b", ["a", "-1"]]
    )
    def test_numbers_stay_numbers(self, value):
        assert not csv_text(["name"], [{"name": value}]).split("\r\n")[1].startswith(("'", "\"'"))

    def test_every_export_is_made_so(self):
        """Whatever writes CSV for people goes through `csv_text`; the feed of GTFS is for machines, and packed."""
        writers = {
            path.relative_to(settings.BASE_DIR).as_posix()
            for room in ("config", "news", "routes")
            for path in Path(settings.BASE_DIR, room).rglob("*.py")
            if "csv.writer" in path.read_text() or "DictWriter" in path.read_text()
        }
        assert writers == {
            "config/web/data_files.py",
            "news/admin/register/importing/templates.py",
            # What an uploaded sheet says, laid out in the grid's own field.
            "routes/admin/grid/pasting.py",
            "routes/gtfs/packing.py",
        }
