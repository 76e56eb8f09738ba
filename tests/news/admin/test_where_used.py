"""Before a thing is deleted the desk shows who would suffer; and a key that is known moves by an act of its own."""

import pytest
from django.contrib.auth.models import Permission

from news.models import AuditEntry, FormerAddress, Person, Source, Topic
from tests.factories import (
    make_actor,
    make_agreement,
    make_article,
    make_draft,
    make_image,
    make_person,
    make_source,
    make_topic,
)
from tests.news.admin.conftest import logged_in
from tests.news.admin.pages import messages, url, words


@pytest.fixture
def keeper(db, django_user_model):
    """May change and delete the record, and not publish."""
    user = django_user_model.objects.create_user("keeper", is_staff=True)
    user.user_permissions.set(Permission.objects.filter(codename__endswith="_person"))
    return logged_in(user)


class TestDelete:
    def test_what_readers_read_is_listed_with_its_language_and_refused(self, editor):
        make_source("s", title="A report")
        make_article("a", version={"headline": "Trains run", "body": "So.[^s]"})
        source = Source.objects.get()
        page = url("source_delete", source.pk)
        for response in (editor.get(page), editor.post(page, {"post": "yes"})):
            said = words(response)
            assert "cannot be deleted" in said
            assert "What readers read Trains run English, version 1 as readers see it" in said
            assert 'href="/en/news/a/versions/1/"' in response.content.decode()
            assert "Delete it" not in said
        assert Source.objects.exists()
        assert not AuditEntry.objects.exists()

    def test_a_draft_is_shown_and_does_not_hold_it(self, editor):
        source = make_source("s")
        make_draft(make_article(version=False), headline="Begun", body="So.[^s]")
        page = url("source_delete", source.pk)
        said = words(editor.get(page))
        assert "No reader reads a text that names it." in said
        assert "Drafts Begun English, version 1" in said
        assert editor.post(page, {"post": "yes"}).status_code == 302
        assert not Source.objects.exists()
        assert [entry.act for entry in AuditEntry.objects.all()] == ["delete"]

    def test_what_is_used_nowhere_goes_with_its_page(self, editor):
        topic = make_topic("t")
        said = words(editor.get(url("topic_delete", topic.pk)))
        assert "It is used nowhere. Its page, /en/topics/t/, will be gone in every language." in said
        editor.post(url("topic_delete", topic.pk), {"post": "yes"})
        assert not Topic.objects.exists()

    def test_a_state_that_takes_part_stays(self, editor):
        make_agreement("t", parties=("norway",), name_en="A treaty")
        actor = make_actor("norway")
        response = editor.post(url("actor_delete", actor.pk), {"post": "yes"})
        assert response.status_code == 409
        assert "A treaty agreement" in words(response)

    def test_is_for_those_who_may_delete(self, author, keeper):
        person = make_person("p")
        assert author.get(url("person_delete", person.pk)).status_code == 403
        assert keeper.get(url("person_delete", person.pk)).status_code == 200

    def test_every_form_says_where_the_thing_is_used(self, editor):
        topic = make_topic("t")
        assert "Used in: Nowhere yet." in words(editor.get(url("topic_change", topic.pk)))
        make_article(topics=[topic], version={"headline": "Trains run"})
        assert "What readers read Trains run article" in words(editor.get(url("topic_change", topic.pk)))


class TestAddress:
    def test_the_outcome_is_said_before(self, editor):
        person = make_person("old")
        make_article(version={"body": "[[person:old]]"})
        said = words(editor.get(url("person_address", person.pk)))
        assert "Readers who come to /en/people/old/ are led to the new address, in every language." in said
        assert "Published texts that name it stay as they are and still lead to it." in said

    def test_it_is_moved(self, editor, client):
        person = make_person("old")
        response = editor.post(url("person_address", person.pk), {"key": "new"})
        assert response["Location"] == url("person_change", person.pk)
        assert messages(response) == [
            "The address is /en/people/new/ now; /en/people/old/ leads there in every language."
        ]
        assert client.get("/ru/people/old/")["Location"] == "/ru/people/new/"
        said = words(editor.get(url("person_address", person.pk)))
        assert "So are those of its former addresses: old. It may go back to one of them." in said

    def test_a_refusal_is_said_beside_the_field_with_what_was_typed(self, editor):
        person = make_person("old")
        make_person("taken")
        response = editor.post(url("person_address", person.pk), {"key": "taken"})
        assert response.context["form"].errors == {
            "key": ["Something else has this address. Choose another."]
        }
        assert response.context["form"]["key"].value() == "taken"

    def test_an_article_by_its_page(self, editor, client):
        article = make_article("old")
        assert "Change the address…" in words(editor.get(url("article_change", article.pk)))
        editor.post(url("article_address", article.pk), {"key": "new"})
        assert client.get("/en/news/old/")["Location"] == "/en/news/new/"

    def test_what_nobody_knows_is_edited_in_the_form(self, editor):
        draft = make_draft(make_article("old", version=False))
        form = editor.get(url("article_change", draft.article.pk)).context["adminform"].form
        assert "slug" in form.fields
        editor.post(url("article_address", draft.article.pk), {"key": "new"})
        assert not FormerAddress.objects.exists()

    def test_is_for_those_who_publish(self, keeper):
        person = make_person("old")
        assert "Change the address…" not in words(keeper.get(url("person_change", person.pk)))
        for response in (
            keeper.get(url("person_address", person.pk)),
            keeper.post(url("person_address", person.pk), {"key": "new"}),
        ):
            assert response.status_code == 403
        assert Person.objects.get().key == "old"

    def test_a_form_does_not_give_a_former_key_to_another(self, editor):
        make_image("other")
        FormerAddress.objects.create(kind="topic", key="old", target_key="new")
        data = {f"{name}_{code}": "" for name in ("name", "description") for code in ("en", "ru", "be")}
        response = editor.post(url("topic_add"), data | {"slug": "old", "name_en": "Trade"})
        assert response.context["adminform"].form.errors == {
            "slug": ["Readers who kept this address are led from it to “new”. Choose another."]
        }
