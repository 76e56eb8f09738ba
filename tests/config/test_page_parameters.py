"""The page cache drops the parameters that pages do not know, so it must know every one that a list reads."""

import pytest
from django_filters import FilterSet

from config.kept_pages import PAGE_PARAMETERS
from config.timeline.choice import FIELDS
from news.filters import agreements, articles, sources

FILTERS = [
    value
    for module in (agreements, articles, sources)
    for value in vars(module).values()
    if isinstance(value, type) and issubclass(value, FilterSet) and value is not FilterSet
]


@pytest.mark.parametrize("filterset", FILTERS, ids=lambda filterset: filterset.__name__)
def test_every_filter_reaches_its_list(filterset):
    assert filterset.base_filters.keys() <= PAGE_PARAMETERS


def test_so_do_those_of_the_timeline_and_of_the_lists_themselves():
    assert {*FIELDS, "page", "as_of", "from", "to"} <= PAGE_PARAMETERS
    assert len(FILTERS) == 3
