"""Prepared queries: the same rows as the query set they were made from, with the values of the moment."""

from datetime import date

import pytest
from django.db.models import CharField, F, Value
from django.db.models.functions import Concat
from django.utils import timezone

from config.web.prepared import Many, Slot, attach, prepared
from news.models import Action, ActionSource, Agreement, ArticleVersion, Source
from news.querysets import as_read
from tests.factories import make_action, make_agreement, make_article, make_source, moment

pytestmark = pytest.mark.django_db


@prepared
def evidence():
    rows = ActionSource.objects.filter(action__agreement__slug__in=Many("slugs"))
    return rows.select_related("source", "action__actor", "action__agreement").order_by("pk")


@prepared
def dated(fields):
    rows = Action.objects.filter(dated_on__lte=Slot("day")).order_by("dated_on")
    return rows.values_list(*fields, flat=len(fields) == 1)


@pytest.fixture
def actions():
    return [make_action(make_agreement(f"t-{n}"), dated_on=date(2020 + n, 1, 1)) for n in range(3)]


def test_rows_are_those_of_the_query_set(actions, django_assert_num_queries):
    want = list(ActionSource.objects.order_by("pk").select_related("source", "action__agreement"))
    with django_assert_num_queries(1):
        found = evidence().rows(slugs=["t-0", "t-1", "t-2"])
        assert found == want
        assert [said.action.agreement.slug for said in found] == ["t-0", "t-1", "t-2"]
        assert [said.action.dated_on for said in found] == [action.dated_on for action in actions]
        assert [said.action.recorded_at for said in found] == [said.action.recorded_at for said in want]
        assert [said.action.actor for said in found] == [None] * 3


def test_each_run_has_its_own_values(actions):
    assert [said.action.agreement.slug for said in evidence().rows(slugs=["t-1"])] == ["t-1"]
    assert evidence().rows(slugs=[]) == []
    assert evidence().first(slugs=["absent"]) is None
    assert dated(("dated_on",)).rows(day=date(2021, 1, 1)) == [date(2020, 1, 1), date(2021, 1, 1)]
    assert dated(("dated_on", "key")).rows(day=date(2020, 1, 1)) == [(date(2020, 1, 1), actions[0].key)]


def test_moments_and_annotations():
    article = make_article("a", version={"live_from": moment(-2)})
    make_article("later", version={"live_from": moment(days=3650)})
    query = prepared(lambda: ArticleVersion.objects.listed(Slot("now")).annotate(name=F("article__slug")))
    [found] = query().rows(now=timezone.now())
    assert (found, found.name, found.live_from) == (article.versions.get(), "a", moment(-2))


def test_what_is_not_read_is_asked_for_when_it_is_wanted(django_assert_num_queries):
    make_source("s", title="Title")
    query = prepared(lambda: Source.objects.only("key"))
    with django_assert_num_queries(2):
        [found] = query().rows()
        assert (found.key, found.title) == ("s", "Title")


def test_a_thing_can_be_saved_like_any_other():
    make_agreement("t")
    [found] = prepared(lambda: Agreement.objects.filter(slug=Slot("slug")))().rows(slug="t")
    found.name_en = "Another"
    found.save()
    assert Agreement.objects.get().name_en == "Another"


def test_each_language_has_its_own_order(as_language):
    make_source("a", publisher_en="A", publisher_ru="Я")
    make_source("b", publisher_en="B", publisher_ru="Б")
    query = prepared(lambda: Source.objects.order_by(as_read("publisher")).values_list("key", flat=True))
    assert query().rows() == ["a", "b"]
    with as_language("ru"):
        assert query().rows() == ["b", "a"]


def test_union():
    make_agreement("t")
    make_source("s")
    columns = (Concat(Value("is "), "name", output_field=CharField()),)
    query = prepared(
        lambda: (
            Agreement.objects.order_by()
            .annotate(name=F("slug"))
            .values_list(*columns, flat=True)
            .union(
                Source.objects.order_by().annotate(name=F("key")).values_list(*columns, flat=True), all=True
            )
        )
    )
    assert sorted(query().rows()) == ["is s", "is t"]


def test_attached_rows_cost_no_query(actions, django_assert_num_queries):
    agreement = Agreement.objects.get(slug="t-0")
    attach(agreement, "actions", actions[:1])
    with django_assert_num_queries(0):
        assert list(agreement.actions.all()) == actions[:1]


def test_prefetching_is_refused():
    with pytest.raises(AssertionError):
        prepared(lambda: Agreement.objects.prefetch_related("titles"))()


def test_a_part_is_what_a_slice_gives():
    for number in range(4):
        make_source(f"s-{number}")
    query = prepared(lambda: Source.objects.filter(key__startswith=Slot("start")).order_by("key"))
    assert [source.key for source in query().part(slice(1, 3), start="s-")] == ["s-1", "s-2"]
    assert query().part(slice(4, 6), start="s-") == []
