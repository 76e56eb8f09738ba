"""Rows of the timeline, filled here with articles and acts on agreements: a site that is updated shows its line at once. Those
of the railway come with the migrations of `routes`. Triggers that count them come after."""

import django.db.models.deletion
from django.db import migrations, models
from django.utils import timezone

from news.dated import act, article_rows
from news.models.counted import recount
from news.offered import Said, Story

AT_ONCE = 500  # articles or agreements
STANDING = ("confirmed", "reported", "disputed")
FACTS = ("id", "type", "occurrence", "dated_on", "date_precision")


def fill(apps, schema_editor):
    row = apps.get_model("news", "TimelineRow")
    for make, of_thing in ((_of_articles, "Article"), (_of_acts, "Agreement")):
        things = apps.get_model("news", of_thing).objects.order_by("pk")
        keys = list(things.values_list("pk", flat=True))
        for at in range(0, len(keys), AT_ONCE):
            batch = things.filter(pk__in=keys[at : at + AT_ONCE])
            name = f"{of_thing.lower()}_id"
            topics = _by(batch.model.topics.through.objects.filter(**{f"{name}__in": batch}), "topic_id", to=name)
            row.objects.bulk_create((row(**values) for values in make(apps, batch, topics)), batch_size=1000)
    recount(row, apps.get_model("news", "TimelineCount"))


def _of_articles(apps, articles, topics):
    now, told = timezone.now(), ("id", "language", "act", "live_from", "live_until")
    shown = articles.filter(removed_at=None, merged_into=None)
    versions = _by(
        apps.get_model("news", "ArticleVersion").objects.filter(article__in=articles, live_from__isnull=False), *told, to="article_id"
    )
    for pk, slug, kind, withdrawn_at, happened_on in shown.values_list(
        "pk", "slug", "kind", "withdrawn_at", "happened_on"
    ):
        on = [topic for (topic,) in topics.get(pk, [])]
        story = Story(pk, kind, withdrawn_at, on, [Said(*version) for version in versions.get(pk, [])])
        yield from article_rows(story, slug, happened_on, now)


def _of_acts(apps, agreements, topics):
    acts = apps.get_model("news", "Action").objects.filter(
        agreement__in=agreements, layer="international", assertion__in=STANDING, replaced_by__isnull=True
    )
    slugs = dict(agreements.values_list("pk", "slug"))
    for pk, facts in _by(acts, *FACTS, to="agreement_id").items():
        on = [topic for (topic,) in topics.get(pk, [])]
        for fact in facts:
            yield from act(slugs[pk], *fact).rows(on)


def _by(rows, *columns, to):
    """The columns of the rows, by what they belong to."""
    found = {}
    for thing, *values in rows.order_by("pk").values_list(to, *columns):
        found.setdefault(thing, []).append(values)
    return found


class Migration(migrations.Migration):

    dependencies = [
        ('news', '0020_reading_rows'),
    ]

    operations = [
        migrations.CreateModel(
            name='TimelineCount',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('strand', models.CharField(max_length=10)),
                ('planned', models.BooleanField()),
                ('year', models.PositiveSmallIntegerField()),
                ('month', models.PositiveSmallIntegerField()),
                ('number', models.IntegerField()),
                ('topic', models.ForeignKey(db_constraint=False, db_index=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='news.topic')),
            ],
            options={
                'verbose_name': 'count of the timeline',
                'verbose_name_plural': 'counts of the timeline',
                'ordering': ['topic', 'strand', '-year', '-month'],
                'indexes': [models.Index(fields=['topic', 'strand', 'year', 'month', 'planned', 'number'], name='timeline_counted')],
            },
        ),
        migrations.CreateModel(
            name='TimelineRow',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('holder_kind', models.CharField(max_length=20)),
                ('holder_key', models.CharField(max_length=120)),
                ('row', models.BigIntegerField()),
                ('strand', models.CharField(max_length=10)),
                ('planned', models.BooleanField()),
                ('day', models.DateField()),
                ('year', models.PositiveSmallIntegerField()),
                ('month', models.PositiveSmallIntegerField()),
                ('begins_at', models.DateTimeField(null=True)),
                ('ends_at', models.DateTimeField(null=True)),
                ('timed', models.BooleanField()),
                ('topic', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='timeline_rows', to='news.topic')),
            ],
            options={
                'verbose_name': 'row of the timeline',
                'verbose_name_plural': 'rows of the timeline',
                'ordering': ['-day', 'holder_kind', '-row'],
                'indexes': [models.Index(fields=['topic', '-day', 'holder_kind', '-row', 'begins_at', 'ends_at', 'id'], name='timeline_row_in_order'), models.Index(fields=['topic', 'strand', '-day', 'holder_kind', '-row', 'begins_at', 'ends_at', 'id'], name='timeline_row_of_strand'), models.Index(fields=['holder_kind', 'holder_key'], name='timeline_row_of_thing'), models.Index(condition=models.Q(('timed', True)), fields=['begins_at'], name='timeline_row_timed')],
                'constraints': [models.CheckConstraint(condition=models.Q(('ends_at__isnull', True), ('begins_at__isnull', True), ('ends_at__gt', models.F('begins_at')), _connector='OR'), name='timeline_row_ends_after_start'), models.CheckConstraint(condition=models.Q(('timed', True), ('ends_at__isnull', True), _connector='OR'), name='timeline_row_with_an_end_is_timed'), models.CheckConstraint(condition=models.Q(('month__lte', 12)), name='timeline_row_month_known')],
            },
        ),
        migrations.RunPython(fill, migrations.RunPython.noop),
    ]
