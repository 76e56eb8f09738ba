"""Figures: the latest value with its qualifier, and all values over time."""

import re
from datetime import date

import pytest

from tests.drawings import assert_tidy, read_drawing
from tests.factories import make_article, make_figure, make_figure_value, make_person, make_source
from tests.pages import words

pytestmark = pytest.mark.django_db


class TestFigureList:
    def test_the_latest_value_with_its_qualifier_speaker_period_and_verification(self, client):
        figure = make_figure("growth", name_en="Growth of trade", values=[(2024, 2)])
        make_figure_value(
            figure,
            3,
            date(2025, 1, 1),
            qualifier="almost",
            said_by=make_person(name_en="Vladimir Putin"),
            source=make_source("izvestia"),
        )
        said = words(client.get("/en/figures/"))
        assert "almost 3 %source 2 Growth of trade" in said
        assert "Said by: Vladimir Putin. As of: 2025. One source" in said

    def test_a_chart_stands_only_where_a_second_value_is_held(self, client):
        make_figure("two", values=[(2024, 2), (2025, 4)])
        make_figure("one", values=[(2025, 4)])
        html = client.get("/en/figures/").content.decode()
        assert re.findall(r'<svg class="figure__chart".*?aria-labelledby="(\S+)', html) == ["bars-two-title"]
        assert html.count("No earlier value held, so no chart.") == 1

    def test_one_without_a_value_says_nothing_and_is_not_shown(self, client):
        make_figure("empty", name_en="Leaked empty")
        response = client.get("/en/figures/")
        assert "No figure is recorded yet." in words(response)
        assert b"Leaked" not in response.content
        assert client.get("/en/figures/empty/").status_code == 404

    def test_in_pages_of_those_that_have_a_value(self, client):
        for number in range(22):
            make_figure(f"f-{number:02}", values=[(2024, 2), (2025, 3)] if number else ())
        first, last = client.get("/en/figures/"), client.get("/en/figures/?page=2")
        assert [card.figure.key for card in first.context_data["cards"]][::19] == ["f-01", "f-20"]
        assert [card.figure.key for card in last.context_data["cards"]] == ["f-21"]
        assert "21 figures" in words(last)

    @pytest.mark.parametrize("count", [1, 3])
    def test_costs_three_queries(self, client, django_assert_num_queries, count):
        for _ in range(count):
            make_figure(values=[(2024, 2), (2025, 3)])
        with django_assert_num_queries(3):
            assert len(client.get("/en/figures/").context_data["cards"]) == count


class TestFigureDetail:
    def test_values_over_time_as_a_chart_and_as_a_table_newest_first(self, client):
        figure = make_figure("growth", values=[(2023, 1), (2024, 2)])
        make_figure_value(figure, "3.5", date(2025, 1, 1), qualifier="about", note_en="Of the first half.")
        response = client.get("/en/figures/growth/")
        html = response.content.decode()
        drawing = read_drawing(re.search(r'<svg class="chart chart--columns".*?</svg>', html)[0])
        assert drawing.said == ["2023: 1\u202f%", "2024: 2\u202f%", "2025: about 3.5\u202f%"]
        assert_tidy(drawing)
        assert re.findall(r'<th scope="row"><time datetime="([^"]+)"', html) == ["2025", "2024", "2023"]
        assert "about 3.5 %source 3Of the first half." in words(response)

    def test_values_read_as_the_language_writes_them(self, client):
        make_figure("companies", unit="count", values=[(2026, 2400)])
        assert "2\u202f400" in client.get("/ru/figures/companies/").content.decode()
        assert "2,400" in client.get("/en/figures/companies/").content.decode()

    def test_one_value_alone_makes_no_chart(self, client):
        make_figure("growth", values=[(2025, 3)])
        response = client.get("/en/figures/growth/")
        assert "No earlier value held, so no chart." in words(response)
        assert b'class="chart' not in response.content

    def test_the_scale_bears_the_unit_and_values_are_counted_in_it(self, client):
        make_figure(
            "trade", unit="money", currency="USD", values=[(1996, 6_500_000_000), (2025, 55_000_000_000)]
        )
        html = client.get("/ru/figures/trade/").content.decode()
        drawing = read_drawing(re.search(r'<svg class="chart.*?</svg>', html)[0])
        assert [each for each, _box in drawing.words] == [
            "млрд долларов США",
            *("0", "20", "40", "60"),
            *("1996", "2025"),
            *("55", "6,5"),
        ]

    def test_a_retracted_value_is_a_cross_and_not_what_the_figure_says_now(self, client):
        figure = make_figure("growth", values=[(2024, 2)])
        make_figure_value(figure, 90, date(2025, 1, 1), verification="retracted")
        response = client.get("/en/figures/growth/")
        card = response.context_data["card"]
        assert (card.latest.text, card.chart.has_withdrawn) == ("2\u202f%", True)
        assert card.small_chart == ""
        [row] = client.get("/en/figures.json").json()["figures"]
        assert row["latest"] == "2\u202f%"
        assert "A cross is a value that was retracted." in words(response)

    def test_what_sources_say_of_one_year_stands_side_by_side(self, client):
        figure = make_figure("share")
        for amount, who in ((50, "TASS"), (25, "BelTA")):
            source = make_source(who.lower(), publisher_en=who)
            make_figure_value(figure, amount, date(2025, 1, 1), source=source)
        card = client.get("/en/figures/share/").context_data["card"]
        chart = card.chart
        assert (chart.shape, [who for _path, who in chart.claimants]) == ("points", ["TASS", "BelTA"])
        assert card.small_chart == ""
        assert "Several values are held; its page shows them side by side." in words(
            client.get("/en/figures/")
        )

    def test_many_values_are_described_by_their_ends_and_extremes(self, client):
        make_figure("growth", values=[(2000 + year, 7 * year % 20) for year in range(20)])
        said = client.get("/en/figures/growth/").context_data["card"].description
        assert said == (
            "20 values, among them the lowest and the highest: 2000: 0\u202f%; 2017: 19\u202f%; 2019: 13\u202f%"
        )

    def test_says_where_it_is_used(self, client):
        make_figure("growth", values=[(2025, 3)])
        make_article(version={"headline": "Trade grew", "body": "[[figure:growth]]"})
        uses = client.get("/en/figures/growth/").context_data["uses"]
        assert [(name, [link.title for link in links]) for name, links in uses] == [("News", ["Trade grew"])]

    @pytest.mark.parametrize("count", [1, 3])
    def test_costs_four_queries(self, client, django_assert_num_queries, count):
        """The figure, its values, references to it, and the articles that make them."""
        make_figure("growth", values=[(2024 + number, 3) for number in range(count)])
        for _ in range(count):
            make_article(version={"body": "[[figure:growth]]"})
        with django_assert_num_queries(4):
            assert len(client.get("/en/figures/growth/").context_data["card"].lines) == count
