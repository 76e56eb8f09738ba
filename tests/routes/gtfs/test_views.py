"""The files as they are served, and the page of the desk that takes a feed in."""

import io
import json
import zipfile
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone
from google.transit import gtfs_realtime_pb2 as realtime

from routes.gtfs.export import feed_on
from routes.models import Alert, FeedReport, Timetable
from tests import factories as make
from tests.accounts import in_role
from tests.routes.gtfs.feeds import zipped
from tests.routes.gtfs.test_export import make_line

pytestmark = pytest.mark.django_db


def make_now():
    """Published, and valid today, whenever today is."""
    today = timezone.localdate()
    return make.publish(make_line(first=today - timedelta(days=30), last=today + timedelta(days=300)))


class TestGtfs:
    def test_without_a_timetable_the_address_says_so(self, client):
        make_line()
        response = client.get("/gtfs.zip")
        assert (response.status_code, response["Content-Type"]) == (404, "text/plain; charset=utf-8")
        assert response.content.decode().startswith("No published timetable is held")

    def test_the_same_bytes_once(self, client):
        make_now()
        first = client.get("/gtfs.zip")
        assert (first.status_code, first["Content-Type"]) == (200, "application/zip")
        assert first.content == client.get("/gtfs.zip", headers={"accept-language": "ru"}).content
        again = client.get("/gtfs.zip", headers={"if-none-match": first["ETag"]})
        assert (again.status_code, again.content) == (304, b"")


class TestGtfsReport:
    def test_tells_a_report_of_exactly_these_bytes_only(self, client):
        make_now()
        feed = feed_on(timezone.localdate(), "http://testserver")
        FeedReport.objects.create(sha256="0" * 64, feed_version="another", validators=[])
        told = client.get("/gtfs-report.json", headers={"accept-language": "ru"}).json()
        assert told["feed"]["sha256"] == feed.sha256
        assert told["validation"] == {
            "checked": False,
            "words": "No validator has run on exactly these bytes.",
        }
        FeedReport.objects.create(sha256=feed.sha256, feed_version=feed.version, validators=[{"name": "v"}])
        told = client.get("/gtfs-report.json").json()["validation"]
        assert (told["checked"], told["validators"]) == (True, [{"name": "v"}])

    def test_tells_what_was_left_out(self, client):
        make.publish(make_line("candidate", event="proposed", last=timezone.localdate() + timedelta(days=9)))
        told = client.get("/gtfs-report.json").json()
        assert (told["feed"], told["validation"]) == (None, None)
        assert [one["route"] for one in told["left_out"]] == ["candidate"]


class TestAlertsPb:
    def test_every_notice_that_is_not_over(self, client):
        now, line = timezone.now(), make_now()
        source = make.make_source()
        for key, ends in (("over", -1), ("now", 1)):
            alert = Alert.objects.create(
                key=key, header_en="Repairs", header_ru="Ремонт", cause="maintenance", effect="reduced_service",
                severity="warning", source=source, published_at=now - timedelta(days=9),
            )  # fmt: skip
            alert.periods.create(start_at=now - timedelta(days=8), end_at=now + timedelta(days=ends))
            alert.entities.create(sequence=1, trip=line.timetable.trips.get(number="101"))
        Alert.objects.create(key="draft", header_en="Not yet", source=source)
        message = realtime.FeedMessage.FromString(client.get("/alerts.pb").content)
        assert [entity.id for entity in message.entity] == ["now"]
        alert = message.entity[0].alert
        assert realtime.Alert.Cause.Name(alert.cause) == "MAINTENANCE"
        assert alert.informed_entity[0].trip.trip_id == "line/t/daily/0/101"
        assert [(one.language, one.text) for one in alert.header_text.translation] == [
            ("en", "Repairs"),
            ("ru", "Ремонт"),
        ]
        told = client.get("/alerts.json").json()
        assert told["entity"][0]["alert"]["effect"] == "REDUCED_SERVICE"

    def test_without_notices_it_has_no_entity(self, client):
        message = realtime.FeedMessage.FromString(client.get("/alerts.pb").content)
        assert (len(message.entity), message.header.gtfs_realtime_version) == (0, "2.0")
        assert set(json.loads(client.get("/alerts.json").content)) == {"header"}


class TestTimetableImport:
    address = "/admin/routes/timetable/import-gtfs/"
    feed = zipped().getvalue()

    @pytest.fixture
    def editor(self, client):
        client.force_login(in_role("editor"))
        return client

    def send(self, client, content=None, **fields):
        file = SimpleUploadedFile("feed.zip", content or self.feed)
        return client.post(self.address, {"file": file, **fields})

    def test_looks_first_and_takes_the_file_that_was_looked_at(self, editor):
        looked = self.send(editor, look="yes")
        assert "A dry run: nothing was kept" in looked.content.decode()
        assert Timetable.objects.count() == 0
        seen = looked.context["seen"]
        another = self.send(editor, zipped(trips=None).getvalue(), take="yes", seen=seen)
        assert "The archive has no trips.txt" in another.content.decode()
        other_way = self.send(editor, take="yes", seen=seen, prefix="x")
        assert "not the file that was looked at before" in other_way.content.decode()
        assert Timetable.objects.count() == 0
        assert "Taken in" in self.send(editor, take="yes", seen=seen).content.decode()
        assert Timetable.objects.get().state == "draft"

    def test_what_unfolds_too_far_is_not_read_here(self, editor):
        bomb = io.BytesIO()
        with (
            zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive,
            archive.open("stops.txt", "w") as file,
        ):
            for _ in range(257):
                file.write(bytes(1024 * 1024))
        assert "takes too much to unfold" in self.send(editor, bomb.getvalue()).content.decode()
        assert "or a broken one" in self.send(editor, self.feed[:-40]).content.decode()

    def test_without_a_look_nothing_is_taken(self, editor):
        for seen in ("", "forged:seal"):
            self.send(editor, take="yes", seen=seen)
        assert Timetable.objects.count() == 0

    def test_who_may_not_enter_stations_may_not_take_them_in(self, client):
        client.force_login(in_role("author"))
        assert client.get(self.address).status_code == 403
        client.force_login(in_role("editor"))
        page = client.get(reverse("admin:routes_timetable_changelist")).content.decode()
        assert self.address in page
