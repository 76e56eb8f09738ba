"""Finding what can be cited, and what to type for it."""

import pytest

from tests.factories import (
    make_agreement,
    make_article,
    make_draft,
    make_figure,
    make_image,
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
            assert f'data-insert="{each}"' in response.content.decode()

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
        author.user.user_permissions.remove(*author.user.user_permissions.filter(codename="view_person"))
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
        author.user.user_permissions.clear()
        assert author.get(PAGE).status_code == 403
