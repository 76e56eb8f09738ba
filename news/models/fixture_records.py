"""What the fixtures said of each record when they were last synchronised: the third state, beside the database and the files."""

from django.core.serializers.json import DjangoJSONEncoder
from django.db import models


class FixtureRecord(models.Model):
    """Bookkeeping of deployments, not content: the stamp does not follow it and no page shows it.

    `model` and `key` name the record ("news.source", '["tass-2026"]'), `file` is where it stood, from the folder of the fixtures.
    `content`: {field: value} as last read there, rows by their natural keys; for pictures the hash of the file is among them.
    """

    model = models.CharField(max_length=60)
    key = models.CharField(max_length=900)
    file = models.CharField(max_length=300)
    content = models.JSONField(encoder=DjangoJSONEncoder)
    sha256 = models.CharField(max_length=64, help_text="Of the content.")

    class Meta:
        verbose_name = "record of the fixtures"
        verbose_name_plural = "records of the fixtures"
        ordering = ["model", "key"]
        constraints = [models.UniqueConstraint(fields=["model", "key"], name="fixture_record_once")]

    def __str__(self) -> str:
        return f"{self.model} {self.key}"
