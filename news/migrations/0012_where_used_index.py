"""The versions that name a thing, the newest first, by index."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('news', '0011_audit_lists'),
    ]

    operations = [
        migrations.RemoveIndex(
            model_name='reference',
            name='reference_by_target',
        ),
        migrations.AddIndex(
            model_name='reference',
            index=models.Index(fields=['target_kind', 'target_key', '-version'], name='reference_by_target'),
        ),
    ]
