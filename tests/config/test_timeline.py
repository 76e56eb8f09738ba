"""The timeline: three records on one line of dates."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from tests.factories import (
    make_action,
    make_agreement,
    make_article,
    make_draft,
    make_evidence,
    make_route,
    make_route_event,
    make_source,
    make_version,
    moment,
)
from tests.pages import words

pytestmark = pytest.mark.django_db


def entries(response):
    return [entry for _year, of_year in response.context["years"] for entry in of_year]


def titles(response):
    return [entry.title for entry in entries(response)]


@pytest.fixture
def three():
    make_article(happened_on=date(2026, 2, 26), version={"headline": "Council met"})
    make_action(make_agreement(name_en="The treaty"), dated_on=date(1999, 12, 8))
    make_route_event(
        make_route(name_en="The line"), "launch_planned", date(2026, 4, 2), date_precision="by_day"
    )


class TestTimeline:
    def test_joins_the_three_newest_first_in_years(self, client, three):
        response = client.get("/en/timeline/")
        assert titles(response) == ["The line", "Council met", "The treaty"]
        assert [year for year, _entries in response.context["years"]] == [2026, 1999]
        assert [entry.kind for entry in entries(response)] == [
            "Railway: Launch planned",
            "News: Report",
            "Agreements: Signed",
        ]
        assert "by 2 April 2026" in words(response)

    def test_can_run_the_other_way_and_be_narrowed(self, client, three):
        assert titles(client.get("/en/timeline/?order=oldest")) == ["The treaty", "Council met", "The line"]
        assert titles(client.get("/en/timeline/?kind=agreements&kind=news")) == ["Council met", "The treaty"]
        assert titles(client.get("/en/timeline/?kind=railway")) == ["The line"]

    @pytest.mark.parametrize("query", ["kind=nonsense", "order=sideways", "kind=%00"])
    def test_a_wrong_choice_is_told_and_shows_everything(self, client, three, query):
        response = client.get(f"/en/timeline/?{query}")
        assert response.status_code == 400
        assert len(titles(response)) == 3

    def test_what_is_not_public_or_no_longer_held_is_not_on_it(self, client):
        day = {"happened_on": date(2026, 2, 26)}
        make_article(version={"headline": "Shown"}, **day)
        make_draft(make_article(version=False, **day), headline="Leaked")
        later = timezone.now() + timedelta(hours=1)
        make_version(make_article(version=False, **day), headline="Leaked", live_from=later)
        make_article(version={"headline": "Leaked"}, removed_at=moment(1), reason_en="Why", **day)
        make_article(version={"headline": "Leaked"}, withdrawn_at=moment(1), reason_en="Why", **day)
        agreement = make_agreement(name_en="Leaked treaty")
        wrong = make_action(agreement)
        make_action(agreement, assertion="retracted", replaces=wrong, reason="It was not so.")
        make_action(agreement, "law_signed")
        make_route_event(make_route(name_en="Leaked line"), assertion="retracted")
        response = client.get("/en/timeline/")
        assert titles(response) == ["Shown"]
        assert b"Leaked" not in response.content

    def test_a_record_that_was_replaced_gives_way_to_the_one_that_replaced_it(self, client):
        agreement = make_agreement(name_en="The treaty")
        wrong = make_action(agreement, dated_on=date(2025, 3, 12))
        make_action(agreement, dated_on=date(2025, 3, 13), replaces=wrong, reason="A misprint.")
        assert [entry.iso for entry in entries(client.get("/en/timeline/"))] == ["2025-03-13"]

    def test_says_how_well_each_is_supported_and_where_it_was_read(self, client):
        confirmed = make_action(
            make_agreement(name_en="Confirmed"), assertion="confirmed", dated_on=date(2026, 1, 3), sources=[]
        )
        shared = make_source("shared")
        for source in (shared, make_source("second")):
            make_evidence(confirmed, source)
        make_action(
            make_agreement(name_en="Disputed"),
            assertion="disputed",
            dated_on=date(2026, 1, 2),
            sources=[shared],
        )
        make_action(make_agreement(name_en="Expected"), occurrence="expected", dated_on=date(2026, 1, 1))
        found = [(entry.title, entry.grade, entry.numbers) for entry in entries(client.get("/en/timeline/"))]
        assert found == [
            ("Confirmed", "confirmed", [1, 2]),
            ("Disputed", "disputed", [1]),
            ("Expected", "expected", [3]),
        ]

    def test_a_plan_says_what_became_of_it(self, client):
        make_route_event(make_route(name_en="Silent"), "launch_planned", date(2026, 4, 3))
        kept = make_route(name_en="Kept")
        make_route_event(kept, "launch_planned", date(2026, 4, 2))
        make_route_event(kept, "launched", date(2026, 4, 2))
        coming = timezone.localdate() + timedelta(days=400)
        make_route_event(
            make_route(name_en="Coming"), "launch_planned", coming, announced_on=date(2026, 4, 1)
        )
        plans = [entry for entry in entries(client.get("/en/timeline/")) if entry.grade == "expected"]
        assert [(entry.title, entry.grade_text, entry.ahead) for entry in plans] == [
            ("Coming", "planned", True),
            ("Silent", "planned; passed, not confirmed", False),
            ("Kept", "planned; a launch is reported", False),
        ]

    def test_dates_are_given_as_far_as_they_are_known(self, client):
        make_action(make_agreement(), dated_on=date(2025, 10, 1), date_precision="month")
        make_action(make_agreement(), dated_on=date(1997, 1, 1), date_precision="year")
        make_route_event(make_route(), dated_on=None)
        assert [(entry.date_text, entry.iso) for entry in entries(client.get("/en/timeline/"))] == [
            ("said on 26\xa0February 2026", ""),
            ("October 2025", "2025-10"),
            ("1997", "1997"),
        ]

    def test_a_title_in_another_language_bears_it(self, client):
        make_article(happened_on=date(2026, 2, 26), version={"headline": "Council met"})
        assert '<h3 lang="en"><a href="/ru/news/' in client.get("/ru/timeline/").content.decode()
        assert '<h3><a href="/en/news/' in client.get("/en/timeline/").content.decode()

    def test_an_empty_line_says_so(self, client):
        assert "Nothing is recorded for this choice." in words(client.get("/en/timeline/"))

    def test_is_cut_into_pages(self, client):
        for number in range(61):
            make_article(
                happened_on=date(2026, 1, 1) + timedelta(days=number), version={"headline": f"Text {number}"}
            )
        assert titles(client.get("/en/timeline/?page=2")) == ["Text 0"]
        assert client.get("/en/timeline/?page=3").status_code == 404

    @pytest.mark.parametrize("count", [1, 3])
    def test_costs_eight_queries(self, client, django_assert_num_queries, count):
        """What there is and of which topics; the days; articles; actions, their evidence and its sources; route events."""
        for _ in range(count):
            make_article(happened_on=date(2026, 2, 26))
            make_action(make_agreement())
            make_route_event(make_route())
        with django_assert_num_queries(8):
            assert len(titles(client.get("/en/timeline/"))) == 3 * count
