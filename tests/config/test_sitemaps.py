"""The sitemap offers every public address in three languages, and nothing that is not public."""

from datetime import timedelta
from itertools import chain
from xml.etree import ElementTree

import pytest
from django.urls import get_resolver
from django.utils import timezone

from config.sitemaps import PAGES, KindSitemap
from tests.factories import (
    make_action,
    make_agreement,
    make_article,
    make_draft,
    make_figure,
    make_source,
    make_text,
    make_topic,
    make_version,
    moment,
)

pytestmark = pytest.mark.django_db

NS = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9", "x": "http://www.w3.org/1999/xhtml"}


def addresses(client, path):
    response = client.get(path)
    assert (response.status_code, response["Content-Type"]) == (200, "application/xml")
    return [element.text for element in ElementTree.fromstring(response.content).iterfind(".//s:loc", NS)]


def test_the_index_names_a_section_a_kind(client):
    make_topic("economy")
    assert addresses(client, "/sitemap.xml") == [
        f"http://testserver/sitemap-{section}.xml"
        for section in (
            "pages",
            "article",
            "agreement",
            "person",
            "figure",
            "source",
            "topic",
            "route",
            "station",
            "text",
        )
    ]


def test_texts_of_agreements_once_a_language_and_day(client):
    treaty = make_action(make_agreement("treaty")).agreement
    make_text(treaty)
    make_text(make_agreement("of which nothing is recorded"), number=1)
    assert addresses(client, "/sitemap-text.xml") == [
        f"http://testserver/{code}/agreements/treaty/text/en/2026-02-26/" for code in ("en", "ru", "be")
    ]


def test_articles_readers_can_read(client):
    make_article("public")
    make_article("scheduled", version={"live_from": timezone.now() + timedelta(days=1)})
    make_article("withdrawn", withdrawn_at=timezone.now(), reason_en="An error of fact.")
    make_article("removed", removed_at=timezone.now(), reason_en="A court's order.")
    make_draft(make_article("draft", version=False))
    assert addresses(client, "/sitemap-article.xml") == [
        f"http://testserver/{code}/news/public/" for code in ("en", "ru", "be")
    ]


def test_each_address_names_its_other_languages(client):
    make_topic("economy")
    root = ElementTree.fromstring(client.get("/sitemap-topic.xml").content)
    alternates = root.find("s:url", NS).findall("x:link", NS)
    assert {link.get("hreflang"): link.get("href") for link in alternates} == {
        "en": "http://testserver/en/topics/economy/",
        "ru": "http://testserver/ru/topics/economy/",
        "be": "http://testserver/be/topics/economy/",
        "x-default": "http://testserver/topics/economy/",
    }


def test_a_figure_without_values_is_no_page(client):
    make_figure("empty")
    make_figure("full", values=[(2025, 3)])
    assert addresses(client, "/sitemap-figure.xml")[0] == "http://testserver/en/figures/full/"
    assert len(addresses(client, "/sitemap-figure.xml")) == 3


def test_says_when_a_page_last_said_something_else_and_nothing_where_that_is_not_known(client):
    make_version(make_article("council"), act="update", live_from=moment(20))
    make_topic("economy")
    root = ElementTree.fromstring(client.get("/sitemap-article.xml").content)
    assert {each.text for each in root.iterfind(".//s:lastmod", NS)} == {moment(20).date().isoformat()}
    assert "lastmod" not in client.get("/sitemap-topic.xml").content.decode()
    index = client.get("/sitemap.xml").content.decode()
    assert f"sitemap-article.xml</loc><lastmod>{timezone.localtime(moment(20)).isoformat()}" in index


class TestNewsSitemap:
    def test_holds_what_was_first_public_in_the_last_two_days_in_each_language(self, client):
        now = timezone.now()
        fresh = make_article(
            "fresh", version={"headline": "Fresh & new", "live_from": now - timedelta(hours=47)}
        )
        make_version(fresh, "ru", headline="Новое", live_from=now - timedelta(hours=1))
        old = make_article("old", version={"live_from": now - timedelta(hours=49)})
        make_version(old, act="update", live_from=now - timedelta(hours=1))
        make_article("leaked", version={"live_from": now + timedelta(hours=1)})
        make_article("withdrawn", version={"live_from": now}, withdrawn_at=now, reason_en="Why")
        root = ElementTree.fromstring(client.get("/sitemap-news.xml").content)
        space = {"n": "http://www.google.com/schemas/sitemap-news/0.9"}
        found = [(each.text) for each in root.iterfind(".//s:loc", NS)]
        assert found == ["http://testserver/ru/news/fresh/", "http://testserver/en/news/fresh/"]
        assert [each.text for each in root.iterfind(".//n:title", space)] == ["Новое", "Fresh & new"]
        assert [each.text for each in root.iterfind(".//n:language", space)] == ["ru", "en"]


def test_three_things_cost_as_many_queries_as_one(client, django_assert_num_queries):
    make_source()
    with django_assert_num_queries(2):
        client.get("/sitemap-source.xml")
    make_source(), make_source()
    with django_assert_num_queries(2):
        client.get("/sitemap-source.xml")


def test_every_thing_stands_in_one_file_of_a_section_and_a_file_reads_no_other(client, monkeypatch):
    monkeypatch.setattr(KindSitemap, "limit", 4)
    for at in range(3):
        make_article(f"a{at}", version={"live_from": moment(10 + at)})
        make_topic(f"t{at}")
    assert addresses(client, "/sitemap.xml").count("http://testserver/sitemap-article.xml?p=3") == 1
    for kind, place in (("article", "news/a"), ("topic", "topics/t")):
        files = [addresses(client, f"/sitemap-{kind}.xml?p={number}") for number in (1, 2, 3)]
        wanted = [f"http://testserver/{code}/{place}{at}/" for at in range(3) for code in ("en", "ru", "be")]
        assert [*chain(*files)] == wanted
        assert [len(each) for each in files] == [4, 4, 1]


@pytest.mark.parametrize("path", ["/sitemap-nonsense.xml", "/sitemap-article.xml?p=99"])
def test_nonsense_is_not_found(client, path):
    assert client.get(path).status_code == 404


def test_every_list_page_is_offered():
    names = {name for name in get_resolver().reverse_dict if isinstance(name, str)}
    lists = {name for name in names if name.endswith("_list")}
    assert lists <= set(PAGES)
