import django.core.validators
import django.db.models.deletion
import django.db.models.functions.text
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('news', '0028_register_rows'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='TextFile',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveSmallIntegerField(default=1, verbose_name='number')),
                ('file', models.FileField(max_length=200, upload_to='documents/', verbose_name='file')),
                ('size', models.PositiveIntegerField(verbose_name='bytes')),
                ('pages', models.PositiveSmallIntegerField(verbose_name='pages')),
                ('is_scan', models.BooleanField(verbose_name='scan')),
                ('sha256', models.CharField(max_length=64, verbose_name='SHA-256 of the file')),
                ('received_sha256', models.CharField(max_length=64, verbose_name='SHA-256 as received')),
                ('origin_url', models.URLField(blank=True, max_length=500, validators=[django.core.validators.URLValidator(schemes=['https', 'http'])], verbose_name='received from')),
                ('recorded_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='recorded at')),
                ('withdrawn_at', models.DateTimeField(blank=True, null=True, verbose_name='withdrawn at')),
                ('withdrawn_because', models.CharField(blank=True, max_length=300, verbose_name='reason of the withdrawal')),
                ('recorded_by', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='recorded by')),
                ('version', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='files', to='news.textversion', verbose_name='text of an agreement')),
            ],
            options={
                'verbose_name': 'document of a text',
                'verbose_name_plural': 'documents of texts',
                'ordering': ['version', 'number'],
                'indexes': [models.Index(fields=['file'], name='text_file_by_name')],
                'constraints': [models.UniqueConstraint(fields=('version', 'number'), name='text_file_number_once'), models.UniqueConstraint(fields=('version', 'sha256'), name='text_file_once'), models.CheckConstraint(condition=models.Q(('sha256__regex', '^[0-9a-f]{64}$'), ('received_sha256__regex', '^[0-9a-f]{64}$')), name='text_file_has_sums'), models.CheckConstraint(condition=models.Q(('file', django.db.models.functions.text.Concat(models.Value('documents/'), models.F('sha256'), models.Value('.pdf')))), name='text_file_named_by_content'), models.CheckConstraint(condition=models.Q(('number__gte', 1), ('pages__gte', 1), ('size__gte', 1)), name='text_file_has_a_size'), models.CheckConstraint(condition=models.Q(('origin_url', ''), ('origin_url__regex', '^https?://'), _connector='OR'), name='text_file_from_the_web'), models.CheckConstraint(condition=models.Q(models.Q(('withdrawn_at__isnull', True), ('withdrawn_because', '')), models.Q(('withdrawn_at__isnull', False), models.Q(('withdrawn_because', ''), _negated=True)), _connector='OR'), name='text_file_withdrawn_with_a_reason')],
            },
        ),
    ]
