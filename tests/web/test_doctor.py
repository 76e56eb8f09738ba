"""The doctor finds what was broken, says it in words and what to type, and leaves with a number for programs."""

import os
import time
from unittest import mock

import pytest
from django.core.files.storage import default_storage
from django.core.management import call_command
from django.db import OperationalError, connection

from config.web.doctor import database_checks, file_checks, settings_checks
from config.web.doctor.findings import Level, examine
from news.models import Reading, SearchDocument, StatusSpan, TimelineRow
from routes.models import CompiledService
from tests.factories import (
    make_action,
    make_agreement,
    make_article,
    make_image,
    make_route,
    make_route_event,
    make_service,
    make_station,
    make_timetable,
    make_trip,
    publish,
)

pytestmark = pytest.mark.django_db


def worst(check):
    """The findings of a check that are not fine: [(level, what to type)], and their words."""
    found = [each for each in check() if each.level > Level.OK]
    return [(each.level, each.type_this) for each in found], " ".join(each.what for each in found)


def said_of(subject):
    return [finding for about, finding in examine() if about == subject and finding.level > Level.OK]


class TestDatabase:
    def test_out_of_reach_and_nothing_else_is_asked_of_it(self):
        with mock.patch.object(
            connection, "ensure_connection", side_effect=OperationalError("no route to host")
        ):
            found = dict(examine())
        assert "no route to host" in found["database"].what
        assert found["database"].type_this.startswith("DATABASE_URL=")
        assert "migrations" not in found
        assert "backups" in found

    def test_a_migration_of_newer_code(self):
        with connection.cursor() as cursor:
            cursor.execute(
                "INSERT INTO django_migrations (app, name, applied) VALUES ('news', '9999_later', CURRENT_TIMESTAMP)"
            )
        assert "news.9999_later" in worst(database_checks.check_migrations)[1]

    def test_a_trigger_that_was_dropped(self):
        table = " ON news_formeraddress" if connection.vendor == "postgresql" else ""
        name = "former_address_of_person" + ("" if table else "__INSERT")
        assert worst(database_checks.check_triggers) == ([], "")
        with connection.cursor() as cursor:
            cursor.execute(f"DROP TRIGGER {name}{table}")
        levels, words = worst(database_checks.check_triggers)
        assert levels == [(Level.ERROR, "manage.py migrate")]
        assert words.endswith(f"{name}.")

    @pytest.mark.skipif(connection.vendor == "sqlite", reason="SQLite has no clock of its own")
    def test_a_clock_an_hour_off(self):
        real = time.time()
        with mock.patch.object(database_checks.time, "time", return_value=real + 3600):
            assert "3600 s ahead of" in worst(database_checks.check_clock)[1]


class TestRecord:
    def test_texts_that_the_search_does_not_find(self):
        make_article()
        make_action(make_agreement())
        assert said_of("derived") == []
        SearchDocument.objects.all().delete()
        StatusSpan.objects.all().delete()
        Reading.objects.all().delete()
        TimelineRow.objects.all().delete()
        assert [(each.level, each.type_this) for each in said_of("derived")] == [
            (Level.ERROR, "manage.py reindex article"),
            *[(Level.ERROR, "manage.py reindex")] * 3,
            (Level.ERROR, "manage.py check_register --repair"),
        ]
        call_command("reindex", "article", verbosity=0)
        assert "are not found by the search" in said_of("derived")[1].what  # the agreement, and its source

    def test_published_timetables_that_are_not_compiled(self):
        a, b = make_station("a"), make_station("b")
        timetable = make_timetable(make_route("a-b", [a, b]))
        make_trip(make_service(timetable), "1", [(a, "08:00"), (b, "09:00")])
        assert said_of("timetables") == []  # a draft is not searched
        publish(timetable)
        assert said_of("timetables") == []
        CompiledService.objects.all().delete()
        (slow,) = said_of("timetables")
        assert (slow.level, slow.type_this) == (Level.WARNING, "manage.py reindex route")
        call_command("reindex", "route", verbosity=0)
        assert said_of("timetables") == []

    def test_events_of_routes_that_the_timeline_does_not_show(self):
        route = make_route("a-b", [make_station("a"), make_station("b")])
        make_route_event(route)
        make_route_event(route, assertion="retracted")  # such a one never stands there
        assert said_of("railway events") == []
        TimelineRow.objects.all().delete()
        (missing,) = said_of("railway events")
        assert (missing.level, missing.type_this) == (Level.ERROR, "manage.py reindex route")
        assert missing.what.startswith("1 events of routes")
        call_command("reindex", "route", verbosity=0)
        assert said_of("railway events") == []

    def test_a_picture_without_its_file_and_a_file_without_its_row(self, settings):
        image = make_image()
        default_storage.delete(image.file.name)
        (lost,) = said_of("stored files")
        assert image.file.name in lost.what
        stray = os.path.join(settings.MEDIA_ROOT, "images", "a" * 64 + ".png")
        with open(stray, "wb") as file:
            file.write(b"nobody's")
        os.utime(stray, (0, 0))
        (unused,) = said_of("pictures")
        os.unlink(stray)
        assert (unused.level, unused.type_this) == (Level.NOTICE, "manage.py make_renditions --prune")


class TestFiles:
    def test_backups(self, settings, tmp_path):
        settings.BACKUP_ROOT = tmp_path
        assert worst(file_checks.check_backups)[0][0][0] == Level.WARNING
        backup = tmp_path / "chronicle-20261127T030000Z.tar.zst"
        backup.write_bytes(b"")
        assert Level.WARNING not in [level for level, _ in worst(file_checks.check_backups)[0]]
        os.utime(backup, (time.time() - 50 * 3600,) * 2)
        assert "50 hours old" in worst(file_checks.check_backups)[1]
        (tmp_path / "chronicle-20261128T030000Z.tar.zst.not-restorable").write_bytes(b"")
        assert worst(file_checks.check_backups)[0][0][0] == Level.ERROR

    def test_a_disk_that_is_nearly_full(self):
        with mock.patch.object(
            file_checks.shutil, "disk_usage", return_value=mock.Mock(free=10**7, total=10**12)
        ):
            assert {level for level, _ in worst(file_checks.check_disks)[0]} == {Level.ERROR}


class TestSettings:
    def test_each_is_said_by_the_name_one_can_type(self, settings):
        settings.DEBUG, settings.SITE_URL, settings.ALLOWED_HOSTS = True, "", ["*"]
        settings.METRICS_TOKEN = "short"
        settings.SECURE_PROXY_SSL_HEADER, settings.TRUSTED_PROXIES = ("HTTP_X_FORWARDED_PROTO", "https"), 0
        typed = [type_this.partition("=")[0] for _, type_this in worst(settings_checks.check_settings)[0]]
        assert typed[:3] == ["DEBUG", "ALLOWED_HOSTS", "SITE_URL"]
        assert "TRUSTED_PROXIES" in typed
        assert "HTTPS_ONLY=1 in .env" in [each for _, each in worst(settings_checks.check_tls)[0]]

    def test_a_machine_without_time_zones(self):
        with mock.patch.object(
            settings_checks, "ZoneInfo", side_effect=settings_checks.ZoneInfoNotFoundError
        ):
            assert worst(settings_checks.check_time_zones)[0] == [(Level.ERROR, "apt-get install tzdata")] * 2


class TestCommand:
    @pytest.mark.parametrize(("level", "code"), [(Level.NOTICE, None), (Level.WARNING, 1), (Level.ERROR, 2)])
    def test_it_leaves_with_a_number(self, level, code, capsys):
        found = [("clock", settings_checks.Finding(level, "It is late.", "date"))]
        with mock.patch("config.web.management.commands.doctor.examine", return_value=found):
            if code is None:
                call_command("doctor")
            else:
                with pytest.raises(SystemExit) as left:
                    call_command("doctor")
                assert left.value.code == code
        assert capsys.readouterr().out.splitlines()[1] == "        Type:  date"
