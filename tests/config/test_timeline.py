"""The timeline: three records on one line of dates."""

import re
from datetime import date, timedelta

import pytest
from django.utils import timezone

from tests.drawings import assert_tidy, read_drawing
from tests.factories import (
    indexed_once,
    make_action,
    make_agreement,
    make_article,
    make_basis,
    make_draft,
    make_evidence,
    make_route,
    make_route_event,
    make_source,
    make_topic,
    make_version,
    moment,
)
from tests.pages import words

pytestmark = pytest.mark.django_db


def entries(response):
    return [entry for _year, of_year in response.context_data["years"] for entry in of_year]


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
        assert [year for year, _entries in response.context_data["years"]] == [2026, 1999]
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
    def test_costs_eight_queries_at_most(self, client, django_assert_num_queries, count):
        """What there is, of which topics and in which months; the days; articles; actions and their sources; route events."""
        for _ in range(count):
            make_article(happened_on=date(2026, 2, 26))
            make_action(make_agreement())
            make_route_event(make_route())
        with django_assert_num_queries(8):
            assert len(titles(client.get("/en/timeline/"))) == 3 * count


class TestChoice:
    """What a reader narrows the line to: kinds and acts, a topic, years; how many of each there are; what to do about nothing."""

    @pytest.fixture(autouse=True)
    @indexed_once()
    def held(self):
        trade, transport = make_topic("trade", name_en="Trade"), make_topic("transport", name_en="Transport")
        treaty = make_agreement(name_en="The treaty")
        treaty.topics.add(trade)
        make_action(treaty, dated_on=date(1996, 4, 2))
        make_action(treaty, "enters_into_force", dated_on=date(1996, 8, 29))
        make_action(treaty, "amended", dated_on=date(1997, 5, 23))
        make_action(treaty, "terminated", dated_on=date(2000, 1, 26))
        rails = make_agreement(name_en="On railways")
        rails.topics.add(transport)
        make_action(rails, dated_on=date(2026, 2, 26))
        line = make_route(name_en="The line")
        make_basis(line, rails)
        make_route_event(line, "launched", date(2026, 4, 2))
        make_route_event(make_route(name_en="Another"), "launch_planned", date(2026, 5, 1))
        make_article(happened_on=date(2026, 2, 26), topics=[trade], version={"headline": "Trade grew"})
        make_article(happened_on=date(2025, 1, 1), topics=[trade, transport], version={"headline": "Both"})

    def shown(self, client, query):
        response = client.get(f"/en/timeline/?{query}")
        assert response.status_code == 200
        shown = [f"{entry.title}: {entry.strand} {entry.day.year}" for entry in entries(response)]
        assert len(shown) == response.context_data["page_obj"].paginator.count
        data = client.get(f"/en/timeline.json?{query}").json()
        assert [f"{row['title']}: {row['strand']} {row['day'][:4]}" for row in data["timeline"]] == shown
        assert data["count"] == len(shown)
        overview = response.context_data["overview"]
        assert sum(row.total for row in overview.rows) == len(shown)
        return shown

    @pytest.mark.parametrize(
        ("query", "expected"),
        [
            (
                "kind=concluded",
                ["On railways: concluded 2026", "The treaty: concluded 1996"],
            ),
            ("kind=in_force&kind=ended", ["The treaty: ended 2000", "The treaty: in_force 1996"]),
            ("kind=news&kind=ended", ["Trade grew: news 2026", "Both: news 2025", "The treaty: ended 2000"]),
            (
                "topic=transport",
                ["The line: railway 2026", "On railways: concluded 2026", "Both: news 2025"],
            ),
            (
                "topic=trade&kind=agreements&from=1997",
                ["The treaty: ended 2000", "The treaty: other_acts 1997"],
            ),
            (
                "from=1997&to=2025",
                ["Both: news 2025", "The treaty: ended 2000", "The treaty: other_acts 1997"],
            ),
            ("to=1996&order=oldest", ["The treaty: concluded 1996", "The treaty: in_force 1996"]),
        ],
    )
    def test_page_data_and_drawing_follow_it(self, client, query, expected):
        assert self.shown(client, query) == expected

    def test_a_topic_leads_to_its_part_of_the_line(self, client):
        assert (
            'href="/en/timeline/?topic=trade">On the timeline'
            in client.get("/en/topics/trade/").content.decode()
        )

    def choices(self, client, query, name):
        form = client.get(f"/en/timeline/?{query}").context_data["filter"].form
        return [str(words) for value, words in form.fields[name].widget.choices if value]

    def test_each_choice_says_how_many_it_would_show_under_the_others(self, client):
        assert self.choices(client, "", "kind") == [
            "News (2)",
            "Agreements, all acts (5)",
            "Agreements: signed or adopted (2)",
            "Agreements: entry into force (1)",
            "Agreements: end (1)",
            "Railway (2)",
        ]
        assert self.choices(client, "", "topic") == ["Trade (6)", "Transport (3)"]
        assert self.choices(client, "", "from") == [
            "1996 (2)",
            "1997 (1)",
            "2000 (1)",
            "2025 (1)",
            "2026 (4)",
        ]
        assert self.choices(client, "kind=railway&from=2026", "topic") == ["Transport (1)"]
        assert self.choices(client, "topic=transport", "kind") == [
            "News (1)",
            "Agreements, all acts (1)",
            "Agreements: signed or adopted (1)",
            "Railway (1)",
        ]

    def test_where_nothing_fits_it_says_which_part_of_the_choice_to_give_up(self, client):
        response = client.get("/en/timeline/?kind=railway&topic=trade&from=2026&page=1")
        assert response.context_data["overview"] is None
        assert [(words, url, count) for words, url, count in response.context_data["ways_out"]] == [
            ("Any kind", "?topic=trade&from=2026", 1),
            ("All topics", "?kind=railway&from=2026", 2),
        ]
        said = words(response)
        assert "Nothing is recorded for this choice. Show the whole line" in said
        assert "With a wider choice there is more: Any kind 1All topics 2" in said

    @pytest.mark.parametrize(
        ("query", "reason"),
        [
            ("topic=none", "none is not one of the available choices"),
            ("from=2026&to=1996", "The first year is after the last one."),
            ("from=1899", "1899 is not one of the available choices"),
            ("to=٣", "is not one of the available choices"),
        ],
    )
    def test_a_wrong_choice_is_told_and_left_out_and_data_refuses_it(self, client, query, reason):
        response = client.get(f"/en/timeline/?{query}")
        assert (response.status_code, len(titles(response))) == (400, 9)
        assert reason in words(response)
        assert client.get(f"/en/timeline.csv?{query}").status_code == 400

    def test_the_drawing_and_the_table_hold_the_same(self, client):
        html = client.get("/en/timeline/").content.decode()
        narrow, wide = map(read_drawing, re.findall(r'<svg class="lanes".*?</svg>', html))
        rows = re.findall(r'<tr><th scope="row"><a href="([^"]+)">(\d+)</a></th>(.*?)</tr>', html)
        table = {}
        heads = re.findall(r'<th scope="col" class="num">([^<]+)</th>', html)
        for _url, year, cells in rows:
            counts = map(int, re.findall(r">(\d+)</td>", cells))
            table |= {f"{head}, {year}": count for head, count in zip(heads, counts, strict=True) if count}
        drawn = {}
        for said in narrow.said:
            what, _, number = said.partition(": ")
            drawn[what] = int(number.partition(",")[0])
        assert wide.said == narrow.said
        assert drawn == {what: count for what, count in table.items() if not what.startswith("All, ")}
        assert rows[0][0] == "?from=2026&amp;to=2026"
        assert [each.get("fill") for each in narrow.marks][-2:] == ["currentColor", "none"]
        for drawing in (narrow, wide):
            assert_tidy(drawing)

    def test_of_few_years_months_are_drawn_if_all_are_known(self, client):
        def names():
            return [row.name for row in client.get("/en/timeline/?from=2025").context_data["overview"].rows]

        assert names() == ["May 2026", "April 2026", "February 2026", "January 2025"]
        make_action(make_agreement(), dated_on=date(2026, 1, 1), date_precision="year")
        assert names() == ["2026", "2025"]

    def test_a_choice_costs_no_more_than_the_whole(self, client, django_assert_num_queries):
        with django_assert_num_queries(8):
            client.get(
                "/en/timeline/?topic=transport&kind=news&kind=agreements&kind=railway&from=1996&to=2030"
            )
        with django_assert_num_queries(2):
            client.get("/en/timeline/?topic=transport&to=1996")
