"""Publishing a timetable: refused in words, or for good."""

import re
from datetime import date

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from news.audit import entries_of
from news.publishing.refusals import RefusedError
from routes import publishing
from routes.models import Publication, StopTime
from routes.publishing import close_ends, publish_timetable, withdraw_timetable
from routes.timetable_content import content_hash
from tests.accounts import in_role
from tests.factories import make_route, make_service, make_station, make_timetable, make_trip, moment

pytestmark = pytest.mark.django_db
FIRST, LAST = date(2026, 4, 2), date(2026, 12, 31)


@pytest.fixture
def route():
    return make_route("a-c", [make_station("a"), make_station("c")])


@pytest.fixture
def publisher():
    return in_role("publisher")


def version(route, key, first=FIRST, last=LAST, **fields):
    timetable = make_timetable(route, key=key, first=first, last=last, **fields)
    ends = [stop.station for stop in route.stops.all()]
    make_trip(make_service(timetable), "1", [(ends[0], "08:00"), (ends[1], "09:00")])
    return timetable


def refusals(act, **arguments):
    with pytest.raises(RefusedError) as error:
        act(**arguments)
    return [str(reason.message) for reason in error.value.reasons]


class TestPublish:
    def test_it_is_fixed_with_its_hash_and_its_ends_closed(self, route, publisher):
        timetable = version(route, "t")
        publication = publish_timetable(timetable=timetable, by=publisher)
        assert (publication.route, publication.published_by) == (route, publisher)
        assert publication.content_hash == content_hash(timetable)
        assert list(StopTime.objects.values_list("pickup", "drop_off")) == [(0, 1), (1, 0)]
        assert timetable.state == "published"

    def test_every_reason_at_once(self, route, publisher):
        timetable = make_timetable(route, source=None)
        make_trip(make_service(timetable), "7", [(make_station(), "08:00")])
        assert refusals(publish_timetable, timetable=timetable, by=publisher) == [
            "Name the source of the timetable.",
            "Train 7 stops at fewer than two stations.",
        ]

    @pytest.mark.parametrize("trains", [1, 3])
    def test_ends_are_closed_in_four_queries(self, route, trains, django_assert_num_queries):
        timetable = version(route, "t")
        a, c = (stop.station for stop in route.stops.all())
        for number in range(1, trains):
            make_trip(timetable.services.get(), f"{number}0", [(c, "8:00"), (a, "9:00"), (c, "9:30")])
        with django_assert_num_queries(4):
            close_ends(timetable)
        closed = StopTime.objects.order_by("trip", "sequence").values_list("pickup", "drop_off")
        assert list(closed) == [(0, 1), (1, 0)] + [(0, 1), (0, 0), (1, 0)] * (trains - 1)

    def test_ends_are_closed_by_portions(self, route, monkeypatch):
        monkeypatch.setattr(publishing, "TRIPS_AT_ONCE", 1)
        timetable = version(route, "t")
        a, c = (stop.station for stop in route.stops.all())
        make_trip(timetable.services.get(), "9", [(c, "8:00"), (a, "9:00")])
        close_ends(timetable)
        closed = StopTime.objects.order_by("trip", "sequence").values_list("pickup", "drop_off")
        assert list(closed) == [(0, 1), (1, 0)] * 2

    def test_twice_is_once(self, route, publisher):
        timetable = version(route, "t")
        publish_timetable(timetable=timetable, by=publisher)
        assert refusals(publish_timetable, timetable=timetable, by=publisher) == [
            "This version is published already. Copy it to a new one."
        ]

    def test_the_one_before_ends_the_day_before(self, route, publisher):
        old = publish_timetable(timetable=version(route, "old"), by=publisher)
        publish_timetable(timetable=version(route, "new", first=date(2026, 6, 1)), by=publisher)
        old.refresh_from_db()
        assert (old.valid_until, old.withdrawn_at) == (date(2026, 5, 31), None)

    def test_one_it_covers_wholly_is_withdrawn(self, route, publisher):
        old = publish_timetable(
            timetable=version(route, "old", first=date(2026, 6, 1)), by=publisher, published_at=moment()
        )
        publish_timetable(timetable=version(route, "new"), by=publisher)
        old.refresh_from_db()
        assert old.withdrawn_because == "Replaced by new."

    def test_a_short_one_does_not_leave_a_hole_behind_it(self, route, publisher):
        publish_timetable(timetable=version(route, "year"), by=publisher)
        june = version(route, "june", first=date(2026, 6, 1), last=date(2026, 6, 30))
        assert refusals(publish_timetable, timetable=june, by=publisher) == [
            "year holds until 31\xa0December 2026, longer than this one: publish one that holds as long."
        ]

    @pytest.mark.parametrize("role", ["author", "editor"])
    def test_only_who_may(self, route, role):
        with pytest.raises(PermissionDenied):
            publish_timetable(timetable=version(route, "t"), by=in_role(role))
        assert not Publication.objects.exists()


class TestWithdraw:
    def test_for_a_reason_and_once(self, route, publisher):
        act = {"timetable": version(route, "t"), "by": publisher}
        publish_timetable(**act)
        assert refusals(withdraw_timetable, because=" ", **act) == ["Say why: the reason stays on record."]
        withdraw_timetable(because="Wrong.", **act)
        assert Publication.objects.get().timetable.state == "withdrawn"
        assert refusals(withdraw_timetable, because="Again.", **act) == [
            "Only a published timetable can be withdrawn."
        ]


class TestDesk:
    def test_the_button_publishes_what_is_saved(self, route, client, publisher):
        timetable = version(route, "t")
        client.force_login(publisher)
        form = reverse("admin:routes_timetable_change", args=[timetable.pk])
        address = reverse("admin:routes_timetable_publish", args=[timetable.pk])
        assert f'href="{address}"' in client.get(form).content.decode()
        decided = {"valid_from": timetable.valid_from, "valid_until": timetable.valid_until}
        assert client.post(address, decided | {"source": timetable.source.key})["Location"] == form
        assert Publication.objects.get().timetable == timetable
        page = client.get(form).content.decode()
        withdraw = reverse("admin:routes_timetable_withdraw", args=[timetable.pk])
        again = reverse("admin:routes_timetable_new_version", args=[timetable.pk])
        acts = re.compile(r'<form id="[\w-]+" method="post" action="([^"]+)"')
        assert [path for path in acts.findall(page) if path in (again, withdraw)] == [again, withdraw]
        assert 'name="key"' not in page
        client.post(withdraw, {"because": "Wrong."})
        assert Publication.objects.get().withdrawn_because == "Wrong."
        page = client.get(form).content.decode()
        assert [path for path in acts.findall(page) if path in (again, withdraw)] == [again]
        assert [(entry.act, entry.comment) for entry in entries_of(timetable).order_by("pk")] == [
            ("publish", ""),
            ("withdraw", "Wrong."),
        ]

    def test_an_editor_has_no_such_button(self, route, client):
        timetable = version(route, "t")
        client.force_login(in_role("editor"))
        page = client.get(reverse("admin:routes_timetable_change", args=[timetable.pk])).content.decode()
        assert 'name="key"' in page
        publish = reverse("admin:routes_timetable_publish", args=[timetable.pk])
        assert "<form method" not in client.get(publish).content.decode().partition("content-main")[2]
        assert client.post(publish).status_code == 403

    def test_days_are_boxes(self, route, admin_client):
        timetable = version(route, "t")
        service = timetable.services.get()
        data = {
            "key": "we",
            "start": "2026-04-02",
            "end": "2026-12-31",
            "weekdays": ["5", "6"],
            "also_on": "BY",
        }
        blank = {f"exceptions-{name}_FORMS": "0" for name in ("TOTAL", "INITIAL")}
        response = admin_client.post(reverse("admin:routes_service_change", args=[service.pk]), data | blank)
        assert response.status_code == 302
        service.refresh_from_db()
        assert (service.key, service.weekdays, service.exceptions.exists()) == ("we", 96, True)
