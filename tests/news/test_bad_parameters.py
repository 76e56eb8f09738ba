"""Whatever stands in the query of a news page, the answer is a page that says what was wrong, never a fault of ours."""

import pytest
from django.test import Client
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from tests.factories import make_article, make_source, make_topic, make_version

PAGES = {
    "news/": ("topic", "kind", "year", "page"),
    "news/council/": ("as_of", "version"),
    "news/council/versions/compare/": ("from", "to"),
    "corrections/": ("page",),
    "topics/transport/": ("page",),
    "sources/": ("kind", "page"),
    "timeline/": ("kind", "topic", "from", "to", "order", "page"),
}
PARAMETERS = [(page, name) for page, names in PAGES.items() for name in names]


@pytest.fixture
def something(db):
    article = make_article("council", topics=[make_topic("transport")])
    make_version(article, act="correction", note="Why.")
    make_source()


@pytest.mark.parametrize(("page", "name"), PARAMETERS)
@settings(max_examples=20, suppress_health_check=[HealthCheck.function_scoped_fixture])
@example(value="\x00")
@example(value="-1")
@example(value="9" * 400)
@example(value="٣")
@example(value="1e3")
@given(value=st.text(st.characters(codec="utf-8"), max_size=60))
def test_nonsense_is_told_or_ignored(something, page, name, value):
    response = Client().get(f"/en/{page}", {name: value})
    assert response.status_code in (200, 400, 404)
    assert response.content.decode().count("<h1") == 1


@pytest.mark.parametrize("slug", ["%00", "..", "a b", "<b>", "ў", "x" * 300])
@pytest.mark.parametrize("kind", ["news", "topics", "people", "figures", "sources"])
def test_a_slug_that_is_none_is_not_found(db, kind, slug):
    assert Client().get(f"/en/{kind}/{slug}/").status_code == 404
