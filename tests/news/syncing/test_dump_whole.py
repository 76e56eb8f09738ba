"""The content that ships and what may be added to it: named as it is, and a site built from a dump gives the same dump."""

from pathlib import Path

import pytest
from django.apps import apps
from django.conf import settings as project
from django.core.management import call_command
from django.core.management.color import no_style
from django.db import connection
from django.test import TestCase
from django.utils import timezone

from news.models import Person
from news.syncing.held import Held
from news.syncing.tables import in_order, table_of
from tests import factories as make
from tests.news.syncing.dumps import contents, dump
from tests.tables import ALL, CONTENT

SHIPPED = Path(project.BASE_DIR) / "fixtures"


def empty():
    """Every table of content and of what is derived from it, as `flush` does it, but inside the transaction of the test."""
    models = [*ALL, apps.get_model("auth", "Group")]
    through = {field.remote_field.through for model in models for field in model._meta.local_many_to_many}
    tables = {model._meta.db_table for model in {*models, *through}}
    connection.check_constraints()  # PostgreSQL empties no table that has triggers waiting
    for statement in connection.ops.sql_flush(no_style(), sorted(tables), allow_cascade=True):
        with connection.cursor() as cursor:
            cursor.execute(statement)


@pytest.mark.django_db
@pytest.mark.usefixtures("loaded_content")
class TestTables:
    def test_every_table_of_content_has_its_place(self):
        others = {apps.get_model("auth", "Group")}
        assert {table.model for table in in_order()} == {*CONTENT, *others}

    @pytest.mark.parametrize("table", in_order(), ids=lambda table: table.label)
    def test_natural_keys_are_those_of_the_rows(self, table):
        held = Held()
        keys, contents = held.keys(table), held.contents(table)
        for row in table.model._base_manager.all()[:50]:
            assert list(map(str, keys[row.pk])) == list(map(str, row.natural_key()))
            assert table.key_of(contents[keys[row.pk]]) == keys[row.pk]

    def test_what_a_row_refers_to_comes_before_it(self):
        order = [table.model for table in in_order()]
        for table in in_order():
            for field in [*table.to_one, *table.to_many]:
                target = table_of(field.related_model)
                if target.file and target is not table:
                    assert order.index(target.model) < order.index(table.model)


@pytest.mark.django_db
class TestShipped:
    def test_the_files_come_out_as_they_are(self, loaded_content):
        assert "0 of " in dump(SHIPPED, "--check")

    @pytest.mark.parametrize("way", ["sync_fixtures", "loaddata"])
    def test_a_site_built_from_a_dump_gives_the_same_dump(self, loaded_content, tmp_path, settings, way):
        first, second = tmp_path / "first", tmp_path / "second"
        settings.MEDIA_ROOT = tmp_path / "uploaded"
        make_content()
        dump(first)
        empty()
        settings.FIXTURE_MEDIA_ROOT = first / "media"
        paths = [str(first)] if way == "sync_fixtures" else sorted(map(str, first.glob("*.json")))
        with TestCase.captureOnCommitCallbacks(execute=True):
            call_command(way, *paths, verbosity=0)
        dump(second)
        assert contents(second) == contents(first)
        assert "0 of " in dump(first, "--check")
        assert Person.objects.filter(key="new-person").exists()


def make_content():
    """New rows of every kind, beside what ships; a translation whose key sorts before its original's."""
    source = make.make_source("new-source", title="«Ёлка» & <b>")
    person = make.make_person("new-person")
    make.make_office(person, source=source)
    make.make_figure("new-figure", values=[(2024, 3)])
    article = make.make_article("a-new-article", topics=[make.make_topic("a-topic")], version=False)
    image = make.make_image("new-image")
    ready = {"standfirst": "So it is.[^new-source]", "body": "So it is.[^new-source]"}
    ready |= {"confirmed": "- So it is.[^new-source]", "live_from": timezone.now()}
    original = make.make_version(article, lead_image=image, **ready)
    translated = {
        **ready,
        "standfirst": "Так яно і ёсць.[^new-source]",
        "body": "Так яно і ёсць.[^new-source]",
    }
    make.make_version(article, "be", translated_from=original, translation_method="human", **translated)
    agreement = make.make_agreement("new-agreement")
    signed = make.make_action(agreement)
    make.make_action(agreement, dated_on=signed.dated_on, replaces=signed, reason="A slip")
    make.make_text(agreement)
    make.make_obligation(agreement)
    station = make.make_station("new-station", latitude="53.1", longitude="27.2", coordinate_source=source)
    route = make.make_route("new-route", stations=[station, make.make_station("another")])
    make.make_route_event(route)
    make.make_route_claim(route)
    make.make_alert({"route": route}, article=article)
