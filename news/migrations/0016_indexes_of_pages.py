

from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('news', '0015_fixture_sync'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddIndex(
            model_name='action',
            index=models.Index(fields=['type', 'dated_on'], name='action_by_type_and_date'),
        ),
        migrations.AddIndex(
            model_name='statusspan',
            index=models.Index(fields=['family', 'status', 'begins_on', 'ends_on'], name='status_span_latest'),
        ),
    ]
