"""Which opening of a form left a working copy: tells one's own tab from another, and what arrives late from what is new."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('news', '0006_pictures'),
    ]

    operations = [
        migrations.AddField(
            model_name='workingcopy',
            name='opening',
            field=models.CharField(blank=True, default='', max_length=40),
        ),
    ]
