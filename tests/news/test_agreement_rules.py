"""What cannot be true of an instrument is refused with the number of the rule."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from news.agreements.facts import Evidence
from news.agreements.rules import (
    Bond,
    Subject,
    life_of,
    makes_a_cycle,
    may_be_confirmed,
    validate,
    version_findings,
    words,
)
from news.agreements.terms import (
    SOFT_RULES,
    Assertion,
    ConsentMode,
    EntryIntoForceRule,
    Occurrence,
    Predicate,
)
from tests.news.test_agreement_status import (
    ACT,
    BELARUSIAN_LAW,
    EXCHANGED,
    IN_FORCE,
    RUSSIAN_LAW,
    SIGNED,
    SOURCE,
    TREATY,
    WHOLE,
    action,
    histories,
    on,
)

TODAY = date(2026, 11, 24)
OFFICIAL = Evidence("gazette", "a", "A gazette")


def sourced(*actions):
    return [replace(one, evidence=(OFFICIAL,)) for one in actions]


def rules(*actions, instrument=TREATY, actors=("russia", "belarus"), today=TODAY, **subject):
    asked = Subject(instrument, frozenset(actors), tuple(sourced(*actions)), **subject)
    return [finding.rule for finding in validate(asked, today)]


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
        (3, [SIGNED, action("notified_completion", "2025-04"), IN_FORCE]),
        (5, [action("provisional_application_begins", "2024-12-05"), SIGNED]),
        (5, [*WHOLE, action("provisional_application_begins", "2025-03-14")]),
        (
            5,
            [
                action("provisional_application_begins", "2024-12-07"),
                action("provisional_application_ends", "2025-03-14"),
                *WHOLE,
            ],
        ),
        (5, [SIGNED, action("provisional_application_ends", "2024-12-07")]),
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
        (21, [*WHOLE, action("reservation_made", "2025-03-12", "russia")]),
        (21, [action("signed", "2024-12-06", "belarus"), action("declaration_made", "2024-12-06", "russia")]),
        (25, [SIGNED, replace(SIGNED, key="again", replaces=SIGNED.key)]),
        (25, [replace(SIGNED, key="again", replaces="nothing", reason="A slip.")]),
        (25, [SIGNED, replace(SIGNED, key="again", assertion=Assertion.RETRACTED)]),
    ],
)
def test_impossible_sequences(rule, actions):
    assert rule in rules(*actions)


BY_EXCHANGE = replace(TREATY, entry_rule=EntryIntoForceRule.ON_EXCHANGE, entry_days=30)
TEN_YEARS = replace(TREATY, duration_years=10)


@pytest.mark.parametrize(
    ("rule", "actions", "given"),
    [
        (4, WHOLE, {"instrument": BY_EXCHANGE}),
        (4, WHOLE, {"instrument": replace(TREATY, entry_rule=EntryIntoForceRule.ON_SIGNATURE)}),
        (11, [SIGNED, EXCHANGED, action("law_signed", "2025-03-14", "russia")], {}),
        (12, [RUSSIAN_LAW, action("lower_house_approved", "2025-03-01", "russia")], {}),
        (12, [RUSSIAN_LAW, action("law_published", "2025-02-27", "russia")], {}),
        (17, [*WHOLE, action("expired", "2026-03-13")], {"instrument": TEN_YEARS}),
        (17, WHOLE, {"instrument": TEN_YEARS, "today": date(2035, 3, 13)}),
        (18, [SIGNED, EXCHANGED, action("registered_un", "2025-03-12"), IN_FORCE], {}),
        (18, [SIGNED, action("registered_un", "2025-03-12")], {}),
        (22, [SIGNED], {"text_held": True}),
    ],
)
def test_doubts(rule, actions, given):
    assert rules(*actions, **given) == [rule]
    assert rule in SOFT_RULES


@pytest.mark.parametrize(
    ("actions", "given"),
    [
        ([*WHOLE[:-1], action("enters_into_force", "2025-04-12")], {"instrument": BY_EXCHANGE}),
        ([*WHOLE[:-1], action("enters_into_force", "2025-04")], {"instrument": BY_EXCHANGE}),
        ([RUSSIAN_LAW, action("lower_house_approved", "2025-02", "russia")], {}),
        ([BELARUSIAN_LAW, action("lower_house_approved", "2025-03-05", "russia")], {}),
        (WHOLE, {"instrument": TEN_YEARS, "today": date(2035, 3, 12)}),
        ([*WHOLE, action("renewed", "2035-01-01")], {"instrument": TEN_YEARS, "today": date(2036, 1, 1)}),
        (
            [*WHOLE, action("expired", "2045-03-13")],
            {
                "instrument": replace(TEN_YEARS, renews_itself=True, renewal_years=5),
                "today": date(2046, 1, 1),
            },
        ),
        ([*WHOLE, action("registered_un", "2025")], {}),
        ([SIGNED, action("reservation_made", "2024-12", "russia")], {}),
        ([SIGNED], {"text_held": True, "official_titles": 1}),
    ],
)
def test_no_doubt(actions, given):
    assert rules(*actions, **given) == []


def bound(predicate, *, newer=WHOLE, older=(SIGNED,), effective_from=None, actions=None):
    """The rules broken from the side of the older instrument and from that of the newer."""
    bonds = (Bond("A 2", predicate, "A 1", effective_from),)
    lives = {"A 1": life_of(TREATY, sourced(*older)), "A 2": life_of(TREATY, sourced(*newer))}
    return [
        rules(*held, number=number, bonds=bonds, others=lives)
        for number, held in (("A 1", actions or older), ("A 2", newer))
    ]


class TestRelations:
    def test_an_amendment_is_concluded_later_and_takes_effect_once_in_force(self):
        amends = Predicate.AMENDS
        assert bound(amends) == [[], []]
        assert bound(amends, effective_from=date(2025, 3, 13)) == [[], []]
        assert bound(amends, effective_from=date(2025, 3, 12)) == [[15], [15]]
        assert bound(amends, older=[action("signed", "2024-12-07")]) == [[15], [15]]
        assert bound(amends, older=[action("signed", "2024")]) == [[], []]
        early = action("amended", "2025-03-12", by_agreement="A 2")
        assert bound(amends, actions=[SIGNED, early])[0] == [15]

    def test_what_ends_another_is_in_force_and_the_end_is_recorded(self):
        ended = action("terminated", "2025-03-13", by_agreement="A 2")
        for predicate in (Predicate.TERMINATES, Predicate.SUPERSEDES):
            assert bound(predicate, older=[SIGNED, ended]) == [[], []]
            assert bound(predicate) == [[16], [16]]
            assert bound(predicate, effective_from=date(2025, 3, 12)) == [[16], [16]]
        too_early = [SIGNED, replace(ended, dated=on("2025-03-12"))]
        assert bound(Predicate.TERMINATES, older=too_early) == [[16, 16], [16]]
        assert bound(Predicate.TERMINATES, newer=[SIGNED], older=[SIGNED]) == [[], []]

    def test_no_ring(self):
        def ring(*edges):
            bonds = (Bond("A 2", Predicate.BASED_ON, "A 1"),)
            return rules(number="A 2", bonds=bonds, edges={Predicate.BASED_ON: frozenset(edges)})

        assert ring(("A 2", "A 1")) == []
        assert ring(("A 2", "A 1"), ("A 1", "A 3")) == []
        assert ring(("A 2", "A 1"), ("A 1", "A 3"), ("A 3", "A 2")) == [26]


class TestVersions:
    """Rule 24."""

    AMENDED = {"A 2": on("2025-10"), "A 3": None}

    @pytest.mark.parametrize(
        ("valid_from", "consolidates", "wrong"),
        [
            ("2024-12-06", (), []),
            ("2024-12-07", (), [""]),
            ("2025-10-15", ("A 2",), []),
            ("2024-12-06", ("A 2",), ["A 2"]),
            ("2025-10-15", ("A 2", "A 3", "A 9"), ["A 3", "A 9"]),
        ],
    )
    def test_versions(self, valid_from, consolidates, wrong):
        found = version_findings(on(valid_from).on, on("2024-12-06"), self.AMENDED, consolidates)
        assert [(each.rule, each.action) for each in found] == [(24, number) for number in wrong]

    def test_without_any_known_day_no_version_has_one(self):
        assert version_findings(date(2025, 1, 1), None, {})


@given(histories(), st.sampled_from([TREATY, BY_EXCHANGE, TEN_YEARS, ACT]))
def test_any_history_is_answered_in_any_order_of_entry(history, instrument):
    forth, back = (
        validate(Subject(instrument, frozenset({"russia", "belarus"}), tuple(actions)), TODAY)
        for actions in (history, history[::-1])
    )
    assert sorted(map(repr, forth)) == sorted(map(repr, back))
    assert len({(each.key, each.reason) for each in forth}) == len(forth)


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
    corrected = replace(SIGNED, key="again", dated=on("2024-12-05"), replaces=SIGNED.key, reason="A slip.")
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
