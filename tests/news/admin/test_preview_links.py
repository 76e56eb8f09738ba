"""The panel from which a draft is sent to somebody without an account: who may, what is said, what is written down."""

from datetime import timedelta

import pytest
from django.utils import timezone

from news.models import AuditEntry, PreviewLink
from tests.factories import make_article, make_draft, make_version, moment
from tests.news.admin.pages import messages, url, version_url, words


@pytest.fixture
def draft(author):
    return make_draft(make_article("meeting", version=False), created_by=author.user)


def share(client, version, for_whom="Expert", days="3", **options):
    data = {"for_whom": for_whom, "days": days}
    return client.post(url("articleversion_preview_link", version.pk), data, **options)


def take_back(client, link, **options):
    return client.post(url("articleversion_preview_link_take_back", link.version_id, link.pk), **options)


class TestShare:
    @pytest.mark.parametrize("days", [1, 3, 7, 14])
    def test_makes_a_link_that_ends(self, author, draft, days):
        response = share(author, draft, "  A. Expert ", str(days))
        link = PreviewLink.objects.get()
        assert (link.version, link.for_whom, link.created_by) == (draft, "A. Expert", author.user)
        assert link.expires_at - link.created_at == timedelta(days=days)
        assert response["Location"] == version_url(draft)
        assert messages(response) == ["The link is made. Copy it from the list and send it."]
        entry = AuditEntry.objects.get()
        assert (entry.act, entry.key, entry.new["for_whom"]) == ("share", "meeting/en/1", "A. Expert")

    @pytest.mark.parametrize(
        ("for_whom", "days", "said"),
        [
            (" ", "3", "Say whom the link is for, so that the desk knows it later."),
            ("a" * 121, "3", "Say whom the link is for in at most 120 characters."),
            ("Expert", "365", "Choose how long the link is to work."),
            ("Expert", "", "Choose how long the link is to work."),
            ("Expert", "-1", "Choose how long the link is to work."),
        ],
    )
    def test_what_is_wrong_is_said(self, author, draft, for_whom, days, said):
        assert messages(share(author, draft, for_whom, days)) == [said]
        assert not PreviewLink.objects.exists()

    def test_a_public_text_has_its_own_address(self, editor):
        version = make_version(make_article(version=False))
        assert messages(share(editor, version)) == ["This version is public: send its own address."]
        assert "Send a preview link" not in words(editor.get(version_url(version)))

    def test_a_scheduled_text_can_be_sent(self, editor):
        version = make_version(make_article(version=False), live_from=timezone.now() + timedelta(days=1))
        share(editor, version)
        assert "Expert works until" in words(editor.get(version_url(version)))

    def test_a_script_gets_the_panel(self, author, draft):
        headers = {"X-Requested-With": "fetch"}
        response = share(author, draft, headers=headers)
        assert (response.status_code, "The link is made." in words(response)) == (200, True)
        response = share(author, draft, "", headers=headers)
        assert (response.status_code, "Say whom the link is for" in words(response)) == (422, True)
        assert "<html" not in response.content.decode()


class TestTakeBack:
    def test_ends_it_at_once_and_once(self, author, draft):
        share(author, draft)
        link = PreviewLink.objects.get()
        assert messages(take_back(author, link))[-1] == "The link is taken back. It opens nothing any more."
        link.refresh_from_db()
        ended = link.revoked_at
        take_back(author, link)
        link.refresh_from_db()
        assert link.revoked_at == ended
        assert list(AuditEntry.objects.order_by("pk").values_list("act", flat=True)) == ["share", "unshare"]
        panel = words(author.get(version_url(draft)))
        assert "Expert taken back on" in panel
        assert "Take back" not in panel

    def test_a_link_of_another_text_is_not_reached_through_this_one(self, editor, draft):
        share(editor, draft)
        link = PreviewLink.objects.get()
        other = make_draft(make_article(version=False))
        address = url("articleversion_preview_link_take_back", other.pk, link.pk)
        assert editor.post(address).status_code == 404
        link.refresh_from_db()
        assert link.revoked_at is None


class TestWho:
    def test_acts_are_posted(self, author, draft):
        share(author, draft)
        link = PreviewLink.objects.get()
        assert author.get(url("articleversion_preview_link", draft.pk)).status_code == 405
        address = url("articleversion_preview_link_take_back", draft.pk, link.pk)
        assert author.get(address).status_code == 405

    def test_an_author_sends_own_drafts_only_in_review_too(self, author, draft):
        theirs = make_draft(make_article(version=False))
        assert share(author, theirs).status_code == 403
        assert "Send a preview link" not in words(author.get(version_url(theirs)))
        draft.submitted_at = moment()
        draft.save()
        assert share(author, draft).status_code == 302
        assert PreviewLink.objects.get().version == draft

    def test_others_neither_see_nor_make_nor_end_one(self, author, client, django_user_model, draft):
        share(author, draft)
        link = PreviewLink.objects.get()
        assert "/admin/login/" in share(client, draft)["Location"]
        client.force_login(django_user_model.objects.create_user("clerk", is_staff=True))
        assert share(client, draft).status_code == 403
        assert take_back(client, link).status_code == 403
        link.refresh_from_db()
        assert (link.revoked_at, PreviewLink.objects.count()) == (None, 1)
