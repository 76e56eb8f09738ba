"""Which files of a picture there are, what they are called, how they are cut, and that each is made once."""

import threading
from io import BytesIO

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image as Pillow

from news.models import Image
from news.pictures import encoding, making
from news.pictures.encoding import best_fallback, render
from news.pictures.likeness import likeness, look_alike
from news.pictures.making import make_all, make_rendition
from news.pictures.renditions import (
    CROPS,
    WIDE,
    Original,
    Rendition,
    all_renditions,
    crop_box,
    rendition_named,
    renditions_of,
    widths_of,
)
from news.pictures.sets import picture_set
from tests.factories import make_image, picture_file
from tests.news.pictures.samples import drawing, photograph, saved, with_metadata

SHA = "0123456789abcdef" * 4
originals = st.builds(
    Original,
    st.just(SHA),
    st.integers(1, 6000),
    st.integers(1, 6000),
    st.sampled_from(["jpg", "png"]),
    st.tuples(st.integers(0, 100), st.integers(0, 100)),
)


class TestNames:
    def test_say_the_content_and_the_width(self):
        original = Original(SHA, 1000, 750, "jpg", (20, 70))
        assert [each.name for each in all_renditions(original)] == [
            f"renditions/0123456789abcdef0123-{rest}"
            for rest in (
                *("320.avif", "640.avif", "960.avif", "320.webp", "640.webp", "960.webp"),
                *("320.jpg", "640.jpg", "960.jpg"),
                *("320-16x9-20-70.avif", "640-16x9-20-70.avif", "960-16x9-20-70.avif"),
                *("320-16x9-20-70.webp", "640-16x9-20-70.webp", "960-16x9-20-70.webp"),
                *("320-16x9-20-70.jpg", "640-16x9-20-70.jpg", "960-16x9-20-70.jpg"),
            )
        ]

    @pytest.mark.parametrize(
        ("width", "widths"),
        [
            (100, [100]),
            (319, [319]),
            (320, [320]),
            (1279, [320, 640, 960]),
            (5000, [320, 640, 960, 1280, 1920]),
        ],
    )
    def test_no_width_enlarges(self, width, widths):
        assert widths_of(Original(SHA, width, 50)) == widths

    def test_a_picture_of_that_shape_is_not_made_twice(self):
        assert len(list(all_renditions(Original(SHA, 1280, 720)))) == 3 * 4

    @given(originals)
    def test_lead_back_to_what_they_name(self, original):
        every = list(all_renditions(original))
        assert [rendition_named(each.name, original) for each in every] == every

    @pytest.mark.parametrize(
        "rest",
        [
            *("321.avif", "1280.avif", "0320.avif", "320.png", "320.gif", "320.html", "320.avif/"),
            *("320-16x9-50-50.avif", "320-1x1-20-70.avif", "320-16x9-020-70.avif", "320-16x9-101-70.avif"),
            "../../secret.avif",
        ],
    )
    def test_nothing_else_has_one(self, rest):
        original = Original(SHA, 1000, 750, "jpg", (20, 70))
        assert rendition_named(f"renditions/{original.hash}-{rest}", original) is None


class TestCrop:
    @given(originals)
    def test_lies_inside_and_holds_the_focal_point(self, original):
        left, top, right, bottom = crop_box(original, CROPS[WIDE])
        assert 0 <= left < right <= original.width
        assert 0 <= top < bottom <= original.height
        assert left - 1 <= original.width * original.focal[0] / 100 <= right + 1
        assert top - 1 <= original.height * original.focal[1] / 100 <= bottom + 1

    @pytest.mark.parametrize(
        ("size", "focal", "box"),
        [
            ((1600, 1600), (50, 50), (0, 350, 1600, 1250)),
            ((1600, 1600), (50, 0), (0, 0, 1600, 900)),
            ((1600, 1600), (0, 100), (0, 700, 1600, 1600)),
            ((3200, 900), (25, 50), (0, 0, 1600, 900)),
            ((3200, 900), (60, 50), (1120, 0, 2720, 900)),
        ],
    )
    def test_is_as_near_its_middle_as_the_edges_allow(self, size, focal, box):
        assert crop_box(Original(SHA, *size, focal=focal), CROPS[WIDE]) == box

    def test_is_what_the_file_shows(self):
        picture = Pillow.new("RGB", (1000, 1000), "white")
        picture.paste("red", (0, 900, 1000, 1000))
        rendition = Rendition(Original(SHA, 1000, 1000, "png", (50, 100)), 640, "png", WIDE)
        shown = Pillow.open(BytesIO(render(rendition, picture))).convert("RGB")
        assert shown.size == (640, 360)
        assert shown.getpixel((320, 350)) == (255, 0, 0)


class TestEncoding:
    def test_drawings_fall_back_to_png_and_photographs_to_jpeg(self):
        assert best_fallback(drawing()) == "png"
        assert best_fallback(photograph()) == "jpg"
        assert best_fallback(Pillow.new("RGBA", (8, 8), (1, 2, 3, 4))) == "png"

    @pytest.mark.parametrize(
        ("picture", "fallback"), [(photograph(), "jpg"), (drawing(), "png")], ids=["photo", "drawing"]
    )
    def test_newer_formats_are_smaller(self, picture, fallback):
        original = Original(SHA, *picture.size, fallback)
        for width in (640, 1280):
            sizes = {
                name: len(render(Rendition(original, width, name), picture))
                for name in ("avif", "webp", fallback)
            }
            assert sizes["avif"] < sizes[fallback]
            assert sizes["webp"] < sizes[fallback]

    def test_of_a_drawing_webp_is_the_smaller_of_exact_and_not(self):
        picture = drawing()
        rendition = Rendition(Original(SHA, *picture.size, "png"), 1280, "webp")
        small = picture.resize((1280, 720), Pillow.Resampling.LANCZOS, reducing_gap=3.0)
        assert len(render(rendition, picture)) <= len(encoding.encoded(small, encoding.WEBP))

    @pytest.mark.parametrize("name", ["avif", "webp", "png"])
    def test_see_through_stays_see_through(self, name):
        picture = Pillow.new("RGBA", (640, 100), (255, 0, 0, 0))
        shown = Pillow.open(BytesIO(render(Rendition(Original(SHA, 640, 100, "png"), 320, name), picture)))
        assert shown.convert("RGBA").getpixel((5, 5))[3] == 0


class TestLikeness:
    def test_survives_saving_and_shrinking(self):
        one = photograph()
        again = Pillow.open(BytesIO(saved(one.resize((800, 600)), "JPEG", quality=60)))
        assert look_alike(likeness(one), likeness(again))

    def test_tells_pictures_apart(self):
        one = photograph()
        assert not look_alike(likeness(one), likeness(one.transpose(Pillow.Transpose.ROTATE_180)))
        assert not look_alike(likeness(one), likeness(drawing()))

    def test_plain_ones_are_like_nothing(self):
        white, grey = (likeness(Pillow.new("RGB", (50, 50), colour)) for colour in ("white", "grey"))
        assert white == grey == "0" * 64
        assert not look_alike(white, grey)


@pytest.mark.django_db
class TestMaking:
    def test_every_file_once(self, stored, monkeypatch):
        image = make_image(file=picture_file(size=(700, 700)))
        assert make_all(image.original, image.file.name) == 3 * 2 * 2
        assert stored() == sorted([image.file.name, *(each.name for each in all_renditions(image.original))])
        monkeypatch.setattr(making, "render", lambda *args: pytest.fail("It was made twice."))
        assert make_all(image.original, image.file.name) == 0
        assert make_rendition(next(all_renditions(image.original)), image.file.name) is False

    def test_each_has_its_size_and_format(self, media):
        image = make_image(file=picture_file(size=(700, 500)))
        make_all(image.original, image.file.name)
        for each in all_renditions(image.original):
            with Pillow.open(media / each.name) as picture:
                assert picture.size == (each.width, each.height)
                assert picture.format == {"jpg": "JPEG"}.get(each.format, each.format.upper())

    def test_asked_for_by_many_it_is_made_once(self, media, monkeypatch):
        image = make_image(file=picture_file(size=(700, 500)))
        rendition = next(renditions_of(image.original))
        made, start = [], threading.Barrier(8)
        monkeypatch.setattr(making, "render", lambda *args: made.append(1) or render(*args))

        def ask():
            start.wait()
            make_rendition(rendition, image.file.name)

        threads = [threading.Thread(target=ask) for _ in range(8)]
        for each in threads:
            each.start()
        for each in threads:
            each.join()
        assert made == [1]

    def test_half_a_file_is_never_seen(self, stored, monkeypatch):
        image = make_image(file=picture_file(size=(700, 500)))
        before = stored()
        monkeypatch.setattr(
            "pathlib.Path.replace", lambda *args: (_ for _ in ()).throw(OSError("The disk is full."))
        )
        with pytest.raises(OSError, match="full"):
            make_rendition(next(renditions_of(image.original)), image.file.name)
        assert stored() == before


class TestPictureSet:
    def test_lists_the_best_first(self, settings):
        found = picture_set(Original(SHA, 700, 350, "jpg"), "images/a.jpg")
        made = "/media/renditions/0123456789abcdef0123"
        assert found.sources == [
            ("image/avif", f"{made}-320.avif 320w, {made}-640.avif 640w"),
            ("image/webp", f"{made}-320.webp 320w, {made}-640.webp 640w"),
        ]
        assert (found.src, found.srcset) == (f"{made}-640.jpg", f"{made}-320.jpg 320w, {made}-640.jpg 640w")
        assert (found.width, found.height, found.largest) == (640, 320, found.src)

    def test_without_known_content_it_is_the_file_itself(self):
        found = picture_set(Original("", 700, 350), "images/a.jpg")
        assert (found.sources, found.src, found.width) == ((), "/media/images/a.jpg", 700)


@pytest.mark.django_db
class TestSavedPicture:
    def test_knows_its_content(self, media):
        image = make_image(file=picture_file("a.png", (30, 20)))
        image.refresh_from_db()
        assert image.file.name == f"images/{image.sha256}.png"
        assert (image.width, image.height, image.fallback, len(image.likeness)) == (30, 20, "png", 64)

    def test_is_verified_and_upright_however_it_is_saved(self, media):
        upload = picture_file("a.jpg")
        upload.file = BytesIO(with_metadata("JPEG", orientation=6))
        upload.size = len(upload.file.getvalue())
        image = make_image(file=upload)
        assert (image.width, image.height) == (20, 40)
        assert b"Exif" not in (media / image.file.name).read_bytes()

    def test_changing_words_keeps_the_content(self, media, monkeypatch):
        image = make_image()
        digest = image.sha256
        monkeypatch.setattr("news.pictures.keeping._seen", lambda *args: pytest.fail("It was decoded again."))
        image.alt_en = "Other words"
        image.save()
        assert Image.objects.get().sha256 == digest
