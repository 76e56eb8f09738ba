"""Reads people: of a list, each with their offices; for a page, figures given too, and what they are quoted as saying."""

from collections import defaultdict
from collections.abc import Iterable

from django.db.models import QuerySet
from django.utils import timezone

from config.web.nested import give, made, nested
from config.web.prepared import Many, Slot, prepared
from news.models import FigureValue, Office, Person, Statement


@prepared
def _person() -> QuerySet:
    offices = nested(Office.objects.all(), "person", "source")
    return Person.objects.public().filter(key=Slot("key")).annotate(offices_held=offices)


@prepared
def _offices() -> QuerySet:
    return Office.objects.filter(person__in=Many("people")).order_by("-stated_on")


@prepared
def _values() -> QuerySet:
    values = FigureValue.objects.filter(said_by=Slot("person")).select_related("figure", "source")
    return values.order_by("-as_of", "figure__key")


@prepared
def _statements() -> QuerySet:
    return Statement.objects.for_person(Slot("key"), Slot("now"))


def read_person(key: str) -> Person | None:
    """With offices and figures given, the latest first; two queries."""
    person = _person().first(key=key)
    if person is None:
        return None
    offices = made(Office, person.offices_held, "source", by=lambda office: (office.stated_on, office.pk))
    give(person, "offices", "person", reversed(offices))
    give(person, "figure_values", "said_by", _values().rows(person=person.pk))
    return person


def with_offices(people: Iterable[Person]) -> list[Person]:
    """The latest first; one query."""
    found, held = list(people), defaultdict(list)
    for office in _offices().rows(people=[person.pk for person in found]):
        held[office.person_id].append(office)
    for person in found:
        give(person, "offices", "person", held[person.pk])
    return found


def said_by(key: str, places: slice) -> list[Statement]:
    """What stands at the places; one query."""
    return _statements().part(places, key=key, now=timezone.now())
