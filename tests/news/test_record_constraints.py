"""The database itself refuses impossible sources, people, topics, pictures and figures, whoever writes them."""

from datetime import date
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from news.models import ContentStamp, Figure, FigureValue, Image, Office, Person, Source, Topic
from tests.factories import DAY, make_figure, make_person, make_source

pytestmark = pytest.mark.django_db


def source(**fields):
    return Source(**{"key": "s", "publisher_en": "P", "grade": "c"} | fields)


def image(**fields):
    # A name is enough: rows made in bulk open no file.
    defaults = {
        "key": "i",
        "file": "images/a.webp",
        "width": 2,
        "height": 1,
        "alt_en": "A",
        "credit_en": "C",
        "licence": "L",
    }
    return Image(**defaults | fields)


def sized(width, height):
    # Given when the row is made, a size of nothing would be read from the file.
    row = image()
    row.width, row.height = width, height
    return row


def figure(**fields):
    return Figure(**{"key": "f", "name_en": "F", "unit": "percent"} | fields)


def value(**fields):
    return FigureValue(**{"amount": Decimal(1), "as_of": DAY} | fields)


# Constraint: the rows that break it, and nothing else.
ATTACKS = {
    "source_key_and_publisher": lambda: [[source(key="")], [source(publisher_en="")]],
    "source_grade_known": lambda: [[source(grade="e")], [source(grade="")]],
    "source_read_after_published": lambda: [[source(published_on=date(2026, 2, 27), accessed_on=DAY)]],
    "source_one_reading_a_day": lambda: [
        [source(key=key, url="https://a.example/", accessed_on=DAY) for key in ("a", "b")],
    ],
    "person_key_and_name": lambda: [[Person(key="", name_en="N")], [Person(key="k", name_en="")]],
    "topic_slug_and_name": lambda: [[Topic(slug="", name_en="N")], [Topic(slug="s", name_en="")]],
    "image_key_and_file": lambda: [[image(key="")], [image(file="")]],
    "image_has_a_size": lambda: [[sized(0, 1)], [sized(2, 0)]],
    "image_alt_or_decorative": lambda: [[image(alt_en="")]],
    "image_fallback_known": lambda: [[image(fallback="gif")], [image(fallback="")]],
    "image_credit_and_licence": lambda: [[image(credit_en="")], [image(licence="")]],
    "figure_key_and_name": lambda: [[figure(key="")], [figure(name_en="")]],
    "figure_unit_known": lambda: [[figure(unit="miles")]],
    "figure_currency_for_money_only": lambda: [
        [figure(unit="money", currency="")],
        [figure(unit="money", currency="usd")],
        [figure(unit="percent", currency="USD")],
    ],
    "content_stamp_single": lambda: [[ContentStamp(pk=2)]],
}
WITH_PARENTS = {
    "office_once_a_person": [{"title_en": "T"}, {"title_en": "T", "held_from": DAY}],
    "office_ends_after_start": [{"title_en": "T", "held_from": DAY, "held_until": date(2026, 2, 25)}],
}
VALUES = {
    "figure_value_once_a_source": [{"as_of": DAY}, {"as_of": DAY, "amount": Decimal(2)}],
    "figure_value_amount_readable": [{"amount": Decimal("999999999999999.5")}],
    "figure_value_precision_known": [{"as_of_precision": "week"}],
    "figure_value_qualifier_known": [{"qualifier": "roughly"}],
    "figure_value_verification_known": [{"verification": "rumour"}],
}


def refused(rows):
    with pytest.raises(IntegrityError) as error, transaction.atomic():
        type(rows[0]).objects.bulk_create(rows)
    return str(error.value)


@pytest.mark.parametrize("constraint", ATTACKS)
def test_rows(constraint):
    for rows in ATTACKS[constraint]():
        assert_names(constraint, refused(rows))


@pytest.mark.parametrize("constraint", WITH_PARENTS)
def test_offices(constraint):
    person, read_in = make_person(), make_source()
    rows = [
        Office(person=person, source=read_in, **({"stated_on": DAY} | fields))
        for fields in WITH_PARENTS[constraint]
    ]
    assert_names(constraint, refused(rows))


@pytest.mark.parametrize("constraint", VALUES)
def test_figure_values(constraint):
    parent, read_in = make_figure(), make_source()
    assert_names(
        constraint, refused([value(figure=parent, source=read_in, **fields) for fields in VALUES[constraint]])
    )


def assert_names(constraint, message):
    """PostgreSQL and SQLite name a broken check; for a broken uniqueness SQLite names the columns."""
    assert constraint in message or message.startswith("UNIQUE constraint failed")


@pytest.mark.parametrize("amount", ["999999999999999", "-999999999999999", "999999999999.999", "0.001", "0"])
def test_an_amount_of_fifteen_digits_is_read_as_it_was_given(amount):
    row = value(figure=make_figure(), source=make_source(), amount=Decimal(amount))
    row.full_clean()
    row.save()
    row.refresh_from_db()
    assert row.amount == Decimal(amount)


@pytest.mark.parametrize("amount", ["999999999999999.5", "1234567890123.456", "-1234567890123456"])
def test_an_amount_of_more_digits_is_refused_in_words(amount):
    with pytest.raises(ValidationError) as error:
        value(figure=make_figure(), source=make_source(), amount=Decimal(amount)).clean_fields()
    assert "Give at most 15 digits, those after the point included." in error.value.message_dict["amount"]


def test_what_is_allowed_is_allowed():
    """The attacks above differ from these rows in one thing each."""
    for row in [
        source(published_on=DAY, accessed_on=DAY, url="https://a.example/"),
        image(),
        image(key="d", alt_en="", decorative=True),
        figure(),
        figure(key="m", unit="money", currency="USD"),
    ]:
        type(row).objects.bulk_create([row])
    parent, read_in = Figure.objects.get(key="f"), Source.objects.get(key="s")
    FigureValue.objects.bulk_create(
        [value(figure=parent, source=read_in), value(figure=parent, source=make_source())]
    )
    assert (Image.objects.count(), FigureValue.objects.count()) == (2, 2)


@pytest.mark.parametrize(
    ("model", "fields"),
    [(FigureValue, {"amount": 1, "as_of": DAY}), (Office, {"title_en": "T", "stated_on": DAY})],
)
def test_nothing_stands_without_a_source(model, fields):
    parent = {"figure": make_figure()} if model is FigureValue else {"person": make_person()}
    with pytest.raises(IntegrityError), transaction.atomic():
        model.objects.bulk_create([model(**fields, **parent)])
