"""The database itself refuses an impossible register: rows against their constraints, actions against their instrument."""

from datetime import UTC, date, datetime

import pytest
from django.db import IntegrityError, connection, transaction
from django.db.models import ProtectedError

from news.models import Action, ActionSource, Actor, Agreement, AgreementTitle, Participation, Relation
from news.models.agreement_triggers import ACTION_FACTS, EVIDENCE_FACTS
from tests.factories import (
    DAY,
    make_action,
    make_actor,
    make_agreement,
    make_evidence,
    make_source,
    make_title,
    moment,
)

pytestmark = pytest.mark.django_db


def agreement(**fields):
    defaults = {
        "number": "A 1",
        "slug": "a",
        "family": "treaty",
        "designation": "treaty",
        "name_en": "A treaty",
        "consent_mode": "ratification",
    }
    return Agreement(**defaults | fields)


def act(**fields):
    organ = make_actor("supreme-state-council", kind="organ")
    return agreement(
        **{
            "family": "organ_act",
            "designation": "decree",
            "adopting_organ": organ,
            "consent_mode": "adoption_by_organ",
        }
        | fields
    )


def action(treaty, **fields):
    defaults = {"key": "signed", "type": "signed", "dated_on": DAY, "recorded_at": moment(days=1)}
    return Action(agreement=treaty, **defaults | fields)


def refused(*rows):
    with pytest.raises(IntegrityError) as error, transaction.atomic():
        type(rows[0]).objects.bulk_create(rows)
    return str(error.value)


def assert_names(constraint, message):
    """PostgreSQL and SQLite name a broken check; for a broken uniqueness SQLite names the columns."""
    assert constraint in message or message.startswith("UNIQUE constraint failed")


INSTRUMENTS = {
    "agreement_number_slug_name": [{"number": ""}, {"slug": ""}, {"name_en": ""}],
    "agreement_family_fits": [{"family": "treaty", "designation": "decree"}],
    "agreement_consent_fits_family": [{"consent_mode": "adoption_by_organ"}, {"consent_mode": "a handshake"}],
    "agreement_entry_rule_known": [
        {"entry_into_force_rule": "at dawn"},
        {"entry_into_force_rule": "unknown", "entry_into_force_days": 30},
    ],
    "agreement_text_known": [{"text_availability": "some"}],
    "agreement_term_is_sourced": [{"duration_years": 10}, {"renews_itself": True}],
    "agreement_renewal_of_a_renewing_term": [{"renewal_years": 5}],
}


class TestInstruments:
    @pytest.mark.parametrize("constraint", INSTRUMENTS)
    def test_rows(self, constraint):
        for fields in INSTRUMENTS[constraint]:
            assert constraint in refused(agreement(**fields))

    def test_no_third_family(self):
        message = refused(agreement(family="law"))
        assert "agreement_family_fits" in message or "agreement_consent_fits_family" in message

    def test_acts_of_organs(self):
        assert "agreement_family_fits" in refused(act(adopting_organ=None))
        assert "agreement_family_fits" in refused(act(designation="treaty"))
        assert "agreement_consent_fits_family" in refused(act(consent_mode="ratification"))
        organ = make_actor("supreme-state-council")
        assert "agreement_family_fits" in refused(agreement(adopting_organ=organ))

    def test_what_is_allowed_is_allowed(self):
        """The attacks above differ from these rows in one thing each."""
        Agreement.objects.bulk_create(
            [
                agreement(),
                act(number="D 1", slug="d"),
                agreement(
                    number="A 2", slug="b", duration_years=10, renews_itself=True, term_source=make_source()
                ),
            ]
        )
        assert Agreement.objects.count() == 3

    def test_the_number_stays(self):
        treaty = make_agreement()
        with pytest.raises(IntegrityError, match="register number never changes"), transaction.atomic():
            Agreement.objects.filter(pk=treaty.pk).update(number="A 77")

    def test_the_family_stays_once_there_are_actions(self):
        changed = {
            "family": "organ_act",
            "designation": "decree",
            "consent_mode": "adoption_by_organ",
            "adopting_organ": make_actor("a-council", kind="organ"),
        }
        free, bound = make_agreement(), make_agreement()
        make_action(bound)
        Agreement.objects.filter(pk=free.pk).update(**changed)
        with pytest.raises(IntegrityError, match="keeps its family"), transaction.atomic():
            Agreement.objects.filter(pk=bound.pk).update(**changed)

    def test_actors(self):
        assert "actor_code_and_name" in refused(Actor(code="", name_en="A", kind="state"))
        assert "actor_code_and_name" in refused(Actor(code="a", name_en="", kind="state"))
        assert "actor_kind_known" in refused(Actor(code="a", name_en="A", kind="person"))


class TestParts:
    def test_titles(self):
        treaty = make_agreement()
        read = make_source()
        good = {"agreement": treaty, "language": "ru", "kind": "official", "text": "Договор", "source": read}
        one, same, other = (
            AgreementTitle(**good | {"text": text}) for text in ("Договор", "Договор", "Другой договор")
        )
        assert_names("title_one_official", refused(one, other))
        variant = good | {"kind": "variant"}
        assert_names("title_once", refused(AgreementTitle(**variant), AgreementTitle(**variant)))
        assert "title_kind_known" in refused(AgreementTitle(**good | {"kind": "nickname"}))
        assert "title_kind_known" in refused(AgreementTitle(**good | {"text": ""}))
        assert "title_official_is_sourced" in refused(AgreementTitle(**good | {"source": None}))
        AgreementTitle.objects.bulk_create([same, AgreementTitle(**variant)])

    def test_participations(self):
        treaty = make_agreement(parties=())
        russia = make_actor("russia")
        pair = [Participation(agreement=treaty, actor=russia) for _ in range(2)]
        assert_names("participation_once", refused(*pair))
        assert "participation_role_known" in refused(
            Participation(agreement=treaty, actor=russia, role="guest")
        )

    def test_relations(self):
        one, other, read = make_agreement(), make_agreement(), make_source()
        good = {"from_agreement": one, "to_agreement": other, "predicate": "amends", "source": read}
        assert_names("relation_once", refused(Relation(**good), Relation(**good)))
        assert "relation_predicate_known" in refused(Relation(**good | {"predicate": "resembles"}))
        assert "relation_to_another" in refused(Relation(**good | {"to_agreement": one}))
        assert "relation_ends_after_start" in refused(
            Relation(**good, effective_from=DAY, effective_to=date(2026, 2, 25))
        )

    def test_evidence(self):
        signed, read = make_action(make_agreement()), make_source()
        rows = [ActionSource(action=signed, source=read) for _ in range(2)]
        assert_names("evidence_once_a_source", refused(*rows))
        assert "evidence_precision_known" in refused(
            ActionSource(action=signed, source=read, says_precision="week")
        )


ACTIONS = {
    "action_has_a_key": [{"key": ""}],
    "action_type_known": [{"type": "sealed"}],
    "action_layer_fits_type": [
        {"layer": "domestic"},
        {"type": "law_signed"},
        {"type": "law_signed", "layer": "domestic"},
    ],
    "action_precision_known": [{"date_precision": "week"}],
    "action_occurrence_known": [{"occurrence": "perhaps"}, {"assertion": "certain"}],
    "action_retracts_another": [{"assertion": "retracted"}],
}


class TestActions:
    @pytest.mark.parametrize("constraint", ACTIONS)
    def test_rows(self, constraint):
        treaty = make_agreement()
        for fields in ACTIONS[constraint]:
            message = refused(action(treaty, **fields))
            # A type that no family knows is refused by either guard, whichever the database asks first.
            assert constraint in message or (fields.get("type") == "sealed" and "Rule 10" in message)

    def test_keys_are_unique_within_an_agreement(self):
        treaty, other = make_agreement(), make_agreement()
        assert_names("action_key_once", refused(action(treaty), action(treaty, type="initialled")))
        Action.objects.bulk_create([action(treaty), action(other)])

    def test_what_happens_once(self):
        treaty, russia = make_agreement(), make_actor("russia")
        assert_names("action_once_by_all", refused(action(treaty), action(treaty, key="again")))
        rows = [action(treaty, key=key, actor=russia) for key in ("one", "two")]
        assert_names("action_once_an_actor", refused(*rows))
        Action.objects.bulk_create(
            [
                action(treaty, key="russia", actor=russia),
                action(treaty, key="belarus", actor=make_actor("belarus")),
                action(treaty, key="amended", type="amended"),
                action(treaty, key="amended-again", type="amended"),
            ]
        )

    def test_replacements(self):
        treaty = make_agreement()
        first = make_action(treaty)
        assert "action_replaces_with_a_reason" in refused(action(treaty, key="b", replaces=first))
        Action.objects.bulk_create([action(treaty, key="b", replaces=first, reason="A slip.")])
        twice = action(treaty, key="c", replaces=first, reason="A slip.")
        assert_names("news_action_replaces_id", refused(twice))

    def test_none_replaces_itself(self):
        row = action(make_agreement(), pk=4242, reason="A slip.")
        row.replaces_id = 4242
        assert "action_replaces_another" in refused(row)

    def test_rule_10_family(self):
        assert "Rule 10" in refused(action(make_agreement(), type="adopted_by_organ"))
        decree = make_agreement(family="organ_act")
        assert "Rule 10" in refused(action(decree, type="instrument_of_ratification_exchanged"))
        Action.objects.bulk_create(
            [action(decree, type="adopted_by_organ", actor=make_actor("supreme-state-council"))]
        )

    def test_rule_13_actor(self):
        treaty = make_agreement()
        assert "Rule 13" in refused(action(treaty, actor=make_actor("a-stranger")))

    def test_rule_19_future(self):
        """The day of recording is the site's, three hours ahead of UTC."""
        treaty = make_agreement()
        late = datetime(2026, 2, 26, 20, 59, tzinfo=UTC)
        tomorrow = date(2026, 2, 27)
        assert "Rule 19" in refused(action(treaty, dated_on=tomorrow, recorded_at=late))
        Action.objects.bulk_create(
            [
                action(treaty, dated_on=tomorrow, recorded_at=datetime(2026, 2, 26, 21, 1, tzinfo=UTC)),
                action(
                    treaty,
                    key="plan",
                    type="enters_into_force",
                    dated_on=date(2035, 3, 13),
                    occurrence="expected",
                ),
            ]
        )

    def test_rule_25_chain(self):
        elsewhere = make_action(make_agreement())
        assert "Rule 25" in refused(action(make_agreement(), key="b", replaces=elsewhere, reason="A slip."))

    @pytest.mark.parametrize(("precision", "day"), [("month", date(2026, 2, 2)), ("year", date(2026, 2, 1))])
    def test_a_month_is_its_first_day(self, precision, day):
        treaty = make_agreement()
        assert "first day" in refused(action(treaty, date_precision=precision, dated_on=day))
        first = date(2026, 1, 1)
        Action.objects.bulk_create([action(treaty, date_precision=precision, dated_on=first)])


class TestAppendOnly:
    CHANGES = {
        "key": "another",
        "type": "initialled",
        "layer": "domestic",
        "actor_id": lambda: make_actor("russia").pk,
        "agreement_id": lambda: make_agreement().pk,
        "dated_on": date(2026, 2, 1),
        "date_precision": "month",
        "effective_on": DAY,
        "document_number": "12",
        "provisions": "art 1",
        "by_agreement_id": lambda: make_agreement().pk,
        "occurrence": "expected",
        "assertion": "confirmed",
        "recorded_at": moment(days=3),
        "replaces_id": lambda: make_action(make_agreement()).pk,
    }
    SAID = {
        "action_id": lambda: make_action(make_agreement()).pk,
        "source_id": lambda: make_source().pk,
        "says_on": DAY,
        "says_precision": "year",
    }

    @pytest.mark.parametrize("column", ACTION_FACTS)
    def test_no_fact_of_an_action_changes(self, column):
        signed = make_action(make_agreement())
        change = self.CHANGES[column]
        value = change() if callable(change) else change
        with pytest.raises(IntegrityError, match="An action never changes"), transaction.atomic():
            Action.objects.filter(pk=signed.pk).update(**{column: value})

    @pytest.mark.parametrize("column", EVIDENCE_FACTS)
    def test_no_fact_of_evidence_changes(self, column):
        said = make_evidence(make_action(make_agreement()))
        change = self.SAID[column]
        value = change() if callable(change) else change
        with pytest.raises(IntegrityError, match="never changes; replace the action"), transaction.atomic():
            ActionSource.objects.filter(pk=said.pk).update(**{column: value})

    def test_words_may_be_mended_and_the_same_row_saved_again(self):
        signed = make_action(make_agreement())
        signed.note_be = "Заўвага"
        signed.save()
        said = signed.evidence.get()
        said.says_ru = "Назван этот день."
        said.save()
        with connection.cursor() as cursor:
            cursor.execute("UPDATE news_action SET place_en = 'Minsk' WHERE id = %s", [signed.pk])
        signed.refresh_from_db()
        assert (signed.place_en, signed.note_be) == ("Minsk", "Заўвага")

    def test_nothing_recorded_is_deleted(self):
        treaty = make_agreement()
        signed = make_action(treaty)
        make_title(treaty, "Договор")
        for row in (treaty, signed, make_actor("russia")):
            with pytest.raises(ProtectedError):
                row.delete()

    def test_nor_by_sql(self):
        """Foreign keys hold it: an action with evidence, an instrument with actions."""
        signed = make_action(make_agreement())
        for table, pk in (("news_action", signed.pk), ("news_agreement", signed.agreement_id)):
            with pytest.raises(IntegrityError), transaction.atomic():
                delete(table, pk)


def delete(table, pk):
    with connection.cursor() as cursor:
        cursor.execute(f"DELETE FROM {table} WHERE id = %s", [pk])
    connection.check_constraints()
