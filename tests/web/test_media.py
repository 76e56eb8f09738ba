"""The same promises of a folder and of a bucket: pictures that are written, and behind them those that ship with the fixtures."""

import boto3
import pytest
from django.core.files.base import ContentFile
from moto.server import ThreadedMotoServer

from config.web.media import MediaStorage, pictures_at
from config.web.media_bucket import BucketStorage

BY_CONTENT = f"images/{'a' * 64}.png"


@pytest.fixture(scope="session")
def bucket_server():
    server = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    server.start()
    host, port = server.get_host_and_port()
    yield f"http://{host}:{port}"
    server.stop()


@pytest.fixture
def bucket(bucket_server, monkeypatch, request):
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", "of the tests only")
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "of the tests only")
    name = f"pictures-{abs(hash(request.node.nodeid))}"
    boto3.client("s3", endpoint_url=bucket_server, region_name="us-east-1").create_bucket(Bucket=name)
    return BucketStorage(bucket_name=name, endpoint_url=bucket_server, region_name="us-east-1")


@pytest.fixture(params=["folder", "bucket"])
def storage(request, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "media"
    settings.FIXTURE_MEDIA_ROOT = tmp_path / "shipped"
    return MediaStorage() if request.param == "folder" else request.getfixturevalue("bucket")


@pytest.fixture
def ship(settings):
    def write(name, content):
        path = settings.FIXTURE_MEDIA_ROOT / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)

    return write


def read(storage, name):
    with storage.open(name) as file:
        return file.read()


class TestMedia:
    def test_what_is_written_is_read_again(self, storage):
        assert storage.save(BY_CONTENT, ContentFile(b"one")) == BY_CONTENT
        assert read(storage, BY_CONTENT) == b"one"
        assert storage.size(BY_CONTENT) == 3
        assert [*storage.written("images")] == [BY_CONTENT]

    def test_a_name_by_content_is_written_once(self, storage):
        storage.save(BY_CONTENT, ContentFile(b"one"))
        assert storage.save(BY_CONTENT, ContentFile(b"one")) == BY_CONTENT
        assert [*storage.written("images")] == [BY_CONTENT]

    def test_another_name_that_is_taken_stays_what_it_was(self, storage):
        first = storage.save("images/map.png", ContentFile(b"one"))
        second = storage.save("images/map.png", ContentFile(b"two"))
        assert first != second
        assert (read(storage, first), read(storage, second)) == (b"one", b"two")

    def test_what_ships_is_read_where_nothing_was_written(self, storage, ship):
        ship("images/drawn.png", b"shipped")
        assert storage.exists("images/drawn.png")
        assert not storage.holds("images/drawn.png")
        assert read(storage, "images/drawn.png") == b"shipped"
        assert [*storage.written("images")] == []

    def test_what_ships_is_never_deleted_and_its_name_never_taken(self, storage, ship):
        ship("images/drawn.png", b"shipped")
        storage.delete("images/drawn.png")
        assert storage.save("images/drawn.png", ContentFile(b"other")) != "images/drawn.png"
        assert read(storage, "images/drawn.png") == b"shipped"

    @pytest.mark.parametrize("name", ["images/drawn.png", BY_CONTENT])
    def test_what_ships_is_kept_once_it_was_taken_over(self, storage, ship, settings, name):
        ship(name, b"shipped")
        assert (storage.take_over(name), storage.take_over(name)) == (True, False)
        (settings.FIXTURE_MEDIA_ROOT / name).unlink()
        assert read(storage, name) == b"shipped"
        assert storage.take_over("images/none.png") is False

    def test_what_was_written_can_be_deleted(self, storage):
        storage.save(BY_CONTENT, ContentFile(b"one"))
        storage.delete(BY_CONTENT)
        assert not storage.exists(BY_CONTENT)
        storage.delete(BY_CONTENT)  # once more is no error

    def test_a_name_that_leads_out_is_refused(self, storage):
        with pytest.raises(Exception, match=r"outside|traversal|Invalid|Could not"):
            storage.exists("../../etc/passwd")

    def test_the_site_gives_all_of_them_out(self, storage):
        assert storage.url("images/a b.png") == "/media/images/a%20b.png"
        with pictures_at("/preview/1/"):
            assert storage.url("images/a.png") == "/preview/1/images/a.png"
