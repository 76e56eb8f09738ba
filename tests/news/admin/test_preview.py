"""The page beside the form: as it is typed, in each language, seen by the desk alone; nothing is written by looking."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from news.models import ArticleVersion
from tests.factories import make_article, make_draft, make_figure, make_image, make_person, make_version
from tests.news.admin.pages import url, version_data, words

HEADERS = {
    "Content-Security-Policy": "frame-ancestors 'self'",
    "X-Frame-Options": "SAMEORIGIN",
    "X-Robots-Tag": "noindex, nofollow, noarchive",
    "Referrer-Policy": "no-referrer",
    "Cache-Control": "no-store",
}


@pytest.fixture
def draft(source):
    return make_draft(
        make_article("meeting", version=False), headline="As kept", standfirst="", body="Kept words.[^read]"
    )


def typed(client, version, language="", **changes):
    query = f"?in={language}" if language else ""
    return client.post(url("articleversion_preview", version.pk) + query, version_data(version, **changes))


def stored():
    return list(ArticleVersion.objects.order_by("pk").values())


class TestAsTyped:
    def test_the_page_says_what_the_form_holds_and_nothing_is_kept(self, author, draft):
        image = make_image("photo", alt_en="Two trains")
        before = stored()
        response = typed(
            author,
            draft,
            headline=" Minister:\r\ntrains run ",
            body="Typed **words**.[^read]\r\n\r\nMore.",
            confirmed="Sure.[^read]",
            dateline="Minsk",
            lead_image=image.pk,
        )
        page = response.content.decode()
        assert (response.status_code, response.template_name) == (200, "news/article_detail.html")
        assert "<h1>Minister: trains run</h1>" in page
        assert "<p>Typed <strong>words</strong>.<sup" in page
        assert 'alt="Two trains"' in page
        assert "Kept words" not in page
        assert "Preview of a draft" not in page
        assert stored() == before

    def test_what_is_half_typed_is_no_failure(self, author, draft):
        response = typed(
            author,
            draft,
            headline="a" * 300,
            body="[[person:nobody]] [^none] [[image:none]]\n\n**open\n\n| a\n|--\n> \n<script>",
            act="rewrite",
            reviewed_on="soon",
            lead_image="99999999999999999999",
            translated_from="x",
        )
        page = response.content.decode()
        assert response.status_code == 200
        assert '<span class="missing">[[person:nobody]]</span>' in page
        assert '<span class="missing">[^none]</span>' in page
        assert "&lt;script&gt;" in page
        assert "a" * 300 in page

    def test_a_form_without_fields_shows_what_is_kept(self, editor, draft):
        response = editor.post(url("articleversion_preview", draft.pk))
        assert "Kept words" in words(response)

    def test_an_original_of_another_article_is_not_told(self, editor, draft):
        other = make_version(make_article("secret", version=False), "ru", headline="Not theirs")
        response = typed(editor, draft, translated_from=other.pk, translation_method="human")
        assert "Translation." not in words(response)


class TestLanguages:
    def test_the_draft_of_another_language_comes_before_its_public_text(self, author, draft):
        make_version(draft.article, "ru", headline="Публично")
        assert "Публично" in words(typed(author, draft, "ru"))
        make_draft(draft.article, "ru", headline="Черновик")
        response = typed(author, draft, "ru", headline="Typed in English")
        assert response["Content-Language"] == "ru"
        assert '<html lang="ru">' in response.content.decode()
        assert "Черновик" in words(response)
        assert "Typed in English" not in words(response)

    @pytest.mark.parametrize("language", ["be", "xx"])
    def test_one_that_is_not_written_shows_the_text_itself(self, author, draft, language):
        assert "Kept words" in words(typed(author, draft, language))

    def test_a_text_of_another_article_is_not_shown(self, author, draft):
        make_version(make_article("secret", version=False), "ru", headline="Чужое")
        assert "Чужое" not in words(typed(author, draft, "ru"))


class TestWho:
    def test_what_looks_at_it_may_not_be_kept_framed_elsewhere_or_found(self, author, draft):
        response = typed(author, draft)
        for name, value in HEADERS.items():
            assert value in response[name], name
        page = response.content.decode()
        assert '<meta name="robots" content="noindex, nofollow">' in page
        for leak in ('rel="canonical"', 'hreflang="x-default"', "ld+json"):
            assert leak not in page

    def test_no_other_page_may_be_framed(self, author, draft):
        for address in (
            url("articleversion_change", draft.pk),
            url("articleversion_compare", draft.pk),
            "/en/",
        ):
            response = author.get(address)
            assert "frame-ancestors 'none'" in response["Content-Security-Policy"]
            assert response["X-Frame-Options"] == "DENY"

    def test_readers_and_staff_without_articles_see_nothing(self, client, django_user_model, draft):
        assert "/admin/login/" in typed(client, draft)["Location"]
        client.force_login(django_user_model.objects.create_user("clerk", is_staff=True))
        assert typed(client, draft).status_code == 403
        assert typed(client, draft, "ru").status_code == 403


LONG = "\n\n".join(
    f"Number {n}: [[figure:growth@2025]] by [[person:speaker]].[^read]\n\n[[image:map]]" for n in range(60)
)


def test_looking_costs_the_same_whatever_is_typed(author, draft):
    make_person("speaker")
    make_figure("growth", values=[(2025, 3)])
    make_image("map")
    counts = {}
    for name, text in (("short", LONG[: LONG.index("Number 1:")]), ("long", LONG)):
        with CaptureQueriesContext(
            connection,
        ) as queries:
            typed(author, draft, body=text)
        counts[name] = len(queries)
        assert not [each["sql"] for each in queries if not each["sql"].startswith("SELECT")]
    assert counts == {"short": 11, "long": 11}
