"""The real register: what it says of the instruments on the days that matter, and that it keeps its own rules."""

from datetime import UTC, date, datetime

import pytest
from django.core.management import call_command
from django.utils import timezone
from hypothesis import example, given, settings
from hypothesis import strategies as st

from news.agreements.dossiers import dossiers
from news.agreements.history import conflicts
from news.agreements.rules import may_be_confirmed, validate
from news.agreements.subjects import subjects
from news.agreements.terms import Modifier
from news.agreements.words import state_of, whole_sentence
from news.models import Action, Agreement, AgreementTitle, Relation, StatusSpan
from news.texts.notes import Notes
from news.texts.references import parse

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("loaded_content")]


def dossier(slug):
    return dossiers([Agreement.objects.get(slug=slug)])[0]


def on(slug, day):
    return dossier(slug).status(date.fromisoformat(day))


# Slug, day, status, rule, what stands beside it.
DAYS = [
    ("community-1996", "1996-04-01", "recorded", 9, set()),
    ("community-1996", "1996-04-02", "signed", 7, set()),
    ("community-1996", "1996-08-28", "signed", 7, set()),
    ("community-1996", "1996-08-29", "in_force", 4, {"reported", "consent_not_recorded"}),
    ("community-1996", "1997-06-11", "in_force", 4, {"reported", "consent_not_recorded", "end_possible"}),
    ("community-1996", "1997-12-31", "transformed", 1, {"reported"}),
    ("community-1996", "2026-04-02", "transformed", 1, {"reported"}),
    ("parliamentary-assembly-1996", "1996-04-29", "signed", 7, set()),
    ("union-1997", "1997-04-02", "signed", 7, set()),
    ("union-1997", "1997-06-11", "in_force", 4, {"reported", "consent_not_recorded"}),
    ("union-1997", "2000-01-25", "in_force", 4, {"reported", "consent_not_recorded"}),
    ("union-1997", "2000-01-26", "terminated", 1, {"reported"}),
    ("union-charter-1997", "1999-12-31", "signed", 7, set()),
    ("union-charter-1997", "2000-06-01", "signed", 7, {"end_possible"}),
    ("union-charter-1997", "2000-12-31", "terminated", 1, {"reported"}),
    ("military-cooperation-1997", "2026-11-24", "signed", 7, {"reported"}),
    ("further-unification-declaration-1998", "2026-11-24", "signed", 7, set()),
    ("equal-rights-1998", "2026-11-24", "signed", 7, set()),
    ("equal-conditions-business-1998", "2026-11-24", "signed", 7, set()),
    ("union-state-1999", "1999-12-08", "signed", 7, set()),
    ("union-state-1999", "2000-01-25", "signed", 7, set()),
    ("union-state-1999", "2000-01-26", "in_force", 4, {"consent_not_recorded"}),
    ("union-state-1999", "2026-11-24", "in_force", 4, {"consent_not_recorded"}),
    ("security-guarantees", "2024-12-05", "recorded", 9, set()),
    ("security-guarantees", "2024-12-06", "awaiting_consent", 7, set()),
    ("security-guarantees", "2025-03-11", "awaiting_consent", 7, set()),
    ("security-guarantees", "2025-03-12", "awaiting_consent", 7, set()),
    ("security-guarantees", "2025-03-13", "in_force", 4, {"reported", "disputed"}),
    ("security-guarantees", "2036-01-01", "in_force", 4, {"reported", "disputed"}),
    ("mutual-protection-of-citizens", "2025-03-12", "recorded", 9, set()),
    ("mutual-protection-of-citizens", "2025-03-13", "awaiting_consent", 7, set()),
    ("mutual-protection-of-citizens", "2026-02-09", "awaiting_consent", 7, set()),
    ("mutual-protection-of-citizens", "2026-11-24", "awaiting_consent", 7, set()),
    ("equal-rights-protocol-2025", "2025-10-28", "awaiting_consent", 7, {"reported"}),
    ("equal-rights-protocol-2025", "2025-10-29", "in_force", 4, {"reported"}),
    ("goods-status-2026", "2026-02-01", "recorded", 9, set()),
    ("goods-status-2026", "2026-02-02", "adopted", 9, set()),
    ("suburban-rail-decree-2026", "2026-02-25", "recorded", 9, set()),
    ("suburban-rail-decree-2026", "2026-11-24", "adopted", 9, set()),
    ("international-justice-directive-2026", "2026-11-24", "adopted", 9, set()),
    ("standardisation-committee-2026", "2026-11-24", "adopted", 9, set()),
    ("literature-prizes-2026", "2026-11-24", "adopted", 9, set()),
    ("council-agenda-2026", "2026-11-24", "adopted", 9, set()),
    ("treaty-implementation-2026", "2026-11-24", "adopted", 9, set()),
    ("council-decisions-2026", "2026-11-24", "adopted", 9, set()),
]


@pytest.mark.parametrize(("slug", "day", "value", "rule", "modifiers"), DAYS)
def test_status_on_a_day(slug, day, value, rule, modifiers):
    status = on(slug, day)
    assert (status.value, status.rule, set(status.modifiers)) == (value, rule, modifiers)


class TestSecurityGuarantees:
    def test_both_laws_stand_beside_the_missing_consent(self):
        status = on("security-guarantees", "2025-03-12")
        assert state_of(status).label.replace("\u00a0", " ") == "Signed, awaiting consent (0 of 2)"
        assert status.missing == ("russia", "belarus")
        assert [approval.complete for approval in status.domestic] == [True, True]
        assert [str(approval.actions[-1].dated) for approval in status.domestic] == [
            "2025-03-11",
            "2025-03-04",
        ]
        assert str(status.next_change.on) == "2025-03-13"

    def test_in_force_as_reported_for_both(self):
        status = on("security-guarantees", "2025-03-13")
        assert state_of(status).label == "In force (reported)"
        assert [party.standing for party in status.parties] == ["party", "party"]
        assert str(status.next_change.on) == "2035-03-13"

    def test_the_other_day_of_the_exchange_is_kept(self):
        [conflict] = conflicts(dossier("security-guarantees"), Notes())
        assert [side.date_text.replace("\u00a0", " ") for side in conflict.sides] == [
            "13 March 2025",
            "22 March 2025",
        ]

    def test_a_source_that_gives_only_the_month_is_no_conflict(self):
        evidence = dossier("security-guarantees").evidence["in-force"]
        assert {str(said.other_date) for said in evidence if said.other_date} == {"2025-03", "2025"}


def test_mutual_protection_waits_although_both_laws_are_signed():
    found = dossier("mutual-protection-of-citizens")
    words = whole_sentence(found, found.status(date(2026, 11, 24))).replace("\u00a0", " ")
    assert words == (
        "Signed, awaiting consent (0 of 2) on 24 November 2026. "
        "Consent to be bound is not established for: Russian Federation, Republic of Belarus. "
        "Domestic approval is complete on both sides; that alone does not bind them. "
        "Entry into force is not established."
    )


class TestTheWhole:
    def test_numbers_follow_the_order_of_conclusion(self):
        rows = [
            (one.agreement.number, one.held[0].dated.earliest) for one in dossiers(Agreement.objects.all())
        ]
        for series in "AD":
            days = [day for number, day in rows if number.startswith(series)]
            assert days == sorted(days)
        assert [number for number, _day in rows][:12] == [f"A {number}" for number in range(1, 13)]

    def test_no_hard_rule_is_broken(self):
        today = timezone.localdate()
        for subject in subjects(Agreement.objects.all()):
            assert [each for each in validate(subject, today) if each.hard] == []

    def test_the_register_holds(self, capsys):
        """Nothing is doubted without a reason, and the kept spans are those of the acts."""
        call_command("check_register")
        assert capsys.readouterr().out == f"{Agreement.objects.count()} instruments hold.\n"

    @settings(max_examples=25)
    @given(day=st.dates(date(1995, 1, 1), date(2040, 1, 1)))
    @example(day=date(2025, 3, 12))
    @example(day=date(2025, 3, 13))
    def test_the_kept_spans_say_what_the_function_says(self, day):
        kept = dict(StatusSpan.objects.on(day).values_list("agreement", "status"))
        found = dossiers(Agreement.objects.public())
        assert kept == {one.agreement.pk: one.status(day).value for one in found}
        assert len(kept) == len(found) == 20

    def test_before_the_register_knew_anything_it_said_nothing(self):
        known_at = datetime(2026, 11, 24, 5, 59, tzinfo=UTC)
        for one in dossiers(Agreement.objects.all()):
            assert one.status(date(2026, 11, 24), known_at).value == "recorded"
        [empty] = dossiers([Agreement.objects.get(slug="security-guarantees")], known_at)
        assert (empty.held, len(empty.spans)) == ([], 1)

    def test_confirmed_where_and_only_where_the_sources_allow_it(self):
        for one in dossiers(Agreement.objects.all()):
            for action in one.recorded:
                if action.assertion != "disputed":
                    assert (action.assertion == "confirmed") == may_be_confirmed(action.evidence), action

    def test_disputed_where_and_only_where_sources_differ(self):
        for one in dossiers(Agreement.objects.all()):
            disputed = [a for a in one.recorded if a.assertion == "disputed"]
            assert len(disputed) == len(conflicts(one, Notes()))

    def test_every_action_has_evidence_and_every_row_is_valid(self):
        assert not Action.objects.filter(evidence=None).exists()
        for model in (Agreement, AgreementTitle, Action, Relation):
            for row in model.objects.all():
                row.full_clean()

    @pytest.mark.parametrize("language", ["en", "ru", "be"])
    def test_it_is_told_in_three_languages(self, language):
        for one in dossiers(Agreement.objects.all()):
            assert getattr(one.agreement, f"name_{language}")
            assert getattr(one.agreement, f"abstract_{language}")
            for action in one.actions.values():
                assert bool(getattr(action, f"note_{language}")) == bool(action.note_en)
                for said in one.evidence[action.key]:
                    assert getattr(said, f"says_{language}")

    def test_every_translation_rests_on_the_same_sources(self):
        for agreement in Agreement.objects.all():
            cited = [
                sorted((ref.kind, ref.key) for ref in parse(getattr(agreement, f"abstract_{language}")))
                for language in ("en", "ru", "be")
            ]
            assert cited[0]
            assert cited[0] == cited[1] == cited[2]

    def test_the_weak_site_that_takes_a_law_for_entry_into_force_is_not_used(self):
        assert not Action.objects.filter(evidence__source__key="newstyumen-2026-02-09").exists()

    def test_unknown_stays_empty(self):
        """No register number of the United Nations, no title of the Council of Ministers' resolution was found."""
        assert not Action.objects.filter(type="registered_un").exists()
        assert not AgreementTitle.objects.filter(agreement__slug="goods-status-2026").exists()
        assert Modifier.CONSENT_NOT_RECORDED in on("union-state-1999", "2026-11-24").modifiers
