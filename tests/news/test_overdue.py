"""What the doctor says where derived rows are missing."""

import pytest

from config.web.doctor.findings import Level
from news.doctor_checks import check_derived
from news.models import SearchDocument
from tests import factories as make


@pytest.mark.django_db
def test_things_that_the_search_does_not_know():
    make.make_source("tass")
    make.make_person("minister")
    make.make_article("a")
    assert [each.level for each in check_derived()] == [Level.OK]
    SearchDocument.objects.filter(key__in=["tass", "minister"]).delete()
    (found,) = check_derived()
    assert found.what.startswith("2 sources, people, agreements or other things are not found by the search")
    assert found.type_this == "manage.py reindex"
