"""Timetables as published versions, with days of running, notes to passengers and fares."""

import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models

# PostgreSQL: the days of two published timetables of one route never overlap, samples apart from real ones. The pair
# (route, is it a sample) is written as a range of one whole number, so that no extension is needed. SQLite has a trigger
# for it (timetable_triggers.py).
ADD = """ALTER TABLE routes_publication ADD CONSTRAINT publication_days_apart EXCLUDE USING gist (
  int8range(route_id * 2 + is_sample::int, route_id * 2 + is_sample::int, '[]') WITH &&,
  daterange(valid_from, valid_until, '[]') WITH &&
) WHERE (withdrawn_at IS NULL)"""
DROP = "ALTER TABLE routes_publication DROP CONSTRAINT publication_days_apart"


def on_postgresql(statement):
    def run(apps, schema_editor):
        if schema_editor.connection.vendor == "postgresql":
            schema_editor.execute(statement)

    return run


class Migration(migrations.Migration):

    dependencies = [
        ('news', '0012_where_used_index'),
        ('routes', '0003_obligations'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        # They could hold samples only (`timetable_is_a_sample`), which their fixture brings again.
        migrations.DeleteModel('StopTime'),
        migrations.DeleteModel('Trip'),
        migrations.DeleteModel('Timetable'),
        migrations.CreateModel(
            name='Service',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.SlugField(max_length=40, verbose_name='key')),
                ('weekdays', models.PositiveSmallIntegerField(default=127, verbose_name='days')),
                ('start', models.DateField(verbose_name='first day')),
                ('end', models.DateField(verbose_name='last day')),
                ('also_on', models.CharField(blank=True, choices=[('BY', 'public holidays of Belarus'), ('RU', 'public holidays of Russia'), ('either', 'public holidays of Belarus or of Russia')], max_length=6, verbose_name='also on')),
                ('not_on', models.CharField(blank=True, choices=[('BY', 'public holidays of Belarus'), ('RU', 'public holidays of Russia'), ('either', 'public holidays of Belarus or of Russia')], max_length=6, verbose_name='not on')),
                ('name_en', models.CharField(blank=True, max_length=160, verbose_name='name for readers (English)')),
                ('name_ru', models.CharField(blank=True, max_length=160, verbose_name='name for readers (Russian)')),
                ('name_be', models.CharField(blank=True, max_length=160, verbose_name='name for readers (Belarusian)')),
            ],
            options={
                'verbose_name': 'days of running',
                'verbose_name_plural': 'days of running',
                'ordering': ['timetable', 'key'],
            },
        ),
        migrations.CreateModel(
            name='Alert',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.SlugField(max_length=80, unique=True, verbose_name='key')),
                ('cause', models.CharField(choices=[('unknown_cause', 'not stated'), ('other_cause', 'another'), ('technical_problem', 'technical problem'), ('strike', 'strike'), ('demonstration', 'demonstration'), ('accident', 'accident'), ('holiday', 'holiday'), ('weather', 'weather'), ('maintenance', 'maintenance'), ('construction', 'construction'), ('police_activity', 'police activity'), ('medical_emergency', 'medical emergency'), ('special_event', 'special event')], default='unknown_cause', max_length=20, verbose_name='cause')),
                ('effect', models.CharField(choices=[('no_service', 'no trains'), ('reduced_service', 'fewer trains'), ('significant_delays', 'long delays'), ('detour', 'another way'), ('additional_service', 'additional trains'), ('modified_service', 'changed times or stops'), ('other_effect', 'other'), ('unknown_effect', 'not stated'), ('stop_moved', 'stop moved'), ('no_effect', 'no effect on trains'), ('accessibility_issue', 'harder access')], default='unknown_effect', max_length=20, verbose_name='effect')),
                ('severity', models.CharField(choices=[('unknown_severity', 'not stated'), ('info', 'information'), ('warning', 'warning'), ('severe', 'severe')], default='unknown_severity', max_length=20, verbose_name='severity')),
                ('header_en', models.CharField(max_length=160, verbose_name='heading (English)')),
                ('header_ru', models.CharField(blank=True, max_length=160, verbose_name='heading (Russian)')),
                ('header_be', models.CharField(blank=True, max_length=160, verbose_name='heading (Belarusian)')),
                ('description_en', models.TextField(blank=True, verbose_name='description (English)')),
                ('description_ru', models.TextField(blank=True, verbose_name='description (Russian)')),
                ('description_be', models.TextField(blank=True, verbose_name='description (Belarusian)')),
                ('url', models.URLField(blank=True, max_length=300, verbose_name="the operator's page")),
                ('published_at', models.DateTimeField(blank=True, help_text='Empty: a draft, which no reader sees.', null=True, verbose_name='published at')),
                ('article', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='alerts', to='news.article', verbose_name='article')),
                ('source', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='alerts', to='news.source', verbose_name='source')),
            ],
            options={
                'verbose_name': 'notice',
                'verbose_name_plural': 'notices',
                'ordering': ['-published_at', 'key'],
            },
        ),
        migrations.CreateModel(
            name='AlertPeriod',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('start_at', models.DateTimeField(verbose_name='begins')),
                ('end_at', models.DateTimeField(blank=True, null=True, verbose_name='ends')),
                ('alert', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='periods', to='routes.alert', verbose_name='notice')),
            ],
            options={
                'verbose_name': 'period',
                'verbose_name_plural': 'periods',
                'ordering': ['alert', 'start_at'],
            },
        ),
        migrations.CreateModel(
            name='FareProduct',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.SlugField(max_length=80, unique=True, verbose_name='key')),
                ('name_en', models.CharField(max_length=160, verbose_name='name (English)')),
                ('name_ru', models.CharField(blank=True, max_length=160, verbose_name='name (Russian)')),
                ('name_be', models.CharField(blank=True, max_length=160, verbose_name='name (Belarusian)')),
                ('amount', models.DecimalField(decimal_places=2, max_digits=10, verbose_name='price')),
                ('currency', models.CharField(choices=[('BYN', 'Belarusian roubles'), ('RUB', 'Russian roubles')], max_length=3, verbose_name='currency')),
                ('valid_from', models.DateField(verbose_name='valid from')),
                ('valid_until', models.DateField(blank=True, null=True, verbose_name='valid until')),
                ('is_sample', models.BooleanField(default=False, verbose_name='sample data, not for travel')),
                ('legal_basis', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='fares', to='news.agreement', verbose_name='act that grants it')),
                ('source', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='fares', to='news.source', verbose_name='source')),
            ],
            options={
                'verbose_name': 'fare',
                'verbose_name_plural': 'fares',
                'ordering': ['key'],
            },
        ),
        migrations.CreateModel(
            name='FareRule',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('from_station', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='routes.station', verbose_name='from station')),
                ('product', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='rules', to='routes.fareproduct', verbose_name='fare')),
                ('route', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='fare_rules', to='routes.route', verbose_name='route')),
                ('to_station', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='routes.station', verbose_name='to station')),
            ],
            options={
                'verbose_name': 'where a fare holds',
                'verbose_name_plural': 'where fares hold',
                'ordering': ['product', 'route', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='RiderCategory',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code', models.SlugField(max_length=40, unique=True, verbose_name='code')),
                ('name_en', models.CharField(max_length=120, verbose_name='name (English)')),
                ('name_ru', models.CharField(blank=True, max_length=120, verbose_name='name (Russian)')),
                ('name_be', models.CharField(blank=True, max_length=120, verbose_name='name (Belarusian)')),
                ('is_default', models.BooleanField(default=False, verbose_name='everybody without a concession')),
                ('is_sample', models.BooleanField(default=False, verbose_name='sample data, not for travel')),
            ],
            options={
                'verbose_name': 'rider category',
                'verbose_name_plural': 'rider categories',
                'ordering': ['-is_default', 'code'],
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('code', ''), _negated=True), models.Q(('name_en', ''), _negated=True)), name='rider_category_code_and_name'), models.UniqueConstraint(condition=models.Q(('is_default', True)), fields=('is_default', 'is_sample'), name='rider_category_default_once')],
            },
        ),
        migrations.AddField(
            model_name='fareproduct',
            name='rider_category',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='products', to='routes.ridercategory', verbose_name='rider category'),
        ),
        migrations.CreateModel(
            name='ServiceException',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('date', models.DateField(verbose_name='day')),
                ('runs', models.BooleanField(verbose_name='trains run')),
                ('holiday_of', models.CharField(blank=True, choices=[('BY', 'Belarus'), ('RU', 'Russia')], max_length=2, verbose_name='public holiday of')),
                ('reason_en', models.CharField(blank=True, max_length=160, verbose_name='reason (English)')),
                ('reason_ru', models.CharField(blank=True, max_length=160, verbose_name='reason (Russian)')),
                ('reason_be', models.CharField(blank=True, max_length=160, verbose_name='reason (Belarusian)')),
                ('service', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='exceptions', to='routes.service', verbose_name='days of running')),
            ],
            options={
                'verbose_name': 'single day',
                'verbose_name_plural': 'single days',
                'ordering': ['service', 'date'],
            },
        ),
        migrations.CreateModel(
            name='Timetable',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.SlugField(max_length=80, verbose_name='key')),
                ('valid_from', models.DateField(verbose_name='valid from')),
                ('valid_until', models.DateField(verbose_name='valid until')),
                ('is_sample', models.BooleanField(default=False, verbose_name='sample data, not for travel')),
                ('route', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='timetables', to='routes.route', verbose_name='route')),
                ('source', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='timetables', to='news.source', verbose_name='source of the timetable')),
            ],
            options={
                'verbose_name': 'timetable',
                'verbose_name_plural': 'timetables',
                'ordering': ['route', 'valid_from'],
                'permissions': [('publish_timetable', 'Can publish and withdraw timetables')],
            },
        ),
        migrations.AddField(
            model_name='service',
            name='timetable',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='services', to='routes.timetable', verbose_name='timetable'),
        ),
        migrations.CreateModel(
            name='Publication',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('is_sample', models.BooleanField(verbose_name='sample data, not for travel')),
                ('valid_from', models.DateField(verbose_name='valid from')),
                ('valid_until', models.DateField(verbose_name='valid until')),
                ('published_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='published at')),
                ('content_hash', models.CharField(max_length=64, verbose_name='content hash')),
                ('withdrawn_at', models.DateTimeField(blank=True, null=True, verbose_name='withdrawn at')),
                ('withdrawn_because', models.TextField(blank=True, verbose_name='reason of the withdrawal')),
                ('published_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='published by')),
                ('route', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='publications', to='routes.route', verbose_name='route')),
                ('timetable', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, to='routes.timetable', verbose_name='timetable')),
            ],
            options={
                'verbose_name': 'publication of a timetable',
                'verbose_name_plural': 'publications of timetables',
                'ordering': ['route', 'valid_from'],
            },
        ),
        migrations.CreateModel(
            name='TimetableNote',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('symbol', models.CharField(max_length=3, verbose_name='sign')),
                ('text_en', models.CharField(max_length=300, verbose_name='text (English)')),
                ('text_ru', models.CharField(blank=True, max_length=300, verbose_name='text (Russian)')),
                ('text_be', models.CharField(blank=True, max_length=300, verbose_name='text (Belarusian)')),
                ('timetable', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='notes', to='routes.timetable', verbose_name='timetable')),
            ],
            options={
                'verbose_name': 'note',
                'verbose_name_plural': 'notes',
                'ordering': ['timetable', 'symbol'],
            },
        ),
        migrations.CreateModel(
            name='Trip',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.CharField(max_length=12, verbose_name='train number')),
                ('direction', models.PositiveSmallIntegerField(choices=[(0, 'in the order of the route'), (1, 'the other way')], verbose_name='direction')),
                ('headsign_en', models.CharField(blank=True, max_length=120, verbose_name='headsign (English)')),
                ('headsign_ru', models.CharField(blank=True, max_length=120, verbose_name='headsign (Russian)')),
                ('headsign_be', models.CharField(blank=True, max_length=120, verbose_name='headsign (Belarusian)')),
                ('stock', models.CharField(blank=True, choices=[('electric', 'electric train'), ('diesel', 'diesel train'), ('rail_bus', 'rail bus'), ('hauled', 'carriages with a locomotive')], max_length=8, verbose_name='rolling stock')),
                ('service', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='trips', to='routes.service', verbose_name='days of running')),
                ('timetable', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='trips', to='routes.timetable', verbose_name='timetable')),
            ],
            options={
                'verbose_name': 'train',
                'verbose_name_plural': 'trains',
                'ordering': ['timetable', 'direction', 'number'],
            },
        ),
        migrations.CreateModel(
            name='StopTime',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('sequence', models.PositiveSmallIntegerField(verbose_name='order')),
                ('arrival', models.PositiveIntegerField(verbose_name='arrival, seconds')),
                ('departure', models.PositiveIntegerField(verbose_name='departure, seconds')),
                ('pickup', models.PositiveSmallIntegerField(choices=[(0, 'regular'), (1, 'none'), (2, 'arranged by phone'), (3, 'on request, told to the conductor')], default=0, verbose_name='boarding')),
                ('drop_off', models.PositiveSmallIntegerField(choices=[(0, 'regular'), (1, 'none'), (2, 'arranged by phone'), (3, 'on request, told to the conductor')], default=0, verbose_name='alighting')),
                ('is_exact', models.BooleanField(default=True, verbose_name='the times are exact')),
                ('station', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='stop_times', to='routes.station', verbose_name='station')),
                ('trip', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='stop_times', to='routes.trip', verbose_name='train')),
            ],
            options={
                'verbose_name': 'time at a station',
                'verbose_name_plural': 'times at stations',
                'ordering': ['trip', 'sequence'],
            },
        ),
        migrations.CreateModel(
            name='NotePlace',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('station', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='note_places', to='routes.station', verbose_name='station')),
                ('note', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='places', to='routes.timetablenote', verbose_name='note')),
                ('trip', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='note_places', to='routes.trip', verbose_name='train')),
            ],
            options={
                'verbose_name': 'place of a note',
                'verbose_name_plural': 'places of notes',
                'ordering': ['note', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='AlertEntity',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('sequence', models.PositiveSmallIntegerField(verbose_name='order')),
                ('alert', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='entities', to='routes.alert', verbose_name='notice')),
                ('operator', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='routes.operator', verbose_name='operator')),
                ('route', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='alert_entities', to='routes.route', verbose_name='route')),
                ('station', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='routes.station', verbose_name='station')),
                ('trip', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='routes.trip', verbose_name='train')),
            ],
            options={
                'verbose_name': 'whom it is about',
                'verbose_name_plural': 'whom it is about',
                'ordering': ['alert', 'sequence'],
            },
        ),
        migrations.AddConstraint(
            model_name='alert',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('key', ''), _negated=True), models.Q(('header_en', ''), _negated=True)), name='alert_key_and_header'),
        ),
        migrations.AddConstraint(
            model_name='alert',
            constraint=models.CheckConstraint(condition=models.Q(('cause__in', ['unknown_cause', 'other_cause', 'technical_problem', 'strike', 'demonstration', 'accident', 'holiday', 'weather', 'maintenance', 'construction', 'police_activity', 'medical_emergency', 'special_event'])), name='alert_cause_known'),
        ),
        migrations.AddConstraint(
            model_name='alert',
            constraint=models.CheckConstraint(condition=models.Q(('effect__in', ['no_service', 'reduced_service', 'significant_delays', 'detour', 'additional_service', 'modified_service', 'other_effect', 'unknown_effect', 'stop_moved', 'no_effect', 'accessibility_issue'])), name='alert_effect_known'),
        ),
        migrations.AddConstraint(
            model_name='alert',
            constraint=models.CheckConstraint(condition=models.Q(('severity__in', ['unknown_severity', 'info', 'warning', 'severe'])), name='alert_severity_known'),
        ),
        migrations.AddConstraint(
            model_name='alertperiod',
            constraint=models.UniqueConstraint(fields=('alert', 'start_at'), name='alert_period_start_once'),
        ),
        migrations.AddConstraint(
            model_name='alertperiod',
            constraint=models.CheckConstraint(condition=models.Q(('end_at__isnull', True), ('end_at__gt', models.F('start_at')), _connector='OR'), name='alert_period_ends_after_start'),
        ),
        migrations.AddConstraint(
            model_name='farerule',
            constraint=models.UniqueConstraint(fields=('product', 'route', 'from_station', 'to_station'), name='fare_rule_once'),
        ),
        migrations.AddConstraint(
            model_name='farerule',
            constraint=models.UniqueConstraint(condition=models.Q(('from_station__isnull', True)), fields=('product', 'route'), name='fare_rule_of_a_route_once'),
        ),
        migrations.AddConstraint(
            model_name='farerule',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('from_station__isnull', True), ('to_station__isnull', True)), models.Q(('from_station__isnull', False), ('to_station__isnull', False), models.Q(('from_station', models.F('to_station')), _negated=True)), _connector='OR'), name='fare_rule_between_two_stations'),
        ),
        migrations.AddConstraint(
            model_name='fareproduct',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('key', ''), _negated=True), models.Q(('name_en', ''), _negated=True)), name='fare_key_and_name'),
        ),
        migrations.AddConstraint(
            model_name='fareproduct',
            constraint=models.CheckConstraint(condition=models.Q(('amount__gte', 0)), name='fare_amount_not_negative'),
        ),
        migrations.AddConstraint(
            model_name='fareproduct',
            constraint=models.CheckConstraint(condition=models.Q(('currency__in', ['BYN', 'RUB'])), name='fare_currency_known'),
        ),
        migrations.AddConstraint(
            model_name='fareproduct',
            constraint=models.CheckConstraint(condition=models.Q(('valid_until__isnull', True), ('valid_until__gte', models.F('valid_from')), _connector='OR'), name='fare_ends_after_start'),
        ),
        migrations.AddConstraint(
            model_name='fareproduct',
            constraint=models.CheckConstraint(condition=models.Q(('is_sample', True), ('source__isnull', False), _connector='OR'), name='fare_has_a_source'),
        ),
        migrations.AddConstraint(
            model_name='serviceexception',
            constraint=models.UniqueConstraint(fields=('service', 'date'), name='service_exception_day_once'),
        ),
        migrations.AddConstraint(
            model_name='serviceexception',
            constraint=models.CheckConstraint(condition=models.Q(('holiday_of__in', ['', 'BY', 'RU'])), name='service_exception_holiday_known'),
        ),
        migrations.AddConstraint(
            model_name='timetable',
            constraint=models.UniqueConstraint(fields=('route', 'key'), name='timetable_key_once'),
        ),
        migrations.AddConstraint(
            model_name='timetable',
            constraint=models.CheckConstraint(condition=models.Q(('key', ''), _negated=True), name='timetable_has_a_key'),
        ),
        migrations.AddConstraint(
            model_name='timetable',
            constraint=models.CheckConstraint(condition=models.Q(('valid_until__gte', models.F('valid_from'))), name='timetable_ends_after_start'),
        ),
        migrations.AddConstraint(
            model_name='service',
            constraint=models.UniqueConstraint(fields=('timetable', 'key'), name='service_key_once'),
        ),
        migrations.AddConstraint(
            model_name='service',
            constraint=models.CheckConstraint(condition=models.Q(('key', ''), _negated=True), name='service_has_a_key'),
        ),
        migrations.AddConstraint(
            model_name='service',
            constraint=models.CheckConstraint(condition=models.Q(('weekdays__range', (0, 127))), name='service_weekdays_are_a_mask'),
        ),
        migrations.AddConstraint(
            model_name='service',
            constraint=models.CheckConstraint(condition=models.Q(('end__gte', models.F('start'))), name='service_ends_after_start'),
        ),
        migrations.AddConstraint(
            model_name='service',
            constraint=models.CheckConstraint(condition=models.Q(('also_on__in', ['', 'BY', 'RU', 'either']), ('not_on__in', ['', 'BY', 'RU', 'either'])), name='service_holidays_known'),
        ),
        migrations.AddConstraint(
            model_name='service',
            constraint=models.CheckConstraint(condition=models.Q(('also_on', ''), models.Q(('also_on', models.F('not_on')), _negated=True), _connector='OR'), name='service_holidays_one_way'),
        ),
        migrations.AddIndex(
            model_name='publication',
            index=models.Index(fields=['route', 'valid_from'], name='publication_by_day'),
        ),
        migrations.AddConstraint(
            model_name='publication',
            constraint=models.CheckConstraint(condition=models.Q(('valid_until__gte', models.F('valid_from'))), name='publication_ends_after_start'),
        ),
        migrations.AddConstraint(
            model_name='publication',
            constraint=models.CheckConstraint(condition=models.Q(('content_hash__regex', '^[0-9a-f]{64}$')), name='publication_has_a_hash'),
        ),
        migrations.AddConstraint(
            model_name='publication',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('withdrawn_at__isnull', True), ('withdrawn_because', '')), models.Q(('withdrawn_at__isnull', False), models.Q(('withdrawn_because', ''), _negated=True)), _connector='OR'), name='publication_withdrawn_for_a_reason'),
        ),
        migrations.AddConstraint(
            model_name='publication',
            constraint=models.CheckConstraint(condition=models.Q(('withdrawn_at__isnull', True), ('withdrawn_at__gte', models.F('published_at')), _connector='OR'), name='publication_withdrawn_after_it'),
        ),
        migrations.AddConstraint(
            model_name='timetablenote',
            constraint=models.UniqueConstraint(fields=('timetable', 'symbol'), name='timetable_note_symbol_once'),
        ),
        migrations.AddConstraint(
            model_name='timetablenote',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('symbol', ''), _negated=True), models.Q(('text_en', ''), _negated=True)), name='timetable_note_says_it'),
        ),
        migrations.AddConstraint(
            model_name='trip',
            constraint=models.UniqueConstraint(fields=('timetable', 'number', 'direction', 'service'), name='trip_number_once'),
        ),
        migrations.AddConstraint(
            model_name='trip',
            constraint=models.CheckConstraint(condition=models.Q(('number', ''), _negated=True), name='trip_has_a_number'),
        ),
        migrations.AddConstraint(
            model_name='trip',
            constraint=models.CheckConstraint(condition=models.Q(('direction__in', [0, 1])), name='trip_direction_known'),
        ),
        migrations.AddConstraint(
            model_name='trip',
            constraint=models.CheckConstraint(condition=models.Q(('stock__in', ['', 'electric', 'diesel', 'rail_bus', 'hauled'])), name='trip_stock_known'),
        ),
        migrations.AddIndex(
            model_name='stoptime',
            index=models.Index(fields=['station', 'departure'], name='stop_time_board'),
        ),
        migrations.AddConstraint(
            model_name='stoptime',
            constraint=models.UniqueConstraint(fields=('trip', 'sequence'), name='stop_time_order_once'),
        ),
        migrations.AddConstraint(
            model_name='stoptime',
            constraint=models.CheckConstraint(condition=models.Q(('arrival__gte', 0), ('arrival__lte', models.F('departure'))), name='stop_time_arrives_before_it_leaves'),
        ),
        migrations.AddConstraint(
            model_name='stoptime',
            constraint=models.CheckConstraint(condition=models.Q(('departure__lt', 259200)), name='stop_time_within_three_days'),
        ),
        migrations.AddConstraint(
            model_name='stoptime',
            constraint=models.CheckConstraint(condition=models.Q(('drop_off__in', [0, 1, 2, 3]), ('pickup__in', [0, 1, 2, 3])), name='stop_time_boarding_known'),
        ),
        migrations.AddConstraint(
            model_name='noteplace',
            constraint=models.CheckConstraint(condition=models.Q(('trip__isnull', False), ('station__isnull', False), _connector='OR'), name='note_place_is_somewhere'),
        ),
        migrations.AddConstraint(
            model_name='noteplace',
            constraint=models.UniqueConstraint(fields=('note', 'trip', 'station'), name='note_place_once'),
        ),
        migrations.AddConstraint(
            model_name='noteplace',
            constraint=models.UniqueConstraint(condition=models.Q(('station__isnull', True)), fields=('note', 'trip'), name='note_train_once'),
        ),
        migrations.AddConstraint(
            model_name='noteplace',
            constraint=models.UniqueConstraint(condition=models.Q(('trip__isnull', True)), fields=('note', 'station'), name='note_station_once'),
        ),
        migrations.AddConstraint(
            model_name='alertentity',
            constraint=models.UniqueConstraint(fields=('alert', 'sequence'), name='alert_entity_order_once'),
        ),
        migrations.AddConstraint(
            model_name='alertentity',
            constraint=models.CheckConstraint(condition=models.Q(('operator__isnull', False), ('route__isnull', False), ('trip__isnull', False), ('station__isnull', False), _connector='OR'), name='alert_entity_names_something'),
        ),
        migrations.RunPython(on_postgresql(ADD), on_postgresql(DROP), elidable=False),
    ]
