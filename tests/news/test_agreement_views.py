"""The register's pages: the table on any day, and the record with what it rests on."""

import json
import re
from datetime import date

import pytest
from django.http import QueryDict
from django.utils import timezone
from django.utils.http import urlencode
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from news.agreements.terms import ActionType
from news.filters.agreements import AgreementFilter
from news.models import RuleException
from tests.factories import (
    indexed_once,
    make_action,
    make_actor,
    make_agreement,
    make_article,
    make_basis,
    make_evidence,
    make_relation,
    make_route,
    make_source,
    make_title,
    make_topic,
    make_version,
    moment,
)
from tests.pages import words

pytestmark = pytest.mark.django_db

SIGNED_ON, BOUND_ON = date(2024, 12, 6), date(2025, 3, 13)


@indexed_once()
def make_treaty(slug=None, **fields):
    """Signed, both laws signed, exchanged and in force, each by one source of class C."""
    treaty = make_agreement(slug, **{"consent_mode": "exchange"} | fields)
    make_action(treaty, dated_on=SIGNED_ON, key="signed")
    for code, day in (("russia", date(2025, 2, 28)), ("belarus", date(2025, 3, 4))):
        make_action(treaty, ActionType.LAW_SIGNED, day, actor=make_actor(code), key=f"law-{code}")
    make_action(treaty, ActionType.RATIFICATION_EXCHANGED, BOUND_ON, key="exchanged")
    make_action(treaty, ActionType.ENTERS_INTO_FORCE, BOUND_ON, key="in-force")
    return treaty


@indexed_once()
def make_decree(slug=None, day=date(2026, 2, 26), **fields):
    decree = make_agreement(slug, family="organ_act", **fields)
    make_action(decree, ActionType.ADOPTED_BY_ORGAN, day, actor=decree.adopting_organ)
    return decree


def listed(response):
    return [line.entry.agreement.slug for line in response.context_data["lines"]]


class TestAgreementList:
    URL = "/en/agreements/"

    def test_the_status_of_each_on_the_day_asked(self, client):
        make_treaty("guarantees")
        make_decree("decree")
        today = client.get(self.URL)
        assert set(listed(today)) == {"guarantees", "decree"}
        assert "In force (reported) since 13 March 2025" in words(today).replace(
            "(reported)since", "(reported) since"
        )
        earlier = client.get(self.URL, {"as_of": "2025-03-12"})
        assert listed(earlier) == ["guarantees"]
        assert "Signed, awaiting consent (0 of 2)" in words(earlier)
        assert 'guarantees/?as_of=2025-03-12"' in earlier.content.decode()

    def test_what_had_not_begun_is_shown_only_if_asked_for(self, client):
        make_decree("decree")
        assert listed(client.get(self.URL, {"as_of": "2026-02-25"})) == []
        assert listed(client.get(self.URL, {"as_of": "2026-02-25", "status": "recorded"})) == ["decree"]

    @pytest.mark.parametrize(
        ("query", "slugs"),
        [
            ({"status": "in_force"}, {"guarantees", "old"}),
            ({"status": "in_force", "as_of": "2025-03-12"}, set()),
            ({"kind": "decree"}, {"decree"}),
            ({"party": "belarus"}, {"guarantees", "old"}),
            ({"subject": "transport"}, {"decree"}),
            ({"year": "2026"}, {"decree"}),
            ({"year": "2024", "status": "in_force"}, {"guarantees", "old"}),
            ({"family": "organ_act"}, {"decree"}),
            ({"in_force": "yes"}, {"guarantees", "old"}),
            ({"in_force": "no"}, {"decree"}),
            ({"text": "part"}, {"old"}),
            ({"disputed": "yes"}, {"guarantees"}),
            ({"disputed": "no", "party": "russia"}, {"old"}),
            ({"party": "belarus", "subject": "transport"}, set()),
            ({}, {"guarantees", "old", "decree"}),
        ],
    )
    def test_filters(self, client, query, slugs):
        exchanged = make_treaty("guarantees").actions.get(key="exchanged")
        make_evidence(exchanged, says_on=date(2025, 3, 22))
        make_treaty("old", text_availability="part")
        make_decree("decree").topics.add(make_topic("transport"))
        response = client.get(self.URL, query)
        assert set(listed(response)) == slugs
        assert response.context_data["page_obj"].paginator.count == len(slugs)

    @pytest.mark.parametrize(
        ("query", "shown"),
        [
            ({}, {"status": {"in_force": 2, "adopted": 1}, "kind": {"treaty": 2, "decree": 1}}),
            (
                {"kind": "decree"},
                {
                    "kind": {"treaty": 2, "decree": 1},
                    "status": {"adopted": 1},
                    "year": {"2026": 1},
                    "party": {},
                    "subject": {"transport": 1},
                },
            ),
            ({"party": "russia"}, {"party": {"belarus": 2, "russia": 2}, "kind": {"treaty": 2}}),
            ({"subject": "transport", "kind": "treaty"}, {"kind": {"decree": 1}, "subject": {}}),
            (
                {"as_of": "2025-03-12"},
                {"status": {"awaiting_consent": 2}, "in_force": {"no": 2}, "family": {"treaty": 2}},
            ),
            ({"in_force": "yes", "status": "adopted"}, {"in_force": {"no": 1}, "status": {"in_force": 2}}),
        ],
    )
    def test_each_choice_tells_how_many_it_would_show(self, client, query, shown):
        make_treaty("guarantees")
        make_treaty("old")
        make_decree("decree").topics.add(make_topic("transport"))
        chosen = AgreementFilter(QueryDict(urlencode(query)))
        found = chosen.count(most=50)
        assert {name: dict(found.counts[name]) for name in shown} == shown
        assert found.total == len(listed(client.get(self.URL, query)))

    def test_choices_bear_their_counts_and_those_that_show_nothing_are_left_out(self, client):
        make_treaty()
        html = client.get(self.URL).content.decode()
        assert '<option value="in_force">In force (1)</option>' in html
        assert 'value="suspended"' not in html
        assert 'value="suspended" selected' in client.get(self.URL, {"status": "suspended"}).content.decode()

    @pytest.mark.parametrize(
        ("order", "slugs"),
        [
            ("", ["b-2024", "c-2026", "a-2024"]),
            ("name", ["a-2024", "b-2024", "c-2026"]),
            ("newest", ["c-2026", "b-2024", "a-2024"]),
            ("oldest", ["b-2024", "a-2024", "c-2026"]),
        ],
    )
    def test_orders(self, client, order, slugs):
        make_treaty("b-2024", number="A 2", name_en="B")
        make_treaty("a-2024", number="A 10", name_en="A")
        make_action(make_agreement("c-2026", number="A 3", name_en="C"), dated_on=date(2026, 1, 1))
        assert listed(client.get(self.URL, {"order": order})) == slugs

    def test_active_filters_can_be_taken_off(self, client):
        make_treaty()
        html = client.get(self.URL, {"status": "in_force", "kind": "treaty"}).content.decode()
        assert 'href="?kind=treaty"' in html
        assert 'href="?status=in_force"' in html

    def test_one_without_a_sourced_action_says_nothing_and_is_not_shown(self, client):
        make_agreement("leaked", name_en="Leaked treaty")
        make_action(make_agreement("unsourced", name_en="Leaked unsourced"), sources=())
        response = client.get(self.URL)
        assert b"Leaked" not in response.content
        assert "No instrument in the register fits this choice." in words(response)
        assert client.get("/en/agreements/leaked/").status_code == 404

    def test_numbers_are_in_order(self, client):
        for number in ("A 10", "D 1", "A 2"):
            make_action(make_agreement(number.replace(" ", "-").lower(), number=number))
        assert listed(client.get(self.URL)) == ["a-2", "a-10", "d-1"]

    def test_pages(self, client):
        for _ in range(51):
            make_action(make_agreement())
        assert len(listed(client.get(self.URL, {"page": 2}))) == 1
        assert client.get(self.URL, {"page": 3}).status_code == 404

    @pytest.mark.parametrize(
        "query", [{"as_of": "2025-02-30"}, {"year": "1800"}, {"status": "ready"}, {"party": "x"}]
    )
    def test_a_wrong_filter_is_told_and_left_out(self, client, query):
        make_treaty("guarantees")
        response = client.get(self.URL, query)
        assert response.status_code == 400
        assert listed(response) == ["guarantees"]
        assert "Please correct what is marked" in words(response)

    @pytest.mark.parametrize("count", [1, 3])
    def test_costs_six_queries(self, client, django_assert_num_queries, count):
        for _ in range(count):
            make_treaty()
            make_decree()
        with django_assert_num_queries(6):
            assert len(listed(client.get(self.URL))) == 2 * count

    def test_every_drawn_life_is_told_in_words(self, client):
        make_treaty()
        html = client.get(self.URL).content.decode().replace("\u00a0", " ")
        assert 'aria-label="6 December 2024: Signed, awaiting consent; 13 March 2025: In force"' in html
        assert "style=" not in html


class TestAgreementDetail:
    URL = "/en/agreements/guarantees/"

    def test_the_sentence_the_rule_and_its_proof(self, client):
        make_treaty("guarantees")
        said = words(client.get(self.URL, {"as_of": "2025-03-13"}))
        assert "In force (reported) on 13 March 2025, for both parties, since 13 March 2025." in said
        assert "The day of entry into force is reported by one source." in said
        assert "Why: rule 4: entry into force on or before the day asked" in said
        assert "Signed by 2 of 2: 6 December 2024" in said
        assert "Consent to be bound by 2 of 2: 13 March 2025" in said

    def test_the_day_before_it_waits_with_both_laws_beside(self, client):
        make_treaty("guarantees")
        said = words(client.get(self.URL, {"as_of": "2025-03-12"}))
        assert "Signed, awaiting consent (0 of 2) on 12 March 2025." in said
        assert "Domestic approval is complete on both sides; that alone does not bind them." in said
        assert "Beside it, at home, Actor russia: Law signed, 28 February 2025" in said
        assert "Entry into force is not established" not in said
        assert "Next change13 March 2025" in said.replace("Next change ", "Next change")

    def test_parties(self, client):
        make_treaty("guarantees")
        rows = client.get(self.URL).context_data["record"].parties
        assert [(row.name, row.standing.replace("\u00a0", " ")) for row in rows] == [
            ("Actor russia", "party since 13 March 2025"),
            ("Actor belarus", "party since 13 March 2025"),
        ]
        earlier = client.get(self.URL, {"as_of": "2025-03-12"}).context_data["record"].parties
        assert [cell.missing for cell in earlier[0].cells] == ["", "", "not by this day", "not by this day"]

    def test_sources_are_numbered_in_the_order_of_the_page(self, client):
        treaty = make_treaty("guarantees")
        make_title(treaty, "Иначе", kind="alias", source=make_source("last"))
        make_title(treaty, "Договор", source=make_source("first"))
        response = client.get(self.URL)
        html = response.content.decode()
        marked = [int(number) for number in re.findall(r'href="#source-(\d+)"', html)]
        assert list(dict.fromkeys(marked)) == list(range(1, max(marked) + 1))
        assert [int(number) for number in re.findall(r'<li id="source-(\d+)"', html)] == list(
            range(1, max(marked) + 1)
        )
        cited = [note.source.key for note in response.context_data["record"].notes]
        assert (cited[0], cited[-1]) == ("first", "last")

    def test_a_conflict_of_dates_stands_open(self, client):
        treaty = make_treaty("guarantees")
        exchanged = treaty.actions.get(key="exchanged")
        make_evidence(exchanged, says_on=date(2025, 3, 22), says_en="It dates the exchange the 22nd.")
        make_evidence(
            exchanged, says_on=date(2025, 3, 1), says_precision="month", says_en="It gives the month."
        )
        said = words(client.get(self.URL))
        assert "Open question: which day? Instruments of ratification exchanged" in said
        assert "22 March 2025It dates the exchange the 22nd." in said.replace(
            "22 March 2025 It", "22 March 2025It"
        )
        assert "Both stand. The status uses 13 March 2025." in said
        assert "1 open question." in said

    def test_relations_in_both_directions_with_the_state_of_the_other(self, client):
        treaty, newer = make_treaty("guarantees"), make_decree("newer", name_en="A newer act")
        older = make_action(make_agreement("older", name_en="An older treaty")).agreement
        make_relation(treaty, older, "cites", from_provision="preamble")
        make_relation(newer, treaty, "implements")
        record = client.get(self.URL).context_data["record"]
        assert [(one.relation, one.agreement.slug, one.state.label) for one in record.related] == [
            ("cites (preamble)", "older", "Signed, awaiting consent (0\u00a0of\u00a02)"),
            ("is implemented by", "newer", "Adopted"),
        ]

    def test_subjects_articles_and_routes(self, client, django_capture_on_commit_callbacks):
        with django_capture_on_commit_callbacks(execute=True):
            treaty = make_treaty("guarantees")
            treaty.topics.add(make_topic("security", name_en="Security"))
            make_article(
                "named", version={"headline": "It names it", "body": "See [[agreement:guarantees]]."}
            )
            make_article("other", version={"headline": "Leaked headline"})
            make_basis(make_route("line", name_en="A line"), treaty)
        links = client.get(self.URL).context_data["record"].links
        assert {kind: [link.title for link in found] for kind, found in links.items()} == {
            "topic": ["Security"],
            "article": ["It names it"],
            "route": ["A line"],
        }

    def test_a_draft_that_names_it_does_not_leak(self, client):
        make_treaty("guarantees")
        draft = {"headline": "Leaked draft", "body": "[[agreement:guarantees]]", "live_from": None}
        make_article("draft", version=draft)
        assert b"Leaked" not in client.get(self.URL).content

    def test_act_of_an_organ_has_no_parties_and_no_consent(self, client):
        make_decree("guarantees")
        response = client.get(self.URL)
        assert response.context_data["record"].parties == []
        said = words(response)
        assert "Adopted 26 February 2026 (status on " in said
        assert "The day on which it takes effect is not established." in said
        assert "atif" not in said.split("Sources")[0].lower().replace("notification", "")

    def test_replaced_actions_are_not_shown(self, client):
        treaty = make_treaty("guarantees")
        wrong = treaty.actions.get(key="in-force")
        make_action(
            treaty,
            ActionType.ENTERS_INTO_FORCE,
            date(2025, 4, 1),
            key="right",
            replaces=wrong,
            reason="A slip.",
        )
        assert "since 1 April 2025" in words(client.get(self.URL))
        titles = [event.iso for event in client.get(self.URL).context_data["record"].events]
        assert titles == ["2024-12-06", "2025-02-28", "2025-03-04", "2025-03-13", "2025-04-01"]

    def test_a_change_known_to_the_year_is_shown_as_the_year(self, client):
        treaty = make_treaty("guarantees")
        year = {"date_precision": "year", "key": "over"}
        make_action(treaty, ActionType.TRANSFORMED, date(2025, 1, 1), **year)
        said = words(client.get(self.URL))
        assert "Transformed 2025 (status on " in said
        assert "The day of its end is not established." in said
        line = client.get(self.URL).context_data["record"].line
        assert [mark.below for mark in line.marks if mark.above == "Transformed"] == ["2025"]

    def test_an_end_of_term_is_expected_not_stated(self, client):
        make_treaty("guarantees", duration_years=10, renews_itself=True, term_source=make_source())
        record = client.get(self.URL).context_data["record"]
        assert (record.events[-1].iso, record.events[-1].grade) == ("2035-03-13", "expected")
        assert record.next_change.replace("\u00a0", " ") == "13 March 2035, end of the term"

    def test_what_the_register_said_on_an_earlier_day(self, client):
        treaty = make_treaty("guarantees")
        corrected = {"key": "right", "replaces": treaty.actions.get(key="in-force"), "reason": "A slip."}
        learned = {"recorded_at": moment(days=210)}
        make_action(treaty, ActionType.ENTERS_INTO_FORCE, date(2025, 4, 1), **corrected | learned)
        before, after = (timezone.localdate(moment(days=days)) for days in (209, 210))
        now = client.get(self.URL, {"as_of": "2025-03-20"})
        then = client.get(self.URL, {"as_of": "2025-03-20", "known_at": before})
        assert now.context_data["record"].status.value == "awaiting_entry"
        assert then.context_data["record"].status.value == "in_force"
        assert client.get(self.URL, {"as_of": "2025-03-20", "known_at": after}).context_data[
            "record"
        ].state == (now.context_data["record"].state)
        assert [event.iso for event in then.context_data["record"].events][-1] == "2025-03-13"
        html = then.content.decode()
        assert "as the register knew it on" in html
        assert f'value="{before}"' in html
        assert html.count(f"&amp;known_at={before}") > 2
        assert '<link rel="canonical" href="http://testserver/en/agreements/guarantees/">' in html

    def test_today_is_what_is_known_now(self, client):
        make_treaty("guarantees")
        assert (
            client.get(self.URL, {"known_at": timezone.localdate()}).context_data["record"].known_on is None
        )
        nothing = client.get(self.URL, {"known_at": "2000-01-01"})
        assert nothing.context_data["record"].status.value == "recorded"
        assert client.get(self.URL, {"known_at": "2025-02-30"}).status_code == 400

    @pytest.mark.parametrize("day", ["2025-02-30", "yesterday", "1850-01-01", "2300-01-01", "20250313"])
    def test_a_day_that_is_none_is_refused_in_words(self, client, day):
        make_treaty("guarantees")
        response = client.get(self.URL, {"as_of": day})
        assert response.status_code == 400
        assert "as_of" in words(response)

    def test_a_day_to_come_says_so(self, client):
        make_treaty("guarantees")
        assert "The day is still to come" in words(client.get(self.URL, {"as_of": "2090-01-01"}))
        assert "The day is still to come" not in words(client.get(self.URL))

    def test_how_to_cite(self, client):
        make_treaty("guarantees", name_en="A treaty", number="A 5")
        said = words(client.get(self.URL, {"as_of": "2025-04-01"}))
        assert (
            "A treaty (Actor russia–Actor belarus) (signed 6 December 2024, entered into force 13 March 2025). "
            "Union Chronicle, register A 5, status on 1 April 2025: In force (reported)." in said
        )
        before = words(client.get(self.URL, {"as_of": "2025-01-01"}))
        assert "(signed 6 December 2024). Union Chronicle" in before

    def test_is_cited_by_an_address_that_what_is_learnt_later_does_not_change(self, client):
        make_treaty("guarantees")
        for asked, known in (({}, timezone.localdate()), ({"known_at": "2026-10-01"}, "2026-10-01")):
            html = client.get(self.URL, {"as_of": "2025-04-01"} | asked).content.decode()
            assert f'<a href="{self.URL}?as_of=2025-04-01&amp;known_at={known}">Permanent link</a>' in html

    @pytest.mark.parametrize(
        ("day", "force"),
        [("2025-03-12", "NotInForce"), ("2025-03-13", "InForce"), ("2024-01-01", "NotInForce")],
    )
    def test_structured_data_tells_the_same(self, client, day, force):
        make_treaty("guarantees", name_en="A treaty")
        response = client.get(self.URL, {"as_of": day})
        html = response.content.decode()
        blocks = re.findall(r'<script type="application/ld\+json">(.*?)</script>', html, re.DOTALL)
        things = {thing["@type"]: thing for block in blocks for thing in json.loads(block)["@graph"]}
        law = things["Legislation"]
        assert law["legislationLegalForce"] == f"https://schema.org/{force}"
        assert (law["name"], law["legislationDate"]) == ("A treaty", "2024-12-06")
        assert (law["uc:status"], law["uc:statusOn"]) == (response.context_data["record"].status.value, day)
        assert "BreadcrumbList" in things

    def test_structured_data_does_not_know_more_than_the_page(self, client):
        make_decree("rail")
        html = client.get("/en/agreements/rail/").content.decode()
        assert "The day on which it takes effect is not established." in html
        assert "legislationLegalForce" not in html

    @pytest.mark.parametrize("count", [1, 3])
    def test_costs_six_queries_and_those_of_its_abstract(self, client, django_assert_num_queries, count):
        treaty = make_treaty("guarantees")
        for _ in range(count):
            make_relation(treaty, make_treaty(), "cites")
            make_title(treaty, f"Договор {count}", kind="alias", language=f"x{_}")
            make_evidence(treaty.actions.get(key="signed"))
        with django_assert_num_queries(6):
            client.get(self.URL)

    def test_the_articles_that_name_it_are_turned_over(self, client, monkeypatch, django_assert_num_queries):
        monkeypatch.setattr("news.views.agreements.SHOWN", 2)
        make_treaty("guarantees")
        for number in range(5):
            article = make_article(f"a{number}", version=False)
            make_version(article, headline=f"Told {number}", body="By [[agreement:guarantees]].")

        def told(page):
            response = client.get(self.URL, {"page": page})
            return re.findall(r"Told \d", words(response)), response

        for page, headlines in ((1, ["Told 3", "Told 4"]), (2, ["Told 1", "Told 2"]), (3, ["Told 0"])):
            found, response = told(page)
            assert found == headlines
            assert ('rel="next"' in response.content.decode()) is (page < 3)
        told(2)
        with django_assert_num_queries(7):  # it has no title
            told(1)
        assert told(4)[1].status_code == 404
        monkeypatch.setattr("news.views.register_data.PER_ANSWER", 3)
        data = client.get("/en/agreements/guarantees.json").json()
        assert [link["title"] for link in data["linked"]["article"]] == ["Told 2", "Told 3", "Told 4"]
        further = client.get(data["next"]).json()
        assert [link["title"] for link in further["linked"]["article"]] == ["Told 0", "Told 1"]
        assert further["next"] is None

    @pytest.mark.parametrize("language", ["en", "ru", "be"])
    def test_foreign_words_bear_their_language(self, client, language):
        make_title(make_treaty("guarantees"), "Договор о гарантиях")
        html = client.get(f"/{language}/agreements/guarantees/").content.decode()
        assert '<span lang="ru">Договор о гарантиях</span>' in html
        assert html.count("<h1") == 1


class TestAgreementChecks:
    URL = "/en/agreements/checks/"

    def test_a_doubt_with_the_reason_for_which_it_stands(self, client):
        treaty = make_treaty("guarantees", name_en="A treaty")
        make_action(
            treaty, ActionType.LAW_PUBLISHED, date(2025, 2, 1), actor=make_actor("russia"), key="early"
        )
        said = words(client.get(self.URL))
        assert "1 instrument with something open" in said
        assert "Rule 12: Lower house, upper house, signature, publication: it comes before its turn." in said
        assert "Concerns: Law published, Actor russia, 1 February 2025." in said
        assert "No reason is stated yet." in said
        reason = {"reason_ru": "Так было.", "rule": 12, "action_key": "early"}
        RuleException.objects.create(agreement=treaty, **reason)
        response = client.get(self.URL)
        assert "It stands, because: Так было." in words(response)
        assert '<span lang="ru">Так было.</span>' in response.content.decode()

    def test_sources_that_differ(self, client):
        exchanged = make_treaty("guarantees").actions.get(key="exchanged")
        make_evidence(exchanged, says_on=date(2025, 3, 22), says_en="It dates the exchange the 22nd.")
        make_treaty("quiet", name_en="Leaked quiet")
        response = client.get(self.URL)
        assert "Open question: which day? Instruments of ratification exchanged" in words(response)
        assert b'id="source-2"' in response.content
        assert b"Leaked" not in response.content

    def test_nothing_open(self, client):
        make_treaty()
        assert "Nothing is open" in words(client.get(self.URL))

    def test_a_date_that_was_replaced_or_taken_back_is_no_open_question(self, client):
        treaty = make_treaty("guarantees")
        wrong = treaty.actions.get(key="exchanged")
        make_evidence(wrong, says_on=date(2025, 3, 22))
        make_action(treaty, wrong.type, wrong.dated_on, replaces=wrong, reason="A slip.", key="right")
        make_evidence(make_treaty("other").actions.get(key="signed"), says_on=date(2024, 12, 5))
        make_evidence(treaty.actions.get(key="signed"), says_on=date(2024, 12, 1), says_precision="month")
        [found] = client.get(self.URL).context_data["checked"]
        assert found.agreement.slug == "other"

    @pytest.mark.parametrize("count", [1, 3])
    def test_costs_nine_queries(self, client, django_assert_num_queries, count):
        """How many there are (1), and which (1); the instruments (1), what sources say (1), what the rules ask (2), relations (1)
        and the instruments at their other ends (2)."""
        for _ in range(count):
            older, newer = make_treaty(), make_treaty()
            make_relation(newer, older, "terminates")
            make_relation(newer, make_treaty(), "cites")
            make_evidence(older.actions.get(key="exchanged"), says_on=date(2025, 3, 22))
        with django_assert_num_queries(9):
            assert len(client.get(self.URL).context_data["checked"]) == 2 * count

    @pytest.mark.parametrize("count", [1, 3])
    def test_costs_six_where_no_rule_asks_what_they_are_bound_to(
        self, client, django_assert_num_queries, count
    ):
        for _ in range(count):
            treaty = make_treaty()
            make_relation(treaty, make_treaty(), "based_on")
            make_action(
                treaty, ActionType.LAW_PUBLISHED, date(2025, 2, 1), actor=make_actor("russia"), key="early"
            )
        with django_assert_num_queries(6):
            assert len(client.get(self.URL).context_data["checked"]) == count


@pytest.mark.parametrize(
    ("page", "name"),
    [
        ("", "as_of"),
        ("", "status"),
        ("", "kind"),
        ("", "party"),
        ("", "subject"),
        ("", "year"),
        ("", "page"),
        ("", "order"),
        ("checks/", "page"),
        ("guarantees/", "as_of"),
        ("guarantees/", "known_at"),
    ],
)
@settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture])
@example(value="\x00")
@example(value="9" * 400)
@example(value="2025-02-30")
@example(value="٢٠٢٥-٠٣-١٣")
@given(value=st.text(st.characters(codec="utf-8"), max_size=40))
def test_nonsense_is_told_or_ignored(client, page, name, value):
    if not hasattr(client, "treaty"):
        client.treaty = make_treaty("guarantees")
    response = client.get(f"/en/agreements/{page}", {name: value})
    assert response.status_code in (200, 400, 404)
    assert response.content.decode().count("<h1") == 1
