"""Sources, people, figures, pictures and topics at the desk."""

import pytest
from django.contrib import admin

from news.kinds import all_kinds
from news.models import Figure, FigureValue, Image, Office, Person, Source, Topic
from tests.factories import (
    make_article,
    make_draft,
    make_figure,
    make_image,
    make_office,
    make_person,
    make_source,
    make_topic,
    make_version,
)
from tests.news.admin.pages import url, version_url, words

MAKERS = {
    "source": make_source,
    "person": lambda: make_office(make_person()).person,
    "figure": lambda: make_figure(values=[(2025, 3), (2026, 4)]),
    "image": make_image,
    "topic": make_topic,
}
# In the list: session and account, the count, the rows, and what is shown of other tables.
LIST_QUERIES = {"source": 5, "person": 5, "figure": 6, "image": 5, "topic": 4}


def errors(response):
    """{field: errors} of the form and of its inlines."""
    found = dict(response.context["adminform"].form.errors)
    for inline in response.context["inline_admin_formsets"]:
        for form in inline.formset.forms:
            found |= {f"{form.prefix}-{field}": error for field, error in form.errors.items()}
        if inline.formset.non_form_errors():
            found["__all__"] = list(inline.formset.non_form_errors())
    return found


class TestLists:
    @pytest.mark.parametrize("kind", MAKERS)
    @pytest.mark.parametrize("number", [1, 3])
    def test_a_constant_number_of_queries(self, editor, django_assert_num_queries, kind, number):
        for _ in range(number):
            MAKERS[kind]()
        with django_assert_num_queries(LIST_QUERIES[kind]):
            response = editor.get(url(f"{kind}_changelist"))
        assert len(response.context["cl"].result_list) == number

    @pytest.mark.parametrize("kind", MAKERS)
    def test_search_finds_by_key(self, editor, kind):
        thing = MAKERS[kind]()
        MAKERS[kind]()
        key = getattr(thing, "slug", None) or thing.key
        response = editor.get(url(f"{kind}_changelist"), {"q": key})
        assert list(response.context["cl"].result_list) == [thing]

    @pytest.mark.parametrize("kind", MAKERS)
    @pytest.mark.parametrize("page", ["add", "change"])
    def test_every_form_opens(self, editor, kind, page):
        thing = MAKERS[kind]()
        arguments = [thing.pk] if page == "change" else []
        response = editor.get(url(f"{kind}_{page}", *arguments))
        assert response.status_code == 200
        assert " style=" not in response.content.decode()

    def test_pictures_without_a_description_in_a_language(self, editor):
        make_image("all", alt_ru="Карта", alt_be="Карта")
        missing = make_image("one", alt_ru="Карта")
        make_image("none", decorative=True)
        response = editor.get(url("image_changelist"), {"alt": "missing"})
        assert list(response.context["cl"].result_list) == [missing]


class TestCited:
    """What texts name stays, under its key."""

    @pytest.fixture(params=["source", "person", "figure", "image"])
    def kind(self, request):
        return request.param

    @pytest.fixture
    def cited(self, kind):
        thing = MAKERS[kind]()
        written = {"source": "[^{}]", "figure": "[[figure:{}@2025]]"}.get(kind, f"[[{kind}:{{}}]]").format(
            thing.key
        )
        make_article(version={"headline": "Names it", "body": f"Body {written}"})
        return thing

    def test_the_key_is_shown_and_not_edited(self, editor, kind, cited):
        response = editor.get(url(f"{kind}_change", cited.pk))
        assert "key" not in response.context["adminform"].form.fields
        assert f"{cited.key} Change the address…" in words(response)
        # Neither does what nobody names, once it has a page.
        free = MAKERS[kind]()
        form = editor.get(url(f"{kind}_change", free.pk)).context["adminform"].form
        assert ("key" in form.fields) == (kind == "image")

    def test_it_says_where_it_is_used(self, editor, kind, cited):
        response = editor.get(url(f"{kind}_change", cited.pk))
        assert "Names it" in words(response)
        assert "English, version 1" in words(response)

    def test_it_cannot_be_deleted(self, editor, kind, cited):
        free = MAKERS[kind]()
        for thing, status in ((cited, 409), (free, 302)):
            assert editor.post(url(f"{kind}_delete", thing.pk), {"post": "yes"}).status_code == status
        assert list(type(cited).objects.values_list("pk", flat=True).filter(pk__in=[cited.pk, free.pk])) == [
            cited.pk
        ]

    def test_a_lead_picture_says_whose(self, editor):
        image = make_image()
        draft = make_draft(make_article(version=False), lead_image=image, headline="Led by it")
        assert version_url(draft) in editor.get(url("image_change", image.pk)).content.decode()
        editor.post(url("image_delete", image.pk), {"post": "yes"})
        assert Image.objects.exists()


def source_data(**changes):
    data = {f"{name}_{language}": "" for name in ("publisher", "note") for language in ("en", "ru", "be")}
    data |= {
        "key": "izvestia",
        "publisher_en": "Izvestia",
        "title": "",
        "author": "",
        "language": "ru",
        "url": "",
    }
    data |= {"archive_url": "", "published_on": "", "accessed_on": "", "grade": "c"}
    return data | changes


class TestSource:
    def test_entered_with_what_is_stated_only(self, editor):
        editor.post(url("source_add"), source_data())
        source = Source.objects.get()
        assert (source.key, source.title, source.published_on) == ("izvestia", "", None)

    @pytest.mark.parametrize(
        ("changes", "expected"),
        [
            ({"key": "taken"}, {"key": ["Source with this Key already exists."]}),
            ({"publisher_en": ""}, {"publisher_en": ["This field is required."]}),
            ({"grade": "z"}, {"grade": ["Select a valid choice. z is not one of the available choices."]}),
            ({"url": "nowhere"}, {"url": ["Enter a valid URL."]}),
            (
                {"published_on": "2026-02-27", "accessed_on": "2026-02-26"},
                {"accessed_on": ["It cannot have been read before it was published."]},
            ),
            (
                {"url": "https://example.org/a", "accessed_on": "2026-02-26"},
                {"url": ["This address, read on that day, is a source already."]},
            ),
        ],
    )
    def test_what_is_wrong_is_said_at_its_field(self, editor, changes, expected):
        make_source("taken", url="https://example.org/a", accessed_on="2026-02-26")
        response = editor.post(url("source_add"), source_data(**changes))
        assert errors(response) == expected
        assert response.context["adminform"].form["language"].value() == "ru"
        assert Source.objects.count() == 1

    def test_saving_it_again_is_no_duplicate(self, editor):
        source = make_source("one", url="https://example.org/a", accessed_on="2026-02-26")
        data = source_data(key="one", url="https://example.org/a", accessed_on="2026-02-26", title="New")
        editor.post(url("source_change", source.pk), data)
        source.refresh_from_db()
        assert source.title == "New"


def inline_data(prefix, *rows):
    data = {f"{prefix}-TOTAL_FORMS": len(rows), f"{prefix}-INITIAL_FORMS": 0}
    return data | {
        f"{prefix}-{at}-{name}": value for at, row in enumerate(rows) for name, value in row.items()
    }


def person_data(*offices, **changes):
    data = {f"{name}_{language}": "" for name in ("name", "note") for language in ("en", "ru", "be")}
    return data | {"key": "minister", "name_en": "A Minister"} | inline_data("offices", *offices) | changes


class TestPerson:
    def office(self, **changes):
        return {"title_en": "Minister", "stated_on": "2026-02-26", "source": make_source().pk} | changes

    def test_entered_with_an_office(self, editor):
        editor.post(url("person_add"), person_data(self.office()))
        assert (Person.objects.get().name_en, Office.objects.get().title_en) == ("A Minister", "Minister")

    def test_an_office_ends_after_it_began(self, editor):
        office = self.office(held_from="2026-02-26", held_until="2025-02-26")
        response = editor.post(url("person_add"), person_data(office))
        assert errors(response) == {"offices-0-held_until": ["The office cannot have ended before it began."]}

    def test_an_office_once(self, editor):
        response = editor.post(url("person_add"), person_data(self.office(), self.office()))
        assert list(errors(response)["__all__"]) == ["Please correct the duplicate data for title_en."]
        assert not Person.objects.exists()

    def test_an_office_has_a_source(self, editor):
        response = editor.post(url("person_add"), person_data(self.office(source="")))
        assert errors(response) == {"offices-0-source": ["This field is required."]}


def figure_data(*values, **changes):
    data = {f"{name}_{language}": "" for name in ("name", "description") for language in ("en", "ru", "be")}
    data |= {"key": "growth", "name_en": "Growth", "unit": "percent", "currency": ""}
    return data | inline_data("values", *values) | changes


class TestFigure:
    def value(self, **changes):
        common = {"amount": "3.5", "qualifier": "almost", "as_of": "2025-01-01", "as_of_precision": "year"}
        return common | {"source": self.source.pk, "said_by": "", "verification": "one_source"} | changes

    @pytest.fixture(autouse=True)
    def _source(self, db):
        self.source = make_source()

    def test_entered_with_its_values(self, editor):
        other = make_source()
        editor.post(url("figure_add"), figure_data(self.value(), self.value(source=other.pk)))
        assert [str(value) for value in FigureValue.objects.all()] == ["growth@2025", "growth@2025"]

    @pytest.mark.parametrize(
        ("changes", "error"),
        [
            ({"unit": "money"}, "Money needs its currency in three letters: USD, RUB, BYN."),
            (
                {"unit": "money", "currency": "R2"},
                "Money needs its currency in three letters: USD, RUB, BYN.",
            ),
            (
                {"unit": "money", "currency": "руб"},
                "Money needs its currency in three letters: USD, RUB, BYN.",
            ),
            ({"currency": "USD"}, "Only money has a currency."),
        ],
    )
    def test_currency_and_unit_fit(self, editor, changes, error):
        assert errors(editor.post(url("figure_add"), figure_data(**changes))) == {"currency": [error]}

    def test_a_currency_is_written_large(self, editor):
        editor.post(url("figure_add"), figure_data(unit="money", currency="usd"))
        assert Figure.objects.get().currency == "USD"

    def test_a_value_once_a_source(self, editor):
        response = editor.post(url("figure_add"), figure_data(self.value(), self.value(amount="4")))
        assert "duplicate data" in errors(response)["__all__"][0]
        assert not Figure.objects.exists()

    def test_nor_beside_one_that_is_there(self, editor):
        figure = make_figure("growth")
        editor.post(url("figure_change", figure.pk), figure_data(self.value()))
        assert figure.values.count() == 1
        response = editor.post(url("figure_change", figure.pk), figure_data(self.value()))
        assert list(errors(response).values()) == [
            ["Value with this Figure, As of, Known and Source already exists."]
        ]
        assert figure.values.count() == 1

    @pytest.mark.parametrize(
        ("changes", "others", "stays"),
        [
            ({"DELETE": "on"}, [], True),
            ({"as_of": "2024-01-01"}, [], True),
            ({"as_of_precision": "day"}, [], True),
            ({"amount": "4"}, [], False),
            ({"DELETE": "on"}, [{"amount": "5"}], False),
        ],
    )
    def test_a_value_that_a_public_text_prints_stays(self, editor, changes, others, stays):
        figure = make_figure("growth")
        editor.post(url("figure_change", figure.pk), figure_data(self.value()))
        make_version(make_article(version=False), body="It is [[figure:growth@2025]].", headline="It grows")
        before = figure.values.values_list("pk", "amount", "as_of", "as_of_precision").get()
        kept = self.value(id=before[0], figure=figure.pk, **changes)
        new = [self.value(source=make_source().pk, **other) for other in others]
        sent = figure_data(kept, *new) | {"values-INITIAL_FORMS": 1}
        response = editor.post(url("figure_change", figure.pk), sent)
        if stays:
            assert "“It grows”, prints a value of this figure" in errors(response)["__all__"][0]
        after = figure.values.values_list("pk", "amount", "as_of", "as_of_precision").get()
        assert (after == before) is stays

    @pytest.mark.parametrize(
        "changes", [{"amount": "many"}, {"as_of": "2025"}, {"source": ""}, {"amount": "1" * 20}]
    )
    def test_a_wrong_value_is_said_at_its_field(self, editor, changes):
        [field] = errors(editor.post(url("figure_add"), figure_data(self.value(**changes))))
        assert field == f"values-0-{next(iter(changes))}"


class TestTopic:
    def test_entered_and_once(self, editor):
        data = {
            f"{name}_{language}": "" for name in ("name", "description") for language in ("en", "ru", "be")
        }
        data |= {"slug": "trade", "name_en": "Trade"}
        editor.post(url("topic_add"), data)
        response = editor.post(url("topic_add"), data)
        assert errors(response) == {"slug": ["Topic with this Slug already exists."]}
        assert Topic.objects.count() == 1


class TestDeleting:
    def test_what_other_tables_rest_on_is_named(self, editor):
        source = make_office(make_person()).source
        response = editor.get(url("source_delete", source.pk))
        assert "It is used." in words(response)
        assert f"{source.offices.get().person.name} person as readers see it" in words(response)
        assert "Delete it" not in words(response)
        editor.post(url("source_delete", source.pk), {"post": "yes"})
        assert Source.objects.exists()

    def test_lists_delete_nothing(self, editor):
        source = make_source()
        editor.post(
            url("source_changelist"),
            {"action": "delete_selected", "_selected_action": [source.pk], "post": "yes"},
        )
        assert Source.objects.exists()


class TestHistory:
    @pytest.mark.parametrize("kind", MAKERS)
    def test_every_change_has_its_page(self, editor, kind):
        assert editor.get(url(f"{kind}_history", MAKERS[kind]().pk)).status_code == 200

    def test_acts_are_in_it(self, editor):
        article = make_article()
        make_version(article, "ru")
        editor.post(url("article_withdraw", article.pk), {"reason_en": "A mistake."})
        assert "withdraw" in words(editor.get(url("article_history", article.pk)))


def test_every_public_kind_is_at_the_desk():
    assert [kind.name for kind in all_kinds() if not admin.site.is_registered(kind.model)] == []
