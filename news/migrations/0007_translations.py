"""Where translations part from their originals (derived), and when a source or figure was looked at again."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('news', '0004_newsroom'),
    ]

    operations = [
        migrations.AddField(
            model_name='figure',
            name='reviewed_on',
            field=models.DateField(blank=True, editable=False, null=True, verbose_name='looked at again on'),
        ),
        migrations.AddField(
            model_name='source',
            name='reviewed_on',
            field=models.DateField(blank=True, editable=False, null=True, verbose_name='looked at again on'),
        ),
        migrations.CreateModel(
            name='TranslationGap',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('behind', 'behind its original'), ('numbers', 'numbers that differ')], max_length=8)),
                ('language', models.CharField(max_length=2)),
                ('live_from', models.DateTimeField()),
                ('live_until', models.DateTimeField(null=True)),
                ('paragraphs', models.JSONField(default=list)),
                ('original', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='news.articleversion')),
                ('version', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='gaps', to='news.articleversion')),
            ],
            options={
                'verbose_name': 'gap of a translation',
                'verbose_name_plural': 'gaps of translations',
                'ordering': ['live_from', 'pk'],
                'indexes': [models.Index(fields=['kind', 'live_from'], name='translation_gap_by_age'), models.Index(fields=['kind', 'language', 'live_from'], name='translation_gap_of_language')],
                'constraints': [models.UniqueConstraint(fields=('version', 'original', 'kind'), name='translation_gap_once'), models.CheckConstraint(condition=models.Q(('kind__in', ['behind', 'numbers'])), name='translation_gap_kind_known'), models.CheckConstraint(condition=models.Q(('live_until__isnull', True), ('live_until__gt', models.F('live_from')), _connector='OR'), name='translation_gap_ends_after_start')],
            },
        ),
    ]
