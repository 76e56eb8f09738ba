"""Sources: where things were read, and what rests on each."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from tests.factories import (
    make_action,
    make_agreement,
    make_article,
    make_draft,
    make_figure,
    make_figure_value,
    make_office,
    make_person,
    make_route,
    make_route_event,
    make_source,
    make_version,
    moment,
)
from tests.pages import words

pytestmark = pytest.mark.django_db


class TestSourceList:
    def test_in_the_order_of_publishers_then_newest_first(self, client):
        make_source("b", publisher_en="BelTA", published_on=date(2025, 1, 1))
        make_source("c", publisher_en="BelTA", published_on=date(2026, 1, 1))
        make_source("d", publisher_en="BelTA")
        make_source("a", publisher_en="Agency")
        page = client.get("/en/sources/").context_data["page_obj"]
        assert [source.key for source in page.object_list] == ["a", "c", "b", "d"]

    def test_can_be_narrowed_to_a_class_and_a_wrong_one_is_told(self, client):
        make_source("gazette", grade="a")
        make_source("paper", grade="c")
        keys = [
            source.key for source in client.get("/en/sources/?kind=a").context_data["page_obj"].object_list
        ]
        assert keys == ["gazette"]
        response = client.get("/en/sources/?kind=z")
        assert response.status_code == 400
        assert len(response.context_data["page_obj"].object_list) == 2

    @pytest.mark.parametrize("count", [1, 3])
    def test_costs_two_queries(self, client, django_assert_num_queries, count):
        for _ in range(count):
            make_source()
        with django_assert_num_queries(2):
            assert len(client.get("/en/sources/").context_data["page_obj"].object_list) == count


class TestSourceDetail:
    def test_says_what_it_is_and_what_is_not_stated(self, client):
        make_source(
            "izvestia",
            publisher_en="Izvestia",
            title="Совет",
            language="ru",
            accessed_on=date(2026, 11, 24),
            machine_translated=True,
            note_en="Read in an *English* translation.",
        )
        response = client.get("/en/sources/izvestia/")
        said = words(response)
        assert "Publishednot stated" in said
        assert "Read on24 November 2026" in said
        assert "Languagein Russian; read in a machine translation" in said
        assert "<em>English</em>" in response.content.decode()
        assert '<span lang="ru">Совет</span>' in response.content.decode()

    def test_without_a_title_is_told_from_others_by_its_day(self, client):
        make_source("a", title="", publisher_en="Kommersant", published_on=date(2026, 2, 26))
        html = client.get("/en/sources/a/").content.decode().replace("\u00a0", " ")
        assert "<title>Kommersant, 26 February 2026 – Union Chronicle</title>" in html
        assert '<h1>Kommersant, <time datetime="2026-02-26">26 February 2026</time></h1>' in html

    def test_names_everything_that_rests_on_it(self, client):
        source = make_source("izvestia")
        make_article(version={"headline": "Council met", "body": "So.[^izvestia]"})
        make_action(make_agreement(name_en="The treaty"), sources=[source])
        make_office(make_person(name_en="A minister"), source=source)
        make_figure_value(make_figure(name_en="Growth"), 3, source=source)
        make_route_event(make_route(name_en="The line"), source=source)
        uses = client.get("/en/sources/izvestia/").context_data["uses"]
        assert [(name, [link.title for link in links]) for name, links in uses] == [
            ("News", ["Council met"]),
            ("Agreements", ["The treaty"]),
            ("People", ["A minister"]),
            ("Figures", ["Growth"]),
            ("Routes", ["The line"]),
        ]

    def test_texts_that_are_not_public_do_not_show_that_they_cite_it(self, client):
        make_source("izvestia")
        citing = {"headline": "Leaked", "body": "So.[^izvestia]"}
        make_draft(make_article(version=False), **citing)
        make_version(make_article(version=False), live_from=timezone.now() + timedelta(hours=1), **citing)
        make_article(version=citing, removed_at=moment(1), reason_en="Why")
        make_article(version=citing, withdrawn_at=moment(1), reason_en="Why")
        response = client.get("/en/sources/izvestia/")
        assert response.context_data["uses"] == []
        assert "Nothing public refers to it yet." in words(response)
        assert b"Leaked" not in response.content

    def test_an_absent_one_is_not_found(self, client):
        assert client.get("/en/sources/absent/").status_code == 404

    @pytest.mark.parametrize("count", [1, 3])
    def test_costs_three_queries(self, client, django_assert_num_queries, count):
        """The source, references to it, and the names of what rests on it."""
        source = make_source("izvestia")
        for _ in range(count):
            make_article(version={"body": "So.[^izvestia]"})
            make_action(make_agreement(), sources=[source])
        with django_assert_num_queries(3):
            assert client.get("/en/sources/izvestia/").status_code == 200
