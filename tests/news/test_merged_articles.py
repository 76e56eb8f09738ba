"""An article that is merged into another: readers are led there; what it said stays at the addresses of its versions."""

import pytest

from news import publishing
from news.kinds import kind_named, resolve
from news.models import SearchDocument
from tests.factories import make_article, make_draft, make_source, make_topic, make_version
from tests.pages import words

pytestmark = pytest.mark.django_db


@pytest.fixture
def merged(admin_user):
    make_source("s")
    topic = make_topic("t")
    article = make_article("one", topics=[topic], version={"headline": "Leaked headline", "body": "So.[^s]"})
    make_version(
        article, act="correction", headline="Leaked headline", body="So it is.[^s]", note="Leaked note."
    )
    make_draft(article, headline="Leaked draft")
    target = make_article("other", version={"headline": "The whole story"})
    publishing.merge(article, into=target, by=admin_user)
    return article


class TestReaders:
    @pytest.mark.parametrize("language", ["en", "ru", "be"])
    def test_are_led_to_the_other_with_what_they_asked(self, client, merged, language):
        response = client.get(f"/{language}/news/one/?as_of=2026-02-26")
        assert (response.status_code, response["Location"]) == (
            301,
            f"/{language}/news/other/?as_of=2026-02-26",
        )
        assert response["Cache-Control"] == "no-cache"

    @pytest.mark.parametrize(
        "below", ["versions/", "versions/1/", "versions/2/", "versions/compare/?from=1&to=2"]
    )
    def test_its_versions_stay_and_say_so(self, client, merged, below):
        response = client.get(f"/en/news/one/{below}")
        assert response.status_code == 200
        if "compare" not in below:
            assert "Merged into another article." in words(response)
            assert 'href="/en/news/other/"' in response.content.decode()
        assert b"Leaked draft" not in response.content

    @pytest.mark.parametrize(
        "page",
        [
            "news/",
            "",
            "corrections/",
            "topics/t/",
            "sources/s/",
            "search/?q=Leaked",
            "timeline/",
            "news.atom",
            "corrections.atom",
        ],
    )
    def test_no_list_holds_it(self, client, merged, page):
        response = client.get(f"/en/{page}")
        assert response.status_code == 200
        assert b"Leaked headline" not in response.content
        assert b"Leaked note" not in response.content

    def test_search_and_sitemap_forget_it_and_know_it_again(self, client, merged, admin_user):
        assert not SearchDocument.objects.filter(key="one").exists()
        assert "/news/one/" not in client.get("/sitemap-article.xml").content.decode()
        publishing.unmerge(merged, by=admin_user)
        assert SearchDocument.objects.filter(key="one").count() == 1
        assert client.get("/en/news/one/").status_code == 200
        assert "Leaked headline" in words(client.get("/en/sources/s/"))

    def test_texts_that_name_it_lead_to_the_other(self, client, merged):
        make_article("text", version={"body": "See [[article:one]] and [[article:one|the old one]]."})
        html = client.get("/en/news/text/").content.decode()
        assert html.count('href="/en/news/other/"') == 2
        assert "The whole story" in html
        assert resolve("article", ["one"]) == {}

    def test_a_former_address_leads_there_in_one_step(self, client, merged, admin_user):
        publishing.rename(merged, "renamed", by=admin_user)
        assert client.get("/en/news/one/")["Location"] == "/en/news/other/"
        assert client.get("/en/news/one/versions/1/")["Location"] == "/en/news/renamed/versions/1/"

    def test_it_is_not_listed(self, merged):
        kind = kind_named("article")
        assert not kind.load(["one"])["one"].is_listed
