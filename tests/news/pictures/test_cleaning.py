"""What is left of an uploaded file: its pixels, upright, in the colours that were meant, and nothing else."""

from io import BytesIO

import pytest
from django.core.exceptions import ValidationError
from PIL import Image as Pillow

from news.pictures import verification
from news.pictures.cleaning import clean_picture
from tests.news.pictures.samples import (
    SECRET,
    drawing,
    photograph,
    png_that_claims,
    saved,
    two_halves,
    with_metadata,
    with_profile,
)


def cleaned(data):
    return clean_picture(BytesIO(data), len(data))


def opened(data):
    return Pillow.open(BytesIO(cleaned(data).read()))


def refusal(data):
    with pytest.raises(ValidationError) as refused:
        cleaned(data)
    return " ".join(refused.value.messages)


class TestMetadata:
    @pytest.mark.parametrize("picture_format", ["JPEG", "PNG", "WEBP", "GIF"])
    def test_is_gone(self, picture_format):
        data = with_metadata(picture_format)
        assert SECRET in data
        clean = cleaned(data).read()
        assert SECRET not in clean
        for mark in (
            b"Exif",
            b"EXIF",
            b"eXIf",
            b"xmp",
            b"XMP",
            b"Photoshop",
            b"A camera",
            b"tEXt",
            b"iTXt",
            b"GIF",
        ):
            assert mark not in clean
        picture = Pillow.open(BytesIO(clean))
        assert dict(picture.getexif()) == {}
        assert set(picture.info) <= {
            "jfif",
            "jfif_version",
            "jfif_unit",
            "jfif_density",
            "progressive",
            "progression",
        } | ({"loop", "background", "duration", "timestamp"} if picture.format == "WEBP" else set())

    def test_the_place_was_there_before(self):
        """So that the test above can fail."""
        exif = Pillow.open(BytesIO(with_metadata("JPEG"))).getexif()
        assert exif.get_ifd(0x8825)[1] == "N"

    @pytest.mark.parametrize("orientation", range(1, 9))
    @pytest.mark.parametrize("picture_format", ["JPEG", "PNG", "WEBP"])
    def test_orientation_is_applied(self, picture_format, orientation):
        """As stored red is on the left; the eight orientations of EXIF turn and mirror it."""
        picture = opened(with_metadata(picture_format, orientation)).convert("RGB")
        assert picture.size == ((40, 20) if orientation < 5 else (20, 40))
        width, height = picture.size
        spots = {"left": (3, height // 2), "right": (width - 4, height // 2), "top": (width // 2, 3)}
        red = {1: "left", 2: "right", 3: "right", 4: "left", 5: "top", 6: "top"}.get(orientation)
        colour = picture.getpixel(spots[red] if red else (width // 2, height - 4))
        assert colour[0] > 200
        assert colour[2] < 60

    @pytest.mark.parametrize("picture_format", ["JPEG", "PNG", "WEBP"])
    def test_colours_are_those_that_were_meant(self, picture_format):
        picture = opened(with_profile(picture_format))
        assert "icc_profile" not in picture.info
        red, green, _blue = picture.convert("RGB").getpixel((4, 4))
        assert red > 240
        assert green < 40

    def test_a_profile_that_cannot_be_read_is_left_out(self):
        data = saved(two_halves(), "PNG", icc_profile=b"no profile at all")
        assert opened(data).convert("RGB").getpixel((3, 3)) == (255, 0, 0)


class TestFormats:
    @pytest.mark.parametrize(
        ("data", "extension", "mode"),
        [
            (saved(two_halves(), "JPEG"), "jpg", "RGB"),
            (saved(two_halves().convert("L"), "JPEG"), "jpg", "L"),
            (saved(two_halves().convert("CMYK"), "JPEG"), "jpg", "RGB"),
            (saved(two_halves(), "MPO", save_all=True, append_images=[two_halves()]), "jpg", "RGB"),
            (saved(two_halves(), "PNG"), "png", "RGB"),
            (saved(two_halves().convert("RGBA"), "PNG"), "png", "RGBA"),
            (saved(two_halves().convert("P"), "PNG"), "png", "P"),
            (saved(two_halves().convert("1"), "PNG"), "png", "1"),
            (saved(Pillow.new("I;16", (8, 8), 40_000), "PNG"), "png", "L"),
            (saved(two_halves(), "WEBP"), "webp", "RGB"),
            (saved(two_halves(), "WEBP", lossless=True), "webp", "RGB"),
            (saved(two_halves(), "GIF"), "png", "P"),
        ],
        ids=str.split("jpeg grey cmyk mpo png alpha palette bits deep webp lossless gif"),
    )
    def test_are_kept_or_made_ours(self, data, extension, mode):
        clean = cleaned(data)
        assert clean.name == f"{clean.sha256}.{extension}"
        assert Pillow.open(clean).mode == mode

    def test_sixteen_bits_become_eight(self):
        data = saved(Pillow.new("I;16", (8, 8), 40_000), "PNG")
        assert opened(data).getpixel((0, 0)) == 40_000 // 256

    def test_what_was_without_loss_stays_so(self):
        picture = drawing((300, 200))
        for settings in ({"picture_format": "PNG"}, {"picture_format": "WEBP", "lossless": True}):
            assert opened(saved(picture, **settings)).convert("RGB").tobytes() == picture.tobytes()

    @pytest.mark.parametrize("picture_format", ["GIF", "WEBP", "PNG"])
    def test_of_a_moving_picture_the_first_frame(self, picture_format):
        frames = [Pillow.new("RGB", (8, 8), colour) for colour in ("red", "lime", "blue")]
        settings = {"lossless": True} if picture_format == "WEBP" else {}
        data = saved(
            frames[0], picture_format, save_all=True, append_images=frames[1:], duration=100, **settings
        )
        picture = opened(data)
        assert getattr(picture, "n_frames", 1) == 1
        assert picture.convert("RGB").getpixel((0, 0)) == (255, 0, 0)

    def test_see_through_stays_see_through(self):
        for picture in (Pillow.new("RGBA", (8, 8), (255, 0, 0, 0)), Pillow.new("LA", (8, 8), (9, 0))):
            assert opened(saved(picture, "PNG")).convert("RGBA").getpixel((0, 0))[3] == 0
        gif = Pillow.new("P", (8, 8), 0)
        assert opened(saved(gif, "GIF", transparency=0)).convert("RGBA").getpixel((0, 0))[3] == 0

    def test_the_same_file_gives_the_same_bytes(self):
        data = saved(photograph((300, 200)), "JPEG")
        assert cleaned(data).sha256 == cleaned(data).sha256
        assert cleaned(data).sha256 != cleaned(saved(photograph((300, 201)), "JPEG")).sha256


class TestRefused:
    @pytest.mark.parametrize("size", [(20_000, 20_000), (50_000, 100), (100, 12_001), (100_000, 100_000)])
    def test_too_many_pixels_undecoded(self, size, monkeypatch):
        monkeypatch.setattr("PIL.ImageFile.ImageFile.load", lambda *args: pytest.fail("It was decoded."))
        assert refusal(png_that_claims(*size)) == (
            "The picture is too large. Make it at most 6000 pixels wide and high."
        )

    def test_a_bomb_of_real_pixels(self):
        data = saved(Pillow.new("1", (13_000, 13_000)), "PNG")
        assert len(data) < 50_000
        assert "too large" in refusal(data)

    def test_too_many_bytes_unread(self, monkeypatch):
        monkeypatch.setattr(verification, "MAX_BYTES", 50)
        monkeypatch.setattr(verification.Pillow, "open", lambda *args: pytest.fail("It was read."))
        assert "at most 50\xa0bytes are taken." in refusal(saved(two_halves(), "PNG"))

    @pytest.mark.parametrize(
        "data",
        [
            b"",
            b"no picture",
            b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>',
            saved(two_halves(), "TIFF"),
            saved(two_halves(), "BMP"),
            saved(two_halves(), "AVIF"),
            saved(two_halves(), "ICO"),
        ],
        ids=str.split("empty text svg tiff bmp avif ico"),
    )
    def test_other_formats(self, data):
        assert refusal(data) == "This is no picture we can show. Use JPEG, PNG, WebP or GIF."

    @pytest.mark.parametrize("picture_format", ["JPEG", "PNG", "WEBP"])
    def test_cut_off_ones(self, picture_format):
        data = saved(photograph((400, 300)), picture_format)
        assert refusal(data[: len(data) // 2]) in (
            "The picture is damaged. Save it again and repeat.",
            "This is no picture we can show. Use JPEG, PNG, WebP or GIF.",
        )
