"""What lists read of the register is what its acts say: kept by every save, found stale by the check."""

from datetime import date
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import IntegrityError, transaction

from news.agreements.terms import ActionType
from news.models import RuleException, RuleFinding, StatusSpan
from tests.factories import (
    make_action,
    make_actor,
    make_agreement,
    make_evidence,
    make_participation,
    make_relation,
    make_topic,
    moment,
)
from tests.news.test_agreement_views import make_treaty

pytestmark = pytest.mark.django_db


def spans(agreement):
    rows = StatusSpan.objects.filter(agreement=agreement).order_by("begins_on")
    return [(str(row.begins_on), row.status) for row in rows]


def found(agreement):
    return list(
        RuleFinding.objects.filter(agreement=agreement).values_list("rule", "action_key", "holds_from")
    )


def check(*options):
    out = StringIO()
    try:
        call_command("check_register", *options, stdout=out)
    except CommandError as error:
        return [*out.getvalue().splitlines(), str(error)]
    return out.getvalue().splitlines()


class TestSpans:
    def test_follow_every_act(self):
        treaty = make_agreement()
        assert spans(treaty) == []
        wrong = make_action(treaty, dated_on=date(2024, 12, 1), key="wrong")
        assert spans(treaty) == [("0001-01-01", "recorded"), ("2024-12-01", "awaiting_consent")]
        make_action(treaty, dated_on=date(2024, 12, 6), replaces=wrong, reason="A slip.")
        assert spans(treaty)[1:] == [("2024-12-06", "awaiting_consent")]
        make_action(treaty, ActionType.RATIFICATION_EXCHANGED, date(2025, 3, 13))
        assert spans(treaty)[2:] == [("2025-03-13", "awaiting_entry")]
        treaty.consent_mode = "signature"
        treaty.save()
        assert spans(treaty)[1:] == [("2024-12-06", "awaiting_entry")]

    def test_an_act_without_a_source_makes_none(self):
        assert spans(make_action(make_agreement(), sources=()).agreement) == []

    def test_hold_what_lists_narrow_by(self):
        treaty = make_treaty()
        topic = make_topic()
        treaty.topics.add(topic)
        make_participation(treaty, third := make_actor("third"), role="non_signatory")
        [row] = StatusSpan.objects.filter(agreement=treaty).on(date(2025, 3, 13))
        keys = sorted([make_actor("russia").pk, make_actor("belarus").pk, third.pk])
        assert row.parties == f" {' '.join(map(str, keys))} "
        assert (row.subjects, row.year, row.disputed) == (f" {topic.pk} ", 2024, False)
        make_evidence(treaty.actions.get(key="exchanged"), says_on=date(2025, 3, 22))
        topic.agreements.remove(treaty)
        [row] = StatusSpan.objects.filter(agreement=treaty).on(date(2025, 3, 13))
        assert (row.subjects, row.disputed) == ("  ", True)

    def test_one_a_day(self):
        treaty = make_treaty()
        for day, status in (
            (date.min, "recorded"),
            (date(2024, 12, 5), "recorded"),
            (date(2024, 12, 6), "awaiting_consent"),
            (date(2025, 3, 13), "in_force"),
            (date.max, "in_force"),
        ):
            assert [row.status for row in StatusSpan.objects.filter(agreement=treaty).on(day)] == [status]


class TestFindings:
    def test_of_both_ends_of_a_relation(self):
        older, newer = make_treaty(), make_treaty()
        relation = make_relation(newer, older, "terminates")
        key = f"{newer.number} terminates {older.number}"
        expected = [(16, key, date(2025, 3, 13))]
        assert found(older) == found(newer) == expected
        make_action(older, ActionType.TERMINATED, date(2025, 6, 1), by_agreement=newer)
        assert found(older) == found(newer) == []
        relation.delete()

    def test_a_term_that_has_yet_to_pass_is_found_from_its_day(self):
        treaty = make_treaty(duration_years=10, term_source=make_action(make_agreement()).sources.get())
        assert found(treaty) == [(17, "in-force", date(2035, 3, 13))]
        assert not RuleFinding.objects.on(date(2035, 3, 12)).exists()
        assert RuleFinding.objects.on(date(2035, 3, 13)).exists()


class TestCheckRegister:
    def test_stale_spans_are_told_and_repaired(self):
        treaty = make_treaty(number="A 1")
        StatusSpan.objects.filter(agreement=treaty, status="in_force").update(status="suspended")
        assert check() == [
            "A 1: the kept spans of its status are not those of its acts (--repair)",
            "1 of what 1 instruments say does not hold.",
        ]
        assert check("--repair") == ["1 instruments hold."]
        StatusSpan.objects.update(rules_version=0)
        assert len(check()) == 2

    def test_a_doubt_needs_a_reason(self):
        treaty = make_treaty(number="A 1")
        make_action(treaty, ActionType.LAW_PUBLISHED, date(2025, 1, 1), key="early")
        [said, _count] = check()
        assert said.startswith("A 1 early: Rule 12: ")
        assert said.endswith("(no reason is stated)")
        RuleException.objects.create(agreement=treaty, rule=12, action_key="early", reason_en="So it was.")
        assert check() == ["1 instruments hold."]


def refused(*rows):
    with pytest.raises(IntegrityError) as error, transaction.atomic():
        type(rows[0]).objects.bulk_create(rows)
    return str(error.value)


class TestConstraints:
    def test_spans(self):
        treaty = make_agreement()

        def span(**fields):
            known = {"family": "treaty", "designation": "treaty", "text_availability": "none"}
            return StatusSpan(
                **{
                    "agreement": treaty,
                    "begins_on": date(2025, 1, 1),
                    "status": "in_force",
                    "rules_version": 1,
                }
                | known
                | fields
            )

        assert "status_span_status_known" in refused(span(status="asleep"))
        assert "status_span_ends_after_start" in refused(span(ends_on=date(2025, 1, 1)))
        assert "status_span_counted_has_a_place" in refused(span(counted=True))
        twice = refused(span(ends_on=date(2025, 2, 1)), span(ends_on=date(2025, 3, 1)))
        assert "status_span_begins_once" in twice or "UNIQUE" in twice
        both_open = refused(span(), span(begins_on=date(2025, 2, 1)))
        assert "status_span_one_open" in both_open or "UNIQUE" in both_open

    def test_findings(self):
        row = {"agreement": make_agreement(), "rule": 11, "action_key": "law"}
        message = refused(RuleFinding(**row), RuleFinding(**row))
        assert "rule_finding_once" in message or "UNIQUE" in message

    def test_exceptions(self):
        row = {"agreement": make_agreement(), "rule": 11, "action_key": "law", "reason_en": "So it was."}
        assert "rule_exception_of_a_soft_rule" in refused(RuleException(**row | {"rule": 3}))
        assert "rule_exception_has_a_reason" in refused(RuleException(**row | {"reason_en": ""}))
        message = refused(RuleException(**row), RuleException(**row))
        assert "rule_exception_once" in message or "UNIQUE" in message

    @pytest.mark.parametrize(
        "change", [{"rule": 12}, {"action_key": "other"}, {"recorded_at": moment(days=1)}]
    )
    def test_what_an_exception_is_for_never_changes(self, change):
        kept = RuleException.objects.create(agreement=make_agreement(), rule=11, reason_en="So it was.")
        with pytest.raises(IntegrityError, match="never changes"), transaction.atomic():
            RuleException.objects.filter(pk=kept.pk).update(**change)
        RuleException.objects.filter(pk=kept.pk).update(reason_ru="Так было.")
