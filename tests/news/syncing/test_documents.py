"""Documents of texts travel with the fixtures: their files by hash, a withdrawal as an editor's change."""

import hashlib
import json

import pytest

from news.agreements.texts.documents import withdraw_document
from news.models import FixtureRecord, TextFile
from tests import factories as make
from tests.accounts import in_role
from tests.news.syncing.dumps import dump

pytestmark = pytest.mark.django_db


@pytest.fixture
def document(files):
    treaty = make.make_agreement("guarantees", number="A 7")
    make.make_action(treaty, key="signed")
    return make.make_document(make.make_text(treaty))


@pytest.fixture
def shipped(files, document):
    """The files as they are written; the database holds the same."""
    dump(files.folder)
    files.sync()
    return files.folder / "media" / document.file.name


def test_they_are_written_and_loaded_with_their_files(files, document, shipped, settings, tmp_path):
    assert hashlib.sha256(shipped.read_bytes()).hexdigest() == document.sha256
    TextFile.objects.all().delete()
    settings.MEDIA_ROOT = tmp_path / "elsewhere"
    files.load()
    loaded = TextFile.objects.get()
    assert loaded.natural_key() == document.natural_key()
    with loaded.file.open() as file:
        assert file.read() == shipped.read_bytes()
    before = {path: path.read_bytes() for path in files.folder.rglob("*.json")}
    dump(files.folder)
    assert {path: path.read_bytes() for path in files.folder.rglob("*.json")} == before


def test_the_site_keeps_its_own_copy(files, document, shipped, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "elsewhere"
    files.sync()
    assert (tmp_path / "elsewhere" / document.file.name).read_bytes() == shipped.read_bytes()


def test_a_file_that_is_another_than_its_record_says_is_refused(files, document, shipped):
    TextFile.objects.all().delete()
    FixtureRecord.objects.filter(model="news.textfile").delete()
    shipped.write_bytes(b"%PDF-1.7 another")
    (files.folder.parent / "uploaded" / document.file.name).unlink()
    assert "has another SHA-256 than its record says" in files.refusal()
    assert not TextFile.objects.exists()


def test_a_withdrawal_stays(files, document, shipped):
    withdraw_document(document, because="Another treaty.", by=in_role("editor"))
    files.sync()
    assert TextFile.objects.get().withdrawn_because == "Another treaty."
    dump(files.folder)
    rows = json.loads((files.folder / "072_agreement_texts.json").read_text())
    said = [row["fields"]["withdrawn_because"] for row in rows if row["model"] == "news.textfile"]
    assert said == ["Another treaty."]
