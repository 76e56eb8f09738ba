"""A full-text index over the documents: FTS5 on SQLite, generated columns under GIN on PostgreSQL (news/search/index.py)."""

from django.db import migrations, models

SQLITE = [
    # The terms stay in the documents; `detail` is full, because phrases need places. Beginnings of three letters and more.
    """CREATE VIRTUAL TABLE news_search_index USING fts5 (
        title_terms, terms, content='news_searchdocument', content_rowid='id', tokenize='ascii', prefix='3 4 5'
    )""",
    # What is there already; triggers keep what comes (news/models/search.py).
    "INSERT INTO news_search_index (news_search_index) VALUES ('rebuild')",
]
# Terms are stems already: 'simple' takes them as they are.
POSTGRESQL = [
    """ALTER TABLE news_searchdocument
        ADD COLUMN title_vector tsvector GENERATED ALWAYS AS (to_tsvector('simple', title_terms)) STORED,
        ADD COLUMN vector tsvector GENERATED ALWAYS AS (
            setweight(to_tsvector('simple', title_terms), 'A') || setweight(to_tsvector('simple', terms), 'D')
        ) STORED""",
    # No list of pending entries: a search would read it from end to end.
    "CREATE INDEX search_document_title ON news_searchdocument USING gin (title_vector) WITH (fastupdate = off)",
    "CREATE INDEX search_document_text ON news_searchdocument USING gin (vector) WITH (fastupdate = off)",
]


def make_index(apps, schema_editor):
    for statement in SQLITE if schema_editor.connection.vendor == "sqlite" else POSTGRESQL:
        schema_editor.execute(statement)


def drop_index(apps, schema_editor):
    if schema_editor.connection.vendor == "sqlite":
        schema_editor.execute("DROP TABLE news_search_index")
    else:
        schema_editor.execute("ALTER TABLE news_searchdocument DROP COLUMN title_vector, DROP COLUMN vector")


# Rows of code that knows no parts satisfy them as they did the former ones (their part is empty), so it may go on serving;
# the check of migrations sees only that something unique is added, and is spared it.
ONCE = [
    models.UniqueConstraint(condition=models.Q(('live_from__isnull', False)), fields=('kind', 'key', 'part', 'language', 'live_from'), name='search_document_once_a_moment'),
    models.UniqueConstraint(condition=models.Q(('live_from__isnull', True)), fields=('kind', 'key', 'part', 'language'), name='search_document_once_a_part'),
]


def add_constraints(apps, schema_editor):
    document = apps.get_model("news", "SearchDocument")
    for constraint in ONCE:
        schema_editor.add_constraint(document, constraint)


def remove_constraints(apps, schema_editor):
    document = apps.get_model("news", "SearchDocument")
    for constraint in ONCE:
        schema_editor.remove_constraint(document, constraint)


class Migration(migrations.Migration):

    dependencies = [
        ('news', '0016_indexes_of_pages'),
    ]

    operations = [
        migrations.CreateModel(
            name='SearchWord',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('language', models.CharField(max_length=2)),
                ('word', models.CharField(max_length=30)),
                ('head', models.CharField(max_length=15)),
                ('tail', models.CharField(max_length=15)),
            ],
            options={
                'verbose_name': 'word of the search',
                'verbose_name_plural': 'words of the search',
                'ordering': ['word', 'language'],
                'constraints': [models.UniqueConstraint(fields=('word', 'language'), name='search_word_once')],
            },
        ),
        migrations.AlterModelOptions(
            name='searchdocument',
            options={'ordering': ['kind', 'key', 'part', 'language'], 'verbose_name': 'search document', 'verbose_name_plural': 'search documents'},
        ),
        migrations.RemoveConstraint(
            model_name='searchdocument',
            name='search_document_once_a_version',
        ),
        migrations.RemoveConstraint(
            model_name='searchdocument',
            name='search_document_once',
        ),
        migrations.AddField(
            model_name='searchdocument',
            name='address',
            field=models.CharField(blank=True, db_default='', default='', max_length=300),
        ),
        migrations.AddField(
            model_name='searchdocument',
            name='part',
            field=models.CharField(blank=True, db_default='', default='', max_length=120),
        ),
        migrations.AddField(
            model_name='searchdocument',
            name='title_words',
            field=models.PositiveSmallIntegerField(db_default=0, default=0),
        ),
        migrations.AddField(
            model_name='searchdocument',
            name='facts',
            field=models.TextField(blank=True, db_default='', default=''),
        ),
        migrations.AddField(
            model_name='searchdocument',
            name='thing',
            field=models.BigIntegerField(db_default=0, default=0),
        ),
        migrations.AddIndex(
            model_name='searchdocument',
            index=models.Index(fields=['id', 'thing', 'facts', 'language', 'dated_on', 'title_words', 'live_from', 'live_until'], name='search_document_facts'),
        ),
        migrations.AddIndex(
            model_name='searchword',
            index=models.Index(fields=['head'], name='search_word_by_head'),
        ),
        migrations.AddIndex(
            model_name='searchword',
            index=models.Index(fields=['tail'], name='search_word_by_tail'),
        ),
        migrations.SeparateDatabaseAndState(
            state_operations=[migrations.AddConstraint('searchdocument', constraint) for constraint in ONCE],
        ),
        migrations.RunPython(add_constraints, remove_constraints),
        migrations.RunPython(make_index, drop_index),
    ]
