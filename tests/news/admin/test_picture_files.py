"""Uploaded pictures: what is taken, what is refused and in which words."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from config.web import uploads
from news.models import Image
from news.pictures import verification
from tests.factories import make_image, picture_file
from tests.news.admin.pages import messages, url
from tests.news.pictures.samples import photograph, png_that_claims, saved, with_metadata

WORDS = {"key": "map", "alt_en": "A map", "credit_en": "Union Chronicle", "licence": "CC BY 4.0"}


@pytest.fixture(autouse=True)
def _media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


def picture(extension="png"):
    formats = {"jpg": "JPEG", "webp": "WEBP"}
    return picture_file(
        f"map.{extension}", (40, 30), picture_format=formats.get(extension, extension.upper())
    )


def upload(client, file, **changes):
    names = ("alt", "caption", "credit")
    data = {f"{name}_{language}": "" for name in names for language in ("en", "ru", "be")}
    focal = {"focal_x": "50", "focal_y": "50"}
    return client.post(url("image_add"), data | focal | WORDS | {"file": file} | changes)


def errors(response, field="file"):
    return response.context["adminform"].form.errors[field]


def refused(response, field="file"):
    [error] = errors(response, field)
    assert not Image.objects.exists()
    return error


class TestUpload:
    @pytest.mark.parametrize(
        ("extension", "kept"), [("png", "png"), ("jpg", "jpg"), ("webp", "webp"), ("gif", "png")]
    )
    def test_pictures_are_taken_under_the_name_of_their_content(self, editor, extension, kept):
        upload(editor, picture(extension))
        image = Image.objects.get()
        assert (image.width, image.height) == (40, 30)
        assert image.file.name == f"images/{image.sha256}.{kept}"

    def test_nothing_but_the_picture_is_kept(self, editor, tmp_path):
        upload(editor, SimpleUploadedFile("at-home.jpg", with_metadata("JPEG", orientation=6)))
        image = Image.objects.get()
        assert (image.width, image.height) == (20, 40)
        assert b"Exif" not in (tmp_path / image.file.name).read_bytes()

    def test_a_name_that_lies_does_no_harm(self, editor):
        upload(editor, SimpleUploadedFile("map.html", picture("png").read()))
        assert Image.objects.get().file.name.endswith(".png")

    @pytest.mark.parametrize("size", [(20_000, 20_000), (50_000, 100), (100_000, 100_000)])
    def test_too_many_pixels_are_refused_unread(self, editor, size):
        file = SimpleUploadedFile("huge.png", png_that_claims(*size))
        assert refused(upload(editor, file)) == (
            "The picture is too large. Make it at most 6000 pixels wide and high."
        )

    def test_too_many_bytes(self, editor, monkeypatch):
        monkeypatch.setattr(verification, "MAX_BYTES", 50)
        assert "at most 50\xa0bytes are taken." in refused(upload(editor, picture()))

    def test_far_too_many_bytes_are_told_and_never_stored(self, editor, monkeypatch):
        stored = []
        monkeypatch.setattr(uploads, "MOST_BYTES", 100_000)
        monkeypatch.setattr(verification, "MAX_BYTES", 90_000)
        monkeypatch.setattr(
            "django.core.files.uploadhandler.MemoryFileUploadHandler.receive_data_chunk",
            lambda handler, data, start: stored.append(len(data)),
        )
        file = SimpleUploadedFile("huge.png", bytes(1_000_000))
        assert "The file has 976.6\xa0KB; at most 87.9\xa0KB are taken." in refused(upload(editor, file))
        assert sum(stored) <= 100_000

    def test_what_is_no_picture(self, editor):
        assert refused(upload(editor, SimpleUploadedFile("map.png", b"no picture"))) == (
            "This is no picture we can show. Use JPEG, PNG, WebP or GIF."
        )

    def test_none_at_all(self, editor):
        assert refused(upload(editor, "")) == "This field is required."


class TestDuplicates:
    def test_lead_to_the_one_that_is_here(self, editor):
        data = picture().read()
        upload(editor, SimpleUploadedFile("a.png", data))
        here = Image.objects.get()
        response = upload(editor, SimpleUploadedFile("b.png", data), key="other")
        [error] = errors(response)
        assert (
            f'<a href="/admin/news/image/{here.pk}/change/">map</a> <code>[[image:map]]</code>. Use that one.'
            in error
        )
        assert Image.objects.count() == 1
        assert f'href="/admin/news/image/{here.pk}/change/"' in response.content.decode()

    def test_a_second_one_may_be_kept(self, editor):
        data = picture().read()
        upload(editor, SimpleUploadedFile("a.png", data))
        upload(editor, SimpleUploadedFile("b.png", data), key="other", again="on")
        assert Image.objects.values("file").distinct().count() == 1
        assert Image.objects.count() == 2

    def test_a_caption_cannot_write_into_the_page(self, editor):
        data = picture().read()
        upload(editor, SimpleUploadedFile("a.png", data), caption_en="<script>alert(1)</script>")
        [error] = errors(upload(editor, SimpleUploadedFile("b.png", data), key="other"))
        assert "<script>" not in error

    def test_ones_that_look_alike_are_told(self, editor):
        upload(editor, SimpleUploadedFile("a.jpg", saved(photograph((800, 600)), "JPEG")))
        small = saved(photograph((800, 600)).resize((400, 300)), "JPEG", quality=60)
        response = upload(editor, SimpleUploadedFile("b.jpg", small), key="smaller")
        assert Image.objects.count() == 2
        told = [each for each in messages(response) if "looks like" in each]
        assert len(told) == 1
        assert "<code>[[image:map]]</code>" in told[0]

    def test_different_ones_are_not(self, editor):
        upload(editor, picture())
        assert not [each for each in messages(upload(editor, picture(), key="other")) if "looks like" in each]


class TestDescription:
    def test_is_needed(self, editor):
        assert refused(upload(editor, picture(), alt_en=""), "alt_en") == (
            "Say what the picture shows, for those who cannot see it, or mark it as decorative."
        )

    @pytest.mark.parametrize("language", ["en", "ru", "be"])
    def test_in_any_language(self, editor, language):
        upload(editor, picture(), **{"alt_en": "", f"alt_{language}": "Карта"})
        assert Image.objects.get().alt == "Карта"

    def test_unless_it_is_decoration(self, editor):
        upload(editor, picture(), alt_en="", decorative="on")
        assert Image.objects.get().decorative

    @pytest.mark.parametrize("field", ["credit_en", "licence", "key"])
    def test_credit_licence_and_key_are_too(self, editor, field):
        assert refused(upload(editor, picture(), **{field: ""}), field) == "This field is required."

    def test_changing_words_needs_no_new_file(self, editor):
        upload(editor, picture())
        image = Image.objects.get()
        data = WORDS | {"alt_en": "A better map", "focal_x": "20", "focal_y": "80"}
        editor.post(url("image_change", image.pk), data)
        changed = Image.objects.get()
        assert (changed.alt_en, changed.file.name) == ("A better map", image.file.name)
        assert (changed.focal_x, changed.focal_y, changed.sha256) == (20, 80, image.sha256)

    def test_the_focal_point_is_inside(self, editor):
        upload(editor, picture(), focal_x="101")
        assert not Image.objects.exists()


class TestPages:
    def test_a_picture_whose_content_is_not_known_has_pages_too(self, editor):
        image = make_image()
        Image.objects.update(sha256="", likeness="")
        for path in (url("image_changelist"), url("image_change", image.pk)):
            page = editor.get(path).content.decode()
            assert f"/admin/news/image/file/{image.file.name}" in page
            assert "/media/" not in page
