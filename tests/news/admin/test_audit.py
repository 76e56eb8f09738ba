"""The audit: everything saved at the desk leaves an entry with old and new values, which nobody changes."""

import pytest
from django.contrib.admin.models import LogEntry
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.db import DatabaseError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from news import audit
from news.admin.audit.words import ACTS, around_the_change, in_words
from news.admin.bounded import COUNTED
from news.models import AuditEntry, Source
from news.publishing import PERMISSIONS
from tests.factories import make_article, make_draft, make_figure, make_source, moment
from tests.news.admin.pages import url, version_data, version_url, words

LIST = url("auditentry_changelist")


def latest():
    return AuditEntry.objects.order_by("pk").last()


def form_data(response):
    """What the browser would send for the form of a page, unchanged."""
    admin_form = response.context["adminform"].form
    forms = [
        admin_form,
        *(f for formset in response.context["inline_admin_formsets"] for f in formset.formset.forms),
    ]
    data = {}
    for formset in response.context["inline_admin_formsets"]:
        data |= {
            f"{formset.formset.prefix}-{k}": v for k, v in formset.formset.management_form.initial.items()
        }
    for form in forms:
        for name in form.fields:
            value = form[name].value()
            data[form.add_prefix(name)] = "" if value is None else value
    return data


class TestWritten:
    def test_adding_and_changing_a_source(self, reviewer):
        response = reviewer.get(url("source_add"))
        data = form_data(response) | {
            "key": "tass",
            "publisher_en": "TASS",
            "title": "A report",
            "grade": "c",
        }
        reviewer.post(url("source_add"), data)
        added = latest()
        assert (added.act, added.kind, added.key, added.done_by) == ("add", "source", "tass", "reviewer")
        assert added.old == {}
        assert (added.new["publisher_en"], added.new["title"]) == ("TASS", "A report")
        source = Source.objects.get(key="tass")
        page = url("source_change", source.pk)
        reviewer.post(page, form_data(reviewer.get(page)) | {"title": "Another report"})
        changed = latest()
        assert (changed.act, changed.old, changed.new) == (
            "change",
            {"title": "A report"},
            {"title": "Another report"},
        )
        assert not LogEntry.objects.exists()

    def test_saving_without_a_change_says_nothing(self, reviewer):
        source = make_source()
        page = url("source_change", source.pk)
        assert reviewer.post(page, form_data(reviewer.get(page))).status_code == 302
        assert latest() is None

    def test_rows_of_a_thing(self, reviewer):
        figure = make_figure("growth", values=[(2024, 3), (2025, 4)])
        page = url("figure_change", figure.pk)
        data = form_data(reviewer.get(page))
        changed, deleted = (
            ("values-0", "values-1") if data["values-0-amount"] == 3 else ("values-1", "values-0")
        )
        reviewer.post(page, data | {f"{changed}-amount": "3.5", f"{deleted}-DELETE": "on"})
        entry = latest()
        [(name, before)] = [pair for pair in entry.old.items() if pair[0] in entry.new]
        assert name.startswith("figurevalue:growth/")
        assert (before, entry.new[name]) == ({"amount": "3.000"}, {"amount": "3.5"})
        [gone] = [name for name in entry.old if name not in entry.new]
        assert entry.old[gone]["amount"] == "4.000"

    def test_deleting_keeps_what_was_there(self, reviewer):
        source = make_source("wrong", title="Not so")
        reviewer.post(url("source_delete", source.pk), {"post": "yes"})
        entry = latest()
        assert (entry.act, entry.key, entry.old["title"]) == ("delete", "wrong", "Not so")

    def test_a_draft_leaves_one_entry_a_keeping(self, author):
        draft = make_draft(make_article(version=False), created_by=author.user, byline="A. Desk")
        author.post(version_url(draft), version_data(draft, byline="B. Desk"))
        entry = AuditEntry.objects.get()
        assert (entry.act, entry.old, entry.new) == ("keep", {"byline": "A. Desk"}, {"byline": "B. Desk"})

    def test_accounts_without_their_secrets(self, editor):
        user = get_user_model().objects.create_user("new", password="a long enough password")
        group = Group.objects.create(name="author")
        page = reverse("admin:auth_user_change", args=[user.pk])
        data = form_data(editor.get(page)) | {
            "groups": [group.pk],
            "is_active": "on",
            "last_login_0": "",
            "last_login_1": "",
        }
        data |= {"date_joined_0": "2026-02-26", "date_joined_1": "12:00"}
        assert editor.post(page, data).status_code == 302
        entry = latest()
        assert (entry.kind, entry.key, entry.old["groups"], entry.new["groups"]) == (
            "user",
            "new",
            [],
            ["group:author"],
        )
        page = reverse("admin:auth_user_password_change", args=[user.pk])
        secret = {
            "password1": "another long one 7",
            "password2": "another long one 7",
            "usable_password": "true",
        }
        assert editor.post(page, secret | {"set-password": "1"}).status_code == 302
        assert latest().new == {"password": "•••"}
        assert "another long one" not in str([*AuditEntry.objects.values()])

    def test_ones_own_password(self, author):
        author.user.set_password("the old one, long")
        author.user.save()
        author.force_login(author.user)
        data = {
            "old_password": "the old one, long",
            "new_password1": "the new one, long",
            "new_password2": "the new one, long",
        }
        assert author.post(reverse("admin:password_change"), data).status_code == 302
        assert (latest().kind, latest().new) == ("user", {"password": "•••"})


class TestList:
    @pytest.fixture
    def entries(self, reviewer):
        source = make_source("one")
        audit.record(source, by=reviewer.user, act="change", old={"title": "A"}, new={"title": "B"})
        version = make_article("news").versions.get()
        audit.record(version, by=reviewer.user, act="publish", comment="Because.")

    def keys(self, response):
        return sorted(entry.key for entry in response.context["cl"].result_list)

    @pytest.mark.parametrize(
        ("query", "keys"),
        [
            ({}, ["news/en/1", "one"]),
            ({"act": "publish"}, ["news/en/1"]),
            ({"kind": "source"}, ["one"]),
            ({"done_by": "reviewer"}, ["news/en/1", "one"]),
            ({"done_by": "gone"}, []),
            ({"day": "today"}, ["news/en/1", "one"]),
            ({"day": "yesterday"}, []),
            ({"day": "2026-02-31"}, []),
            ({"q": "news"}, ["news/en/1"]),
            ({"q": "news/en/1"}, ["news/en/1"]),
            ({"q": "source:one"}, ["one"]),
            ({"q": "on"}, []),
        ],
    )
    def test_found_by(self, reviewer, entries, query, keys):
        assert self.keys(reviewer.get(LIST, query)) == keys

    def test_says_who_did_what_in_words(self, reviewer, entries):
        text = words(reviewer.get(LIST))
        for said in ("reviewer", "published", "Because.", "source: one", "Title"):
            assert said in text

    def test_nobody_changes_it(self, editor, entries):
        entry = latest()
        assert editor.get(url("auditentry_add")).status_code == 403
        assert editor.post(url("auditentry_change", entry.pk), {"comment": "Not so."}).status_code == 403
        assert editor.post(url("auditentry_delete", entry.pk), {"post": "yes"}).status_code == 403
        editor.post(LIST, {"action": "delete_selected", "_selected_action": [entry.pk], "post": "yes"})
        for sql in ("UPDATE news_auditentry SET comment = ''", "DELETE FROM news_auditentry"):
            with pytest.raises(DatabaseError, match="stays in the audit"), transaction.atomic():
                connection.cursor().execute(sql)
        assert AuditEntry.objects.filter(pk=entry.pk, comment="Because.").exists()

    def test_what_was_done_to_accounts_is_for_those_who_keep_them(self, editor, reviewer):
        audit.record(editor.user, by=editor.user, act="change", new={"first_name": "N."})
        assert self.keys(editor.get(LIST)) == ["editor"]
        assert self.keys(reviewer.get(LIST)) == []
        assert reviewer.get(url("auditentry_change", latest().pk)).status_code == 302

    def test_never_counts_the_whole_table(self, reviewer, entries):
        with CaptureQueriesContext(
            connection,
        ) as found:
            reviewer.get(LIST)
        on_audit = [each["sql"] for each in found if '"news_auditentry"' in each["sql"]]
        counted = [sql for sql in on_audit if "COUNT(" in sql]
        assert len(counted) == 1
        assert f"LIMIT {COUNTED + 1}" in counted[0]


class TestHistory:
    def test_before_and_after_in_words(self, reviewer):
        source = make_source("one", published_on="2026-02-26")
        audit.record(
            source,
            by=reviewer.user,
            act="change",
            old={"title": "Old words", "published_on": moment().date()},
            new={"title": "New words", "published_on": None},
        )
        text = words(reviewer.get(url("source_history", source.pk)))
        assert "reviewer changed" in text
        for said in (
            "Title",
            "Old words",
            "New words",
            "26\u00a0February 2026".replace("\u00a0", " "),
            "empty",
        ):
            assert said in text

    def test_of_what_came_with_the_content(self, reviewer):
        assert "Nothing has been done to it at the desk yet" in words(
            reviewer.get(url("source_history", make_source().pk))
        )

    def test_of_nothing(self, reviewer):
        assert reviewer.get(url("source_history", 999)).status_code == 404


class TestWords:
    def test_every_act_has_its_words(self):
        assert set(PERMISSIONS) <= set(ACTS)

    def test_what_an_act_tells_of_another_thing_has_its_words_too(self, db, editor):
        version = make_draft(make_article())
        told = {"for_whom": "A. Expert", "expires_at": moment()}
        shared = audit.record(version, by=editor.user, act="share", new=told)
        begun = audit.record(version.article, by=editor.user, act="add", new={"headline": "Trains"})
        assert in_words(begun).gist == "Headline: Trains"
        assert in_words(shared).gist.startswith("For whom: A. Expert; Valid until: 26")

    def test_of_long_texts_only_what_differs(self):
        before, after = around_the_change("a" * 900 + "old" + "b" * 900, "a" * 900 + "new" + "b" * 900)
        assert before == "…" + "a" * 40 + "old" + "b" * 40 + "…"
        assert after == "…" + "a" * 40 + "new" + "b" * 40 + "…"

    @pytest.mark.parametrize(("before", "after"), [("", "x" * 900), ("x" * 900, ""), ("x" * 900, "x" * 901)])
    def test_what_came_or_went_whole_is_cut(self, before, after):
        assert all(len(text) <= 402 for text in around_the_change(before, after))

    def test_of_a_row_its_name(self, db, editor):
        figure = make_figure("growth")
        entry = audit.record(
            figure, by=editor.user, act="change", new={"figurevalue:growth/2025": {"amount": "4"}}
        )
        [group] = in_words(entry).groups
        assert group.name == "Value: growth/2025"
        assert [(line.label, line.before, line.after) for line in group.lines] == [("Value", "", "4")]
