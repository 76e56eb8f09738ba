from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('news', '0002_article_rules'),
    ]

    operations = [
        migrations.AddField(
            model_name='searchdocument',
            name='text',
            field=models.TextField(blank=True),
        ),
        migrations.AddField(
            model_name='searchdocument',
            name='title_language',
            field=models.CharField(default='', max_length=12),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name='searchdocument',
            name='text_language',
            field=models.CharField(blank=True, default='', max_length=12),
            preserve_default=False,
        ),
    ]
