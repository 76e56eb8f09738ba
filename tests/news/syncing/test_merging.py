"""One record in three states: nothing an editor wrote is lost, nothing is asked twice, and order does not matter."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from news.syncing.merging import Outcome, Side, merge

FIELDS = ("title", "day", "precision", "topics")
TOGETHER = (("day", "precision"),)
values = st.sampled_from(["", "a", "b", None])
contents = st.fixed_dictionaries(dict.fromkeys(FIELDS, values))
maybe = st.none() | contents
sides = st.sampled_from([None, *Side])


def after(held, merged):
    """The database once the plan is carried out."""
    return {**(held or {}), **merged.writes} if held is not None or merged.writes else None


@given(maybe, maybe, contents, sides)
def test_once_carried_out_there_is_nothing_left_to_write(base, held, filed, prefer):
    merged = merge(base, held, filed, together=TOGETHER, prefer=prefer)
    if merged.outcome is not Outcome.CONFLICT:
        again = merge(filed, after(held, merged), filed, together=TOGETHER)
        assert (again.writes, again.conflicts) == ({}, ())


@given(maybe, contents, contents, st.sampled_from([None, Side.EDITOR]))
def test_a_field_that_an_editor_changed_stays(base, held, filed, prefer):
    result = after(held, merge(base, held, filed, together=TOGETHER, prefer=prefer))
    for name in FIELDS:
        if base is None or held[name] != base[name]:
            assert result[name] == held[name]


@given(contents, contents, sides)
def test_untouched_records_follow_the_files(base, filed, prefer):
    merged = merge(base, base, filed, together=TOGETHER, prefer=prefer)
    assert after(base, merged) == filed
    assert not merged.conflicts


@given(maybe, contents, contents)
def test_every_difference_is_accounted_for_once(base, held, filed):
    merged = merge(base, held, filed, together=TOGETHER)
    told = [name for each in (*merged.updates, *merged.kept, *merged.conflicts) for name in each.fields]
    assert len(told) == len(set(told))
    assert {name for name in FIELDS if held[name] != filed[name]} <= set(told)


@given(maybe, maybe, contents, sides, st.permutations(FIELDS))
def test_the_order_of_fields_does_not_matter(base, held, filed, prefer, order):
    again = merge(base, held, {name: filed[name] for name in order}, together=TOGETHER, prefer=prefer)
    first = merge(base, held, filed, together=TOGETHER, prefer=prefer)
    assert (again.outcome, again.writes) == (first.outcome, first.writes)


@given(maybe, maybe)
def test_what_is_gone_from_the_files_is_never_written(base, held):
    assert merge(base, held, None).writes == {}


@pytest.mark.parametrize(
    ("base", "held", "filed", "prefer", "outcome"),
    [
        (None, None, "x", None, Outcome.CREATE),
        (None, "x", "x", None, Outcome.SAME),
        # Of what was never synchronised nobody knows who changed it.
        (None, "e", "f", None, Outcome.CONFLICT),
        ("b", "b", "f", None, Outcome.UPDATE),
        ("b", "e", "b", None, Outcome.KEEP),
        ("b", "e", "f", None, Outcome.CONFLICT),
        ("b", "e", "f", Side.EDITOR, Outcome.KEEP),
        ("b", "e", "f", Side.FILES, Outcome.UPDATE),
        ("b", "x", "x", None, Outcome.SAME),
        # Deleted by an editor: it does not come back by itself.
        ("b", None, "b", None, Outcome.DELETED),
        ("b", None, "b", Side.FILES, Outcome.DELETED),
        ("b", None, "f", None, Outcome.CONFLICT),
        ("b", None, "f", Side.EDITOR, Outcome.DELETED),
        ("b", None, "f", Side.FILES, Outcome.CREATE),
        ("b", "b", None, None, Outcome.GONE),
        ("b", "e", None, None, Outcome.GONE_CHANGED),
        ("b", None, None, None, Outcome.SAME),
    ],
)
def test_outcomes(base, held, filed, prefer, outcome):
    def content(value):
        return value and {"title": value}

    assert merge(content(base), content(held), content(filed), prefer=prefer).outcome is outcome


def test_what_belongs_together_is_decided_together():
    base = {"day": "2026-01-01", "precision": "year"}
    held = {**base, "day": "2026-02-26", "precision": "day"}
    merged = merge(base, held, {**base, "precision": "month"}, together=TOGETHER)
    assert merged.outcome is Outcome.CONFLICT
    assert merged.conflicts[0].fields == ("day", "precision")


def test_a_field_that_the_files_do_not_name_is_left_alone():
    assert merge({"title": "a"}, {"title": "a", "made_at": "now"}, {"title": "b"}).writes == {"title": "b"}
