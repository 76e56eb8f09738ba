"""The front page: what is new, what is in force, what runs, chosen by rule and numbered in the order of the page."""

import re
from datetime import date, timedelta

import pytest
from django.utils import timezone

from config.front_page import standing_first
from news.agreements.register import register_entries
from news.models import Agreement
from tests.factories import (
    make_action,
    make_agreement,
    make_article,
    make_draft,
    make_figure,
    make_route,
    make_route_event,
    make_source,
    make_station,
    make_version,
    moment,
)
from tests.pages import words

pytestmark = pytest.mark.django_db


def in_force(slug, since=date(2025, 3, 13), **fields):
    agreement = make_agreement(slug, **fields)
    for kind in ("signed", "instrument_of_ratification_exchanged", "enters_into_force"):
        make_action(agreement, kind, since)
    return agreement


class TestHome:
    def test_an_empty_record_says_so_and_counts_nothing(self, client):
        response = client.get("/en/")
        said = words(response)
        assert response.status_code == 200
        assert response.context_data["page"].tallies == []
        for text in (
            "Nothing else is published yet.",
            "No agreement is registered yet.",
            "No route is recorded yet.",
        ):
            assert text in said

    def test_counts_what_the_records_hold_today(self, client):
        in_force("security")
        make_action(make_agreement("citizens"))
        for _ in range(2):
            make_action(make_agreement(family="organ_act"), "adopted_by_organ", date(2026, 2, 26))
        make_action(make_agreement(family="organ_act"), "adopted_by_organ", date(2026, 2, 2))
        never = make_agreement(family="organ_act")
        wrong = make_action(never, "adopted_by_organ", date(2026, 5, 5))
        make_action(
            never,
            "adopted_by_organ",
            date(2026, 5, 5),
            assertion="retracted",
            replaces=wrong,
            reason="It was not so.",
        )
        make_route_event(make_route("vitebsk-smolensk"), "launch_planned", date(2026, 4, 2))
        running = make_route("orsha-smolensk")
        make_route_event(running, "launch_planned", date(2026, 4, 2))
        make_route_event(running, "launched", date(2026, 4, 2))
        assert [(tally.value, tally.label) for tally in client.get("/en/").context_data["page"].tallies] == [
            ("1", "treaty in force, of 2 registered"),
            ("1", "treaty signed, not known to be in force"),
            ("2", "acts adopted on 26\xa0February 2026"),
            ("1 of 2", "new cross-border lines confirmed running"),
        ]

    def test_the_newest_report_leads_and_the_rest_follows(self, client):
        make_article(version={"headline": "Old report", "live_from": moment(0)})
        make_article(version={"headline": "Report", "live_from": moment(1)})
        make_article(kind="explainer", version={"headline": "Explainer", "live_from": moment(2)})
        page = client.get("/en/").context_data["page"]
        assert page.lead.version.headline == "Report"
        assert [version.headline for version in page.news] == ["Explainer", "Old report"]

    def test_without_a_report_the_newest_text_leads(self, client):
        make_article(kind="explainer", version={"headline": "Explainer"})
        page = client.get("/en/").context_data["page"]
        assert (page.lead.version.headline, page.news) == ("Explainer", [])

    def test_what_is_not_public_is_not_on_it(self, client):
        make_article(version={"headline": "Shown"})
        make_draft(make_article(version=False), headline="Leaked")
        make_version(
            make_article(version=False), headline="Leaked", live_from=timezone.now() + timedelta(hours=1)
        )
        make_article(version={"headline": "Leaked"}, removed_at=moment(1), reason_en="Why")
        make_article(version={"headline": "Leaked"}, withdrawn_at=moment(1), reason_en="Why")
        response = client.get("/en/")
        assert response.context_data["page"].lead.version.headline == "Shown"
        assert b"Leaked" not in response.content

    def test_the_lead_says_in_short_what_stands_behind_it_and_what_changed(self, client):
        make_action(make_agreement("treaty", name_en="The treaty"))
        make_route_event(make_route("line", name_en="The line"))
        article = make_article("council")
        make_version(
            article,
            body="[[route:line]], [[agreement:treaty]]",
            confirmed="One.\nTwo.\nThree.\nFour.",
            unknown="When.",
            note="The plan has passed.",
        )
        response = client.get("/en/")
        page = response.context_data["page"]
        assert [(str(part.label), len(part.lines)) for part in page.lead.evidence] == [
            ("Confirmed", 3),
            ("Not known", 1),
        ]
        assert [thing.key for thing in page.lead.links] == ["treaty", "line"]
        assert "Updated 27 February 2026, 12:00. The plan has passed." in words(response)

    def test_marks_are_numbered_as_the_page_shows_them_and_each_leads_to_its_source(self, client):
        keys = [make_source("a").key, make_source("b").key, "c"]
        make_article(version={"standfirst": f"So.[^{keys[0]}]", "confirmed": f"Yes.[^{keys[1]}]"})
        make_route_event(make_route(), source=make_source(keys[2]))
        html = client.get("/en/").content.decode()
        marks = [int(number) for number in re.findall(r'href="#source-(\d+)"', html)]
        listed = [int(number) for number in re.findall(r'<li id="source-(\d+)"', html)]
        assert list(dict.fromkeys(marks)) == listed == [1, 2, 3]

    def test_figures_are_the_first_that_the_lead_quotes_those_with_a_chart_before_the_others(self, client):
        for key in ("a", "c", "d", "e", "unquoted"):
            make_figure(key, values=[(2025, 3)])
        make_figure("b", values=[(2024, 3), (2025, 3)])
        make_article(version={"body": " ".join(f"[[figure:{key}]]" for key in "edcba")})
        cards = client.get("/en/").context_data["page"].cards
        assert [card.figure.key for card in cards] == ["b", "e", "d", "c"]

    def test_milestones_run_from_the_first_treaty_to_the_announced_trains(self, client):
        make_action(make_agreement("first", name_en="First"), dated_on=date(1996, 4, 2))
        in_force("binding", date(2000, 1, 26), name_en="Binding")
        for _ in range(2):
            make_action(make_agreement(family="organ_act"), "adopted_by_organ", date(2026, 2, 26))
        for name in ("A–B", "C–D"):
            make_route_event(make_route(name_en=name), "launch_planned", date(2026, 4, 2))
        entries = client.get("/en/").context_data["page"].entries
        assert [(entry.date_text, entry.title, entry.grade) for entry in entries] == [
            ("2\xa0April 1996", "First", "reported"),
            ("26\xa0January 2000", "Binding", "reported"),
            ("26\xa0February 2026", "2 acts", "reported"),
            ("2\xa0April 2026", "A–B, C–D", "expected"),
        ]

    @pytest.mark.parametrize("language", ["en", "ru", "be"])
    def test_opens_in_every_language(self, client, language):
        make_article()
        assert f'<html lang="{language}">' in client.get(f"/{language}/").content.decode()

    @pytest.mark.parametrize("count", [1, 3])
    def test_costs_eight_queries(self, client, django_assert_num_queries, count):
        """The register: how many treaties and acts have which status (1), the instruments that can stand on the page with
        their acts, and their parties (2). Routes with events, publications and stops (1). The news (1), the names of what it
        refers to (1), its figures and those of the cards (1), the lead's sources (1)."""
        for number in range(count):
            in_force(f"treaty-{number}")
            make_route_event(make_route(stations=[make_station(), make_station()]), "launch_planned")
            figure = make_figure(values=[(2025, 3)])
            source = make_source()
            for _ in range(2):
                make_article(
                    version={
                        "standfirst": f"So: [[figure:{figure.key}]].[^{source.key}]",
                        "confirmed": f"It is.[^{source.key}]",
                    }
                )
        with django_assert_num_queries(8):
            assert client.get("/en/").status_code == 200


def test_the_register_on_it_holds_what_binds_then_what_waits_then_the_latest():
    binding = in_force("binding", date(2000, 1, 26))
    waiting = make_agreement("waiting")
    make_action(waiting, dated_on=date(1990, 1, 1))
    acts = [make_agreement(f"act-{number}", family="organ_act") for number in range(9)]
    for act in acts:
        make_action(act, "adopted_by_organ", date(2026, 2, 26))
    ended = make_agreement("ended")
    make_action(ended, "terminated", date(1999, 1, 1))
    chosen = standing_first(register_entries(Agreement.objects.public().order_by("number"), date(2026, 3, 1)))
    slugs = {entry.agreement.slug for entry in chosen}
    assert len(chosen) == 8
    assert {binding.slug, waiting.slug, ended.slug} < slugs
