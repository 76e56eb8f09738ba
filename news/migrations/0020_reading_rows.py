"""Rows of lists, filled here: a site that is updated shows its news at once. Triggers that count them come after.

And sources in the order in which each reader reads them."""

import django.db.models.deletion
from django.db import migrations, models
from django.db.models import Count
from django.db.models.functions import Coalesce
from django.utils import timezone

from news.offered import Said, Story, rows_of
from news.querysets.keys import Filled, LastIfNull

AT_ONCE = 500  # articles
COUNTED = ("list", "reader", "topic_id", "kind", "year")


def fill(apps, schema_editor):
    reading, count = apps.get_model("news", "Reading"), apps.get_model("news", "ReadingCount")
    articles = apps.get_model("news", "Article").objects
    shown = articles.filter(removed_at=None, merged_into=None).order_by("pk")
    keys, now = list(shown.values_list("pk", flat=True)), timezone.now()
    for at in range(0, len(keys), AT_ONCE):
        batch = shown.filter(pk__in=keys[at : at + AT_ONCE])
        topics = _by_article(articles.model.topics.through.objects.filter(article__in=batch), "topic_id")
        versions = _by_article(
            apps.get_model("news", "ArticleVersion").objects.filter(article__in=batch, live_from__isnull=False),
            *("id", "language", "act", "live_from", "live_until"),
        )
        rows = (
            row
            for pk, kind, withdrawn_at in batch.values_list("pk", "kind", "withdrawn_at")
            for row in rows_of(
                Story(
                    pk,
                    kind,
                    withdrawn_at,
                    [topic for (topic,) in topics.get(pk, [])],
                    [Said(*version) for version in versions.get(pk, [])],
                ),
                now,
            )
        )
        reading.objects.bulk_create((reading(**row) for row in rows), batch_size=1000)
    counted = reading.objects.filter(timed=False).order_by().values(*COUNTED).annotate(number=Count("pk"))
    count.objects.bulk_create(count(**row) for row in counted)


def _by_article(rows, *columns):
    found = {}
    for article, *values in rows.order_by("pk").values_list("article_id", *columns):
        found.setdefault(article, []).append(values)
    return found



class Migration(migrations.Migration):

    dependencies = [
        ('news', '0019_search_functions'),
    ]

    operations = [
        migrations.CreateModel(
            name='Reading',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('list', models.CharField(choices=[('news', 'News'), ('corrections', 'Corrections'), ('withdrawn', 'Withdrawn')], max_length=11)),
                ('reader', models.CharField(choices=[('en', 'English'), ('ru', 'Русский'), ('be', 'Беларуская')], max_length=2)),
                ('kind', models.CharField(choices=[('report', 'Report'), ('explainer', 'Explainer'), ('statement', 'Official statement'), ('analysis', 'Analysis')], max_length=12)),
                ('dated_at', models.DateTimeField()),
                ('year', models.PositiveSmallIntegerField()),
                ('begins_at', models.DateTimeField()),
                ('ends_at', models.DateTimeField(null=True)),
                ('timed', models.BooleanField()),
                ('article', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='readings', to='news.article')),
                ('topic', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='readings', to='news.topic')),
                ('version', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='readings', to='news.articleversion')),
            ],
            options={
                'verbose_name': 'reading',
                'verbose_name_plural': 'readings',
                'ordering': ['list', 'reader', '-dated_at', '-version'],
                'indexes': [models.Index(condition=models.Q(('topic__isnull', True)), fields=['list', 'reader', '-dated_at', '-version', 'begins_at', 'ends_at', 'id'], name='reading_in_order'), models.Index(condition=models.Q(('topic__isnull', True)), fields=['list', 'reader', 'kind', '-dated_at', '-version', 'begins_at', 'ends_at', 'id'], name='reading_of_kind_in_order'), models.Index(condition=models.Q(('topic__isnull', False)), fields=['topic', 'reader', '-dated_at', '-version', 'begins_at', 'ends_at', 'kind', 'id'], name='reading_of_topic_in_order'), models.Index(condition=models.Q(('timed', True)), fields=['begins_at'], name='reading_timed')],
                'constraints': [models.UniqueConstraint(models.F('version'), models.F('list'), models.F('reader'), models.F('begins_at'), Coalesce('topic', 0), name='reading_stands_once'), models.CheckConstraint(condition=models.Q(('ends_at__isnull', True), ('ends_at__gt', models.F('begins_at')), _connector='OR'), name='reading_ends_after_start'), models.CheckConstraint(condition=models.Q(('timed', True), ('ends_at__isnull', True), _connector='OR'), name='reading_with_an_end_is_timed'), models.CheckConstraint(condition=models.Q(('reader__in', ['en', 'ru', 'be'])), name='reading_language_known'), models.CheckConstraint(condition=models.Q(('list__in', ['news', 'corrections', 'withdrawn'])), name='reading_list_known'), models.CheckConstraint(condition=models.Q(('topic__isnull', True), ('list', 'news'), _connector='OR'), name='reading_on_a_topic_is_news')],
            },
        ),
        migrations.CreateModel(
            name='ReadingCount',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('list', models.CharField(max_length=11)),
                ('reader', models.CharField(max_length=2)),
                ('kind', models.CharField(max_length=12)),
                ('year', models.PositiveSmallIntegerField()),
                ('number', models.IntegerField()),
                ('topic', models.ForeignKey(db_constraint=False, db_index=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='news.topic')),
            ],
            options={
                'verbose_name': 'count of readings',
                'verbose_name_plural': 'counts of readings',
                'ordering': ['list', 'reader', 'topic', '-year', 'kind'],
                'indexes': [models.Index(fields=['list', 'reader', 'topic', 'year', 'kind', 'number'], name='reading_counted')],
            },
        ),
        migrations.AddIndex(
            model_name='source',
            index=models.Index(Coalesce(Filled(models.F('publisher_en')), Filled(models.F('publisher_ru')), Filled(models.F('publisher_be'))), models.OrderBy(LastIfNull('published_on'), descending=True), models.F('key'), name='source_in_order_en'),
        ),
        migrations.AddIndex(
            model_name='source',
            index=models.Index(Coalesce(Filled(models.F('publisher_ru')), Filled(models.F('publisher_be')), Filled(models.F('publisher_en'))), models.OrderBy(LastIfNull('published_on'), descending=True), models.F('key'), name='source_in_order_ru'),
        ),
        migrations.AddIndex(
            model_name='source',
            index=models.Index(Coalesce(Filled(models.F('publisher_be')), Filled(models.F('publisher_ru')), Filled(models.F('publisher_en'))), models.OrderBy(LastIfNull('published_on'), descending=True), models.F('key'), name='source_in_order_be'),
        ),
        migrations.RunPython(fill, migrations.RunPython.noop),
    ]
