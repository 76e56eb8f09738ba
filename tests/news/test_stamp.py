"""The content stamp moves with every change of content, whoever makes it, and with nothing else."""

from datetime import timedelta

import pytest
from django.apps import apps
from django.db import connection, transaction
from django.utils import timezone

from news.models import Article, ArticleVersion, ContentStamp, Topic
from news.stamp import UNSEEN, read_freshness


def stamp():
    return ContentStamp.objects.filter(pk=1).values_list("value", flat=True).first() or 0


@pytest.mark.django_db(transaction=True)
class TestStamp:
    def test_raw_rows_move_it(self):
        before = stamp()
        with connection.cursor() as cursor:
            cursor.execute(
                "INSERT INTO news_topic (slug, name_en, name_ru, name_be, description_en, description_ru, description_be)"
                " VALUES ('a', 'A', '', '', '', '', '')"
            )
        inserted = stamp()
        Topic.objects.update(name_en="B")
        updated = stamp()
        Topic.objects.all().delete()
        assert before < inserted < updated < stamp()

    def test_a_change_rolled_back_leaves_it(self):
        before = stamp()
        with transaction.atomic():
            Topic.objects.create(slug="a", name_en="A")
            transaction.set_rollback(True)
        assert stamp() == before

    def test_tables_of_many_to_many_fields_move_it(self):
        article, topic = (
            Article.objects.create(slug="a", kind="report"),
            Topic.objects.create(slug="t", name_en="T"),
        )
        before = stamp()
        article.topics.add(topic)
        assert stamp() > before

    def test_reading_leaves_it(self):
        before = stamp()
        list(Topic.objects.all())
        assert stamp() == before

    def test_every_content_table_has_its_trigger(self):
        tables = {
            model._meta.db_table
            for label in ("news", "routes")
            for model in apps.get_app_config(label).get_models(include_auto_created=True)
        } - {model._meta.db_table for model in UNSEEN}
        if connection.vendor == "sqlite":
            query = "SELECT tbl_name FROM sqlite_master WHERE type = 'trigger' AND name GLOB 'stamp_*'"
        else:
            query = "SELECT relname FROM pg_trigger JOIN pg_class ON pg_class.oid = tgrelid WHERE tgname LIKE 'stamp\\_%'"
        with connection.cursor() as cursor:
            cursor.execute(query)
            assert {name for (name,) in cursor.fetchall()} == tables


@pytest.mark.django_db
class TestFreshness:
    def test_midnight_changes_every_page(self):
        changes_at = read_freshness().changes_at
        assert timezone.localtime(changes_at).time().isoformat() == "00:00:00"
        assert timedelta() < changes_at - timezone.now() <= timedelta(days=1)

    def test_a_schedule_before_midnight_comes_first(self):
        article = Article.objects.create(slug="a", kind="report")
        soon = timezone.now() + timedelta(milliseconds=200)
        ArticleVersion.objects.create(
            article=article, language="en", number=1, headline="H", body="B", live_from=soon
        )
        assert read_freshness().changes_at == soon

    def test_it_costs_three_small_queries(self, django_assert_num_queries):
        with django_assert_num_queries(3):
            read_freshness()
