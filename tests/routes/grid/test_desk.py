"""The grid at the desk: what is typed is read, shown and kept, or comes back with its error; nothing else is ever stored."""

import io
from datetime import date, time, timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone
from openpyxl import Workbook

from news import audit
from news.models import AuditEntry
from routes.draft_versions import new_version
from routes.models import NotePlace, Service, Station, StopTime, Timetable, TimetableNote, Trip
from routes.timetable_content import content
from tests.accounts import in_role, logged_in, take_permission
from tests.factories import (
    make_route,
    make_service,
    make_source,
    make_station,
    make_timetable,
    make_trip,
    publish,
    seconds,
)

pytestmark = pytest.mark.django_db
NAMES = {
    "vitebsk": ("Vitebsk", "Витебск", "Віцебск"),
    "liozno": ("Liozno", "Лиозно", "Лёзна"),
    "smolensk": ("Smolensk", "Смоленск", "Смаленск"),
}


@pytest.fixture
def draft():
    stations = [
        make_station(slug, **dict(zip(("name_en", "name_ru", "name_be"), names, strict=True)))
        for slug, names in NAMES.items()
    ]
    return make_timetable(make_route("line", stations))


@pytest.fixture
def train(draft):
    stations = [stop.station for stop in draft.route.stops.all()]
    times = ["06:40", "07:21", "08:50"]
    trip = make_trip(make_service(draft), "6201", list(zip(stations, times, strict=True)), stock="diesel")
    trip.stop_times.filter(sequence=1).update(drop_off=1)
    trip.stop_times.filter(sequence=3).update(pickup=1)
    return trip


def address(draft, page="grid", **more):
    return reverse(f"admin:routes_timetable_{page}", args=[draft.pk, *more.values()])


def data_of(response):
    """What a browser would send of the page."""
    context = response.context
    data = {"read": context["read"], "trips": context["trips"]}
    for table in context["grid"].tables:
        prefix = table.typed.prefix
        data[f"{prefix}-count"] = str(len(table.trains))
        for row in table.rows:
            data |= {
                f"{prefix}-run-s{row.station.pk}": row.run,
                f"{prefix}-stand-s{row.station.pk}": row.stand,
            }
        for one in table.trains:
            data |= {f"{one.name}-number": one.typed.number, f"{one.name}-days": one.typed.days}
            data |= {cell.name: cell.text for cell in one.cells}
            if one.typed.stored:
                data[f"{one.name}-trip"] = str(one.typed.stored.trip.pk)
    return data


def cell(draft, train, slug):
    """The name of a field: `train` as "d0-t1"."""
    return f"{train}-s{draft.route.stations.get(slug=slug).pk}"


def workbook(*sheets):
    book = Workbook()
    book.remove(book.active)
    for number, rows in enumerate(sheets):
        sheet = book.create_sheet(f"Sheet {number}")
        for row in rows:
            sheet.append(row)
    content = io.BytesIO()
    book.save(content)
    return SimpleUploadedFile("timetable.xlsx", content.getvalue())


class Desk:
    """A browser without JavaScript in front of the grid of a draft."""

    def __init__(self, client, draft):
        self.client, self.draft = client, draft
        self.response = client.get(address(draft))
        assert self.response.status_code == 200

    def send(self, act="keep", fields=None, **typed):
        """`typed`: d0_t0_number, d0_t0_vitebsk … or any other field by its name, as are `fields`."""
        data = data_of(self.response) | {"act": act} | (fields or {})
        for name, value in typed.items():
            *place, field = name.split("_")
            key = (
                "-".join([*place, field]) if field not in NAMES else cell(self.draft, "-".join(place), field)
            )
            data[key] = value
        self.response = self.client.post(address(self.draft), data)
        return self

    @property
    def is_kept(self):
        return self.response.status_code == 302

    @property
    def told(self):
        return self.response.context["told"]

    @property
    def errors(self):
        refused = [str(reason.message) for reason in self.response.context["refused"]]
        return refused + [str(words) for _place, words in self.response.context["grid"].errors]

    def texts(self, direction=0):
        trains = self.response.context["grid"].tables[direction].trains
        return {one.typed.number: [cell.text for cell in one.cells] for one in trains if one.typed.number}

    def marks(self, number):
        trains = self.response.context["grid"].trains
        return next([str(cell.mark) for cell in one.cells] for one in trains if one.typed.number == number)


def stored(draft):
    """{number: (service, ["06:40", …])}, arrivals and departures in seconds."""
    return {
        trip.number: (
            trip.service.key,
            [
                (time.station.slug, time.arrival, time.departure)
                for time in trip.stop_times.order_by("sequence")
            ],
        )
        for trip in draft.trips.order_by("pk")
    }


@pytest.fixture
def desk(admin_client, draft, train):
    return Desk(admin_client, draft)


class TestTyping:
    def test_a_first_train_is_filled_from_the_typed_pattern_shown_and_kept(self, admin_client, draft):
        desk = Desk(admin_client, draft)
        desk.send(d0_run_liozno="41", d0_run_smolensk="89", d0_t0_number="6201", d0_t0_vitebsk="0640")
        assert not desk.is_kept
        assert not Trip.objects.exists()
        assert desk.texts() == {"6201": ["06:40", "07:21", "08:50"]}
        assert desk.marks("6201") == ["new"] * 3
        assert "1 train was filled from the pattern." in desk.told
        assert desk.send().is_kept
        times = [seconds(clock) for clock in ("06:40", "07:21", "08:50")]
        assert stored(draft) == {
            "6201": ("daily", [(slug, at, at) for slug, at in zip(NAMES, times, strict=True)])
        }
        assert list(StopTime.objects.values_list("pickup", "drop_off")) == [(0, 1), (0, 0), (1, 0)]

    def test_the_pattern_is_that_of_the_trains_there_are_both_ways(self, desk):
        desk.send(
            "look", d0_t1_number="6203", d0_t1_vitebsk="1705", d1_t0_number="6202", d1_t0_smolensk="0900"
        )
        assert desk.texts()["6203"] == ["17:05", "17:46", "19:15"]
        assert desk.texts(1) == {"6202": ["09:00", "10:29", "11:10"]}

    def test_a_time_of_the_next_day_is_shown_before_it_is_kept(self, desk, draft):
        desk.send(d0_t1_number="6203", d0_t1_vitebsk="2310", d0_t1_liozno="2351", d0_t1_smolensk="0120")
        assert not desk.is_kept
        assert desk.texts()["6203"] == ["23:10", "23:51", "01:20+1"]
        assert "6203" not in stored(draft)
        assert desk.send().is_kept
        assert stored(draft)["6203"][1][-1] == ("smolensk", seconds("25:20"), seconds("25:20"))

    @pytest.mark.parametrize(
        ("typed", "words", "back"),
        [
            ({"d0_t0_liozno": "noon"}, "6201, Liozno: This is no time.", ["06:40", "noon", "08:50"]),
            (
                {"d0_t0_smolensk": "0500"},
                "6201, Smolensk: This is earlier than the time",
                ["06:40", "07:21", "0500"],
            ),
            ({"d0_t0_number": ""}, "Give the train its number.", None),
            ({"d0_t0_number": "1234567890123"}, "A train number has at most 12 characters.", None),
            ({"d0_t0_days": "new:5"}, "Choose the days on which it runs.", None),
        ],
    )
    def test_on_an_error_nothing_is_kept_and_what_was_typed_comes_back(self, desk, draft, typed, words, back):
        before = content(draft)
        desk.send(**typed)
        assert content(draft) == before
        assert [found.startswith(words) for found in desk.errors] == [True]
        if back:
            assert desk.texts()["6201"] == back
            assert "wrong" in desk.marks("6201")

    def test_one_stop_without_a_pattern_is_no_train(self, admin_client, draft):
        desk = Desk(admin_client, draft).send(d0_t0_number="6201", d0_t0_vitebsk="0640")
        assert [found.startswith("A train stops at two stations at least.") for found in desk.errors] == [
            True
        ]

    def test_a_column_is_deleted_by_its_box_and_not_by_emptying_it(self, desk, draft):
        empty = dict.fromkeys(("d0_t0_vitebsk", "d0_t0_liozno", "d0_t0_smolensk"), "")
        desk.send(**empty)
        assert desk.errors == ["This train has no times left. To delete it, tick “Remove”."]
        assert "6201" in stored(draft)
        assert desk.send(d0_t0_remove="on").is_kept
        assert stored(draft) == {}

    def test_what_a_train_has_beside_its_times_stays(self, desk, draft, train):
        note = TimetableNote.objects.create(timetable=draft, symbol="A", text_en="With bicycles.")
        NotePlace.objects.create(note=note, trip=train, station=draft.route.stations.get(slug="liozno"))
        train.stop_times.filter(sequence=2).update(is_exact=False)
        desk.response = desk.client.get(address(draft))
        assert desk.send(d0_t0_liozno="0722").is_kept
        train.refresh_from_db()
        assert (train.stock, train.note_places.count()) == ("diesel", 1)
        assert list(train.stop_times.order_by("sequence").values_list("is_exact", flat=True)) == [
            True,
            False,
            True,
        ]

    def test_two_trains_change_their_numbers(self, desk, draft):
        desk.send("look", d0_t1_number="6203", d0_t1_vitebsk="1705").send()
        desk.response = desk.client.get(address(draft))
        assert desk.send(d0_t0_number="6203", d0_t1_number="6201").is_kept
        assert [number for number, _rest in sorted(stored(draft).items(), key=lambda one: one[1][1])] == [
            "6203",
            "6201",
        ]

    def test_one_number_twice_on_the_same_days_is_refused(self, desk):
        desk.send("look", d0_t1_number="6201", d0_t1_vitebsk="1705")
        assert desk.errors == ["Another train has this number on the same days."]

    def test_other_days_are_made_when_they_are_chosen(self, desk, draft):
        desk.send("look", d0_t1_number="6203", d0_t1_vitebsk="1705", d0_t1_days="new:80").send()
        assert stored(draft)["6203"][0] == "fr-su"
        assert Service.objects.get(key="fr-su").weekdays == 80

    def test_somebody_elses_change_is_not_written_over(self, desk, draft, train):
        train.stop_times.filter(sequence=3).update(arrival=seconds("08:55"), departure=seconds("08:55"))
        desk.send(d0_t0_liozno="0722")
        assert desk.errors[0].startswith("Somebody changed this draft while you typed.")
        assert stored(draft)["6201"][1][1] == ("liozno", seconds("07:21"), seconds("07:21"))
        assert desk.marks("6201") == ["same", "changed", "changed"]
        assert desk.send().is_kept

    def test_a_train_that_somebody_added_meanwhile_is_not_lost(self, desk, draft, train):
        make_trip(train.service, "6299", [(stop.station, "20:00") for stop in draft.route.stops.all()[:2]])
        desk.send("look")
        assert set(desk.texts()) == {"6201", "6299"}

    def test_no_time_between_two_stations_is_doubted_and_kept(self, desk, draft):
        desk.send("look", d0_t0_liozno="0640")
        assert desk.told == ["0 minutes from the stop before: 6201, Liozno. Is that so?"]
        assert desk.marks("6201") == ["same", "changed", "same"]
        assert desk.send().is_kept

    def test_it_stands_in_the_audit_with_the_times(self, desk, draft, train):
        desk.send(d0_t0_liozno="0722x")
        [entry] = audit.entries_of(draft)
        [(name, old)], [(_name, new)] = entry.old.items(), entry.new.items()
        assert (entry.act, name.split(":")[0]) == ("change", "trip")
        assert (old["times"], new["times"]) == (
            "Vitebsk 06:40, Liozno 07:21, Smolensk 08:50",
            "Vitebsk 06:40, Liozno 07:22x, Smolensk 08:50",
        )

    def test_what_is_not_changed_is_not_written(self, desk, draft, train):
        before = list(train.stop_times.values_list("pk", flat=True))
        assert desk.send(d0_t1_number="6203", d0_t1_vitebsk="1705", d0_t1_smolensk="1900").is_kept
        assert list(train.stop_times.values_list("pk", flat=True)) == before


class TestPasting:
    BLOCK = "\t6201\t6203\nСмоленск\t8:55\t19.20\nLiozno\t7:21\tnoon\nВіцебск\t6:40\t17.05"

    def test_every_cell_is_marked_and_nothing_is_kept(self, desk, draft):
        before = content(draft)
        rows = "\n".join([self.BLOCK.split("\n")[0], *self.BLOCK.split("\n")[:0:-1]])
        desk.send("paste", paste=rows)
        assert desk.marks("6201") == ["same", "same", "changed"]
        assert desk.marks("6203") == ["new", "wrong", "new"]
        desk.send()
        assert not desk.is_kept
        assert content(draft) == before
        assert desk.send(d0_t1_liozno="1746").is_kept
        assert stored(draft)["6203"][1][0] == ("vitebsk", seconds("17:05"), seconds("17:05"))

    def test_the_other_direction_is_found_by_the_order_of_its_stations(self, desk):
        desk.send(
            "paste", paste=self.BLOCK.replace("noon", "17.46").replace("6201", "6202").replace("6203", "6204")
        )
        # Its times go back, which is told and not mended.
        assert set(desk.texts(1)) == {"6202", "6204"}

    @pytest.mark.parametrize("text", ["", "nothing of a timetable", "a\tb\n1\t2"])
    def test_what_is_no_timetable_changes_nothing_and_comes_back(self, desk, draft, text):
        before = desk.texts()
        desk.send("paste", paste=text)
        assert desk.errors == [
            "No train was found in it: it needs the names of stations and times beside them."
        ]
        assert (desk.texts(), desk.response.context["unpasted"]) == (before, text)

    def test_a_file_is_read_like_a_block_each_sheet_into_its_direction(self, desk, draft):
        there = [["", 6201, 6203], ["Vitebsk", time(6, 40), "17.05"], ["Лёзна", "7:21", "17.46"]]
        there.append(["Смоленск", time(8, 55), timedelta(hours=24, minutes=10)])
        back = [["", "6202"], ["Smolensk", 900], ["Liozno", 1029], ["Vitebsk", 1110]]
        desk.send("paste", file=workbook(there, back))
        assert desk.texts() == {"6201": ["06:40", "07:21", "08:55"], "6203": ["17:05", "17:46", "00:10+1"]}
        assert desk.texts(1) == {"6202": ["09:00", "10:29", "11:10"]}
        assert desk.marks("6201") == ["same", "same", "changed"]
        assert list(stored(draft)) == ["6201"]
        desk.send(
            "paste",
            file=SimpleUploadedFile("t.csv", self.BLOCK.replace("\t", ";").encode("cp1251", "ignore")),
        )
        assert set(desk.texts(1)) == {"6201", "6202", "6203"}

    @pytest.mark.parametrize(
        ("content", "words"),
        [
            (b"PK\x03\x04 no workbook", "The file is no XLSX that can be read. Save it again, or as CSV."),
            (b"x" * 2_000_001, "The file is larger than 2 MB."),
            (b"a;b\n" * 2_001, "This is too large for one timetable: take it in parts."),
            (b"Vitebsk" + b";1" * 230, "This is too large for one timetable: take it in parts."),
        ],
    )
    def test_a_file_out_of_bounds_changes_nothing(self, desk, content, words):
        before = desk.texts()
        desk.send("paste", file=SimpleUploadedFile("t.xlsx", content))
        assert (desk.errors, desk.texts()) == ([words], before)


class TestUnknownStations:
    BLOCK = "\t6203\nVitebsk\t17:05\nЛиознa\t17:46\nЯрцево\t18:00\nSmolensk\t19:15"

    @pytest.fixture
    def asked(self, desk):
        return desk.send("paste", paste=self.BLOCK)

    def answers(self, desk, **answers):
        """What a browser would send of the questions; `answers` to the second of them."""
        data = {"paste": desk.response.context["unpasted"]}
        for question in desk.response.context["questions"]:
            data |= {one.html_name: one.value() or "" for one in (*question, *question.station)}
        return data | {f"unknown-1-{name}": value for name, value in answers.items()}

    def test_are_asked_about_and_nothing_is_in_the_grid_or_kept(self, asked, draft):
        assert set(asked.texts()) == {"6201"}
        near, new = asked.response.context["questions"]
        liozno = draft.route.stations.get(slug="liozno")
        assert (near.written, near["meant"].value()) == ("Лиознa", f"here:{liozno.pk}")
        assert (new.written, new["meant"].value()) == ("Ярцево", "new")
        assert (new.station["slug"].value(), new.station["name_ru"].value()) == ("yartsevo", "Ярцево")
        assert (
            asked.send("keep", self.answers(asked)).errors[0].startswith("The block is not in the grid yet")
        )
        assert set(asked.texts()) == {"6201"}

    def test_once_they_are_said_the_block_is_in_the_grid(self, asked, draft):
        asked.send("stations", self.answers(asked))
        assert asked.errors == []
        assert asked.texts()["6203"] == ["17:05", "17:46", "18:00", "19:15"]
        points = draft.route.stops.order_by("sequence").values_list("sequence", "station__slug")
        assert list(points) == [(1, "vitebsk"), (2, "liozno"), (3, "yartsevo"), (4, "smolensk")]
        made = Station.objects.get(slug="yartsevo")
        assert (made.name_en, made.name_ru, made.country, made.timezone) == (
            "Yartsevo",
            "Ярцево",
            "BY",
            "Europe/Minsk",
        )
        assert audit.entries_of(made).get().act == "add"
        assert "6203" not in stored(draft)

    def test_a_station_there_is_becomes_a_point_of_the_route(self, desk, draft):
        yartsevo = make_station("yartsevo", name_en="Yartsevo", name_ru="Ярцево")
        desk.send("paste", paste=self.BLOCK.replace("Ярцево", "Ярцева"))
        assert desk.response.context["questions"][1]["meant"].value() == f"other:{yartsevo.pk}"
        desk.send("stations", self.answers(desk))
        assert [stop.station.slug for stop in draft.route.stops.order_by("sequence")][2] == "yartsevo"

    def test_a_row_can_be_left_out(self, asked, draft):
        asked.send("stations", self.answers(asked, meant=""))
        assert asked.texts()["6203"] == ["17:05", "17:46", "19:15"]
        assert draft.route.stops.count() == 3

    def test_a_new_station_without_its_name_makes_none(self, asked, draft):
        asked.send("stations", self.answers(asked, name_en=""))
        assert asked.errors[0].startswith("The block is not in the grid yet")
        assert (draft.route.stops.count(), set(asked.texts())) == (3, {"6201"})

    def test_whoever_may_add_no_station_chooses_among_those_of_the_route(self, draft):
        editor = logged_in(in_role("editor"))
        take_permission(editor, "add_station")
        desk = Desk(editor, draft).send("paste", paste=self.BLOCK)
        assert desk.response.context["questions"][1]["meant"].value() == ""
        desk.send("stations", self.answers(desk, meant="new"))
        assert (draft.route.stops.count(), Station.objects.count()) == (3, 3)


class TestCopying:
    def test_minutes_and_times(self, desk):
        desk.send("copy", copy_train="0-0", copy_minutes="60", copy_times="3")
        assert desk.texts() == {
            "6201": ["06:40", "07:21", "08:50"],
            "6203": ["07:40", "08:21", "09:50"],
            "6205": ["08:40", "09:21", "10:50"],
            "6207": ["09:40", "10:21", "11:50"],
        }
        assert Trip.objects.count() == 1

    def test_the_way_back(self, desk):
        desk.send("copy", copy_train="0-all", copy_minutes="25", copy_back="1")
        assert desk.texts(1) == {"6202": ["09:15", "10:44", "11:25"]}

    def test_other_days(self, desk, draft):
        desk.send("copy", copy_train="0-0", copy_minutes="0", copy_days="new:96").send()
        assert sorted(draft.trips.values_list("number", "service__weekdays")) == [("6201", 96), ("6201", 127)]

    @pytest.mark.parametrize(
        "asked",
        [
            {"copy_train": "0-5"},
            {"copy_train": "7-0"},
            {"copy_minutes": "0"},
            {"copy_minutes": "soon"},
            {"copy_times": "99"},
            {"copy_minutes": "-600"},
        ],
    )
    def test_what_cannot_be_copied_is_refused(self, desk, asked):
        desk.send("copy", **({"copy_train": "0-0", "copy_minutes": "60"} | asked))
        assert len(desk.errors) == 1
        assert len(desk.texts()) == 1


class TestGrid:
    @pytest.mark.parametrize("trains", [1, 3])
    def test_queries(self, admin_client, draft, trains, django_assert_num_queries):
        service = make_service(draft)
        for number in range(trains):
            make_trip(service, str(number), [(stop.station, "08:00") for stop in draft.route.stops.all()])
        admin_client.get(address(draft))
        # session, user; timetable, points, times, empty trains, days and their exceptions; content hash (6)
        with django_assert_num_queries(14):
            admin_client.get(address(draft))

    def test_of_a_published_version_leads_to_its_page(self, admin_client, draft, train):
        publish(draft)
        for page in ("grid", "days", "publish"):
            response = admin_client.post(address(draft, page), {"act": "keep"})
            assert response["Location"] == address(draft, "change")

    def test_a_train_that_turns_back_is_left_to_its_form(self, admin_client, draft, train):
        stations = [stop.station for stop in draft.route.stops.all()]
        make_trip(train.service, "6299", [(stations[1], "09:00"), (stations[0], "10:00")])
        desk = Desk(admin_client, draft)
        assert [trip.number for trip in desk.response.context["others"]] == ["6299"]
        assert desk.send(d0_t0_liozno="0722").is_kept
        assert Trip.objects.filter(number="6299").exists()

    def test_a_route_without_points_asks_for_them(self, admin_client):
        bare = make_timetable(make_route("bare"))
        response = admin_client.get(address(bare))
        assert response["Location"] == reverse("admin:routes_route_change", args=[bare.route_id])

    def test_whoever_may_not_change_it_is_refused(self, draft):
        author = logged_in(in_role("author"))
        for page in ("grid", "days", "new_version", "publish"):
            assert author.post(address(draft, page)).status_code == 403
        assert logged_in(in_role("editor")).post(address(draft, "publish")).status_code == 403


class TestNewVersion:
    def test_is_a_draft_with_all_the_version_before_it_held(self, admin_client, draft, train):
        note = TimetableNote.objects.create(timetable=draft, symbol="A", text_en="With bicycles.")
        NotePlace.objects.create(note=note, trip=train)
        train.service.also_on = "RU"
        train.service.weekdays = 31
        train.service.save()
        publish(draft)
        response = admin_client.post(address(draft, "new_version"))
        copy = Timetable.objects.latest("pk")
        assert response["Location"] == address(copy)
        tomorrow = max(timezone.localdate() + timedelta(days=1), draft.valid_from)
        assert (copy.state, copy.valid_from, copy.source) == ("draft", tomorrow, None)
        one, other = content(draft), content(copy)
        assert {name: rows for name, rows in one.items() if name != "timetable"} == {
            name: rows for name, rows in other.items() if name != "timetable"
        }
        assert audit.entries_of(copy).get().act == "new_draft"

    @pytest.mark.parametrize("trains", [1, 3])
    def test_queries(self, draft, trains, django_assert_num_queries):
        service = make_service(draft)
        for number in range(trains):
            make_trip(service, str(number), [(stop.station, "08:00") for stop in draft.route.stops.all()])
        editor = in_role("editor")
        assert editor.has_perm("routes.add_timetable")
        with django_assert_num_queries(14):
            new_version(draft, by=editor)


class TestDays:
    def send(self, client, draft, service=None, **fields):
        page = address(draft, "days_change", service=service.pk) if service else address(draft, "days")
        data = {"weekdays": ["4", "6"], "start": "2026-04-02", "end": "2026-12-31", "act": "keep"}
        return client.post(page, data | fields)

    def test_are_shown_and_nothing_is_kept(self, admin_client, draft):
        response = self.send(admin_client, draft, also_on="RU", act="look")
        preview = response.context["preview"]
        assert preview.sentence == "Fridays and Sundays, and public holidays of Russia"
        assert sum(month.count for month in preview.months) == preview.count
        assert not Service.objects.exists()

    def test_the_preview_is_what_is_kept(self, admin_client, draft):
        shown = self.send(admin_client, draft, also_on="RU", not_on="BY", added="9.5.2026", act="look")
        self.send(admin_client, draft, also_on="RU", not_on="BY", added="9.5.2026")
        pattern = Service.objects.get().as_pattern()
        days = [
            day
            for month in shown.context["preview"].months
            for week in month.weeks
            for day in week
            if day and day[1]
        ]
        ran = [date.fromordinal(n) for n in range(date(2026, 1, 1).toordinal(), date(2027, 2, 1).toordinal())]
        assert [day[0] for day in days] == [
            day
            for day in ran
            if day not in pattern.removed
            and (day in pattern.added or (day.weekday() in (4, 6) and pattern.start <= day <= pattern.end))
        ]
        assert audit.entries_of(Service.objects.get()).get().act == "add"

    def test_a_preset_stands_before_the_boxes(self, admin_client, draft):
        self.send(admin_client, draft, preset="31")
        assert Service.objects.get().weekdays == 31

    def test_single_days_are_changed_and_their_reasons_stay(self, admin_client, draft):
        service = make_service(draft, weekdays=80)
        service.exceptions.create(date=date(2026, 5, 9), runs=True, reason_en="Victory Day")
        service.exceptions.create(date=date(2026, 5, 10), runs=False)
        self.send(admin_client, draft, service, added="2026-05-09, 2026-05-11", removed="")
        assert list(service.exceptions.values_list("date", "runs", "reason_en")) == [
            (date(2026, 5, 9), True, "Victory Day"),
            (date(2026, 5, 11), True, ""),
        ]

    @pytest.mark.parametrize(
        ("fields", "words"),
        [
            ({"end": "2026-01-01"}, "The last day is before the first."),
            ({"also_on": "RU", "not_on": "RU"}, "The same holidays cannot be days of running and of rest."),
            ({"added": "31.2.2026"}, "“31.2.2026” is no day. Write 2026-05-09 or 9.5.2026."),
            ({"added": "2026-05-09", "removed": "2026-05-09"}, "2026-05-09 stands in both lists."),
            ({"weekdays": []}, "With these choices it runs on no day."),
        ],
    )
    def test_impossible_days_are_explained_and_not_kept(self, admin_client, draft, fields, words):
        response = self.send(admin_client, draft, **fields)
        found = [error for errors in response.context["form"].errors.values() for error in errors]
        assert (response.status_code, found) == (200, [words])
        assert not Service.objects.exists()


class TestPublishing:
    @pytest.fixture
    def running(self, draft, train):
        publish(draft)
        return draft

    def test_says_first_what_changes(self, admin_client, running):
        version = new_version(running, by=in_role("editor"))
        time = StopTime.objects.get(trip__timetable=version, sequence=1)
        time.arrival = time.departure = seconds("06:30")
        time.save()
        page = admin_client.get(address(version, "publish"))
        assert page.context["differences"] == ["6201 leaves Vitebsk 10 minutes earlier."]

    def test_needs_a_source_and_ends_the_version_before(self, admin_client, running):
        version = new_version(running, by=in_role("editor"))
        first, last = version.valid_from + timedelta(days=30), version.valid_until
        data = {"valid_from": first.isoformat(), "valid_until": last.isoformat(), "source": ""}
        refused = admin_client.post(address(version, "publish"), data)
        assert list(refused.context["form"].errors) == ["source"]
        source = make_source("order-of-the-railway")
        response = admin_client.post(address(version, "publish"), data | {"source": source.key})
        assert response["Location"] == address(version, "change")
        running.publication.refresh_from_db()
        assert running.publication.valid_until == first - timedelta(days=1)
        version = Timetable.objects.get(pk=version.pk)
        assert (version.state, version.source, version.valid_from) == ("published", source, first)
        entry = AuditEntry.objects.get(act="publish")
        assert (entry.kind, entry.new["source"]) == ("timetable", f"source:{source.key}")

    def test_days_that_end_with_the_validity_still_do(self, admin_client, draft, train):
        data = {"valid_from": "2026-04-02", "valid_until": "2027-12-31", "source": draft.source.key}
        admin_client.post(address(draft, "publish"), data)
        train.service.refresh_from_db()
        assert train.service.end == date(2027, 12, 31)
