"""Who gets which file: readers what something public shows, the desk everything, a preview what its draft shows."""

from datetime import timedelta
from io import BytesIO

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Permission
from django.utils import timezone
from PIL import Image as Pillow

from news.models import Article
from news.pictures.renditions import all_renditions
from tests.factories import (
    make_article,
    make_draft,
    make_image,
    make_person,
    make_version,
    moment,
    picture_file,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def image(media):
    return make_image("map", file=picture_file(size=(700, 500)))


def names(image):
    """One of each sort: the original, a rendition, a crop."""
    every = [each.name for each in all_renditions(image.original)]
    return [image.file.name, every[0], next(name for name in every if "16x9" in name)]


def statuses(client, image, prefix="/media/"):
    return [client.get(f"{prefix}{name}").status_code for name in names(image)]


@pytest.fixture
def article():
    return make_article("meeting", version=False)


class TestPublic:
    def test_a_picture_that_nothing_uses_is_not(self, client, image):
        assert statuses(client, image) == [404] * 3

    def test_nor_one_that_only_drafts_use(self, client, image, article):
        make_draft(article, lead_image=image, body="Text.\n\n[[image:map]]")
        assert statuses(client, image) == [404] * 3

    def test_nor_one_of_a_text_that_is_scheduled(self, client, image, article):
        soon = timezone.now() + timedelta(minutes=1)
        version = make_version(article, lead_image=image, body="[[image:map]]", live_from=soon)
        assert statuses(client, image) == [404] * 3
        type(version).objects.update(live_from=timezone.now() - timedelta(seconds=1))
        assert statuses(client, image) == [200] * 3

    @pytest.mark.parametrize(
        "fields", [{"body": "See:\n\n[[image:map]]"}, {"standfirst": "A [[image:map]]."}]
    )
    def test_one_that_a_public_text_shows_is(self, client, image, article, fields):
        make_version(article, **fields)
        assert statuses(client, image) == [200] * 3

    def test_one_that_leads_a_public_text_is(self, client, image, article):
        make_version(article, lead_image=image)
        assert statuses(client, image) == [200] * 3

    def test_one_of_an_earlier_version_is_since_that_can_still_be_read(self, client, image, article):
        make_version(article, lead_image=image)
        make_version(article)
        assert statuses(client, image) == [200] * 3

    def test_one_of_a_withdrawn_text_is_and_of_a_removed_one_is_not(self, client, image, article):
        make_version(article, lead_image=image, body="[[image:map]]")
        Article.objects.update(withdrawn_at=moment(days=1), reason_en="Wrong")
        assert statuses(client, image) == [200] * 3
        Article.objects.update(removed_at=moment(days=2))
        assert statuses(client, image) == [404] * 3

    def test_one_of_a_text_without_versions_is(self, client, image):
        make_person("lux", note_en="[[image:map]]")
        assert statuses(client, image) == [200] * 3

    def test_two_rows_with_one_file_one_of_them_public(self, client, image, article):
        other = make_image("again", file=picture_file(size=(700, 500), colour=image_colour(image)))
        assert other.file.name == image.file.name
        make_version(article, lead_image=other)
        assert statuses(client, image) == [200] * 3


def image_colour(image):
    with image.file.open() as file:
        return Pillow.open(file).getpixel((0, 0))


class TestPicture:
    @pytest.fixture(autouse=True)
    def _shown(self, image, article):
        make_version(article, lead_image=image)

    def test_headers(self, client, image):
        response = client.get(f"/media/{names(image)[1]}")
        assert (response["Content-Type"], response["X-Content-Type-Options"]) == ("image/avif", "nosniff")
        assert response["Cache-Control"] == "public, max-age=31536000, immutable"
        assert response["Content-Security-Policy"] == "default-src 'none'; sandbox"
        assert "Cookie" not in response.get("Vary", "")
        data = response.content
        assert int(response["Content-Length"]) == len(data)
        assert Pillow.open(BytesIO(data)).format == "AVIF"

    def test_one_query_made_or_not(self, client, image, django_assert_num_queries):
        for name in [*names(image), *names(image)]:
            with django_assert_num_queries(1):
                client.get(f"/media/{name}")

    def test_who_has_it_is_told_so(self, client, image, django_assert_num_queries):
        for name in names(image):
            tag = client.get(f"/media/{name}")["ETag"]
            with django_assert_num_queries(1):
                again = client.get(f"/media/{name}", headers={"If-None-Match": tag})
            assert (again.status_code, again.content, again["ETag"]) == (304, b"", tag)
            assert again["Cache-Control"] == "public, max-age=31536000, immutable"
            assert client.get(f"/media/{name}", headers={"If-None-Match": '"other"'}).status_code == 200

    def test_a_shipped_file_with_a_name_by_hand_is_asked_for_again(self, client, settings, media, article):
        (settings.FIXTURE_MEDIA_ROOT / "images").mkdir(parents=True)
        (settings.FIXTURE_MEDIA_ROOT / "images/drawn.png").write_bytes(picture_file().read())
        shipped = make_image("shipped", file="images/drawn.png", width=1, height=1)
        make_version(article, body="[[image:shipped]]")
        response = client.get("/media/images/drawn.png")
        assert (response.status_code, response["Cache-Control"]) == (200, "public, max-age=3600")
        assert response["ETag"] == f'"{shipped.sha256}"'

    @pytest.mark.parametrize("method", ["post", "put", "delete"])
    def test_is_read_only(self, client, image, method):
        assert getattr(client, method)(f"/media/{image.file.name}").status_code == 405

    @pytest.mark.parametrize("name", ["images/b.webp", "images", "images/a.html", "renditions/x-320.avif"])
    def test_nothing_else_is(self, client, media, image, name):
        (media / "images/a.html").write_text("<script>")
        assert client.get(f"/media/{name}").status_code == 404

    @pytest.mark.parametrize("name", ["../secret.webp", "images/../../secret.webp", "%2e%2e/secret.webp"])
    def test_no_way_out_of_the_folder(self, client, media, image, name):
        (media.parent / "secret.webp").write_bytes(b"secret")
        assert client.get(f"/media/{name}").status_code in (400, 404)

    def test_a_width_that_no_page_asks_for_is_not_made(self, client, stored, image):
        before = stored()
        name = names(image)[1].replace("-320.", "-321.")
        assert client.get(f"/media/{name}").status_code == 404
        assert stored() == before

    def test_a_lost_original_is_a_404_and_logged(self, client, media, image, caplog):
        (media / image.file.name).unlink()
        assert client.get(f"/media/{names(image)[1]}").status_code == 404
        assert "could not be made" in caplog.text


class TestDesk:
    def member(self, client, *codenames):
        user = get_user_model().objects.create_user("member", is_staff=True)
        user.user_permissions.set(Permission.objects.filter(codename__in=codenames))
        client.force_login(user)
        return client

    def test_sees_pictures_of_drafts(self, client, image, article):
        make_draft(article, lead_image=image)
        client = self.member(client, "view_image")
        assert statuses(client, image, "/admin/news/image/file/") == [200] * 3
        response = client.get(f"/admin/news/image/file/{names(image)[1]}")
        assert "no-store" in response["Cache-Control"]
        assert (response["Content-Type"], response["X-Content-Type-Options"]) == ("image/avif", "nosniff")

    def test_only_who_may_see_pictures(self, client, image):
        assert statuses(client, image, "/admin/news/image/file/") == [302] * 3
        client = self.member(client, "view_article")
        assert statuses(client, image, "/admin/news/image/file/") == [403] * 3

    def test_its_pages_ask_for_them_there(self, client, image):
        client = self.member(client, "view_image", "change_image")
        for path in ("/admin/news/image/", f"/admin/news/image/{image.pk}/change/"):
            page = client.get(path).content.decode()
            assert f'src="/admin/news/image/file/renditions/{image.sha256[:20]}-' in page
            assert "/media/" not in page
