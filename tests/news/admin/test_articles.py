"""Articles at the desk: beginning one, its languages, and taking it away."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone

from news.models import Act, Article, ArticleVersion
from tests.accounts import take_permission
from tests.factories import make_article, make_draft, make_topic, make_version, moment
from tests.news.admin.pages import messages, url, version_url, words

LIST = url("article_changelist")
ADD = url("article_add")


def begin(client, **fields):
    data = {"headline": "Trains run", "language": "en", "kind": "report", "happened_on": "", "slug": ""}
    return client.post(ADD, data | fields)


def page_of(article):
    return url("article_change", article.pk)


class TestBeginning:
    def test_article_and_draft_in_one_go(self, editor):
        topic = make_topic()
        response = begin(editor, topics=[topic.pk], happened_on="2026-02-26")
        version = ArticleVersion.objects.get()
        article = version.article
        assert (article.slug, article.kind, str(article.happened_on)) == (
            "trains-run",
            "report",
            "2026-02-26",
        )
        assert list(article.topics.all()) == [topic]
        assert (version.language, version.number, version.act, version.headline) == (
            "en",
            1,
            Act.FIRST,
            "Trains run",
        )
        assert (version.live_from, version.created_by) == (None, editor.user)
        assert response["Location"] == version_url(version)

    @pytest.mark.parametrize(
        ("language", "headline", "slug"),
        [
            ("ru", "Пригородные поезда пошли", "prigorodnye-poezda-poshli"),
            ("be", "Цягнікі пайшлі ў Віцебск", "tsyahniki-payshli-u-vitsebsk"),
        ],
    )
    def test_the_address_is_written_in_latin_letters(self, editor, language, headline, slug):
        begin(editor, headline=headline, language=language)
        assert Article.objects.get().slug == slug

    def test_a_taken_address_gets_a_number(self, editor):
        for _ in range(3):
            begin(editor)
        assert list(Article.objects.order_by("pk").values_list("slug", flat=True)) == [
            "trains-run",
            "trains-run-2",
            "trains-run-3",
        ]

    @pytest.mark.parametrize(
        ("fields", "field", "error"),
        [
            ({"headline": ""}, "headline", "This field is required."),
            ({"kind": ""}, "kind", "This field is required."),
            ({"slug": "taken"}, "slug", "Article with this Slug already exists."),
            (
                {"headline": "列車"},
                "slug",
                "No address can be made from this headline. Write one in Latin letters.",
            ),
            ({"happened_on": "soon"}, "happened_on", "Enter a valid date."),
        ],
    )
    def test_what_is_wrong_is_said_and_nothing_is_lost(self, editor, fields, field, error):
        make_article("taken", version=False)
        response = begin(editor, **fields)
        form = response.context["adminform"].form
        assert response.status_code == 200
        assert form.errors == {field: [error]}
        assert form["headline"].value() == fields.get("headline", "Trains run")
        assert Article.objects.count() == 1

    def test_who_may_not_write_is_turned_away(self, author):
        take_permission(author, "add_articleversion")
        assert author.get(ADD).status_code == 403
        assert begin(author).status_code == 403
        assert not Article.objects.exists()


class TestList:
    def titles(self, response):
        return [
            response.context["cl"].model_admin.title(article)
            for article in response.context["cl"].result_list
        ]

    def test_each_language_says_where_it_stands(self, editor):
        article = make_article("first", version={"headline": "English words"})
        make_draft(article)
        make_version(article, "ru", headline="Русские слова", live_from=timezone.now() + timedelta(hours=1))
        response = editor.get(LIST)
        assert self.titles(response) == ["Headline of first en 2"]
        assert "version 1 public, draft open" in words(response)
        assert "version 1 scheduled" in words(response)

    @pytest.mark.parametrize("number", [1, 3])
    def test_a_constant_number_of_queries(self, editor, django_assert_num_queries, number):
        for _ in range(number):
            article = make_article(topics=[make_topic()])
            make_draft(article)
        with django_assert_num_queries(7):
            editor.get(LIST)

    @pytest.mark.parametrize(
        ("state", "slugs"),
        [
            ("draft", ["drafted"]),
            ("scheduled", ["scheduled"]),
            ("published", ["published"]),
            ("withdrawn", ["withdrawn"]),
            ("removed", ["removed"]),
        ],
    )
    def test_filter_by_state(self, editor, state, slugs):
        make_draft(make_article("drafted", version=False))
        make_version(make_article("scheduled", version=False), live_from=timezone.now() + timedelta(hours=1))
        make_article("published")
        make_article("withdrawn", withdrawn_at=moment(), reason_en="A mistake.")
        make_article("removed", removed_at=moment(), reason_en="A mistake.")
        response = editor.get(LIST, {"state": state})
        assert [article.slug for article in response.context["cl"].result_list] == slugs

    def test_search_by_headline_in_any_language(self, editor):
        make_version(make_article("one", version=False), "ru", headline="Поезда пошли")
        make_article("two")
        response = editor.get(LIST, {"q": "поезда"} | {"q": "Поезда"})
        assert [article.slug for article in response.context["cl"].result_list] == ["one"]


class TestDrafts:
    def draft(self, client, article, language="en", act="update", start=""):
        return client.post(
            url("article_draft", article.pk), {"language": language, "act": act, "from": start}
        )

    @pytest.mark.parametrize("act", ["update", "correction", "clarification"])
    def test_a_change_begins_with_the_public_text(self, author, act):
        article = make_article()
        response = self.draft(author, article, act=act)
        draft = article.versions.drafts().get()
        assert (draft.act, draft.headline, draft.created_by) == (
            act,
            article.versions.get(number=1).headline,
            author.user,
        )
        assert response["Location"] == version_url(draft)

    def test_a_translation_from_the_page(self, author):
        article = make_article()
        original = article.versions.get()
        page = author.get(page_of(article)).content.decode()
        assert f'name="from" value="{original.pk}"' in page
        self.draft(author, article, "be", "translation", original.pk)
        assert article.versions.drafts().get().translated_from == original

    @pytest.mark.parametrize(
        ("data", "message"),
        [
            (("en", "update"), "There is a draft in this language already, version 2."),
            (("de", "update"), "The site has no such language."),
            (
                ("be", "rewrite"),
                "A version can be a first publication, an update, a correction or a translation.",
            ),
        ],
    )
    def test_refusals_come_back_as_words(self, editor, data, message):
        article = make_article()
        make_draft(article)
        response = self.draft(editor, article, *data)
        assert response["Location"] == page_of(article)
        assert messages(response) == [message]
        assert article.versions.count() == 2

    def test_a_text_of_another_article_is_not_found(self, editor):
        article, other = make_article(), make_article()
        assert self.draft(editor, article, "ru", "translation", other.versions.get().pk).status_code == 404
        assert article.versions.count() == 1

    @pytest.mark.parametrize("name", ["draft", "restore"])
    def test_looking_changes_nothing(self, editor, name):
        article = make_article()
        assert editor.get(url(f"article_{name}", article.pk)).status_code == 405
        assert article.versions.count() == 1


class TestPage:
    @pytest.mark.parametrize("number", [1, 3])
    def test_a_constant_number_of_queries(self, editor, django_assert_num_queries, number):
        article = make_article(topics=[make_topic() for _ in range(number)])
        for _ in range(number):
            make_version(article, "ru")
        editor.get(page_of(article))  # content types are read once a process
        with django_assert_num_queries(7):
            editor.get(page_of(article))

    def test_each_act_that_may_follow_has_one_button_with_its_outcome(self, editor):
        section = editor.get(page_of(make_article())).content.decode().split('id="language-ru"')[0]
        buttons = re.findall(
            r'<button class="act" name="act" value="(\w+)"><b>(.+?)</b><span>(.+?)</span>', section
        )
        assert buttons == [
            ("update", "Update this", "Something is new"),
            ("minor", "Minor update", "No fact changes"),
            ("correction", "Correct this", "Something was wrong"),
            ("clarification", "Clarify this", "Something was unclear"),
        ]

    def test_an_address_that_was_public_stays(self, editor):
        article = make_article("public")
        editor.post(page_of(article), {"slug": "other", "kind": "analysis", "happened_on": ""})
        article.refresh_from_db()
        assert (article.slug, article.kind) == ("public", "analysis")

    def test_before_that_it_may_change(self, author):
        article = make_article("drafted", version=False)
        draft = make_draft(article, created_by=author.user)
        author.post(page_of(article), {"slug": "better", "kind": "report", "happened_on": ""})
        article.refresh_from_db()
        assert article.slug == "better"
        ArticleVersion.objects.filter(pk=draft.pk).update(created_by=None)
        data = {"slug": "best", "kind": "report", "happened_on": ""}
        assert author.post(page_of(article), data).status_code == 403

    def test_what_readers_see_at_once_is_for_those_who_may_publish(self, author):
        article = make_article()
        assert author.get(page_of(article)).status_code == 200
        assert author.post(page_of(article), {"kind": "analysis"}).status_code == 403
        article.refresh_from_db()
        assert article.kind == "report"

    def test_articles_are_not_deleted(self, editor):
        article = make_article()
        assert editor.post(url("article_delete", article.pk), {"post": "yes"}).status_code == 403
        assert Article.objects.exists()


class TestGoing:
    @pytest.mark.parametrize(("name", "field"), [("withdraw", "withdrawn_at"), ("remove", "removed_at")])
    def test_it_goes_with_a_reason_and_comes_back(self, editor, name, field):
        article = make_article()
        page = url(f"article_{name}", article.pk)
        assert editor.get(page).status_code == 200
        response = editor.post(page, {"reason_en": "A mistake.", "reason_ru": "Ошибка."})
        article.refresh_from_db()
        assert (getattr(article, field) is not None, article.reason_ru) == (True, "Ошибка.")
        assert response["Location"] == page_of(article)
        assert "A mistake." in words(editor.get(page_of(article)))
        editor.post(url("article_restore", article.pk))
        article.refresh_from_db()
        assert getattr(article, field) is None

    @pytest.mark.parametrize("name", ["withdraw", "remove"])
    def test_without_a_reason_it_stays(self, editor, name):
        article = make_article()
        response = editor.post(url(f"article_{name}", article.pk), {"reason_en": " ", "reason_ru": "Ошибка."})
        assert response.context["form"].errors == {"reason_en": ["This field is required."]}
        assert "Ошибка." in response.content.decode()
        article.refresh_from_db()
        assert (article.withdrawn_at, article.removed_at) == (None, None)

    @pytest.mark.parametrize("name", ["withdraw", "remove"])
    def test_a_refusal_is_said_on_the_form(self, editor, name):
        article = make_article(version=False)
        make_draft(article)
        response = editor.post(url(f"article_{name}", article.pk), {"reason_en": "A mistake."})
        assert response.context["form"].non_field_errors() == [
            "Nothing of this article has been public. Discard its drafts instead."
        ]

    @pytest.mark.parametrize("name", ["withdraw", "remove", "restore"])
    def test_an_author_may_not(self, author, name):
        gone = {"withdrawn_at": moment(), "reason_en": "A mistake."} if name == "restore" else {}
        article = make_article(**gone)
        assert author.post(url(f"article_{name}", article.pk), {"reason_en": "A mistake."}).status_code == 403
        before = Article.objects.values().get()
        assert (before["withdrawn_at"], before["removed_at"]) == (gone.get("withdrawn_at"), None)
        assert "Taking it away" not in words(author.get(page_of(article)))

    @pytest.mark.parametrize("name", ["draft", "withdraw", "remove", "restore"])
    def test_nor_a_stranger(self, client, editor, name):
        article = make_article()
        response = client.post(url(f"article_{name}", article.pk), {"language": "en", "act": "update"})
        assert response.status_code == 302
        assert "/admin/login/" in response["Location"]
