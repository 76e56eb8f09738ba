"""A picture dropped into a text: made, found to be here already, or refused field by field."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from news.admin.pictures.drop import key_from
from news.models import AuditEntry, Image
from tests.factories import make_image, picture_file
from tests.news.admin.pages import url

WORDS = {"alt_ru": "Карта границы", "credit_en": "Union Chronicle", "licence": "CC BY 4.0"}


@pytest.fixture(autouse=True)
def _media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


def drop(client, file=None, **changes):
    file = picture_file("border-map.png", (700, 500)) if file is None else file
    return client.post(url("image_drop"), WORDS | {"file": file} | changes)


class TestDrop:
    def test_makes_a_picture(self, editor):
        response = drop(editor)
        image = Image.objects.get()
        assert (response.status_code, response.json()) == (
            201,
            {
                "key": "border-map",
                "typed": "[[image:border-map]]",
                "duplicate_of": None,
                "thumbnail": f"/admin/news/image/file/renditions/{image.sha256[:20]}-320.webp",
            },
        )
        assert (image.alt_ru, image.credit_en, image.licence) == (
            "Карта границы",
            "Union Chronicle",
            "CC BY 4.0",
        )
        assert editor.get(response.json()["thumbnail"]).status_code == 200

    def test_is_in_the_audit(self, editor):
        drop(editor)
        entry = AuditEntry.objects.get()
        assert (entry.act, entry.new["licence"]) == ("add", "CC BY 4.0")

    def test_what_is_here_already_is_not_made_again(self, editor):
        data = picture_file(size=(90, 60)).read()
        drop(editor, SimpleUploadedFile("border-map.png", data))
        response = drop(editor, SimpleUploadedFile("same.png", data))
        assert response.status_code == 200
        assert response.json()["typed"] == "[[image:border-map]]"
        assert response.json()["duplicate_of"] == "border-map"
        assert Image.objects.count() == 1

    def test_keys_are_unique(self, editor):
        make_image("border-map")
        keys = [drop(editor).json()["key"] for _ in range(2)]
        assert keys == ["border-map-2", "border-map-3"]

    @pytest.mark.parametrize(
        ("changes", "fields"),
        [
            ({"alt_ru": ""}, {"alt_en"}),
            ({"credit_en": ""}, {"credit_en"}),
            ({"licence": " "}, {"licence"}),
            ({"file": ""}, {"file"}),
            ({"file": SimpleUploadedFile("a.png", b"no picture")}, {"file"}),
            ({"alt_ru": "", "credit_en": "", "licence": ""}, {"alt_en", "credit_en", "licence"}),
        ],
    )
    def test_says_what_is_wrong(self, editor, changes, fields):
        response = drop(editor, **changes)
        assert (response.status_code, set(response.json()["errors"])) == (400, fields)
        assert all(messages for messages in response.json()["errors"].values())
        assert not Image.objects.exists()

    def test_decorative_ones_need_no_words(self, editor):
        assert drop(editor, alt_ru="", decorative="on").status_code == 201

    def test_needs_the_permission_a_token_and_a_post(self, editor, django_user_model):
        reader = Client()
        reader.force_login(django_user_model.objects.create_user("reader", is_staff=True))
        assert drop(reader).status_code == 403
        assert drop(Client()).status_code == 302
        guarded = Client(enforce_csrf_checks=True)
        guarded.force_login(editor.user)
        assert drop(guarded).status_code == 403
        assert editor.get(url("image_drop")).status_code == 405
        assert not Image.objects.exists()


@pytest.mark.parametrize(
    ("name", "alt", "key"),
    [
        ("Граница_2026.JPG", "Карта", "granitsa-2026"),
        ("Мяжа ў лесе.png", "", "myazha-u-lese"),
        ("border-map.png", "A map", "border-map"),
        ("IMG_20260226_1201.jpg", "Карта границы у Смоленска", "karta-granitsy-u-smolenska"),
        ("DSC0042.JPG", "", "picture"),
        ("image.png", "A map", "a-map"),
        ("Без названия (1).webp", "A map", "a-map"),
        ("Screenshot 2026-02-26.png", "One two three four five six seven", "one-two-three-four-five-six"),
        ("", "", "picture"),
    ],
)
def test_key_from(name, alt, key):
    assert key_from(name, alt) == key
