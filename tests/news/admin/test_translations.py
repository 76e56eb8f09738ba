"""The translation desk: what is behind, a translation written beside its original, and "still correct"."""

import json
import re

import pytest
from django.urls import reverse

from news.models import AuditEntry, TranslationCheck
from news.translations.following import CUTS
from tests.factories import make_article, make_source, make_version, moment
from tests.news.admin.pages import messages, url, words
from tests.news.translations.conftest import RUSSIAN, SECOND, make_behind

DESK = reverse("admin:news_articleversion_translations")


@pytest.fixture
def behind(db):
    make_source("read")
    return make_behind("trains")


def side(version):
    return url("articleversion_side_by_side", version.pk)


def follow(client, version):
    client.post(url("articleversion_follow", version.pk))
    return version.article.versions.drafts().get(language=version.language)


def sent(client, draft, **changes):
    """What the browser sends for the page, with some paragraphs written anew; lines end as browsers send them."""
    html = client.get(side(draft)).content.decode()
    areas = re.findall(r'<textarea id="[^"]+" name="([^"]+)"[^>]*>\n(.*?)</textarea>', html, re.DOTALL)
    data = {name: value.replace("\n", "\r\n") for name, value in areas}
    read = {name: getattr(draft, name) for name in CUTS}
    return (
        {"read": json.dumps(read)} | data | {name.replace("_", "-"): value for name, value in changes.items()}
    )


class TestList:
    def test_which_texts_by_how_much_and_which_paragraphs(self, editor, behind):
        make_article("level")
        response = editor.get(DESK)
        said = words(response)
        assert "Русский, version 1; behind version 2 of the original (English) since 27" in said
        assert "2 paragraphs behind" in said
        assert "Changed in the original Text Trains run weekly." in said
        assert "New in the original Text In 2027 more come." in said
        assert side(behind) in response.content.decode()

    def test_of_one_language(self, editor, behind):
        make_behind_belarusian(behind)
        for query, slugs in (("", 2), ("?language=be", 1), ("?language=en", 0), ("?language=xx", 2)):
            assert len(editor.get(DESK + query).context["page_obj"].object_list) == slugs

    def test_a_draft_is_opened_instead(self, editor, behind):
        draft = follow(editor, behind)
        assert f"draft {draft.number} by editor" in words(editor.get(DESK))
        assert side(draft) in editor.get(DESK).content.decode()

    @pytest.mark.parametrize("count", [1, 3])
    def test_five_queries(self, editor, db, django_assert_num_queries, count):
        """Session, account; counts, page, drafts."""
        make_source("read")
        for _ in range(count):
            make_behind()
        with django_assert_num_queries(5):
            assert len(editor.get(DESK).context["page_obj"].object_list) == count

    def test_pages(self, editor, db):
        make_source("read")
        for _ in range(26):
            make_behind()
        assert len(editor.get(f"{DESK}?page=2").context["page_obj"].object_list) == 1
        assert editor.get(f"{DESK}?page=3").status_code == 404

    def test_empty(self, editor):
        assert "Every public translation follows its original." in words(editor.get(DESK))


def make_behind_belarusian(behind):
    return make_version(
        behind.article, "be", headline="Цягнікі", body=RUSSIAN, translated_from=behind.translated_from
    )


class TestSideBySide:
    def test_a_public_one_is_read_with_what_changed(self, editor, behind):
        response = editor.get(side(behind))
        html = response.content.decode()
        assert "Trains run <del>daily</del><ins>weekly</ins>.[^read]" in html
        assert "<textarea" not in html
        assert "Follow version 2" in words(response)
        assert "It follows version 1. Version 2 of 27" in words(response)

    @pytest.mark.parametrize("count", [2, 4])
    def test_a_constant_number_of_queries(self, editor, behind, django_assert_num_queries, count):
        """Session, account; the version with its article, the article's versions, their texts."""
        for number in range(2, count):
            make_version(behind.article, body=f"{SECOND}\n\nMore {number}.", live_from=moment(number))
        with django_assert_num_queries(5):
            editor.get(side(behind))

    def test_following_begins_a_draft_beside_the_new_version(self, editor, behind):
        draft = follow(editor, behind)
        assert (draft.translated_from.number, draft.act, draft.body) == (2, "translation", RUSSIAN)
        response = editor.get(side(draft))
        names = re.findall(r'<textarea id="[^"]+" name="([^"]+)"', response.content.decode())
        assert names == ["headline-0", "body-0", "body-1", "body+2-2", "body-2"]
        assert "0 of 2 paragraphs that version 2 of the original changed are followed." in words(response)

    def test_writing_by_the_paragraph_touches_nothing_else(self, editor, behind):
        draft = follow(editor, behind)
        draft.body = RUSSIAN.replace("\n\n", "\r\n \r\n")
        draft.save()
        changes = {"body-1": "Поезда ходят еженедельно.[^read]", "body+2-2": "В 2027 году пойдут ещё.[^read]"}
        response = editor.post(side(draft), sent(editor, draft) | changes)
        assert messages(response) == ["The draft is kept. Nothing public has changed."]
        draft.refresh_from_db()
        assert draft.body == (
            "Он собрался.[^read]\r\n \r\nПоезда ходят еженедельно.[^read]\r\n \r\n"
            "В 2027 году пойдут ещё.[^read]\r\n\r\nКонец."
        )
        said = words(editor.get(side(draft)))
        assert "2 of 2 paragraphs that version 2 of the original changed are followed." in said
        assert AuditEntry.objects.filter(act="keep").count() == 1

    def test_sent_unchanged_it_writes_nothing(self, editor, behind):
        draft = follow(editor, behind)
        draft.body = f"{RUSSIAN}\r\n\r\n- a\n- b"
        draft.save()
        editor.post(side(draft), sent(editor, draft))
        draft.refresh_from_db()
        assert draft.body == f"{RUSSIAN}\r\n\r\n- a\n- b"
        assert not AuditEntry.objects.filter(act="keep").exists()

    def test_what_somebody_changed_meanwhile_is_not_written_over(self, editor, behind):
        draft = follow(editor, behind)
        data = sent(editor, draft) | {"body-1": "Моё.", "body-2": "Мой конец."}
        draft.body = RUSSIAN.replace("Поезда ходят ежедневно.[^read]", "Чужое.")
        draft.save()
        response = editor.post(side(draft), data)
        draft.refresh_from_db()
        assert draft.body == "Он собрался.[^read]\n\nЧужое.\n\nМой конец."
        assert "Somebody changed these paragraphs while you wrote." in words(response)
        assert "\nМоё.</textarea>" in response.content.decode()

    @pytest.mark.parametrize("read", ["", "{", "[]", '{"body": 1}', "null"])
    def test_a_page_sent_incomplete_keeps_the_words_on_it(self, editor, behind, read):
        draft = follow(editor, behind)
        response = editor.post(side(draft), sent(editor, draft) | {"read": read, "body-1": "Моё."})
        draft.refresh_from_db()
        assert draft.body == RUSSIAN
        assert "\nМоё.</textarea>" in response.content.decode()

    def test_one_published_meanwhile_is_refused_with_its_words(self, editor, behind):
        draft = follow(editor, behind)
        data = sent(editor, draft) | {"body-1": "Моё."}
        behind.article.versions.filter(pk=behind.pk).update(live_until=moment(5))
        behind.article.versions.filter(pk=draft.pk).update(live_from=moment(5))
        response = editor.post(side(draft), data)
        assert "Моё." in response.content.decode()
        draft.refresh_from_db()
        assert draft.body == RUSSIAN

    def test_a_headline_too_long_is_refused_in_words(self, editor, behind):
        draft = follow(editor, behind)
        response = editor.post(side(draft), sent(editor, draft) | {"headline-0": "я" * 201})
        assert "The headline has 201 characters; at most 200 fit." in words(response)
        assert "я" * 201 in response.content.decode()

    def test_an_author_writes_in_drafts_of_their_own_only(self, editor, author, behind):
        draft = follow(editor, behind)
        data = sent(editor, draft) | {"body-1": "Моё."}
        assert b"<textarea" not in author.get(side(draft)).content
        assert author.post(side(draft), data).status_code == 403
        draft.refresh_from_db()
        assert draft.body == RUSSIAN

    def test_what_is_not_translated_yet_is_told(self, editor, behind):
        original = behind.article.versions.get(language="en", number=2)
        editor.post(
            reverse("admin:news_article_draft", args=[behind.article_id]),
            {"language": "be", "act": "translation", "from": original.pk},
        )
        draft = behind.article.versions.drafts().get(language="be")
        said = words(editor.get(side(draft)))
        assert said.count("Not translated yet") == 5
        assert "5 paragraphs still stand in the words of the original." in said

    def test_a_draft_goes_on_to_follow_a_newer_version(self, editor, behind):
        draft = follow(editor, behind)
        make_version(behind.article, body=f"{SECOND}\n\nMore.", live_from=moment(2))
        assert "This draft follows version 3" in words(editor.get(side(draft)))
        follow(editor, draft)
        draft.refresh_from_db()
        assert draft.translated_from.number == 3

    def test_an_original_has_no_such_page(self, editor, behind):
        response = editor.get(side(behind.translated_from))
        assert messages(response) == ["This text is an original. Open one of its translations."]


class TestStillCorrect:
    def send(self, client, version, original):
        return client.post(url("articleversion_still_correct", version.pk), {"original": original.pk})

    def test_the_readers_note_goes(self, reviewer, client, behind):
        second = behind.article.versions.get(language="en", number=2)
        assert b'class="newer"' in client.get("/ru/news/trains/").content
        response = self.send(reviewer, behind, second)
        assert messages(response) == [
            "The translation follows version 2 of its original. Readers see no note any more."
        ]
        assert b'class="newer"' not in client.get("/ru/news/trains/").content
        assert reviewer.get(DESK).context["total"] == 0
        said = words(reviewer.get(side(behind)))
        assert "It follows version 2 of its original." in said
        assert "Still correct" not in said

    def test_only_by_who_may_and_by_post(self, author, behind):
        second = behind.article.versions.get(language="en", number=2)
        assert "Still correct" not in words(author.get(side(behind)))
        assert self.send(author, behind, second).status_code == 403
        assert author.get(url("articleversion_still_correct", behind.pk)).status_code == 405
        assert not TranslationCheck.objects.exists()

    @pytest.mark.parametrize("original", ["", "x", "0", "99999999999999999999999"])
    def test_of_a_version_that_is_there(self, reviewer, behind, original):
        address = url("articleversion_still_correct", behind.pk)
        assert reviewer.post(address, {"original": original}).status_code == 404

    def test_a_refusal_says_why(self, reviewer, behind):
        response = self.send(reviewer, behind, behind.translated_from)
        assert messages(response) == ["The original has changed meanwhile. Compare the two again."]
