"""Instruments with all that is recorded of them."""

from datetime import date

import pytest

from news.agreements.dossiers import (
    RECORD,
    Record,
    dossiers,
    dossiers_from,
    dossiers_in,
    read_dossiers,
    record_of,
    record_where,
    with_slugs,
)
from tests.factories import make_action, make_agreement, make_evidence, make_source

pytestmark = pytest.mark.django_db


def make_treaty():
    treaty = make_agreement()
    make_action(treaty, key="signed")
    make_action(treaty, "law_signed")
    return treaty


def told(dossier):
    return (
        dossier.agreement,
        [(each.actor.code, each.role) for each in dossier.participations],
        [(key, action.actor and action.actor.code, action.date) for key, action in dossier.actions.items()],
        [(key, [said.source.key for said in evidence]) for key, evidence in dossier.evidence.items()],
    )


@pytest.mark.parametrize("count", [1, 3])
def test_cost_two_queries(django_assert_num_queries, count):
    agreements = [make_treaty() for _ in range(count)]
    keys = [each.pk for each in reversed(agreements)]
    with django_assert_num_queries(2):
        assert [each.agreement for each in dossiers(agreements)] == agreements
    with django_assert_num_queries(2):
        assert [each.agreement.pk for each in read_dossiers(keys)] == keys


def test_say_the_same_however_they_are_read():
    treaty, other = make_treaty(), make_treaty()
    make_evidence(treaty.actions.get(key="signed"), make_source("second"))
    make_action(treaty, "terminated", date(2025, 1, 1), by_agreement=other)
    [given] = dossiers([treaty])
    [read] = read_dossiers([treaty.pk])
    [decisive] = dossiers_in(record_where(with_slugs, slugs=[treaty.slug]))
    assert told(given) == told(read) == told(decisive)
    assert [key for key, _actor, _date in told(given)[2]] == [
        *dict.fromkeys(treaty.actions.order_by("evidence__pk").values_list("key", flat=True))
    ]
    assert given.recorded == read.recorded == decisive.recorded
    assert given.instrument == read.instrument == decisive.instrument
    assert given.recorded[-1].by_agreement == other.number


def test_an_act_without_a_source_is_not_told():
    agreement = make_agreement("unsourced")
    make_action(agreement, sources=())
    [dossier] = dossiers([agreement])
    assert (dossier.actions, dossier.recorded) == ({}, [])
    assert dossiers_in(record_where(with_slugs, slugs=["unsourced"])) == []


def test_an_act_that_is_written_down_while_it_is_read_waits_for_the_next_reading():
    treaty = make_treaty()
    before = record_of([treaty])
    make_action(treaty, "terminated", date(2025, 1, 1))
    mixed = Record(before.instruments, record_of([treaty]).evidence, RECORD)
    assert told(dossiers_from([treaty], mixed)[0]) == told(dossiers_from([treaty], before)[0])
