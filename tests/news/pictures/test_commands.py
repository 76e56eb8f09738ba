"""`manage.py make_renditions`, and what happens to files when their picture goes."""

import os
import time
from io import StringIO

import pytest
from django.core.management import call_command
from django.core.serializers import deserialize
from PIL import Image as Pillow

from news.models import Image
from news.pictures.making import make_all
from news.pictures.renditions import all_renditions
from tests.factories import make_article, make_image, picture_file

pytestmark = pytest.mark.django_db


def run(*arguments, **options):
    told = StringIO()
    call_command("make_renditions", *arguments, stdout=told, **options)
    return told.getvalue().splitlines()


class TestMakeRenditions:
    def test_makes_all_and_then_nothing(self, stored):
        image = make_image("map", file=picture_file(size=(400, 400)))
        make_article("meeting", version={"lead_image": image})
        assert run() == [
            "[1/1] map: 6 made",
            "6 renditions made of 1 pictures, 0 without a file that can be read.",
            "[1/1] card of meeting, en",
            "1 cards made of 1 texts.",
        ]
        files = stored()
        assert len(files) == 8
        assert run() == [
            "0 renditions made of 1 pictures, 0 without a file that can be read.",
            "0 cards made of 1 texts.",
        ]
        assert stored() == files
        assert run(verbosity=2)[0] == "[1/1] map: 0 made"

    def test_learns_what_older_rows_do_not_know(self, media):
        image = make_image(file=picture_file(size=(400, 400)))
        Image.objects.update(sha256="", likeness="", fallback="jpg")
        run()
        after = Image.objects.get()
        assert (after.sha256, after.likeness, after.fallback) == (
            image.sha256,
            image.likeness,
            image.fallback,
        )

    def test_goes_on_past_a_file_that_is_gone_or_broken(self, media):
        gone, broken, whole = (make_image(key, file=picture_file(size=(400, 400))) for key in ("a", "b", "c"))
        (media / gone.file.name).unlink()
        (media / broken.file.name).write_bytes(b"no picture")
        told = run()
        assert told[0].startswith("[1/3] a: cannot be read: ")
        assert told[1].startswith("[2/3] b: cannot be read: ")
        assert told[2] == "[3/3] c: 6 made"
        assert "2 without a file that can be read." in told[3]


class TestPrune:
    def old(self, media, name):
        path = media / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch()
        os.utime(path, (time.time() - 7200,) * 2)
        return name

    def test_removes_what_nothing_uses(self, media, stored):
        image = make_image("map", file=picture_file(size=(400, 400)))
        make_article("meeting", version={"lead_image": image})
        run()
        for name in stored():
            self.old(media, name)
        used = stored()
        orphans = [
            self.old(media, f"images/{'0' * 64}.png"),
            self.old(media, f"renditions/{image.sha256[:20]}-320-16x9-9-9.avif"),
            self.old(media, f"renditions/{'0' * 20}-320.avif"),
            self.old(media, f"cards/meeting-en-1-{'0' * 20}.png"),
        ]
        others = [self.old(media, "exports/readers.csv"), f"images/{'1' * 64}.png"]
        (media / others[1]).touch()  # young: perhaps its row is being saved
        listed = run("--prune", dry_run=True)
        assert sorted(listed[:-1]) == sorted(orphans)
        assert listed[-1] == "4 files that nothing uses would be removed, 0 KB."
        assert run("--prune") == ["4 files that nothing uses removed, 0 KB."]
        assert stored() == sorted([*used, *others])


class TestDeleting:
    def test_takes_the_files_along(self, stored, django_capture_on_commit_callbacks):
        image = make_image(file=picture_file(size=(700, 700)))
        make_all(image.original, image.file.name)
        assert len(stored()) == 13
        with django_capture_on_commit_callbacks(execute=True):
            image.delete()
        assert stored() == []

    def test_not_while_another_row_uses_them(self, stored, django_capture_on_commit_callbacks):
        one, other = (
            make_image(key, file=picture_file(size=(400, 400), colour=(1, 2, 3))) for key in ("a", "b")
        )
        assert one.file.name == other.file.name
        make_all(one.original, one.file.name)
        files = stored()
        with django_capture_on_commit_callbacks(execute=True):
            one.delete()
        assert stored() == files
        with django_capture_on_commit_callbacks(execute=True):
            other.delete()
        assert stored() == []

    def test_not_what_ships_with_the_fixtures(self, settings, media, django_capture_on_commit_callbacks):
        shipped = settings.FIXTURE_MEDIA_ROOT / "images/drawn.png"
        shipped.parent.mkdir(parents=True)
        shipped.write_bytes(picture_file().read())
        image = make_image(file="images/drawn.png", width=1, height=1)
        with django_capture_on_commit_callbacks(execute=True):
            image.delete()
        assert shipped.exists()

    def test_not_if_it_was_not_deleted_after_all(self, stored):
        image = make_image()
        image.delete()  # within the test's transaction, which is never committed
        assert stored() == [image.file.name]


class TestLoading:
    FIELDS = '"alt_en": "A", "credit_en": "Us", "licence": "CC0", "width": 1, "height": 1'

    def load(self, name):
        row = f'[{{"model": "news.image", "fields": {{"key": "map", "file": "{name}", {self.FIELDS}}}}}]'
        for each in deserialize("json", row):
            each.save()
        return Image.objects.get()

    def test_knows_the_content_of_a_shipped_file(self, settings, media, stored):
        shipped = settings.FIXTURE_MEDIA_ROOT / "images/drawn.png"
        shipped.parent.mkdir(parents=True)
        shipped.write_bytes(picture_file(size=(20, 20)).read())
        image = self.load("images/drawn.png")
        assert (len(image.sha256), len(image.likeness), image.fallback) == (64, 64, "png")
        assert image.file.name == "images/drawn.png"
        assert stored() == []

    def test_a_file_that_is_not_there_stops_nothing(self, media):
        image = self.load("images/missing.png")
        assert (image.sha256, image.whole.src) == ("", "/media/images/missing.png")


def test_shipped_pictures_hold_nothing_but_pixels(settings):
    for path in sorted((settings.BASE_DIR / "fixtures/media/images").iterdir()):
        with Pillow.open(path) as picture:
            assert not {"exif", "xmp", "icc_profile", "comment"} & set(picture.info), path.name


def test_every_rendition_of_the_content_has_a_name_of_its_own(loaded_content):
    every = [each.name for image in Image.objects.all() for each in all_renditions(image.original)]
    assert len(every) == len(set(every)) == 4 * 3 * 4
