"""The status of an instrument: the rules one by one, and what must hold for any list of actions."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from config.web.partial_dates import PartialDate
from news.agreements.facts import CONSENTS, DOMESTIC, Evidence, Instrument, RecordedAction, standing
from news.agreements.status import agreement_status, status_spans
from news.agreements.terms import (
    ActionType,
    Assertion,
    ConsentMode,
    Family,
    Modifier,
    Occurrence,
    PartyStanding,
    StatusValue,
)

TREATY = Instrument(Family.TREATY, ConsentMode.EXCHANGE, ("russia", "belarus"))
ACT = Instrument(Family.ORGAN_ACT, ConsentMode.ADOPTION_BY_ORGAN)
SOURCE = Evidence("a-source", "c", "A paper")
ENTERED = datetime(2026, 11, 24, tzinfo=UTC)


def on(text):
    """2025-03-13, 2025-03 or 2025."""
    parts = [int(part) for part in text.split("-")]
    return PartialDate(date(*[*parts, 1, 1][:3]), ["year", "month", "day"][len(parts) - 1])


def action(type, dated, actor="", **fields):
    defaults = {"recorded_at": ENTERED, "assertion": Assertion.CONFIRMED, "evidence": (SOURCE,)}
    key = fields.pop("key", f"{type}-{dated}-{actor}-{fields.get('provisions', '')}")
    return RecordedAction(key, ActionType(type), on(dated), actor=actor, **defaults | fields)


def status(actions, as_of, instrument=TREATY, **kwargs):
    return agreement_status(instrument, actions, on(as_of).on, **kwargs)


SIGNED = action("signed", "2024-12-06")
RUSSIAN_LAW = action("law_signed", "2025-02-28", "russia")
BELARUSIAN_LAW = action("law_signed", "2025-03-04", "belarus")
EXCHANGED = action("instrument_of_ratification_exchanged", "2025-03-13")
IN_FORCE = action("enters_into_force", "2025-03-13")
WHOLE = [SIGNED, RUSSIAN_LAW, BELARUSIAN_LAW, EXCHANGED, IN_FORCE]


class TestRules:
    @pytest.mark.parametrize(
        ("actions", "value", "rule"),
        [
            ([], "recorded", 9),
            ([action("negotiations_opened", "2024")], "negotiating", 9),
            ([action("negotiations_opened", "2023"), action("initialled", "2024")], "initialled", 9),
            ([action("adopted", "2024-05-01"), action("initialled", "2024-04-01")], "text_adopted", 9),
            ([action("signed", "2024-12-06", "russia")], "partly_signed", 8),
            ([SIGNED], "awaiting_consent", 7),
            ([SIGNED, RUSSIAN_LAW, BELARUSIAN_LAW], "awaiting_consent", 7),
            ([SIGNED, action("notified_completion", "2025-01-01", "russia")], "awaiting_consent", 7),
            ([SIGNED, EXCHANGED], "awaiting_entry", 6),
            ([SIGNED, action("provisional_application_begins", "2025-01-01")], "provisionally_applied", 5),
            (
                [
                    SIGNED,
                    action("provisional_application_begins", "2025-01-01"),
                    action("provisional_application_ends", "2025-02-01"),
                ],
                "awaiting_consent",
                7,
            ),
            (WHOLE, "in_force", 4),
            ([*WHOLE, action("suspended", "2025-06-01")], "suspended", 3),
            ([*WHOLE, action("suspended", "2025-06-01"), action("resumed", "2025-07-01")], "in_force", 4),
            ([SIGNED, action("abandoned", "2025-06-01")], "never_in_force", 2),
            ([*WHOLE, action("terminated", "2025-06-01")], "terminated", 1),
            ([*WHOLE, action("transformed", "2025-06-01")], "transformed", 1),
            ([*WHOLE, action("expired", "2025-06-01")], "expired", 1),
            ([*WHOLE, action("denounced", "2025-06-01", "belarus")], "terminated", 1),
            ([*WHOLE, action("expired", "2025-06-01"), action("renewed", "2025-06-01")], "in_force", 4),
        ],
    )
    def test_treaty(self, actions, value, rule):
        found = status(actions, "2026-01-01")
        assert (found.value, found.rule) == (value, rule)

    @pytest.mark.parametrize(
        ("actions", "value", "rule"),
        [
            ([], "recorded", 9),
            ([("adopted_by_organ", "2026-02-26")], "adopted", 9),
            ([("adopted_by_organ", "2026-02-26"), ("published", "2026-03-01")], "adopted", 9),
            ([("adopted_by_organ", "2026-02-26"), ("takes_effect", "2026-03-01")], "in_effect", 4),
            ([("takes_effect", "2026-03-01"), ("suspended", "2026-04-01")], "suspended", 3),
            ([("takes_effect", "2026-03-01"), ("repealed", "2026-04-01")], "repealed", 1),
            ([("takes_effect", "2026-03-01"), ("expired", "2026-04-01")], "expired", 1),
        ],
    )
    def test_act_of_an_organ(self, actions, value, rule):
        found = status([action(*one) for one in actions], "2026-11-24", ACT)
        assert (found.value, found.rule, found.parties) == (value, rule, ())

    def test_signature_alone_binds_where_it_is_the_consent(self):
        by_signature = replace(TREATY, consent_mode=ConsentMode.SIGNATURE)
        assert status([SIGNED], "2025-01-01", by_signature).value == StatusValue.AWAITING_ENTRY
        assert status([SIGNED, IN_FORCE], "2025-04-01", by_signature).value == StatusValue.IN_FORCE
        assert status([SIGNED, IN_FORCE], "2025-04-01").value == StatusValue.AWAITING_CONSENT

    def test_signature_ad_referendum_does_not_bind(self):
        by_signature = replace(TREATY, consent_mode=ConsentMode.SIGNATURE)
        first = action("signed_ad_referendum", "2024-12-06")
        assert status([first], "2025-01-01", by_signature).value == StatusValue.AWAITING_CONSENT
        confirmed = [first, action("signature_confirmed", "2024-12-10")]
        assert status(confirmed, "2025-01-01", by_signature).value == StatusValue.AWAITING_ENTRY

    def test_unknown_mode_of_consent_is_not_guessed(self):
        unknown = replace(TREATY, consent_mode=ConsentMode.UNKNOWN)
        assert status([SIGNED], "2025-01-01", unknown).value == StatusValue.SIGNED
        found = status([SIGNED, IN_FORCE], "2025-04-01", unknown)
        assert found.value == StatusValue.IN_FORCE
        assert Modifier.CONSENT_NOT_RECORDED in found.modifiers


class TestDomesticLaw:
    def test_it_stands_beside_and_binds_nobody(self):
        found = status(WHOLE, "2025-03-12")
        assert found.value == StatusValue.AWAITING_CONSENT
        assert (found.consented, found.missing) == ((), ("russia", "belarus"))
        assert [(d.actor, d.complete) for d in found.domestic] == [("russia", True), ("belarus", True)]
        assert not set(found.used) & {RUSSIAN_LAW, BELARUSIAN_LAW}

    def test_an_entry_without_consent_is_said_and_not_believed(self):
        found = status([SIGNED, RUSSIAN_LAW, BELARUSIAN_LAW, IN_FORCE], "2025-06-01")
        assert found.value == StatusValue.AWAITING_CONSENT
        assert Modifier.ENTRY_WITHOUT_CONSENT in found.modifiers

    def test_approval_by_one_house_is_not_complete(self):
        found = status([SIGNED, action("lower_house_approved", "2025-02-18", "russia")], "2025-03-01")
        assert [(d.actor, d.complete, len(d.actions)) for d in found.domestic] == [
            ("russia", False, 1),
            ("belarus", False, 0),
        ]


class TestPartialDates:
    def test_a_month_counts_from_its_last_day(self):
        actions = [SIGNED, action("instrument_of_ratification_exchanged", "2025-03")]
        assert status(actions, "2025-03-30").value == StatusValue.AWAITING_CONSENT
        assert status(actions, "2025-03-31").value == StatusValue.AWAITING_ENTRY

    def test_a_consent_that_may_have_come_by_the_entry_supports_it(self):
        actions = [SIGNED, action("instrument_of_ratification_exchanged", "2025-03"), IN_FORCE]
        assert status(actions, "2025-03-12").value == StatusValue.AWAITING_CONSENT
        assert status(actions, "2025-03-13").value == StatusValue.IN_FORCE

    def test_a_consent_certainly_after_the_entry_does_not(self):
        actions = [SIGNED, action("instrument_of_ratification_exchanged", "2025-04"), IN_FORCE]
        assert status(actions, "2025-03-20").value == StatusValue.AWAITING_CONSENT

    def test_an_end_within_the_year_is_said(self):
        actions = [*WHOLE, action("transformed", "2026")]
        assert Modifier.END_POSSIBLE not in status(actions, "2025-12-31").modifiers
        during = status(actions, "2026-06-11")
        assert during.value == StatusValue.IN_FORCE
        assert Modifier.END_POSSIBLE in during.modifiers
        assert status(actions, "2026-12-31").value == StatusValue.TRANSFORMED


class TestWhatStands:
    def test_replaced_and_retracted_actions_are_left_out(self):
        wrong = replace(IN_FORCE, key="wrong", dated=on("2025-03-01"))
        right = replace(IN_FORCE, key="right", replaces="wrong", recorded_at=ENTERED + timedelta(days=1))
        taken_back = replace(
            right,
            key="back",
            replaces="right",
            assertion=Assertion.RETRACTED,
            recorded_at=ENTERED + timedelta(days=2),
        )
        base = [SIGNED, EXCHANGED, wrong, right]
        assert status(base, "2025-03-12").value == StatusValue.AWAITING_CONSENT
        assert status(base, "2025-03-13").value == StatusValue.IN_FORCE
        assert status([*base, taken_back], "2025-03-13").value == StatusValue.AWAITING_ENTRY

    def test_what_the_register_said_on_an_earlier_day(self):
        wrong = replace(IN_FORCE, key="wrong", dated=on("2025-03-01"))
        right = replace(IN_FORCE, key="right", replaces="wrong", recorded_at=ENTERED + timedelta(days=1))
        early = replace(EXCHANGED, dated=on("2025-03-01"))
        actions = [SIGNED, early, wrong, right]
        assert status(actions, "2025-03-02", known_at=ENTERED).value == StatusValue.IN_FORCE
        assert status(actions, "2025-03-02").value == StatusValue.AWAITING_ENTRY
        assert status(actions, "2025-03-02", known_at=ENTERED - timedelta(seconds=1)).value == "recorded"

    def test_an_action_without_a_source_decides_nothing(self):
        assert status([SIGNED, EXCHANGED, replace(IN_FORCE, evidence=())], "2025-06-01").value == (
            StatusValue.AWAITING_ENTRY
        )

    @pytest.mark.parametrize("occurrence", [Occurrence.SCHEDULED, Occurrence.EXPECTED])
    def test_what_is_expected_has_not_happened(self, occurrence):
        coming = replace(IN_FORCE, occurrence=occurrence)
        found = status([SIGNED, EXCHANGED, coming], "2025-03-20")
        assert found.value == StatusValue.AWAITING_ENTRY
        assert status([SIGNED, coming], "2025-03-12").next_change.action == coming

    def test_assertions_of_what_it_rests_on(self):
        assert status(WHOLE, "2025-04-01").modifiers == frozenset()
        disputed = replace(EXCHANGED, assertion=Assertion.DISPUTED)
        found = status([SIGNED, disputed, IN_FORCE], "2025-04-01")
        assert found.modifiers == {Modifier.REPORTED, Modifier.DISPUTED}
        assert found.sources == ("a-source",)


class TestParties:
    def test_from_non_signatory_to_former_party(self):
        one_side = [action("signed", "2024-12-06", "russia")]
        standings = [
            (one_side, "2025-01-01", ["signatory", "non_signatory"]),
            (
                [SIGNED, action("notified_completion", "2025-01-01", "russia")],
                "2025-01-01",
                ["contracting_state", "signatory"],
            ),
            (WHOLE, "2025-03-13", ["party", "party"]),
            ([*WHOLE, action("suspended", "2025-05-01")], "2025-05-01", ["suspended_party"] * 2),
            ([*WHOLE, action("terminated", "2025-05-01")], "2025-05-01", ["former_party"] * 2),
        ]
        for actions, as_of, expected in standings:
            assert [party.standing for party in status(actions, as_of).parties] == expected

    def test_more_than_two(self):
        three = replace(TREATY, required=("a", "b", "c"))
        actions = [SIGNED, EXCHANGED, IN_FORCE, action("withdrew", "2025-06-01", "a")]
        found = status(actions, "2025-06-01", three)
        assert found.value == StatusValue.IN_FORCE
        assert [party.standing for party in found.parties] == [
            PartyStanding.FORMER_PARTY,
            PartyStanding.PARTY,
            PartyStanding.PARTY,
        ]
        gone = [*actions, action("withdrew", "2025-07-01", "b")]
        assert status(gone, "2025-07-01", three).value == StatusValue.TERMINATED


class TestTerm:
    TEN = replace(TREATY, duration_years=10, renews_itself=True, renewal_years=10)

    def test_the_end_of_the_running_term_is_the_next_change(self):
        assert str(status(WHOLE, "2026-01-01", self.TEN).next_change.on) == "2035-03-13"
        assert str(status(WHOLE, "2035-03-13", self.TEN).next_change.on) == "2045-03-13"
        assert status(WHOLE, "2026-01-01").next_change is None

    def test_without_renewal_the_passing_of_the_term_is_said(self):
        once = replace(self.TEN, renews_itself=False, renewal_years=None)
        assert Modifier.TERM_PASSED not in status(WHOLE, "2035-03-12", once).modifiers
        late = status(WHOLE, "2035-03-13", once)
        assert late.value == StatusValue.IN_FORCE
        assert Modifier.TERM_PASSED in late.modifiers

    def test_a_renewal_of_unknown_length_gives_no_further_day(self):
        unknown = replace(self.TEN, renewal_years=None)
        late = status(WHOLE, "2036-01-01", unknown)
        assert (late.value, late.next_change, Modifier.TERM_PASSED in late.modifiers) == (
            "in_force",
            None,
            False,
        )

    def test_partial_and_provisional_words(self):
        part = [SIGNED, EXCHANGED, replace(IN_FORCE, provisions="arts 1-3")]
        assert Modifier.PARTLY in status(part, "2025-04-01").modifiers
        held = [*WHOLE, action("suspended", "2025-05-01", provisions="art 4")]
        assert status(held, "2025-06-01").value == StatusValue.IN_FORCE
        assert Modifier.PARTLY_SUSPENDED in status(held, "2025-06-01").modifiers
        notice = [*WHOLE, action("notice_of_termination", "2025-05-01", "russia")]
        assert Modifier.NOTICE_RUNNING in status(notice, "2025-06-01").modifiers


# Anything at all that could be entered, in years that collide often.
days = st.dates(date(2023, 1, 1), date(2026, 12, 31))
precisions = st.sampled_from(["day", "day", "month", "year"])


@st.composite
def recorded(draw, key):
    kind = draw(st.sampled_from(ActionType))
    actors = ["russia", "belarus"] if kind in DOMESTIC else ["", "", "russia", "belarus"]
    return RecordedAction(
        key=key,
        type=kind,
        dated=PartialDate(draw(days), draw(precisions)),
        recorded_at=ENTERED + timedelta(days=draw(st.integers(0, 30))),
        actor=draw(st.sampled_from(actors)),
        effective_on=draw(st.none() | days),
        provisions=draw(st.sampled_from(["", "", "", "art 4"])),
        occurrence=draw(st.sampled_from(["occurred"] * 4 + ["expected"])),
        assertion=draw(st.sampled_from(Assertion)),
        evidence=draw(st.sampled_from([(SOURCE,), (SOURCE,), (SOURCE,), ()])),
    )


@st.composite
def histories(draw):
    return [
        replace(
            draw(recorded(f"a{number}")),
            replaces=draw(st.sampled_from(["", "", f"a{number - 1}"])) if number else "",
        )
        for number in range(draw(st.integers(0, 8)))
    ]


instruments = st.builds(
    Instrument,
    family=st.just(Family.TREATY),
    consent_mode=st.sampled_from([mode for mode in ConsentMode if mode != "adoption_by_organ"]),
    required=st.sampled_from([("russia", "belarus"), ("russia", "belarus", "a-third")]),
    duration_years=st.none() | st.integers(1, 20),
    renews_itself=st.booleans(),
    renewal_years=st.none() | st.integers(1, 20),
) | st.just(ACT)


class TestAnyHistory:
    @given(instruments, histories(), days, st.randoms())
    def test_the_order_of_entry_does_not_matter(self, instrument, history, day, random):
        shuffled = random.sample(history, len(history))
        assert agreement_status(instrument, history, day) == agreement_status(instrument, shuffled, day)

    @given(instruments, histories(), days, recorded("later"))
    def test_a_later_action_never_changes_an_earlier_answer(self, instrument, history, day, later):
        if later.counts_from.earliest <= day or later.dated.earliest <= day:
            later = replace(later, dated=PartialDate(day + timedelta(days=1)), effective_on=None)
        before = agreement_status(instrument, history, day)
        after = agreement_status(instrument, [*history, later], day)
        assert replace(before, next_change=None) == replace(after, next_change=None)

    @given(instruments, histories(), days)
    def test_never_in_force_without_consent(self, instrument, history, day):
        found = agreement_status(instrument, history, day)
        if found.value != StatusValue.IN_FORCE:
            return
        held = [a for a in standing(history) if a.occurrence == "occurred"]
        entries = [a for a in held if a.type == "enters_into_force" and a.dated.latest <= day]
        assert entries
        if instrument.consent_mode == ConsentMode.UNKNOWN:
            return
        binding = CONSENTS | (
            {"signed", "signature_confirmed"} if instrument.consent_mode == "signature" else set()
        )
        by = {a.actor for a in held if a.type in binding and a.dated.earliest <= day}
        assert "" in by or by >= set(instrument.required)

    @given(instruments, histories())
    def test_domestic_acts_change_no_status(self, instrument, history):
        without = [a for a in history if a.type not in DOMESTIC or a.replaces]
        kept = {a.key for a in without}
        without = [a for a in without if not a.replaces or a.replaces in kept]
        with_all = [
            *without,
            *(a for a in history if a.type in DOMESTIC and a.key not in kept and not a.replaces),
        ]
        assert [s.value for s in status_spans(instrument, without)] == [
            s.value for s in status_spans(instrument, with_all)
        ]

    @given(instruments, histories(), days)
    def test_spans_tile_the_time_line(self, instrument, history, day):
        spans = status_spans(instrument, history)
        assert spans[0].start == date.min
        assert spans[-1].end is None
        assert [a.end for a in spans[:-1]] == [b.start for b in spans[1:]]
        assert all(a.value != b.value for a, b in pairwise(spans))
        [holding] = [s for s in spans if s.start <= day and (s.end is None or day < s.end)]
        assert holding.value == agreement_status(instrument, history, day).value
