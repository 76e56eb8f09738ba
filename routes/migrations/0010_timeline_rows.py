"""Fills the rows of the timeline with what happened to routes; see the migration of `news` that makes them."""

from django.db import migrations

from news.models.counted import recount
from routes.timeline_rows import event_rows

FACTS = ("route_id", "agreement_id", "route__slug", "id", "kind", "dated_on", "announced_on", "date_precision")


def fill(apps, schema_editor):
    row = apps.get_model("news", "TimelineRow")
    events = apps.get_model("routes", "RouteEvent").objects.exclude(assertion="retracted")
    bases = _by(apps.get_model("routes", "RouteBasis").objects.values_list("route_id", "agreement_id"))
    through = apps.get_model("news", "Agreement").topics.through.objects
    topics = _by(through.values_list("agreement_id", "topic_id"))
    row.objects.bulk_create(
        (
            row(**values)
            for route, agreement, slug, *fact in events.order_by("pk").values_list(*FACTS)
            for values in event_rows(slug, *fact, about=[agreement, *bases.get(route, ())], topics=topics)
        ),
        batch_size=1000,
    )
    recount(row, apps.get_model("news", "TimelineCount"))


def _by(pairs):
    found = {}
    for thing, other in pairs:
        found.setdefault(thing, []).append(other)
    return found


class Migration(migrations.Migration):

    dependencies = [
        ("routes", "0009_compiled_versions"),
        ("news", "0021_timeline_rows"),
    ]

    operations = [
        migrations.RunPython(fill, migrations.RunPython.noop),
    ]
