"""An article's public versions: listed, read as they were, compared."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone

from news.texts.differences import Change
from tests.factories import make_article, make_draft, make_figure, make_source, make_version, moment
from tests.pages import words

pytestmark = pytest.mark.django_db


@pytest.fixture
def council():
    """Two public versions in English, a draft and a scheduled Russian one that must not show."""
    article = make_article("council", version={"headline": "Council meets", "body": "It will meet in May."})
    make_version(
        article, headline="Council met", body="It met in May.", act="correction", note="Stood: will meet."
    )
    make_draft(article, headline="Leaked draft", body="Leaked body")
    make_version(article, "ru", headline="Leaked scheduled", live_from=timezone.now() + timedelta(days=1))
    return article


class TestArticleVersions:
    def test_lists_what_was_public_newest_first(self, client, council):
        response = client.get("/en/news/council/versions/")
        assert [change.entry.version.number for change in response.context_data["changes"]] == [2, 1]
        assert (
            "Correction27 February 2026, 12:00, version 2. Stood: will meet. Compare with version 1"
            in words(response)
        )
        assert b"Leaked" not in response.content

    def test_in_a_language_without_one_it_lists_those_of_the_text_shown(self, client, council):
        response = client.get("/be/news/council/versions/")
        html = response.content.decode()
        assert '<a href="/en/news/council/versions/1/">' in html
        assert len(response.context_data["notices"]) == 1

    @pytest.mark.parametrize("count", [1, 3])
    def test_costs_one_query(self, client, django_assert_num_queries, count):
        article = make_article("council")
        for _ in range(count):
            make_version(article)
        with django_assert_num_queries(1):
            assert client.get("/en/news/council/versions/").status_code == 200


class TestArticleVersion:
    def test_reads_as_it_was_and_says_that_it_is_no_longer_current(self, client, council):
        response = client.get("/en/news/council/versions/1/")
        said = words(response)
        assert "It will meet in May." in said
        assert "An earlier version. This is the text as it stood on 26 February 2026" in said
        html = response.content.decode()
        assert '<link rel="canonical" href="http://testserver/en/news/council/">' in html
        assert '<meta name="robots" content="noindex">' in html

    def test_the_current_one_has_a_permanent_address_too(self, client, council):
        response = client.get("/en/news/council/versions/2/")
        assert "It met in May." in words(response)
        assert response.context_data["page"].notices == []

    def test_figures_are_those_of_the_day_it_was_published(self, client):
        make_figure("growth", values=[(2025, 3), (2026, 4), (2027, 5)])
        article = make_article("growth", version={"body": "[[figure:growth]]"})
        make_version(article, body="Changed.")
        assert "4 %" in words(client.get("/en/news/growth/versions/1/"))

    @pytest.mark.parametrize(
        "path", ["en/news/council/versions/3/", "en/news/council/versions/0/", "ru/news/council/versions/1/"]
    )
    def test_a_draft_another_number_or_another_language_is_not_here(self, client, council, path):
        response = client.get(f"/{path}")
        assert response.status_code == 404
        assert b"Leaked" not in response.content

    def test_an_absent_number_is_told_in_words(self, client, council):
        assert "This text has no public version 9 in this language." in words(
            client.get("/en/news/council/versions/9/")
        )

    @pytest.mark.parametrize("count", [1, 3])
    def test_costs_three_queries(self, client, django_assert_num_queries, count):
        article = make_article("council")
        for _ in range(count):
            make_version(article)
        with django_assert_num_queries(3):
            assert client.get("/en/news/council/versions/1/").status_code == 200


class TestArticleCompare:
    def test_shows_word_by_word_what_went_and_what_came(self, client, council):
        html = client.get("/en/news/council/versions/compare/?from=1&to=2").content.decode()
        assert "Council <del>meets</del><ins>met</ins>" in html
        assert "It <del>will meet</del><ins>met</ins> in May." in html

    def test_unless_told_compares_the_latest_with_the_one_before(self, client, council):
        make_version(
            council, number=7, headline="Council met", body="It met in June.", live_from=moment(days=5)
        )
        response = client.get("/en/news/council/versions/compare/")
        assert (response.context_data["old"].number, response.context_data["new"].number) == (2, 7)
        assert client.get("/en/news/council/versions/compare/?to=2").context_data["old"].number == 1

    def test_the_order_of_asking_does_not_matter(self, client, council):
        response = client.get("/en/news/council/versions/compare/?from=2&to=1")
        assert (response.context_data["old"].number, response.context_data["new"].number) == (1, 2)

    def test_references_read_as_the_words_they_print_and_notes_as_their_publishers(self, client):
        make_source("izvestia", publisher_en="Izvestia")
        make_source("belta", publisher_en="BelTA")
        make_figure("growth", values=[(2025, 3)])
        article = make_article("growth", version={"body": "Up by [[figure:growth]].[^izvestia]"})
        make_version(article, body="Up by [[figure:growth]].[^belta]", headline="Headline of growth en 1")
        (text, *_others) = [
            text
            for text in client.get("/en/news/growth/versions/compare/").context_data["texts"]
            if text.label == "Text"
        ]
        assert [(piece.change, piece.text) for piece in text.paragraphs[0].pieces] == [
            (Change.SAME, "Up by 3\u202f%."),
            (Change.REMOVED, "[Izvestia]"),
            (Change.ADDED, "[BelTA]"),
        ]

    def test_rows_of_a_table_are_read_row_by_row(self, client):
        table = "Said:\n\n| Who | Pairs |\n| --- | ---: |\n| Izvestia | {} a day |\n| [[person:p|Petrov]] | 5 |\n\nAfter."
        article = make_article("council", version={"body": table.format("two")})
        make_version(article, body=table.format("three"))
        html = client.get("/en/news/council/versions/compare/").content.decode()
        paragraphs = [
            words_of.strip()
            for words_of in re.findall(r"<p[^>]*>(.*?)</p>", html.partition("Said:")[2], re.S)
        ]
        assert paragraphs[:4] == [
            "Who · Pairs",
            "Izvestia · <del>two</del><ins>three</ins> a day",
            "Petrov · 5",
            "After.",
        ]

    def test_what_an_editor_typed_is_escaped(self, client):
        article = make_article("council", version={"body": "<script>old</script>"})
        make_version(article, body="<script>new</script>")
        assert b"<script>old" not in client.get("/en/news/council/versions/compare/").content

    def test_one_version_alone_and_one_with_itself_say_so(self, client, council):
        make_article("single")
        assert "There is only one version" in words(client.get("/en/news/single/versions/compare/"))
        response = client.get("/en/news/council/versions/compare/?from=1&to=1")
        assert "The words of these two versions do not differ." in words(response)

    @pytest.mark.parametrize("query", ["from=3", "to=x", "from=%00", "to=-1", "from=1&to=1.0"])
    def test_a_number_that_is_not_a_public_version_is_refused_in_words(self, client, council, query):
        response = client.get(f"/en/news/council/versions/compare/?{query}")
        assert response.status_code == 400
        assert "It can be: 1, 2." in words(response)
        assert b"Leaked" not in response.content

    @pytest.mark.parametrize("count", [1, 3])
    def test_costs_three_queries(self, client, django_assert_num_queries, count):
        """The article with its versions and the newer text, the older text, and the sources they cite."""
        article = make_article("council")
        for number in range(count):
            make_version(article, body=f"Text {number}.[^{make_source().key}]")
        with django_assert_num_queries(3):
            assert client.get("/en/news/council/versions/compare/").status_code == 200
