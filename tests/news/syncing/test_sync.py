"""A deployment on a site that editors use: what the files say comes in, what editors wrote stays, and nothing is half done."""

import hashlib
import json

import pytest
from django.db import IntegrityError, transaction

from config.web.doctor.findings import Level
from news.doctor_checks import check_fixtures
from news.indexing import index
from news.kinds import all_kinds, kind_named
from news.models import (
    Agreement,
    Article,
    ArticleVersion,
    AuditEntry,
    FixtureRecord,
    FormerAddress,
    Image,
    Reference,
    SearchDocument,
    Source,
    Topic,
)
from news.publishing.addresses import rename
from news.syncing.files import read
from routes.models import Publication, Route, RouteStop, StopTime
from tests import factories as make

pytestmark = pytest.mark.django_db


def source(key="tass", **fields):
    return "news.source", {"key": key, "publisher_en": "TASS", "language": "ru", "grade": "b"} | fields


def topic(slug="rail", **fields):
    return "news.topic", {"slug": slug, "name_en": "Rail"} | fields


def version(number=1, **fields):
    return "news.articleversion", {
        "article": ["a"],
        "language": "en",
        "number": number,
        "headline": "Trains will run",
        "standfirst": "They will.[^tass]",
        "body": "Trains will run.[^tass]",
        "confirmed": "- They will.[^tass]",
        "lead_image": None,
        "live_from": "2026-02-26T12:00:00+03:00",
    } | fields


def former(kind, key, target):
    fields = {"kind": kind, "key": key, "target_key": target, "since": "2026-03-01T12:00:00Z"}
    return "news.formeraddress", fields


ARTICLE = ("news.article", {"slug": "a", "kind": "report", "topics": [["rail"]]})

CITES_RIA = {
    "standfirst": "They will.[^ria]",
    "body": "Trains will run.[^ria]",
    "confirmed": "- They will.[^ria]",
    "act": "update",
    "live_from": "2026-03-01T12:00:00+03:00",
}


def told(record, model=Source):
    """The record as it is held: publisher and title of a source."""
    return model.objects.values_list("publisher_en", "title").get(key=record)


class TestOutcomes:
    """Loaded once; then an editor worked, or the files changed, or both."""

    @pytest.fixture(autouse=True)
    def _loaded(self, files):
        files.write({"010.json": [source(), source("ria")], "030.json": [topic()]})
        files.sync()

    def edit(self, **fields):
        Source.objects.filter(key="tass").update(**fields)

    def file(self, **fields):
        return {"010.json": [source(**fields), source("ria")]}

    def test_a_record_nobody_touched_follows_the_files(self, files):
        files.write(self.file(title="Trains"))
        assert (
            "1 to update from the files: 010.json: news.source tass title was: – will be: Trains"
            in files.plan()
        )
        assert told("tass") == ("TASS", "")
        files.sync()
        assert told("tass") == ("TASS", "Trains")

    def test_a_field_that_an_editor_changed_stays_and_the_others_follow(self, files):
        self.edit(publisher_en="TASS agency")
        files.write(self.file(title="Trains"))
        assert "publisher_en editors (kept): TASS agency files: TASS" in files.plan()
        files.sync()
        assert told("tass") == ("TASS agency", "Trains")

    def test_a_field_that_both_changed_stops_the_deployment_with_both_values(self, files, stamp):
        self.edit(title="An editor’s title")
        files.write(self.file(title="The files’ title", publisher_en="TASS Moscow"))
        before = stamp()
        assert "As long as that is so, nothing at all will be done." in files.plan()
        assert "nothing at all will be done" not in files.plan("--prefer", "files")
        said = files.refusal()
        assert "title last time: – editors: An editor’s title files: The files’ title" in said
        assert "Nothing was changed." in said
        assert told("tass") == ("TASS", "An editor’s title")
        assert stamp() == before

    def test_editors_may_be_preferred_and_are_not_asked_about_again(self, files):
        self.edit(title="An editor’s title")
        files.write(self.file(title="The files’ title", publisher_en="TASS Moscow"))
        files.sync("--prefer", "editor")
        assert told("tass") == ("TASS Moscow", "An editor’s title")
        files.sync()
        assert told("tass") == ("TASS Moscow", "An editor’s title")

    def test_files_may_be_preferred_and_the_editors_words_stay_in_the_audit(self, files):
        self.edit(title="An editor’s title")
        files.write(self.file(title="The files’ title"))
        files.sync("--prefer", "files")
        assert told("tass") == ("TASS", "The files’ title")
        entry = AuditEntry.objects.get()
        assert (entry.done_by, entry.kind, entry.key) == ("sync_fixtures", "source", "tass")
        assert (entry.old, entry.new) == ({"title": "An editor’s title"}, {"title": "The files’ title"})

    def test_what_an_editor_deleted_does_not_come_back_by_itself(self, files):
        Source.objects.get(key="tass").delete()
        assert "1 deleted by editors, and so they stay" in files.plan()
        files.sync()
        assert not Source.objects.filter(key="tass").exists()
        files.write(self.file(title="Trains"))
        assert "title last time: – editors: – files: Trains" in files.refusal()
        files.sync("--prefer", "files")
        assert told("tass") == ("TASS", "Trains")

    def test_what_is_gone_from_the_files_is_told_and_deleted_only_when_asked(self, files):
        files.write({"010.json": [source("ria")]})
        assert "1 gone from the files, still held" in files.plan()
        files.sync()
        assert Source.objects.count() == 2
        files.sync("--delete-gone")
        assert list(Source.objects.values_list("key", flat=True)) == ["ria"]
        assert AuditEntry.objects.get().old["publisher_en"] == "TASS"
        assert not SearchDocument.objects.filter(key="tass").exists()

    def test_what_is_gone_and_an_editor_changed_stays_whatever_is_asked(self, files):
        self.edit(title="An editor’s title")
        files.write({"010.json": [source("ria")]})
        assert "1 gone from the files, kept because editors changed them" in files.plan()
        files.sync("--delete-gone")
        assert told("tass") == ("TASS", "An editor’s title")

    def test_what_is_gone_and_others_rest_on_stays(self, files):
        make.make_office(make.make_person("p"), source=Source.objects.get(key="tass"))
        files.write({"010.json": [source("ria")]})
        assert "010.json: news.source tass: cannot go, office" in files.refusal("--delete-gone")
        assert Source.objects.filter(key="tass").exists()

    def test_what_is_gone_and_readers_read_it_in_a_text_stays(self, files):
        files.write({"080.json": [ARTICLE, version()]})
        files.sync()
        files.write({"010.json": [source("ria")]})
        assert "news.source tass: cannot go, " in files.refusal("--delete-gone")
        files.write(
            {"080.json": [ARTICLE, version(live_until="2026-03-01T12:00:00+03:00"), version(2, **CITES_RIA)]}
        )
        # The earlier version is read as well.
        assert "news.source tass: cannot go, " in files.refusal("--delete-gone")

    def test_a_value_that_readers_read_in_a_text_stays(self, files):
        figure = ("news.figure", {"key": "share", "name_en": "Share", "unit": "percent"})
        values = [
            (
                "news.figurevalue",
                {
                    "figure": ["share"],
                    "amount": "3",
                    "as_of": day,
                    "as_of_precision": "day",
                    "source": ["tass"],
                },
            )
            for day in ("2025-06-01", "2026-01-01")
        ]
        prints = version(body="It is [[figure:share@2025-06-01]].[^tass]")
        files.write({"050.json": [figure, *values], "080.json": [ARTICLE, prints]})
        files.sync()
        files.write({"050.json": [figure, values[1]]})
        said = files.refusal("--delete-gone")
        assert (
            "news.figurevalue share/2025-06-01/day/tass: cannot go, version “Trains will run” rests on it"
            in said
        )
        files.write({"050.json": [figure, values[0]]})
        files.sync("--delete-gone")

    def test_a_file_alone_does_not_speak_for_the_others(self, files):
        files.write({"010.json": []})
        files.folder = files.folder / "030.json"
        assert files.plan() == "1 records are as the files say."

    def test_the_plan_can_be_read_by_machines(self, files):
        self.edit(title="An editor’s title")
        files.write(self.file(title="The files’ title"))
        plan = json.loads(files.sync("--plan", "--json"))
        assert (plan["counts"]["conflict"], plan["counts"]["same"]) == (1, 2)
        assert plan["changes"][0]["conflicts"] == [
            {
                "base": {"title": ""},
                "held": {"title": "An editor’s title"},
                "filed": {"title": "The files’ title"},
            }
        ]


class TestMany:
    """Many-to-many fields are one field each."""

    @pytest.fixture(autouse=True)
    def _loaded(self, files):
        files.write({"030.json": [topic(), topic("law"), topic("work")], "080.json": [ARTICLE]})
        files.sync()

    def topics(self):
        return set(Article.objects.get().topics.values_list("slug", flat=True))

    def test_follow_the_files(self, files):
        files.write({"080.json": [("news.article", ARTICLE[1] | {"topics": [["work"], ["law"]]})]})
        files.sync()
        assert self.topics() == {"law", "work"}

    def test_named_twice_are_there_once(self, files):
        files.write(
            {"080.json": [("news.article", {"slug": "a", "kind": "report", "topics": [["rail"]] * 2})]}
        )
        files.sync()
        assert files.plan().strip() == "4 records are as the files say."

    def test_stay_as_an_editor_has_them(self, files):
        Article.objects.get().topics.set(Topic.objects.filter(slug="law"))
        files.sync()
        assert self.topics() == {"law"}
        files.write({"080.json": [("news.article", ARTICLE[1] | {"topics": [["work"]]})]})
        assert "topics last time: rail editors: law files: work" in files.refusal()


class TestSecondRun:
    def test_writes_nothing(self, files, stamp, django_assert_num_queries):
        files.write({"010.json": [source()], "030.json": [topic()], "080.json": [ARTICLE, version()]})
        files.sync()
        before = stamp()
        # The three tables with their topics, what was loaded last, and former addresses.
        with django_assert_num_queries(14):
            said = files.sync()
        assert said.strip() == "4 records are as the files say."
        assert stamp() == before

    def test_spelling_is_no_change(self, files):
        row = version(live_from="2026-02-26T12:00:00+03:00")
        files.write({"010.json": [source()], "030.json": [topic()], "080.json": [ARTICLE, row]})
        files.sync()
        files.write({"080.json": [ARTICLE, version(live_from="2026-02-26T09:00:00Z", byline="")]})
        assert "4 records are as the files say." in files.plan()


class TestFirstTime:
    """On a site whose content plain `loaddata` brought."""

    def test_what_is_equal_is_adopted_and_later_follows(self, files):
        files.write({"010.json": [source()]})
        files.load()
        files.sync()
        files.write({"010.json": [source(title="Trains")]})
        files.sync()
        assert told("tass") == ("TASS", "Trains")

    def test_what_differs_may_be_an_editors(self, files):
        files.write({"010.json": [source()]})
        files.load()
        files.write({"010.json": [source(title="Trains")]})
        assert "title editors: – files: Trains" in files.refusal()

    def test_what_is_to_be_typed_asks_for_the_same(self, files, tmp_path):
        files.write({"010.json": [source()]})
        files.sync()
        old = files.folder.rename(tmp_path / "last release")
        files.folder.mkdir()
        files.write({"010.json": [source(title="Trains")]})
        Source.objects.update(title="Carriages")
        said = f"sync_fixtures {files.folder} --loaded '{old}' --delete-gone --prefer editor"
        assert said in files.refusal("--loaded", old, "--delete-gone")

    def test_the_files_that_were_loaded_tell_whose_it_is(self, files, tmp_path):
        files.write({"010.json": [source(), source("ria")]})
        files.load()
        Source.objects.filter(key="ria").update(title="An editor’s title")
        old = files.folder.rename(tmp_path / "old")
        files.folder.mkdir()
        files.write({"010.json": [source(title="Trains"), source("ria")]})
        files.sync("--loaded", old)
        assert told("tass") == ("TASS", "Trains")
        assert told("ria") == ("TASS", "An editor’s title")


class TestDoctor:
    """`manage.py doctor` on what the last synchronisation loaded."""

    def said(self):
        [found] = check_fixtures()
        return found.level, found.what

    def test_says_whether_the_files_were_brought_in(self, files):
        files.write({"010.json": [source()], "030.json": [topic()]})
        files.load()
        assert self.said() == (
            Level.WARNING,
            "They were never synchronised: what they bring, or mend, is not here.",
        )
        files.sync()
        assert self.said() == (Level.OK, "2 records synchronised")
        files.write({"010.json": [source(title="Trains")]})
        level, words = self.said()
        assert level == Level.WARNING
        assert words.startswith("1 of 2 records were synchronised before the files changed")
        assert words.endswith("news.source tass in 010.json for one.")

    def test_what_an_editor_changed_is_no_matter(self, files):
        files.write({"010.json": [source()]})
        files.sync()
        Source.objects.update(title="An editor’s title")
        assert self.said()[0] == Level.OK

    def test_files_that_cannot_be_read(self, files):
        files.write({"010.json": [("news.nothing", {})]})
        level, words = self.said()
        assert level == Level.ERROR
        assert "news.nothing is no table that fixtures fill" in words


class TestPublicVersions:
    @pytest.fixture(autouse=True)
    def _loaded(self, files):
        self.others = {"010.json": [source()], "030.json": [topic()]}
        files.write({**self.others, "080.json": [ARTICLE, version()]})
        files.sync()

    def test_never_change_and_the_plan_says_what_to_do(self, files):
        files.write({"080.json": [ARTICLE, version(headline="Trains run")]})
        said = files.refusal("--prefer", "files")
        assert "1 cannot be changed as the files say" in said
        assert "add one with the next number to the file" in said
        assert ArticleVersion.objects.get().headline == "Trains will run"

    def test_are_followed_by_the_next(self, files):
        ends = "2026-03-01T12:00:00+03:00"
        following = version(2, headline="Trains run", act="update", live_from=ends)
        files.write({"080.json": [ARTICLE, version(live_until=ends), following]})
        files.sync()
        assert [each.headline for each in ArticleVersion.objects.order_by("number")] == [
            "Trains will run",
            "Trains run",
        ]
        assert SearchDocument.objects.get(kind="article").title == "Trains run"

    def test_must_be_ready(self, files, stamp):
        ends, before = "2026-03-01T12:00:00+03:00", stamp()
        following = version(2, body="Trains run.[^nobody]", act="update", live_from=ends)
        files.write({"080.json": [ARTICLE, version(live_until=ends), following]})
        assert "080.json: news.articleversion a/en/2, body: " in files.refusal()
        assert (ArticleVersion.objects.count(), stamp()) == (1, before)

    def test_of_an_article_with_another_address_are_still_found(self, files):
        Article.objects.update(slug="b")
        FormerAddress.objects.create(kind="article", key="a", target_key="b")
        assert "5 records" not in files.plan()
        files.write({"080.json": [("news.article", ARTICLE[1] | {"kind": "analysis"}), version()]})
        files.sync()
        assert list(Article.objects.values_list("slug", "kind")) == [("b", "analysis")]
        assert ArticleVersion.objects.count() == 1


class TestAddressesChangedElsewhere:
    """An editor of another site gave things other addresses; its dump comes here, where they still have the former ones."""

    @pytest.fixture(autouse=True)
    def _loaded(self, files):
        files.write({"010.json": [source()], "030.json": [topic()], "080.json": [ARTICLE, version()]})
        files.sync()
        Source.objects.update(title="An editor’s title")
        article = ("news.article", ARTICLE[1] | {"slug": "b"})
        files.write({"010.json": [source("itar", grade="a")], "080.json": [article, version(article=["b"])]})
        files.write({"090.json": [former("source", "tass", "itar"), former("article", "a", "b")]})

    def test_are_those_of_the_same_things_here(self, files):
        two = "090.json: news.formeraddress source/tass 090.json: news.formeraddress article/a"
        assert f"2 to create: {two}" in files.plan()
        assert list(Article.objects.values_list("slug", flat=True)) == ["a"]
        files.sync()
        assert list(Article.objects.values_list("slug", flat=True)) == ["b"]
        assert list(ArticleVersion.objects.values_list("article__slug", flat=True)) == ["b"]
        assert list(Source.objects.values_list("key", "grade", "title")) == [
            ("itar", "a", "An editor’s title")
        ]
        assert not Reference.objects.filter(target_key="tass").exists()
        assert not SearchDocument.objects.filter(key__in=["tass", "a"]).exists()
        assert set(AuditEntry.objects.filter(act="rename").values_list("kind", "key")) == {
            ("source", "itar"),
            ("article", "b"),
        }

    def test_a_second_time_nothing_is_done(self, files, stamp):
        files.sync()
        before = stamp()
        assert "to create" not in files.sync()
        assert (stamp(), FixtureRecord.objects.count()) == (before, 6)

    def test_an_address_that_something_else_has_is_refused(self, files):
        make.make_source("itar")
        assert "A thing stands at this address" in files.refusal("--prefer", "files")
        assert set(Source.objects.values_list("key", flat=True)) == {"tass", "itar"}


class TestAddressesGivenByBoth:
    """An editor of another site gave a thing one address, an editor here another: it is one thing all the same."""

    @pytest.fixture(autouse=True)
    def _renamed(self, files, admin_user):
        files.write({"010.json": [source()], "030.json": [topic()], "080.json": [ARTICLE, version()]})
        files.sync()
        rename(Article.objects.get(), "here", by=admin_user)
        Article.objects.update(kind="analysis")
        there = ("news.article", ARTICLE[1] | {"slug": "there"})
        files.write({"080.json": [there, version(article=["there"])]})
        files.write({"090.json": [former("article", "a", "there")]})

    def addresses(self):
        former = FormerAddress.objects.order_by("key").values_list("key", "target_key")
        return Article.objects.values_list("slug", "kind").get(), list(former)

    def test_somebody_has_to_decide(self, files):
        said = files.refusal()
        assert "to create" not in said
        assert "target_key editors: here files: there" in said
        assert self.addresses() == (("here", "analysis"), [("a", "here")])

    @pytest.mark.parametrize(
        ("prefer", "taken", "left"), [("files", "there", "here"), ("editor", "here", "there")]
    )
    def test_the_one_that_is_not_taken_leads_to_the_other(self, files, prefer, taken, left):
        assert "to create" not in files.plan("--prefer", prefer)
        files.sync("--prefer", prefer)
        assert self.addresses() == ((taken, "analysis"), sorted([("a", taken), (left, taken)]))
        assert ArticleVersion.objects.get().article.slug == taken
        assert "to create" not in files.sync()
        assert self.addresses() == ((taken, "analysis"), sorted([("a", taken), (left, taken)]))


class TestRefusals:
    """Each names file, record and field, and leaves nothing behind."""

    @pytest.mark.parametrize(
        ("rows", "words"),
        [
            ([source(grade="z")], "010.json: news.source tass, grade: Value 'z' is not a valid choice."),
            ([source(url="no address")], "010.json: news.source tass, url: Enter a valid URL."),
            (
                [source(published_on="2026-02-30")],
                "010.json: news.source, record 1, published_on: “2026-02-30”",
            ),
            ([source(no_such="x")], "010.json: news.source, record 1, no_such: there is no such field"),
            ([source(), source()], "010.json: news.source tass: stands in 010.json too"),
            ([("news.reference", {})], "news.reference is no table that fixtures fill"),
            ([ARTICLE], "010.json: news.article a, topics: there is no news.topic rail"),
            (
                [source(), ("news.person", {"key": "p", "name_en": ""})],
                "news.person p, name_en: This field cannot be blank.",
            ),
            ([source(title=["Trains"])], "news.source, record 1, title: It is text"),
            ([source(published_on=2026)], "record 1, published_on: It is a day: write it as 2026-02-26."),
            ([source(title="Train\ud800")], "010.json: news.source tass: holds half a letter"),
            ([source(title="Train\0")], "010.json: news.source tass: holds half a letter"),
            (
                [topic(), ("news.article", {"slug": "a", "topics": [["rail", "x"]]})],
                "record 2, topics: It names a record by its natural key, a list of slug.",
            ),
            ([version(article=[["a"]])], "record 1, article: It names a record by its natural key"),
            ([version(1.5)], "news.articleversion, record 1, number: 1.5 is no whole number."),
            ([version(live_from="0001-01-01T00:00:00+03:00")], "record 1, live_from: 0001-01-01T00:00:00+03"),
            (
                [("news.image", {"key": "i", "file": "../a.jpg"})],
                "record 1, file: ../a.jpg leads out of the folder",
            ),
        ],
    )
    def test_of_what_the_files_say(self, files, stamp, rows, words):
        files.write({"010.json": rows})
        before = stamp()
        assert words in files.refusal()
        assert (Source.objects.count(), FixtureRecord.objects.count(), stamp()) == (0, 0, before)

    @pytest.mark.parametrize(
        ("text", "words"),
        [
            ("{}", "010.json: is no list of records"),
            ('["x"]', "010.json: record 1: is not of the form"),
            ('[{"model": "news.topic"}]', "010.json: record 1: is not of the form"),
            ('[{"model": "news.topic", "fields": []}]', "010.json: record 1: is not of the form"),
            ('[{"a": 1, "a": 2}]', "010.json: is no JSON (“a” stands twice in one record)"),
            ("[" * 100_000, "010.json: is no JSON (maximum recursion depth"),
        ],
    )
    def test_of_files_that_hold_no_records(self, files, text, words):
        (files.folder / "010.json").write_text(text)
        assert words in files.refusal()

    def test_of_what_the_database_refuses(self, files):
        rows = [source(), source("ria"), topic(), ARTICLE, version(), version(2)]
        files.write({"010.json": rows})
        said = files.refusal()
        assert "010.json: news.articleversion a/en/2: " in said
        assert not Source.objects.exists()

    def test_of_a_reference_to_what_an_editor_deleted(self, files):
        files.write({"030.json": [topic()]})
        files.sync()
        Topic.objects.get().delete()
        files.write({"080.json": [ARTICLE]})
        assert "080.json: news.article a, topics: an editor deleted news.topic rail" in files.refusal()


class TestPictures:
    @pytest.fixture
    def picture(self, files):
        """Writes the file and says the row."""

        def picture(colour):
            path = files.folder / "media" / "images" / "map.png"
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(make.picture_file(size=(8, 8), colour=colour).read())
            row = {"key": "map", "file": "images/map.png", "width": 8, "height": 8, "alt_en": "A map"}
            files.write({"040.json": [("news.image", row | {"credit_en": "Us", "licence": "CC0"})]})
            return hashlib.sha256(path.read_bytes()).hexdigest()

        return picture

    def test_come_with_their_hash_and_renditions(self, files, picture):
        digest = picture("red")
        files.sync()
        image = Image.objects.get()
        assert (image.sha256, bool(image.likeness)) == (digest, True)
        assert files.sync().strip() == "1 records are as the files say."

    def test_of_another_content_are_followed(self, files, picture):
        before = picture("red")
        files.sync()
        after = picture("blue")
        assert f"sha256 was: {before} will be: {after}" in files.plan()
        files.sync()
        assert Image.objects.get().sha256 == after

    def test_stay_where_the_next_release_ships_them_no_more(self, files, picture):
        picture("red")
        files.load()
        files.sync()
        shipped = files.folder / "media" / "images" / "map.png"
        content = shipped.read_bytes()
        shipped.unlink()
        files.write({"040.json": []})
        assert "1 gone from the files, still held" in files.plan()
        files.sync()
        with Image.objects.get().file.open() as file:
            assert file.read() == content

    def test_that_are_not_there_are_refused(self, files, picture):
        picture("red")
        (files.folder / "media" / "images" / "map.png").unlink()
        assert "040.json: news.image map, file: " in files.refusal()

    def test_are_taken_away_again_where_the_deployment_fails(self, files, picture, settings, tmp_path):
        settings.FIXTURE_MEDIA_ROOT = tmp_path / "elsewhere"
        picture("red")
        files.write({"010.json": [source(grade="z")], "005.json": []})
        rows = json.loads((files.folder / "040.json").read_text())
        (files.folder / "020.json").write_text(
            json.dumps(
                [*rows, {"model": "routes.operator", "fields": {"code": "o", "name_en": "", "country": "BY"}}]
            )
        )
        (files.folder / "040.json").unlink()
        files.write({"010.json": []})
        assert "routes.operator o, name_en" in files.refusal()
        assert not (tmp_path / "uploaded" / "images" / "map.png").exists()


class TestWhole:
    """The content that ships, on an empty database."""

    @pytest.fixture
    def shipped(self, settings, files):
        files.folder = settings.BASE_DIR / "fixtures"
        settings.FIXTURE_DIRS = [files.folder]
        settings.FIXTURE_MEDIA_ROOT = files.folder / "media"
        return files

    def test_leaves_what_loaddata_would(self, shipped):
        shipped.sync()
        shipped.folder = shipped.folder / "sample"
        shipped.sync()
        assert Publication.objects.count() == 2
        changed = [str(thing) for kind in all_kinds() for thing in kind.things() if index(thing)]
        assert changed == []
        assert Reference.objects.to("person", "vladimir-putin").exists()

    def test_speaks_for_its_own_folder_only(self, shipped):
        names = read([shipped.folder])
        assert names.speak_for("010_sources.json")
        assert names.speak_for("011_gone.json")
        assert not names.speak_for("sample/910_sample_timetables.json")


def test_rows_change_places_in_one_go(files):
    """What is updated makes room for what is new."""
    stations = [
        ("routes.station", {"slug": slug, "name_en": slug, "country": "BY", "timezone": "Europe/Minsk"})
        for slug in "abc"
    ]

    def stops(*slugs):
        return [
            ("routes.routestop", {"route": ["r"], "sequence": at, "station": [slug]})
            for at, slug in enumerate(slugs, start=1)
        ]

    route = ("routes.route", {"slug": "r", "kind": "suburban", "name_en": "R", "operators": []})
    files.write({"130.json": [*stations, route, *stops("a", "b")]})
    files.sync()
    files.write({"130.json": [*stations, route, *stops("a", "c", "b")]})
    files.sync()
    assert list(RouteStop.objects.order_by("sequence").values_list("station__slug", flat=True)) == [
        "a",
        "c",
        "b",
    ]
    assert "b" in SearchDocument.objects.get(kind="route", language="en").terms
    assert (Route.objects.count(), StopTime.objects.count(), Agreement.objects.count()) == (1, 0, 0)
    assert kind_named("route").things().count() == 1


def test_a_record_is_remembered_once():
    FixtureRecord.objects.create(model="news.source", key='["a"]', file="a.json", content={}, sha256="0")
    with pytest.raises(IntegrityError, match=r"fixture_record|news_fixturerecord"), transaction.atomic():
        FixtureRecord.objects.create(model="news.source", key='["a"]', file="b.json", content={}, sha256="1")
    assert "fixture_record_once" in {each.name for each in FixtureRecord._meta.constraints}
