"""People: the offices a source gives them, what they are quoted as saying, the figures they gave."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from tests.factories import (
    make_article,
    make_draft,
    make_figure,
    make_figure_value,
    make_office,
    make_person,
    make_route,
    make_route_claim,
    make_source,
    make_version,
    moment,
)
from tests.pages import words

pytestmark = pytest.mark.django_db


def quotation(words, key="glazyev"):
    return f"> {words}\n> — [[person:{key}]], to Izvestia"


class TestPersonList:
    def test_each_with_the_latest_office(self, client):
        person = make_person("glazyev", name_en="Sergey Glazyev")
        make_office(person, title_en="State Secretary", stated_on=date(2026, 2, 26))
        make_office(person, title_en="Minister", stated_on=date(2000, 1, 1))
        make_person("nobody", name_en="Nobody Known")
        said = words(client.get("/en/people/"))
        assert "Sergey Glazyev State Secretary, 26 February 2026" in said
        assert "Minister" not in said
        assert "Nobody Known Office not established" in said

    def test_fifty_a_page_in_the_order_of_the_names_the_reader_sees(self, client):
        for number in range(51):
            make_office(make_person(f"p-{number}", name_en=f"B {number:02}"), title_en=f"Office {number:02}")
        make_person("last", name_en="A", name_ru="Я")
        first, last = client.get("/en/people/"), client.get("/en/people/?page=2")
        assert [person.key for person in first.context_data["people"]][:2] == ["last", "p-0"]
        assert [person.key for person in last.context_data["people"]] == ["p-49", "p-50"]
        assert "52 people" in words(first)
        assert "B 50 Office 50" in words(last)
        assert client.get("/ru/people/?page=2").context_data["people"][-1].key == "last"

    @pytest.mark.parametrize("count", [1, 3])
    def test_costs_three_queries(self, client, django_assert_num_queries, count):
        for _ in range(count):
            make_office(make_person())
        with django_assert_num_queries(3):
            assert len(client.get("/en/people/").context_data["people"]) == count


class TestPersonDetail:
    def test_offices_have_dates_and_sources(self, client):
        make_office(
            make_person("glazyev"),
            title_en="State Secretary",
            held_from=date(2025, 4, 1),
            source=make_source("ria", publisher_en="RIA"),
        )
        response = client.get("/en/people/glazyev/")
        assert "from 1 April 2025 State Secretarysource 1" in words(response)
        assert [note.source.key for note in response.context_data["citations"]] == ["ria"]

    def test_statements_stand_by_the_articles_that_quote_them_newest_first(self, client):
        make_person("glazyev", name_en="Sergey Glazyev")
        make_article(version={"headline": "Old", "body": quotation("Old words."), "live_from": moment(-1)})
        make_article(version={"headline": "New", "body": f"{quotation('One.')}\n\n{quotation('Two.')}"})
        response = client.get("/en/people/glazyev/")
        quoted = response.context_data["quoted"]
        assert [(one.version.headline, len(one.statements)) for one in quoted] == [("New", 2), ("Old", 1)]
        assert "Statement, no source given One. Sergey Glazyev, to Izvestia" in words(response)

    def test_only_what_is_public_today_is_quoted_and_once_a_language(self, client):
        make_person("glazyev")
        article = make_article(version={"headline": "Shown", "body": quotation("Leaked earlier words.")})
        make_version(article, headline="Shown", body=quotation("Shown words."))
        make_version(article, "ru", body=quotation("Leaked Russian words."))
        make_draft(article, body=quotation("Leaked draft words."))
        make_version(
            make_article(version=False),
            body=quotation("Leaked scheduled."),
            live_from=timezone.now() + timedelta(1),
        )
        gone = {"body": quotation("Leaked gone words.")}
        make_article(version=gone, withdrawn_at=moment(1), reason_en="Why")
        make_article(version=gone, removed_at=moment(1), reason_en="Why")
        response = client.get("/en/people/glazyev/")
        assert [one.version.headline for one in response.context_data["quoted"]] == ["Shown"]
        assert b"Leaked" not in response.content

    def test_figures_given_and_claims_made_lead_to_their_pages(self, client):
        person = make_person("glazyev")
        figure = make_figure("pairs", name_en="Pairs of trains", unit="per_day")
        make_figure_value(figure, 3, qualifier="up_to", said_by=person)
        make_route_claim(make_route("vitebsk-smolensk", name_en="Vitebsk–Smolensk"), said_by=person)
        response = client.get("/en/people/glazyev/")
        assert "Pairs of trainsup to 3 a daysource 1, 2026; one source" in words(response)
        assert [(name, [link.title for link in links]) for name, links in response.context_data["uses"]] == [
            ("Figures", ["Pairs of trains"]),
            ("Routes", ["Vitebsk–Smolensk"]),
        ]

    def test_what_many_texts_say_is_turned_over(self, client, monkeypatch):
        monkeypatch.setattr("news.views.people.SHOWN", 2)
        monkeypatch.setattr("news.views.data.AT_ONCE", 2)
        make_person("glazyev")
        for at in range(3):
            body = quotation(f"Words {at}.")
            make_article(version={"headline": f"Text {at}", "body": body, "live_from": moment(at)})
        pages = [client.get(f"/en/people/glazyev/?page={number}") for number in (1, 2)]
        assert [[one.version.headline for one in page.context_data["quoted"]] for page in pages] == [
            ["Text 2", "Text 1"],
            ["Text 0"],
        ]
        assert [
            [link.title for _name, links in page.context_data["uses"] for link in links] for page in pages
        ] == [
            ["Text 2", "Text 1"],
            ["Text 0"],
        ]
        assert "Next page" in words(pages[0])
        assert "Next page" not in words(pages[1])
        told = client.get("/en/people/glazyev.json")
        assert told.json()["next"] == "http://testserver/en/people/glazyev.json?page=2"
        assert [len(told.json()[name]) for name in ("quoted_in", "used_in")] == [2, 2]
        assert client.get(told.json()["next"]).json()["next"] is None
        assert "has no page “3”" in words(client.get("/en/people/glazyev/?page=3"))
        for at in (4, 5):
            make_article(version={"body": "[[person:glazyev]]", "live_from": moment(at)})
        last = client.get("/en/people/glazyev/?page=3")
        assert (last.context_data["quoted"], len(last.context_data["uses"])) == ([], 1)
        assert "is quoted in the news yet" not in words(last)
        assert client.get("/en/people/glazyev/?page=x").status_code == 404

    def test_statements_in_two_languages_are_read_together(self, client, django_assert_num_queries):
        make_person("glazyev")
        for at in range(4):
            version = {"body": quotation(f"Words {at}."), "language": ("en", "ru")[at % 2]}
            make_article(version=version | {"live_from": moment(at)})
        with django_assert_num_queries(7):
            quoted = client.get("/en/people/glazyev/").context_data["quoted"]
        assert [one.version.language for one in quoted] == ["ru", "en", "ru", "en"]

    def test_names_in_the_other_languages_bear_their_language(self, client):
        make_person("glazyev", name_en="Sergey Glazyev", name_ru="Сергей Глазьев", name_be="Сяргей Глазьеў")
        html = client.get("/ru/people/glazyev/").content.decode()
        assert '<span lang="en">Sergey Glazyev</span>' in html
        assert '<span lang="be">Сяргей Глазьеў</span>' in html

    def test_an_absent_one_is_not_found(self, client):
        assert client.get("/en/people/absent/").status_code == 404

    @pytest.mark.parametrize("count", [1, 3])
    def test_costs_eight_queries(self, client, django_assert_num_queries, count):
        """The person with offices and their sources (1), the figures given (1), what is quoted (1) with people, sources and
        figures (3), what names the person: references, and the names of that (2)."""
        person = make_person("glazyev")
        for _ in range(count):
            make_office(person)
            figure = make_figure()
            make_figure_value(figure, 3, said_by=person)
            words = f"Words: [[figure:{figure.key}]]"
            make_article(version={"body": f"{quotation(words)} [^{make_source().key}]"})
        with django_assert_num_queries(8):
            assert len(client.get("/en/people/glazyev/").context_data["quoted"]) == count
