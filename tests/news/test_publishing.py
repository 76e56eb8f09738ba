"""The acts: what each does to the record, and what it refuses, in words."""

from datetime import timedelta

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Permission
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError
from django.utils import timezone

from news import preview_links, publishing
from news.models import Act, Article, ArticleVersion, AuditEntry
from news.publishing import PERMISSIONS, RefusedError, new_draft, publish
from news.publishing.permissions import OF_OWN_DRAFTS
from tests.factories import make_article, make_draft, make_source, make_version, moment

pytestmark = pytest.mark.django_db


@pytest.fixture
def editor():
    return get_user_model().objects.create_superuser("editor")


@pytest.fixture
def source():
    return make_source("read")


@pytest.fixture
def draft(source):
    return ready_draft(make_article(version=False))


def ready_draft(article, language="en", **fields):
    return make_draft(article, language, **{"body": "It is so.[^read]", "standfirst": ""} | fields)


def account(*permissions):
    user = get_user_model().objects.create_user(f"account-{len(permissions)}")
    for name in permissions:
        user.user_permissions.add(Permission.objects.get(codename=name.removeprefix("news.")))
    return user


def refusal(refused_act, /, *args, **kwargs):
    """[(field, words)] of a refused act; the database stays as it was."""
    before = list(ArticleVersion.objects.order_by("pk").values()), list(Article.objects.values())
    with pytest.raises(RefusedError) as refused:
        refused_act(*args, **kwargs)
    assert (list(ArticleVersion.objects.order_by("pk").values()), list(Article.objects.values())) == before
    return [(reason.field, str(reason.message)) for reason in refused.value.reasons]


def in_an_hour():
    return timezone.now() + timedelta(hours=1)


class TestPublish:
    def test_readers_see_it_at_once(self, draft, editor):
        before = timezone.now()
        publish(draft, by=editor)
        draft.refresh_from_db()
        assert before <= draft.live_from <= timezone.now()
        assert (draft.live_until, draft.published_by) == (None, editor)
        assert list(ArticleVersion.objects.live()) == [draft]

    def test_the_version_before_ends_at_that_moment(self, source, editor):
        article = make_article(version={"body": "It was so.[^read]"})
        first = article.versions.get()
        second = publish(ready_draft(article, act=Act.UPDATE), by=editor)
        first.refresh_from_db()
        assert first.live_until == second.live_from

    def test_a_later_moment_is_a_schedule(self, source, editor):
        article = make_article()
        first, at = article.versions.get(), in_an_hour()
        second = publish(ready_draft(article, act=Act.UPDATE), by=editor, at=at)
        first.refresh_from_db()
        assert (first.live_until, second.live_from) == (at, at)
        assert list(ArticleVersion.objects.live()) == [first]
        assert list(ArticleVersion.objects.live(at)) == [second]

    def test_other_languages_go_on(self, source, editor):
        article = make_article()
        russian = make_version(article, "ru")
        publish(ready_draft(article, act=Act.UPDATE), by=editor)
        russian.refresh_from_db()
        assert russian.live_until is None

    def test_a_note_given_with_the_act_is_kept(self, source, editor):
        article = make_article()
        draft = ready_draft(article, act=Act.CORRECTION)
        assert refusal(publish, draft, by=editor) == [
            ("note", "Say what stood before, what stands now, and why.")
        ]
        publish(draft, by=editor, note=" It said five; it is four. ")
        draft.refresh_from_db()
        assert draft.note == "It said five; it is four."

    def test_what_is_open_refuses_it_and_says_where(self, editor):
        draft = make_draft(
            make_article(version=False), headline="", body="No source.\n\nIn 2025.", standfirst=""
        )
        assert refusal(publish, draft, by=editor) == [
            ("headline", "The headline is missing."),
            ("body", "The text names no source. Write [^key] after what a source says."),
            ("body", "“In 2025.” has a number, a date or somebody’s words, but no source note."),
        ]

    def test_a_reason_names_its_line(self, draft, editor):
        ArticleVersion.objects.filter(pk=draft.pk).update(body="It is.[^read]\n\nIn 2025.")
        with pytest.raises(RefusedError) as refused:
            publish(draft, by=editor)
        assert [reason.line for reason in refused.value.reasons] == [3]

    def test_the_past_is_refused(self, draft, editor):
        at = timezone.now() - timedelta(minutes=1)
        assert refusal(publish, draft, by=editor, at=at) == [
            ("publish_at", "That moment has passed. Choose a later one, or publish now.")
        ]

    def test_twice_is_refused(self, draft, editor):
        publish(draft, by=editor)
        assert ("", "This version is published or scheduled already.") in refusal(publish, draft, by=editor)

    def test_over_a_scheduled_version_is_refused(self, source, editor):
        article = make_article(version=False)
        make_version(article, live_from=in_an_hour())
        draft = make_draft(article, body="It is so.[^read]", act=Act.UPDATE)
        [(field, words)] = [each for each in refusal(publish, draft, by=editor) if "scheduled" in each[1]]
        assert field == ""
        assert words.startswith("Version 1 is scheduled for ")
        assert words.endswith("Take it back to a draft or wait until then.")

    @pytest.mark.parametrize("act", [Act.UPDATE, Act.CORRECTION, Act.CLARIFICATION])
    def test_a_first_publication_is_no_change(self, source, editor, act):
        draft = ready_draft(make_article(version=False), act=act, note="Because.")
        assert [field for field, _ in refusal(publish, draft, by=editor)] == ["act"]

    def test_a_second_is_no_first_publication(self, source, editor):
        draft = ready_draft(make_article(), act=Act.FIRST)
        assert [field for field, _ in refusal(publish, draft, by=editor)] == ["act"]

    def test_a_translation_names_its_original(self, source, editor):
        draft = ready_draft(make_article(), "ru", act=Act.TRANSLATION)
        assert [field for field, _ in refusal(publish, draft, by=editor)] == ["translated_from"]

    @pytest.mark.parametrize("gone", ["withdrawn_at", "removed_at"])
    def test_an_article_that_is_gone_is_put_back_first(self, draft, editor, gone):
        Article.objects.update(**{gone: moment(), "reason_en": "A mistake."})
        [(field, words)] = refusal(publish, draft, by=editor)
        assert field == ""
        assert words.endswith("Put it back first.")

    def test_an_author_may_not(self, draft):
        author = account("news.change_articleversion", "news.add_articleversion", "news.change_article")
        with pytest.raises(PermissionDenied):
            publish(draft, by=author)
        draft.refresh_from_db()
        assert draft.live_from is None

    def test_what_the_database_refuses_comes_back_as_words(self, draft, editor, monkeypatch):
        def refuse(*args, **kwargs):
            raise IntegrityError("A rule of the database")

        monkeypatch.setattr(ArticleVersion, "save", refuse)
        assert refusal(publish, draft, by=editor) == [
            ("", "The article has changed meanwhile. Look at it again, then repeat.")
        ]

    def test_an_entry_of_the_audit(self, draft, editor):
        publish(draft, by=editor)
        entry = AuditEntry.objects.get()
        assert (entry.done_by, entry.act, entry.kind) == ("editor", "publish", "version")
        assert entry.key == f"{draft.article.slug}/en/1"
        assert entry.new == {"live_from": draft.live_from.isoformat(), "act": "first"}

    def test_the_log_of_the_operator_waits_for_the_commit(
        self, draft, editor, caplog, django_capture_on_commit_callbacks
    ):
        caplog.set_level("INFO", "news.audit")
        with django_capture_on_commit_callbacks(execute=True):
            publish(draft, by=editor)
            assert not caplog.records
        assert [record.act for record in caplog.records] == ["publish"]


class TestUnschedule:
    def test_it_is_a_draft_again_and_the_one_before_stays(self, source, editor):
        article = make_article()
        first = article.versions.get()
        second = publish(ready_draft(article, act=Act.UPDATE), by=editor, at=in_an_hour())
        publishing.unschedule(second, by=editor)
        first.refresh_from_db()
        second.refresh_from_db()
        assert (first.live_until, second.live_from, second.published_by) == (None, None, None)

    @pytest.mark.parametrize("live_from", [None, moment()])
    def test_what_does_not_wait_is_refused(self, editor, live_from):
        version = make_version(make_article(version=False), live_from=live_from)
        assert refusal(publishing.unschedule, version, by=editor) == [
            ("", "This version is not waiting to be published.")
        ]

    def test_a_second_draft_is_refused(self, editor):
        article = make_article(version=False)
        waiting = make_version(article, live_from=in_an_hour())
        make_draft(article)
        [(_, words)] = refusal(publishing.unschedule, waiting, by=editor)
        assert words == "There is a newer draft in this language. Discard it first."


class TestNewDraft:
    def test_it_begins_with_the_present_text(self, editor):
        article = make_article(version={"byline": "A. Desk", "confirmed": "This.[^x]"})
        first = article.versions.get()
        draft = new_draft(article, "en", by=editor, act=Act.UPDATE)
        assert (draft.number, draft.act, draft.live_from, draft.created_by) == (2, Act.UPDATE, None, editor)
        for name in publishing.COPIED:
            assert getattr(draft, name) == getattr(first, name)
        assert draft.note == ""

    def test_or_with_an_earlier_one(self, editor):
        article = make_article()
        first = article.versions.get()
        make_version(article, headline="Second")
        assert (
            new_draft(article, "en", by=editor, act=Act.UPDATE, from_version=first).headline == first.headline
        )

    def test_an_article_begins_empty(self, editor):
        draft = new_draft(make_article(version=False), "be", by=editor, act=Act.FIRST)
        assert (draft.number, draft.language, draft.headline, draft.body) == (1, "be", "", "")

    def test_a_first_translation_begins_with_the_original(self, editor):
        article = make_article()
        original = article.versions.get()
        draft = new_draft(article, "ru", by=editor, act=Act.TRANSLATION, from_version=original)
        assert (draft.headline, draft.translated_from, draft.translation_method) == (
            original.headline,
            original,
            "human",
        )

    def test_a_later_one_keeps_its_own_words_and_follows_the_newer_original(self, editor):
        article = make_article()
        first = article.versions.get()
        make_version(article, "ru", translated_from=first, translation_method="machine", headline="Заголовок")
        second = make_version(article)
        draft = new_draft(article, "ru", by=editor, act=Act.TRANSLATION, from_version=second)
        assert (draft.headline, draft.translated_from, draft.translation_method) == (
            "Заголовок",
            second,
            "machine",
        )

    def test_a_correction_of_a_translation_follows_the_same_original(self, editor):
        article = make_article()
        first = article.versions.get()
        make_version(article, "ru", translated_from=first, translation_method="machine")
        draft = new_draft(article, "ru", by=editor, act=Act.CORRECTION)
        assert (draft.translated_from, draft.translation_method) == (first, "machine")

    def test_a_second_draft_is_refused(self, editor):
        article = make_article(version=False)
        make_draft(article)
        assert refusal(new_draft, article, "en", by=editor, act=Act.UPDATE) == [
            ("language", "There is a draft in this language already, version 1.")
        ]

    def test_so_is_one_beside_a_scheduled_version(self, editor):
        article = make_article(version=False)
        make_version(article, live_from=in_an_hour())
        [(field, words)] = refusal(new_draft, article, "en", by=editor, act=Act.UPDATE)
        assert (field, words.startswith("Version 1 is scheduled for ")) == ("language", True)

    @pytest.mark.parametrize(
        ("language", "act", "field"), [("de", Act.UPDATE, "language"), ("en", "rewrite", "act")]
    )
    def test_unknown_words_are_refused(self, editor, language, act, field):
        reasons = refusal(new_draft, make_article(), language, by=editor, act=act)
        assert [each for each, _ in reasons] == [field]

    def test_a_draft_is_no_original(self, editor):
        article = make_article(version=False)
        draft = make_draft(article)
        reasons = refusal(new_draft, article, "ru", by=editor, act=Act.TRANSLATION, from_version=draft)
        assert [field for field, _ in reasons] == ["from_version"]

    def test_an_article_that_is_removed_gets_none(self, editor):
        article = make_article(removed_at=moment(), reason_en="A mistake.")
        assert [field for field, _ in refusal(new_draft, article, "en", by=editor, act=Act.UPDATE)] == [""]


class TestDiscard:
    def test_the_draft_goes_and_what_is_public_stays(self, editor):
        article = make_article()
        publishing.discard(make_draft(article), by=editor)
        assert article.versions.count() == 1

    def test_an_article_that_was_nothing_else_goes_with_it(self, editor):
        publishing.discard(make_draft(make_article(version=False)), by=editor)
        assert not Article.objects.exists()

    def test_public_versions_are_refused(self, editor):
        version = make_article().versions.get()
        assert refusal(publishing.discard, version, by=editor) == [("", "Only a draft can be discarded.")]


class TestWithdrawRemoveRestore:
    @pytest.mark.parametrize(
        ("act", "moment_field"), [("withdraw", "withdrawn_at"), ("remove", "removed_at")]
    )
    def test_it_goes_with_its_reasons_and_comes_back(self, editor, act, moment_field):
        article = make_article()
        getattr(publishing, act)(article, by=editor, reasons={"en": " A mistake. ", "ru": "Ошибка."})
        article.refresh_from_db()
        assert getattr(article, moment_field) is not None
        assert (article.reason_en, article.reason_ru, article.reason_be) == ("A mistake.", "Ошибка.", "")
        publishing.restore(article, by=editor)
        article.refresh_from_db()
        assert (article.withdrawn_at, article.removed_at, article.reason_en) == (None, None, "")
        assert [entry.act for entry in AuditEntry.objects.order_by("pk")] == [act, "restore"]

    def test_a_withdrawn_article_can_still_be_removed(self, editor):
        article = publishing.withdraw(make_article(), by=editor, reasons={"en": "A mistake."})
        publishing.remove(article, by=editor, reasons={"en": "A court’s order."})
        article.refresh_from_db()
        assert article.withdrawn_at
        assert article.removed_at
        assert article.reason_en == "A court’s order."

    @pytest.mark.parametrize("act", ["withdraw", "remove"])
    @pytest.mark.parametrize("reasons", [{}, {"en": " "}, {"ru": "Ошибка."}])
    def test_readers_are_told_why(self, editor, act, reasons):
        refused = refusal(getattr(publishing, act), make_article(), by=editor, reasons=reasons)
        assert [field for field, _ in refused] == ["reason_en"]

    @pytest.mark.parametrize("act", ["withdraw", "remove"])
    def test_what_was_never_public_is_discarded_instead(self, editor, act):
        article = make_article(version=False)
        make_draft(article)
        refused = refusal(getattr(publishing, act), article, by=editor, reasons={"en": "A mistake."})
        assert [words for _, words in refused] == [
            "Nothing of this article has been public. Discard its drafts instead."
        ]

    @pytest.mark.parametrize("act", ["withdraw", "remove"])
    def test_twice_is_refused(self, editor, act):
        article = getattr(publishing, act)(make_article(), by=editor, reasons={"en": "A mistake."})
        assert refusal(getattr(publishing, act), article, by=editor, reasons={"en": "Again."})

    def test_restoring_what_is_there_is_refused(self, editor):
        assert refusal(publishing.restore, make_article(), by=editor) == [
            ("", "This article is neither withdrawn nor removed.")
        ]

    def test_an_article_that_is_gone_altogether(self, editor):
        article = make_article()
        Article.objects.all().delete()
        assert refusal(publishing.restore, article, by=editor) == [
            ("", "This article does not exist any more.")
        ]


ACTS = {
    "rename": lambda article, by: publishing.rename(article, "another-address", by=by),
    "new_draft": lambda article, user: new_draft(article, "ru", by=user, act=Act.FIRST),
    "keep": lambda article, user: publishing.keep(the_draft(article), by=user, fields={"headline": "New"}),
    "submit": lambda article, user: publishing.submit(the_draft(article), by=user),
    "take_back": lambda article, user: publishing.take_back(the_draft(article), by=user),
    "return_draft": lambda article, user: publishing.return_draft(
        the_draft(article), by=user, comment="Name the source."
    ),
    "share": lambda article, user: preview_links.share(
        the_draft(article), by=user, for_whom="Expert", days=3
    ),
    "unshare": lambda article, user: preview_links.take_back(the_draft(article).preview_links.get(), by=user),
    "discard": lambda article, user: publishing.discard(the_draft(article), by=user),
    "publish": lambda article, user: publish(the_draft(article), by=user),
    "unschedule": lambda article, user: publishing.unschedule(
        article.versions.filter(live_from__gt=timezone.now()).get(), by=user
    ),
    "look": lambda article, user: publishing.look(article.versions.get(language="ru"), by=user),
    "still_correct": lambda article, user: publishing.still_correct(
        article.versions.get(language="be", number=1), original=article.versions.get(number=10), by=user
    ),
    "withdraw": lambda article, user: publishing.withdraw(article, by=user, reasons={"en": "A mistake."}),
    "restore": lambda article, user: publishing.restore(article, by=user),
    "remove": lambda article, user: publishing.remove(article, by=user, reasons={"en": "A mistake."}),
    "merge": lambda article, user: publishing.merge(article, into=make_article("target"), by=user),
    "unmerge": lambda article, user: publishing.unmerge(article, by=user),
}


def the_draft(article):
    return article.versions.drafts().get()


def prepare(article, act):
    """What must be so before the act is possible."""
    if act == "restore":
        Article.objects.update(withdrawn_at=moment(), reason_en="A mistake.")
    if act == "unmerge":
        Article.objects.filter(pk=article.pk).update(merged_into=make_article("target"))
    if act in ("take_back", "return_draft"):
        article.versions.drafts().update(submitted_at=moment())
    if act == "unshare":
        the_draft(article).preview_links.create(expires_at=timezone.now() + timedelta(days=1))
    if act == "still_correct":
        follows, waiting = article.versions.get(number=9), article.versions.get(number=8)
        make_version(
            article, "be", number=1, live_from=moment(), live_until=waiting.live_from, translated_from=follows
        )
        make_version(article, "ru", number=10, live_from=moment(1))
    if act == "look":
        article.versions.filter(language="ru").update(own_text_reason="It was late.")
    article.refresh_from_db()


class TestPermissions:
    """One table says who may do what; every act keeps to it."""

    def test_every_act_is_in_the_table(self):
        assert set(ACTS) == set(PERMISSIONS)

    @pytest.fixture
    def article(self, source):
        article = make_article(version=False)
        make_draft(article, "en", body="It is.[^read]", standfirst="")
        make_version(article, "be", number=8, live_from=in_an_hour())
        make_version(article, "ru", number=9, live_from=moment(), live_until=moment(1))
        return article

    @pytest.mark.parametrize("act", PERMISSIONS)
    def test_an_account_without_the_permission_is_turned_away(self, article, act):
        prepare(article, act)
        everything_else = account(*({*PERMISSIONS.values()} - {PERMISSIONS[act]}))
        with pytest.raises(PermissionDenied):
            ACTS[act](article, everything_else)
        assert not AuditEntry.objects.exists()

    @pytest.mark.parametrize("act", PERMISSIONS)
    def test_and_one_with_it_is_not(self, article, act):
        prepare(article, act)
        able = account(PERMISSIONS[act])
        if act in OF_OWN_DRAFTS:
            article.versions.drafts().update(created_by=able)
        ACTS[act](article, able)
        assert [entry.act for entry in AuditEntry.objects.all()] == [act]

    @pytest.mark.parametrize("act", sorted(OF_OWN_DRAFTS))
    def test_the_drafts_of_others_are_for_those_who_review(self, article, act):
        prepare(article, act)
        with pytest.raises(PermissionDenied):
            ACTS[act](article, account(PERMISSIONS[act]))
        ACTS[act](article, account(PERMISSIONS[act], "news.review_articleversion"))

    @pytest.mark.parametrize("act", ["keep", "discard", "submit"])
    def test_a_draft_in_review_is_no_longer_its_authors(self, article, act):
        author = account(PERMISSIONS[act])
        article.versions.drafts().update(created_by=author, submitted_at=moment())
        with pytest.raises(PermissionDenied):
            ACTS[act](article, author)


class TestReview:
    @pytest.fixture
    def author(self):
        return account("news.change_articleversion")

    @pytest.fixture
    def draft(self, source, author):
        return ready_draft(make_article(version=False), created_by=author)

    def test_sent_returned_sent_again(self, draft, author, editor):
        publishing.submit(draft, by=author, comment="Please look at the last paragraph.")
        assert (draft.submitted_by, draft.submitted_at is not None) == (author, True)
        publishing.return_draft(draft, by=editor, comment=" Name the source. ")
        draft.refresh_from_db()
        assert (draft.submitted_at, draft.return_comment) == (None, "Name the source.")
        publishing.submit(draft, by=author)
        draft.refresh_from_db()
        assert draft.return_comment == ""
        assert [(entry.act, entry.comment) for entry in AuditEntry.objects.order_by("pk")] == [
            ("submit", "Please look at the last paragraph."),
            ("return_draft", "Name the source."),
            ("submit", ""),
        ]

    def test_returning_says_why(self, draft, author, editor):
        publishing.submit(draft, by=author)
        assert refusal(publishing.return_draft, draft, by=editor, comment=" ") == [
            ("comment", "Say what is to be done, so that the author knows.")
        ]

    def test_what_is_not_in_review_is_not_returned(self, draft, editor):
        assert refusal(publishing.return_draft, draft, by=editor, comment="Why?") == [
            ("", "This draft is not in review.")
        ]

    def test_an_empty_text_is_not_sent(self, draft, author):
        ArticleVersion.objects.update(headline=" ", body="")
        assert [field for field, _ in refusal(publishing.submit, draft, by=author)] == ["headline", "body"]

    def test_the_author_takes_it_back(self, draft, author):
        publishing.submit(draft, by=author)
        publishing.take_back(draft, by=author)
        draft.refresh_from_db()
        assert draft.submitted_at is None


class TestKeep:
    def test_what_changed_is_kept_and_written_down(self, draft, editor):
        publishing.keep(draft, by=editor, fields={"headline": "Another", "body": draft.body})
        draft.refresh_from_db()
        assert (draft.headline, draft.changed_by, draft.changed_at is not None) == ("Another", editor, True)
        entry = AuditEntry.objects.get()
        assert (entry.act, list(entry.old), entry.new) == ("keep", ["headline"], {"headline": "Another"})

    def test_nothing_new_writes_nothing(self, draft, editor):
        publishing.keep(draft, by=editor, fields={"headline": draft.headline})
        assert not AuditEntry.objects.exists()

    def test_what_is_public_is_refused(self, editor):
        version = make_article().versions.get()
        assert refusal(publishing.keep, version, by=editor, fields={"headline": "Another"}) == [
            ("", "This version is published or scheduled already.")
        ]


class TestOwnText:
    @pytest.fixture
    def own(self, source, editor):
        return ready_draft(make_article(version=False), created_by=editor)

    def test_publishing_it_needs_a_reason(self, own, editor):
        assert [field for field, _ in refusal(publish, own, by=editor)] == ["own_text_reason"]
        publish(own, by=editor, own_text_reason="It was late.")
        own.refresh_from_db()
        assert (own.own_text_reason, own.second_look_at) == ("It was late.", None)

    def test_somebody_else_publishes_it_without(self, own):
        publish(own, by=account("news.publish_article"), own_text_reason="Not asked.")
        own.refresh_from_db()
        assert own.own_text_reason == ""

    def test_the_flag_goes_when_another_has_looked(self, own, editor):
        publish(own, by=editor, own_text_reason="It was late.")
        assert refusal(publishing.look, own, by=editor) == [
            ("", "A second look is for somebody else than its author.")
        ]
        other = account("news.review_articleversion")
        publishing.look(own, by=other)
        own.refresh_from_db()
        assert own.second_look_by == other
        assert refusal(publishing.look, own, by=other) == [("", "This version waits for no second look.")]

    def test_taking_the_schedule_back_takes_the_flag_back(self, own, editor):
        publish(own, by=editor, at=in_an_hour(), own_text_reason="It was late.")
        publishing.unschedule(own, by=editor)
        own.refresh_from_db()
        assert own.own_text_reason == ""


class TestMerge:
    def test_readers_are_led_on_without_a_chain(self, editor):
        first, second, third = make_article("first"), make_article("second"), make_article("third")
        publishing.merge(first, into=second, by=editor)
        publishing.merge(second, into=third, by=editor, comment="The same event.")
        led = dict(Article.objects.values_list("slug", "merged_into__slug"))
        assert led == {"first": "third", "second": "third", "third": None}
        assert [version.article.slug for version in ArticleVersion.objects.live()] == ["third"]

    def test_and_back(self, editor):
        article = publishing.merge(make_article("first"), into=make_article("second"), by=editor)
        publishing.unmerge(article, by=editor)
        assert Article.objects.get(slug="first").merged_into is None
        assert refusal(publishing.unmerge, article, by=editor) == [
            ("", "This article is not merged into another.")
        ]

    def test_what_readers_cannot_read_takes_nothing(self, editor):
        article = make_article()
        for target in (
            article,
            make_article(version=False),
            make_article(removed_at=moment(), reason_en="A mistake."),
            make_article(withdrawn_at=moment(), reason_en="A mistake."),
            publishing.merge(make_article(), into=make_article(), by=editor),
        ):
            assert [field for field, _ in refusal(publishing.merge, article, into=target, by=editor)] == [
                "into"
            ]

    @pytest.mark.parametrize("act", ["withdraw", "remove"])
    def test_a_merged_article_does_not_go_before_it_is_back(self, editor, act):
        article = publishing.merge(make_article(), into=make_article(), by=editor)
        assert refusal(getattr(publishing, act), article, by=editor, reasons={"en": "A mistake."}) == [
            ("", "This article is merged into another. Take the merging back first.")
        ]


class TestStillCorrect:
    @pytest.fixture
    def translated(self):
        article = make_article()
        first = article.versions.get()
        russian = make_version(article, "ru", translated_from=first, translation_method="human")
        return russian, make_version(article)

    def test_it_is_written_down_once(self, translated, editor):
        russian, second = translated
        check = publishing.still_correct(russian, original=second, by=editor)
        assert publishing.still_correct(russian, original=second, by=editor) == check
        assert (check.original, check.checked_by) == (second, editor)
        assert AuditEntry.objects.count() == 1

    def test_only_against_what_readers_have(self, translated, editor):
        russian, second = translated
        first = russian.translated_from
        assert [
            field for field, _ in refusal(publishing.still_correct, russian, original=first, by=editor)
        ] == ["original"]
        assert refusal(publishing.still_correct, russian, original=make_article().versions.get(), by=editor)
        assert refusal(publishing.still_correct, second, original=first, by=editor) == [
            ("", "Only a translation that readers have now can be still correct.")
        ]
