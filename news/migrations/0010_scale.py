"""Lists and search of the desk at any size: indexes that begin with what is selective, and the words by which articles are found."""

from itertools import groupby

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from config.web.text import terms, words


def find_words(apps, schema_editor):
    """Of the articles that are there; later ones are looked through when they are saved."""
    Article, Version, Word = (apps.get_model("news", name) for name in ("Article", "ArticleVersion", "ArticleWord"))
    slugs = dict(Article.objects.values_list("pk", "slug"))
    rows = Version.objects.order_by("article", "pk").values_list("article", "language", "headline")
    headlines = groupby(rows.iterator(chunk_size=2000), key=lambda row: row[0])
    batch = []
    for article, versions in headlines:
        texts = [("en", slugs[article]), *((language, headline) for _, language, headline in versions)]
        found = {term[:60] for language, text in texts for word in words(text) for term in terms(word.text, language)}
        batch += [Word(article_id=article, term=term) for term in sorted(found) if term]
        if len(batch) > 5000:
            Word.objects.bulk_create(batch)
            batch = []
    Word.objects.bulk_create(batch)


class Migration(migrations.Migration):

    dependencies = [
        ('news', '0009_working_copies'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='ArticleWord',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('term', models.CharField(max_length=60)),
            ],
            options={
                'verbose_name': 'word of an article',
                'verbose_name_plural': 'words of articles',
                'ordering': ['article', 'term'],
            },
        ),
        migrations.RemoveIndex(
            model_name='articleversion',
            name='version_public_by_date',
        ),
        migrations.AlterField(
            model_name='article',
            name='merged_into',
            field=models.ForeignKey(blank=True, db_index=False, help_text="Readers of this article's address are led there.", null=True, on_delete=django.db.models.deletion.PROTECT, related_name='merged', to='news.article', verbose_name='merged into'),
        ),
        migrations.AddIndex(
            model_name='article',
            index=models.Index(condition=models.Q(('merged_into__isnull', False)), fields=['merged_into'], name='article_merged'),
        ),
        migrations.AddIndex(
            model_name='article',
            index=models.Index(condition=models.Q(('withdrawn_at__isnull', False)), fields=['withdrawn_at'], name='article_withdrawn'),
        ),
        migrations.AddIndex(
            model_name='article',
            index=models.Index(condition=models.Q(('removed_at__isnull', False)), fields=['removed_at'], name='article_removed'),
        ),
        migrations.AddIndex(
            model_name='articleversion',
            index=models.Index(condition=models.Q(('live_from__isnull', False)), fields=['article', 'language', '-live_from'], name='version_of_article_by_date'),
        ),
        migrations.AddIndex(
            model_name='articleversion',
            index=models.Index(fields=['act', '-id'], name='version_by_act'),
        ),
        migrations.AddField(
            model_name='articleword',
            name='article',
            field=models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='words', to='news.article'),
        ),
        migrations.AddIndex(
            model_name='articleword',
            index=models.Index(fields=['term', '-article'], name='article_word_finds'),
        ),
        migrations.AddConstraint(
            model_name='articleword',
            constraint=models.UniqueConstraint(fields=('article', 'term'), name='article_word_once'),
        ),
        migrations.AddConstraint(
            model_name='articleword',
            constraint=models.CheckConstraint(condition=models.Q(('term', ''), _negated=True), name='article_word_says_something'),
        ),
        # Last: PostgreSQL alters no table in the transaction that filled it.
        migrations.RunPython(find_words, migrations.RunPython.noop),
    ]
