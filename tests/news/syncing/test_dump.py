"""What editors made comes back as the same files: a difference that can be read, and nothing that is not public."""

import hashlib
import json
from datetime import timedelta

import pytest
from django.core.management import CommandError
from django.utils import timezone

from news.models import ArticleVersion, Image, Source, Topic
from news.publishing import rename
from tests import factories as make
from tests.accounts import in_role
from tests.news.syncing.dumps import dump


def rows(folder, name):
    return [row["fields"] for row in json.loads((folder / name).read_text())]


@pytest.mark.django_db
class TestWhatIsWritten:
    def test_a_change_of_one_field_is_a_change_of_one_line(self, files):
        files.write({"010_sources.json": []})
        for key in ("a", "b"):
            make.make_source(key)
        dump(files.folder)
        before = (files.folder / "010_sources.json").read_text().splitlines()
        Source.objects.filter(key="a").update(title="Trains")
        with pytest.raises(CommandError, match="say different things"):
            dump(files.folder, "--check")
        assert (files.folder / "010_sources.json").read_text().splitlines() == before
        dump(files.folder)
        after = (files.folder / "010_sources.json").read_text().splitlines()
        assert [line for line in after if line not in before] == ['      "title": "Trains",']
        assert len(after) == len(before)

    def test_what_was_deleted_goes_and_what_is_new_comes_after_its_like(self, files):
        row = {"publisher_en": "P", "language": "ru", "grade": "b"}
        files.write({"010_sources.json": [("news.source", {"key": key, **row}) for key in "zba"]})
        files.sync()
        Source.objects.get(key="b").delete()
        make.make_source("c")
        dump(files.folder)
        assert [each["key"] for each in rows(files.folder, "010_sources.json")] == ["z", "a", "c"]
        # As it was spelled: neither more fields nor another order.
        assert rows(files.folder, "010_sources.json")[0] == {"key": "z", **row}

    def test_nothing_that_is_not_public_is_written(self, files):
        article = make.make_article("public", version={"headline": "Public"})
        make.make_draft(article, headline="A draft")
        soon = timezone.now() + timedelta(days=1)
        hidden = make.make_article("secret-slug", version={"headline": "Embargoed", "live_from": soon})
        make.make_image("unseen")
        make.make_version(article, language="ru", headline="Перевод", created_by=in_role("author", "anna"))
        make.make_alert(article=hidden, published_at=None)
        make.make_timetable(make.make_route("r"), is_sample=True)
        said = dump(files.folder)
        assert "Left out, as drafts, schedules, samples or what rests on them: " in said
        assert "1 pictures" in said
        text = "".join(path.read_text() for path in files.folder.glob("*.json"))
        for words in (
            "A draft",
            "Embargoed",
            "secret-slug",
            "unseen",
            "anna",
            "created_by",
            'is_sample": true',
        ):
            assert words not in text
        assert "Перевод" in text
        assert ArticleVersion.objects.count() == 4

    def test_pictures_go_with_their_rows(self, files):
        image = make.make_image("map")
        make.make_article("a", version={"lead_image": image})
        dump(files.folder)
        path = files.folder / "media" / image.file.name
        assert hashlib.sha256(path.read_bytes()).hexdigest() == image.sha256
        ArticleVersion.objects.all().delete()
        Image.objects.all().delete()
        dump(files.folder)
        assert not path.exists()

    def test_a_thing_with_another_address_keeps_its_place(self, files):
        named = [("news.topic", {"slug": slug, "name_en": slug}) for slug in ("rail", "law")]
        files.write({"030_topics.json": [*named], "080_articles.json": []})
        files.sync()
        article = make.make_article("old-address", topics=Topic.objects.all())
        dump(files.folder)
        files.sync()
        rename(article, "new-address", by=in_role("publisher"))
        files.sync()
        dump(files.folder)
        assert [each.get("slug") or each["article"] for each in rows(files.folder, "080_articles.json")] == [
            "new-address",
            ["new-address"],
        ]
        assert "as the files say" in files.sync()
