"""From promise to delivery: the rule, what the database refuses, and what readers are told."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction
from hypothesis import given
from hypothesis import strategies as st

from config.web.partial_dates import PartialDate
from news.agreements.promises import Delivery, Finding, Found, Promise, delivery_on
from news.models import Obligation, ObligationEvidence
from tests.factories import (
    DAY,
    make_action,
    make_agreement,
    make_finding,
    make_obligation,
    make_relation,
    make_route,
    make_route_event,
    make_source,
)
from tests.pages import words

DUE = PartialDate(date(2026, 4, 2))
days = st.dates(date(2026, 1, 1), date(2027, 12, 31))
partial = st.builds(PartialDate, days, st.sampled_from(["day", "month", "year"]))
promises = st.builds(
    Promise,
    st.none() | partial,
    st.none() | partial,
    st.lists(st.builds(Found, st.sampled_from(Finding), partial), max_size=3).map(tuple),
)


class TestDeliveryOn:
    @pytest.mark.parametrize(
        ("found", "done", "on", "expected"),
        [
            ([], None, "2026-04-02", Delivery.DUE),
            ([], None, "2026-04-03", Delivery.UNCONFIRMED),
            # Said to be missing before it was due: that is no delay.
            ([("not_delivered", "2026-03-01")], None, "2026-04-03", Delivery.UNCONFIRMED),
            ([("not_delivered", "2026-05-01")], None, "2026-05-01", Delivery.OVERDUE),
            ([("not_delivered", "2026-05-01")], None, "2026-04-30", Delivery.UNCONFIRMED),
            ([("delivered", "2026-04-01")], "2026-04-01", "2026-04-01", Delivery.DONE),
            # A day of delivery that no source gives decides nothing.
            ([], "2026-04-01", "2026-04-03", Delivery.UNCONFIRMED),
        ],
    )
    def test_a_promise_with_a_day(self, found, done, on, expected):
        found = [Found(Finding(what), PartialDate(date.fromisoformat(day))) for what, day in found]
        done = PartialDate(date.fromisoformat(done)) if done else None
        assert delivery_on(Promise(DUE, done, tuple(found)), date.fromisoformat(on)) == expected

    @given(promise=promises, on=days)
    def test_neither_done_nor_overdue_without_a_source_that_says_so(self, promise, on):
        known = {each.finding for each in promise.found if each.dated.latest <= on}
        answer = delivery_on(promise, on)
        assert answer != Delivery.DONE or Finding.DELIVERED in known
        assert answer != Delivery.OVERDUE or Finding.NOT_DELIVERED in known
        assert (answer == Delivery.UNDATED) <= (promise.due is None)

    @given(promise=promises, on=days, later=days)
    def test_what_is_done_stays_done(self, promise, on, later):
        if delivery_on(promise, on) == Delivery.DONE and later >= on:
            assert delivery_on(promise, later) == Delivery.DONE


def refused(row):
    with pytest.raises(IntegrityError) as error, transaction.atomic():
        type(row).objects.bulk_create([row])
    return str(error.value)


@pytest.mark.django_db
class TestConstraints:
    @pytest.mark.parametrize(
        ("constraint", "fields"),
        [
            ("obligation_says_what_is_to_be_done", {"key": ""}),
            ("obligation_says_what_is_to_be_done", {"text_en": ""}),
            ("obligation_precision_known", {"due_precision": "hour"}),
            ("obligation_done_after_it_was_stated", {"done_on": date(2026, 2, 25)}),
        ],
    )
    def test_of_obligations(self, constraint, fields):
        row = {"key": "k", "text_en": "Do it", "stated_on": DAY, "source": make_source()} | fields
        assert constraint in refused(Obligation(agreement=make_agreement(), **row))

    def test_a_key_names_one_obligation_of_an_agreement(self):
        first = make_obligation(make_agreement(), key="trains")
        message = refused(
            Obligation(
                agreement=first.agreement, key="trains", text_en="x", stated_on=DAY, source=first.source
            )
        )
        assert "obligation_key_once" in message or message.startswith("UNIQUE")

    @pytest.mark.parametrize(
        ("constraint", "fields"),
        [
            ("delivery_evidence_finding_known", {"finding": "perhaps"}),
            ("delivery_evidence_precision_known", {"date_precision": "hour"}),
        ],
    )
    def test_of_evidence(self, constraint, fields):
        row = {"finding": "delivered", "dated_on": DAY, "source": make_source()} | fields
        assert constraint in refused(ObligationEvidence(obligation=make_obligation(make_agreement()), **row))

    def test_a_source_says_a_thing_once(self):
        said = make_finding(make_obligation(make_agreement()))
        again = ObligationEvidence(
            obligation=said.obligation, source=said.source, finding="delivered", dated_on=DAY
        )
        message = refused(again)
        assert "delivery_evidence_once_a_source" in message or message.startswith("UNIQUE")

    def test_no_agreement_takes_the_address_of_a_page_of_the_register(self):
        with pytest.raises(IntegrityError, match="agreement_slug_is_no_page_of_the_register"):
            make_agreement("matrix")


def promised(**fields):
    decree = make_agreement("decree", family="organ_act", name_en="The decree")
    make_action(decree, "adopted_by_organ", actor=decree.adopting_organ)
    return make_obligation(decree, text_en="Start the trains", **fields)


@pytest.mark.django_db
class TestAgreementDelivery:
    URL = "/en/agreements/delivery/"

    def test_the_chain_from_treaty_to_train_each_link_with_its_source(self, client):
        obligation = promised()
        treaty = make_action(make_agreement("treaty", name_en="The treaty")).agreement
        basis = make_relation(obligation.agreement, treaty, "implements")
        event = make_route_event(
            make_route(name_en="A line"), "launch_planned", date(2026, 4, 2), obligation=obligation
        )
        response = client.get(self.URL, {"as_of": "2026-05-01"})
        cited = [note.source for note in response.context_data["notes"]]
        assert cited == [obligation.source, basis.source, event.source]
        said = words(response)
        assert "Due day passed, not confirmed" in said
        assert "implements The treaty" in said
        assert f"A line{event.says_en}" in said.replace("A line ", "A line")
        assert "No source is held that says whether it was delivered." in said

    def test_an_event_that_was_not_known_by_the_day_is_not_shown(self, client):
        obligation = promised()
        make_route_event(
            make_route(), "launched", date(2026, 4, 2), obligation=obligation, says_en="Leaked launch"
        )
        assert "Leaked" not in words(client.get(self.URL, {"as_of": "2026-04-01"}))
        assert "Leaked" in words(client.get(self.URL, {"as_of": "2026-04-02"}))

    def test_done_says_who_says_so(self, client):
        obligation = promised(done_on=date(2026, 4, 2))
        make_finding(obligation, dated_on=date(2026, 4, 2), says_en="The first train left.")
        said = words(client.get(self.URL))
        assert "Done" in said
        assert "2 April 2026: The first train left." in said

    def test_the_record_tells_the_same(self, client):
        promised()
        record = client.get("/en/agreements/decree/").context_data["record"]
        [row] = client.get("/en/agreements/decree.json").json()["obligations"]
        assert [each.value for each in record.deliveries] == [row["delivery"]] == ["unconfirmed"]

    def test_before_it_was_stated_there_is_nothing(self, client):
        promised()
        assert client.get(self.URL, {"as_of": "2026-02-25"}).context_data["deliveries"] == []

    def test_one_of_an_agreement_that_is_not_public_is_not_shown(self, client):
        make_obligation(make_agreement("leaked"), text_en="Leaked promise")
        assert "Leaked" not in words(client.get(self.URL))

    @pytest.mark.parametrize("count", [1, 3])
    def test_costs_six_queries(self, client, django_assert_num_queries, count):
        obligation = promised()
        for _ in range(count):
            one = make_obligation(obligation.agreement)
            make_finding(one)
            make_route_event(make_route(), "launched", date(2026, 4, 2), obligation=one)
        with django_assert_num_queries(6):
            assert len(client.get(self.URL).context_data["deliveries"]) == count + 1
