"""How many instruments each choice of the register would show is kept: the same as if all of them were asked."""

from datetime import date, timedelta
from random import Random

import pytest
from django.http import QueryDict
from django.utils import timezone

from news.agreements.indexing import settle_register
from news.filters.agreements import AgreementFilter
from news.filters.facets import count_facets, kept_facets
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


def same(found, wanted):
    shown = {name: {k: n for k, n in counts.items() if n} for name, counts in wanted.counts.items()}
    assert found.total == wanted.total
    assert {name: dict(counts) for name, counts in found.counts.items()} == shown


@pytest.mark.parametrize("seed", [1, 2])
def test_numbers_are_those_of_all_instruments_today_and_when_time_has_passed(seed):
    dice, today = Random(seed), timezone.localdate()
    topics = register(dice, today)
    chosen = AgreementFilter(QueryDict(""))
    choices = [{}, {"status": "in_force"}, {"in_force": "no"}, {"kind": "treaty"}, {"disputed": "no"}]
    choices += [{"party": "russia"}, {"subject": "topic-1"}, {"year": str(today.year - 2)}]
    topics[0].delete()
    for day in (today, today + timedelta(days=200), today + timedelta(days=700)):
        for _settled in range(2):
            for choice in choices:
                wanted = count_facets(StatusSpan.objects.begun(day), chosen.facets, choice)
                same(kept_facets(chosen.facets, choice, day), wanted)
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
