"""How many sources, people and figures their lists hold, counted here: a site that is updated shows its lists at once. Triggers
that count come after. And the orders in which the lists are read."""

from django.db import migrations, models
from django.db.models.functions import Coalesce

from news.models.list_counts import recount_lists
from news.querysets.keys import Beginning, Filled, LastIfNull

ORDERS = {"en": ("en", "ru", "be"), "ru": ("ru", "be", "en"), "be": ("be", "ru", "en")}


def as_read(name, reader):
    return Coalesce(*(Filled(models.F(f"{name}_{code}")) for code in ORDERS[reader]))


def count(apps, schema_editor):
    recount_lists(apps)


class Migration(migrations.Migration):
    dependencies = [("news", "0026_search_mirror")]

    operations = [
        migrations.CreateModel(
            name="ListCount",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("list", models.CharField(max_length=6)),
                ("reader", models.CharField(max_length=2)),
                ("part", models.CharField(max_length=120)),
                ("grade", models.CharField(max_length=1)),
                ("number", models.IntegerField()),
            ],
            options={
                "verbose_name": "count of a list",
                "verbose_name_plural": "counts of lists",
                "ordering": ["list", "reader", "part", "grade"],
                "indexes": [
                    models.Index(fields=["list", "reader", "part", "grade", "number"], name="list_counted")
                ],
            },
        ),
        migrations.AddIndex(
            "figure", models.Index(Beginning("key"), models.F("key"), name="figure_in_order")
        ),
        *(
            operation
            for reader in ORDERS
            for operation in (
                migrations.RemoveIndex("person", f"person_in_order_{reader}"),
                migrations.AddIndex(
                    "person",
                    models.Index(
                        Beginning(as_read("name", reader)),
                        as_read("name", reader),
                        models.F("key"),
                        name=f"person_in_order_{reader}",
                    ),
                ),
                migrations.AddIndex(
                    "source",
                    models.Index(
                        models.F("grade"),
                        as_read("publisher", reader),
                        models.OrderBy(LastIfNull("published_on"), descending=True),
                        models.F("key"),
                        name=f"source_of_grade_{reader}",
                    ),
                ),
            )
        ),
        migrations.RunPython(count, migrations.RunPython.noop),
    ]
