"""The search page."""

from datetime import date
from urllib.parse import quote, urlencode

import pytest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from config.web.search_terms import indexed
from config.web.text import clean, words
from news.indexing import index
from news.kinds import kind_named
from news.models import SearchDocument
from news.search.facts import Facts, number_of
from news.search.index import Narrowing
from news.search.matching import fts5_query, tsquery
from news.search.question import Question
from news.search.results import marked, result_of
from news.search.search import meant, search
from news.search.words import distance, nearest
from tests import factories as make
from tests.factories import moment

pytestmark = pytest.mark.django_db


def found(text, language="en", *, at=None, **narrowed):
    results = search(Question.of(text, language), Narrowing(**narrowed), at=at)[:50]
    return [(each.kind, each.key, each.language) for each in results]


def page(client, language="en", **query):
    with override(language):
        return client.get(reverse("search"), query)


class TestWhatIsFound:
    def test_every_word_must_be_there_in_any_form(self):
        make.make_article("both", version={"headline": "Two treaties", "body": "On trains."})
        make.make_article("one", version={"headline": "A treaty", "body": "On goods."})
        assert found("treaty train") == [("article", "both", "en")]
        assert found("trains treaties ships") == []

    def test_a_document_of_an_older_release(self, client):
        make.make_article("a", version={"headline": "Trains", "body": "x"})
        SearchDocument.objects.update(facts="")
        assert found("trains") == [("article", "a", "en")]
        assert page(client, q="trains").status_code == 200

    def test_what_is_left_out_stands_neither_in_title_nor_in_text(self):
        make.make_article("text", version={"headline": "Trains", "body": "To Smolensk."})
        make.make_article("title", version={"headline": "Smolensk", "body": "Trains."})
        make.make_article("neither", version={"headline": "Trains", "body": "To Orsha."})
        assert found("trains -Smolensk") == [("article", "neither", "en")]

    def test_the_last_word_may_be_the_beginning_of_one(self):
        make.make_article("a", version={"headline": "Suburban railway", "body": "x"})
        assert found("suburban rail") == found("subur") == [("article", "a", "en")]
        assert found("subur railway") == []
        assert found("su") == []

    def test_titles_come_first_then_the_newest(self):
        for key, version in {
            "old-title": {"headline": "Trains", "live_from": moment(0)},
            "new-text": {"headline": "News", "body": "Trains.", "live_from": moment(9)},
            "newer-title": {"headline": "The trains", "live_from": moment(5)},
        }.items():
            make.make_article(key, version=version)
        assert [key for _, key, _ in found("trains")] == ["newer-title", "old-title", "new-text"]

    def test_a_name_is_found_in_each_spelling(self):
        make.make_station("vitebsk", name_en="Vitebsk", name_ru="Витебск", name_be="Віцебск")
        for language in ("en", "ru", "be"):
            for spelling in ("Vitebsk", "Витебск", "Віцебск", "витебска", "ВИТЕБСК"):
                assert found(spelling, language) == [("station", "vitebsk", language)]

    def test_in_another_language_only_what_the_reader_s_language_does_not_have(self):
        both = make.make_article("both", version={"headline": "Vitebsk trains"})
        make.make_version(both, "ru", headline="Поезда Витебска")
        make.make_article("english", version={"headline": "Vitebsk fares"})
        assert sorted(found("Витебск", "ru")) == [("article", "both", "ru"), ("article", "english", "en")]
        assert sorted(found("Витебск", "be")) == [("article", "both", "ru"), ("article", "english", "en")]

    def test_a_source_with_our_note_in_the_reader_s_language(self):
        notes = {
            "note_en": "On a train.",
            "note_ru": "О поезде.",
            "note_be": "Пра цягнік: поезд, поезд, поезд.",
        }
        make.make_source("s", title="Поезд до Витебска", language="ru", publisher_ru="ТАСС", **notes)
        for language in ("en", "ru", "be"):
            assert found("поезд", language) == [("source", "s", language)]

    def test_the_same_wherever_it_is_asked(self):
        make.make_article("a", version={"headline": "Trains from Minsk", "body": "x"})
        for language in ("en", "ru", "be"):
            assert found("the trains of Minsk", language) == [("article", "a", "en")]

    def test_nothing_that_is_not_public(self):
        version = {"headline": "Secret meeting", "body": "Secret."}
        make.make_draft(make.make_article("draft", version=False), **version)
        make.make_article("scheduled", version=version | {"live_from": moment(days=3650)})
        make.make_article("withdrawn", version=version, withdrawn_at=moment(1), reason_en="Why")
        make.make_article("removed", version=version, removed_at=moment(1), reason_en="Why")
        make.make_version(make.make_article("rewritten", version=version), headline="Open", body="Open.")
        make.make_figure("secret", name_en="Secret figure")
        assert found("secret") == []
        assert found("secret", at=moment(days=4000)) == [("article", "scheduled", "en")]
        assert found("open") == [("article", "rewritten", "en")]

    def test_one_kind_of_all_that_is_counted(self):
        make.make_article("a", version={"headline": "Vitebsk"})
        make.make_station("s", name_en="Vitebsk")
        results = search(Question.of("vitebsk", "en"), Narrowing(kind="station"))
        assert (results.counts("kind"), len(results)) == ({"article": 1, "station": 1}, 1)
        assert [each.key for each in results[:9]] == ["s"]

    def test_wildcards_of_the_database_are_letters(self):
        make.make_article("a", version={"headline": "Half", "body": "x"})
        assert found("h_lf") == found("%") == found("ha%") == []

    @given(st.text(max_size=300))
    @settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
    def test_any_question_can_be_asked(self, text):
        question = Question.of(text, "be")
        assert len(question.text) <= 200
        assert len(question.clauses) <= 8
        assert found(text, "be") == []

    def test_a_phrase_stands_side_by_side(self):
        make.make_article("side", version={"headline": "Trade union treaty", "body": "x"})
        make.make_article("apart", version={"headline": "Treaty of the trade, a union", "body": "x"})
        for quoted in ("«trade union»", "“trade union”", '"trade unions"', "„trade union“"):
            assert found(quoted) == [("article", "side", "en")]
        assert len(found('"trade union')) == 2

    def test_a_word_with_a_minus_is_left_out(self):
        make.make_article("both", version={"headline": "Trains and ships", "body": "x"})
        make.make_article("one", version={"headline": "Trains", "body": "x"})
        for question in ("trains -ships", "trains −ship", "trains –“ships”", "-ships trains"):
            assert found(question) == [("article", "one", "en")]
        assert found("-ships") == []

    def test_an_agreement_is_found_by_the_articles_of_its_text(self):
        agreement = make.make_agreement("t")
        make.make_action(agreement)
        make.make_text(agreement, "Статья 4\nПоезда ходят.", "ru", date(1999, 12, 8))
        index(kind_named("agreement").things().get())
        results = search(Question.of("article 4", "en"), Narrowing(kind="provision"))
        shown = [result_of(each, results.question) for each in results[:9]]
        assert [(each.url, each.language) for each in shown] == [
            ("/en/agreements/t/text/ru/1999-12-08/#art_4", "ru")
        ]
        assert results.counts("kind") == {"provision": 1}
        assert found("поезд", "ru", kind="agreement") == []

    def test_an_agreement_is_found_by_the_day_it_is_cited_by(self):
        agreement = make.make_agreement("t", name_ru="Договор о границе")
        action = make.make_action(agreement, dated_on=date(1999, 12, 8))
        for asked in ("договор 1999", "договор от 8 декабря 1999 года", "8 снежня 1999", "08.12.1999"):
            assert found(asked, "ru") == [("agreement", "t", "ru")]
        retracted = {"assertion": "retracted", "reason": "A slip.", "replaces": action}
        make.make_action(agreement, dated_on=date(1999, 12, 8), key="not-so", **retracted)
        assert found("1999", "ru") == []

    def test_is_narrowed_by_topic_year_status_and_days_with_counts_that_would_result(self):
        topic = make.make_topic("rail", name_en="Rail")
        article = make.make_article("a", version={"headline": "Trains", "live_from": moment(0)})
        article.topics.add(topic)
        make.make_article("b", version={"headline": "More trains", "live_from": moment(days=-400)})
        make.make_action(make.make_agreement("t", name_en="Treaty on trains"))
        results = search(Question.of("trains", "en"))
        year = str(moment(0).year)
        assert results.counts("topic") == {"rail": 1}
        assert results.counts("year")[year] == len(found("trains", year=int(year)))
        for status, count in results.counts("status").items():
            assert len(found("trains", status=status)) == count == 1
        assert found("trains", topic="rail") == [("article", "a", "en")]
        assert found("trains", topic="rail", year=1999) == []
        day = moment(0).date()
        assert found("trains", kind="article", since=day, until=day) == [("article", "a", "en")]
        assert sum(search(Question.of("trains", "en"), Narrowing(topic="rail")).counts("year").values()) == 1

    @pytest.mark.parametrize("named", [0, 500])
    def test_has_the_same_statuses_however_they_are_asked_for(self, named, monkeypatch):
        monkeypatch.setattr("news.search.search.MOST_NAMED", named)
        for of in ("trains", "trains", "ships"):
            make.make_action(make.make_agreement(name_en=f"Treaty on {of}"))
        assert list(search(Question.of("trains", "en")).counts("status").values()) == [2]

    @given(st.text(st.characters(categories=["L", "N"]), min_size=1, max_size=30))
    @example("ᴬ")
    @settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=25)
    def test_any_word_finds_the_text_in_which_it_stands(self, word):
        word = clean(word)
        key = f"k{number_of('topic', word)}"
        SearchDocument.objects.update_or_create(
            kind="topic",
            key=key,
            language="ru",
            defaults={
                "title": "T",
                "title_language": "ru",
                "terms": indexed(f"x {word} x", "ru"),
                "thing": number_of("topic", key),
                "facts": Facts("topic").text,
            },
        )
        if words(word):
            assert ("topic", key, "ru") in found(word, "ru")

    def test_no_term_is_an_operator(self):
        make.make_article("a", version={"headline": "Word", "body": "x"})
        for text in (
            "NEAR(a b)",
            "a AND OR",
            "title_terms: word",
            "word*",
            "^word",
            "'word':A",
            "word <-> x",
            "word !",
        ):
            found(text)
        question = Question.of('word " OR " NOT', "en")
        assert '"word"' in fts5_query(question)
        assert "'word'" in tsquery(question)

    @given(
        st.lists(
            st.sampled_from(["«", "»", '"', "“", "-", "−", "(", "*", "NEAR", "the", "и", "word", " "]),
            max_size=400,
        )
    )
    @settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
    def test_a_hostile_question_costs_no_more_than_another(self, django_assert_max_num_queries, pieces):
        text = "".join(pieces)
        question = Question.of(text, "ru")
        assert len(fts5_query(question)) + len(tsquery(question)) < 10_000 or not question.clauses
        with django_assert_max_num_queries(2):
            found(text, "ru")


class TestMeant:
    def test_is_the_nearest_word_that_finds_something(self):
        make.make_station("vitebsk", name_en="Vitebsk", name_ru="Витебск", name_be="Віцебск")
        make.make_article("s", version={"headline": "Secretive", "live_from": moment(days=3650)})
        assert meant(Question.of("vitebks", "en"), Narrowing(), timezone.now()).text == "vitebsk"
        assert meant(Question.of("secretiwe", "en"), Narrowing(), timezone.now()) is None

    def test_knows_the_keys_of_the_other_alphabet(self):
        make.make_station("minsk", name_en="Minsk", name_ru="Минск", name_be="Мінск")
        assert nearest(["vbycr"], "ru") == {"vbycr": "минск"}
        assert nearest(["минск"], "ru") == {}

    @given(st.text("abc", max_size=6), st.text("abc", max_size=6))
    def test_distance_is_symmetric_and_counts_letters(self, one, other):
        far = distance(one, other, 2)
        assert far == distance(other, one, 2)
        assert (far == 0) == (one == other)
        assert far == 3 or far >= abs(len(one) - len(other))


class TestHowItIsShown:
    def marked(self, text, asked, language="en"):
        return marked(text, Question.of(asked, language), language)

    @pytest.mark.parametrize(
        ("text", "asked", "language", "expected"),
        [
            ("Two treaties.", "treaty", "en", "Two <mark>treaties</mark>."),
            ("Railways & rails", "rail", "en", "<mark>Railways</mark> &amp; <mark>rails</mark>"),
            ("<b>Treaty</b>", "treaty", "en", "&lt;b&gt;<mark>Treaty</mark>&lt;/b&gt;"),
            ("Віцебска і Мінск", "витебск", "be", "<mark>Віцебска</mark> і Мінск"),
            ("Nothing", "treaty", "en", "Nothing"),
        ],
    )
    def test_words_asked_for_are_marked(self, text, asked, language, expected):
        assert self.marked(text, asked, language) == expected

    def passage(self, text, asked):
        document = SearchDocument(
            kind="article",
            key="a",
            language="en",
            title="T",
            title_language="en",
            text=text,
            text_language="en",
            terms=indexed(text, "en"),
            summary="Summary.",
        )
        return result_of(document, Question.of(asked, "en")).passage

    def test_the_line_with_most_of_the_words_is_shown(self):
        text = "Trains run.\nFast trains run to Minsk.\nMinsk is a city."
        assert self.passage(text, "minsk trains") == "Fast <mark>trains</mark> run to <mark>Minsk</mark>."
        assert self.passage(text, "fares") == "Summary."

    def test_a_long_line_is_cut_between_words_around_the_first_found(self):
        text = f"{'before ' * 60}treaty{' after' * 60}"
        passage = self.passage(text, "treaty")
        assert passage.startswith("… before before ")
        assert passage.endswith(" after …")
        assert passage.count("before") == 8
        assert len(passage) < 280

    def test_a_foreign_title_says_its_language(self):
        make.make_source(
            "s", title="О договоре", language="ru", publisher_ru="ТАСС", note_en="On the treaty."
        )
        document = SearchDocument.objects.get(kind="source", language="en")
        shown = result_of(document, Question.of("treaty", "en"))
        assert (shown.title_language, shown.passage_language, shown.url) == ("ru", "", "/en/sources/s/")


class TestSearch:
    """The page `search`."""

    def test_shows_what_was_found_with_counts_by_kind(self, client):
        make.make_article("a", version={"headline": "Vitebsk trains", "live_from": moment(0)})
        make.make_station("s", name_en="Vitebsk")
        response = page(client, q="vitebsk")
        assert response.status_code == 200
        assert [
            (str(result.kind), result.title, result.url) for result in response.context_data["results"]
        ] == [
            ("station", "<mark>Vitebsk</mark>", "/en/stations/s/"),
            ("article", "<mark>Vitebsk</mark> trains", "/en/news/a/"),
        ]
        kinds = [
            (str(each.label), each.count, each.url, each.current) for each in response.context_data["kinds"]
        ]
        assert kinds == [
            ("Everything", 2, "/en/search/?q=vitebsk", True),
            ("News", 1, "/en/search/?q=vitebsk&kind=article", False),
            ("Stations", 1, "/en/search/?q=vitebsk&kind=station", False),
        ]
        html = response.content.decode()
        assert "2 results" in html
        assert '<h2><a href="/en/news/a/"><mark>Vitebsk</mark> trains</a></h2>' in html
        assert '<meta name="robots" content="noindex">' in html
        assert 'rel="canonical"' not in html

    def test_tells_of_a_date_no_more_than_is_known(self, client):
        make.make_figure("turnover", name_en="Turnover", values=[(2025, 3)])
        html = page(client, q="turnover").content.decode()
        assert '<p class="kind">figure <time datetime="2025">2025</time></p>' in html

    def test_one_kind(self, client):
        make.make_article("a", version={"headline": "Vitebsk trains"})
        make.make_station("s", name_en="Vitebsk")
        response = page(client, q="vitebsk", kind="station")
        assert [result.url for result in response.context_data["results"]] == ["/en/stations/s/"]
        assert "1 result<" in response.content.decode()

    def test_keeps_the_question(self, client):
        response = page(client, q='"><script>alert(1)</script>')
        assert "<script>alert" not in response.content.decode()
        assert response.context_data["question"] == '"><script>alert(1)</script>'

    def test_shows_further_pages(self, client):
        for at in range(21):
            make.make_topic(f"t-{at:02}", name_en="Trains")
        first, second = page(client, q="trains"), page(client, q="trains", page=2)
        assert len(first.context_data["results"]) == 20
        assert [result.url for result in second.context_data["results"]] == ["/en/topics/t-20/"]
        assert '<ol class="results" start="21">' in second.content.decode()
        assert page(client, q="trains", page=3).status_code == 404

    def test_shows_the_way_on_where_nothing_is_found(self, client):
        make.make_station("s", name_en="Vitebsk")
        response = page(client, q="vitebsk", kind="route")
        ways = [(way.label, way.url, way.count) for way in response.context_data["ways_on"]]
        assert ways[0] == ("Search everything", "/en/search/?q=vitebsk", 1)
        response = page(client, q="vitebsk", **{"from": "2026-01-01", "to": "2025-01-01"})
        assert [way.url for way in response.context_data["ways_on"]] == ["/en/search/?q=vitebsk"]
        response = page(client, q="vitebsk crossing")
        ways = [way.url for way in response.context_data["ways_on"]]
        assert ways == ["/en/search/?q=vitebsk", "/en/search/?q=crossing"]
        response = page(client, q="zebra crossing")
        assert response.context_data["ways_on"] == []
        assert reverse("agreement_list") in response.content.decode()
        assert "0 results" in response.content.decode()

    def test_without_a_question_asks_for_one(self, client):
        for query in ({}, {"q": "  "}):
            response = page(client, **query)
            assert response.status_code == 200
            assert response.context_data["results"] == []
            assert "results" not in response.content.decode()

    @pytest.mark.parametrize("language", ["en", "ru", "be"])
    def test_speaks_every_language(self, client, language):
        make.make_station("s", name_en="Vitebsk", name_ru="Витебск", name_be="Віцебск")
        response = page(client, language, q="Витебск")
        assert [result.url for result in response.context_data["results"]] == [f"/{language}/stations/s/"]

    @pytest.mark.parametrize("number", [1, 3])
    def test_costs_two_queries(self, client, number, django_assert_num_queries):
        for at in range(number):
            make.make_article(f"a-{at}", version={"headline": "Trains", "body": "x"})
            make.make_route(f"r-{at}", name_en="Trains")
        with django_assert_num_queries(2):
            response = page(client, q="trains")
        assert len(response.context_data["results"]) == 2 * number

    def test_says_which_words_were_meant(self, client, django_assert_max_num_queries):
        make.make_station("s", name_en="Vitebsk")
        with django_assert_max_num_queries(6):
            response = page(client, q="vitebks")
        assert (response.context_data["meant"].label, response.context_data["meant"].url) == (
            "vitebsk",
            "/en/search/?q=vitebsk",
        )

    def test_shows_what_has_some_of_the_words_where_nothing_has_all(self, client):
        make.make_station("s", name_en="Vitebsk")
        response = page(client, q="vitebsk zebra")
        assert [result.url for result in response.context_data["results"]] == ["/en/stations/s/"]
        assert "No page has all of these words. 1 has some of them." in response.content.decode()

    def test_offers_what_narrows(self, client):
        rail = make.make_topic("rail", name_en="Rail")
        for at in range(2):
            article = make.make_article(
                f"a-{at}", version={"headline": "Trains", "live_from": moment(-400 * at)}
            )
            article.topics.add(rail)
        response = page(client, q="trains", topic="rail")
        topics, years = response.context_data["facets"]
        assert [(each.label, each.count, each.current) for each in topics.choices] == [("Rail", 2, True)]
        assert topics.cleared == "/en/search/?q=trains"
        assert [each.count for each in years.choices] == [1, 1]
        assert all("topic=rail" in each.url for each in years.choices)

    def test_costs_none_without_words(self, client, django_assert_num_queries):
        with django_assert_num_queries(0):
            response = page(client, q="-trains")
        assert response.context_data["results"] == []
        assert "There is no word to look for in “-trains”." in response.content.decode()


class TestSearchTitles:
    """`search_titles`, what is found while a reader types."""

    def test_is_what_begins_so(self, client, django_assert_num_queries):
        make.make_station("s", name_en="Vitebsk & more")
        with django_assert_num_queries(1):
            response = client.get("/en/search/titles.json", {"q": "vit"})
        assert response.json() == {
            "question": "vit",
            "results": [
                {
                    "title": "<mark>Vitebsk</mark> &amp; more",
                    "lang": "en",
                    "kind": "station",
                    "url": "/en/stations/s/",
                }
            ],
        }

    def test_is_nothing_without_a_word(self, client, django_assert_num_queries):
        with django_assert_num_queries(0):
            assert client.get("/en/search/titles.json").json()["results"] == []


class TestNonsense:
    @pytest.mark.parametrize(
        "q",
        [
            "\0",
            "a\0b",
            "%ED%A0%80",
            "%00",
            "\ufffe",
            "x" * 10_000,
            "слово " * 2_000,
            "'; DROP TABLE x; --",
            "%",
            "_",
            "\\",
        ],
    )
    def test_is_answered(self, client, q):
        make.make_article("a", version={"headline": "Word", "body": "x"})
        for address in (f"/en/search/?{urlencode({'q': q})}", f"/en/search/?q={quote(q, safe='%')}"):
            assert client.get(address).status_code == 200

    @pytest.mark.parametrize(
        ("name", "value"),
        [
            ("kind", "planet"),
            ("kind", "image"),
            ("kind", "\0"),
            ("page", "x"),
            ("year", "199"),
            ("year", "0000"),
            ("status", "x"),
        ],
    )
    def test_in_a_choice_is_not_here(self, client, name, value):
        assert page(client, q="word", **{name: value}).status_code == 404

    @given(st.text(st.characters(), max_size=40), st.text(max_size=10), st.text(max_size=5))
    @settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
    def test_of_any_kind_is_no_error_of_ours(self, client, q, kind, number):
        query = urlencode({"q": q, "kind": kind, "page": number}, errors="surrogatepass")
        assert client.get(f"/be/search/?{query}").status_code in (200, 404)
