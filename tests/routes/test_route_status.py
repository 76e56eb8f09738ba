"""A route's state on any day, from its dated events: announced is not running."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from routes.route_status import Change, Event, Held, Reached, Rule, State, history, route_status

FEB_2, FEB_26 = date(2026, 2, 2), date(2026, 2, 26)
APRIL_1, APRIL_2, APRIL_3 = date(2026, 4, 1), date(2026, 4, 2), date(2026, 4, 3)


def event(kind, known_from=FEB_26, dated_on=None, precision=None, key=None, counts=True):
    precision = precision or ("day" if dated_on else "unknown")
    return Event(key or f"{kind}-{known_from}", kind, known_from, dated_on, precision, counts)


DECREE = event("decided", FEB_26, FEB_26)
ALWAYS = [Held(date.min, date(2100, 1, 1))]
BY_2_APRIL = event("launch_planned", FEB_26, APRIL_2, "by_day")
LAUNCH = event("launched", date(2026, 4, 10), date(2026, 4, 10))
ANNOUNCED = [event("considered", FEB_2), DECREE, BY_2_APRIL]


def test_a_timetable_moves_the_state_on_the_days_it_is_held_for():
    held = [Held(date(2026, 5, 1), date(2026, 5, 31))]
    events = [*ANNOUNCED, LAUNCH]
    status = route_status(events, date(2026, 4, 30), held)
    assert (status.state, status.next_change) == (
        State.OPERATING_NO_TIMETABLE,
        Change(date(2026, 5, 1), State.OPERATING),
    )
    assert [
        change for change in history(events, date(2026, 12, 31), held) if change.on >= LAUNCH.known_from
    ] == [
        Change(LAUNCH.known_from, State.OPERATING_NO_TIMETABLE),
        Change(date(2026, 5, 1), State.OPERATING),
        Change(date(2026, 6, 1), State.OPERATING_NO_TIMETABLE),
    ]


class TestBeforeTheFirstTrain:
    @pytest.mark.parametrize("kind", ["proposed", "considered", "decided"])
    def test_the_furthest_stage_reached_decides(self, kind):
        events = [event("proposed", FEB_2), event(kind)]
        status = route_status(events, APRIL_1)
        assert (status.state, status.rule) == (State(kind), Rule.FURTHEST_STAGE)
        assert status.used[0].kind == kind

    def test_a_later_proposal_does_not_undo_a_decision(self):
        assert route_status([DECREE, event("proposed", APRIL_1)], APRIL_3).state is State.DECIDED

    def test_nothing_is_recorded_before_the_first_report(self):
        status = route_status(ANNOUNCED, date(2026, 2, 1))
        assert (status.state, status.rule, status.used) == (State.NOT_RECORDED, Rule.NOTHING_KNOWN, ())

    @pytest.mark.parametrize("day", [FEB_26, APRIL_1, APRIL_2])
    def test_launch_planned_up_to_the_planned_day(self, day):
        status = route_status(ANNOUNCED, day)
        assert (status.state, status.rule) == (State.LAUNCH_PLANNED, Rule.PLAN_AHEAD)
        assert status.planned_by == APRIL_2
        assert status.used == (BY_2_APRIL, DECREE)
        assert status.next_change == Change(APRIL_3, State.START_NOT_CONFIRMED)

    @pytest.mark.parametrize("day", [APRIL_3, date(2026, 11, 24)])
    def test_a_passed_plan_without_a_launch_is_not_confirmed(self, day):
        status = route_status(ANNOUNCED, day)
        assert (status.state, status.rule) == (State.START_NOT_CONFIRMED, Rule.PLAN_PASSED)
        assert not status.runs
        assert status.next_change is None

    @pytest.mark.parametrize(
        ("precision", "last_day"), [("month", date(2026, 4, 30)), ("year", date(2026, 12, 31))]
    )
    def test_a_month_passes_with_its_last_day(self, precision, last_day):
        plan = event("launch_planned", FEB_2, date(2026, 4, 1), precision)
        assert route_status([plan], last_day).state is State.LAUNCH_PLANNED
        assert route_status([plan], last_day + timedelta(days=1)).state is State.START_NOT_CONFIRMED

    def test_the_plan_announced_last_is_in_force(self):
        april = event("launch_planned", FEB_2, date(2026, 4, 1), "month")
        assert route_status([BY_2_APRIL, april], APRIL_3).plan == BY_2_APRIL
        assert route_status([april], APRIL_3).state is State.LAUNCH_PLANNED

    def test_a_plan_without_a_day_never_passes(self):
        plan = event("launch_planned", FEB_26)
        assert route_status([plan], date(2099, 1, 1)).state is State.LAUNCH_PLANNED

    def test_cancelled_before_launch(self):
        cancelled = event("cancelled", APRIL_3, APRIL_3)
        status = route_status([*ANNOUNCED, cancelled], APRIL_3)
        assert (status.state, status.rule, status.used) == (State.CANCELLED, Rule.ENDED, (cancelled,))
        assert status.steps[-1].kind == "cancelled"


class TestRunning:
    def test_a_launched_route_operates_and_its_timetable_is_asked_for(self):
        events = [*ANNOUNCED, LAUNCH]
        assert route_status(events, LAUNCH.known_from).state is State.OPERATING_NO_TIMETABLE
        assert route_status(events, LAUNCH.known_from, held=ALWAYS).state is State.OPERATING

    def test_a_timetable_alone_makes_nothing_run(self):
        assert route_status(ANNOUNCED, APRIL_3, held=ALWAYS).state is State.START_NOT_CONFIRMED

    def test_suspended_and_resumed_by_turns(self):
        events = [
            LAUNCH,
            event("suspended", date(2026, 5, 1), date(2026, 5, 1)),
            event("resumed", date(2026, 6, 1)),
        ]
        states = [route_status(events, date(2026, month, 15)).state for month in (4, 5, 6)]
        assert states == [State.OPERATING_NO_TIMETABLE, State.SUSPENDED, State.OPERATING_NO_TIMETABLE]

    def test_an_extension_neither_starts_nor_resumes(self):
        extended = event("extended", date(2026, 6, 1))
        assert route_status([extended], date(2026, 7, 1)).state is State.NOT_RECORDED
        suspended = event("suspended", date(2026, 5, 1))
        assert route_status([LAUNCH, suspended, extended], date(2026, 7, 1)).state is State.SUSPENDED

    def test_a_suspension_announced_ahead_holds_from_its_day(self):
        suspended = event("suspended", date(2026, 5, 1), date(2026, 6, 1))
        before = route_status([LAUNCH, suspended], date(2026, 5, 31))
        assert before.state is State.OPERATING_NO_TIMETABLE
        assert before.next_change == Change(date(2026, 6, 1), State.SUSPENDED)
        assert route_status([LAUNCH, suspended], date(2026, 6, 1)).state is State.SUSPENDED

    def test_a_launch_reported_later_counts_from_the_report(self):
        late = event("launched", date(2026, 4, 20), date(2026, 4, 10))
        assert route_status([*ANNOUNCED, late], date(2026, 4, 15)).state is State.START_NOT_CONFIRMED
        assert route_status([*ANNOUNCED, late], date(2026, 4, 20)).runs

    def test_disputed_reports_move_nothing(self):
        disputed = event("launched", APRIL_3, APRIL_3, counts=False)
        assert route_status([*ANNOUNCED, disputed], APRIL_3).state is State.START_NOT_CONFIRMED

    def test_a_closed_route_may_be_planned_again(self):
        closed = event("closed", date(2013, 12, 31), date(2013, 1, 1), "year")
        events = [event("launched", date(2000, 1, 1), date(2000, 1, 1)), closed, *ANNOUNCED]
        assert route_status(events, date(2020, 1, 1)).state is State.CLOSED
        now = route_status(events, APRIL_1)
        assert now.state is State.LAUNCH_PLANNED
        assert all(step.event not in events[:2] for step in now.steps)


class TestSteps:
    def test_what_is_done_what_is_here_and_what_lies_ahead(self):
        steps = route_status(ANNOUNCED, APRIL_3).steps
        assert [(step.kind, step.reached, step.event and step.event.kind) for step in steps] == [
            ("considered", Reached.DONE, "considered"),
            ("decided", Reached.DONE, "decided"),
            ("launch_planned", Reached.HERE, "launch_planned"),
            ("launched", Reached.AHEAD, None),
            ("operating", Reached.AHEAD, None),
        ]

    def test_stages_passed_without_a_record_are_left_out(self):
        assert [step.kind for step in route_status([LAUNCH], date(2026, 5, 1)).steps] == [
            "launched",
            "operating",
        ]

    def test_a_route_of_which_nothing_is_known_has_everything_ahead(self):
        assert {step.reached for step in route_status([], APRIL_1).steps} == {Reached.AHEAD}


def test_history_names_each_turn_once():
    assert history([*ANNOUNCED, LAUNCH], date(2026, 11, 24)) == [
        Change(FEB_2, State.CONSIDERED),
        Change(FEB_26, State.LAUNCH_PLANNED),
        Change(APRIL_3, State.START_NOT_CONFIRMED),
        Change(date(2026, 4, 10), State.OPERATING_NO_TIMETABLE),
    ]


days = st.dates(date(2024, 1, 1), date(2027, 12, 31))


@st.composite
def events_of_any_kind(draw):
    kind = draw(
        st.sampled_from(
            str.split(
                "proposed considered decided launch_planned launched extended suspended resumed closed cancelled"
            )
        )
    )
    known = draw(days)
    dated = draw(st.none() | days)
    precision = draw(st.sampled_from(["day", "by_day", "month", "year"])) if dated else "unknown"
    return Event(
        f"{draw(st.integers(0, 9999))}", kind, known, dated, precision, draw(st.booleans() | st.just(True))
    )


histories = st.lists(events_of_any_kind(), max_size=9, unique_by=lambda e: e.key)


@given(histories, days, st.randoms(use_true_random=False))
def test_the_order_of_entry_does_not_matter(events, as_of, random):
    shuffled = random.sample(events, len(events))
    assert route_status(shuffled, as_of) == route_status(events, as_of)


spans = st.lists(st.builds(Held, days, days), max_size=3)


@given(histories, days, histories)
def test_what_becomes_known_later_never_changes_an_earlier_answer(events, as_of, more):
    later = [e for e in more if e.known_from > as_of]
    assert route_status([*events, *later], as_of) == route_status(events, as_of)


@given(histories, days, spans)
def test_nothing_operates_without_a_launch_or_a_resumption(events, as_of, held):
    status = route_status(events, as_of, held)
    if status.runs:
        starts = [e for e in status.used if e.kind in ("launched", "resumed")]
        assert starts
        assert all(e.counts and e.known_from <= as_of for e in starts)


@given(histories, days)
def test_only_a_held_timetable_tells_operating_from_operating_without(events, as_of):
    without, with_one = route_status(events, as_of), route_status(events, as_of, held=ALWAYS)
    assert without.state is not State.OPERATING
    assert with_one.state is not State.OPERATING_NO_TIMETABLE
    assert without.runs == with_one.runs


@given(histories, days)
def test_the_next_change_is_what_the_page_will_read_then(events, as_of):
    """With nothing new recorded, the state holds until the next change and is another on it."""
    known = [e for e in events if e.known_from <= as_of]
    status = route_status(known, as_of)
    if status.next_change:
        eve = status.next_change.on - timedelta(days=1)
        assert route_status(known, max(eve, as_of)).state == status.state
        assert route_status(known, status.next_change.on).state == status.next_change.state != status.state
    else:
        assert route_status(known, date(2099, 1, 1)).state == status.state


@given(histories, days)
def test_the_history_agrees_with_the_state_of_every_day(events, until):
    changes = history(events, until)
    assert route_status(events, until).state == (changes[-1].state if changes else State.NOT_RECORDED)
    for change in changes:
        assert route_status(events, change.on).state == change.state
        assert route_status(events, change.on - timedelta(days=1)).state != change.state
