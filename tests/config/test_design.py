"""The page of all components: there in development alone, nothing of the public pages missing, nothing asked of the database."""

import re
from importlib import reload

import pytest
from django.urls import clear_url_caches
from jinja2.meta import find_referenced_templates

import config.urls
from config.design.catalogue import FAULTS, IN_THE_FRAME, shown
from config.design.components import apart, partials
from config.web.compiled import FOLDER, environment
from tests.pages import words

LANGUAGES = ["en", "ru", "be"]


@pytest.fixture
def development(settings):
    """The addresses as a site in development has them."""
    settings.DEBUG = True
    reload(config.urls)
    clear_url_caches()
    yield
    settings.DEBUG = False
    reload(config.urls)
    clear_url_caches()


@pytest.mark.django_db
class TestDesign:
    @pytest.mark.parametrize("language", LANGUAGES)
    def test_it_asks_nothing_of_the_database(self, client, development, django_assert_num_queries, language):
        with django_assert_num_queries(0):
            response = client.get(f"/{language}/design/")
        assert response.status_code == 200
        assert f'<html lang="{language}">' in response.content.decode()

    def test_no_two_things_bear_one_id(self, client, development):
        html = client.get("/en/design/").content.decode()
        ids = re.findall(r'\bid="([^"]+)"', html)
        assert sorted({each for each in ids if ids.count(each) > 1}) == []

    @pytest.mark.parametrize("fault", FAULTS)
    def test_the_page_of_a_fault_answers_as_it_does_in_earnest(self, client, development, fault):
        assert client.get(f"/ru/design/{fault}/").status_code == int(fault)

    def test_another_name_is_not_there(self, client, development):
        assert "No such page: 418." in words(client.get("/en/design/418/"))

    @pytest.mark.parametrize("language", LANGUAGES)
    def test_it_is_not_there_in_production(self, client, language):
        assert client.get(f"/{language}/design/").status_code == 404
        assert client.get(f"/{language}/design/503/").status_code == 404


def test_every_partial_of_public_pages_is_shown():
    known = {each for each in shown() if each.endswith(".html")} | IN_THE_FRAME
    assert sorted(partials() - known) == [], "add it to a module of config/design/, in each of its states"
    assert sorted(known - partials()) == []


def test_the_frame_is_of_the_partials_said_to_be_in_it():
    pages = [environment().parse(path.read_text(encoding="utf-8")) for path in FOLDER.glob("*.html")]
    assert {name for page in pages for name in find_referenced_templates(page)} >= IN_THE_FRAME


def test_every_page_of_a_fault_is_shown():
    assert {path.stem for path in FOLDER.glob("[45]*.html")} == set(FAULTS)


def test_ids_are_renamed_with_what_names_them_and_nothing_else():
    html = (
        '<h2 id="cite">…</h2><p aria-labelledby="cite other"><a href="#cite">1</a>'
        '<a href="#source-1">2</a><a href="/#cite">3</a>'
    )
    assert apart(html, "x") == (
        '<h2 id="cite-x">…</h2><p aria-labelledby="cite-x other"><a href="#cite-x">1</a>'
        '<a href="#source-1">2</a><a href="/#cite">3</a>'
    )
