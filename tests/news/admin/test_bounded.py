"""Lists that are never all counted."""

import pytest

from news.admin import bounded
from news.admin.bounded import BoundedPaginator
from news.models import Topic
from tests.factories import make_topic

pytestmark = pytest.mark.django_db


@pytest.fixture
def topics(monkeypatch):
    monkeypatch.setattr(bounded, "COUNTED", 4)
    for number in range(4):
        make_topic(f"t-{number}")
    return Topic.objects.order_by("slug")


def test_what_is_few_is_counted(topics):
    pages = BoundedPaginator(topics, 2)
    assert (pages.count, pages.num_pages, str(pages.count)) == (4, 2, "4")


def test_what_is_more_is_said_to_be_more(topics):
    make_topic("t-4")
    pages = BoundedPaginator(topics, 2)
    assert (pages.count, pages.num_pages, str(pages.count)) == (4, 2, "4+")
    assert [topic.slug for topic in pages.page(2)] == ["t-2", "t-3"]


def test_the_list_says_so(topics, admin_client):
    make_topic("t-4")
    assert "4+ results" in " ".join(admin_client.get("/admin/news/topic/").text.split())
