"""The news feed: the latest texts in one language, corrections changing an entry and never adding one; and theirs."""

from datetime import datetime, timedelta
from xml.etree import ElementTree

import pytest
from django.utils import timezone

from tests.factories import (
    make_action,
    make_agreement,
    make_alert,
    make_article,
    make_draft,
    make_person,
    make_route,
    make_route_event,
    make_source,
    make_topic,
    make_version,
    moment,
)

pytestmark = pytest.mark.django_db
ATOM = {"a": "http://www.w3.org/2005/Atom"}
XML_LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"


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
    def test_costs_two_queries(self, client, django_assert_num_queries, count):
        for _ in range(count):
            make_article(version={"standfirst": f"So.[^{make_source().key}]"})
        with django_assert_num_queries(2):
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
        assert client.get(address.removeprefix("http://testserver")).context_data["old"].number == 1

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


FORMS = {
    "news": 2,
    "corrections": 1,
    "topics/economy": 3,
    "people/putin": 3,
    "agreements/changes": 5,
    "agreements/treaty": 5,
    "routes": 1,
    "routes/line": 2,
    "notices": 3,
}


@pytest.fixture
def followed(client):
    """Something new of everything that is followed, and what nobody may know yet."""
    topic, source = make_topic("economy"), make_source()
    make_person("putin")
    article = make_article(
        "council", version={"headline": "Council meets", "body": "So [[person:putin]] said."}
    )
    article.topics.add(topic)
    make_version(
        article, act="correction", headline="Council met", body="So [[person:putin]] said.", note="Why."
    )
    hidden = make_draft(make_article("hidden", version=False), headline="Leaked", body="[[person:putin]]")
    hidden.article.topics.add(topic)
    make_action(make_agreement("treaty"), dated_on=timezone.localdate(), recorded_at=timezone.now())
    route = make_route("line")
    make_route_event(route)
    make_alert({"route": route}, source=source)
    make_alert({"route": route}, key="leaked", header_en="Leaked", published_at=None)


class TestBothForms:
    @pytest.mark.parametrize("feed", FORMS)
    def test_say_the_same_and_nothing_leaks(self, client, followed, django_assert_num_queries, feed):
        with django_assert_num_queries(FORMS[feed]):
            atom = client.get(f"/en/{feed}.atom")
        response = client.get(f"/en/{feed}.feed.json")
        told = response.json()
        assert response["Content-Type"] == "application/feed+json"
        assert (told["version"], told["language"]) == ("https://jsonfeed.org/version/1.1", "en")
        assert told["feed_url"] == f"http://testserver/en/{feed}.feed.json"
        root = ElementTree.fromstring(atom.content)
        entries = root.findall("a:entry", ATOM)
        assert entries
        assert "Leaked" not in atom.content.decode()
        assert [
            (item["id"], item["title"], item["url"], item.get("summary") or "") for item in told["items"]
        ] == [
            (
                entry.find("a:id", ATOM).text,
                entry.find("a:title", ATOM).text,
                entry.find("a:link", ATOM).get("href"),
                entry.find("a:summary", ATOM).text or "",
            )
            for entry in entries
        ]
        moments = [
            [datetime.fromisoformat(moment) for moment in (item["date_published"], item["date_modified"])]
            for item in told["items"]
        ]
        assert moments == [
            [datetime.fromisoformat(entry.find(f"a:{name}", ATOM).text) for name in ("published", "updated")]
            for entry in entries
        ]

    def test_say_in_which_language_an_entry_is(self, client):
        make_alert({"route": make_route("line")}, source=make_source(), header_en="No trains")
        [entry] = ElementTree.fromstring(client.get("/be/notices.atom").content).findall("a:entry", ATOM)
        [item] = client.get("/be/notices.feed.json").json()["items"]
        assert entry.get(XML_LANGUAGE) == item["language"] == "en"

    def test_are_the_same_whenever_asked_while_there_is_nothing(self, client):
        root = ElementTree.fromstring(client.get("/en/corrections.atom").content)
        assert root.find("a:updated", ATOM).text == "1970-01-01T00:00:00+00:00"
        assert client.get("/en/corrections.feed.json").json()["items"] == []

    @pytest.mark.parametrize("feed", ["topics/nothing", "people/nobody", "agreements/none", "routes/none"])
    def test_of_nothing_is_not_there(self, client, feed):
        assert client.get(f"/en/{feed}.atom").status_code == 404
        assert client.get(f"/en/{feed}.feed.json")["Content-Type"] == "application/problem+json"
