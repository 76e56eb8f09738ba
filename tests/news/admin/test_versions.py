"""The page of a text: what its buttons do, what it refuses, and that nothing typed is lost."""

from datetime import timedelta

import pytest
from django.utils import timezone

from news.models import Act, Article, ArticleVersion
from tests.accounts import take_permission
from tests.factories import make_article, make_draft, make_image, make_version, moment
from tests.news.admin.pages import messages, url, version_data, version_url, words

LIST = url("articleversion_changelist")


@pytest.fixture
def draft(source, author):
    """The author's."""
    fields = {"body": "It is so.[^read]", "standfirst": "", "confirmed": "This.[^read]"}
    return make_draft(make_article(version=False), created_by=author.user, **fields)


def save(client, version, button="keep", **changes):
    return client.post(version_url(version), version_data(version, button, **changes))


def stored(version):
    return ArticleVersion.objects.get(pk=version.pk)


def refusals(response):
    return [str(reason.message) for reason in response.context["refused"]]


class TestKeep:
    def test_what_is_typed_is_stored_as_typed(self, author, draft):
        image = make_image()
        changes = {
            "headline": "Minister: trains run",
            "standfirst": "Two *lines*.",
            "body": "## Heading\n\n<script>alert(1)</script> and [[person:nobody]]",
            "claimed": "One.\nTwo.",
            "byline": "A. Desk",
            "dateline": "Minsk",
            "lead_image": image.pk,
            "note": "New.",
        }
        response = save(author, draft, **changes)
        assert response["Location"] == version_url(draft)
        assert messages(response) == ["The draft is kept. Nothing public has changed."]
        kept = stored(draft)
        assert {name: getattr(kept, name) for name in changes if name != "lead_image"} == {
            name: value for name, value in changes.items() if name != "lead_image"
        }
        assert (kept.lead_image, kept.live_from) == (image, None)

    def test_line_ends_are_stored_as_typed_and_not_as_browsers_send_them(self, author, draft):
        save(author, draft, body="One.\r\n\r\nTwo.", claimed="a\r\nb")
        assert (stored(draft).body, stored(draft).claimed) == ("One.\n\nTwo.", "a\nb")

    def test_a_draft_may_be_incomplete(self, author, draft):
        save(author, draft, headline="", body="")
        assert (stored(draft).headline, stored(draft).body) == ("", "")
        assert "No headline yet" in words(author.get(version_url(draft)))

    def test_a_headline_is_one_line(self, author, draft):
        save(author, draft, headline=" Trains\r\n run ")
        assert stored(draft).headline == "Trains run"

    @pytest.mark.parametrize(
        ("changes", "field", "error"),
        [
            (
                {"headline": "a" * 201},
                "headline",
                "Ensure this value has at most 200 characters (it has 201).",
            ),
            (
                {"act": "rewrite"},
                "act",
                "Select a valid choice. rewrite is not one of the available choices.",
            ),
            (
                {"lead_image": "0"},
                "lead_image",
                "Select a valid choice. That choice is not one of the available choices.",
            ),
            ({"translation_method": "human"}, "translated_from", "Say which version it translates."),
            ({"reviewed_on": "soon"}, "reviewed_on", "Enter a valid date."),
        ],
    )
    def test_what_is_wrong_is_said_and_the_text_is_still_there(self, author, draft, changes, field, error):
        response = save(author, draft, body="Long and precious.", **changes)
        assert response.status_code == 200
        form = response.context["adminform"].form
        assert form.errors == {field: [error]}
        assert form["body"].value() == "Long and precious."
        assert stored(draft).body == draft.body

    def test_only_published_texts_of_this_article_are_originals(self, editor, draft):
        original = make_version(draft.article, "ru")
        make_draft(draft.article, "be")
        make_article()
        form = editor.get(version_url(draft)).context["adminform"].form
        assert list(form.fields["translated_from"].queryset) == [original]
        save(editor, draft, translated_from=original.pk, translation_method="machine", act="translation")
        assert stored(draft).translated_from == original

    @pytest.mark.parametrize(
        ("published", "acts"),
        [
            (False, ["first", "translation"]),
            (True, ["minor", "update", "correction", "clarification", "translation"]),
        ],
    )
    def test_only_what_the_version_can_be_is_offered(self, editor, published, acts):
        article = make_article(version={} if published else False)
        draft = make_draft(article, act=acts[0])
        form = editor.get(version_url(draft)).context["adminform"].form
        assert [value for value, _ in form.fields["act"].choices] == acts


class TestTwoEditors:
    def test_saving_twice_oneself_is_no_alarm(self, editor, draft):
        save(editor, draft, body="One.")
        response = editor.get(version_url(draft))
        seen = response.context["adminform"].form["seen"].value()
        editor.post(version_url(draft), version_data(draft) | {"body": "Two.", "seen": seen})
        assert stored(draft).body == "Two."

    @pytest.mark.parametrize("live_from", [moment(), timezone.now() + timedelta(days=1)])
    def test_what_was_published_meanwhile_stays_and_the_text_comes_back(self, author, draft, live_from):
        ArticleVersion.objects.update(live_from=live_from)
        response = save(author, draft, body="Late words.")
        form = response.context["adminform"].form
        [error] = form.non_field_errors()
        assert error.startswith("Somebody published or scheduled this version meanwhile")
        assert form["body"].value() == "Late words."
        assert stored(draft).body == draft.body

    def test_what_was_discarded_meanwhile(self, author, draft):
        data, page = version_data(draft), version_url(draft)
        draft.delete()
        response = author.post(page, data)
        assert response.status_code == 302
        assert "Perhaps it was deleted?" in messages(response)[0]


class TestPublish:
    def test_text_and_publication_in_one_press(self, editor, draft):
        response = save(editor, draft, "publish", body="Newer.[^read]")
        version = stored(draft)
        assert (version.body, version.published_by) == ("Newer.[^read]", editor.user)
        assert version.live_from <= timezone.now()
        assert messages(response) == ["Version 1 is public."]
        assert response["Location"] == version_url(draft)

    def test_refused_it_is_kept_and_says_why_where(self, editor, draft):
        response = save(editor, draft, "publish", headline="", body="Mine.[^read]\n\nIn 2025.")
        assert response.status_code == 200
        version = stored(draft)
        assert (version.body, version.live_from) == ("Mine.[^read]\n\nIn 2025.", None)
        assert refusals(response) == [
            "The headline is missing.",
            "“In 2025.” has a number, a date or somebody’s words, but no source note.",
        ]
        page = response.content.decode()
        assert 'href="#id_headline"' in page
        assert 'href="#id_body" data-line="3"' in page
        assert 'id="id_headline"' in page
        assert response.context["adminform"].form["body"].value() == "Mine.[^read]\n\nIn 2025."

    def test_a_refused_form_can_be_sent_again(self, editor, draft):
        response = save(editor, draft, "publish", body="In 2025.")
        seen = response.context["adminform"].form["seen"].value()
        save(editor, draft, "publish", body="In 2025.[^read]", seen=seen)
        assert stored(draft).live_from is not None

    def test_the_panel_tells_before(self, editor, draft):
        ArticleVersion.objects.update(body="It is.[^read]\n\nIn 2025.")
        text = words(editor.get(version_url(draft)))
        assert "Ready to publish? 1 thing open" in text
        assert "Line 3: “In 2025.” has a number" in text
        assert "Refused while 1 thing is open" in text

    def test_an_author_has_no_such_button_and_no_such_act(self, author, draft):
        page = author.get(version_url(draft)).content.decode()
        assert 'value="keep"' in page
        for name in ("publish", "schedule"):
            assert f'value="{name}"' not in page
            response = save(author, draft, name, publish_at="2030-01-01T09:00")
            assert response.status_code == 403
            assert stored(draft).live_from is None


class TestSchedule:
    def test_on_a_day_in_minsk(self, editor, draft):
        response = save(editor, draft, "schedule", publish_at="2099-05-03T09:00")
        assert stored(draft).live_from.isoformat() == "2099-05-03T06:00:00+00:00"
        assert messages(response) == ["Version 1 goes public on 3\u00a0May 2099, 09:00, Minsk time."]

    @pytest.mark.parametrize(
        ("publish_at", "error"),
        [
            ("", "Choose the day and hour on which it goes public."),
            ("soon", "This is no day and hour. Write it as 2026-05-03 09:00."),
            ("2026-02-31T09:00", "This is no day and hour. Write it as 2026-05-03 09:00."),
            ("2020-01-01T09:00", "That moment has passed. Choose a later one, or publish now."),
        ],
    )
    def test_no_day_a_wrong_day_a_past_day(self, editor, draft, publish_at, error):
        response = save(editor, draft, "schedule", publish_at=publish_at, body="Mine.[^read]")
        assert refusals(response) == [error]
        assert (stored(draft).live_from, stored(draft).body) == (None, "Mine.[^read]")
        page = response.content.decode()
        assert f'name="publish_at" form="articleversion_form" value="{publish_at}"' in page

    def test_over_a_scheduled_version(self, editor, draft):
        later = timezone.now() + timedelta(days=2)
        scheduled = make_version(draft.article, live_from=later)
        response = save(editor, draft, "publish", act="update")
        assert any("Take it back to a draft or wait until then." in words for words in refusals(response))
        assert stored(scheduled).live_until is None

    def test_taken_back(self, editor, draft):
        save(editor, draft, "schedule", publish_at="2099-05-03T09:00")
        page = words(editor.get(version_url(draft)))
        assert "Take it back to a draft" in page
        response = editor.post(url("articleversion_unschedule", draft.pk))
        assert stored(draft).live_from is None
        assert response["Location"] == version_url(draft)

    def test_taking_back_what_is_public_is_refused(self, editor):
        version = make_article().versions.get()
        response = editor.post(url("articleversion_unschedule", version.pk))
        assert messages(response) == ["This version is not waiting to be published."]
        assert stored(version).live_from == version.live_from

    def test_not_by_looking_and_not_by_an_author(self, editor, author, draft):
        save(editor, draft, "schedule", publish_at="2099-05-03T09:00")
        page = url("articleversion_unschedule", draft.pk)
        assert editor.get(page).status_code == 405
        assert author.post(page).status_code == 403
        assert "Take it back to a draft" not in words(author.get(version_url(draft)))
        assert stored(draft).live_from is not None


class TestDiscard:
    def test_asks_first_and_returns_to_the_article(self, author):
        article = make_article()
        draft = make_draft(article, body="Precious words.", created_by=author.user)
        page = url("articleversion_discard", draft.pk)
        assert "Precious words." in words(author.get(page))
        assert article.versions.count() == 2
        response = author.post(page)
        assert response["Location"] == url("article_change", article.pk)
        assert article.versions.count() == 1

    def test_an_article_that_was_nothing_else(self, author, draft):
        ArticleVersion.objects.update(created_by=author.user)
        assert "the article goes with its draft" in words(author.get(url("articleversion_discard", draft.pk)))
        response = author.post(url("articleversion_discard", draft.pk))
        assert response["Location"] == url("article_changelist")
        assert not Article.objects.exists()

    def test_what_is_public_stays(self, editor):
        version = make_article().versions.get()
        response = editor.post(url("articleversion_discard", version.pk))
        assert messages(response) == ["Only a draft can be discarded."]
        assert stored(version)

    def test_without_the_permission_it_is_not_offered(self, author, draft):
        take_permission(author, "delete_articleversion")
        assert author.post(url("articleversion_discard", draft.pk)).status_code == 403
        assert "Discard draft" not in words(author.get(version_url(draft)))
        assert stored(draft)

    def test_the_side_doors_are_shut(self, editor, draft):
        assert editor.post(url("articleversion_delete", draft.pk), {"post": "yes"}).status_code == 403
        editor.post(LIST, {"action": "delete_selected", "_selected_action": [draft.pk], "post": "yes"})
        assert editor.get(url("articleversion_add")).status_code == 403
        assert stored(draft)


class TestPublicVersion:
    def test_is_shown_and_not_edited(self, editor):
        article = make_article(version={"body": "Public words."})
        version = article.versions.get()
        response = editor.get(version_url(version))
        page = response.content.decode()
        assert "Public words." in page
        assert "<textarea" not in page
        for button in ("Correct this", "Clarify this", "Update this"):
            assert button in page

    def test_earlier_ones_can_be_begun_from(self, editor):
        article = make_article()
        first = article.versions.get()
        make_version(article)
        response = editor.get(version_url(first))
        assert "Begin again from this version" in words(response)
        assert "Correct this" not in words(response)

    def test_two_versions_can_be_compared(self, editor):
        article = make_article("news")
        first = article.versions.get()
        second = make_version(article)
        assert (
            editor.get(version_url(second)).context["comparison"]
            == "/en/news/news/versions/compare/?from=1&to=2"
        )
        assert editor.get(version_url(first)).context["comparison"] == ""

    def test_an_open_draft_is_led_to(self, editor):
        article = make_article()
        draft = make_draft(article)
        page = editor.get(version_url(article.versions.get(number=1)))
        assert "Open the draft" in words(page)
        assert version_url(draft) in page.content.decode()
        assert "Correct this" not in words(page)

    @pytest.mark.parametrize("gone", ["withdrawn_at", "removed_at"])
    def test_nothing_begins_from_an_article_that_is_gone(self, editor, gone):
        article = make_article(**{gone: moment(), "reason_en": "A mistake."})
        page = words(editor.get(version_url(article.versions.get())))
        assert "Correct this" not in page
        assert "Begin again" not in page


class TestPage:
    @pytest.mark.parametrize("number", [1, 3])
    def test_a_constant_number_of_queries(self, editor, source, django_assert_num_queries, number):
        article = make_article(version={"body": "It is.[^read]"})
        for _ in range(number):
            make_version(article, "ru", translated_from=article.versions.get(language="en"))
            make_version(article, "be")
        draft = make_draft(article, body="It is.[^read]\n\n" * number)
        editor.get(version_url(draft))  # content types are read once a process
        with django_assert_num_queries(14):
            editor.get(version_url(draft))

    def test_languages_say_where_they_stand(self, editor):
        article = make_article()
        make_version(article, "ru", translated_from=article.versions.get(), translation_method="human")
        second = make_version(article)
        page = words(editor.get(version_url(second)))
        assert "English version 2 public" in page
        assert "Русский version 1 public, behind its original" in page
        assert "Беларуская not written" in page

    def test_nothing_inline_and_the_policy_of_the_site(self, editor, draft):
        response = editor.get(version_url(draft))
        page = response.content.decode()
        assert response["Content-Security-Policy"] == editor.get("/en/")["Content-Security-Policy"]
        assert " style=" not in page
        assert "<style" not in page
        for script in page.split("<script")[1:]:
            attributes = script.split(">")[0]
            assert "src=" in attributes or 'type="application/json"' in attributes
        assert "no-store" in response["Cache-Control"]


class TestList:
    def headlines(self, response):
        return [str(version) for version in response.context["cl"].result_list]

    @pytest.mark.parametrize("number", [1, 3])
    def test_a_constant_number_of_queries(self, editor, django_assert_num_queries, number):
        for _ in range(number):
            make_draft(make_article(), created_by=editor.user)
        with django_assert_num_queries(4):
            editor.get(LIST)

    @pytest.mark.parametrize(
        ("state", "headlines"),
        [("draft", ["Draft"]), ("scheduled", ["Later"]), ("published", ["Second"]), ("earlier", ["First"])],
    )
    def test_filter_by_state(self, editor, state, headlines):
        article = make_article(version={"headline": "First"})
        make_version(article, headline="Second")
        make_draft(article, headline="Draft")
        make_version(article, "be", headline="Later", live_from=timezone.now() + timedelta(days=1))
        assert self.headlines(editor.get(LIST, {"state": state})) == headlines

    def test_search(self, editor):
        make_article("trains", version={"headline": "One"})
        make_article("other", version={"headline": "Two"})
        assert self.headlines(editor.get(LIST, {"q": "trains"})) == ["One"]
        assert self.headlines(editor.get(LIST, {"q": "Two"})) == ["Two"]


class TestPreview:
    def preview(self, client, version):
        return client.get(url("articleversion_preview", version.pk))

    def test_a_draft_in_the_page_of_readers(self, author, source):
        draft = make_draft(
            make_article(version=False),
            "be",
            headline="Цягнікі пайшлі",
            body="Гэта так.[^read]",
            standfirst="",
        )
        response = self.preview(author, draft)
        text = words(response)
        assert response.template_name == "news/article_detail.html"
        assert "Цягнікі пайшлі" in text
        assert "Гэта так." in text
        assert '<html lang="be"' in response.content.decode()
        assert response["X-Robots-Tag"] == "noindex, nofollow, noarchive"
        assert "no-store" in response["Cache-Control"]
        assert stored(draft).live_from is None

    def test_keep_and_preview(self, author, draft):
        response = save(author, draft, "preview", body="Newer words.[^read]")
        assert response["Location"] == url("articleversion_preview", draft.pk)
        assert "Newer words." in words(author.get(response["Location"]))

    def test_a_draft_without_anything_yet(self, author):
        assert (
            self.preview(author, make_draft(make_article(version=False), headline="", body="")).status_code
            == 200
        )

    def test_a_scheduled_one_says_when(self, editor, draft):
        save(editor, draft, "schedule", publish_at="2099-05-03T09:00")
        assert (
            "It goes public on 3\u00a0May 2099, 09:00, Minsk time."
            in self.preview(editor, draft).content.decode()
        )

    def test_an_update_beside_what_is_public(self, editor, source):
        article = make_article(version={"body": "It was so."})
        draft = make_draft(article, body="It is so.[^read]", act=Act.UPDATE, note="New.")
        text = words(self.preview(editor, draft))
        assert "It is so." in text
        assert "It was so." not in text
        assert stored(article.versions.get(number=1)).live_until is None

    def test_what_is_public_has_its_own_page(self, editor):
        article = make_article("news")
        assert self.preview(editor, article.versions.get())["Location"] == "/en/news/news/versions/1/"

    def test_strangers_do_not_see_it(self, client, author, draft):
        assert "/admin/login/" in self.preview(client, draft)["Location"]
        author.user.groups.clear()
        assert self.preview(author, draft).status_code == 403
