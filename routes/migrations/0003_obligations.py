import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('news', '0014_obligations'),
        ('routes', '0002_timetables'),
    ]

    operations = [
        migrations.AddField(
            model_name='routeevent',
            name='obligation',
            field=models.ForeignKey(blank=True, help_text='What was promised, and this event announces, delivers or puts off.', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='route_events', to='news.obligation', verbose_name='towards the obligation'),
        ),
    ]
