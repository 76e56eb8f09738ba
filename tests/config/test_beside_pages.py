"""Beside every kind of page: its data or the reason why not, its feeds, its picture for sharing, and what it says to machines."""

import re
from html import unescape

import pytest

from config.web.twins import FEEDS, TWINS, WITHOUT
from tests.page_kinds import PAGE_KINDS, page_names
from tests.schema_org import check, things

LINK = re.compile(r'<link rel="alternate" type="([^"]+)"(?: title="([^"]*)")? href="([^"]+)">')
# Their address for search engines is another, or none.
OF_ONE_LANGUAGE = {"article_version", "article_compare", "search"}
META = re.compile(r'<meta (?:property|name)="((?:og|twitter):[^"]+)" content="([^"]*)">')


def test_every_page_has_data_or_says_why_not():
    assert TWINS.keys() | WITHOUT.keys() == page_names()
    assert not TWINS.keys() & WITHOUT.keys()
    assert FEEDS.keys() <= page_names()


@pytest.mark.usefixtures("loaded_content")
@pytest.mark.django_db
class TestBesidePages:
    def page(self, client, name):
        return client.get(f"/en/{PAGE_KINDS[name]}").content.decode()

    def test_what_is_linked_is_there_and_is_what_it_says(self, client):
        asked = set()
        for name in PAGE_KINDS:
            links = [(kind, unescape(url)) for kind, _title, url in LINK.findall(self.page(client, name))]
            forms = len(TWINS.get(name, ())) + 2 * len(FEEDS.get(name, ()))
            assert len(links) == forms, name
            for kind, url in links:
                if url not in asked:
                    response = client.get(url)
                    assert response.status_code == 200, (name, url)
                    assert response["Content-Type"].partition(";")[0] == kind, (name, url)
                    asked.add(url)

    def test_every_word_to_machines_is_schema_orgs_and_leads_here(self, client):
        told = {}
        for name, path in PAGE_KINDS.items():
            found = things(self.page(client, name))
            told[name] = {thing["@type"] for thing in found}
            for thing in found:
                check(thing, lambda word: word.startswith("uc:"))
                if thing["@type"] == "BreadcrumbList":
                    here = f"http://testserver/en/{path.partition('?')[0]}"
                    assert [one["position"] for one in thing["itemListElement"]] == [
                        *range(1, len(thing["itemListElement"]) + 1)
                    ]
                    assert thing["itemListElement"][-1]["item"] == here, name
        without = {name for name, kinds in told.items() if "BreadcrumbList" not in kinds}
        assert without == {"home", "article_version", "search"}
        assert told["home"] == {"WebSite", "NewsMediaOrganization"}
        assert "ReportageNewsArticle" in told["article_detail"]
        assert "Legislation" in told["agreement_detail"]
        assert "TrainStation" in told["station_detail"]
        assert all("Dataset" in told[name] for name in ("data_page", "agreement_data", "figure_detail"))

    def test_every_page_has_a_title_words_and_a_picture_where_it_is_shared(self, client):
        for name in PAGE_KINDS:
            html = self.page(client, name)
            said = dict(META.findall(html))
            title = re.search(r"<title>(.*?)</title>", html)[1]
            assert len(said["og:title"]) > 2, name
            assert said["og:title"] in title, name
            words = re.search(r'<meta name="description" content="([^"]*)">', html)[1]
            assert said["og:description"] == words.strip()
            assert said["twitter:card"] == "summary_large_image"
            assert (said["og:image:width"], said["og:image:height"]) == ("1200", "630")
            assert said["og:image:alt"]

    def test_a_reader_can_tell_of_a_mistake_on_every_page(self, client):
        for name, path in PAGE_KINDS.items():
            if name not in ("mistake_report", "mistake_reported"):
                html = unescape(self.page(client, name))
                assert 'href="/en/report/?page=/en/' in html, name
                assert 'hreflang="x-default" href="http://testserver/' in html or name in OF_ONE_LANGUAGE, (
                    path
                )
