"""What is typed is kept at the server, given back to its editor alone, and told to those who have the same draft open."""

import json
from datetime import timedelta

import pytest
from django.utils import timezone

from news.keeping.contents import content_of, fingerprint, packed
from news.keeping.working_copies import MOST
from news.models import ArticleVersion, WorkingCopy
from tests.accounts import in_role, logged_in, take_permission
from tests.factories import make_article, make_draft, make_image
from tests.news.admin.pages import messages, url, version_data, version_url, words


@pytest.fixture
def draft(source, author):
    """The author's."""
    fields = {"body": "One stood.\n\nTwo stood.", "standfirst": ""}
    return make_draft(make_article(version=False), created_by=author.user, **fields)


def send(client, version, name="keep", **sent):
    sent = {"editor": client.user.pk, "opening": "a.0", "seen": fingerprint(content_of(version))} | sent
    return client.post(
        url(f"articleversion_{name}", version.pk), json.dumps(sent), content_type="application/json"
    )


def stored(version):
    return ArticleVersion.objects.get(pk=version.pk)


def copy_of(client, version):
    return WorkingCopy.objects.get(version=version, editor=client.user)


def unkept(client, version):
    """The texts of one's own that the page offers: their bodies."""
    offered = client.get(version_url(version)).context["offered"]
    return offered["data"]["fields"]["body"] if offered else None


class TestKeep:
    def test_every_field_is_kept_beside_the_draft(self, author, draft):
        response = send(author, draft, changed={"body": "Typed.\r\n", "byline": "A. Desk"})
        assert (response.status_code, response.json()["others"]) == (200, [])
        copy = copy_of(author, draft)
        assert copy.base == content_of(draft)
        assert copy.fields == copy.base | {"body": "Typed.", "byline": "A. Desk"}
        assert (copy.opening, stored(draft).body) == ("a.0", draft.body)

    def test_what_no_database_can_hold_is_left_out(self, author, draft):
        assert send(author, draft, changed={"body": "Half of a \ud83d train\x00."}).status_code == 200
        assert copy_of(author, draft).fields["body"] == "Half of a \ufffd train."

    def test_typed_and_undone_is_nothing(self, author, draft):
        send(author, draft, changed={"body": "Typed."})
        send(author, draft, changed={})
        assert (copy_of(author, draft).fields, unkept(author, draft)) == ({}, None)

    def test_only_that_it_is_open(self, author, draft):
        send(author, draft, changed={"body": "Typed."})
        send(author, draft, opening="b.0")
        copy = copy_of(author, draft)
        assert (copy.opening, copy.fields["body"]) == ("a.0", "Typed.")

    def test_a_base_nobody_knows_is_asked_for(self, author, draft):
        base = content_of(draft) | {"body": "Long ago."}
        response = send(author, draft, seen=fingerprint(base), changed={"body": "Typed."})
        assert (response.status_code, response.json()["needs"]) == (200, "base")
        assert not WorkingCopy.objects.exists()
        assert (
            send(author, draft, seen=fingerprint(base), base=base, changed={"body": "Typed."}).status_code
            == 200
        )
        assert copy_of(author, draft).base == base

    def test_a_copy_of_another_computer_is_handed_over_before_it_is_replaced(self, author, draft):
        send(author, draft, changed={"body": "At home."})
        response = send(author, draft, opening="b.0", changed={"body": "At the desk."})
        assert response.json()["other"]["fields"]["body"] == "At home."
        assert copy_of(author, draft).fields["body"] == "At home."
        send(author, draft, opening="b.0", changed={"body": "At the desk."}, replaces="a")
        assert copy_of(author, draft).fields["body"] == "At the desk."

    def test_what_arrives_after_its_form_was_sent_is_late(self, author, draft):
        send(author, draft, changed={"body": "Typ"})
        author.post(version_url(draft), version_data(draft, body="Typed.", opening="a.0"))
        response = send(author, draft, changed={"body": "Typ"})
        assert (response.status_code, copy_of(author, draft).fields) == (200, {})

    def test_dropped(self, author, draft):
        send(author, draft, changed={"body": "Typed."})
        send(author, draft, opening="b.0", drops="other")
        assert unkept(author, draft) == "Typed."
        send(author, draft, opening="b.0", drops="a")
        assert unkept(author, draft) is None


class TestRefused:
    @pytest.mark.parametrize(
        ("body", "error"),
        [
            ("{", "This is no JSON."),
            (b"\xff", "This is no JSON."),
            ("[]", "An object with the number of its editor was expected."),
            ('{"editor": "1"}', "An object with the number of its editor was expected."),
            ('{"editor": 1}', "The name of the form’s opening is missing."),
            ('{"editor": 1, "opening": 7}', "“opening” is no short text."),
            (json.dumps({"editor": 1, "opening": "a" * 65}), "“opening” is no short text."),
            (
                '{"editor": 1, "opening": "a", "changed": {"live_from": "2026-01-01"}}',
                "“changed” holds something that is no field of the form.",
            ),
            (
                '{"editor": 1, "opening": "a", "changed": {"body": 7}}',
                "“changed” holds something that is no field of the form.",
            ),
            (
                '{"editor": 1, "opening": "a", "base": []}',
                "“base” holds something that is no field of the form.",
            ),
        ],
    )
    @pytest.mark.parametrize("name", ["keep", "unkept"])
    def test_what_cannot_be_read(self, author, draft, name, body, error):
        page = url(f"articleversion_{name}", draft.pk)
        response = author.post(page, body, content_type="application/json")
        assert (response.status_code, response.json()) == (400, {"error": error})
        assert not WorkingCopy.objects.exists()

    def test_too_long(self, author, draft):
        response = send(author, draft, changed={"body": "a" * MOST})
        assert response.status_code == 413
        assert response.json()["error"] == "The text is too long to be kept at the server while you type."
        assert not WorkingCopy.objects.exists()

    def test_nobody_writes_into_the_draft_of_somebody_else(self, author, draft):
        other = logged_in(in_role("author", "other"))
        assert send(other, draft, changed={"body": "Mine."}).status_code == 403
        take_permission(author, "change_articleversion")
        assert send(author, draft, changed={"body": "Mine."}).status_code == 403
        assert not WorkingCopy.objects.exists()

    def test_signed_out(self, author, draft):
        author.logout()
        response = send(author, draft, changed={"body": "Mine."})
        assert response.status_code == 302
        assert not WorkingCopy.objects.exists()

    def test_another_account_in_the_same_browser(self, editor, author, draft):
        response = send(editor, draft, editor=author.user.pk, changed={"body": "The author’s."})
        assert (response.status_code, response.json()["error"]) == (
            409,
            "Another account is signed in now. Your text stays on this computer.",
        )
        assert not WorkingCopy.objects.exists()

    @pytest.mark.parametrize(
        ("fields", "error"),
        [
            ({"live_from": timezone.now()}, "This version was published or scheduled meanwhile."),
            ({"submitted_at": timezone.now()}, "This draft was sent for review meanwhile."),
        ],
    )
    def test_it_went_on_meanwhile(self, author, draft, fields, error):
        ArticleVersion.objects.update(**fields)
        response = send(author, draft, changed={"body": "Late."})
        assert response.status_code == 409
        assert response.json()["error"] == f"{error} Your text stays on this computer."

    def test_other_methods(self, author, draft):
        assert author.put(url("articleversion_keep", draft.pk)).status_code == 405
        assert author.get(url("articleversion_unkept", draft.pk)).status_code == 405
        assert author.get(url("articleversion_rescue", draft.pk)).status_code == 405

    def test_a_token_for_a_form_that_stayed_open(self, author, draft):
        told = author.get(url("articleversion_keep", draft.pk)).json()
        assert set(told) == {"csrf", "editor", "others"}
        assert told["editor"] == author.user.pk


class TestGivenBack:
    def test_on_the_page_and_into_the_form(self, author, draft):
        image = make_image()
        changed = {"body": "One stood.\n\nTwo runs.", "byline": "A. Desk", "lead_image": str(image.pk)}
        send(author, draft, changed=changed)
        response = author.get(version_url(draft))
        text = words(response)
        assert "You typed text that is not in the draft." in text
        assert "What differs: Text, Byline, Lead picture" in text
        assert "Two stood runs ." in text
        page = response.content.decode()
        address = f"{version_url(draft)}?copy=a.0"
        assert address in page
        form = author.get(address).context["adminform"].form
        assert {name: form[name].value() for name in changed} == changed
        data = version_data(draft, **changed) | {name: form[name].value() for name in ("seen", "opening")}
        author.post(version_url(draft), data)
        assert (stored(draft).body, stored(draft).lead_image) == (changed["body"], image)
        assert unkept(author, draft) is None

    def test_to_nobody_else(self, editor, author, draft):
        send(author, draft, changed={"body": "A secret of the author’s."})
        for page in (
            version_url(draft),
            f"{version_url(draft)}?copy=a.0",
            url("articleversion_keep", draft.pk),
        ):
            assert "A secret" not in editor.get(page).content.decode()
        assert "A secret" not in send(editor, draft, changed={"body": "Typed."}).content.decode()
        assert "A secret" not in send(editor, draft, "unkept", changed={"body": "Typed."}).content.decode()

    @pytest.mark.parametrize(
        "happens",
        [
            lambda: None,
            lambda: ArticleVersion.objects.update(changed_at=timezone.now() + timedelta(days=1)),
            lambda: ArticleVersion.objects.update(body="One stood.\r\n\r\nTwo stood.\r\n"),
        ],
    )
    def test_the_same_words_are_no_alarm(self, author, draft, happens):
        happens()
        response = send(
            author,
            draft,
            "unkept",
            base=content_of(draft),
            changed=content_of(draft) | {"body": f"{draft.body} "},
        )
        assert response.status_code == 204

    def test_what_the_draft_holds_by_now_is_no_alarm(self, author, draft):
        base, typed = content_of(draft), content_of(draft) | {"body": "One runs.\n\nTwo stood."}
        assert send(author, draft, "unkept", base=base, changed=typed).status_code == 200
        # Put together with somebody else's words.
        ArticleVersion.objects.update(body="One runs.\n\nTwo is theirs.")
        assert send(author, draft, "unkept", base=base, changed=typed).status_code == 204

    def test_what_was_kept_once_is_no_alarm(self, author, draft):
        base, typed = content_of(draft), content_of(draft) | {"body": "Kept once."}
        author.post(version_url(draft), version_data(draft, body="Kept once."))
        author.post(version_url(draft), version_data(stored(draft), body="Something else."))
        assert send(author, draft, "unkept", base=base, changed=typed).status_code == 204
        ArticleVersion.objects.update(created_at=timezone.now())  # as if it was another, discarded before
        assert send(author, draft, "unkept", base=base, changed=typed).status_code == 200
        typed = typed | {"body": "Never kept."}
        assert send(author, draft, "unkept", base=base, changed=typed).status_code == 200

    def test_asking_writes_nothing(self, author, draft):
        send(author, draft, "unkept", base={}, changed={"body": "Typed."})
        assert not WorkingCopy.objects.exists()

    def test_keeping_clears_it_and_a_refused_form_does_not(self, author, draft):
        send(author, draft, changed={"body": "Typed."})
        author.post(version_url(draft), version_data(draft, body="Typed.", opening="a.0", reviewed_on="soon"))
        assert unkept(author, draft) == "Typed."
        author.post(version_url(draft), version_data(draft, body="Typed and more.", opening="a.0"))
        assert (copy_of(author, draft).fields, unkept(author, draft)) == ({}, None)

    def test_what_another_form_typed_stays(self, author, draft):
        send(author, draft, opening="home.0", changed={"note": "At home."})
        author.post(version_url(draft), version_data(draft, body="At the desk.", opening="desk.0"))
        assert copy_of(author, draft).fields["note"] == "At home."
        assert unkept(author, draft) is not None


class TestPresence:
    def open(self, client, version, minutes=0):
        send(client, version, opening=client.user.username)
        opened = timezone.now() - timedelta(minutes=minutes, seconds=5)
        WorkingCopy.objects.filter(version=version, editor=client.user).update(opened_at=opened)

    @pytest.mark.parametrize(
        ("minutes", "sentence"),
        [
            (0, "Opened by author just now."),
            (1, "Opened by author 1 minute ago."),
            (3, "Opened by author 3 minutes ago."),
            (130, "Opened by author 2 hours ago."),
        ],
    )
    def test_on_every_page_of_the_draft(self, editor, author, draft, minutes, sentence):
        self.open(author, draft, minutes)
        pages = [version_url(draft), url("article_change", draft.article_id)]
        assert all(sentence in words(editor.get(page)) for page in pages)
        assert editor.get(url("articleversion_keep", draft.pk)).json()["others"] == [sentence]
        assert send(editor, draft, changed={"body": "Typed."}).json()["others"] == [sentence]

    def test_not_of_oneself(self, author, draft):
        self.open(author, draft)
        assert "Opened by" not in words(author.get(version_url(draft)))

    def test_by_their_name(self, editor, author, draft):
        author.user.first_name, author.user.last_name = "Anna", "Novik"
        author.user.save()
        self.open(author, draft)
        assert "Opened by Anna Novik just now." in words(editor.get(version_url(draft)))

    def test_gone_at_once_or_after_some_minutes(self, editor, author, draft):
        self.open(author, draft)
        WorkingCopy.objects.update(seen_at=timezone.now() - timedelta(minutes=2))
        assert "Opened by author" in words(editor.get(version_url(draft)))
        WorkingCopy.objects.update(seen_at=timezone.now() - timedelta(minutes=3))
        assert "Opened by author" not in words(editor.get(version_url(draft)))
        self.open(author, draft)
        send(author, draft, leaves=True)
        assert "Opened by author" not in words(editor.get(version_url(draft)))

    def test_opened_anew_after_it_was_closed(self, editor, author, draft):
        self.open(author, draft, 50)
        send(author, draft, leaves=True)
        send(author, draft)
        assert "Opened by author just now." in words(editor.get(version_url(draft)))

    def test_told_that_somebody_kept_it(self, editor, author, draft):
        seen = fingerprint(content_of(draft))
        editor.post(version_url(draft), version_data(draft, body="Theirs."))
        changed = send(author, draft, seen=seen).json()["changed"]
        assert changed.startswith("editor kept this draft on ")
        assert send(author, stored(draft)).json()["changed"] == ""


class TestTwoEditors:
    BASE = "One stood.\n\nTwo stood."

    def answer(self, client, draft, mine, theirs, by, button="keep", **choices):
        """`client` opened the draft; then `by` kept `theirs`; then `client` sends `mine`."""
        opened = version_data(draft, button)
        by.post(version_url(draft), version_data(draft, **theirs))
        return client.post(version_url(draft), opened | mine | choices)

    def test_fields_that_one_side_touched_are_put_together(self, editor, author, draft):
        image = make_image()
        response = self.answer(
            author, draft, {"headline": "Mine"}, {"byline": "Theirs", "lead_image": image.pk}, by=editor
        )
        version = stored(draft)
        assert (version.headline, version.byline, version.lead_image) == ("Mine", "Theirs", image)
        assert messages(response) == [
            "Somebody kept this draft after you opened it. Both texts are together now. Theirs: Byline, Lead picture.",
            "The draft is kept. Nothing public has changed.",
        ]

    def test_paragraphs_are_put_together(self, editor, author, draft):
        response = self.answer(
            author,
            draft,
            {"body": "One is mine.\r\n\r\nTwo stood."},
            {"body": "One stood.\n\nTwo is theirs."},
            by=editor,
        )
        assert stored(draft).body == "One is mine.\n\nTwo is theirs."
        assert "Put together from both: Text." in messages(response)[0]

    def test_the_same_paragraph_is_asked_about(self, editor, author, draft):
        mine, theirs = "One is mine.\n\nTwo stood.\n\nNew.", "One is theirs.\n\nTwo stood."
        response = self.answer(author, draft, {"body": mine, "note": "Mine."}, {"body": theirs}, by=editor)
        text = words(response)
        assert (response.status_code, stored(draft).body) == (200, theirs)
        assert "editor kept this draft on" in text
        assert "Yours" in text
        assert "One stood is mine ." in text
        assert "Theirs" in text
        assert "One stood is theirs ." in text
        assert "Before One stood." in text

    @pytest.mark.parametrize(
        ("choice", "edited", "body"),
        [
            ("mine", "", "One is mine.\n\nTwo stood.\n\nNew."),
            ("theirs", "", "One is theirs.\n\nTwo stood.\n\nNew."),
            ("edited", "One is ours.", "One is ours.\n\nTwo stood.\n\nNew."),
        ],
    )
    def test_a_choice_without_a_script(self, editor, author, draft, choice, edited, body):
        mine = {"body": "One is mine.\n\nTwo stood.\n\nNew."}
        response = self.answer(author, draft, mine, {"body": "One is theirs.\n\nTwo stood."}, by=editor)
        response = author.post(version_url(draft), chosen(response, choice, edited))
        assert response.status_code == 302
        assert stored(draft).body == body
        assert unkept(author, draft) is None

    def test_no_choice_and_no_words_are_asked_again(self, editor, author, draft):
        response = self.answer(author, draft, {"headline": "Mine"}, {"headline": "Theirs"}, by=editor)
        again = author.post(version_url(draft), chosen(response, ""))
        assert "Choose what stays." in words(again)
        again = author.post(version_url(draft), chosen(response, "edited", " "))
        assert "Write the words, or choose one of the two texts." in words(again)
        assert stored(draft).headline == "Theirs"

    def test_written_together_and_too_long(self, editor, author, draft):
        response = self.answer(author, draft, {"headline": "Mine"}, {"headline": "Theirs"}, by=editor)
        response = author.post(version_url(draft), chosen(response, "edited", "a" * 201))
        form = response.context["adminform"].form
        assert form.errors == {"headline": ["Ensure this value has at most 200 characters (it has 201)."]}
        assert stored(draft).headline == "Theirs"

    def test_a_picture_is_chosen_by_its_name(self, editor, author, draft):
        pictures = [make_image(f"picture-{name}") for name in ("mine", "theirs")]
        mine, theirs = ({"lead_image": picture.pk} for picture in pictures)
        response = self.answer(author, draft, mine, theirs, by=editor)
        text = words(response)
        assert str(pictures[0]) in text
        assert str(pictures[1]) in text
        assert "Write it together" not in text
        author.post(version_url(draft), chosen(response, "theirs"))
        assert stored(draft).lead_image == pictures[1]

    def test_a_third_text_meanwhile_asks_only_what_is_new(self, editor, author, draft):
        mine = {"headline": "Mine", "byline": "Mine"}
        response = self.answer(author, draft, mine, {"headline": "Theirs", "byline": "Theirs"}, by=editor)
        editor.post(version_url(draft), version_data(stored(draft), byline="Theirs again"))
        response = author.post(version_url(draft), chosen(response, "mine"))
        assert [row.question.conflict.field for row in response.context["rows"]] == ["byline"]
        author.post(version_url(draft), chosen(response, "mine"))
        assert (stored(draft).headline, stored(draft).byline) == ("Mine", "Mine")

    def test_words_of_others_are_looked_at_before_they_go_public(self, editor, publisher, draft):
        mine = {"body": "It is so.[^read]", "confirmed": ""}
        response = self.answer(publisher, draft, mine, {"byline": "Theirs"}, by=editor, button="publish")
        assert messages(response)[1] == "Not published: look at the text first, then publish it."
        assert (stored(draft).live_from, stored(draft).body) == (None, "It is so.[^read]")
        publisher.post(version_url(draft), version_data(stored(draft), "publish"))
        assert stored(draft).live_from is not None

    def test_a_choice_made_the_button_does_what_it_says(self, editor, publisher, draft):
        mine, theirs = {"body": "It is so.[^read]"}, {"body": "It is not so.[^read]"}
        response = self.answer(publisher, draft, mine, theirs, by=editor, button="preview")
        response = publisher.post(version_url(draft), chosen(response, "mine"))
        assert stored(draft).body == "It is so.[^read]"
        assert response["Location"].endswith("/preview/")

    def test_a_form_whose_past_nobody_knows_replaces_nothing_silently(self, editor, author, draft):
        for seen in ("", "{", "[]", '{"body": 7}'):
            response = author.post(version_url(draft), version_data(draft, body="Mine.", seen=seen))
            assert [row.question.conflict.field for row in response.context["rows"]] == ["body"]
        assert stored(draft).body == self.BASE


class TestOwnSaves:
    def test_again_and_again_from_a_form_whose_answers_go_elsewhere(self, author, draft):
        """Kept and previewed: the preview opens in another tab, the form stays as it was."""
        opened = version_data(draft, "preview", opening="a.0")
        for body in ("One.", "Two.", "Three."):
            assert author.post(version_url(draft), opened | {"body": body}).status_code == 302
            assert stored(draft).body == body

    def test_and_with_somebody_else_between(self, editor, author, draft):
        opened = version_data(draft, "preview", opening="a.0")
        author.post(version_url(draft), opened | {"byline": "Mine"})
        editor.post(version_url(draft), version_data(stored(draft), dateline="Theirs"))
        author.post(version_url(draft), opened | {"byline": "Mine again"})
        author.post(version_url(draft), opened | {"byline": "Mine still"})
        assert (stored(draft).byline, stored(draft).dateline) == ("Mine still", "Theirs")

    def test_the_form_learns_what_it_goes_on_from(self, author, draft):
        seen = fingerprint(content_of(draft))
        author.post(version_url(draft), version_data(draft, "preview", body="Kept.", opening="a.0"))
        told = send(author, draft, opening="a.1", seen=seen).json()
        assert told["sent"] == 1
        assert json.loads(told["seen"]) == content_of(stored(draft))


class TestRescue:
    def rescue(self, client, version, **changes):
        return client.post(
            url("articleversion_rescue", version.pk), version_data(version, **changes), follow=True
        )

    def test_a_text_that_came_too_late_goes_on_in_an_update(self, author, draft):
        opened = version_data(draft, body="One stood.\n\nTwo is late.")
        ArticleVersion.objects.update(live_from=timezone.now() - timedelta(minutes=1))
        response = author.post(version_url(draft), opened)
        assert url("articleversion_rescue", draft.pk) in response.content.decode()
        response = author.post(url("articleversion_rescue", draft.pk), opened, follow=True)
        update = draft.article.versions.get(number=2)
        assert (update.live_from, update.act, update.body) == (None, "update", draft.body)
        assert response.redirect_chain == [
            (f"{version_url(update)}?copy={copy_of(author, update).opening}", 302)
        ]
        form = response.context["adminform"].form
        assert form["body"].value() == "One stood.\n\nTwo is late."
        data = version_data(update) | {name: form[name].value() for name in ("body", "seen", "opening")}
        author.post(version_url(update), data)
        assert stored(update).body == "One stood.\n\nTwo is late."

    def test_into_the_update_that_somebody_began(self, editor, draft):
        base = content_of(draft)
        ArticleVersion.objects.update(live_from=timezone.now() - timedelta(minutes=1))
        update = make_draft(draft.article, body="One is theirs.\n\nTwo stood.")
        data = version_data(draft, body="One stood.\n\nTwo is late.", seen=packed(base))
        form = (
            editor.post(url("articleversion_rescue", draft.pk), data, follow=True).context["adminform"].form
        )
        data = version_data(update) | {name: form[name].value() for name in ("body", "seen", "opening")}
        editor.post(version_url(update), data)
        assert stored(update).body == "One is theirs.\n\nTwo is late."

    def test_a_draft_again_is_kept_as_any_other(self, author, draft):
        assert self.rescue(author, draft, body="In time.").status_code == 200
        assert stored(draft).body == "In time."

    def test_refused_in_words_with_the_text_below(self, author, draft):
        ArticleVersion.objects.update(live_from=timezone.now() + timedelta(days=1))
        response = author.post(url("articleversion_rescue", draft.pk), version_data(draft, body="Late."))
        assert "Version 1 is scheduled for" in words(response)
        assert response.context["adminform"].form["body"].value() == "Late."

    def test_text_that_waits_there_is_not_replaced(self, editor, draft):
        ArticleVersion.objects.update(live_from=timezone.now() - timedelta(minutes=1))
        update = make_draft(draft.article, body=draft.body)
        send(editor, update, changed={"body": "Waiting."})
        response = self.rescue(editor, draft, body="Late.")
        assert "There is text of yours in that draft which is not kept." in words(response)
        assert copy_of(editor, update).fields["body"] == "Waiting."

    def test_not_into_the_draft_of_somebody_else(self, author, draft):
        ArticleVersion.objects.update(live_from=timezone.now() - timedelta(minutes=1))
        make_draft(draft.article)
        assert "Somebody else is writing the next version already." in words(
            self.rescue(author, draft, body="Late.")
        )
        take_permission(author, "add_articleversion")
        assert self.rescue(author, draft, body="Late.").status_code == 403


def chosen(response, choice, edited=""):
    """The choices page sent with the same answer to everything."""
    data = dict(response.context["hidden"]) | {"choices": "made"}
    for row in response.context["rows"]:
        key = row.question.conflict.key
        data |= {f"choice-{key}": choice, f"edited-{key}": edited}
    return data
