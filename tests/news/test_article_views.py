"""The news list and an article's page: what readers see, what they must never see, and what it costs."""

import json
import re
from datetime import timedelta

import pytest
from django.utils import timezone

from news.models import Article
from tests.factories import (
    make_action,
    make_agreement,
    make_article,
    make_draft,
    make_figure,
    make_image,
    make_person,
    make_route,
    make_route_event,
    make_source,
    make_topic,
    make_version,
    moment,
)
from tests.pages import words

pytestmark = pytest.mark.django_db


def headlines(response):
    return [version.headline for version in response.context_data["page_obj"].object_list]


@pytest.fixture
def hidden():
    """An article of each sort that a list must not show; each would be found by its headline."""
    make_draft(make_article("draft", version=False), headline="Leaked draft")
    make_version(
        make_article("scheduled", version=False),
        headline="Leaked scheduled",
        live_from=timezone.now() + timedelta(hours=1),
    )
    gone = {"reason_en": "It was wrong."}
    make_article("withdrawn", version={"headline": "Leaked withdrawn"}, withdrawn_at=moment(1), **gone)
    make_article("removed", version={"headline": "Leaked removed"}, removed_at=moment(1), **gone)
    make_version(make_article("ended", version=False), headline="Leaked ended", live_until=moment(1))


class TestArticleList:
    def test_newest_first_publication_stands_first_even_when_an_older_text_was_corrected_since(self, client):
        old = make_article(version={"headline": "Old", "live_from": moment(0)})
        make_article(version={"headline": "New", "live_from": moment(1)})
        make_version(old, headline="Old, corrected", live_from=moment(2), act="correction", note="Why.")
        assert headlines(client.get("/en/news/")) == ["New", "Old, corrected"]

    def test_what_is_not_public_is_not_listed(self, client, hidden):
        make_article(version={"headline": "Shown"})
        response = client.get("/en/news/")
        assert headlines(response) == ["Shown"]
        assert b"Leaked" not in response.content

    def test_one_version_an_article_in_the_language_of_the_page_or_the_likeliest_one(self, client):
        translated = make_article(version={"headline": "English of two"})
        make_version(translated, "ru", headline="Русский из двух")
        make_article(version={"headline": "English alone", "live_from": moment(-1)})
        assert headlines(client.get("/ru/news/")) == ["Русский из двух", "English alone"]
        assert headlines(client.get("/be/news/")) == ["Русский из двух", "English alone"]

    def test_says_in_which_language_an_untranslated_text_is(self, client):
        make_article(version={"headline": "English alone"})
        html = client.get("/ru/news/").content.decode()
        assert re.search(
            r'class="bulletin__what" lang="en">\s*<h2><a href="/ru/news/[^"]+">English alone', html
        )

    def test_standfirst_is_plain_words_with_its_figures_and_without_notes(self, client):
        make_source("izvestia")
        make_figure("growth", values=[(2025, 3)])
        make_article(version={"standfirst": "Up by [[figure:growth]].[^izvestia]"})
        assert [
            version.summary for version in client.get("/en/news/").context_data["page_obj"].object_list
        ] == ["Up by 3\u202f%."]

    def test_filters_narrow_and_can_be_taken_off(self, client):
        topic = make_topic("transport", name_en="Transport")
        make_article(
            kind="explainer", topics=[topic], version={"headline": "Trains", "live_from": moment(-400)}
        )
        make_article(kind="report", topics=[topic], version={"headline": "Council"})
        make_article(kind="explainer", version={"headline": "Mark"})
        assert headlines(client.get("/en/news/?topic=transport")) == ["Council", "Trains"]
        assert headlines(client.get("/en/news/?kind=explainer")) == ["Mark", "Trains"]
        assert headlines(client.get("/en/news/?year=2025")) == ["Trains"]
        response = client.get("/en/news/?topic=transport&kind=explainer")
        assert headlines(response) == ["Trains"]
        assert 'aria-label="Remove Topic: Transport"' in response.content.decode()
        assert 'href="?kind=explainer"' in response.content.decode()

    @pytest.mark.parametrize("query", ["kind=nonsense", "topic=%00", "year=20000000", "topic=absent"])
    def test_a_value_that_is_not_on_the_list_is_told_and_narrows_nothing(self, client, query):
        make_article(version={"headline": "Shown"})
        response = client.get(f"/en/news/?{query}")
        assert response.status_code == 400
        assert headlines(response) == ["Shown"]
        assert "Please correct what is marked" in response.content.decode()

    def test_an_empty_list_says_so(self, client):
        assert "No text is published that fits this choice." in words(client.get("/en/news/"))

    def test_pages_have_addresses_and_others_are_told_to_be_absent(self, client):
        for number in range(21):
            make_article(version={"headline": f"Text {number}", "live_from": moment(days=number)})
        assert headlines(client.get("/en/news/?page=2")) == ["Text 0"]
        for asked in ("3", "0", "-1", "x", "99999999999999999999", "٢"):
            response = client.get("/en/news/", {"page": asked})
            assert response.status_code == 404
            assert "its pages are 1 to 2" in words(response)

    @pytest.mark.parametrize("count", [1, 3])
    def test_costs_five_queries(self, client, django_assert_num_queries, count):
        """Topics, which of them and which years may be chosen, the page; what standfirsts cite is not printed."""
        source = make_source()
        for _ in range(count):
            make_article(topics=[make_topic()], version={"standfirst": f"It is so.[^{source.key}]"})
        with django_assert_num_queries(5):
            assert len(headlines(client.get("/en/news/"))) == count


class TestArticleDetail:
    def test_prints_what_stands_behind_it(self, client):
        make_source("izvestia", publisher_en="Izvestia")
        make_article(
            "council",
            version={
                "standfirst": "It met.[^izvestia]",
                "body": "## What was agreed\n\nMuch.[^izvestia]",
                "confirmed": "It met.[^izvestia]\nIt agreed.",
                "unknown": "When trains run.",
                "dateline": "Moscow",
                "byline": "Transport desk",
            },
        )
        response = client.get("/en/news/council/")
        html = response.content.decode()
        parts = [(str(part.label), len(part.lines)) for part in response.context_data["page"].evidence]
        assert parts == [("Confirmed", 2), ("Not known", 1)]
        assert "Transport desk, 1\u00a0minute to read" in html
        assert '<a href="#section-what-was-agreed">What was agreed</a>' in html
        assert re.findall(r'<li id="(source-\d)"', html) == ["source-1"]
        assert "“Headline of council en 1”, Union Chronicle, version 1, 26 February 2026." in words(response)
        assert '<a href="/en/news/council/versions/1/">Permanent link</a>' in html

    def test_a_correction_stands_above_the_text_and_in_the_history(self, client):
        article = make_article("council")
        make_version(article, act="correction", note="Stood: a. Stands: b. Why: c.")
        make_version(article)
        response = client.get("/en/news/council/")
        said = words(response)
        assert "Corrected on 27 February 2026, 12:00. Stood: a. Stands: b. Why: c. What changed" in said
        assert [
            (change.entry.version.number, change.is_correction)
            for change in response.context_data["page"].changes
        ] == [
            (3, False),
            (2, True),
            (1, False),
        ]
        assert "Published26 February 2026, 12:00" in said
        assert "Updated28 February 2026, 12:00" in said
        assert 'href="/en/news/council/versions/compare/?from=1&amp;to=2"' in response.content.decode()

    def test_a_machine_translation_says_so_and_that_nobody_reviewed_it(self, client, as_language):
        article = make_article("council")
        make_version(
            article,
            "ru",
            headline="Совет",
            translated_from=article.versions.get(),
            translation_method="machine",
        )
        notices = client.get("/ru/news/council/").context_data["page"].notices
        with as_language("en"):
            response = client.get("/en/news/council/")
        assert [notice.url for notice in notices] == ["/ru/about/editorial-policy/#translations"]
        assert "machine translation, not reviewed" in words(response)
        assert response.context_data["page"].notices == []

    def test_a_translation_behind_its_original_says_so(self, client):
        article = make_article("council")
        make_version(
            article,
            "ru",
            headline="Совет",
            translated_from=article.versions.get(),
            translation_method="human",
        )
        make_version(article)
        notices = client.get("/ru/news/council/").context_data["page"].notices
        assert [notice.url for notice in notices] == [
            "/en/news/council/versions/2/",
            "/ru/about/editorial-policy/#translations",
        ]

    def test_a_text_without_a_translation_is_shown_in_its_own_language_and_says_so(self, client):
        make_article("council", version={"headline": "Council met"})
        response = client.get("/be/news/council/")
        html = response.content.decode()
        assert '<h1 lang="en">Council met</h1>' in html
        assert '<div class="prose" lang="en">' in html
        assert len(response.context_data["page"].notices) == 1

    def test_withdrawn_stays_readable_under_the_reason(self, client):
        make_article("council", withdrawn_at=moment(3), reason_en="The source was false.")
        response = client.get("/en/news/council/")
        assert response.status_code == 200
        assert "Withdrawn on 1 March 2026. The source was false." in words(response)

    def test_removed_is_gone_with_the_reason_and_nothing_of_the_text(self, client):
        make_article(
            "council",
            removed_at=moment(3),
            reason_en="A court ordered it.",
            version={"headline": "Leaked headline", "body": "Leaked body"},
        )
        for path in ("", "versions/", "versions/1/", "versions/compare/"):
            response = client.get(f"/en/news/council/{path}")
            assert response.status_code == 410
            assert "Removed on 1 March 2026" in words(response)
            assert "A court ordered it." in words(response)
            assert b"Leaked" not in response.content

    def test_never_public_is_not_found(self, client, hidden):
        assert [
            client.get(f"/en/news/{slug}/").status_code for slug in ("draft", "scheduled", "ended", "absent")
        ] == [404] * 4

    def test_a_draft_or_a_scheduled_version_changes_nothing(self, client):
        article = make_article("council", version={"headline": "Shown"})
        make_draft(article, headline="Leaked draft")
        make_version(
            article, "ru", headline="Leaked scheduled", live_from=timezone.now() + timedelta(hours=1)
        )
        for language in ("en", "ru"):
            response = client.get(f"/{language}/news/council/")
            assert response.context_data["version"].headline == "Shown"
            assert b"Leaked" not in response.content

    def test_leads_to_agreements_and_routes_with_their_state_today(self, client):
        make_action(make_agreement("treaty", name_en="The treaty"))
        make_route_event(make_route("line", name_en="The line"), "decided")
        make_article("council", version={"body": "[[agreement:treaty]], [[route:line]], [[route:absent]]"})
        related = client.get("/en/news/council/").context_data["page"].related
        assert [
            (str(heading), [(thing.title, thing.state.label) for thing in things])
            for heading, things in related
        ] == [
            ("In the register", [("The treaty", "Signed, awaiting consent (0\xa0of\xa02)")]),
            ("On the railway", [("The line", "Decided; no start announced")]),
        ]

    def test_says_to_machines_what_it_is(self, client):
        make_source("izvestia", publisher_en="Izvestia", title="Совет", language="ru")
        article = make_article(
            "council",
            kind="explainer",
            version={
                "headline": "</script><b>",
                "standfirst": "A & B.[^izvestia]",
                "lead_image": make_image(),
            },
        )
        make_version(
            article, headline="</script><b>", act="correction", note="Why.", standfirst="A & B.[^izvestia]"
        )
        html = client.get("/en/news/council/").content.decode()
        block = re.search(r'<script type="application/ld\+json">(.*?)</script>', html)[1]
        news, crumbs = json.loads(block)["@graph"]
        assert news["@type"] == "BackgroundNewsArticle"
        assert news["headline"] == "</script><b>"
        assert news["description"] == "A & B."
        assert news["datePublished"] == "2026-02-26T09:00:00Z"
        assert news["dateModified"] == "2026-02-27T09:00:00Z"
        assert [one["name"] for one in news["citation"]] == ["Совет"]
        assert [one["text"] for one in news["correction"]] == ["Why."]
        assert [one["name"] for one in crumbs["itemListElement"]] == [
            "Union Chronicle",
            "News",
            "Explainer",
            "</script><b>",
        ]

    @pytest.mark.parametrize(("count", "queries"), [(0, 2), (1, 8), (3, 8)])
    def test_costs_two_queries_and_six_more_whatever_it_refers_to(
        self, client, django_assert_num_queries, count, queries
    ):
        """Versions with the article; titles with its topics. Then sources, figures, pictures, and the states of
        agreements (2) and of routes."""
        text = ""
        for number in range(count):
            make_action(make_agreement(f"treaty-{number}"))
            make_route_event(make_route(f"line-{number}"))
            make_figure(f"figure-{number}", values=[(2025, 3)])
            make_image(f"image-{number}")
            keys = (make_person(f"person-{number}").key, make_source(f"source-{number}").key)
            text += f"[[agreement:treaty-{number}]] [[route:line-{number}]] [[figure:figure-{number}]] "
            text += f"[[person:{keys[0]}]].[^{keys[1]}]\n\n[[image:image-{number}]]\n\n"
        article = make_article(
            "council", topics=[make_topic() for _ in range(count)], version={"body": text or "Text."}
        )
        for _ in range(count):
            make_version(article, body=text, note="Note.")
        with django_assert_num_queries(queries):
            assert client.get("/en/news/council/").status_code == 200

    def test_every_address_of_it_refuses_to_be_written_to(self, client):
        make_article("council")
        assert client.post("/en/news/council/").status_code == 405
        assert Article.objects.count() == 1
