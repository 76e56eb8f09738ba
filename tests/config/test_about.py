"""The pages that say who writes here, by which rules, and what may be taken."""

import hashlib
import io
import zipfile

import pytest
from django.urls import reverse
from django.utils.translation import override

from config.dump import LISTS
from news.models import Grade, Verification
from tests.factories import make_article, make_draft, make_figure
from tests.pages import words

PAGES = ("about", "about/editorial-policy", "data", "report/thanks")


@pytest.mark.django_db
@pytest.mark.parametrize("language", ["en", "ru", "be"])
@pytest.mark.parametrize("page", PAGES)
def test_opens_in_every_language_without_a_query(client, django_assert_num_queries, page, language):
    with django_assert_num_queries(0):
        response = client.get(f"/{language}/{page}/")
    html = response.content.decode()
    assert response.status_code == 200
    assert f'<html lang="{language}">' in html
    assert html.count("<h1>") == 1


class TestAbout:
    def test_says_what_is_stored_about_readers_and_keeps_to_it(self, client):
        response = client.get("/en/about/")
        assert "Reading this site sets no cookie, loads nothing from anyone else’s server" in words(response)
        assert not response.cookies
        assert "Set-Cookie" not in response

    def test_says_that_it_is_nobodys_organ(self, client):
        assert "It is not an organ of the Union State, of Russia or of Belarus" in words(
            client.get("/en/about/")
        )


class TestEditorialPolicy:
    def test_names_every_class_of_source_and_every_mark_of_a_claim(self, client):
        said = words(client.get("/en/about/editorial-policy/"))
        assert [str(label) for label in [*Grade.labels, *Verification.labels] if str(label) not in said] == []

    def test_says_how_texts_and_translations_were_made(self, client):
        said = words(client.get("/en/about/editorial-policy/"))
        assert "drafted with machine assistance from the sources they cite" in said
        assert "made by machine and have not been reviewed by a person yet" in said


class TestDataPage:
    def test_leads_to_the_feeds_and_to_every_list_and_its_columns(self, client):
        html = client.get("/ru/data/").content.decode()
        assert '<a href="/ru/follow/">' in html
        for each in LISTS:
            with override("ru"):
                assert f'href="{reverse(each.page).rstrip("/")}.csv"' in html
            assert all(f"<code>{column.name}</code>" in html for column in each.table.columns)

    def test_one_file_holds_every_list_with_checksums_and_is_the_same_again(self, client, db):
        make_figure("growth", values=[(2025, 3)])
        make_draft(make_article(version=False), headline="Leaked")
        body = client.get("/be/data.zip").content
        assert client.get("/ru/data.zip").content == body
        with zipfile.ZipFile(io.BytesIO(body)) as archive:
            files = {name.partition("/")[2]: archive.read(name) for name in archive.namelist()}
        sums = dict(reversed(line.split("  ")) for line in files.pop("SHA256SUMS").decode().splitlines())
        assert sums == {name: hashlib.sha256(text).hexdigest() for name, text in files.items()}
        assert {f"{each.table.name}.csv" for each in LISTS} | {"values.csv", "README.txt"} == files.keys()
        assert files["values.csv"].decode().splitlines()[1].startswith("growth,2025,3,percent")
        assert b"Leaked" not in b"".join(files.values())
