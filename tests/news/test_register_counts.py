"""How many instruments each choice of the register would show is kept: the same as if all of them were asked."""

from dataclasses import replace
from datetime import date, timedelta
from random import Random
from urllib.parse import urlencode

import pytest
from django.http import QueryDict
from django.utils import timezone

from news.agreements.indexing import settle_register
from news.filters.agreements import AgreementFilter
from news.filters.facets import count_facets
from news.filters.kept import Kept
from news.models import Agreement, RegisterCount, StatusSpan
from tests.factories import make_action, make_actor, make_agreement, make_topic

pytestmark = pytest.mark.django_db


def register(dice, today):
    """Treaties with terms that pass and acts that are still to come, with and without parties, some of them gone."""
    make_actor("russia"), make_actor("belarus")
    latest = date(2026, 1, 1)  # factories record acts soon after
    topics = [make_topic(f"topic-{at}") for at in range(3)]
    for number in range(12):
        agreement = make_agreement(
            f"a-{number}",
            dice.sample(["russia", "belarus"], dice.randrange(3)),
            number=f"A {number + 1}",
            designation=dice.choice(["treaty", "protocol"]),
            text_availability=dice.choice(["none", "part"]),
        )
        agreement.topics.set(dice.sample(topics, dice.randrange(3)))
        day = latest - timedelta(days=dice.randrange(4000))
        make_action(agreement, dated_on=day)
        if dice.random() < 0.7:
            make_action(agreement, "enters_into_force", dated_on=min(latest, day + timedelta(days=30)))
        if dice.random() < 0.6:
            ends = today + timedelta(days=dice.randrange(-300, 600))
            make_action(
                agreement,
                "terminated",
                dated_on=min(latest, day + timedelta(days=60)),
                effective_on=max(ends, day + timedelta(days=60)),
            )
    return topics


@pytest.mark.parametrize("few", [0, 1000])
def test_a_large_register_lists_the_same_and_says_no_number_that_is_not_so(monkeypatch, few):
    monkeypatch.setattr("news.filters.agreements.COUNTED_WHOLE", 0)
    monkeypatch.setattr("news.filters.agreements.FEW", few)
    dice, today = Random(3), timezone.localdate()
    register(dice, today)
    choices = {
        "status": ["in_force", "terminated", "recorded"],
        "in_force": ["yes", "no"],
        "kind": ["treaty", "protocol"],
        "party": ["russia"],
        "subject": ["topic-1"],
        "text": ["none"],
        "order": ["name"],
    }
    for _ in range(60):
        names = dice.sample(sorted(choices), dice.randrange(4))
        day = today - timedelta(days=dice.choice([-700, 0, 400, 1500, 3000, 5000]))
        query = {name: dice.choice(choices[name]) for name in names} | {"as_of": str(day)}
        chosen = AgreementFilter(QueryDict(urlencode(query)))
        found = chosen.count(most=2)
        spans = (
            StatusSpan.objects.begun(day) if query.get("status") != "recorded" else StatusSpan.objects.on(day)
        )
        wanted = count_facets(spans, chosen.facets, chosen.chosen)
        assert found.are_more == (found.total < wanted.total)
        assert found.total == (2 if found.are_more else wanted.total)
        same(replace(found, total=None), wanted)
        conditions = [chosen.facets[name].condition(value) for name, value in chosen.chosen.items()]
        shown = spans.filter(*conditions).in_order(query.get("order", "")).values_list("agreement", flat=True)
        assert list(chosen.keys()) == list(shown)


def same(found, wanted):
    """What is known is so; of the rest nothing is left out that would show something."""
    shown = {name: {k: n for k, n in counts.items() if n} for name, counts in wanted.counts.items()}
    assert found.total in (None, wanted.total)
    for name, counts in found.counts.items():
        if name in found.without_numbers:
            assert counts.keys() >= shown[name].keys()
        else:
            assert dict(counts) == shown[name]


@pytest.mark.parametrize("seed", [1, 2])
def test_numbers_are_those_of_all_instruments_today_and_when_time_has_passed(seed):
    dice, today = Random(seed), timezone.localdate()
    topics = register(dice, today)
    chosen = AgreementFilter(QueryDict(""))
    choices = [{}, {"status": "in_force"}, {"in_force": "no"}, {"kind": "treaty"}, {"disputed": "no"}]
    choices += [{"party": "russia"}, {"subject": "topic-1"}, {"year": str(today.year - 2)}]
    choices += [{"status": "in_force", "party": "russia"}, {"in_force": "yes", "status": "terminated"}]
    choices += [
        {"in_force": "yes", "status": "in_force", "kind": "treaty"},
        {"kind": "treaty", "text": "part"},
    ]
    choices += [{"in_force": "no", "party": "russia", "subject": "topic-1"}]
    topics[0].delete()
    for day in (today, today + timedelta(days=200), today + timedelta(days=700)):
        for _settled in range(2):
            for choice in choices:
                wanted = count_facets(StatusSpan.objects.begun(day), chosen.facets, choice)
                kept = Kept(chosen.facets, choice)
                kept.settle(day)
                columns = {chosen.facets[name].field_name for name in choice}
                assert (kept.today().total is None) == (len(columns) > 2)
                same(kept.today(), wanted)
            present = StatusSpan.objects.present(day).in_order(placed=True)
            begun = StatusSpan.objects.begun(day).in_order()
            assert list(present.values_list("pk", flat=True)) == list(begun.values_list("pk", flat=True))
            settle_register(day)
        assert not StatusSpan.objects.filter(counted=True, ends_on__lte=day).exists()


def test_instruments_that_go_take_their_numbers_with_them():
    make_action(make_agreement(), dated_on=date(2026, 1, 1))
    assert RegisterCount.objects.filter(number__gt=0).exists()
    StatusSpan.objects.all().delete()
    sums = RegisterCount.objects.values_list("facet", "value", "other", "also", "number")
    left = {}
    for *pair, number in sums:
        left[tuple(pair)] = left.get(tuple(pair), 0) + number
    assert set(left.values()) == {0}
    assert Agreement.objects.count() == 1
