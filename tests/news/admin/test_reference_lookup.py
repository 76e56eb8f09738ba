"""Finding what can be cited, and what to type for it."""

import pytest

from tests.accounts import take_permission
from tests.factories import (
    make_agreement,
    make_article,
    make_draft,
    make_figure,
    make_image,
    make_office,
    make_person,
    make_source,
    make_topic,
)
from tests.news.admin.pages import url, words

PAGE = url("articleversion_references")


def typed(response):
    return [text for _, found in response.context["groups"] for thing in found for text in thing.typed]


class TestReferences:
    @pytest.mark.parametrize(
        ("make", "kind", "key", "text"),
        [
            (make_source, "source", "izvestia", ["[^izvestia]"]),
            (make_person, "person", "minister", ["[[person:minister]]"]),
            (make_image, "image", "map", ["[[image:map]]"]),
            (make_topic, "topic", "trade", ["[[topic:trade]]"]),
            (make_article, "article", "news", ["[[article:news]]"]),
            (
                lambda key: make_figure(key, values=[(2024, 3), (2025, 4)]),
                "figure",
                "growth",
                ["[[figure:growth@2025]]", "[[figure:growth@2024]]"],
            ),
        ],
    )
    def test_what_to_type_for_each_kind(self, author, make, kind, key, text):
        make("another")
        make(key)
        response = author.get(PAGE, {"kind": kind, "q": key})
        assert typed(response) == text
        for each in text:
            assert f'<code class="typed">{each}</code>' in response.content.decode()

    def test_every_kind_at_once(self, author):
        make_person("minister", name_en="Minister of Trains")
        make_topic("trains", name_en="Trains")
        make_source("other")
        assert set(typed(author.get(PAGE, {"q": "trains"}))) == {"[[person:minister]]", "[[topic:trains]]"}

    def test_titles_in_the_language_of_the_text(self, author):
        make_person("minister", name_en="Minister", name_be="Міністр")
        assert "Міністр" in words(author.get(PAGE, {"kind": "person", "language": "be"}))

    def test_what_is_not_public_says_so(self, author):
        make_article("open")
        make_draft(make_article("coming", version=False))
        response = author.get(PAGE, {"kind": "article"})
        found = {thing.key: thing.is_public for _, things in response.context["groups"] for thing in things}
        assert found == {"coming": False, "open": True}
        assert "not public" in words(response)

    def test_what_an_account_may_not_see_is_not_found(self, author):
        make_agreement("treaty")
        make_person("minister")
        for name in ("view_person", "view_agreement"):
            take_permission(author, name)
        assert typed(author.get(PAGE)) == []

    def test_nothing_found_says_what_to_do(self, author):
        assert "Nothing found. Try fewer letters, or another kind." in words(author.get(PAGE, {"q": "zzz"}))

    @pytest.mark.parametrize(
        "data", [{"kind": "spaceship"}, {"language": "xx"}, {"q": "%00"}, {"q": "a" * 10_000}]
    )
    def test_nonsense_is_answered(self, author, data):
        assert author.get(PAGE, data).status_code == 200

    @pytest.mark.parametrize("number", [1, 3])
    def test_a_constant_number_of_queries(self, editor, django_assert_num_queries, number):
        for _ in range(number):
            make_figure(values=[(2025, 3)])
        with django_assert_num_queries(5):
            editor.get(PAGE, {"kind": "figure"})

    def test_it_is_for_those_who_write(self, client, author):
        assert "/admin/login/" in client.get(PAGE)["Location"]
        author.user.groups.clear()
        assert author.get(PAGE).status_code == 403


class TestSearch:
    """The same as JSON, for the picker in the text."""

    PAGE = url("articleversion_reference_search")

    def found(self, client, **query):
        return client.get(self.PAGE, query).json()["found"]

    def test_a_figure_comes_with_each_value(self, author):
        make_figure("growth", name_en="Growth", name_ru="Рост", unit="percent", values=[(2024, 3), (2025, 4)])
        make_figure("other", values=[(2025, 1)])
        [found] = self.found(author, q="growth", kind="figure", language="ru")
        assert (found["title"], found["kind"], found["isPublic"]) == ("Рост", "figure", True)
        assert [tuple(choice.values()) for choice in found["choices"]] == [
            ("[[figure:growth@2025]]", "2025", "4\u202f%"),
            ("[[figure:growth@2024]]", "2024", "3\u202f%"),
        ]

    def test_a_key_that_begins_so_comes_first(self, author):
        make_source("about-izvestia", title="Izvestia")
        make_source("izvestia-2026")
        assert [each["key"] for each in self.found(author, q="izvestia")] == [
            "izvestia-2026",
            "about-izvestia",
        ]

    def test_cyrillic_words_are_found_however_they_are_written(self, author):
        make_person("minister", name_ru="Министр Транспорта")
        make_person("other", name_ru="Другой")
        for query in ("министр", "МИНИСТР", "Транспорта", "министр транспорта"):
            assert [each["key"] for each in self.found(author, q=query)] == ["minister"], query

    def test_a_thing_with_two_matching_parts_is_found_once(self, author):
        person = make_person("minister")
        for title in ("Minister of Trains", "Minister of Roads"):
            make_office(person, title_en=title)
        assert len(self.found(author, q="minister", kind="person")) == 1

    def test_what_an_account_may_not_see_is_not_found(self, author):
        make_person("minister")
        take_permission(author, "view_person")
        assert self.found(author, q="minister") == []

    @pytest.mark.parametrize("number", [1, 3])
    def test_a_constant_number_of_queries(self, editor, django_assert_num_queries, number):
        for _ in range(number):
            make_figure(values=[(2025, 3)])
        with django_assert_num_queries(5):
            editor.get(self.PAGE, {"kind": "figure"})


class TestNamed:
    """What the references of a text stand for, for its chips."""

    PAGE = url("articleversion_reference_names")

    def named(self, client, *references, language="en"):
        answer = client.get(self.PAGE, {"ref": references, "language": language}).json()["named"]
        return {each["reference"]: (each["state"], each["label"]) for each in answer}

    def test_each_kind_says_what_a_reader_meets(self, author):
        make_source("izvestia", publisher_en="Izvestia", title="Trains")
        make_person("minister", name_en="Minister", name_be="Міністр")
        make_figure("growth", unit="percent", values=[(2025, 4)])
        make_draft(make_article("coming", version=False))
        references = ["[^izvestia]", "[[person:minister]]", "[[figure:growth@2025]]", "[[article:coming]]"]
        assert self.named(author, *references, "[[person:nobody]]", "[[spaceship:x]]", language="be") == {
            "[^izvestia]": ("public", "Izvestia"),
            "[[person:minister]]": ("public", "Міністр"),
            "[[figure:growth@2025]]": ("public", "4\u202f%"),
            "[[article:coming]]": ("draft", "coming"),
            "[[person:nobody]]": ("missing", ""),
            "[[spaceship:x]]": ("missing", ""),
        }

    def test_what_an_account_may_not_see_is_not_told(self, author):
        make_person("minister", name_en="Secret name")
        take_permission(author, "view_person")
        assert self.named(author, "[[person:minister]]", "[[person:nobody]]") == {
            "[[person:minister]]": ("hidden", ""),
            "[[person:nobody]]": ("hidden", ""),
        }

    @pytest.mark.parametrize("number", [1, 3])
    def test_one_query_a_kind(self, editor, django_assert_num_queries, number):
        references = [f"[[person:{make_person().key}]]" for _ in range(number)]
        with django_assert_num_queries(3):
            editor.get(self.PAGE, {"ref": references})

    @pytest.mark.parametrize("data", [{}, {"ref": ["", "%00", "[[", "x" * 9000]}, {"ref": ["[^a]"] * 500}])
    def test_nonsense_is_answered(self, author, data):
        assert author.get(self.PAGE, data).status_code == 200

    def test_they_are_for_those_who_write(self, client, author):
        author.user.groups.clear()
        for page in (self.PAGE, TestSearch.PAGE):
            assert client.get(page).status_code == 302
            assert author.get(page).status_code == 403
