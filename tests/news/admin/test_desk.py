"""The desk's front page."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from tests.factories import make_article, make_draft, make_version
from tests.news.admin.pages import words

DESK = reverse("admin:index")


def panel(response, name):
    return [str(version) for version in response.context[name]]


class TestDesk:
    def test_what_waits_for_an_editor(self, editor, author):
        mine = make_draft(make_article(version=False), headline="Mine", created_by=editor.user)
        make_draft(make_article(version=False), headline="Theirs", created_by=author.user)
        make_draft(make_article(version=False), headline="Nobody’s")
        make_version(mine.article, "ru", headline="Later", live_from=timezone.now() + timedelta(hours=1))
        make_article(version={"headline": "Public"})
        make_article(version={"headline": "Removed"}, removed_at=timezone.now(), reason_en="A mistake.")
        response = editor.get(DESK)
        assert panel(response, "my_drafts") == ["Mine"]
        assert panel(response, "other_drafts") == ["Nobody’s", "Theirs"]
        assert panel(response, "scheduled") == ["Later"]
        assert panel(response, "recent") == ["Public"]
        for headline in ("Mine", "Theirs", "Later", "Public", "Write an article"):
            assert headline in words(response)

    @pytest.mark.parametrize("number", [1, 3])
    def test_a_constant_number_of_queries(self, editor, django_assert_num_queries, number):
        for _ in range(number):
            make_draft(make_article(), created_by=editor.user)
        with django_assert_num_queries(7):
            editor.get(DESK)

    def test_who_may_see_no_articles_sees_none(self, author):
        make_draft(make_article(version=False), headline="Theirs")
        author.user.user_permissions.clear()
        response = author.get(DESK)
        assert "my_drafts" not in response.context
        assert "Theirs" not in words(response)
        assert "Write an article" not in words(response)

    def test_strangers_log_in_first(self, client):
        response = client.get(DESK)
        assert response.status_code == 302
        assert response["Location"] == f"{reverse('admin:login')}?next={DESK}"

    def test_tables_in_the_order_of_the_work(self, editor):
        [news] = [app for app in editor.get(DESK).context["app_list"] if app["app_label"] == "news"]
        names = [model["object_name"] for model in news["models"]]
        assert names[:7] == ["Article", "ArticleVersion", "Source", "Figure", "Person", "Image", "Topic"]
