"""What cannot be true of an instrument is refused with the number of the rule."""

from dataclasses import replace
from datetime import date

import pytest

from news.agreements.facts import Evidence
from news.agreements.rules import Subject, makes_a_cycle, may_be_confirmed, validate, words
from news.agreements.terms import ConsentMode, Occurrence
from tests.news.test_agreement_status import (
    ACT,
    EXCHANGED,
    IN_FORCE,
    SIGNED,
    SOURCE,
    TREATY,
    WHOLE,
    action,
    on,
)

TODAY = date(2026, 11, 24)
OFFICIAL = Evidence("gazette", "a", "A gazette")


def sourced(*actions):
    return [replace(one, evidence=(OFFICIAL,)) for one in actions]


def rules(*actions, instrument=TREATY, actors=("russia", "belarus")):
    subject = Subject(instrument, frozenset(actors), tuple(sourced(*actions)))
    return [finding.rule for finding in validate(subject, TODAY)]


def test_a_whole_life_is_fine():
    life = [*WHOLE, action("suspended", "2025-05-01"), action("resumed", "2025-06-01")]
    assert rules(*life, action("terminated", "2026-01-01"), action("corrected", "2026-02-01")) == []


@pytest.mark.parametrize(
    ("rule", "actions"),
    [
        (1, [SIGNED, EXCHANGED, action("enters_into_force", "2024-12-05")]),
        (2, [SIGNED, action("instrument_of_ratification_exchanged", "2024-12-01")]),
        (3, [SIGNED, IN_FORCE]),
        (3, [SIGNED, action("notified_completion", "2025-01-01", "russia"), IN_FORCE]),
        (
            3,
            [
                SIGNED,
                action("law_signed", "2025-01-01", "russia"),
                action("law_signed", "2025-01-01", "belarus"),
                IN_FORCE,
            ],
        ),
        (6, [*WHOLE, action("resumed", "2025-05-01")]),
        (6, [*WHOLE, action("suspended", "2025-05-01"), action("suspended", "2025-06-01")]),
        (6, [SIGNED, EXCHANGED, action("suspended", "2025-01-01"), IN_FORCE]),
        (7, [*WHOLE, action("terminated", "2025-01-01")]),
        (7, [*WHOLE, action("abandoned", "2025-05-01")]),
        (8, [*WHOLE, action("terminated", "2026-01-01"), action("amended", "2026-02-01")]),
        (10, [action("adopted_by_organ", "2026-02-26")]),
        (13, [action("signed", "2024-12-06", "a-stranger")]),
        (14, [SIGNED, action("signed", "2024-12-07", "russia")]),
        (14, [SIGNED, EXCHANGED, action("notified_completion", "2025-03-14", "belarus")]),
        (14, [*WHOLE, action("law_signed", "2025-03-05", "belarus")]),
        (14, [*WHOLE, action("enters_into_force", "2025-03-14", "russia")]),
        (19, [action("signed", "2026-11-25")]),
    ],
)
def test_impossible_sequences(rule, actions):
    assert rule in rules(*actions)


def test_acts_of_organs():
    assert (
        rules(action("adopted_by_organ", "2026-02-26", "council"), instrument=ACT, actors=("council",)) == []
    )
    ratified = action("instrument_of_ratification_exchanged", "2026-03-01")
    assert rules(ratified, instrument=ACT, actors=("council",)) == [10]


@pytest.mark.parametrize("earlier", ["2024-12", "2024"])
def test_a_partial_date_clashes_only_where_no_reading_fits(earlier):
    assert rules(SIGNED, action("instrument_of_ratification_exchanged", earlier)) == []
    assert rules(SIGNED, action("instrument_of_ratification_exchanged", "2024-11")) == [2]


def test_what_is_planned_may_lie_ahead():
    assert rules(replace(action("signed", "2027-01-01"), occurrence=Occurrence.SCHEDULED)) == []


def test_unknown_consent_leaves_entry_to_its_sources():
    assert rules(SIGNED, IN_FORCE, instrument=replace(TREATY, consent_mode=ConsentMode.UNKNOWN)) == []


def test_a_replaced_action_is_no_second_one():
    corrected = replace(SIGNED, key="again", dated=on("2024-12-05"), replaces=SIGNED.key)
    assert rules(SIGNED, corrected) == []


@pytest.mark.parametrize(
    ("evidence", "allowed"),
    [
        ([], False),
        ([SOURCE], False),
        ([SOURCE, replace(SOURCE, source="again")], False),
        ([SOURCE, replace(SOURCE, source="other", publisher="Another")], True),
        ([replace(SOURCE, grade="d", publisher=name) for name in "abc"], False),
        ([replace(SOURCE, grade="b")], True),
        ([replace(SOURCE, grade="a", other_date=on("2025"))], False),
    ],
)
def test_rule_23(evidence, allowed):
    assert may_be_confirmed(evidence) is allowed
    subject = Subject(TREATY, frozenset(), (replace(SIGNED, evidence=(*evidence, SOURCE)),))
    confirmed = [finding.rule for finding in validate(subject, TODAY)] == []
    assert confirmed is may_be_confirmed([*evidence, SOURCE])


def test_words_name_the_rule():
    [finding] = validate(Subject(TREATY, frozenset(), tuple(sourced(action("signed", "2030-01-01")))), TODAY)
    assert words(finding) == (
        "Rule 19: A day to come cannot have occurred; enter it as scheduled or expected."
    )


def test_rule_26_cycles():
    assert makes_a_cycle([(1, 2), (2, 3)], (3, 1))
    assert makes_a_cycle([], (1, 1))
    assert not makes_a_cycle([(1, 2), (2, 3)], (1, 3))
    assert not makes_a_cycle([(2, 3), (3, 2)], (1, 2))
