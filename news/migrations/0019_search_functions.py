"""PostgreSQL: what matches a question, always by index (news/search/matching.py)."""

from django.db import migrations

# The planner takes no account of what it costs to unpack vectors, and would read the whole table for a common word: 1.4 s.
# Only the columns by which documents are narrowed and ranked, so that tens of thousands fit into memory.
FUNCTION = """CREATE FUNCTION {name}(asked tsquery) RETURNS TABLE (
    id bigint, key varchar, thing bigint, facts text, language varchar, dated_on date, title_words smallint,
    live_from timestamptz, live_until timestamptz, title_vector tsvector, vector tsvector
  ) LANGUAGE sql STABLE ROWS 5000 SET enable_seqscan = off AS $$
    SELECT d.id, d.key, d.thing, d.facts, d.language, d.dated_on, d.title_words,
      d.live_from, d.live_until, d.title_vector, d.vector
    FROM news_searchdocument d WHERE d.{column} @@ asked
  $$"""
FUNCTIONS = {"search_titles_matching": "title_vector", "search_texts_matching": "vector"}


def make_functions(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        for name, column in FUNCTIONS.items():
            schema_editor.execute(FUNCTION.format(name=name, column=column))


def drop_functions(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        for name in FUNCTIONS:
            schema_editor.execute(f"DROP FUNCTION {name}(tsquery)")


class Migration(migrations.Migration):
    dependencies = [("news", "0018_mistakes")]

    operations = [migrations.RunPython(make_functions, drop_functions)]
