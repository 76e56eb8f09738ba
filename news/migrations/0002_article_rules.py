"""PostgreSQL: live periods of one article in one language never overlap. SQLite has a trigger for it (article_triggers.py)."""

from django.db import migrations

# An exclusion constraint over (article, language) and the period. The pair is written as a range of one whole number, so
# that no extension is needed. The period is half open: one version may begin at the moment another ends.
ADD = """ALTER TABLE news_articleversion ADD CONSTRAINT version_periods_apart EXCLUDE USING gist (
  int8range(
    article_id * 4 + CASE language WHEN 'en' THEN 0 WHEN 'ru' THEN 1 WHEN 'be' THEN 2 ELSE 3 END,
    article_id * 4 + CASE language WHEN 'en' THEN 0 WHEN 'ru' THEN 1 WHEN 'be' THEN 2 ELSE 3 END,
    '[]'
  ) WITH &&,
  tstzrange(live_from, live_until) WITH &&
) WHERE (live_from IS NOT NULL)"""
DROP = "ALTER TABLE news_articleversion DROP CONSTRAINT version_periods_apart"


def on_postgresql(statement):
    def run(apps, schema_editor):
        if schema_editor.connection.vendor == "postgresql":
            schema_editor.execute(statement)

    return run


class Migration(migrations.Migration):
    dependencies = [("news", "0001_initial")]

    operations = [migrations.RunPython(on_postgresql(ADD), on_postgresql(DROP), elidable=False)]
