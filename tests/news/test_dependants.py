"""What would suffer if a thing went."""

from datetime import timedelta

import pytest
from django.utils import timezone

from news.dependants import SHOWN, dependants
from news.models import Article
from tests.factories import (
    make_action,
    make_actor,
    make_agreement,
    make_article,
    make_basis,
    make_draft,
    make_figure,
    make_figure_value,
    make_image,
    make_office,
    make_operator,
    make_person,
    make_relation,
    make_route,
    make_route_event,
    make_source,
    make_station,
    make_topic,
    make_version,
    moment,
)

pytestmark = pytest.mark.django_db


def versions(found):
    return {
        name: [(each.article.slug, each.language, each.number) for each in getattr(found, name)]
        for name in ("public", "earlier", "drafts")
    }


def records(found):
    return sorted(
        (each.kind.name, each.kind.key(each.thing), each.is_public) for each in found.records.values()
    )


class TestVersions:
    def test_are_told_apart_by_who_reads_them(self):
        source, text = make_source("s"), {"body": "So.[^s]"}
        article = make_article("a", version=text)
        make_version(article, **text)
        make_draft(article, **text)
        make_version(article, "ru", live_from=timezone.now() + timedelta(days=1), **text)
        make_article("gone", version=text, removed_at=moment(1), reason_en="Why")
        make_article("merged", version=text, merged_into=article)
        make_article("other")
        found = dependants(source)
        assert versions(found) == {
            "public": [("a", "ru", 1), ("a", "en", 2)],
            "earlier": [("merged", "en", 1), ("gone", "en", 1), ("a", "en", 1)],
            "drafts": [("a", "en", 3)],
        }
        assert found.forbids

    def test_a_draft_alone_forbids_nothing(self):
        source = make_source("s")
        make_draft(make_article(version=False), body="So.[^s]")
        found = dependants(source)
        assert (found.is_used, found.forbids) == (True, False)

    def test_what_was_public_once_forbids(self):
        source = make_source("s")
        make_version(make_article(version={"body": "So.[^s]"}), body="Nothing.")
        assert dependants(source).forbids

    def test_lead_pictures_count(self):
        image = make_image("i")
        make_article("a", version={"lead_image": image})
        assert versions(dependants(image))["public"] == [("a", "en", 1)]


class TestRecords:
    def test_by_their_texts_and_their_rows(self):
        source = make_source("s")
        make_person("by-text", note_en="So.[^s]")
        make_office(make_person("by-row"), source=source)
        make_figure("not-public", description_en="So.[^s]")
        make_figure_value(make_figure("f"), 1, source=source)
        make_action(make_agreement("t"), sources=[source])
        make_route_event(make_route("r"), source=source)
        make_person("unrelated")
        found = dependants(source)
        assert records(found) == [
            *[("agreement", "t", True), ("figure", "f", True), ("figure", "not-public", False)],
            *[("person", "by-row", True), ("person", "by-text", True), ("route", "r", True)],
        ]
        assert found.forbids

    def test_its_own_rows_go_with_it(self):
        person = make_office(make_person("p", note_en="[[person:p]]")).person
        assert not dependants(person).is_used
        assert not dependants(make_figure("f", values=[(2025, 3)])).is_used

    def test_unless_they_are_kept_for_good(self):
        agreement = make_agreement("t")
        assert not dependants(agreement).forbids
        make_action(agreement)
        assert dependants(agreement).parts == ["actions"]
        assert dependants(agreement).forbids

    def test_agreements_and_routes_that_rest_on_an_agreement(self):
        agreement, other = make_agreement("t"), make_agreement("other")
        make_relation(other, agreement)
        make_basis(make_route("r"), agreement)
        assert [each[:2] for each in records(dependants(agreement))] == [
            ("agreement", "other"),
            ("route", "r"),
        ]
        assert dependants(agreement).is_held

    def test_things_that_are_no_kind(self):
        make_agreement("t", parties=("norway",))
        assert [each[:2] for each in records(dependants(make_actor("norway")))] == [("agreement", "t")]
        operator, route = make_operator(), make_route("r", stations=[make_station("st")])
        route.operators.add(operator)
        assert [each[:2] for each in records(dependants(operator))] == [("route", "r")]
        assert [each[:2] for each in records(dependants(route.stations.get()))] == [("route", "r")]

    def test_a_topic_by_its_articles(self):
        topic = make_topic("t")
        make_draft(make_article("d", topics=[topic], version=False))
        assert not dependants(topic).forbids
        make_article("a", topics=[topic])
        assert records(dependants(topic)) == [("article", "a", True), ("article", "d", False)]
        assert dependants(topic).forbids


class TestCost:
    @pytest.mark.parametrize("number", [1, 3])
    def test_is_the_same_however_many_use_it(self, number, django_assert_num_queries):
        source = make_source("s")
        for at in range(number):
            make_version(make_article(f"a-{at}", version={"body": "[^s]"}), body="[^s]")
            make_draft(Article.objects.get(slug=f"a-{at}"), body="[^s]")
            make_office(make_person(f"p-{at}", note_en="[^s]"), source=source)
            make_action(make_agreement(f"t-{at}"), sources=[source])
        with django_assert_num_queries(10):
            dependants(source)

    def test_no_list_is_longer_than_is_shown_and_one(self):
        source = make_source("s")
        for at in range(SHOWN + 3):
            make_article(f"a-{at}", version={"body": "[^s]"})
        assert len(dependants(source).public) == SHOWN + 1

    @pytest.mark.parametrize("looked_at", [1, 2, 500])
    def test_what_readers_read_is_found_behind_any_number_of_drafts(self, looked_at, monkeypatch):
        monkeypatch.setattr("news.dependants.LOOKED_AT", looked_at)
        source = make_source("s")
        article = make_article("a", version={"body": "[^s]"})
        drafts = [make_draft(make_article(version=False), body="[^s]") for _ in range(2)]
        found = dependants(source)
        assert found.public == [article.versions.get()]
        assert found.drafts == drafts[::-1]
        assert found.forbids
