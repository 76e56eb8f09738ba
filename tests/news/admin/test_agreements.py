"""The register at the desk: an instrument in one form, its actions one by one, nothing overwritten."""

import threading
from datetime import date

import pytest
from django.db import connection, connections, transaction
from django.utils import timezone

from news.agreements.dossiers import dossier_of
from news.agreements.subjects import locked_subject
from news.agreements.terms import ActionType
from news.models import Action, ActionSource, Agreement, RuleException
from tests.accounts import in_role, logged_in
from tests.factories import (
    make_action,
    make_actor,
    make_agreement,
    make_article,
    make_relation,
    make_source,
    make_title,
)
from tests.news.admin.pages import url, words

LIST = url("agreement_changelist")
ADD = url("agreement_add")
ADD_ACTION = url("action_add")


def management(prefix, total=0, initial=0):
    return {f"{prefix}-TOTAL_FORMS": total, f"{prefix}-INITIAL_FORMS": initial}


def agreement_data(**changes):
    parts = ("titles", "participations", "actions", "entered", "relations_from", "obligations")
    data = {key: value for prefix in parts for key, value in management(prefix).items()}
    return (
        data
        | {
            "number": "A 1",
            "slug": "a-treaty",
            "family": "treaty",
            "designation": "treaty",
            "name_en": "A treaty",
            "consent_mode": "ratification",
            "entry_into_force_rule": "unknown",
            "text_availability": "none",
        }
        | changes
    )


def action_data(agreement, sources=(), **changes):
    data = management("evidence", len(sources)) | {
        "agreement": agreement.pk,
        "type": "signed",
        "dated_on": "2024-12-06",
        "date_precision": "day",
        "occurrence": "occurred",
        "assertion": "reported",
    }
    for place, source in enumerate(sources):
        data |= {f"evidence-{place}-source": source.pk, f"evidence-{place}-says_precision": "day"}
    return data | changes


def status_today(agreement):
    return dossier_of(agreement).status(timezone.localdate()).value


class TestAgreements:
    def test_a_whole_instrument_in_one_form(self, editor, source):
        parties = [make_actor("russia"), make_actor("belarus")]
        data = agreement_data(
            **management("titles", 1),
            **management("participations", 2),
            **{
                "titles-0-kind": "official",
                "titles-0-language": "ru",
                "titles-0-text": "Договор",
                "titles-0-source": source.key,
            },
            **{f"participations-{n}-actor": actor.code for n, actor in enumerate(parties)},
            **{f"participations-{n}-role": "negotiating" for n in range(2)},
        )
        response = editor.post(ADD, data)
        treaty = Agreement.objects.get()
        assert response["Location"] == url("agreement_change", treaty.pk)
        assert [title.text for title in treaty.titles.all()] == ["Договор"]
        assert [actor.code for actor in dossier_of(treaty).required] == ["russia", "belarus"]

    def test_an_act_of_an_organ_needs_no_word_on_consent(self, editor):
        organ = make_actor("supreme-state-council", kind="organ")
        editor.post(
            ADD,
            agreement_data(
                number="D 1",
                family="organ_act",
                designation="decree",
                adopting_organ=organ.pk,
                consent_mode="unknown",
            ),
        )
        assert Agreement.objects.get().consent_mode == "adoption_by_organ"

    @pytest.mark.parametrize(
        ("wrong", "told"),
        [
            ({"number": "5"}, "A letter, a space and a number"),
            ({"designation": "decree"}, "This is not a designation of the chosen family."),
            ({"family": "organ_act", "designation": "decree"}, "Which organ adopted it?"),
            ({"consent_mode": "adoption_by_organ"}, "A treaty is not adopted by an organ."),
            ({"entry_into_force_days": 30}, "Days after what?"),
            ({"duration_years": 10}, "Name the source of the term."),
            ({"renewal_years": 10}, "Tick that it renews itself."),
            (
                management("titles", 1)
                | {"titles-0-kind": "official", "titles-0-language": "ru", "titles-0-text": "Договор"},
                "An official title names its source.",
            ),
        ],
    )
    def test_what_is_wrong_is_told_in_words(self, editor, wrong, told):
        response = editor.post(ADD, agreement_data(**wrong))
        assert response.status_code == 200
        assert told in words(response)
        assert "Constraint" not in words(response)
        assert not Agreement.objects.exists()

    def test_a_number_or_slug_taken(self, editor):
        make_agreement("a-treaty", number="A 1")
        said = words(editor.post(ADD, agreement_data()))
        assert "Agreement with this Register number already exists." in said
        assert "Agreement with this Slug already exists." in said

    def test_two_official_titles_in_one_language(self, editor, source):
        rows = {
            f"titles-{n}-{name}": value
            for n in range(2)
            for name, value in {
                "kind": "official",
                "language": "ru",
                "text": f"Договор {n}",
                "source": source.key,
            }.items()
        }
        said = words(editor.post(ADD, agreement_data(**management("titles", 2), **rows)))
        assert "One official title a language" in said
        assert not Agreement.objects.exists()

    def test_the_number_stays_and_so_does_the_family_once_there_are_actions(self, editor):
        treaty = make_action(make_agreement(number="A 1")).agreement
        response = editor.get(url("agreement_change", treaty.pk))
        assert not {"number", "family", "adopting_organ"} & set(response.context["adminform"].form.fields)

    def test_the_slug_stays_once_a_text_names_it(self, editor, django_capture_on_commit_callbacks):
        treaty = make_action(make_agreement("named")).agreement
        with django_capture_on_commit_callbacks(execute=True):
            make_article(version={"body": "[[agreement:named]]"})
        response = editor.get(url("agreement_change", treaty.pk))
        assert "slug" not in response.context["adminform"].form.fields

    def test_the_status_and_its_rule_are_shown(self, editor):
        treaty = make_action(make_agreement(), dated_on=date(2024, 12, 6)).agreement
        said = words(editor.get(url("agreement_change", treaty.pk))).replace("\u00a0", " ")
        assert "Signed, awaiting consent (0 of 2)" in said
        assert "Why: rule 7: every party has signed, consent is not complete" in said

    def test_actions_are_shown_to_read_with_a_way_to_add_one(self, editor):
        treaty = make_action(make_agreement()).agreement
        html = editor.get(url("agreement_change", treaty.pk)).content.decode()
        assert url("action_change", treaty.actions.get().pk) in html
        assert f"{ADD_ACTION}?agreement={treaty.pk}" in html
        assert 'name="actions-0-type"' not in html

    def test_it_is_not_deleted_while_it_has_actions(self, editor):
        with_actions, empty = make_action(make_agreement()).agreement, make_agreement()
        response = editor.post(url("agreement_delete", with_actions.pk), {"post": "yes"})
        assert response.status_code == 409
        assert "Its own rows are a record that is kept for good: actions." in words(response)
        assert editor.post(url("agreement_delete", empty.pk), {"post": "yes"}).status_code == 302

    def test_a_participant_who_has_acted_stays(self, editor):
        treaty = make_agreement(number="A 1", slug="a-treaty", name_en="A treaty")
        make_action(treaty, ActionType.LAW_SIGNED)
        rows = list(treaty.participations.all())
        data = agreement_data(**management("participations", 2, 2)) | {
            f"participations-{n}-{name}": value
            for n, row in enumerate(rows)
            for name, value in {"id": row.pk, "actor": row.actor.code, "role": row.role}.items()
        }
        assert editor.post(url("agreement_change", treaty.pk), data).status_code == 302
        said = words(
            editor.post(url("agreement_change", treaty.pk), data | {"participations-0-DELETE": "on"})
        )
        assert "A participant with recorded actions stays" in said
        assert treaty.participations.count() == 2

    @pytest.mark.parametrize(("predicate", "told"), [("amends", "Rule 26"), ("cites", "")])
    def test_relations_do_not_run_in_a_ring(self, editor, source, predicate, told):
        first, second = make_agreement(number="A 1", slug="a-treaty", name_en="A treaty"), make_agreement()
        make_relation(second, first, predicate)
        data = agreement_data(
            **management("relations_from", 1),
            **{
                "relations_from-0-predicate": predicate,
                "relations_from-0-to_agreement": second.number,
                "relations_from-0-source": source.key,
            },
        )
        response = editor.post(url("agreement_change", first.pk), data)
        assert response.status_code == (200 if told else 302)
        assert told in words(response)
        assert first.relations_from.count() == (0 if told else 1)

    @pytest.mark.parametrize("count", [1, 3])
    def test_the_list_costs_seven_queries(self, editor, django_assert_num_queries, count):
        for _ in range(count):
            make_action(make_agreement())
            make_action(
                make_agreement(family="organ_act"),
                ActionType.ADOPTED_BY_ORGAN,
                actor=make_actor("supreme-state-council"),
            )
        with django_assert_num_queries(7):
            response = editor.get(LIST)
        assert words(response).count("Adopted 26 February 2026") == count

    @pytest.mark.parametrize("count", [1, 3])
    def test_a_form_costs_the_same_however_many_actions_it_has(
        self, editor, django_assert_num_queries, count
    ):
        treaty = make_agreement()
        for _ in range(count):
            make_action(treaty, ActionType.AMENDED)
        page = url("agreement_change", treaty.pk)
        editor.get(page)  # content types are read once a process
        with django_assert_num_queries(22):
            editor.get(page)

    def test_the_list_finds_and_filters(self, editor):
        treaty = make_action(make_agreement("treaty", name_en="Found treaty")).agreement
        make_title(treaty, "Договор о гарантиях")
        organ = make_actor("supreme-state-council", kind="organ")
        decree = make_agreement("decree", family="organ_act", name_en="Other decree")
        make_action(decree, ActionType.ADOPTED_BY_ORGAN, actor=organ)
        for query in ("q=Договор о гарантиях", "status=awaiting_consent", "family__exact=treaty"):
            said = words(editor.get(f"{LIST}?{query}"))
            assert "Found treaty" in said, query
            assert "Other decree" not in said, query


class TestActions:
    def test_added_with_its_sources_it_makes_the_status(self, editor, source):
        treaty = make_agreement()
        response = editor.post(ADD_ACTION, action_data(treaty, [source]))
        assert response["Location"] == url("agreement_change", treaty.pk)
        action = Action.objects.get()
        assert (action.key, action.layer, action.recorded_by) == ("signed", "international", editor.user)
        assert [said.source for said in action.evidence.all()] == [source]
        assert status_today(treaty) == "awaiting_consent"

    def test_the_layer_and_the_key_follow_from_what_is_entered(self, editor, source):
        treaty = make_agreement()
        for precision in ("month", "day"):
            data = action_data(
                treaty,
                [source],
                type="amended" if precision == "day" else "law_signed",
                actor="" if precision == "day" else make_actor("russia").pk,
                date_precision=precision,
                dated_on="2024-12-06",
            )
            editor.post(ADD_ACTION, data)
        rows = Action.objects.order_by("pk").values_list("key", "layer", "dated_on")
        assert list(rows) == [
            ("law-signed-russia", "domestic", date(2024, 12, 1)),
            ("amended", "international", date(2024, 12, 6)),
        ]

    def test_keys_are_numbered_where_taken(self, editor, source):
        treaty = make_agreement()
        for _ in range(2):
            editor.post(ADD_ACTION, action_data(treaty, [source], type="amended"))
        assert set(treaty.actions.values_list("key", flat=True)) == {"amended", "amended-2"}

    def test_the_form_offers_what_fits_the_agreement(self, editor):
        decree = make_agreement(family="organ_act")
        make_actor("a-stranger")
        form = editor.get(ADD_ACTION, {"agreement": decree.pk}).context["adminform"].form
        offered = {value for value, _label in form.fields["type"].choices}
        assert "adopted_by_organ" in offered
        assert "signed" not in offered
        assert [actor.code for actor in form.fields["actor"].queryset] == ["supreme-state-council"]
        assert "retracted" not in {value for value, _label in form.fields["assertion"].choices}

    @pytest.mark.parametrize(
        ("wrong", "told"),
        [
            ({"type": "law_signed"}, "Which State did this at home?"),
            ({"dated_on": "2090-01-01"}, "Rule 19"),
            ({"assertion": "confirmed"}, "Rule 23"),
            ({"type": "enters_into_force"}, "Rule 3"),
            ({"dated_on": ""}, "This field is required."),
            ({"dated_on": "yesterday"}, "Enter a valid date."),
            ({"type": "adopted_by_organ"}, "Select a valid choice."),
            ({"replaces": "999"}, "Select a valid choice."),
        ],
    )
    def test_what_cannot_be_is_refused_with_the_rule(self, editor, source, wrong, told):
        response = editor.post(ADD_ACTION, action_data(make_agreement(), [source], **wrong))
        assert response.status_code == 200
        assert told in words(response)
        assert not Action.objects.exists()

    def test_a_second_signature_is_refused(self, editor, source):
        treaty = make_action(make_agreement()).agreement
        said = words(editor.post(ADD_ACTION, action_data(treaty, [source], actor=make_actor("russia").pk)))
        assert "Rule 14" in said
        assert treaty.actions.count() == 1

    def test_so_is_a_second_law(self, editor, source):
        treaty = make_agreement()
        make_action(treaty, ActionType.LAW_SIGNED)
        data = action_data(treaty, [source], type="law_signed", actor=make_actor("russia").pk)
        said = words(editor.post(ADD_ACTION, data))
        assert "Rule 14: This is recorded already, and happens once." in said

    def test_what_a_rule_doubts_is_saved_with_a_reason_that_stands_once(self, editor, source):
        treaty = make_action(make_agreement(), ActionType.LAW_SIGNED, date(2025, 2, 28)).agreement
        data = action_data(
            treaty, [source], type="law_published", dated_on="2025-02-27", actor=make_actor("russia").pk
        )
        said = words(editor.post(ADD_ACTION, data | {"exception_reason": " "}))
        assert "Rule 12: Lower house, upper house, signature, publication: it comes before its turn." in said
        assert "If it is so all the same, say why and save again." in said
        assert not RuleException.objects.exists()
        reason = {"exception_reason": "The gazette is dated so."}
        assert editor.post(ADD_ACTION, data | reason).status_code == 302
        [exception] = treaty.rule_exceptions.all()
        assert (exception.rule, exception.action_key, exception.recorded_by) == (
            12,
            "law-published-russia",
            editor.user,
        )
        assert (exception.reason_en, exception.reason_ru) == ("The gazette is dated so.", "")

    def test_a_reason_excuses_nothing_that_is_refused(self, editor, source):
        reason = {"exception_reason": "We know better."}
        response = editor.post(
            ADD_ACTION, action_data(make_agreement(), [source], dated_on="2090-01-01") | reason
        )
        assert "Rule 19" in words(response)
        assert not RuleException.objects.exists()

    def test_a_reason_that_nobody_asked_for_is_not_kept(self, editor, source):
        data = action_data(make_agreement(), [source], exception_reason="Just so.")
        assert editor.post(ADD_ACTION, data).status_code == 302
        assert not RuleException.objects.exists()

    def test_no_action_without_a_source(self, editor):
        said = words(editor.post(ADD_ACTION, action_data(make_agreement())))
        assert "Name at least one source" in said
        assert not Action.objects.exists()

    def test_confirmed_by_two_independent_sources(self, editor):
        data = action_data(make_agreement(), [make_source(), make_source()], assertion="confirmed")
        assert editor.post(ADD_ACTION, data).status_code == 302

    def test_an_unknown_agreement_in_the_address_is_ignored(self, editor):
        for query in (
            "agreement=0",
            "agreement=x",
            "replaces=x",
            f"replaces={'9' * 40}",
            "agreement=999&replaces=999",
        ):
            assert editor.get(f"{ADD_ACTION}?{query}").status_code == 200

    def test_add_another_stays_with_the_agreement(self, editor, source):
        treaty = make_agreement()
        response = editor.post(ADD_ACTION, action_data(treaty, [source], _addanother="1"))
        assert response["Location"] == f"{ADD_ACTION}?agreement={treaty.pk}"


class TestReplacing:
    @pytest.fixture
    def signed(self, source):
        return make_action(
            make_agreement(),
            dated_on=date(2024, 12, 6),
            sources=[source],
            note_en="A note.",
            place_en="Minsk",
        )

    def test_the_form_begins_with_what_is_replaced(self, editor, signed, source):
        response = editor.get(ADD_ACTION, {"agreement": signed.agreement_id, "replaces": signed.pk})
        initial = response.context["adminform"].form.initial
        assert (initial["type"], initial["dated_on"], initial["note_en"]) == (
            "signed",
            date(2024, 12, 6),
            "A note.",
        )
        [evidence] = response.context["inline_admin_formsets"]
        assert [form.initial["source"] for form in evidence.formset.forms] == [source.pk]
        assert "This will replace" in words(response)

    def test_both_are_kept_and_the_new_one_stands(self, editor, signed, source):
        data = action_data(
            signed.agreement, [source], dated_on="2024-12-07", replaces=signed.pk, reason="A slip of the pen."
        )
        assert editor.post(ADD_ACTION, data).status_code == 302
        later = Action.objects.get(replaces=signed)
        assert (later.dated_on, later.reason, later.key) == (
            date(2024, 12, 7),
            "A slip of the pen.",
            "signed",
        )
        assert ActionSource.objects.filter(action=later).count() == 1
        assert [str(a.dated) for a in dossier_of(signed.agreement).held] == ["2024-12-07"]
        html = words(editor.get(url("agreement_change", signed.agreement_id)))
        assert "(replaced)" in html

    def test_a_reason_is_asked_for(self, editor, signed, source):
        data = action_data(signed.agreement, [source], replaces=signed.pk, reason=" ")
        assert "Say why: the record keeps both." in words(editor.post(ADD_ACTION, data))
        assert Action.objects.count() == 1

    def test_nothing_is_replaced_twice_or_across_agreements(self, editor, signed, source):
        data = action_data(signed.agreement, [source], replaces=signed.pk, reason="A slip.")
        assert editor.post(ADD_ACTION, data).status_code == 302
        assert editor.post(ADD_ACTION, data).status_code == 200
        elsewhere = data | {"agreement": make_agreement().pk}
        assert "An action replaces one of the same agreement." in words(editor.post(ADD_ACTION, elsewhere))
        assert Action.objects.count() == 2

    def test_retracting(self, editor, signed, source):
        form = editor.get(ADD_ACTION, {"replaces": signed.pk, "retract": "1"}).context["adminform"].form
        assert form.initial["assertion"] == "retracted"
        data = action_data(
            signed.agreement,
            [source],
            replaces=signed.pk,
            reason="It was another treaty.",
            assertion="retracted",
        )
        assert editor.post(ADD_ACTION, data).status_code == 302
        assert status_today(signed.agreement) == "recorded"
        assert Action.objects.count() == 2

    def test_an_entry_is_taken_back_and_the_taking_back_too(self, editor, signed, source):
        data = action_data(
            signed.agreement, [source], dated_on="2024-12-07", replaces=signed.pk, reason="A slip of the pen."
        )
        page = editor.post(ADD_ACTION, data, follow=True).content.decode()
        later = Action.objects.get(replaces=signed)
        undo = url("action_take_back", later.pk)
        assert f'action="{undo}"' in page
        for expected in ("2024-12-06", "2024-12-07"):
            page = editor.post(undo, follow=True).content.decode()
            assert [str(a.dated) for a in dossier_of(signed.agreement).held] == [expected]
            undo = url("action_take_back", Action.objects.latest("pk").pk)
            assert f'action="{undo}"' in page
        assert Action.objects.count() == 4
        assert "It has been replaced meanwhile" in words(
            editor.post(url("action_take_back", later.pk), follow=True)
        )

    def test_a_new_entry_is_taken_back_by_retracting_it(self, editor, signed, author):
        editor.post(url("action_take_back", signed.pk))
        assert status_today(signed.agreement) == "recorded"
        assert Action.objects.get(replaces=signed).assertion == "retracted"
        assert author.post(url("action_take_back", signed.pk)).status_code == 403
        assert editor.get(url("action_take_back", signed.pk)).status_code == 405

    def test_readers_see_what_was_corrected_and_why(self, editor, signed, source, client):
        data = action_data(
            signed.agreement, [source], dated_on="2024-12-07", replaces=signed.pk, reason="A slip of the pen."
        )
        editor.post(ADD_ACTION, data)
        said = words(client.get(signed.agreement.get_absolute_url())).replace("\u00a0", " ")
        assert "Signed, 6 December 2024 → Signed, 7 December 2024 Reason: A slip of the pen." in said

    def test_facts_are_read_only_and_words_are_open(self, editor, signed, source):
        page = url("action_change", signed.pk)
        form = editor.get(page).context["adminform"].form
        assert set(form.fields) == {
            f"{name}_{code}" for name in ("place", "note") for code in ("en", "ru", "be")
        }
        said = signed.evidence.get()
        data = management("evidence", 1, 1) | {
            "note_en": "Mended.",
            "place_en": "Minsk",
            "dated_on": "1999-01-01",
            "evidence-0-id": said.pk,
            "evidence-0-action": signed.pk,
            "evidence-0-source": make_source().pk,
            "evidence-0-says_en": "It gives the day.",
        }
        assert editor.post(page, data).status_code == 302
        signed.refresh_from_db()
        said.refresh_from_db()
        assert (signed.note_en, signed.dated_on) == ("Mended.", date(2024, 12, 6))
        assert (said.says_en, said.source) == ("It gives the day.", source)

    def test_a_source_may_be_added_to_a_recorded_action(self, editor, signed):
        said, more = signed.evidence.get(), make_source()
        data = management("evidence", 2, 1) | {
            "evidence-0-id": said.pk,
            "evidence-0-action": signed.pk,
            "evidence-1-action": signed.pk,
            "evidence-1-source": more.pk,
            "evidence-1-says_precision": "day",
        }
        assert editor.post(url("action_change", signed.pk), data).status_code == 302
        assert signed.evidence.count() == 2

    def test_nothing_is_deleted(self, editor, signed):
        assert editor.post(url("action_delete", signed.pk), {"post": "yes"}).status_code == 403
        assert "Delete" not in words(editor.get(url("action_change", signed.pk)))

    def test_others_may_not(self, author, signed):
        for page in (ADD, ADD_ACTION):
            assert author.get(page).status_code == 403
        page = url("action_change", signed.pk)
        assert "_save" not in author.get(page).content.decode()
        assert author.post(page, {"type": "signed"}).status_code == 403


class TestRuleExceptions:
    def test_their_words_are_translated_and_nothing_else_changes(self, editor):
        kept = RuleException.objects.create(agreement=make_agreement(), rule=12, reason_en="So it was.")
        page = url("ruleexception_change", kept.pk)
        form = editor.get(page).context["adminform"].form
        assert set(form.fields) == {"reason_en", "reason_ru", "reason_be"}
        assert editor.post(page, {"reason_en": "So it was.", "reason_ru": "Так было."}).status_code == 302
        kept.refresh_from_db()
        assert (kept.rule, kept.reason_ru) == (12, "Так было.")
        assert "So it was." in words(editor.get(url("ruleexception_changelist")))
        assert editor.get(url("ruleexception_add")).status_code == 403
        assert editor.get(url("ruleexception_delete", kept.pk)).status_code == 403


@pytest.mark.django_db(transaction=True)
@pytest.mark.skipif(connection.vendor == "sqlite", reason="a database in memory refuses a second writer")
class TestAtOnce:
    def test_who_comes_second_is_checked_against_what_the_first_has_saved(self):
        """Ended, and suspended after its end: each would pass alone."""
        treaty = make_action(make_agreement()).agreement
        data = action_data(treaty, [make_source()], type="suspended", dated_on="2026-02-01")
        second, answers = logged_in(in_role("editor")), []

        def enter():
            try:
                answers.append(words(second.post(ADD_ACTION, data)))
            finally:
                connections.close_all()

        thread = threading.Thread(target=enter)
        with transaction.atomic():
            locked_subject(treaty.pk)
            make_action(treaty, ActionType.TERMINATED, date(2026, 1, 1))
            thread.start()
            thread.join(timeout=1)
            assert thread.is_alive()
        thread.join()
        assert "Rule 8" in answers[0]
        assert set(treaty.actions.values_list("type", flat=True)) == {"signed", "terminated"}
