"""The desk's front page: what waits for whom."""

from datetime import timedelta

import pytest
from django.contrib.contenttypes.models import ContentType
from django.urls import reverse
from django.utils import timezone

from news import publishing
from news.models import ArticleVersion
from tests.factories import DAY, make_article, make_draft, make_figure, make_source, make_version
from tests.news.admin.pages import url, words

DESK = reverse("admin:index")


def panel(response, name):
    shown = response.context["panels"]
    return next(panel for panel in [*shown.own, *shown.newsroom] if panel.name == name)


def titles(response, name):
    return [row.title for row in panel(response, name).rows]


def names(response):
    shown = response.context["panels"]
    return [panel.name for panel in [*shown.own, *shown.newsroom]]


def draft_of(client, headline, **fields):
    return make_draft(make_article(version=False), headline=headline, created_by=client.user, **fields)


class TestWaiting:
    def test_in_review_for_those_who_review(self, author, reviewer, publisher):
        draft = draft_of(author, "To read")
        publishing.submit(draft, by=author.user)
        assert titles(reviewer.get(DESK), "waiting") == ["To read"]
        assert titles(publisher.get(DESK), "waiting") == ["To read"]
        assert titles(author.get(DESK), "waiting") == []
        assert titles(author.get(DESK), "mine") == ["To read"]
        assert "In review" in words(author.get(DESK))

    def test_returned_to_its_author_with_the_comment(self, author, reviewer):
        draft = draft_of(author, "Again")
        publishing.submit(draft, by=author.user)
        publishing.return_draft(draft, by=reviewer.user, comment="Name the source.")
        page = author.get(DESK)
        [row] = panel(page, "waiting").rows
        assert (row.title, row.note) == ("Again", "Name the source.")
        assert "Returned to you" in words(page)
        assert titles(page, "mine") == []
        assert titles(reviewer.get(DESK), "waiting") == []

    def test_published_by_its_author_until_somebody_has_looked(self, publisher, reviewer):
        version = make_article().versions.get()
        ArticleVersion.objects.update(created_by=publisher.user, own_text_reason="Nobody else is here.")
        [row] = panel(reviewer.get(DESK), "waiting").rows
        assert row.note == "Nobody else is here."
        assert titles(publisher.get(DESK), "waiting") == []
        publishing.look(ArticleVersion.objects.get(pk=version.pk), by=reviewer.user)
        assert titles(reviewer.get(DESK), "waiting") == []

    def test_an_editors_own_text_waits_for_another(self, reviewer, publisher):
        draft = draft_of(reviewer, "Mine")
        publishing.submit(draft, by=reviewer.user)
        assert titles(reviewer.get(DESK), "waiting") == []
        assert titles(publisher.get(DESK), "waiting") == ["Mine"]


class TestNewsroom:
    def test_scheduled_the_next_first(self, author):
        now = timezone.now()
        for days in (3, 1):
            make_version(
                make_article(version=False), headline=f"In {days}", live_from=now + timedelta(days=days)
            )
        make_article(version={"headline": "Public"})
        assert titles(author.get(DESK), "scheduled") == ["In 1", "In 3"]

    def test_translations_behind(self, author):
        words = {"headline": "Trains", "standfirst": "", "body": "Trains run."}
        article = make_article(version=words)
        first = article.versions.get()
        make_version(
            article,
            "ru",
            headline="Отстаёт",
            translated_from=first,
            act="translation",
            standfirst="",
            body="Да.",
        )
        make_version(article, "be", headline="Не перевод")
        assert titles(author.get(DESK), "behind") == []
        make_version(article, "en", **words | {"body": "Trains run. So they say."})
        assert titles(author.get(DESK), "behind") == ["Отстаёт"]

    def test_overdue_the_longest_first_for_those_who_keep_the_record(self, author, reviewer):
        today = timezone.localdate()
        make_source("late", title="Late", review_by=today)
        make_source("early", title="Not yet", review_by=today + timedelta(days=1))
        make_figure("old", name_en="Later still", review_by=DAY)
        assert titles(reviewer.get(DESK), "overdue") == ["Later still", "Publisher of late: Late"]
        assert "overdue" not in names(author.get(DESK))

    def test_recently_changed_with_a_line_of_what(self, author):
        words = {"standfirst": "", "body": "It runs."}
        article = make_article(version={"headline": "Trains stand"} | words)
        make_version(article, headline="Trains run", **words)
        make_version(make_article(version=False), headline="Noted", note="A date was wrong.", act="first")
        rows = {row.title: row.note for row in panel(author.get(DESK), "recent").rows}
        assert rows["Noted"] == "A date was wrong."
        assert rows["Trains run"] == "Headline: “stand” is now “run”"

    def test_an_article_changes_once_whatever_its_languages(self, author, as_language):
        article = make_article(version={"headline": "English"})
        make_version(article, "ru", headline="Русский")
        [row] = panel(author.get(DESK), "recent").rows
        assert row.title == "English"
        assert row.facts.startswith("English, Русский")

    def test_what_is_removed_or_never_was_public_is_not_recent(self, author):
        make_article(version={"headline": "Removed"}, removed_at=timezone.now(), reason_en="A mistake.")
        make_draft(make_article(version=False), headline="Draft")
        assert titles(author.get(DESK), "recent") == []


class TestFrontPage:
    @pytest.mark.parametrize("number", [1, 3])
    def test_a_constant_number_of_queries(self, publisher, author, django_assert_num_queries, number):
        today = timezone.localdate()
        for _ in range(number):
            article = make_article()
            make_version(article)
            make_draft(article, created_by=publisher.user)
            draft = draft_of(author, "To read")
            ArticleVersion.objects.filter(pk=draft.pk).update(submitted_at=timezone.now())
            make_version(make_article(version=False), live_from=timezone.now() + timedelta(days=1))
            make_source(review_by=today)
            make_figure(review_by=today)
        # Session, account and two of its rights; three that wait, one's own, recent and its texts;
        # reports, scheduled, behind, due twice.
        with django_assert_num_queries(16):
            publisher.get(DESK)

    def test_lists_are_bounded_and_lead_to_the_rest(self, author):
        for number in range(7):
            draft_of(author, f"Draft {number}")
        mine = panel(author.get(DESK), "mine")
        assert (len(mine.rows), mine.number) == (6, "6+")
        assert len(author.get(mine.more).context["cl"].result_list) == 7

    def test_empty_lists_say_what_to_do(self, publisher):
        text = words(publisher.get(DESK))
        for nothing in ("Nothing waits for you", "You have no draft open.", "Nothing is scheduled."):
            assert nothing in text

    def test_who_may_see_no_texts_sees_none(self, author):
        make_draft(make_article(version=False), headline="Theirs")
        author.user.groups.clear()
        response = author.get(DESK)
        assert "panels" not in response.context
        assert "Theirs" not in words(response)
        assert "Your account has no role yet" in words(response)

    def test_strangers_log_in_first(self, client):
        response = client.get(DESK)
        assert response.status_code == 302
        assert response["Location"] == f"{reverse('admin:login')}?next={DESK}"

    def test_tables_in_the_order_of_the_work(self, editor):
        [news] = [app for app in editor.get(DESK).context["app_list"] if app["app_label"] == "news"]
        names = [model["object_name"] for model in news["models"]]
        assert names[:7] == ["Article", "ArticleVersion", "Source", "Figure", "Person", "Image", "Topic"]


class TestSideDoors:
    def test_the_address_of_a_draft_is_not_told_by_its_number(self, author):
        draft = make_draft(make_article("secret", version=False))
        kind = reverse("admin:view_on_site", args=[content_type(draft.article), draft.article_id])
        assert author.get(kind)["Location"].endswith("/news/secret/")
        author.user.groups.clear()
        assert author.get(kind).status_code == 403

    @pytest.mark.parametrize("number", ["0", "x", "9999999"])
    def test_nothing_of_that_kind(self, author, number):
        assert author.get(reverse("admin:view_on_site", args=[number, 1])).status_code == 404


def content_type(thing):

    return ContentType.objects.get_for_model(thing).pk


def test_the_lists_know_what_is_mine_and_in_review(author, reviewer):
    mine, other = draft_of(author, "Mine"), make_draft(make_article(version=False), headline="Theirs")
    ArticleVersion.objects.filter(pk=other.pk).update(submitted_at=timezone.now())
    versions, articles = url("articleversion_changelist"), url("article_changelist")
    found = {
        (address, query): [
            str(thing.pk) for thing in author.get(f"{address}?{query}").context["cl"].result_list
        ]
        for address in (versions, articles)
        for query in ("whose=mine", "state=review", "state=draft")
    }
    assert found[versions, "whose=mine"] == found[versions, "state=draft"] == [str(mine.pk)]
    assert found[versions, "state=review"] == [str(other.pk)]
    assert found[articles, "whose=mine"] == found[articles, "state=draft"] == [str(mine.article_id)]
    assert found[articles, "state=review"] == [str(other.article_id)]
