"""What cites a thing."""

from datetime import date

import pytest
from django.utils.translation import override

from config.web.pagination import PageOfSeveral
from news.backlinks import newest_first, what_cites
from news.uses import uses_of
from tests import factories as make
from tests.factories import moment

pytestmark = pytest.mark.django_db


def cited(kind, key, places=slice(0, 20), at=None):
    return [link for _kind, links in what_cites(kind, key, places, at) for link in newest_first(links)]


def cites(kind, key, at=None):
    return [(link.kind.name, link.key) for link in cited(kind, key, at=at)]


class TestWhatCites:
    def test_articles_by_the_versions_that_are_offered_only(self):
        text = {"body": "[[route:r]] [[route:r]] [^s]"}
        article = make.make_article("live", version=text)
        make.make_version(article, "ru", body="[[route:r]]")
        make.make_version(make.make_article("rewritten", version=text), body="Nothing.")
        make.make_article("removed", version=text, removed_at=moment(1), reason_en="Why")
        make.make_article("withdrawn", version=text, withdrawn_at=moment(1), reason_en="Why")
        make.make_article("scheduled", version=text | {"live_from": moment(days=3650)})
        make.make_draft(make.make_article("draft", version=False), **text)
        assert cites("route", "r") == cites("route", "r", moment(100)) == [("article", "live")]
        assert cites("source", "s") == [("article", "live")]
        with override("be"):
            assert (
                cites("source", "s") == []
            )  # whoever reads Belarusian is offered the Russian text, which does not cite it
        assert cites("route", "r", moment(days=4000)) == [("article", "scheduled"), ("article", "live")]
        assert cites("route", "r", moment(-1)) == []

    def test_records_by_their_texts(self):
        make.make_topic("t", description_en="[[route:r]]", description_be="[[route:r]] [[route:r]]")
        make.make_figure("empty", description_en="[[route:r]]")
        assert cites("route", "r") == [("topic", "t")]

    def test_records_by_their_foreign_keys(self):
        source, person = make.make_source("s"), make.make_person("p")
        make.make_office(person, source=source)
        agreement = make.make_agreement("acts")
        make.make_action(agreement, sources=[source])
        make.make_action(make.make_agreement("other"), by_agreement=agreement)
        titled = make.make_agreement("titled")
        make.make_action(titled)
        make.make_title(titled, "Договор", source=source)
        make.make_relation(titled, agreement, source=source)
        make.make_figure_value(make.make_figure("f"), 1, source=source, said_by=person)
        station = make.make_station("st", latitude=55, longitude=30, coordinate_source=source)
        route = make.make_route("r", stations=[station])
        make.make_route_event(route, source=source)
        make.make_route_event(route, source=source)
        make.make_route_claim(route, source=make.make_source(), said_by=person)
        make.make_basis(route, agreement)
        make.make_route("unrelated")
        assert sorted(cites("source", "s")) == [
            *[("agreement", "acts"), ("agreement", "titled"), ("figure", "f"), ("person", "p")],
            *[("route", "r"), ("station", "st")],
        ]
        assert sorted(cites("person", "p")) == [("figure", "f"), ("route", "r")]
        assert sorted(cites("agreement", "acts")) == [
            *[("agreement", "other"), ("agreement", "titled"), ("route", "r")]
        ]
        assert cites("station", "st") == [("route", "r")]

    def test_a_thing_that_cites_in_both_ways_stands_once(self):
        source = make.make_source("s")
        make.make_person("p", note_en="Said[^s].")
        make.make_office(make.make_person("q", note_en="Said[^s]."), source=source)
        assert cites("source", "s") == [("person", "q"), ("person", "p")]

    def test_kinds_in_the_order_of_the_registry_and_the_newest_first(self):
        source = make.make_source("s")
        for key, day in (("old", 1), ("new", 20), ("middle", 10)):
            make.make_article(key, version={"body": "[^s]", "live_from": moment(day)})
        make.make_figure_value(make.make_figure("f"), 1, date(2030, 1, 1), source=source)
        assert [key for _, key in cites("source", "s")] == ["new", "middle", "old", "f"]

    def test_pages_tell_each_article_once_whenever_it_was_written(self, rf):
        make.make_source("s")
        for key, day in (("old", 1), ("new", 20), ("middle", 10)):
            make.make_article(key, version={"body": "[^s]", "live_from": moment(day)})
        found = []
        for page in (1, 2, 3):
            turned = PageOfSeveral(rf.get("/", {"page": page}), 1)
            found += [link.key for _heading, links in uses_of("source", "s", turned) for link in links]
            assert turned.page().has_next() is (page < 3)
        assert sorted(found) == ["middle", "new", "old"]

    def test_tells_title_address_and_day(self):
        make.make_article("a", version={"body": "[^s]", "headline": "Head"})
        with override("be"):
            (link,) = cited("source", "s")
            url = link.url
        assert (link.title, link.language, url, link.dated_on) == (
            "Head", "en", "/be/news/a/", date(2026, 2, 26),
        )  # fmt: skip

    @pytest.mark.parametrize(("kind", "key"), [("source", "none"), ("planet", "mars"), ("image", "none")])
    def test_nothing_cites_what_nobody_names(self, kind, key):
        make.make_article("a", version={"body": "[^s]"})
        assert cites(kind, key) == []

    def test_of_each_kind_what_stands_at_the_places(self):
        person = make.make_person("p")
        for at in range(5):
            make.make_article(f"a-{at}", version={"body": "[[person:p]]", "live_from": moment(at)})
        for at in range(3):
            make.make_figure_value(make.make_figure(f"f-{at}"), 1, date(2026, 1, 1 + at), said_by=person)
        told = [[link.key for link in cited("person", "p", places)] for places in (slice(0, 2), slice(2, 4))]
        assert told == [["a-4", "a-3", "f-2", "f-1"], ["a-2", "a-1", "f-0"]]
        assert cited("person", "p", slice(5, 7)) == []

    @pytest.mark.parametrize("number", [1, 3])
    def test_costs_two_queries(self, number, django_assert_num_queries):
        source = make.make_source("s")
        for at in range(number):
            make.make_article(f"a-{at}", version={"body": "[^s]"})
            make.make_action(make.make_agreement(f"t-{at}"), sources=[source])
            make.make_office(make.make_person(f"p-{at}"), source=source)
            make.make_figure_value(make.make_figure(f"f-{at}"), 1, source=source)
            make.make_route_event(make.make_route(f"r-{at}"), source=source)
            make.make_station(f"s-{at}", latitude=55, longitude=30, coordinate_source=source)
        with django_assert_num_queries(2):
            links = cited("source", "s")
        assert len(links) == 6 * number
