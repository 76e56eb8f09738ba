"""The content that ships: every row is valid, and loading it again changes nothing."""

import json

import pytest
from django.core import serializers
from django.core.management import call_command

from news.models import Reference, SearchDocument, Statement
from tests.tables import CONTENT, EMPTY_AT_FIRST

pytestmark = pytest.mark.django_db


def rows_of(model):
    return json.loads(
        serializers.serialize("json", model.objects.order_by("pk"), use_natural_foreign_keys=True)
    )


@pytest.mark.parametrize("model", CONTENT, ids=str)
def test_every_row_is_valid(loaded_content, model):
    rows = list(model.objects.all())
    assert rows or model in EMPTY_AT_FIRST, f"The content holds no {model._meta.verbose_name}."
    for row in rows:
        row.full_clean()


def test_loading_it_again_changes_nothing(loaded_content):
    before = {model: rows_of(model) for model in [*CONTENT, Reference, Statement, SearchDocument]}
    call_command("loaddata", *map(str, loaded_content), verbosity=0)
    assert {model: rows_of(model) for model in before} == before


def test_a_deployment_loads_no_sample(loaded_content):
    """Sample data stands in files of its own, in a folder that `fixtures/*.json` does not reach."""
    sample = {
        row["model"]
        for path in loaded_content
        if path.parent.name == "sample"
        for row in json.loads(path.read_text())
    }
    real = {
        row["model"]
        for path in loaded_content
        if path.parent.name != "sample"
        for row in json.loads(path.read_text())
    }
    assert {name.partition(".")[0] for name in sample} == {"routes"}
    assert {"routes.timetable", "routes.trip", "routes.stoptime", "routes.fareproduct"} <= sample
    assert sample.isdisjoint(real)
