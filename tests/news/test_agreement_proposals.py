"""What follows by an instrument’s own clauses is proposed, with the rule and its words; nothing where a day is unknown."""

from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from config.web.partial_dates import PartialDate
from news.agreements.facts import Evidence, Instrument, RecordedAction
from news.agreements.proposals import Later, proposals
from news.agreements.rules import Subject, validate
from news.agreements.terms import (
    ActionType,
    ConsentMode,
    EntryIntoForceRule,
    Family,
    Occurrence,
    Predicate,
)

TODAY = date(2026, 11, 28)
STATES = ("belarus", "russia")


def instrument(rule="on_exchange", days=None, mode="ratification", **fields):
    return Instrument(
        family=Family.TREATY,
        consent_mode=ConsentMode(mode),
        required=STATES,
        entry_rule=EntryIntoForceRule(rule),
        entry_days=days,
        **fields,
    )


def action(kind, day, actor="", precision="day", **fields):
    return RecordedAction(
        key=f"{kind}-{actor}",
        type=ActionType(kind),
        dated=PartialDate(date.fromisoformat(day), precision),
        recorded_at=datetime(2026, 1, 1, tzinfo=UTC),
        actor=actor,
        evidence=(Evidence("tass", "c", "TASS"),),
        **fields,
    )


SIGNED = action("signed", "2024-12-06")
EXCHANGED = action("instrument_of_ratification_exchanged", "2025-03-13")
ENTERED = action("enters_into_force", "2025-03-13")
LATER = Later("A 7", "Later treaty", Predicate.SUPERSEDES, PartialDate(date(2026, 1, 26)))


def proposed(what, actions, later=()):
    found = proposals(what, actions, TODAY, later)
    return [(each.type.value, str(each.dated), each.rule, each.occurrence.value) for each in found]


ENTRY = "enters_into_force"


@pytest.mark.parametrize(
    ("what", "actions", "expected"),
    [
        (instrument(), [SIGNED, EXCHANGED], [(ENTRY, "2025-03-13", 4, "occurred")]),
        (instrument(days=30), [SIGNED, EXCHANGED], [(ENTRY, "2025-04-12", 4, "occurred")]),
        (instrument(days=900), [SIGNED, EXCHANGED], [(ENTRY, "2027-08-30", 4, "expected")]),
        (instrument(), [SIGNED], []),
        (instrument(), [SIGNED, EXCHANGED, ENTERED], []),
        (instrument("unknown"), [SIGNED, EXCHANGED], []),
        (instrument("on_signature", mode="signature"), [SIGNED], [(ENTRY, "2024-12-06", 4, "occurred")]),
        (instrument("on_signature"), [SIGNED], []),
        (
            instrument("on_last_notification", mode="notification"),
            [
                action("notified_completion", f"2025-0{month}-01", actor)
                for month, actor in zip((5, 2), STATES, strict=True)
            ],
            [(ENTRY, "2025-05-01", 4, "occurred")],
        ),
        (
            instrument("on_last_notification", mode="notification"),
            [action("notified_completion", "2025-05-01", "russia")],
            [],
        ),
        (
            instrument(days=10),
            [SIGNED, action("instrument_of_ratification_exchanged", "2025-03-01", precision="month")],
            [],
        ),
        (
            instrument(duration_years=1),
            [SIGNED, EXCHANGED, ENTERED],
            [("expired", "2026-03-13", 17, "occurred")],
        ),
        (
            instrument(duration_years=1, renews_itself=True),
            [SIGNED, EXCHANGED, ENTERED],
            [("renewed", "2026-03-13", 17, "occurred")],
        ),
        (instrument(duration_years=10), [SIGNED, EXCHANGED, ENTERED], []),
    ],
)
def test_what_follows(what, actions, expected):
    assert proposed(what, actions) == expected


class TestEndByALaterInstrument:
    def test_on_the_day_it_enters_into_force(self):
        [end] = proposals(instrument(), [SIGNED, EXCHANGED, ENTERED], TODAY, [LATER])
        assert str(end) == "terminated|2026-01-26|occurred|A 7"
        assert "Later treaty" in end.why

    @pytest.mark.parametrize(
        ("actions", "later"),
        [
            ([SIGNED, EXCHANGED, ENTERED], [Later("A 7", "Later", Predicate.SUPERSEDES, None)]),
            ([SIGNED, EXCHANGED, ENTERED], [Later("A 7", "Later", Predicate.CITES, LATER.in_force)]),
            ([SIGNED, EXCHANGED], [LATER]),
            ([SIGNED, EXCHANGED, ENTERED, action("terminated", "2026-02-01")], [LATER]),
        ],
    )
    def test_not_where_it_does_not_end_it_or_is_not_in_force(self, actions, later):
        assert "terminated" not in [kind for kind, *_ in proposed(instrument(), actions, later)]


@given(
    rule=st.sampled_from(list(EntryIntoForceRule)),
    days=st.none() | st.integers(0, 400),
    signed=st.dates(date(2000, 1, 1), date(2030, 1, 1)),
    wait=st.integers(0, 400),
    precision=st.sampled_from(["day", "month", "year"]),
)
def test_a_proposal_that_is_taken_is_never_refused_and_never_proposed_again(
    rule, days, signed, wait, precision
):
    what = instrument(rule.value, days)
    exchanged = date.fromordinal(signed.toordinal() + wait).isoformat()
    actions = [
        action("signed", signed.isoformat()),
        action("instrument_of_ratification_exchanged", exchanged, precision=precision),
    ]
    for proposal in proposals(what, actions, date(2032, 1, 1)):
        taken = action(proposal.type.value, str(proposal.dated.on), precision=proposal.dated.precision)
        assert proposal.occurrence == Occurrence.OCCURRED
        subjects = (Subject(what, frozenset(STATES), tuple(done)) for done in (actions, [*actions, taken]))
        before, after = ({each.key for each in validate(subject, TODAY) if each.hard} for subject in subjects)
        assert {key for key in after - before if key[0] != 19} == set()
        assert [each.type for each in proposals(what, [*actions, taken], date(2032, 1, 1))] == []
