"""Rows of the register's pages: kept by every save as its acts are, and read in their order from any place."""

from datetime import date, timedelta
from random import Random

import pytest
from django.db import IntegrityError, transaction
from django.db.models import Sum
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from config.web.partial_dates import PartialDate
from news.agreements.counting import place_of
from news.agreements.facts import Evidence, Instrument, RecordedAction
from news.agreements.listed import ListedRows, numbers, promised_by, values_on, whole
from news.agreements.promises import delivery_on
from news.agreements.register_rows import RegisterList, term_ends
from news.agreements.status import agreement_status
from news.agreements.terms import ActionType, ConsentMode, EntryIntoForceRule, Family
from news.models import Obligation, RegisterRow, RegisterRowCount
from tests.factories import (
    make_action,
    make_agreement,
    make_evidence,
    make_finding,
    make_obligation,
    make_relation,
    moment,
)
from tests.news.test_agreement_views import make_decree, make_treaty

TODAY = date(2026, 11, 28)


def names(name, today=TODAY):
    return [row.name for row in whole(name, today)[:]]


@pytest.mark.django_db
class TestKept:
    def test_an_act_stands_in_each_list_once_and_its_correction_in_its_place(self):
        treaty = make_agreement("guarantees", number="A 5", consent_mode="signature")
        wrong = make_action(treaty, dated_on=date(2025, 3, 1), key="signed")
        make_action(treaty, dated_on=date(2025, 3, 4), key="right", replaces=wrong, reason="A slip.")
        assert names(RegisterList.CALENDAR) == ["agreement-A-5-signed"]
        assert [row.day for row in whole(RegisterList.CALENDAR, TODAY)[:]] == [date(2025, 3, 4)]
        record = f"{treaty.pk:010}"
        assert names(RegisterList.KNOWLEDGE) == [f"{record} right", f"{record} signed"]
        changes = RegisterRow.objects.filter(list=RegisterList.LAW).values_list("day", "former", "value")
        assert [*changes] == [(date(2025, 3, 4), "recorded", "awaiting_entry")]
        assert names(RegisterList.TREATIES) == [place_of("A 5")]

    def test_what_a_state_does_at_home_and_an_act_without_a_source_are_no_legal_dates(self):
        make_treaty("guarantees", number="A 5")
        make_action(make_agreement("hidden"), sources=())
        assert not [name for name in names(RegisterList.CALENDAR) if "law" in name]
        assert set(RegisterRow.objects.values_list("agreement__slug", flat=True)) == {"guarantees"}

    def test_a_relation_is_there_while_readers_can_open_both_ends(self):
        newer, older = make_treaty("newer", number="A 10"), make_agreement("older", number="A 2")
        relation = make_relation(newer, older, "cites")
        assert names(RegisterList.RELATIONS) == []
        make_action(older)
        assert [each.row for each in whole(RegisterList.RELATIONS, TODAY)[:]] == [relation.pk]
        relation.delete()
        assert names(RegisterList.RELATIONS) == []

    def test_what_time_will_open_is_found_from_its_day_on(self):
        newer = make_agreement("newer", number="A 10", consent_mode="signature", text_availability="none")
        older = make_agreement("older", number="A 2", consent_mode="signature", text_availability="none")
        for each in (newer, older):
            make_action(each, dated_on=date(2025, 3, 1))
            make_action(each, ActionType.ENTERS_INTO_FORCE, date(2025, 3, 1))
        make_relation(newer, older, "supersedes", effective_from=date(2035, 3, 13))
        assert names(RegisterList.CHECKS, date(2035, 3, 12)) == []
        assert names(RegisterList.CHECKS, date(2035, 3, 13)) == [place_of("A 2"), place_of("A 10")]
        make_evidence(older.actions.first(), says_on=date(2024, 12, 7))
        assert names(RegisterList.CHECKS) == [place_of("A 2")]

    def test_a_promise_is_shown_from_the_day_on_which_it_was_stated(self):
        later = timezone.localdate() + timedelta(days=40)
        decree = make_decree("decree")
        make_obligation(decree, key="now", due_on=date(2026, 4, 2))
        make_obligation(decree, key="later", stated_on=later, due_on=later)
        today = timezone.localdate()
        assert sum("-due-" in name for name in names(RegisterList.CALENDAR, today)) == 1
        assert sum("-due-" in name for name in names(RegisterList.CALENDAR, later)) == 2
        assert len(promised_by(today)) == values_on(RegisterList.DELIVERY, today).total() == 1
        assert len(promised_by(later)) == values_on(RegisterList.DELIVERY, later).total() == 2

    def test_instruments_that_go_take_their_rows_and_numbers_with_them(self):
        treaty = make_treaty()
        assert len(whole(RegisterList.KNOWLEDGE, TODAY)) == 5
        RegisterRow.objects.filter(agreement=treaty).delete()
        sums = RegisterRowCount.objects.values("list", "former", "value", "year").annotate(sum=Sum("number"))
        assert {each["sum"] for each in sums.order_by()} == {0}


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("wrong", "constraint"),
    [
        ({"list": "drafts"}, "register_row_list_known"),
        ({"begins_on": TODAY, "ends_on": TODAY, "timed": True}, "register_row_ends_after_start"),
        ({"ends_on": TODAY}, "register_row_with_an_end_is_timed"),
    ],
)
def test_the_database_refuses(wrong, constraint):
    make_action(make_agreement())
    row = RegisterRow.objects.filter(list=RegisterList.CALENDAR).values().get()
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        RegisterRow.objects.bulk_create([RegisterRow(**(row | {"id": None} | wrong))])


@pytest.mark.django_db
@pytest.mark.parametrize("seed", [1, 2])
def test_numbers_of_promises_are_those_of_all_on_any_day(seed):
    dice, decree = Random(seed), make_decree()
    for _ in range(8):
        stated = date(2026, 2, 26) + timedelta(days=dice.randrange(60))
        due = stated + timedelta(days=dice.randrange(90)) if dice.random() < 0.8 else None
        precision = dice.choice(["day", "month"])
        due = due.replace(day=1) if due and precision == "month" else due
        done = stated + timedelta(days=dice.randrange(90)) if dice.random() < 0.5 else None
        promise = make_obligation(decree, stated_on=stated, due_on=due, due_precision=precision, done_on=done)
        for finding in ("delivered", "not_delivered"):
            if dice.random() < 0.5:
                make_finding(promise, finding, stated + timedelta(days=dice.randrange(120)))
    promises = Obligation.objects.for_delivery()
    for days in range(0, 250, 7):
        day = date(2026, 2, 20) + timedelta(days=days)
        values = [delivery_on(each.as_promise(), day).value for each in promises if each.stated_on <= day]
        assert values_on(RegisterList.DELIVERY, day) == {value: values.count(value) for value in values}


@pytest.mark.django_db
@pytest.mark.parametrize("latest_first", [False, True])
@pytest.mark.parametrize("name", [RegisterList.CALENDAR, RegisterList.KNOWLEDGE])
def test_any_part_between_any_days_is_that_of_all_rows(name, latest_first):
    dice, treaty = Random(len(name)), make_agreement()
    RegisterRow.objects.bulk_create(
        RegisterRow(
            agreement=treaty,
            list=name,
            day=(day := date(dice.choice([2001, 2003, 2004]), dice.randrange(1, 13), dice.randrange(1, 4))),
            year=day.year,
            name=f"{at:03}",
            value=f"{day:%m-%d}" if name == RegisterList.KNOWLEDGE else "",
            begins_on=date(2026, 1, 1) if (timed := name == RegisterList.CALENDAR and at % 9 == 0) else None,
            ends_on=date(2026, 1, 1) + timedelta(days=at * 9) if timed and at else None,
            timed=timed,
        )
        for at in range(90)
    )
    rows = RegisterRow.objects.filter(list=name).offered(TODAY).in_order()
    for _ in range(20):
        first, last = sorted(date(dice.randrange(2000, 2006), dice.randrange(1, 13), 2) for _ in range(2))
        held = numbers([name], TODAY, first, last)
        wanted = [each.name for each in rows if first <= each.day < last]
        found = ListedRows(name, held, TODAY, first, last, latest_first=latest_first)
        assert len(found) == len(wanted)
        if latest_first:
            wanted.reverse()
        for start in range(0, len(wanted), 7):
            assert [row.name for row in found[start : start + 7]] == wanted[start : start + 7]


DAYS = st.dates(date(2000, 1, 1), date(2040, 1, 1))
DATES = st.builds(
    lambda day, known: PartialDate(
        {"day": day, "month": day.replace(day=1)}.get(known, date(day.year, 1, 1)), known
    ),
    DAYS,
    st.sampled_from(["day", "month", "year"]),
)


@given(
    in_force=DATES,
    others=st.lists(
        st.tuples(st.sampled_from(["suspended", "resumed", "amended", "terminated"]), DATES), max_size=3
    ),
    years=st.integers(1, 30),
    renewal=st.none() | st.integers(1, 6),
    ahead=st.integers(0, 3600),
)
def test_the_end_of_a_term_is_known_for_any_day_of_the_years_ahead(in_force, others, years, renewal, ahead):
    instrument = Instrument(
        Family.TREATY,
        ConsentMode.SIGNATURE,
        (),
        duration_years=years,
        renews_itself=bool(renewal),
        renewal_years=renewal,
        entry_rule=EntryIntoForceRule.UNKNOWN,
    )
    acts = [("signed", PartialDate(date(2000, 1, 1))), ("enters_into_force", in_force), *others]
    actions = [
        RecordedAction(f"act-{at}", ActionType(kind), day, moment(), evidence=(Evidence("one", "a", "One"),))
        for at, (kind, day) in enumerate(acts)
    ]
    ends = list(term_ends(instrument, actions, TODAY))
    day = TODAY + timedelta(days=ahead)
    shown = [end for end, begins, until in ends if (begins is None or begins <= day) and until > day]
    change = agreement_status(instrument, actions, day).next_change
    assert shown == ([change.on] if change and change.action is None else [])
