"""A minor update is in the list of versions; to readers it is no news (decision 22)."""

import json
import re

import pytest

from tests.factories import make_article, make_version
from tests.pages import words

pytestmark = pytest.mark.django_db


@pytest.fixture
def page(client):
    """A correction on the 27th, then a change of wording on the 28th."""
    article = make_article("council", version={"headline": "Council meets"})
    make_version(
        article, act="correction", note="Stood: meets. Stands: met. Why: a slip.", headline="Council met"
    )
    make_version(article, act="minor", headline="The Council met")
    return client.get("/en/news/council/")


def data(response):
    block = re.search(
        r'<script type="application/ld\+json">(.*?)</script>', response.content.decode(), re.DOTALL
    )
    [article] = [each for each in json.loads(block[1])["@graph"] if "headline" in each]
    return article


class TestMinorUpdate:
    def test_the_day_of_the_update_is_that_of_what_it_says(self, page):
        assert "Updated27 February 2026, 12:00" in words(page)
        assert data(page)["dateModified"] == "2026-02-27T09:00:00Z"

    def test_under_the_text_stands_what_changed_in_what_it_says(self, page):
        history = words(page).partition("What changed")[2]
        assert "Minor update" not in words(page)
        assert "Correction27 February 2026, 12:00, version 2." in words(page)
        assert history

    def test_the_list_of_versions_and_the_comparison_hold_it(self, client, page):
        assert "Minor update28 February 2026, 12:00, version 3." in words(
            client.get("/en/news/council/versions/")
        )
        compared = words(client.get("/en/news/council/versions/compare/"))
        assert "Version 2 (27 February 2026, 12:00) beside version 3" in compared

    def test_a_text_that_had_only_minor_ones_is_not_updated(self, client):
        make_version(make_article("a"), act="minor")
        assert "Updated" not in words(client.get("/en/news/a/"))


class TestCorrectionForMachines:
    def test_each_with_its_words_and_its_day(self, page):
        assert data(page)["correction"] == [
            {
                "@type": "CorrectionComment",
                "text": "Stood: meets. Stands: met. Why: a slip.",
                "datePublished": "2026-02-27T09:00:00Z",
                "url": "http://testserver/en/news/council/versions/2/",
            }
        ]
