"""The news feed: the latest texts in one language, corrections changing an entry and never adding one; and theirs."""

from datetime import timedelta
from xml.etree import ElementTree

import pytest
from django.utils import timezone

from tests.factories import make_article, make_draft, make_source, make_version, moment

pytestmark = pytest.mark.django_db
ATOM = {"a": "http://www.w3.org/2005/Atom"}


def entries(client, language="en", feed="news"):
    response = client.get(f"/{language}/{feed}.atom")
    assert response["Content-Type"] == "application/atom+xml; charset=utf-8"
    return [
        {tag: entry.find(f"a:{tag}", ATOM).text for tag in ("title", "id", "summary", "published", "updated")}
        for entry in ElementTree.fromstring(response.content).findall("a:entry", ATOM)
    ]


class TestArticleFeed:
    def test_an_entry_keeps_its_name_through_a_correction(self, client):
        make_source("izvestia")
        article = make_article("council", version={"headline": "Council meets"})
        make_version(
            article, headline="Council met", act="correction", note="Why.", standfirst="It met.[^izvestia]"
        )
        assert entries(client) == [
            {
                "title": "Council met",
                "id": "http://testserver/en/news/council/",
                "summary": "It met.",
                "published": "2026-02-26T09:00:00+00:00",
                "updated": "2026-02-27T09:00:00+00:00",
            }
        ]

    def test_what_is_not_public_is_not_fed(self, client):
        make_article(version={"headline": "Shown"})
        make_draft(make_article(version=False), headline="Leaked")
        later = timezone.now() + timedelta(hours=1)
        make_version(make_article(version=False), headline="Leaked", live_from=later)
        make_article(version={"headline": "Leaked"}, removed_at=moment(1), reason_en="Why")
        make_article(version={"headline": "Leaked"}, withdrawn_at=moment(1), reason_en="Why")
        assert [entry["title"] for entry in entries(client)] == ["Shown"]

    def test_each_language_has_its_own(self, client):
        article = make_article("council", version={"headline": "Council met"})
        make_version(article, "ru", headline="Совет собрался")
        assert [entry["title"] for entry in entries(client, "ru")] == ["Совет собрался"]
        assert [entry["id"] for entry in entries(client, "ru")] == ["http://testserver/ru/news/council/"]

    def test_a_minor_update_does_not_make_an_entry_new(self, client):
        article = make_article(version={"headline": "Council meets"})
        make_version(article, act="update", headline="Council met")
        make_version(article, act="minor", headline="The Council met")
        [entry] = entries(client)
        assert (entry["title"], entry["updated"]) == ("The Council met", "2026-02-27T09:00:00+00:00")

    @pytest.mark.parametrize("count", [1, 3])
    def test_costs_one_query(self, client, django_assert_num_queries, count):
        for _ in range(count):
            make_article(version={"standfirst": f"So.[^{make_source().key}]"})
        with django_assert_num_queries(1):
            assert len(entries(client)) == count


class TestCorrectionFeed:
    def test_an_entry_says_what_stood_what_stands_and_why_and_leads_to_the_comparison(self, client):
        make_source("izvestia")
        article = make_article("council", version={"headline": "Council meets"})
        make_version(
            article,
            act="correction",
            headline="Council met",
            note="Stood: meets. Stands: *met*. Why: a slip.[^izvestia]",
        )
        make_version(article, act="update", headline="Leaked update", note="Leaked")
        address = "http://testserver/en/news/council/versions/compare/?to=2"
        assert entries(client, feed="corrections") == [
            {
                "title": "Correction: Council met",
                "id": address,
                "summary": "Stood: meets. Stands: met. Why: a slip.",
                "published": "2026-02-27T09:00:00+00:00",
                "updated": "2026-02-27T09:00:00+00:00",
            }
        ]
        assert client.get(address.removeprefix("http://testserver")).context["old"].number == 1

    def test_each_language_has_its_own(self, client):
        article = make_article("council")
        make_version(article, "ru")
        make_version(article, "ru", act="clarification", headline="Совет собрался", note="Стояло иначе.")
        make_version(article, act="correction", headline="Council met", note="Stood otherwise.")
        assert [entry["title"] for entry in entries(client, "ru", "corrections")] == [
            "Уточнение: Совет собрался"
        ]
        assert [entry["title"] for entry in entries(client, "en", "corrections")] == [
            "Correction: Council met"
        ]

    def test_what_is_not_public_is_not_fed(self, client):
        leaked = {"act": "correction", "note": "Leaked", "headline": "Leaked"}
        target = make_article()
        make_draft(target, **leaked)
        make_version(make_article(), live_from=timezone.now() + timedelta(hours=1), **leaked)
        make_version(make_article(removed_at=moment(3), reason_en="Why"), **leaked)
        make_version(make_article(merged_into=target), **leaked)
        make_version(make_article(), act="correction", note="Shown", headline="Shown")
        assert [entry["title"] for entry in entries(client, feed="corrections")] == ["Correction: Shown"]

    @pytest.mark.parametrize("path", ["corrections/", "news/", "", "data/"])
    @pytest.mark.parametrize("language", ["en", "ru", "be"])
    def test_readers_find_it_from_the_pages(self, client, language, path):
        html = client.get(f"/{language}/{path}").content.decode()
        assert 'type="application/atom+xml" title="' in html
        assert f'href="/{language}/corrections.atom">' in html

    @pytest.mark.parametrize("count", [1, 3])
    def test_costs_two_queries(self, client, django_assert_num_queries, count):
        for _ in range(count):
            make_version(make_article(), act="correction", note=f"Why.[^{make_source().key}]")
        with django_assert_num_queries(2):
            assert len(entries(client, feed="corrections")) == count
