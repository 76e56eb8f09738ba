"""Addresses that were public lead on when a thing gets another: readers, texts, and what is derived from texts."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import DatabaseError, transaction

from news import audit, publishing
from news.backlinks import what_cites
from news.indexing import index
from news.kinds import kind_named
from news.models import FormerAddress, Reference, SearchDocument, Statement
from news.publishing import RefusedError
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
    make_station,
    make_topic,
    make_version,
    moment,
)
from tests.pages import words

pytestmark = pytest.mark.django_db


def agreement(key):
    made = make_agreement(key)
    make_action(made)
    return made


def route(key):
    made = make_route(key)
    make_route_event(made)
    return made


# A public thing of each kind, and where its page is.
MAKERS = {
    "article": (make_article, "news"),
    "agreement": (agreement, "agreements"),
    "topic": (make_topic, "topics"),
    "person": (make_person, "people"),
    "figure": (lambda key: make_figure(key, values=[(2025, 3)]), "figures"),
    "source": (make_source, "sources"),
    "route": (route, "routes"),
    "station": (make_station, "stations"),
}
WITHOUT_PAGE = {"image": make_image}


@pytest.fixture(params=MAKERS)
def moved(request, admin_user):
    """(kind, section, thing) of each kind, renamed from "old" to "new"."""
    make, section = MAKERS[request.param]
    return request.param, section, publishing.rename(make("old"), "new", by=admin_user)


def rows():
    return list(FormerAddress.objects.order_by("key").values_list("kind", "key", "target_key"))


def refusals(refused):
    return [(str(reason.message), reason.field) for reason in refused.value.reasons]


class TestReaders:
    def test_are_led_on_in_every_language_with_what_they_asked(self, client, moved):
        _kind, section, _thing = moved
        for language in ("en", "ru", "be"):
            response = client.get(f"/{language}/{section}/old/?as_of=2026-02-26")
            assert (response.status_code, response["Location"]) == (
                301, f"/{language}/{section}/new/?as_of=2026-02-26",
            )  # fmt: skip
            assert response["Cache-Control"] == "no-cache"
        assert client.head(f"/en/{section}/old/").status_code == 301
        assert client.get(f"/en/{section}/new/").status_code == 200

    def test_what_stands_below_an_article_too(self, client, admin_user):
        article = make_article("old")
        make_version(article)
        publishing.rename(article, "new", by=admin_user)
        for below in ("versions/", "versions/1/", "versions/compare/?from=1&to=2"):
            response = client.get(f"/en/news/old/{below}")
            assert (response.status_code, response["Location"]) == (301, f"/en/news/new/{below}")
            assert client.get(response["Location"]).status_code == 200

    def test_in_one_step_from_every_former_address(self, client, admin_user, moved):
        kind, section, thing = moved
        thing = publishing.rename(thing, "newest", by=admin_user)
        assert rows() == [(kind, "new", "newest"), (kind, "old", "newest")]
        assert client.get(f"/en/{section}/old/")["Location"] == f"/en/{section}/newest/"

    def test_the_way_back_takes_the_redirect_away(self, client, admin_user, moved):
        kind, section, thing = moved
        publishing.rename(thing, "old", by=admin_user)
        assert rows() == [(kind, "new", "old")]
        assert client.get(f"/en/{section}/old/").status_code == 200
        assert client.get(f"/en/{section}/new/")["Location"] == f"/en/{section}/old/"

    def test_only_from_addresses_that_were_public(self, client, admin_user):
        article = make_article("old", version=False)
        make_draft(article)
        make_version(article, "ru", live_from=moment(days=3650))
        empty, unsourced = make_figure("old"), make_agreement("old")
        for thing in (article, empty, unsourced):
            publishing.rename(thing, "new", by=admin_user)
        assert rows() == []
        for section in ("news", "figures", "agreements"):
            assert client.get(f"/en/{section}/old/").status_code == 404

    def test_of_a_withdrawn_article_too_and_a_removed_one_says_so_there(self, client, admin_user):
        gone = {"reason_en": "Why"}
        publishing.rename(make_article("w", withdrawn_at=moment(1), **gone), "w-new", by=admin_user)
        publishing.rename(make_article("r", removed_at=moment(1), **gone), "r-new", by=admin_user)
        assert client.get("/en/news/w/")["Location"] == "/en/news/w-new/"
        assert client.get(client.get("/en/news/r/")["Location"]).status_code == 410

    def test_nobody_else_is_led_anywhere(self, client, moved):
        kind, section, _thing = moved
        other = next(section for name, (_make, section) in MAKERS.items() if name != kind)
        assert client.get(f"/en/{other}/old/").status_code == 404
        assert client.get(f"/en/{section}/older/").status_code == 404
        assert client.post(f"/en/{section}/old/").status_code in (404, 405)

    def test_costs_nothing_where_the_page_is_found_and_one_query_where_not(
        self, client, django_assert_num_queries
    ):
        make_topic("here")
        with django_assert_num_queries(3):
            client.get("/en/topics/here/")
        with django_assert_num_queries(2):
            client.get("/en/topics/gone/")


class TestTexts:
    """What was published under the former key is frozen, and still reads as it did."""

    TEXTS = {
        "person": "By [[person:old]].",
        "figure": "Up [[figure:old@2025]].",
        "source": "So it is.[^old]",
        "agreement": "By [[agreement:old]].",
        "route": "On [[route:old]].",
        "station": "At [[station:old]].",
        "topic": "See [[topic:old]].",
        "article": "See [[article:old]].",
        "image": "[[image:old]]",
    }

    @pytest.mark.parametrize("kind", TEXTS)
    def test_still_lead_to_the_thing(self, client, admin_user, kind):
        make = MAKERS[kind][0] if kind in MAKERS else WITHOUT_PAGE[kind]
        thing = make("old")
        make_article("text", version={"body": self.TEXTS[kind]})
        before = words(client.get("/en/news/text/"))
        publishing.rename(thing, "new", by=admin_user)
        html = client.get("/en/news/text/").content.decode()
        assert words(client.get("/en/news/text/")) == before
        if kind in MAKERS:
            assert f'href="/en/{MAKERS[kind][1]}/new/"' in html
            assert "/old/" not in html

    def test_what_is_derived_from_them_knows_the_present_key(self, admin_user):
        person = make_person("old")
        article = make_article(
            "text", version={"body": "> So.\n> — [[person:old]], here\n\n[[person:old]] [[person:new]]"}
        )
        make_topic("t", description_en="[[person:old]]")
        publishing.rename(person, "new", by=admin_user)
        assert [(kind.name, len(links)) for kind, links in what_cites("person", "new", slice(0, 20))] == [
            ("article", 1),
            ("topic", 1),
        ]
        assert what_cites("person", "old", slice(0, 20)) == []
        assert Statement.objects.get().person_key == "new"
        for kind, key in (("article", "text"), ("topic", "t")):
            assert index(kind_named(kind).load([key])[key]) is False
        assert set(Reference.objects.values_list("target_key", flat=True)) == {"new"}
        assert set(SearchDocument.objects.filter(kind="person").values_list("key", flat=True)) == {"new"}
        assert article.versions.get().body.count("person:old") == 2

    def test_what_an_article_says_moves_with_it(self, admin_user):
        make_source("s")
        article = make_article("old", version={"body": "So.[^s]"})
        publishing.rename(article, "new", by=admin_user)
        assert list(Reference.objects.values_list("holder_key", "target_key")) == [("new", "s")]
        assert list(SearchDocument.objects.filter(kind="article").values_list("key", flat=True)) == ["new"]

    def test_cost_three_queries_more_only_where_something_is_missing(
        self, client, admin_user, django_assert_num_queries
    ):
        people = [make_person(f"p-{number}") for number in range(3)]
        make_article("text", version={"body": "[[person:p-0]] [[person:p-1]] [[person:p-2]]"})
        with django_assert_num_queries(2):
            client.get("/en/news/text/")
        publishing.rename(people[0], "new-0", by=admin_user)
        publishing.rename(people[1], "new-1", by=admin_user)
        # One finds no people of these names, one the former keys, one the people they lead to.
        with django_assert_num_queries(5):
            client.get("/en/news/text/")

    def test_a_picture_nobody_placed_leaves_no_former_key(self, admin_user):
        publishing.rename(make_image("old"), "new", by=admin_user)
        assert rows() == []


class TestAct:
    def test_is_for_those_who_publish(self, django_user_model):
        person = make_person("old")
        with pytest.raises(PermissionDenied):
            publishing.rename(person, "new", by=django_user_model.objects.create_user("author"))
        person.refresh_from_db()
        assert person.key == "old"

    def test_is_in_the_audit_where_earlier_acts_are_still_found(self, admin_user):
        article = make_article("old")
        audit.record(article, by=admin_user, act="withdraw")
        audit.record(article.versions.get(), by=admin_user, act="publish")
        article = publishing.rename(article, "new", by=admin_user)
        [last, first] = audit.entries_of(article)
        assert (first.key, last.key, last.act, last.old, last.new) == (
            "old", "new", "rename", {"slug": "old"}, {"slug": "new"},
        )  # fmt: skip
        assert [entry.act for entry in audit.entries_of(article.versions.get())] == ["publish"]

    @pytest.mark.parametrize(
        ("new", "words"),
        [
            ("old", "That is its address already."),
            ("taken", "Something else has this address. Choose another."),
            ("former", "Readers who kept this address are led from it to “present”. Choose another."),
            ("no slug", "Enter a valid “slug” consisting of letters, numbers, underscores or hyphens."),
            ("", "This field cannot be blank."),
            ("a" * 200, "Ensure this value has at most 80 characters (it has 200)."),
        ],
    )
    def test_is_refused_in_words(self, admin_user, new, words):
        person = make_person("old")
        make_person("taken")
        publishing.rename(make_person("former"), "present", by=admin_user)
        with pytest.raises(RefusedError) as refused:
            publishing.rename(person, new, by=admin_user)
        assert refusals(refused) == [(words, "key")]
        assert rows() == [("person", "former", "present")]

    def test_what_is_not_there_any_more(self, admin_user):
        person = make_person("old")
        type(person).objects.all().delete()
        with pytest.raises(RefusedError, match=r"^This does not exist any more\.$"):
            publishing.rename(person, "new", by=admin_user)

    def test_former_addresses_go_with_the_thing(self, admin_user):
        person = publishing.rename(make_person("old"), "new", by=admin_user)
        person.delete()
        assert rows() == []


KEY_RULES = [
    *(
        "article_key_is_free",
        "agreement_key_is_free",
        "topic_key_is_free",
        "person_key_is_free",
        "figure_key_is_free",
    ),
    *("source_key_is_free", "image_key_is_free", "route_key_is_free", "station_key_is_free"),
]
FORMER_RULES = [
    *(
        "former_address_of_article",
        "former_address_of_agreement",
        "former_address_of_topic",
        "former_address_of_person",
    ),
    *(
        "former_address_of_figure",
        "former_address_of_source",
        "former_address_of_image",
        "former_address_of_route",
    ),
    "former_address_of_station",
]


def refused(write):
    try:
        with transaction.atomic():
            write()
    except DatabaseError as error:
        return str(error)
    return ""


def maker(kind):
    return MAKERS[kind][0] if kind in MAKERS else WITHOUT_PAGE[kind]


class TestDatabase:
    """Whoever writes: one address leads to one thing."""

    @pytest.mark.parametrize("rule", KEY_RULES)
    def test_nothing_new_takes_a_former_key(self, rule):
        kind = rule.partition("_")[0]
        FormerAddress.objects.create(kind=kind, key="old", target_key="new")
        said = "Readers of this address are led to another thing."
        assert said in refused(lambda: maker(kind)("old"))
        thing = maker(kind)("other")
        field = kind_named(kind).key_field
        assert said in refused(lambda: type(thing).objects.filter(pk=thing.pk).update(**{field: "old"}))
        assert refused(lambda: type(thing).objects.filter(pk=thing.pk).update(**{field: "free"})) == ""

    @pytest.mark.parametrize("rule", FORMER_RULES)
    def test_no_former_key_where_a_thing_stands(self, rule):
        kind = rule.rpartition("_")[2]
        maker(kind)("here")
        for key, said in (("here", "A thing stands at this address."), ("gone", "")):
            assert said in refused(FormerAddress(kind=kind, key=key, target_key="t").save)
        assert rows() == [(kind, "gone", "t")]

    def test_no_chain_from_either_end(self):
        """The trigger "former_address_without_chain"."""
        FormerAddress.objects.create(kind="person", key="a", target_key="b")
        for key, target in (("b", "c"), ("c", "a")):
            row = FormerAddress(kind="person", key=key, target_key=target)
            assert "A former address leads to a present one." in refused(row.save)
        FormerAddress.objects.create(kind="topic", key="b", target_key="c")

    def test_a_form_says_it_in_words(self):
        FormerAddress.objects.create(kind="person", key="old", target_key="new")
        person = make_person("other")
        person.key = "old"
        with pytest.raises(ValidationError) as refusal:
            person.full_clean()
        assert refusal.value.message_dict == {
            "key": ["Readers who kept this address are led from it to “new”. Choose another."]
        }
