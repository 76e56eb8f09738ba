import django.db.models.deletion
import news.models.agreements
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('news', '0013_texts'),
    ]

    operations = [
        migrations.CreateModel(
            name='Obligation',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.SlugField(help_text='Names the obligation within its agreement, in its permanent address.', max_length=80, verbose_name='key')),
                ('provision', models.CharField(blank=True, help_text='Empty if the text has not been read.', max_length=40, verbose_name='provision')),
                ('text_en', models.TextField(verbose_name='what is to be done (English)')),
                ('text_ru', models.TextField(blank=True, verbose_name='what is to be done (Russian)')),
                ('text_be', models.TextField(blank=True, verbose_name='what is to be done (Belarusian)')),
                ('stated_on', models.DateField(help_text='The day it was laid down or said; it is shown from that day on.', verbose_name='stated on')),
                ('due_on', models.DateField(blank=True, help_text='Empty if no day was set.', null=True, verbose_name='due by')),
                ('due_precision', models.CharField(choices=[('day', 'to the day'), ('month', 'to the month'), ('year', 'to the year')], default='day', max_length=5, verbose_name='known')),
                ('done_on', models.DateField(blank=True, help_text='Counts only with a source below that says so.', null=True, verbose_name='done on')),
                ('done_precision', models.CharField(choices=[('day', 'to the day'), ('month', 'to the month'), ('year', 'to the year')], default='day', max_length=5, verbose_name='known')),
            ],
            options={
                'verbose_name': 'obligation',
                'verbose_name_plural': 'obligations',
                'ordering': ['agreement', models.OrderBy(models.F('due_on'), nulls_last=True), 'key'],
            },
        ),
        migrations.CreateModel(
            name='ObligationEvidence',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('finding', models.CharField(choices=[('delivered', 'delivered'), ('not_delivered', 'not delivered by then')], max_length=13, verbose_name='it says')),
                ('dated_on', models.DateField(help_text='The day of the delivery, or the day on which it was still missing.', verbose_name='as of')),
                ('date_precision', models.CharField(choices=[('day', 'to the day'), ('month', 'to the month'), ('year', 'to the year')], default='day', max_length=5, verbose_name='known')),
                ('says_en', models.TextField(blank=True, verbose_name='what it says (English)')),
                ('says_ru', models.TextField(blank=True, verbose_name='what it says (Russian)')),
                ('says_be', models.TextField(blank=True, verbose_name='what it says (Belarusian)')),
            ],
            options={
                'verbose_name': 'evidence of delivery',
                'verbose_name_plural': 'evidence of delivery',
                'ordering': ['obligation', 'dated_on', 'id'],
            },
        ),
        migrations.AlterField(
            model_name='agreement',
            name='slug',
            field=models.SlugField(max_length=120, unique=True, validators=[news.models.agreements.validate_slug_is_free], verbose_name='slug'),
        ),
        migrations.AddConstraint(
            model_name='agreement',
            constraint=models.CheckConstraint(condition=models.Q(('slug__in', ('about-the-data', 'calendar', 'changes', 'checks', 'delivery', 'glossary', 'matrix', 'relations')), _negated=True), name='agreement_slug_is_no_page_of_the_register'),
        ),
        migrations.AddField(
            model_name='obligation',
            name='agreement',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='obligations', to='news.agreement', verbose_name='agreement'),
        ),
        migrations.AddField(
            model_name='obligation',
            name='responsible',
            field=models.ForeignKey(blank=True, help_text='Empty if not established.', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='obligations', to='news.actor', verbose_name='who is to do it'),
        ),
        migrations.AddField(
            model_name='obligation',
            name='source',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='obligations', to='news.source', verbose_name='source of the promise'),
        ),
        migrations.AddField(
            model_name='obligationevidence',
            name='obligation',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='evidence', to='news.obligation', verbose_name='obligation'),
        ),
        migrations.AddField(
            model_name='obligationevidence',
            name='source',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='obligation_evidence', to='news.source', verbose_name='source'),
        ),
        migrations.AddIndex(
            model_name='obligation',
            index=models.Index(fields=['due_on'], name='obligation_by_due_day'),
        ),
        migrations.AddConstraint(
            model_name='obligation',
            constraint=models.UniqueConstraint(fields=('agreement', 'key'), name='obligation_key_once'),
        ),
        migrations.AddConstraint(
            model_name='obligation',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('key', ''), _negated=True), models.Q(('text_en', ''), _negated=True)), name='obligation_says_what_is_to_be_done'),
        ),
        migrations.AddConstraint(
            model_name='obligation',
            constraint=models.CheckConstraint(condition=models.Q(('done_precision__in', ['day', 'month', 'year']), ('due_precision__in', ['day', 'month', 'year'])), name='obligation_precision_known'),
        ),
        migrations.AddConstraint(
            model_name='obligation',
            constraint=models.CheckConstraint(condition=models.Q(('done_on__isnull', True), ('done_on__gte', models.F('stated_on')), models.Q(('done_precision', 'day'), _negated=True), _connector='OR'), name='obligation_done_after_it_was_stated'),
        ),
        migrations.AddConstraint(
            model_name='obligationevidence',
            constraint=models.UniqueConstraint(fields=('obligation', 'source', 'finding'), name='delivery_evidence_once_a_source'),
        ),
        migrations.AddConstraint(
            model_name='obligationevidence',
            constraint=models.CheckConstraint(condition=models.Q(('finding__in', ['delivered', 'not_delivered'])), name='delivery_evidence_finding_known'),
        ),
        migrations.AddConstraint(
            model_name='obligationevidence',
            constraint=models.CheckConstraint(condition=models.Q(('date_precision__in', ['day', 'month', 'year'])), name='delivery_evidence_precision_known'),
        ),
    ]
