"""Pages of the whole register: parties, relations, words, dates, changes; and that no instrument can take their addresses."""

import re
from datetime import date, timedelta

import pytest
from django.utils import timezone

from news.agreements.dossiers import dossier_of
from news.agreements.glossary import STATUSES, anchor, glossary
from news.agreements.terms import ActionType, Assertion, Occurrence, PartyStanding, Predicate, StatusValue
from news.models.agreements import PAGES_OF_THE_REGISTER
from news.urls import urlpatterns
from tests.factories import (
    make_action,
    make_actor,
    make_agreement,
    make_evidence,
    make_obligation,
    make_relation,
    make_source,
    moment,
)
from tests.news.test_agreement_views import make_decree, make_treaty
from tests.pages import words

pytestmark = pytest.mark.django_db


def test_no_page_of_the_register_can_be_hidden_by_an_instrument():
    pages = {
        found[1]
        for each in urlpatterns
        if (found := re.fullmatch(r"agreements/([\w-]+)/", str(each.pattern)))
    }
    assert pages <= set(PAGES_OF_THE_REGISTER)


class TestAgreementMatrix:
    URL = "/en/agreements/matrix/"

    def test_what_each_state_is_on_the_day(self, client):
        make_treaty("guarantees")
        make_action(make_agreement("one-sided"), actor=make_actor("russia"))
        make_decree("leaked", name_en="Leaked decree")
        rows = client.get(self.URL).context_data["matrix"].rows
        found = {row.entry.agreement.slug: [str(cell.state.label) for cell in row.cells] for row in rows}
        assert found == {"guarantees": ["party", "party"], "one-sided": ["signatory", "has not signed"]}
        earlier = client.get(self.URL, {"as_of": "2025-03-12"})
        assert [[cell.state.label for cell in row.cells] for row in earlier.context_data["matrix"].rows] == [
            ["signatory", "signatory"]
        ]
        assert "Leaked" not in words(earlier)
        assert 'guarantees/?as_of=2025-03-12"' in earlier.content.decode()

    def test_a_state_that_takes_no_part_is_told_apart(self, client):
        make_treaty("guarantees")
        make_action(make_agreement(parties=("russia", "armenia")))
        assert "takes no part" in words(client.get(self.URL))

    @pytest.mark.parametrize("count", [1, 3])
    def test_costs_four_queries(self, client, django_assert_num_queries, count):
        for _ in range(count):
            make_treaty()
        with django_assert_num_queries(4):
            assert len(client.get(self.URL).context_data["matrix"].rows) == count


class TestAgreementRelations:
    URL = "/en/agreements/relations/"

    def test_each_stands_at_both_ends_with_its_source(self, client):
        newer, older = make_treaty("newer", number="A 10"), make_treaty("older", number="A 2")
        relation = make_relation(newer, older, "amends", effective_from=date(2025, 10, 29))
        response = client.get(self.URL)
        told = [
            (group.agreement.slug, line.words, line.other.slug, line.period.replace("\u00a0", " "))
            for group in response.context_data["groups"]
            for line in group.lines
        ]
        assert told == [
            ("older", "is amended by", "newer", "since 29 October 2025"),
            ("newer", "amends", "older", "since 29 October 2025"),
        ]
        assert [note.source for note in response.context_data["notes"]] == [relation.source]

    def test_one_to_an_instrument_that_is_not_public_is_not_shown(self, client):
        make_relation(make_treaty("newer"), make_agreement("leaked", name_en="Leaked"), "cites")
        assert "Leaked" not in words(client.get(self.URL))

    @pytest.mark.parametrize("count", [1, 3])
    def test_costs_three_queries(self, client, django_assert_num_queries, count):
        treaty = make_treaty()
        for _ in range(count):
            make_relation(treaty, make_treaty(), "cites")
        with django_assert_num_queries(3):
            client.get(self.URL)


class TestAgreementGlossary:
    def test_every_word_of_the_vocabulary_is_explained_under_an_address_of_its_own(self, client):
        kinds = (StatusValue, ActionType, PartyStanding, Assertion, Occurrence, Predicate)
        members = [member for kind in kinds for member in kind]
        anchors = [term.anchor for section in glossary() for term in section.terms]
        assert sorted(anchors) == sorted(anchor(member) for member in members)
        html = client.get("/en/agreements/glossary/").content.decode()
        assert all(f'id="{name}"' in html for name in anchors)

    def test_the_record_leads_to_its_words(self, client):
        make_treaty("guarantees")
        html = client.get("/en/agreements/guarantees/").content.decode()
        assert 'href="/en/agreements/glossary/#status-in-force"' in html
        assert 'href="/en/agreements/glossary/#action-instrument-of-ratification-exchanged"' in html
        assert STATUSES[StatusValue.IN_FORCE][1] == "24, 26"


class TestAgreementCalendar:
    URL = "/en/agreements/calendar/"

    def test_what_is_to_come_stands_apart_from_what_has_been(self, client):
        make_treaty("guarantees", duration_years=100, term_source=make_source())
        make_obligation(make_decree("decree"), due_on=date(2026, 4, 2))
        response = client.get(self.URL)
        assert [(each.iso, each.grade) for each in response.context_data["coming"]] == [
            ("2125-03-13", "expected")
        ]
        past = [(each.iso, each.agreement.slug) for each in response.context_data["page_obj"].object_list]
        assert past[0] == ("2026-04-02", "decree")
        assert past[-1] == ("2024-12-06", "guarantees")
        # What a State does at home is no date between the parties.
        assert "2025-02-28" not in {iso for iso, _slug in past}

    def test_each_page_is_a_step_further_from_today_ahead_and_back(self, client, monkeypatch):
        monkeypatch.setattr("news.views.calendar.PER_PAGE", 2)
        monkeypatch.setattr("news.views.calendar.IN_FILE", 2)
        decree, today = make_decree("decree"), timezone.localdate()
        for days in (0, 10, 20, 30, 40):
            make_obligation(decree, due_on=today + timedelta(days=days))
        make_obligation(decree, due_on=date(2026, 4, 2))
        pages = [client.get(self.URL, {"page": number}).context_data for number in (1, 2, 3)]
        coming = [[(each.dated.on - today).days for each in page["coming"]] for page in pages]
        assert coming == [[0, 10], [20, 30], [40]]
        past = [[each.iso for each in page["page_obj"].object_list] for page in pages]
        assert past == [["2026-04-02", "2026-02-26"], [], []]
        assert client.get(self.URL, {"page": 4}).status_code == 404
        assert "It holds the next" in words(client.get(self.URL))
        assert client.get("/en/agreements/calendar.ics").content.count(b"BEGIN:VEVENT") == 4

    @pytest.mark.parametrize("count", [1, 3])
    def test_costs_seven_queries(self, client, django_assert_num_queries, count):
        for _ in range(count):
            make_obligation(make_treaty(term_source=make_source(), duration_years=10))
        with django_assert_num_queries(7):
            client.get(self.URL)


class TestAgreementCalendarIcs:
    URL = "/en/agreements/calendar.ics"

    def events(self, client):
        text = client.get(self.URL).content.decode().replace("\r\n ", "")
        blocks = re.findall(r"BEGIN:VEVENT\r\n(.*?)END:VEVENT", text, re.DOTALL)
        return [dict(line.split(":", 1) for line in block.strip().split("\r\n")) for block in blocks]

    def test_days_are_all_day_events_and_months_fill_their_month(self, client):
        treaty = make_treaty("guarantees", number="A 5")
        make_action(treaty, ActionType.RENEWED, date(2026, 1, 1), date_precision="month", key="renewed")
        found = {event["UID"]: event for event in self.events(client)}
        signed = found["agreement-A-5-signed@union-chronicle"]
        assert (signed["DTSTART;VALUE=DATE"], signed["DTEND;VALUE=DATE"]) == ("20241206", "20241207")
        renewed = found["agreement-A-5-renewed@union-chronicle"]
        assert (renewed["DTSTART;VALUE=DATE"], renewed["DTEND;VALUE=DATE"]) == ("20260101", "20260201")

    def test_a_correction_keeps_the_name_and_raises_the_sequence(self, client):
        treaty = make_treaty("guarantees", number="A 5")
        wrong = treaty.actions.get(key="in-force")
        make_action(
            treaty,
            ActionType.ENTERS_INTO_FORCE,
            date(2025, 4, 1),
            key="right",
            replaces=wrong,
            reason="A slip.",
        )
        found = {event["UID"]: event for event in self.events(client)}
        event = found["agreement-A-5-in-force@union-chronicle"]
        assert (event["DTSTART;VALUE=DATE"], event["SEQUENCE"]) == ("20250401", "1")
        assert not any("right" in uid for uid in found)

    def test_every_event_has_what_the_standard_asks(self, client):
        make_treaty("guarantees")
        for event in self.events(client):
            assert {"UID", "DTSTAMP", "DTSTART;VALUE=DATE", "SUMMARY;LANGUAGE=en"} <= event.keys()


class TestAgreementChanges:
    URL = "/en/agreements/changes/"
    MARCH = {"from": "2025-03-01", "to": "2025-03-31"}

    def test_law_and_knowledge_are_told_apart(self, client):
        make_treaty("guarantees")
        response = client.get(self.URL, self.MARCH)
        [(change, _numbers)] = response.context_data["in_law"]
        assert (change.before.label, change.after.label, change.day) == (
            "Signed, awaiting consent",
            "In force",
            date(2025, 3, 13),
        )
        deciding = dossier_of(change.agreement).status(change.day).deciding
        assert change.act == deciding.type.label
        assert {source.key for source in change.sources} == {said.source for said in deciding.evidence}
        assert response.context_data["in_knowledge"] == []
        # All of it was written down on one day of September 2026.
        recorded = moment(days=200).date().isoformat()
        response = client.get(self.URL, {"from": recorded, "to": recorded})
        assert response.context_data["in_law"] == []
        assert len(response.context_data["in_knowledge"]) == 5

    def test_a_change_known_to_the_year_is_found_on_its_last_day(self, client):
        treaty = make_treaty("guarantees")
        make_action(treaty, ActionType.TRANSFORMED, date(2025, 1, 1), date_precision="year", key="over")
        response = client.get(self.URL, {"from": "2025-12-31", "to": "2025-12-31"})
        [(change, _numbers)] = response.context_data["in_law"]
        assert (change.after.label, change.date_text) == ("Transformed", "2025")

    def test_what_was_replaced_says_why(self, client):
        treaty = make_treaty("guarantees")
        later = {"recorded_at": timezone.now() - timedelta(days=1), "key": "right"}
        wrong = treaty.actions.get(key="in-force")
        make_action(
            treaty, ActionType.ENTERS_INTO_FORCE, date(2025, 4, 1), replaces=wrong, reason="A slip.", **later
        )
        said = words(client.get(self.URL))
        assert "Replaced" in said
        assert "A slip." in said

    @pytest.mark.parametrize(
        "query", [{"from": "2025-02-30"}, {"to": "soon"}, {"from": "2026-01-02", "to": "2026-01-01"}]
    )
    def test_days_that_are_none_are_refused_in_words(self, client, query):
        assert client.get(self.URL, query).status_code == 400
        refused = client.get("/en/agreements/changes.csv", query)
        assert (refused.status_code, refused["Content-Type"]) == (400, "application/problem+json")
        assert refused.json()["detail"]

    def test_each_page_has_a_part_of_both(self, client, monkeypatch):
        monkeypatch.setattr("news.views.register_changes.PER_PAGE", 3)
        make_treaty("one"), make_treaty("two")
        query = {"from": "2024-01-01", "to": "2026-12-31"}
        pages = [client.get(self.URL, query | {"page": number}).context_data for number in (1, 2, 3, 4)]
        law = [change for page in pages for change, _numbers in page["in_law"]]
        assert [len(page["in_law"]) for page in pages] == [3, 1, 0, 0]
        assert sorted((each.day for each in law), reverse=True) == [each.day for each in law]
        known = [change for page in pages for change, _numbers in page["in_knowledge"]]
        assert [len(page["in_knowledge"]) for page in pages] == [3, 3, 3, 1]
        assert len({(each.agreement.pk, each.key) for each in known}) == pages[0]["recorded"] == 10

    def test_data_have_the_same_rows(self, client):
        make_treaty("guarantees")
        page = client.get(self.URL, self.MARCH).context_data
        lines = client.get("/en/agreements/changes.csv", self.MARCH).content.decode().splitlines()
        assert len(lines) == 1 + len(page["in_law"]) + page["recorded"]
        told = client.get("/en/agreements/changes.json", self.MARCH).json()
        assert (told["from"], told["to"]) == (self.MARCH["from"], self.MARCH["to"])
        assert told["count"] == len(told["changes"]) == len(lines) - 1
        assert told["changes"][0]["number"] in lines[1]

    @pytest.mark.parametrize("count", [1, 3])
    def test_costs_five_queries(self, client, django_assert_num_queries, count):
        for _ in range(count):
            make_evidence(make_treaty().actions.get(key="signed"))
        with django_assert_num_queries(5):
            client.get(self.URL, self.MARCH | {"to": moment(days=200).date().isoformat()})


class TestAgreementFeed:
    @pytest.mark.parametrize("count", [1, 3])
    def test_costs_five_queries(self, client, django_assert_num_queries, count):
        treaty = make_treaty("guarantees")
        for at in range(count):
            make_evidence(make_action(treaty, ActionType.AMENDED, date(2025, 4, 1 + at)))
        with django_assert_num_queries(5):
            text = client.get("/en/agreements/guarantees.atom").content.decode()
        assert text.count("<entry>") == 2 + 5 + count


class TestAgreementChangeFeed:
    def test_an_entry_keeps_its_name(self, client):
        today = timezone.localdate()
        treaty = make_agreement("guarantees", number="A 5", consent_mode="signature")
        make_action(treaty, dated_on=today, key="signed", recorded_at=timezone.now())
        text = client.get("/en/agreements/changes.atom").content.decode()
        names = set(re.findall(r"<id>(tag:[^<]*)</id>", text))
        assert names == {
            f"tag:union-chronicle,2026:A-5-law-{today}",
            "tag:union-chronicle,2026:A-5-known-signed",
        }
