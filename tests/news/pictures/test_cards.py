"""Social cards: what they say in three languages, that they are small, made once, and never a draft's in public."""

from io import BytesIO

import pytest
from PIL import Image as Pillow
from PIL import ImageDraw

from news import article_cards
from news.admin.versions.card import drawn
from news.article_cards import card_bytes, card_name, card_of
from news.models import ArticleVersion, Image
from news.pictures.card_text import Face, fitted, runs, wrap
from news.pictures.cards import HEADLINES, MAX_BYTES, Card, draw_card
from news.pictures.making import decoded
from news.pictures.renditions import Original
from tests.factories import make_article, make_draft, make_image, make_version, moment, picture_file
from tests.news.admin.conftest import logged_in
from tests.news.pictures.samples import photograph, saved

FACE = Face("literata", 600, 60)
BELARUSIAN = (
    "Знак «Тавар Саюзнай дзяржавы»: правіла, абяцаны доступ да закупак і разыходжанні ў паведамленнях"
)


class TestRuns:
    def test_follow_the_script(self):
        assert list(runs("Рост на 3\u202f% в EU, ў «ёлочках» №\u00a07")) == [
            ("cyrillic", "Рост на "),
            ("latin", "3\u202f% "),
            ("cyrillic", "в "),
            ("latin", "EU, "),
            ("cyrillic", "ў "),
            ("latin", "«"),
            ("cyrillic", "ёлочках"),
            ("latin", "» "),
            ("cyrillic", "№\u00a0"),
            ("latin", "7"),
        ]

    @pytest.mark.parametrize("family", ["literata", "golos-text"])
    def test_every_letter_we_write_is_in_the_fonts(self, family):
        face = Face(family, 600, 60)
        missing = image_of(face, "\ufffe")
        letters = "ЎўІіЁёЄҐ№АБВгджЖщъыэюяABCxyz0123456789«»„“”‘’–—…·×°€§%&/()[]!?:;,.\u0301"
        assert [letter for letter in letters if image_of(face, letter) == missing] == []

    def test_narrow_spaces_are_narrow(self):
        widths = [FACE.width(f"3{space}%") - FACE.width("3%") for space in ("\u202f", "\u00a0", " ")]
        assert 0 < widths[0] < widths[1] == widths[2]


def image_of(face, text):
    picture = Pillow.new("L", (120, 120))
    face.draw(ImageDraw.Draw(picture), (20, 80), text, 255)
    return picture.tobytes()


class TestLines:
    def test_break_at_spaces_only_where_they_may(self):
        lines = wrap("на\u00a03\u202f% больше и в союзе", FACE, 320)
        assert lines == ["на\u00a03\u202f%", "больше", "и\u00a0в\u00a0союзе"]

    def test_a_word_wider_than_a_line_is_broken(self):
        lines = wrap("Ш" * 30, FACE, 600)
        assert "".join(lines) == "Ш" * 30
        assert all(FACE.width(line) <= 600 for line in lines)

    def test_long_headlines_get_smaller_letters(self):
        short, _ = fitted("Trains", HEADLINES, 640, 384, 1.14)
        long, lines = fitted(BELARUSIAN, HEADLINES, 636, 384, 1.14)
        assert short == HEADLINES[0]
        assert long.size < short.size
        assert " ".join(lines).replace("\u00a0", " ") == BELARUSIAN
        assert all(long.width(line) <= 636 for line in lines)
        assert len(lines) * long.size * 1.14 <= 384

    def test_what_fits_at_no_size_is_cut(self):
        face, lines = fitted("слово " * 100, HEADLINES, 636, 384, 1.14)
        assert face == HEADLINES[-1]
        assert lines[-1].endswith("слово…")
        assert all(face.width(line) <= 636 for line in lines)


class TestCard:
    def card(self, **fields):
        return Card(
            **{
                "kind": "Разбор",
                "headline": BELARUSIAN,
                "day": "24 лістапада 2026",
                "site": "Саюзная хроніка",
            }
            | fields
        )

    def test_is_of_the_size_that_shares_ask_for_and_small(self):
        data = draw_card(self.card(), decoded)
        picture = Pillow.open(BytesIO(data))
        assert (picture.format, picture.size) == ("PNG", (1200, 630))
        assert len(data) < MAX_BYTES

    def test_the_hardest_photograph_stays_small(self):
        photo = Pillow.effect_noise((1600, 1200), 120).convert("RGB")
        original = Original("ab" * 32, 1600, 1200, "jpg")
        data = draw_card(self.card(picture=original, file="images/a.jpg"), lambda name: photo)
        assert Pillow.open(BytesIO(data)).format == "JPEG"
        assert len(data) < MAX_BYTES

    def test_shows_the_picture_around_its_focal_point(self):
        picture = Pillow.new("RGB", (2000, 800), "white")
        picture.paste("red", (1800, 0, 2000, 800))
        for focal, expected in ((95, (255, 0, 0)), (5, (255, 255, 255))):
            original = Original("ab" * 32, 2000, 800, "png", (focal, 50))
            data = draw_card(self.card(picture=original, file="a"), lambda name: picture)
            assert Pillow.open(BytesIO(data)).convert("RGB").getpixel((1190, 400)) == expected

    @pytest.mark.parametrize(
        "change", [{"headline": "Other"}, {"day": "1 May"}, {"kind": "Report"}, {"site": "UC"}]
    )
    def test_is_named_by_all_that_is_on_it(self, change):
        assert self.card(**change).digest != self.card().digest

    def test_another_focal_point_is_another_card(self):
        digests = {self.card(picture=Original("ab" * 32, 9, 9, focal=(x, 50))).digest for x in (10, 20)}
        assert len(digests) == 2


@pytest.mark.django_db
class TestArticle:
    @pytest.fixture
    def version(self, media):
        article = make_article("two-lines", kind="explainer", version={"headline": "Two lines"})
        return make_version(article, "be", headline="Дзве лініі", live_from=moment(days=4))

    def image_url(self, page):
        return page.partition('og:image" content="')[2].partition('"')[0]

    def test_the_page_names_it(self, client, version):
        page = client.get("/be/news/two-lines/").content.decode()
        name = card_name(version, card_of(version, version.live_from))
        assert f'<meta property="og:image" content="http://testserver/media/{name}">' in page
        assert '<meta property="og:image:width" content="1200">' in page
        assert '<meta property="og:image:height" content="630">' in page
        assert '<meta name="twitter:card" content="summary_large_image">' in page
        assert '<meta property="og:title" content="Дзве лініі">' in page
        assert 'og:image:alt" content="Разбор: Дзве лініі"' in page

    def test_its_words_are_in_the_language_of_the_text(self, version):
        card = card_of(version, version.live_from)
        assert (card.kind, card.day, card.site) == ("Разбор", "2\xa0сакавіка 2026", "Саюзная хроніка")

    def test_is_drawn_once_with_one_query_each_time(
        self, client, version, monkeypatch, django_assert_num_queries
    ):
        url = self.image_url(client.get("/be/news/two-lines/").content.decode())
        drawn = []
        monkeypatch.setattr(article_cards, "card_bytes", lambda card: drawn.append(card) or card_bytes(card))
        for _ in range(2):
            with django_assert_num_queries(1):
                response = client.get(url)
            assert (response.status_code, response["Content-Type"]) == (200, "image/png")
            assert response["Cache-Control"] == "public, max-age=31536000, immutable"
            assert Pillow.open(BytesIO(response.content)).size == (1200, 630)
        assert len(drawn) == 1
        tag = response["ETag"]
        assert client.get(url, headers={"If-None-Match": tag}).status_code == 304

    def test_an_older_address_leads_to_the_card_of_today(self, client, version):
        image = make_image(file=picture_file(size=(900, 500)))
        make_version(version.article, "be", lead_image=image, live_from=moment(days=6))
        before = self.image_url(client.get("/be/news/two-lines/").content.decode())
        Image.objects.update(focal_x=90)
        after = self.image_url(client.get("/be/news/two-lines/").content.decode())
        assert after != before
        response = client.get(before)
        assert f"http://testserver{response['Location']}" == after
        assert client.get(after).status_code == 200

    def test_a_draft_has_none_in_public(self, client, stored, version):
        draft = make_draft(version.article, "ru", headline="Не для всех")
        name = card_name(draft, card_of(draft, moment()))
        assert client.get(f"/media/{name}").status_code == 404
        assert stored() == []

    def test_nor_has_a_removed_text(self, client, version):
        url = self.image_url(client.get("/be/news/two-lines/").content.decode())
        type(version.article).objects.update(removed_at=moment(days=5), reason_en="Wrong")
        assert client.get(url).status_code == 404

    @pytest.mark.parametrize(
        "name", ["x", "cards/two-lines-be-1-0123.png", "cards/../images/a.png", "cards/two-lines-be-1.png"]
    )
    def test_other_names_are_none(self, client, version, name):
        assert client.get(f"/media/cards/{name}").status_code == 404

    def test_the_desk_sees_a_drafts_and_nothing_is_stored(self, client, stored, version, django_user_model):
        draft = make_draft(version.article, "ru", headline="Не для всех")
        address = f"/admin/news/articleversion/{draft.pk}/card/"
        assert client.get(address).status_code == 302
        desk = logged_in(django_user_model.objects.create_superuser("editor"))
        response = desk.get(address)
        assert (response.status_code, response["Content-Type"]) == (200, "image/png")
        assert "no-store" in response["Cache-Control"]
        assert Pillow.open(BytesIO(response.content)).size == (1200, 630)
        assert stored() == []
        assert (
            f'src="{address}"' in desk.get(f"/admin/news/articleversion/{draft.pk}/change/").content.decode()
        )

    def test_the_desk_draws_it_once_until_its_words_change(self, version, django_user_model):
        draft = make_draft(version.article, "ru", headline="Не для всех")
        desk = logged_in(django_user_model.objects.create_superuser("editor"))
        drawn.cache_clear()
        for headline, times in (("Не для всех", 1), ("Не для всех", 1), ("Для всех", 2)):
            ArticleVersion.objects.filter(pk=draft.pk).update(headline=headline)
            desk.get(f"/admin/news/articleversion/{draft.pk}/card/")
            assert drawn.cache_info().misses == times

    def test_with_a_photograph_is_a_jpeg(self, client, media):
        upload = picture_file("a.jpg")
        upload.file = BytesIO(saved(photograph((1200, 800)), "JPEG"))
        upload.size = upload.file.getbuffer().nbytes
        make_article("photo", version={"lead_image": make_image(file=upload)})
        response = client.get(self.image_url(client.get("/en/news/photo/").content.decode()))
        data = response.content
        assert (response["Content-Type"], len(data) < MAX_BYTES) == ("image/jpeg", True)
