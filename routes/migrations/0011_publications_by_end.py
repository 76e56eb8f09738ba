from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("routes", "0010_timeline_rows")]

    operations = [
        migrations.AddIndex(
            model_name="publication",
            index=models.Index(
                condition=models.Q(("withdrawn_at__isnull", True)),
                fields=["valid_until", "valid_from"],
                name="publication_by_end",
            ),
        ),
    ]
