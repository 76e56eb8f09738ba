"""The page of corrections: what stood, what stands and why, in one language each, newest first."""

from datetime import timedelta

import pytest
from django.utils import timezone

from tests.factories import make_article, make_draft, make_source, make_version, moment
from tests.pages import words

pytestmark = pytest.mark.django_db


def notes(response):
    return [correction.version.note for correction in response.context_data["corrections"]]


class TestCorrectionList:
    def test_corrections_and_clarifications_newest_first_and_no_other_act(self, client):
        article = make_article()
        make_version(article, act="correction", note="First note")
        make_version(article, act="clarification", note="Second note")
        make_version(article, act="update", note="An update")
        assert notes(client.get("/en/corrections/")) == ["Second note", "First note"]

    def test_what_is_not_public_is_not_listed(self, client):
        leaked = {"act": "correction", "note": "Leaked note"}
        article = make_article()
        make_draft(article, **leaked)
        make_version(make_article(), live_from=timezone.now() + timedelta(hours=1), **leaked)
        make_version(make_article(removed_at=moment(3), reason_en="Why"), **leaked)
        make_version(article, act="correction", note="Shown", number=9)
        response = client.get("/en/corrections/")
        assert notes(response) == ["Shown"]
        assert b"Leaked" not in response.content

    def test_a_correction_is_listed_once_in_the_language_its_article_is_read_in(self, client):
        both, english = make_article(), make_article()
        make_version(both, "ru")
        make_version(both, act="correction", note="English note of both")
        make_version(both, "ru", act="correction", note="Русская")
        make_version(english, act="correction", note="English only", live_from=moment(hours=12))
        assert notes(client.get("/ru/corrections/")) == ["Русская", "English only"]
        assert notes(client.get("/en/corrections/")) == ["English note of both", "English only"]

    def test_leads_to_the_comparison_and_the_sources(self, client):
        make_source("izvestia", publisher_en="Izvestia")
        make_version(make_article("council"), act="correction", note="Stood: a.[^izvestia]")
        response = client.get("/en/corrections/")
        assert 'href="/en/news/council/versions/compare/?to=2"' in response.content.decode()
        assert [note.source.key for note in response.context_data["citations"]] == ["izvestia"]

    def test_withdrawn_texts_are_named_with_the_reason(self, client):
        make_article(
            "wrong", version={"headline": "Wrong text"}, withdrawn_at=moment(2), reason_en="No source."
        )
        make_article(version={"headline": "Leaked removed"}, removed_at=moment(2), reason_en="Leaked reason")
        response = client.get("/en/corrections/")
        assert "Wrong text28 February 2026, 12:00. No source." in words(response)
        assert b"Leaked" not in response.content

    def test_nothing_corrected_says_so(self, client):
        assert "Nothing has been corrected so far." in words(client.get("/en/corrections/"))

    @pytest.mark.parametrize("count", [1, 3])
    def test_costs_six_queries(self, client, django_assert_num_queries, count):
        for _ in range(count):
            make_version(make_article(), act="correction", note=f"Why.[^{make_source().key}]")
            make_article(withdrawn_at=moment(2), reason_en="Why.")
        with django_assert_num_queries(6):
            assert len(notes(client.get("/en/corrections/"))) == count
