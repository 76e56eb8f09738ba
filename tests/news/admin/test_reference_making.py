"""A new source, figure or person from the text: with the admin's own permissions and rules."""

import pytest

from news.models import Figure, FigureValue, Person, Source
from tests.accounts import permissions
from tests.factories import make_source
from tests.news.admin.pages import url

SOURCE = {
    "publisher_en": "Izvestia",
    "title": "Trains",
    "grade": "c",
    "language": "ru",
    "published_on": "2026-02-26",
}
ROW = {"row-TOTAL_FORMS": "1", "row-INITIAL_FORMS": "0", "row-MIN_NUM_FORMS": "1", "row-MAX_NUM_FORMS": "1"}
FIGURE = ROW | {
    "name_en": "Trains a week",
    "unit": "count",
    "row-0-amount": "14",
    "row-0-as_of": "2026-03-02",
    "row-0-as_of_precision": "month",
    "row-0-source": "read",
}


def give(client, *names):
    client.user.user_permissions.add(*permissions(names))


def page(name):
    return url("articleversion_reference_new", name)


class TestNewThing:
    def test_a_source_is_saved_and_what_to_type_comes_back(self, editor):
        response = editor.post(page("source"), SOURCE)
        assert (response.status_code, response.json()) == (
            201,
            {"typed": "[^izvestia-2026-02-26]", "title": "Izvestia: Trains"},
        )
        assert Source.objects.get().key == "izvestia-2026-02-26"

    def test_a_key_that_is_taken_is_numbered(self, editor):
        make_source("izvestia-2026-02-26")
        assert editor.post(page("source"), SOURCE).json()["typed"] == "[^izvestia-2026-02-26-2]"

    def test_a_key_of_ones_own(self, editor):
        assert editor.post(page("source"), SOURCE | {"key": "own"}).json()["typed"] == "[^own]"
        again = editor.post(page("source"), SOURCE | {"key": "own"})
        assert "already exists" in again.content.decode()
        assert Source.objects.count() == 1

    def test_the_admins_own_rules_hold(self, editor):
        wrong = SOURCE | {"accessed_on": "2026-02-25"}
        response = editor.post(page("source"), wrong)
        assert "It cannot have been read before it was published." in response.content.decode()
        assert Source.objects.count() == 0

    def test_a_figure_comes_with_its_value(self, editor, source):
        response = editor.post(page("figure"), FIGURE | {"text_language": "ru"})
        assert response.json()["typed"] == "[[figure:trains-a-week@2026-03]]"
        value = FigureValue.objects.get()
        assert (value.amount, value.source) == (14, source)

    @pytest.mark.parametrize(
        ("change", "told"),
        [
            ({"row-0-amount": ""}, "This field is required."),
            ({"row-0-source": "nobody"}, "Nothing has this key. Choose one from the list."),
            ({"unit": "money"}, "Money needs its currency"),
            ({"row-TOTAL_FORMS": "x"}, "ManagementForm data is missing"),
        ],
    )
    def test_nothing_of_a_figure_is_saved_where_a_part_is_wrong(self, editor, source, change, told):
        assert told in editor.post(page("figure"), FIGURE | change).content.decode()
        assert Figure.objects.count() == 0

    def test_a_person_with_and_without_an_office(self, editor, source):
        empty = ROW | {"row-MIN_NUM_FORMS": "0", "row-0-title_en": ""}
        assert editor.post(page("person"), {"name_en": "Ivan Petrov"} | empty).json() == {
            "typed": "[[person:ivan-petrov]]",
            "title": "Ivan Petrov",
        }
        office = {"row-0-title_en": "Minister", "row-0-stated_on": "2026-02-26", "row-0-source": "read"}
        editor.post(page("person"), {"name_en": "Пётр Сидоров", "name_ru": "Пётр Сидоров"} | ROW | office)
        assert Person.objects.get(key="pyotr-sidorov").offices.get().title_en == "Minister"

    def test_the_form_begins_with_what_was_typed(self, editor):
        assert 'value="Zvezda"' in editor.get(page("source"), {"title": "Zvezda"}).content.decode()

    @pytest.mark.parametrize("name", ["topic", "agreement", "nothing"])
    def test_other_kinds_are_entered_on_their_own_pages(self, editor, name):
        assert editor.get(page(name)).status_code == 404

    @pytest.mark.parametrize("name", ["source", "figure", "person"])
    def test_it_asks_for_the_permission_to_add(self, author, client, name):
        author.user.groups.clear()
        give(author, "news.change_articleversion")
        assert author.get(page(name)).status_code == 403
        assert author.post(page(name), SOURCE).status_code == 403
        give(author, f"news.add_{name}")
        assert author.get(page(name)).status_code == (403 if name == "figure" else 200)
        give(author, "news.add_figurevalue")
        assert author.get(page(name)).status_code == 200
        assert client.get(page(name)).status_code == 302
        assert Source.objects.count() == 0
