"""A folder of fixtures to deploy from, and what the command says."""

import json
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.test import TestCase

from news.models import ContentStamp


class Files:
    """`files.write({"sources.json": [("news.source", {"key": "tass", …})]})`, then `files.sync()`."""

    def __init__(self, folder):
        self.folder = folder
        folder.mkdir(exist_ok=True)

    def write(self, files):
        for name, rows in files.items():
            text = json.dumps([{"model": model, "fields": fields} for model, fields in rows])
            (self.folder / name).write_text(text)

    def sync(self, *options):
        return self._call("sync_fixtures", self.folder, *options, "-v2")

    def plan(self, *options):
        return " ".join(self.sync("--plan", *options).split())

    def refusal(self, *options):
        """What it says when it cannot; all of it, in one line."""
        out = StringIO()
        with pytest.raises(CommandError) as refused, TestCase.captureOnCommitCallbacks(execute=True):
            call_command("sync_fixtures", self.folder, *options, stdout=out)
        return " ".join(f"{out.getvalue()} {refused.value}".split())

    def load(self):
        self._call("loaddata", *sorted(self.folder.glob("*.json")))

    def _call(self, command, *arguments):
        out = StringIO()
        with TestCase.captureOnCommitCallbacks(execute=True):
            call_command(command, *map(str, arguments), stdout=out)
        return out.getvalue()


@pytest.fixture
def files(tmp_path, settings):
    settings.FIXTURE_DIRS = [tmp_path / "fixtures"]
    settings.MEDIA_ROOT = tmp_path / "uploaded"
    settings.FIXTURE_MEDIA_ROOT = tmp_path / "fixtures" / "media"
    return Files(tmp_path / "fixtures")


@pytest.fixture
def stamp():
    return lambda: ContentStamp.objects.filter(pk=1).values_list("value", flat=True).first() or 0
