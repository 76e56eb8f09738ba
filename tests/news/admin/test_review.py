"""The life of a text through the roles: sent, returned, published by another or by its author, looked at; and each act undone."""

from datetime import timedelta

import pytest
from django.utils import timezone

from news.models import Article, ArticleVersion, AuditEntry
from tests.factories import make_article, make_draft, make_version
from tests.news.admin.pages import messages, url, version_data, version_url, words


@pytest.fixture
def draft(source, author):
    """The author's, ready to be published."""
    fields = {"body": "It is so.[^read]", "standfirst": ""}
    return make_draft(make_article(version=False), created_by=author.user, **fields)


def stored(version):
    return ArticleVersion.objects.get(pk=version.pk)


def press(client, version, button, **changes):
    return client.post(version_url(version), version_data(stored(version), button, **changes))


def do(client, name, thing, data=None):
    return client.post(url(name, thing.pk), data or {})


def buttons(client, version):
    return [str(button.label) for button in client.get(version_url(version)).context["buttons"]]


def outcome(client, version, label):
    [button] = [b for b in client.get(version_url(version)).context["buttons"] if str(b.label) == label]
    return str(button.outcome)


class TestSending:
    def test_says_how_many_are_told(self, author, draft, reviewer, publisher):
        assert outcome(author, draft, "Send for review") == "2 editors are told on their desk"
        assert outcome(reviewer, draft, "Send for review") == "1 editor is told on their desk"

    def test_says_when_nobody_is(self, author, draft):
        assert outcome(author, draft, "Send for review") == "No other account may review yet"

    def test_what_was_typed_goes_with_it(self, author, draft):
        response = press(author, draft, "submit", body="Newer words.[^read]")
        assert response["Location"] == version_url(draft)
        assert (stored(draft).body, stored(draft).submitted_by) == ("Newer words.[^read]", author.user)
        assert buttons(author, draft) == ["Take it back", "Look at it"]
        assert "<textarea" not in author.get(version_url(draft)).content.decode()

    def test_an_empty_one_is_kept_and_not_sent(self, author, draft):
        response = press(author, draft, "submit", body="")
        assert "Not sent. Your text is kept as a draft." in words(response)
        assert "The text is missing." in words(response)
        assert (stored(draft).body, stored(draft).submitted_at) == ("", None)

    def test_a_form_that_was_open_meanwhile_comes_back_with_its_words(self, author, draft):
        data = version_data(draft)
        press(author, draft, "submit")
        response = author.post(version_url(draft), data | {"body": "Late words."})
        form = response.context["adminform"].form
        assert form.non_field_errors()[0].startswith("This draft was sent for review meanwhile")
        assert form["body"].value() == "Late words."
        assert stored(draft).body == draft.body

    def test_undo_takes_it_back_and_undo_sends_it_again(self, author, draft):
        page = author.post(version_url(draft), version_data(draft, "submit"), follow=True)
        assert f'action="{url("articleversion_take_back", draft.pk)}"' in page.content.decode()
        again = author.post(url("articleversion_take_back", draft.pk), follow=True)
        assert stored(draft).submitted_at is None
        assert f'action="{url("articleversion_submit", draft.pk)}"' in again.content.decode()
        do(author, "articleversion_submit", draft)
        assert stored(draft).submitted_at

    @pytest.mark.parametrize("name", ["submit", "take_back", "look", "unschedule"])
    def test_looking_does_nothing(self, editor, draft, name):
        assert editor.get(url(f"articleversion_{name}", draft.pk)).status_code == 405


class TestReviewing:
    @pytest.fixture
    def sent(self, author, draft):
        press(author, draft, "submit")
        return draft

    def test_an_editor_may_write_in_it(self, reviewer, sent):
        press(reviewer, sent, "keep", byline="B. Desk")
        assert (stored(sent).byline, stored(sent).changed_by) == ("B. Desk", reviewer.user)
        assert buttons(reviewer, sent)[:3] == ["Keep the draft", "Keep and preview", "Return it"]

    def test_an_editor_does_not_publish(self, reviewer, publisher, sent):
        assert "Publish version 1 now" not in buttons(reviewer, sent)
        assert "Publish version 1 now" in buttons(publisher, sent)
        assert press(reviewer, sent, "publish").status_code == 403
        assert stored(sent).live_from is None

    def test_returned_with_what_was_mended_and_why(self, reviewer, author, sent):
        asked = press(reviewer, sent, "return", byline="B. Desk")
        assert asked["Location"] == url("articleversion_return", sent.pk)
        assert "author reads your comment on the desk" in words(reviewer.get(asked["Location"]))
        do(reviewer, "articleversion_return", sent, {"comment": "Name the carrier.\n\nAnd the day."})
        assert (stored(sent).byline, stored(sent).submitted_at) == ("B. Desk", None)
        page = author.get(version_url(sent))
        assert "Returned. What is to be done: Name the carrier. And the day." in words(page)
        assert "Send for review" in buttons(author, sent)

    def test_not_without_a_word(self, reviewer, sent):
        response = do(reviewer, "articleversion_return", sent, {"comment": "  "})
        assert response.context["form"].errors == {"comment": ["This field is required."]}
        assert stored(sent).submitted_at

    def test_what_is_not_in_review_cannot_be_returned(self, reviewer, draft):
        response = do(reviewer, "articleversion_return", draft, {"comment": "Again."})
        assert response.context["form"].non_field_errors() == ["This draft is not in review."]

    def test_what_is_public_is_read_with_its_sources_in_place(self, author, source):
        version = make_version(make_article(version=False), note=f"It said so.[^{source.key}]")
        page = author.get(version_url(version))
        assert f"[^{source.key}]" not in page.text.split('class="history"')[0]
        assert "It said so. source 1" in words(page)

    def test_the_drafts_of_others_are_read_only_to_an_author(self, author, draft):
        ArticleVersion.objects.update(created_by=None)
        assert buttons(author, draft) == ["Look at it"]
        assert press(author, draft, "keep", body="Mine.").status_code == 403
        assert stored(draft).body == draft.body


class TestOwnText:
    @pytest.fixture
    def own(self, source, publisher):
        fields = {"body": "It is so.[^read]", "standfirst": "", "created_by": publisher.user}
        return make_draft(make_article(version=False), **fields)

    def test_asks_why_keeps_the_flag_and_lets_another_take_it_away(self, publisher, reviewer, own):
        asked = press(publisher, own, "publish", byline="B. Desk")
        assert asked["Location"] == url("articleversion_own_text", own.pk)
        assert (stored(own).live_from, stored(own).byline) == (None, "B. Desk")
        assert "flagged on everybody’s desk" in words(publisher.get(asked["Location"]))
        do(publisher, "articleversion_own_text", own, {"own_text_reason": "Nobody else is here."})
        assert stored(own).live_from
        text = words(reviewer.get(version_url(own)))
        assert "Published by its author. Nobody else has looked yet. The reason: Nobody else is here." in text
        assert "I have looked" not in buttons(publisher, own)
        assert "I have looked" in buttons(reviewer, own)
        do(reviewer, "articleversion_look", own)
        assert stored(own).second_look_by == reviewer.user
        assert "reviewer has looked" in words(publisher.get(version_url(own)))

    def test_on_a_day(self, publisher, own):
        asked = press(publisher, own, "schedule", publish_at="2099-05-03T09:00")
        page = words(publisher.get(asked["Location"]))
        assert "flagged" in page
        form = publisher.get(asked["Location"]).content.decode()
        assert "Publish on 3\u00a0May 2099, 09:00, Minsk time" in form
        do(
            publisher,
            "articleversion_own_text",
            own,
            {"own_text_reason": "It cannot wait.", "publish_at": "2099-05-03T09:00"},
        )
        assert timezone.localtime(stored(own).live_from).isoformat() == "2099-05-03T09:00:00+03:00"

    def test_a_day_that_is_none_publishes_nothing(self, publisher, own):
        data = {"own_text_reason": "It cannot wait.", "publish_at": "soon"}
        assert "publish_at" in do(publisher, "articleversion_own_text", own, data).context["form"].errors
        assert stored(own).live_from is None

    def test_what_else_is_wrong_is_said_first(self, publisher, own):
        response = press(publisher, own, "publish", body="It is so.")
        assert "Not published. Your text is kept as a draft." in words(response)
        assert "You wrote this text." not in words(response)

    def test_one_does_not_look_at_ones_own(self, publisher, own):
        press(publisher, own, "publish")
        do(publisher, "articleversion_own_text", own, {"own_text_reason": "Nobody else is here."})
        response = do(publisher, "articleversion_look", own)
        assert messages(response)[-1] == "A second look is for somebody else than its author."


class TestUndo:
    def test_of_a_schedule(self, publisher, draft):
        press(publisher, draft, "schedule", publish_at="2099-05-03T09:00")
        page = publisher.get(version_url(draft)).content.decode()
        assert f'<form method="post" action="{url("articleversion_unschedule", draft.pk)}">' in page

    @pytest.mark.parametrize("act", ["withdraw", "remove"])
    def test_of_a_withdrawal(self, publisher, act):
        article = make_article()
        page = publisher.post(url(f"article_{act}", article.pk), {"reason_en": "A mistake."}, follow=True)
        assert f'<form method="post" action="{url("article_restore", article.pk)}">' in page.content.decode()
        do(publisher, "article_restore", article)
        assert Article.objects.get(pk=article.pk).reason_en == ""


class TestMerging:
    def test_by_words_of_the_other_headline(self, publisher):
        article, other = make_article("one"), make_article("two", version={"headline": "Trains run"})
        make_article("three", version={"headline": "Something else"})
        page = publisher.get(url("article_merge", article.pk), {"q": "trains"})
        assert [str(each) for _pk, each in page.context["form"].fields["into"].choices] == ["two"]
        address = f"{url('article_merge', article.pk)}?q=trains"
        page = publisher.post(address, {"into": other.pk}, follow=True)
        assert "Readers of one are led to two." in words(page)
        assert Article.objects.get(pk=article.pk).merged_into == other
        assert f'action="{url("article_unmerge", article.pk)}"' in page.content.decode()
        do(publisher, "article_unmerge", article)
        assert Article.objects.get(pk=article.pk).merged_into is None

    def test_by_an_address(self, publisher):
        article, _other = make_article("one"), make_article("two")
        page = publisher.get(
            url("article_merge", article.pk), {"q": "https://chronicle.example/ru/news/two/"}
        )
        assert [str(each) for _pk, each in page.context["form"].fields["into"].choices] == ["two"]

    def test_only_into_what_readers_can_read(self, publisher):
        article = make_article("one")
        make_draft(make_article("draft", version=False))
        make_version(make_article("later", version=False), live_from=timezone.now() + timedelta(days=1))
        make_article("gone", removed_at=timezone.now(), reason_en="A mistake.")
        assert publisher.get(url("article_merge", article.pk)).context["form"].fields["into"].choices == []
        page = do(publisher, "article_merge", article, {"into": Article.objects.get(slug="draft").pk})
        assert "into" in page.context["form"].errors

    def test_its_page_says_so_and_offers_the_way_back(self, publisher):
        article = make_article("one", merged_into=make_article("two"))
        text = words(publisher.get(url("article_change", article.pk)))
        assert "Merged" in text
        assert "two" in text
        assert "Put it back" in text

    def test_is_in_the_audit(self, publisher):
        article, other = make_article("one"), make_article("two")
        do(publisher, "article_merge", article, {"into": other.pk, "comment": "The same news."})
        entry = AuditEntry.objects.get(act="merge")
        assert (entry.new, entry.comment) == ({"merged_into": "article:two"}, "The same news.")
