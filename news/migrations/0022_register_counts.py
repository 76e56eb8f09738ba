"""Which spans the register's list of the present day shows, and how many there are of each choice. Filled here: a site that is
updated shows its register at once. Triggers that count come after."""

from collections import Counter

from django.db import migrations, models
from django.utils import timezone

from news.agreements.counting import pairs_of, place_of, stands

AT_ONCE = 1000  # spans


def fill(apps, schema_editor):
    span, count = apps.get_model("news", "StatusSpan"), apps.get_model("news", "RegisterCount")
    today, counts, changed = timezone.localdate(), Counter(), []
    numbers = dict(apps.get_model("news", "Agreement").objects.values_list("pk", "number"))
    for row in span.objects.order_by().iterator(chunk_size=AT_ONCE):
        has_place, row.counted = stands(row.begins_on, row.ends_on, row.status, today)
        if has_place:
            row.place = place_of(numbers[row.agreement_id])
            changed.append(row)
        if row.counted:
            counts.update(pairs_of(row))
    # Where it is run again while triggers count already, what they counted is not counted twice.
    span.objects.bulk_update(changed, ["place", "counted"], batch_size=AT_ONCE)
    count.objects.all().delete()
    names = ("facet", "value", "other", "also")
    count.objects.bulk_create(
        (count(**dict(zip(names, pair, strict=True)), number=number) for pair, number in counts.items()),
        batch_size=AT_ONCE,
    )



class Migration(migrations.Migration):

    dependencies = [
        ('news', '0021_timeline_rows'),
    ]

    operations = [
        migrations.CreateModel(
            name='RegisterCount',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('facet', models.CharField(max_length=17)),
                ('value', models.CharField(max_length=24)),
                ('other', models.CharField(max_length=17)),
                ('also', models.CharField(max_length=24)),
                ('number', models.IntegerField()),
            ],
            options={
                'verbose_name': 'count of the register',
                'verbose_name_plural': 'counts of the register',
                'ordering': ['facet', 'value', 'other', 'also'],
            },
        ),
        migrations.AddField(
            model_name='statusspan',
            name='counted',
            field=models.BooleanField(db_default=False, default=False),
        ),
        migrations.AddField(
            model_name='statusspan',
            name='place',
            field=models.CharField(default=None, max_length=16, null=True),
        ),
        migrations.AddIndex(
            model_name='statusspan',
            index=models.Index(condition=models.Q(('place__isnull', False)), fields=['place', 'begins_on', 'ends_on', 'status', 'disputed', 'family', 'designation', 'text_availability', 'year', 'agreement'], name='status_span_in_order'),
        ),
        migrations.AddIndex(
            model_name='statusspan',
            index=models.Index(condition=models.Q(('counted', True)), fields=['ends_on'], name='status_span_ending'),
        ),
        migrations.AddIndex(
            model_name='statusspan',
            index=models.Index(condition=models.Q(('counted', False), ('place__isnull', False)), fields=['begins_on'], name='status_span_coming'),
        ),
        migrations.AddConstraint(
            model_name='statusspan',
            constraint=models.CheckConstraint(condition=models.Q(('counted', False), ('place__isnull', False), _connector='OR'), name='status_span_counted_has_a_place'),
        ),
        migrations.AddIndex(
            model_name='registercount',
            index=models.Index(fields=['facet', 'value', 'other', 'also', 'number'], name='register_counted'),
        ),
        migrations.RunPython(fill, migrations.RunPython.noop),
    ]
