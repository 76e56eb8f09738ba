"""What is derived from texts follows them, at every save and delete, from fixtures too."""

import json
from datetime import date
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.test import TestCase
from django.test.utils import CaptureQueriesContext

from news.indexing import index, index_version
from news.kinds import kind_named
from news.models import (
    Article,
    ArticleVersion,
    Person,
    Reference,
    SearchDocument,
    Statement,
)
from routes.models import Route
from tests import factories as make
from tests.factories import moment

pytestmark = pytest.mark.django_db
FUTURE = moment(days=3650)


def references(**held):
    rows = Reference.objects.filter(**held).values_list("target_kind", "target_key", "times")
    return sorted(rows)


def found(kind, at=None):
    """(key, language, title) of what a search reads of a kind."""
    return sorted(SearchDocument.objects.public(at).filter(kind=kind).values_list("key", "language", "title"))


def written(call):
    """How many statements of a call change rows."""
    with CaptureQueriesContext(connection) as queries:
        call()
    return sum(each["sql"].startswith(("INSERT", "UPDATE", "DELETE")) for each in queries)


def reindex(*kinds):
    out = StringIO()
    call_command("reindex", *kinds, stdout=out)
    return out.getvalue()


class TestReferences:
    def test_of_a_version_are_counted_over_all_its_texts(self):
        text = {
            "standfirst": "[^a]",
            "body": "[[route:r]] [[route:r|again]] [^a]",
            "claimed": "[^b]",
            "note": "[^c]",
        }
        version = make.make_article("art", version=text).versions.get()
        assert references(version=version) == [
            ("route", "r", 2),
            ("source", "a", 2),
            ("source", "b", 1),
            ("source", "c", 1),
        ]
        assert set(version.references.values_list("holder_kind", "holder_key", "language")) == {
            ("article", "art", "en")
        }

    def test_of_records_stand_by_language(self):
        make.make_topic("t", description_en="[[route:r]]", description_ru="[[route:r]] [[route:r]]")
        rows = Reference.objects.filter(holder_kind="topic").values_list("language", "target_key", "times")
        assert sorted(rows) == [("en", "r", 1), ("ru", "r", 2)]

    def test_follow_the_text(self):
        topic = make.make_topic("t", description_en="[[route:r]]")
        topic.description_en = "[[route:s]]"
        topic.save()
        assert references() == [("route", "s", 1)]
        topic.delete()
        assert references() == []

    def test_of_a_draft_are_kept_but_not_public(self):
        make.make_draft(make.make_article("art", version=False), body="[[route:r]]")
        assert Reference.objects.count() == 1
        assert Reference.objects.public().count() == 0

    def test_of_a_version_are_public_only_while_it_is_live(self):
        article = make.make_article("art", version={"body": "[[route:r]]", "live_from": moment(0)})
        make.make_version(article, body="No route.", live_from=moment(5))
        public = {days: Reference.objects.public(moment(days)).count() for days in (-1, 0, 4, 5)}
        assert public == {-1: 0, 0: 1, 4: 1, 5: 0}

    def test_with_keys_that_no_thing_can_have_are_left_out(self):
        make.make_article(version={"body": f"[[route:{'r' * 121}]] [[{'k' * 21}:r]] [[route:{'r' * 120}]]"})
        assert [key for _, key, _ in references()] == ["r" * 120]


class TestStatements:
    def test_are_the_quotations_that_name_a_person(self):
        body = "> One.\n> — [[person:lux|Lux]], there [^a]\n\n> Nobody's.\n\n> — [[person:lux]]\n\n> Two.\n> — [[person:pax]]"
        version = make.make_article(version={"body": body}).versions.get()
        rows = version.statements.values_list("position", "person_key", "text", "attribution")
        assert list(rows) == [
            (0, "lux", "One.", "[[person:lux|Lux]], there [^a]"),
            (3, "pax", "Two.", "[[person:pax]]"),
        ]

    def test_follow_a_draft(self):
        draft = make.make_draft(make.make_article(version=False), body="> One.\n> — [[person:lux]]")
        draft.body = "> Two.\n> — [[person:pax]]"
        draft.save()
        assert list(Statement.objects.values_list("person_key", "text")) == [("pax", "Two.")]
        assert Statement.objects.public().count() == 0


class TestSearchDocuments:
    def test_of_a_record_stand_in_every_language(self):
        make.make_station(
            "vitebsk", name_en="Vitebsk", name_ru="Витебск", note_ru="У **границы** [[route:vs]]."
        )
        assert found("station") == [
            ("vitebsk", "be", "Витебск"),
            ("vitebsk", "en", "Vitebsk"),
            ("vitebsk", "ru", "Витебск"),
        ]
        document = SearchDocument.objects.get(key="vitebsk", language="be")
        assert (document.title_language, document.text, document.text_language) == (
            "ru",
            "У границы vs.",
            "ru",
        )

    def test_of_an_article_are_those_of_its_live_versions(self):
        article = make.make_article("a", version={"headline": "First", "live_from": moment(0)})
        make.make_version(article, headline="Second", live_from=moment(5), body="See [[station:v]].")
        make.make_version(article, headline="Planned", live_from=FUTURE)
        make.make_draft(article, headline="Secret")
        make.make_version(article, "ru", headline="По-русски")
        assert found("article") == [("a", "en", "Second"), ("a", "ru", "По-русски")]
        assert found("article", FUTURE) == [("a", "en", "Planned"), ("a", "ru", "По-русски")]
        assert not SearchDocument.objects.filter(title="Secret").exists()

    def test_hold_what_a_page_says_and_the_day(self):
        version = {
            "headline": "Head",
            "standfirst": "Sum[^a].",
            "body": "## Part\n\nTold.",
            "claimed": "- One",
        }
        make.make_article("a", version=version)
        document = SearchDocument.objects.get()
        assert (document.summary, document.text) == ("Sum.", "Sum.\nPart\nTold.\nOne")
        assert (document.dated_on, document.live_from) == (date(2026, 2, 26), moment(0))
        assert (document.title_terms, document.terms) == ("head", "sum part told one")

    @pytest.mark.parametrize("column", ["withdrawn_at", "removed_at"])
    def test_go_when_an_article_does_and_come_back_with_it(self, column):
        article = make.make_article("a", version={"headline": "Head"})
        Article.objects.filter(pk=article.pk).update(reason_en="Why")
        article.refresh_from_db()
        setattr(article, column, moment(1))
        article.save()
        assert found("article") == []
        setattr(article, column, None)
        article.save()
        assert found("article") == [("a", "en", "Head")]

    def test_of_what_has_no_page_to_lead_to_there_are_none(self):
        make.make_image("map")
        make.make_figure("empty")
        agreement = make.make_agreement("t")
        assert found("image") == found("figure") == found("agreement") == []
        make.make_action(agreement)
        assert [language for _, language, _ in found("agreement")] == ["be", "en", "ru"]

    def test_follow_the_parts_of_a_thing(self):
        agreement = make.make_agreement("t")
        make.make_action(agreement)
        title = make.make_title(agreement, "Договор о дружбе")
        assert "druzhb" in SearchDocument.objects.get(key="t", language="ru").terms.split()
        title.delete()
        assert "druzhb" not in SearchDocument.objects.get(key="t", language="ru").terms.split()

    def test_leave_nothing_under_a_former_key(self):
        article = make.make_article("old", version={"headline": "Head", "body": "[[route:r]]"})
        article.slug = "new"
        article.save()
        person = make.make_person("old")
        person.key = "new"
        person.save()
        assert {key for key, *_ in found("article") + found("person")} == {"new"}
        assert set(Reference.objects.values_list("holder_key", flat=True)) == {"new"}

    def test_go_with_the_thing(self):
        article = make.make_article("a", version={"body": "[[route:r]]"})
        agreement = make.make_agreement("t")
        make.make_action(agreement)
        article.versions.get().delete()
        assert found("article") == []
        make.make_version(article)
        article.delete()
        Person.objects.all().delete()
        assert found("article") == []
        assert Reference.objects.count() == 0

    def test_print_the_new_title_of_what_they_name(self):
        make.make_article("a", version={"body": "See [[route:r]] and [[figure:f]]."})
        text = lambda: SearchDocument.objects.get(kind="article").text  # noqa: E731
        assert "See r and f." in text()
        route = make.make_route("r", name_en="Vitebsk – Smolensk")
        value = make.make_figure_value(make.make_figure("f"), 3, date(2025, 1, 1))
        assert "See Vitebsk – Smolensk and 3\u202f%." in text()
        route.name_en = "Vitebsk – Smolensk line"
        route.save()
        value.amount = 4
        value.save()
        assert "See Vitebsk – Smolensk line and 4\u202f%." in text()
        route.delete()
        assert "See r and 4\u202f%." in text()

    def test_are_left_alone_where_nothing_changed(self):
        things = [make.make_person("p"), make.make_article("a", version={"body": "[[person:p]] [^s]"})]
        version = things[1].versions.get()
        for thing in [*things, version]:
            assert written(thing.save) == 1
        assert index(kind_named("person").things().get()) is False
        assert index_version(version) is False


class TestLoading:
    """As `loaddata` does it: raw saves, related rows in any order, one transaction."""

    @pytest.fixture
    def load(self, tmp_path):
        def load(*rows):
            path = tmp_path / "rows.json"
            path.write_text(json.dumps([{"model": model, "fields": fields} for model, fields in rows]))
            with TestCase.captureOnCommitCallbacks(execute=True) as hooks:
                call_command("loaddata", str(path), verbosity=0)
            return hooks

        return load

    ROWS = (
        ("news.article", {"slug": "a", "kind": "report"}),
        (
            "news.articleversion",
            {
                "article": ["a"],
                "language": "en",
                "number": 1,
                "headline": "Head",
                "body": "See [[route:r]][^s].\n\n> Words.\n> — [[person:lux]]",
                "live_from": "2026-02-26T12:00:00+03:00",
            },
        ),
        ("routes.route", {"slug": "r", "kind": "suburban", "name_en": "Vitebsk – Smolensk"}),
    )

    def test_indexes_once_all_is_there(self, load):
        load(*self.ROWS)
        assert references() == [("person", "lux", 1), ("route", "r", 1), ("source", "s", 1)]
        assert list(Statement.objects.values_list("person_key", "text")) == [("lux", "Words.")]
        document = SearchDocument.objects.get(kind="article")
        assert document.text == "See Vitebsk – Smolensk.\nWords.\nlux"
        assert len(found("route")) == 3

    def test_again_changes_nothing(self, load):
        load(*self.ROWS)
        before = list(SearchDocument.objects.values_list("pk")) + list(Reference.objects.values_list("pk"))
        load(*self.ROWS)
        after = list(SearchDocument.objects.values_list("pk")) + list(Reference.objects.values_list("pk"))
        assert after == before

    def test_a_load_that_failed_leaves_nothing_to_do(self, load):
        with pytest.raises(Exception, match=r"rows\.json"):
            load(*self.ROWS, ("news.person", {"key": "lux", "name_en": "x", "no_such_column": 1}))
        load(("news.person", {"key": "lux", "name_en": "Lux"}))
        assert SearchDocument.objects.filter(kind="article").count() == 0
        assert len(found("person")) == 3


class TestReindex:
    def test_mends_what_was_written_without_signals(self):
        make.make_article("a", version={"headline": "Head", "live_from": None})
        make.make_route("gone")
        make.make_topic("t", description_en="[[route:r]]")
        ArticleVersion.objects.update(live_from=moment(0), body="[[route:r]]")
        Route.objects.all()._raw_delete("default")
        Reference.objects.all().delete()
        Reference.objects.create(
            holder_kind="topic", holder_key="no", language="en", target_kind="route", target_key="r"
        )
        report = [" ".join(line.split()) for line in reindex().splitlines()]
        assert report[-1] == "article 1 read 1 changed 0 strays dropped"
        assert "route 0 read 0 changed 3 strays dropped" in report
        assert found("article") == [("a", "en", "Head")]
        assert found("route") == []
        assert sorted(Reference.objects.values_list("holder_key", flat=True)) == ["a", "t"]

    def test_again_changes_nothing(self):
        make.make_article("a", version={"body": "[[person:p]]"})
        make.make_person("p")
        reindex()
        assert written(reindex) == 0

    def test_may_be_asked_for_some_kinds(self):
        assert [line.split()[0] for line in reindex("route", "person").splitlines()] == ["route", "person"]

    def test_says_which_kinds_there_are(self):
        with pytest.raises(CommandError, match=r"No kind is called planet\. There are: article, agreement, "):
            reindex("planet")

    @pytest.mark.parametrize("number", [1, 3])
    def test_reads_every_kind(self, number):
        for at in range(number):
            make.make_article(f"a-{at}")
        assert reindex("article").split() == [
            "article",
            str(number),
            "read",
            "0",
            "changed",
            "0",
            "strays",
            "dropped",
        ]


class TestCost:
    """A save costs the same whatever else there is."""

    @pytest.mark.parametrize("number", [1, 3])
    def test_of_a_record(self, number, django_assert_num_queries):
        people = [make.make_person(f"p-{at}", note_en="[[route:r]]") for at in range(number)]
        people[0].name_en = "Another name"
        with django_assert_num_queries(18):
            people[0].save()

    @pytest.mark.parametrize("number", [1, 3])
    def test_of_a_version(self, number, django_assert_num_queries):
        for at in range(number):
            make.make_article(f"a-{at}")
        draft = make.make_draft(Article.objects.get(slug="a-0"), body="[[person:p]] [[person:q]] [^s]")
        draft.body = "[[person:p]] [^t]"
        with django_assert_num_queries(16):
            draft.save()
