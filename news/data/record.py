"""People, figures, sources and topics for machines."""

from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext_lazy as _

from config.web.tables import Absolute, Column, Table, iso_day
from news.agreements.data.columns import SOURCES
from news.figure_cards import FigureCard, last_held, value_lines
from news.models import Figure, FigureValue, Office, Person
from news.quoted import QuotedIn
from news.texts.notes import Notes
from news.uses import Uses

PEOPLE = Table(
    "people",
    _("One row a person."),
    (
        Column("key", _("Names the person."), lambda p, a: p.key),
        Column("name", _("In the language of the address."), lambda p, a: p.name),
        Column("name_en", _("The name in English."), lambda p, a: p.name_en),
        Column("name_ru", _("The name in Russian."), lambda p, a: p.name_ru or None),
        Column("name_be", _("The name in Belarusian."), lambda p, a: p.name_be or None),
        Column(
            "offices", _("Offices as sources state them."), lambda p, a: [o.title for o in p.offices.all()]
        ),
        Column("url", _("Its page here."), lambda p, a: a(p.get_absolute_url())),
    ),
)
VALUES = Table(
    "values",
    _("One row a value of a figure."),
    (
        Column("figure", _("Names the figure."), lambda v, a: v.figure.key),
        Column("as_of", _("For which day, month or year."), lambda v, a: v.period),
        Column("amount", _("The number, in the unit."), lambda v, a: f"{v.amount.normalize():f}"),
        Column("unit", _("Of what it is a number."), lambda v, a: v.figure.unit),
        Column("currency", _("Of money, by ISO 4217."), lambda v, a: v.figure.currency or None),
        Column("qualifier", _("How the source hedges it."), lambda v, a: v.qualifier or None),
        Column("verification", _("How far it was checked."), lambda v, a: v.verification),
        Column("said_by", _("Who said it, if not the source itself."), lambda v, a: _key(v.said_by)),
        Column("source", _("Where it was read, by the key of the source."), lambda v, a: v.source.key),
        Column("note", _("What must be said beside it."), lambda v, a: v.note or None),
    ),
)
FIGURES = Table(
    "figures",
    _("One row a figure, with its latest value."),
    (
        Column("key", _("Names the figure."), lambda f, a: f.key),
        Column("name", _("What is measured."), lambda f, a: f.name),
        Column("unit", _("Of what it is a number."), lambda f, a: f.unit),
        Column("currency", _("Of money, by ISO 4217."), lambda f, a: f.currency or None),
        Column("latest", _("The latest value, as pages print it."), lambda f, a: _latest(f)),
        Column("as_of", _("For which day, month or year."), lambda f, a: _last(f).period),
        Column("values", _("How many values are held."), lambda f, a: len(f.values.all())),
        Column("url", _("Its page here."), lambda f, a: a(f.get_absolute_url())),
    ),
)
TOPICS = Table(
    "topics",
    _("One row a topic."),
    (
        Column("slug", _("Names the topic."), lambda t, a: t.slug),
        Column("name", _("In the language of the address."), lambda t, a: t.name),
        Column("articles", _("How many texts are on it."), lambda t, a: t.article_count),
        Column("agreements", _("How many agreements are on it."), lambda t, a: t.agreement_count),
        Column("url", _("Its page here."), lambda t, a: a(t.get_absolute_url())),
    ),
)


def _key(person: Person | None) -> str | None:
    return person.key if person else None


def _last(figure: Figure) -> FigureValue:
    """They are read oldest first."""
    values = list(figure.values.all())
    return values[last_held(values)]


def _latest(figure: Figure) -> str:
    [line] = value_lines([_last(figure)], Notes())
    return line.text


def person_data(
    person: Person, offices: Iterable[Office], quoted: Iterable[QuotedIn], uses: Uses, absolute: Absolute
) -> dict[str, Any]:
    return {
        "person": PEOPLE.row(person, absolute),
        "offices": [
            {
                "title": office.title,
                "stated_on": iso_day(office.stated_on),
                "held_from": iso_day(office.held_from),
                "held_until": iso_day(office.held_until),
                "source": office.source.key,
            }
            for office in offices
        ],
        "quoted_in": [
            {
                "headline": one.version.headline,
                "url": absolute(one.version.get_absolute_url()),
                "html": [str(statement) for statement in one.statements],
            }
            for one in quoted
        ],
        "used_in": uses_data(uses, absolute),
    }


def figure_data(card: FigureCard, uses: Uses, notes: Notes, absolute: Absolute) -> dict[str, Any]:
    return {
        "figure": FIGURES.row(card.figure, absolute),
        "values": VALUES.rows((line.value for line in card.lines), absolute),
        "used_in": uses_data(uses, absolute),
        "sources": notes_data(notes, absolute),
    }


def notes_data(notes: Notes, absolute: Absolute) -> list[dict[str, Any]]:
    """By the numbers that the page gives them."""
    return [{"number": note.number} | SOURCES.row(note.source, absolute) for note in notes]


def uses_data(uses: Uses, absolute: Absolute) -> list[dict[str, Any]]:
    """What cites a thing."""
    return [
        {
            "kind": link.kind.name,
            "title": link.title,
            "language": link.language,
            "dated_on": iso_day(link.dated_on),
            "url": absolute(link.url),
        }
        for _heading, links in uses
        for link in links
    ]
