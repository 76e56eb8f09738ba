"""What a new version changes, as the desk says it, and that a minor update changes no fact."""

import pytest

from news import publishing
from news.changes import before_of, change_line, changes_since
from news.models import Act
from news.publishing import RefusedError
from tests.factories import (
    make_actor,
    make_article,
    make_draft,
    make_image,
    make_person,
    make_source,
    make_version,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def public():
    make_source("read")
    return make_article(
        version={"headline": "Trains run", "standfirst": "", "body": "It has 3 trains.[^read]"}
    )


def draft(article, **fields):
    fields = {
        "headline": "Trains run",
        "standfirst": "",
        "body": "It has 3 trains.[^read]",
        "act": Act.MINOR,
    } | fields
    return make_draft(article, **fields)


def told(version):
    return [
        (each.message, each.field, each.line, each.weighs)
        for each in changes_since(before_of(version), version).changes
    ]


class TestChangesSince:
    def test_what_weighs_comes_first_and_wording_is_said_once_a_field(self, public):
        version = draft(
            public, headline="Trains will run", body="It had 4 trains.[^read]", lead_image=make_image()
        )
        assert told(version) == [
            ("Number: “3” is now “4”", "body", 1, True),
            ("Headline: wording only", "headline", None, False),
            ("Another lead picture", "lead_image", None, False),
        ]

    def test_says_what_it_may_be_called(self, public):
        since = changes_since(before_of(draft(public, body="It has 4.[^read]")), draft_of(public))
        assert since.acts == [
            ("Minor update", "no, because of what is marked"),
            ("Update", ""),
            ("Clarification", ""),
            ("Correction", ""),
        ]
        public.versions.drafts().update(body="It has got 3 trains.[^read]")
        since = changes_since(before_of(draft_of(public)), draft_of(public))
        assert [reason for _label, reason in since.acts] == ["", "", "", ""]

    def test_people_and_states_of_the_record_are_names_wherever_they_stand(self, public):
        make_person(name_en="Pavel Durov")
        make_actor("norway", name_en="Norway")
        version = draft(public, body="Norway has 3 trains.[^read]")
        assert ("Name: “Norway” is new", "body", 1, True) in told(version)

    def test_costs_two_queries_however_many_names(self, public, django_assert_num_queries):
        version, before = draft(public, body="It has 4.[^read]"), public.versions.get(number=1)
        for _ in range(3):
            make_person()
        with django_assert_num_queries(2):
            changes_since(before, version)
        with django_assert_num_queries(0):
            assert changes_since(before, before).changes == []


def draft_of(article):
    return article.versions.drafts().get()


class TestChangeLine:
    @pytest.mark.parametrize(
        ("fields", "line"),
        [
            ({}, "The same words"),
            ({"body": "It has got 3 trains.[^read]"}, "Text: “got” is new"),
            ({"body": "It has 3 trains.[^other]"}, "Text: wording only"),
            ({"body": "It has 4 trains.[^read]"}, "Number: “3” is now “4”"),
            (
                {"body": "It has 4 trains.[^read]", "headline": "Trains stop"},
                "Number: “3” is now “4”; and 1 change more",
            ),
        ],
    )
    def test_says_the_gravest_change_in_one_line(self, public, fields, line):
        assert change_line(public.versions.get(), draft(public, **fields)) == line

    def test_of_a_first_version(self, public):
        assert change_line(None, public.versions.get()) == "First version"


class TestMinorUpdate:
    def publish(self, version, admin_user):
        return publishing.publish(version, by=admin_user)

    def test_wording_is_published(self, public, admin_user):
        version = self.publish(draft(public, body="It has got 3 trains.[^read]"), admin_user)
        assert version.live_from

    def test_a_fact_is_refused_with_its_place_and_nothing_changes(self, public, admin_user):
        version = draft(public, body="Words.[^read]\n\nIt has 4 trains, on 2 May.[^read]")
        with pytest.raises(RefusedError) as refused:
            self.publish(version, admin_user)
        assert [(str(each.message), each.field, each.line) for each in refused.value.reasons] == [
            ("A minor update changes no fact. Date: “2 May” is new.", "body", 3),
            ("A minor update changes no fact. Number: “3” is now “4”.", "body", 3),
        ]
        version.refresh_from_db()
        assert version.live_from is None
        assert public.versions.get(number=1).live_until is None

    def test_the_same_change_is_published_as_an_update(self, public, admin_user):
        version = draft(public, body="It has 4 trains.[^read]", act=Act.UPDATE, note="Another train.")
        assert self.publish(version, admin_user).live_from

    def test_it_is_measured_against_the_version_it_replaces(self, public, admin_user):
        make_version(public, body="It has 5 trains.[^read]")
        with pytest.raises(RefusedError, match="“5” is now “3”"):
            self.publish(draft(public), admin_user)
