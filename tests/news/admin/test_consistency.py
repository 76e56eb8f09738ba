"""The report of what does not agree."""

from datetime import date

import pytest
from django.urls import reverse

from news.consistency import conflicts
from tests.accounts import take_permission
from tests.factories import make_article, make_figure, make_figure_value, make_version
from tests.news.admin.pages import words

REPORT = reverse("admin:consistency")
YEAR = date(2025, 1, 1)


def held(figure, *values):
    for amount, fields in values:
        make_figure_value(figure, amount, fields.pop("as_of", YEAR), **fields)


class TestFigures:
    @pytest.mark.parametrize(
        ("values", "conflict"),
        [
            ([(3, {}), (4, {})], True),
            ([(3, {}), (3, {"qualifier": "about"})], True),
            ([(3, {}), (3, {})], False),
            ([(3, {}), (4, {"as_of": date(2024, 1, 1)})], False),
            ([(3, {"as_of_precision": "day"}), (4, {})], False),
            ([(3, {"verification": "disputed"}), (4, {"verification": "disputed"})], False),
            ([(3, {"verification": "disputed"}), (4, {})], True),
            ([(3, {"verification": "retracted"}), (4, {})], False),
        ],
    )
    def test_two_values_in_force_for_one_period(self, db, values, conflict):
        held(make_figure("growth"), *[(amount, dict(fields)) for amount, fields in values])
        held(make_figure("other"), (7, {}))
        assert [found.figure.key for found in conflicts()] == (["growth"] if conflict else [])

    def test_told_with_their_sources(self, editor):
        figure = make_figure("growth", name_en="Growth of trade")
        held(figure, (3, {}), (4, {"qualifier": "about"}))
        said = words(editor.get(REPORT))
        assert "Growth of trade, 2025 3 % , Publisher of" in said
        assert "about 4 %" in said


class TestTranslations:
    def test_the_numbers_of_a_paragraph(self, editor):
        article = make_article(version={"body": "Of 60 % on 2 April."})
        make_version(article, "ru", body="Из 65 % 2 апреля.", translated_from=article.versions.get())
        make_version(
            article, "be", body="З 60 % 2 красавіка.", translated_from=article.versions.get(language="en")
        )
        response = editor.get(REPORT)
        assert len(response.context["page_obj"].object_list) == 1
        assert "“Из 65 % 2 апреля.” The original has 60 % , the translation 65 % ." in words(response)

    @pytest.mark.parametrize("count", [1, 3])
    def test_six_queries(self, editor, django_assert_num_queries, count):
        """Session, account; periods and values, number and page."""
        for _ in range(count):
            held(make_figure(), (3, {}), (4, {}))
            article = make_article(version={"body": "60"})
            make_version(article, "ru", body="65", translated_from=article.versions.get())
        with django_assert_num_queries(6):
            assert len(editor.get(REPORT).context["conflicts"]) == count

    def test_the_content_agrees(self, editor, loaded_content):
        response = editor.get(REPORT)
        assert response.context["conflicts"] == []
        assert list(response.context["page_obj"].object_list) == []


def test_only_for_those_who_see_both(author):
    assert author.get(REPORT).status_code == 200
    take_permission(author, "view_figure")
    assert author.get(REPORT).status_code == 403
