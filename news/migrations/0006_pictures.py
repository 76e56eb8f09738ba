from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('news', '0007_translations'),
    ]

    operations = [
        migrations.AddField(
            model_name='image',
            name='fallback',
            field=models.CharField(default='jpg', editable=False, help_text='The format for browsers that take neither AVIF nor WebP: png for drawings, jpg for photographs.', max_length=3),
        ),
        migrations.AddField(
            model_name='image',
            name='likeness',
            field=models.CharField(blank=True, editable=False, help_text='By which pictures that look alike are found.', max_length=64),
        ),
        migrations.AddIndex(
            model_name='image',
            index=models.Index(fields=['file'], name='image_by_file'),
        ),
        migrations.RemoveConstraint(model_name='image', name='image_alt_or_decorative'),
        migrations.AddConstraint(
            model_name='image',
            constraint=models.CheckConstraint(
                condition=models.Q(('decorative', True), models.Q(('alt_en', ''), _negated=True), models.Q(('alt_ru', ''), _negated=True), models.Q(('alt_be', ''), _negated=True), _connector='OR'),
                name='image_alt_or_decorative',
            ),
        ),
        migrations.AddConstraint(
            model_name='image',
            constraint=models.CheckConstraint(condition=models.Q(('fallback__in', ('jpg', 'png'))), name='image_fallback_known'),
        ),
    ]
