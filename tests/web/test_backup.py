"""A backup is of one moment while others write, is refused when damaged, and brings rows and pictures back."""

import io
import json
import threading

import pytest
from django.core.files.storage import default_storage
from django.core.management import CommandError, call_command
from django.db import connection

from config.web.backup import pictures
from config.web.backup.archive import MANIFEST, ArchiveError, Manifest, reading, verify, writing
from config.web.backup.databases import _apart, engine_of, environment, row_counts
from config.web.backup.making import NOT_RESTORABLE, SUFFIX, make, prune
from config.web.backup.restoring import restore
from news.models import Article, ContentStamp, Image
from tests.factories import make_article, make_image


def quiet(words):
    pass


def content_of(name):
    with default_storage.open(name) as file:
        return file.read()


@pytest.fixture
def own_database(tmp_path, transactional_db):
    """A connection to a database on the disk that other connections can write to as well."""
    own = connection.copy()
    own.inc_thread_sharing()
    if connection.vendor == "sqlite":
        own.settings_dict["NAME"] = str(tmp_path / "own.sqlite3")
        yield own
        own.close()
        return
    with _apart(connection) as apart, apart.cursor() as cursor:
        cursor.execute("CREATE DATABASE chronicle_test_of_backups")
        own.settings_dict["NAME"] = "chronicle_test_of_backups"
        try:
            yield own
        finally:
            own.close()
            cursor.execute("DROP DATABASE chronicle_test_of_backups WITH (FORCE)")


class TestCopied:
    def test_a_copy_made_while_another_writes_holds_whole_transactions_only(self, own_database, tmp_path):
        with own_database.cursor() as cursor:
            for table in ("debit", "credit"):
                cursor.execute(f"CREATE TABLE {table} (amount integer)")
        begun, stop, copies = threading.Event(), threading.Event(), []

        def write():
            writer = own_database.copy()
            with writer.cursor() as cursor:
                while not stop.is_set():
                    cursor.execute("BEGIN")
                    cursor.execute("INSERT INTO debit VALUES (1)")
                    cursor.execute("INSERT INTO credit VALUES (1)")
                    cursor.execute("COMMIT")
                    begun.set()
            writer.close()

        thread = threading.Thread(target=write)
        thread.start()
        try:
            assert begun.wait(10)
            for number in range(4):
                folder = tmp_path / str(number)
                folder.mkdir()
                with engine_of(own_database).copied(own_database, folder, quiet) as copy:
                    counted = row_counts(copy.connection)
                    with engine_of(own_database).scratch(own_database, copy.file, folder) as restored:
                        copies.append((counted, row_counts(restored)))
        finally:
            stop.set()
            thread.join()
        assert all(counted == restored for counted, restored in copies)
        assert all(counted["debit"] == counted["credit"] > 0 for counted, _ in copies)
        assert copies[0] != copies[-1]  # it did write meanwhile


@pytest.mark.django_db(transaction=True)
class TestBackup:
    def test_rows_and_pictures_come_back_as_they_were(self, tmp_path):
        article, image = make_article(), make_image()
        stored = content_of(image.file.name)
        make(tmp_path, quiet)
        (path,) = tmp_path.glob(f"*{SUFFIX}")
        assert path.stat().st_mode & 0o777 == 0o600
        before = ContentStamp.current()
        Article.objects.all().delete()
        default_storage.delete(image.file.name)
        image.delete()
        make_article("written-later")
        with pytest.raises(CommandError, match="--replace"):
            call_command("restore", str(path))
        assert Article.objects.filter(slug="written-later").exists()
        call_command("restore", str(path), "--replace", verbosity=0)
        assert [*Article.objects.values_list("slug", flat=True)] == [article.slug]
        assert [*Image.objects.values_list("file", flat=True)] == [image.file.name]
        assert content_of(image.file.name) == stored
        assert (
            ContentStamp.current() > before + 10**6
        )  # no page of before, kept anywhere, passes for one of now
        (kept,) = tmp_path.glob(f"before-restore-*{SUFFIX}")
        assert verify(kept).rows["news_article"] == 1

    def test_the_manifest_says_what_is_in_it(self, tmp_path):
        image = make_image()
        path, manifest = make(tmp_path, quiet, trial=False)
        with reading(path) as members:
            written = {name: content.read() for name, content in members}
        assert next(iter(written)) == manifest.database
        assert [*written][1:] == [f"media/{image.file.name}", MANIFEST]
        said = json.loads(written[MANIFEST])
        assert said["rows"]["news_image"] == 1
        assert said["migrations"]["news"][0] == "0001_initial"
        assert (said["vendor"], said["missing"]) == (connection.vendor, [])

    def test_a_picture_that_is_gone_is_said_and_the_rest_kept(self, tmp_path, capsys):
        image = make_image()
        default_storage.delete(image.file.name)
        call_command("backup", str(tmp_path))
        assert image.file.name in capsys.readouterr().err
        assert verify(next(tmp_path.glob(f"*{SUFFIX}"))).missing == [image.file.name]

    @pytest.mark.parametrize("damage", ["cut off", "one byte"])
    def test_a_damaged_file_is_refused(self, tmp_path, damage):
        path, _ = make(tmp_path, quiet, trial=False)
        data = bytearray(path.read_bytes())
        if damage == "cut off":
            del data[len(data) // 2 :]
        else:
            data[len(data) // 2] ^= 1
        path.write_bytes(data)
        with pytest.raises(CommandError, match="Nothing was restored"):
            call_command("restore", str(path), "--check")

    def test_a_database_that_is_not_what_the_manifest_says_is_refused(self, tmp_path):
        path, manifest = make(tmp_path, quiet, trial=False)
        manifest.rows["news_article"] += 1
        forged = tmp_path / "forged.tar.zst"
        with writing(forged) as writer, reading(path) as members:
            for name, content in members:
                if name != MANIFEST:
                    data = tmp_path / "member"
                    data.write_bytes(content.read())
                    with data.open("rb") as file:
                        writer.add(name, file, data.stat().st_size)
            writer.finish(manifest)
        with pytest.raises(CommandError, match="news_article has 0 rows, not 1"):
            call_command("restore", str(forged), "--check")

    def test_only_the_newest_stay(self, tmp_path):
        days = [tmp_path / f"chronicle-202611{day}T030000Z{SUFFIX}" for day in (10, 11, 12)]
        other = tmp_path / f"before-restore-chronicle-20261101T030000Z{SUFFIX}"
        for path in [*days, other]:
            path.write_bytes(b"")
        assert prune(tmp_path, 2) == days[:1]
        assert sorted(tmp_path.iterdir()) == sorted([*days[1:], other])

    @pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite is reached without a password")
    def test_the_password_is_in_the_environment_alone(self):
        other = connection.copy()
        other.settings_dict |= {"PASSWORD": "secret", "USER": "editor"}
        assert environment(other) | {"PGPASSWORD": "secret", "PGUSER": "editor"} == environment(other)


class TestArchive:
    def test_nothing_half_written_has_the_name(self, tmp_path):
        with pytest.raises(RuntimeError), writing(tmp_path / "a.tar.zst"):
            raise RuntimeError
        assert [*tmp_path.iterdir()] == []

    def test_a_file_of_another_kind_is_refused_in_words(self, tmp_path):
        path = tmp_path / "a.tar.zst"
        path.write_bytes(b"no archive")
        with pytest.raises(ArchiveError, match="damaged or cut off"):
            verify(path)

    def test_a_newer_format_is_refused(self):
        with pytest.raises(ArchiveError, match="format 2"):
            Manifest.read(b'{"format": 2}')

    @pytest.mark.parametrize(
        "name", ["media/../../out", "media//out", "../out", "media/a/./b", "media/twice"]
    )
    def test_names_that_lead_out_of_it_or_stand_twice_are_refused(self, tmp_path, name):
        path = tmp_path / f"odd{SUFFIX}"
        with writing(path) as writer:
            for each in ("media/twice", name):
                writer.add(each, io.BytesIO(b"x"), 1)
            writer.finish(a_manifest())
        with pytest.raises(ArchiveError, match="stands twice, or leads out"):
            verify(path)

    @pytest.mark.parametrize("wrong", [{"members": []}, {"rows": "x"}, {"migrations": []}, {"missing": None}])
    def test_a_manifest_of_another_shape_is_refused(self, wrong):
        with pytest.raises(ArchiveError, match="Its manifest cannot be read"):
            Manifest.read(json.dumps(json.loads(a_manifest().json()) | wrong).encode())


def a_manifest():
    return Manifest("2026-11-28T00:00:00+00:00", "0", "sqlite", "3", "database.sqlite3", {}, {})


@pytest.mark.django_db(transaction=True)
class TestDamaged:
    """What is there cannot be read, or not be restored: the reason why one restores."""

    @pytest.fixture
    def backup(self, tmp_path):
        make_article()
        return make(tmp_path, quiet)[0]

    def test_what_is_there_is_kept_as_what_cannot_be_restored(self, backup, monkeypatch):
        found = iter([[], ["damaged: page 7"]])  # in the backup, then in what is there
        monkeypatch.setattr(type(engine_of(connection)), "faults", lambda self, opened: next(found))
        make_article("written-later")
        _manifest, before = restore(backup, quiet, replace=True)
        assert before.name.endswith(f"{SUFFIX}{NOT_RESTORABLE}")
        assert verify(before).rows["news_article"] == 2
        assert Article.objects.count() == 1

    @pytest.mark.skipif(connection.vendor != "sqlite", reason="a file")
    def test_a_file_that_is_no_database_is_to_be_put_away(self, backup, tmp_path, monkeypatch):
        damaged = tmp_path / "site.sqlite3"
        damaged.write_text("no database" * 100)
        site = connection.copy()
        site.settings_dict["NAME"] = str(damaged)
        monkeypatch.setattr("config.web.backup.restoring.site", site)
        with pytest.raises(ArchiveError, match=f"mv {damaged}[*] {tmp_path}/damaged; manage.py restore"):
            restore(backup, quiet, replace=True)


class TestPictures:
    def test_they_are_taken_from_and_put_into_a_bucket(self, settings, tmp_path):
        boto3, moto = pytest.importorskip("boto3"), pytest.importorskip("moto")
        settings.STORAGES = settings.STORAGES | {
            "default": {
                "BACKEND": "config.web.media_bucket.BucketStorage",
                "OPTIONS": {
                    "bucket_name": "media",
                    "access_key": "a",
                    "secret_key": "b",
                    "region_name": "eu-west-1",
                },
            }
        }
        source = tmp_path / "picture"
        source.write_bytes(b"a picture")
        with moto.mock_aws():
            client = boto3.client("s3", "eu-west-1", aws_access_key_id="a", aws_secret_access_key="b")
            client.create_bucket(
                Bucket="media", CreateBucketConfiguration={"LocationConstraint": "eu-west-1"}
            )
            with writing(tmp_path / "a.tar.zst") as writer, source.open("rb") as file:
                writer.add("media/images/one.png", file, 9)
            expected = writer.members["media/images/one.png"]

            def put(expected):
                with source.open("rb") as file:
                    return pictures.put("images/one.png", file, expected, replace=False)

            assert (put(expected), put(expected)) == (True, False)
            with pictures.taken("images/one.png") as (file, size):
                assert (file.read(), size) == (b"a picture", 9)
            with pytest.raises(FileNotFoundError), pictures.taken("images/none.png"):
                pass
            with pytest.raises(FileExistsError):
                put(None)
