"""The audit by act and by kind, as fast as by account and by day."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("news", "0010_scale")]

    operations = [
        migrations.AddIndex(
            model_name="auditentry",
            index=models.Index(fields=["act", "-done_at"], name="audit_of_an_act"),
        ),
        migrations.AddIndex(
            model_name="auditentry",
            index=models.Index(fields=["kind", "-done_at"], name="audit_of_a_kind"),
        ),
    ]
