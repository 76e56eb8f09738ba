"""The lists of sources, people and figures: what is counted of them is what there is, and any part is where it belongs."""

from collections import Counter
from itertools import product

import pytest
from django.core.management import call_command
from django.db import connection
from django.db.models import Sum
from django.utils.translation import override

from config.web.translated import LANGUAGES
from news.counted_lists import listed_figures, listed_people, listed_sources
from news.doctor_checks import check_derived
from news.models import Figure, FigureValue, ListCount, Person, Source
from news.models.list_counts import numbers
from tests import factories as make

pytestmark = pytest.mark.django_db


def kept():
    """What triggers have counted, and what there is."""
    found, wanted = Counter(), Counter()
    for row in ListCount.objects.values(*ListCount.COLUMNS).annotate(sum=Sum("number")):
        found[tuple(row[name] for name in ListCount.COLUMNS)] += row["sum"]
    for row in numbers():
        wanted[tuple(row[name] for name in ListCount.COLUMNS)] += row["number"]
    return +found, wanted


def test_sources_and_people_are_counted_as_each_reader_reads_them():
    source = make.make_source("a", publisher_en="BelTA", publisher_ru="БелТА", grade="b")
    Source.objects.bulk_create(Source(key=key, publisher_en="TASS", title=key, grade="c") for key in "bcd")
    person = make.make_person("p", name_en="Alexander", name_ru="Александр")
    assert kept()[0] == kept()[1]
    assert kept()[0][("source", "be", "БелТА", "b")] == 1
    source.publisher_be, source.grade = "БелТА (бел.)", "a"
    source.save()
    Source.objects.filter(key="c").update(grade="d", publisher_en="Sputnik")
    Person.objects.filter(pk=person.pk).update(name_ru="", name_be="Аляксандр")
    assert kept()[0] == kept()[1]
    assert kept()[0][("person", "ru", "Ал", "")] == 1
    Source.objects.filter(grade="c").delete()
    person.delete()
    assert kept()[0] == kept()[1]


def figures_counted():
    found, wanted = kept()
    assert found == wanted
    return {part: number for (of_list, _reader, part, _grade), number in found.items() if of_list == "figure"}


def test_a_figure_is_counted_from_its_first_value_to_its_last():
    first, other = make.make_figure("rail"), make.make_figure("road", values=[(2024, 1), (2025, 2)])
    assert figures_counted() == {"ro": 1}
    FigureValue.objects.filter(figure=other).update(figure=first)
    assert figures_counted() == {"ra": 1}
    Figure.objects.filter(pk=first.pk).update(key="sea")
    assert figures_counted() == {"se": 1}
    FigureValue.objects.filter(figure=first, as_of__year=2024).delete()
    assert figures_counted() == {"se": 1}
    first.refresh_from_db()
    first.delete()
    assert figures_counted() == {}


def test_any_part_is_the_part_of_the_whole():
    names = ["Ada", "Adam", "Ben", "Boris", "Carl", "Ада", "Вера", "Ян"]
    for at, name in enumerate(names):
        make.make_person(f"p{at}", **{f"name_{LANGUAGES[at % 3]}": name, "name_en": name.upper()})
        make.make_figure(f"{name[0].lower() if name.isascii() else 'z'}-{at}", values=[(2025, 1)])
        published_on = None if at % 4 == 0 else f"2025-0{1 + at % 3}-01"
        make.make_source(
            f"s{at}", publisher_en=name[:2], publisher_ru=name, grade="cd"[at % 2], published_on=published_on
        )
    make.make_figure("b-without")
    for language in LANGUAGES:
        with override(language):
            sources = Source.objects.for_list()
            for found, wanted in (
                (listed_people(), Person.objects.for_list()),
                (listed_figures(), Figure.objects.public().for_list()),
                (listed_sources(), sources),
                (listed_sources("d"), sources.filter(grade="d")),
            ):
                rows = list(wanted)
                assert len(found) == len(rows) > 0
                for start, stop in product(range(len(rows) + 1), repeat=2):
                    assert found[start:stop] == rows[start:stop]


def test_reindexing_counts_again_what_was_written_past_the_triggers():
    make.make_person()
    ListCount.objects.update(number=7)
    wrong = "Lists of sources, people or figures are counted wrongly."
    assert wrong in [finding.what for finding in check_derived()]
    call_command("reindex", "person", verbosity=0)
    assert kept()[0] == kept()[1]
    assert wrong not in [finding.what for finding in check_derived()]


def test_many_counts_are_summed_up(monkeypatch):
    monkeypatch.setattr("news.models.counted.LOOSE_COUNTS", 1)
    for at in range(4):
        make.make_person(f"p{at}")
    make.make_article()
    assert kept()[0] == kept()[1]
    if connection.vendor == "postgresql":
        assert ListCount.objects.count() < 12
