"""Statements of a person in the order of their versions; instruments in that of their names; and rows of changes in law tell by which act each came about."""

from importlib import import_module

from django.db import migrations, models

from config.web.translated import LANGUAGES
from news.agreements.register_rows import RegisterList, record_name
from news.agreements.status import status_spans
from news.querysets import AgreementQuerySet

before = import_module("news.migrations.0028_register_rows")


def name_acts(apps, schema_editor):
    rows, agreements = apps.get_model("news", "RegisterRow").objects, apps.get_model("news", "Agreement").objects
    keys = list(agreements.order_by("pk").values_list("pk", flat=True))
    for at in range(0, len(keys), before.AT_ONCE):
        batch = agreements.filter(pk__in=keys[at : at + before.AT_ONCE]).order_by("pk")
        by = _acts(apps, batch)
        changed = list(rows.filter(list=RegisterList.LAW, agreement__in=batch))
        for row in changed:
            row.name = record_name(row.agreement_id, by.get((row.agreement_id, row.day), ""))
        rows.bulk_update(changed, ["name"], batch_size=1000)


def _acts(apps, batch):
    """By instrument and day, the key of the act by which its status changed."""
    acts, states = before._acts(apps, batch), before._states(apps, batch)
    instruments = {each.pk: before._instrument(each, states.get(each.pk, ())) for each in batch}
    return {
        (pk, span.start): span.by
        for pk, instrument in instruments.items()
        for span in status_spans(instrument, acts.get(pk, []))
    }


class Migration(migrations.Migration):
    dependencies = [
        ("news", "0029_text_files"),
    ]

    operations = [
        migrations.AlterField(
            model_name="statement",
            name="person_key",
            field=models.CharField(max_length=80),
        ),
        migrations.AddIndex(
            model_name="statement",
            index=models.Index(fields=["person_key", "-version", "position"], name="statement_by_person"),
        ),
        *(
            migrations.AddIndex(
                "agreement", models.Index(*AgreementQuerySet.order_read(reader), name=f"agreement_in_order_{reader}")
            )
            for reader in LANGUAGES
        ),
        migrations.RunPython(name_acts, migrations.RunPython.noop, elidable=True),
    ]
