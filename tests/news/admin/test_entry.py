"""An instrument entered whole: actions with their sources, what would follow while one types, nothing saved by looking."""

from datetime import date

import pytest

from news.agreements.dossiers import dossier_of
from news.models import Action, ActionSource, Agreement, AuditEntry, RuleException, Source
from tests.factories import make_action, make_actor, make_agreement, make_relation, make_source
from tests.news.admin.pages import url, words
from tests.news.admin.test_agreements import agreement_data, management, status_today

ADD = url("agreement_add")
OUTLOOK = url("agreement_outlook_new")
EXCHANGE = "instrument_of_ratification_exchanged"


def rows(*actions):
    """("signed", "06.12.2024", "russia", ["tass"]), … as the form sends them."""
    data = management("entered", len(actions))
    for place, (kind, day, actor, sources) in enumerate(actions):
        row = f"entered-{place}"
        data |= management(f"{row}-evidence", len(sources))
        data |= {f"{row}-type": kind, f"{row}-dated_on": day, f"{row}-actor": actor}
        data |= {f"{row}-occurrence": "occurred", f"{row}-assertion": "reported"}
        data |= {f"{row}-evidence-{n}-source": source for n, source in enumerate(sources)}
    return data


@pytest.fixture
def parties(db):
    codes = [make_actor(code).code for code in ("russia", "belarus")]
    data = {f"participations-{n}-actor": code for n, code in enumerate(codes)}
    return (
        management("participations", 2) | data | {f"participations-{n}-role": "negotiating" for n in range(2)}
    )


@pytest.fixture
def treaty(parties, source):
    def treaty(*actions, **changes):
        return agreement_data(entry_into_force_rule="on_exchange", **parties) | rows(*actions) | changes

    return treaty


WHOLE = (
    ("signed", "06.12.2024", "", ["read"]),
    ("law_signed", "2025-02-28", "russia", ["read"]),
    (EXCHANGE, "2025-03-13", "", ["read"]),
    ("enters_into_force", "13.03.2025", "", ["read"]),
)
TITLED = {"titles-0-kind": "official", "titles-0-language": "ru", "titles-0-text": "Договор"} | management(
    "titles", 1
)


class TestEntry:
    def test_a_treaty_in_one_saving(self, editor, treaty, source):
        data = treaty(*WHOLE, **TITLED, **{"titles-0-source": source.key})
        assert editor.post(ADD, data).status_code == 302
        saved = Agreement.objects.get()
        assert status_today(saved) == "in_force"
        found = saved.actions.order_by("dated_on", "pk").values_list(
            "key", "layer", "dated_on", "recorded_by"
        )
        assert [*found] == [
            ("signed", "international", date(2024, 12, 6), editor.user.pk),
            ("law-signed-russia", "domestic", date(2025, 2, 28), editor.user.pk),
            ("instrument-of-ratification-exchanged", "international", date(2025, 3, 13), editor.user.pk),
            ("enters-into-force", "international", date(2025, 3, 13), editor.user.pk),
        ]
        assert ActionSource.objects.filter(source=source).count() == 4

    def test_the_audit_tells_every_part(self, editor, treaty, source):
        editor.post(ADD, treaty(WHOLE[0], **TITLED, **{"titles-0-source": source.key}))
        entry = AuditEntry.objects.get(kind="agreement")
        assert entry.new["action:A 1/signed"]["sources"] == ["read"]
        assert entry.new["agreementtitle:A 1/ru/official/Договор"]["source"] == "source:read"

    def test_what_a_rule_refuses_stands_at_its_row_and_nothing_is_saved(self, editor, treaty):
        data = treaty(WHOLE[0], (EXCHANGE, "01.12.2024", "", ["read"]), WHOLE[3])
        response = editor.post(ADD, data)
        assert "Rule 2: A State cannot consent before it signs." in words(response)
        assert not Agreement.objects.exists()
        assert not Action.objects.exists()

    @pytest.mark.parametrize(
        ("row", "told"),
        [
            (("signed", "30.02.2025", "", ["read"]), "Write 2025-03-13 or 13.03.2025"),
            (("signed", "2025", "", []), "Name at least one source"),
            (("signed", "2025", "", ["nobody"]), "Nothing has this key."),
            (("signed", "2025", "", ["read", "read"]), "This source is named already"),
            (("law_signed", "2025", "", ["read"]), "Which State did this at home?"),
            (("adopted_by_organ", "2025", "", ["read"]), "Rule 10"),
            (("signed", "2090", "", ["read"]), "Rule 19"),
            (("enters_into_force", "2025", "", ["read"]), "Rule 3"),
        ],
    )
    def test_each_mistake_in_words(self, editor, treaty, row, told):
        response = editor.post(ADD, treaty(row))
        assert response.status_code == 200
        assert told in words(response)
        assert not Agreement.objects.exists()

    def test_known_to_the_month(self, editor, treaty):
        editor.post(ADD, treaty(("signed", "12.2024", "", ["read"]), **TITLED, **{"titles-0-source": "read"}))
        assert Action.objects.values_list("dated_on", "date_precision").get() == (date(2024, 12, 1), "month")

    def test_a_new_source_is_named_at_once(self, editor, treaty):
        data = treaty(("signed", "06.12.2024", "", ["new-one"]), **TITLED, **{"titles-0-source": "new-one"})
        data |= management("new_sources", 1) | {
            "new_sources-0-key": "new-one",
            "new_sources-0-publisher_en": "BelTA",
            "new_sources-0-grade": "c",
            "new_sources-0-language": "ru",
        }
        assert editor.post(ADD, data).status_code == 302
        assert ActionSource.objects.get().source == Source.objects.get(key="new-one")
        assert AuditEntry.objects.filter(kind="source", key="new-one", act="add").count() == 1

    def test_what_is_doubtful_is_saved_with_a_published_reason(self, editor, treaty, source):
        late = ("enters_into_force", "20.03.2025", "", ["read"])
        data = treaty(*WHOLE[:3], late, **TITLED, **{"titles-0-source": source.key})
        response = editor.post(ADD, data)
        assert "Something is doubtful" in words(response)
        assert not Agreement.objects.exists()
        field = "doubt-4-enters-into-force"
        assert f'name="{field}"' in response.content.decode()
        assert editor.post(ADD, data | {field: "The protocol of exchange says so."}).status_code == 302
        exception = RuleException.objects.get()
        assert (exception.rule, exception.action_key) == (4, "enters-into-force")
        assert exception.reason_en == "The protocol of exchange says so."

    def test_actions_are_added_to_what_is_recorded(self, editor, treaty):
        saved = make_agreement(number="A 1", slug="a-treaty", name_en="A treaty", parties=())
        make_action(saved, dated_on=date(2024, 12, 6))
        data = treaty() | rows((EXCHANGE, "01.12.2024", "", ["read"]))
        page = url("agreement_change", saved.pk)
        assert "Rule 2" in words(editor.post(page, data))
        data |= rows((EXCHANGE, "13.03.2025", "", ["read"])) | {"doubt-22-signed": "No copy is held."}
        assert editor.post(page, data).status_code == 302
        assert saved.actions.count() == 2

    def test_others_may_not_add_actions(self, author, treaty):
        assert author.post(ADD, treaty(*WHOLE)).status_code == 403
        assert author.post(OUTLOOK, treaty(*WHOLE)).status_code == 403


class TestWithoutScripts:
    """Buttons that ask save nothing and lose nothing."""

    def test_check(self, editor, treaty):
        response = editor.post(ADD, treaty(*WHOLE[:3], _check="1"))
        assert response.status_code == 200
        assert "Consent complete, awaiting entry into force" in words(response)
        assert "Enters into force, 13 March 2025" in words(response).replace("\u00a0", " ")
        assert not Agreement.objects.exists()

    @pytest.mark.parametrize("group", ["entered", "entered-0-evidence"])
    def test_more_rows(self, editor, treaty, group):
        html = editor.post(ADD, treaty(WHOLE[0], _more=group)).content.decode()
        assert f'name="{group}-TOTAL_FORMS" value="4"' in html
        assert 'value="06.12.2024"' in html
        assert not Agreement.objects.exists()

    def test_a_proposal_fills_a_row(self, editor, treaty):
        data = treaty(*WHOLE[:3], _take="enters_into_force|2025-03-13|occurred|")
        html = editor.post(ADD, data).content.decode()
        assert 'name="entered-3-dated_on" value="2025-03-13"' in html
        assert not Action.objects.exists()

    @pytest.mark.parametrize("asked", [{"_more": "x-1"}, {"_take": "x"}, {"_take": "x|y|z|w"}])
    def test_nonsense_is_left(self, editor, treaty, asked):
        assert editor.post(ADD, treaty(WHOLE[0], **asked)).status_code == 200


class TestOutlook:
    def test_the_status_with_its_rule_and_what_it_rests_on(self, editor, treaty):
        told = editor.post(OUTLOOK, treaty(*WHOLE)).json()
        assert (told["status"]["value"], told["status"]["rule"]) == ("in_force", 4)
        assert told["status"]["why"] == "rule 4: entry into force on or before the day asked"
        assert len(told["used"]) == 3
        assert told["refused"] == []
        assert not Agreement.objects.exists()

    def test_refusals_and_proposals(self, editor, treaty):
        told = editor.post(OUTLOOK, treaty((EXCHANGE, "01.12.2024", "", ["read"]), WHOLE[0])).json()
        assert [(each["rule"], each["row"]) for each in told["refused"]] == [(2, 1)]
        [proposal] = told["proposals"]
        assert (proposal["type"], proposal["date"], proposal["rule"]) == (
            "enters_into_force",
            "2024-12-01",
            4,
        )

    def test_half_typed_rows_do_no_harm(self, editor, treaty):
        data = treaty(("", "2024-13", "x", ["?"]), ("signed", "", "", []), ("signed", "2024", "", []))
        told = editor.post(OUTLOOK, data | {"family": "", "consent_mode": "nonsense"}).json()
        assert told["status"]["value"] == "recorded"
        assert editor.post(OUTLOOK, {}).json()["status"]["value"] == "recorded"

    def test_the_end_by_a_later_treaty(self, editor, source):
        older = make_agreement(number="A 1", slug="a-treaty", name_en="A treaty", consent_mode="unknown")
        make_action(older, "enters_into_force", dated_on=date(1997, 6, 11))
        newer = make_agreement(consent_mode="unknown")
        make_action(newer, "enters_into_force", dated_on=date(2000, 1, 26))
        make_relation(newer, older, "supersedes")
        data = agreement_data(consent_mode="unknown")
        [proposal] = editor.post(url("agreement_outlook", older.pk), data).json()["proposals"]
        assert (proposal["type"], proposal["date"], proposal["by"]) == (
            "terminated",
            "2000-01-26",
            newer.number,
        )

    @pytest.mark.parametrize("count", [2, 28])
    def test_it_costs_the_same_however_many_rows(self, editor, treaty, django_assert_num_queries, count):
        sources = [make_source().key for _ in range(3)]
        saved = make_agreement(number="A 1", slug="a-treaty", name_en="A treaty")
        data = agreement_data() | rows(*[("amended", "2025-03-13", "", sources)] * count)
        page = url("agreement_outlook", saved.pk)
        editor.post(page, data)
        with django_assert_num_queries(43):
            editor.post(page, data)

    def test_only_by_post_and_of_what_there_is(self, editor, treaty):
        assert editor.get(OUTLOOK).status_code == 405
        assert editor.post(url("agreement_outlook", 999), {}).status_code == 404


def test_status_of_a_stored_treaty_on_its_page(editor):
    saved = make_action(make_agreement(), dated_on=date(2024, 12, 6)).agreement
    html = editor.get(url("agreement_change", saved.pk)).content.decode()
    assert f'data-outlook="{url("agreement_outlook", saved.pk)}"' in html
    assert dossier_of(saved).held
