"""Uploaded pictures: what is taken, what is refused and in which words."""

import struct
import zlib
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image as Pillow

from news.admin import picture_files
from news.models import Image
from tests.news.admin.pages import url


def picture(extension="png", picture_format=None, size=(40, 30)):
    file = BytesIO()
    Pillow.new("RGB", size, "teal").save(
        file, picture_format or {"jpg": "JPEG"}.get(extension, extension.upper())
    )
    return SimpleUploadedFile(f"map.{extension}", file.getvalue())


def png_that_claims(width, height):
    """A few bytes whose header promises more pixels than any machine holds."""

    def chunk(name, data):
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))

    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    data = (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", header)
        + chunk(b"IDAT", zlib.compress(b"\0"))
        + chunk(b"IEND", b"")
    )
    return SimpleUploadedFile("huge.png", data)


def upload(client, file, **changes):
    data = {
        f"{name}_{language}": "" for name in ("alt", "caption", "credit") for language in ("en", "ru", "be")
    }
    data |= {
        "key": "map",
        "file": file,
        "alt_en": "A map",
        "credit_en": "Union Chronicle",
        "licence": "CC BY 4.0",
    }
    return client.post(url("image_add"), data | changes)


def refused(response, field="file"):
    [error] = response.context["adminform"].form.errors[field]
    assert not Image.objects.exists()
    return error


class TestUpload:
    @pytest.mark.parametrize("extension", ["png", "jpg", "webp", "gif"])
    def test_pictures_are_taken_with_their_size(self, editor, extension):
        upload(editor, picture(extension))
        image = Image.objects.get()
        assert (image.width, image.height) == (40, 30)
        assert image.file.name.startswith("images/map")

    @pytest.mark.parametrize("size", [(20_000, 20_000), (50_000, 100), (100_000, 100_000)])
    def test_too_many_pixels_are_refused_unread(self, editor, size):
        assert refused(upload(editor, png_that_claims(*size))) == (
            "The picture is too large. Make it at most 6000 pixels wide and high."
        )

    def test_too_many_bytes(self, editor, monkeypatch):
        monkeypatch.setattr(picture_files, "MAX_BYTES", 50)
        assert "at most 50\xa0bytes are taken." in refused(upload(editor, picture()))

    @pytest.mark.parametrize(
        ("name", "data"),
        [
            ("map.png", b"no picture"),
            ("map.svg", b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'),
            ("map.html", b"<script>alert(1)</script>"),
        ],
    )
    def test_what_is_no_picture(self, editor, name, data):
        assert refused(upload(editor, SimpleUploadedFile(name, data))) == (
            "This is no picture we can show. Use JPEG, PNG, WebP or GIF."
        )

    def test_formats_pillow_knows_and_browsers_do_not(self, editor):
        assert "no picture we can show" in refused(upload(editor, picture("tiff")))

    @pytest.mark.parametrize("cut", [60, -20])
    def test_damaged_ones(self, editor, cut):
        whole = picture("jpg", size=(400, 300)).read()
        error = refused(upload(editor, SimpleUploadedFile("map.jpg", whole[:cut])))
        assert error in (
            "The picture is damaged. Save it again and repeat.",
            "This is no picture we can show. Use JPEG, PNG, WebP or GIF.",
        )

    def test_a_name_that_lies(self, editor):
        assert refused(upload(editor, picture("html", "PNG"))) == (
            "The file is a picture in PNG, so its name should end in .png."
        )

    def test_none_at_all(self, editor):
        assert refused(upload(editor, "")) == "This field is required."


class TestDescription:
    def test_is_needed(self, editor):
        assert refused(upload(editor, picture(), alt_en=""), "alt_en") == (
            "Say what the picture shows, for those who cannot see it, or mark it as decorative."
        )

    def test_unless_it_is_decoration(self, editor):
        upload(editor, picture(), alt_en="", decorative="on")
        assert Image.objects.get().decorative

    @pytest.mark.parametrize("field", ["credit_en", "licence", "key"])
    def test_credit_licence_and_key_are_too(self, editor, field):
        assert refused(upload(editor, picture(), **{field: ""}), field) == "This field is required."

    def test_changing_words_needs_no_new_file(self, editor):
        upload(editor, picture())
        image = Image.objects.get()
        data = {"key": "map", "alt_en": "A better map", "credit_en": "Union Chronicle", "licence": "CC0"}
        editor.post(url("image_change", image.pk), data)
        changed = Image.objects.get()
        assert (changed.alt_en, changed.file.name) == ("A better map", image.file.name)
