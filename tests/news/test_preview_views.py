"""A draft by its link: open to whoever has it while it is open, and to nobody else; nothing about it is told otherwise."""

from datetime import timedelta
from io import BytesIO

import pytest
from django.core import signing
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from PIL import Image as Pillow

from config.kept_pages import addresses
from news.models import Article, PreviewLink
from news.pictures.renditions import renditions_of
from news.preview_links import address_of, token_of
from tests.factories import make_article, make_draft, make_image, make_source, make_version
from tests.pages import words

pytestmark = pytest.mark.django_db

SECRET = "Words that are not public"
PRIVATE = {
    "Cache-Control": "no-store, private",
    "X-Robots-Tag": "noindex, nofollow, noarchive",
    "Referrer-Policy": "no-referrer",
}


@pytest.fixture
def draft():
    make_source("read")
    image = make_image("lead")
    article = make_article("meeting", version=False)
    return make_draft(
        article, headline="Trains", body=f"{SECRET}.[^read]\n\n[[image:in-text]]", lead_image=image
    )


def make_link(version, days=3, **fields):
    now = timezone.now()
    return PreviewLink.objects.create(
        version=version, for_whom="Expert", expires_at=now + timedelta(days=days), **fields
    )


def picture(link, name):
    return reverse("article_preview_picture", args=[token_of(link), name])


def rendition_of(image):
    """What the page shows to a browser that takes no newer format."""
    return next(renditions_of(image.original, formats=(image.fallback,))).name


class TestArticlePreview:
    def test_shows_the_draft_to_whoever_has_it(self, draft):
        response = Client().get(address_of(make_link(draft)))
        assert response.status_code == 200
        assert SECRET in words(response)
        assert "A draft, shown to you in confidence." in words(response)
        assert response.template_name == "news/article_detail.html"

    def test_is_private(self, client, draft):
        response = client.get(address_of(make_link(draft)))
        assert {name: response[name] for name in PRIVATE} == PRIVATE
        assert "frame-ancestors 'none'" in response["Content-Security-Policy"]
        assert (dict(response.cookies), "Cookie" in response.get("Vary", "")) == ({}, False)
        page = response.content.decode()
        for leak in ('rel="canonical"', 'hreflang="x-default"', "ld+json", "og:url"):
            assert leak not in page

    def test_speaks_the_language_of_its_text(self, client, draft):
        version = make_draft(draft.article, "ru", headline="Поезда", body="Слова.")
        response = client.get(address_of(make_link(version)), headers={"Accept-Language": "be"})
        assert response["Content-Language"] == "ru"
        assert '<html lang="ru">' in response.content.decode()

    def test_shows_what_was_kept_last(self, client, draft):
        address = address_of(make_link(draft))
        draft.body = "Other words."
        draft.save()
        assert "Other words." in words(client.get(address))

    def test_a_scheduled_text_says_when(self, client, draft):
        draft.live_from = timezone.now() + timedelta(days=1)
        draft.save()
        assert "It goes public on" in words(client.get(address_of(make_link(draft))))

    def test_once_public_leads_to_the_page(self, client, draft):
        address = address_of(make_link(draft))
        draft.live_from = timezone.now() - timedelta(minutes=1)
        draft.save()
        response = client.get(address)
        assert (response.status_code, response["Location"]) == (302, "/en/news/meeting/versions/1/")
        assert response["Cache-Control"] == "no-store, private"

    def test_costs_the_same_however_many_links_there_are(self, client, draft):
        link = make_link(draft)
        counts = []
        for _ in range(2):
            with CaptureQueriesContext(connection) as queries:
                client.get(address_of(link))
            counts.append(len(queries))
            for _ in range(5):
                make_link(draft)
            assert not [each["sql"] for each in queries if not each["sql"].startswith("SELECT")]
        assert counts == [6, 6]


class TestClosed:
    """Every answer to a link that is not open is one and the same, whatever became of the text."""

    def closed(self, client, address):
        response = client.get(address)
        assert response.status_code == 410
        assert {name: response[name] for name in PRIVATE} == PRIVATE
        assert SECRET not in response.content.decode()
        return response.content.decode().replace(address, "")

    def test_expired_taken_back_discarded_and_removed_are_told_alike(self, client, draft):
        expired, revoked = make_link(draft), make_link(draft, revoked_at=timezone.now())
        now = timezone.now()
        PreviewLink.objects.filter(pk=expired.pk).update(
            created_at=now - timedelta(days=3), expires_at=now - timedelta(seconds=1)
        )
        answers = {self.closed(client, address_of(each)) for each in (expired, revoked)}
        link = make_link(draft)
        Article.objects.update(removed_at=now, reason_en="Wrong")
        answers.add(self.closed(client, address_of(link)))
        Article.objects.update(removed_at=None)
        other = make_article("other")
        Article.objects.exclude(pk=other.pk).update(merged_into=other)
        address = address_of(link)
        answers.add(self.closed(client, address))
        draft.delete()
        answers.add(self.closed(client, address))
        assert len(answers) == 1

    @pytest.mark.parametrize("made", ["pk", "unsigned", "other salt", "other draft", "cut"])
    def test_what_was_never_made_here_is_no_page(self, client, draft, made):
        link = make_link(draft)
        token = {
            "pk": str(link.pk),
            "unsigned": token_of(link).rpartition(":")[0],
            "other salt": signing.dumps([link.pk, draft.pk]),
            "other draft": token_of(link).replace(token_of(link)[:4], "WzIs", 1) + "x",
            "cut": token_of(link)[:-1],
        }[made]
        response = client.get(reverse("article_preview", args=[token]))
        assert response.status_code == 404
        assert SECRET not in response.content.decode()

    def test_a_link_never_opens_another_draft(self, client, draft):
        """Not even where its row's number is given out again."""
        link = make_link(draft)
        address = address_of(link)
        pk = link.pk
        link.delete()
        other = make_draft(make_article(version=False), body="Somebody else’s.")
        make_link(other, pk=pk)
        assert self.closed(client, address)

    @pytest.mark.parametrize("method", ["post", "put", "delete"])
    def test_is_read_only(self, client, draft, method):
        assert getattr(client, method)(address_of(make_link(draft))).status_code == 405


class TestArticlePreviewPicture:
    def test_the_page_asks_for_its_pictures_under_the_link(self, client, draft):
        inner = make_image("in-text")
        link = make_link(draft)
        page = client.get(address_of(link)).content.decode()
        for image in (draft.lead_image, inner):
            address = picture(link, rendition_of(image))
            assert f'src="{address}"' in page
            response = client.get(address)
            assert response.status_code == 200
            assert Pillow.open(BytesIO(response.content)).size == (1, 1)
            original = client.get(picture(link, image.file.name))
            assert original.status_code == 200
            for each in (response, original):
                assert {name: each[name] for name in PRIVATE} == PRIVATE
        assert "/media/" not in page

    def test_a_picture_of_another_draft_is_not_served(self, client, draft):
        other = make_image("secret")
        response = client.get(picture(make_link(draft), other.file.name))
        assert (response.status_code, response["Location"]) == (302, f"/media/{other.file.name}")

    def test_a_closed_link_serves_none(self, client, draft):
        link = make_link(draft, revoked_at=timezone.now())
        assert client.get(picture(link, draft.lead_image.file.name)).status_code == 404

    def test_public_pages_ask_where_they_always_did(self, client, draft):
        client.get(address_of(make_link(draft)))
        version = make_version(draft.article, "ru", lead_image=draft.lead_image)
        page = client.get("/ru/news/meeting/").content.decode()
        assert f'src="/media/{rendition_of(version.lead_image)}"' in page


class TestNeverTold:
    def test_the_page_cache_keeps_none(self, draft):
        environ = {"PATH_INFO": address_of(make_link(draft)), "REQUEST_METHOD": "GET"}
        assert addresses().key(environ) is None

    def test_no_public_page_knows_the_draft(self, client, draft):
        make_link(draft)
        make_article("public")
        for path in (
            "/sitemap.xml",
            "/sitemap-articles.xml",
            "/en/",
            "/en/news/",
            "/en/news.atom",
            "/en/search/?q=Trains",
        ):
            body = client.get(path).content.decode()
            assert SECRET not in body
            assert "/preview/" not in body
