"""Searches answered by OpenSearch: the same is found as in the database, and what is not public never is."""

import json
import os
import re
import subprocess
import sys
from collections import Counter
from datetime import timedelta
from hashlib import blake2b
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.test import Client as Reader
from django.utils import timezone

from config.web import readiness
from config.web.backup.signals import restored
from config.web.doctor.findings import Level
from news import doctor_checks, overdue
from news.models import Person, SearchChange, SearchDocument, SearchMirror
from news.search import asking
from news.search.index import Asked, Index, Narrowing
from news.search.opensearch import client as speaking
from news.search.opensearch import mirror
from news.search.opensearch.client import OpenSearchError
from news.search.opensearch.engine import OpenSearch
from news.search.opensearch.following import LOOK, Follower
from news.search.opensearch.mirror import FORM, fill, follow, held
from news.search.question import Question
from tests import factories as make
from tests.config.test_search_questions import QUESTIONS as WHAT_READERS_ASK
from tests.config.test_search_questions import first_three
from tests.opensearch_server import OpenSearchServer
from workbench.environment import ROOT

# Words, names in other alphabets, phrases, beginnings, what is left out, what stands in texts of agreements, and nothing.
QUESTIONS = (
    *("Vitebsk", "railway", "Витебск", "Віцебск", "Lukashenko", "лукашенко", "treaty", "дагавор аб саюзнай"),
    *(
        "“Union State”",
        "«Союзного государства»",
        "treaty −customs",
        "train -Smolensk",
        "Article 7",
        "артикул 7",
    ),
    *(
        "trad",
        "the",
        "of the treaty",
        "2025",
        "Orsha Smolensk",
        "qwertyuiop",
        "price",
        "energy −“natural gas”",
    ),
)
NARROWINGS = (
    Narrowing(),
    *(
        Narrowing(kind="agreement"),
        Narrowing(kind="provision"),
        Narrowing(topic="transport"),
        Narrowing(year=1999),
    ),
    *(Narrowing(status="in_force"), Narrowing(kind="agreement", topic="economy", status="unknown")),
)
EVERYTHING = (0, 1_000)
# Nobody listens there.
NOWHERE = "http://127.0.0.1:9/chronicle"


@pytest.fixture(scope="session")
def server():
    with OpenSearchServer() as started:
        yield started.url


@pytest.fixture
def named(server, settings, request, monkeypatch):
    """OPENSEARCH_URL names one in which this site holds nothing yet."""
    settings.OPENSEARCH_URL = f"{server}/{re.sub('[^a-z]', '', request.node.name.lower())}"
    monkeypatch.setattr(asking, "_asked_again_at", 0.0)
    speaking.client.cache_clear()
    yield speaking.client()
    speaking.client.cache_clear()


@pytest.fixture
def filled(named):
    fill(named, tell=lambda words: None)
    return named


def settled(client):
    """What was sent can be found."""
    while follow(client):
        pass
    client.refresh(f"{client.name}-*")


def things(documents):
    return [(each.kind, each.key, each.part) for each in documents]


def in_groups(documents, question):
    """What is told here in the reader's language, with the words in its title first; how many there are of each, and that they
    stand in this order. Within a group the order follows the engine's own measure."""
    groups = [
        (each.language != question.language or each.kind == "source", not is_in_title(each, question))
        for each in documents
    ]
    nearest = [group for group in groups if not group[0]]
    assert groups[: len(nearest)] == sorted(nearest)
    return Counter(nearest)


def is_in_title(document, question):
    terms = f" {document.title_terms} "

    def stands(clause):
        ways = [*(f" {' '.join(each)} " for each in clause.variants), *(f" {key} " for key in clause.keys)]
        ways += [f" {each[0]}" for each in clause.variants if clause.is_beginning]
        return any(way in terms for way in ways)

    return all(map(stands, question.clauses))


@pytest.mark.django_db
@pytest.mark.usefixtures("loaded_content")
class TestAnswers:
    @pytest.mark.parametrize("language", ["en", "ru", "be"])
    def test_as_the_database(self, filled, language):
        at, found = timezone.now(), 0
        for text in QUESTIONS:
            question = Question.of(text, language)
            assert OpenSearch().counted(Asked(question, at)) == Index().counted(Asked(question, at)), text
            for narrowing in NARROWINGS:
                ours = Index().ranked(Asked(question, at, narrowing), *EVERYTHING)
                its = OpenSearch().ranked(Asked(question, at, narrowing), *EVERYTHING)
                assert sorted(things(its)) == sorted(things(ours)), (text, narrowing)
                assert in_groups(its, question) == in_groups(ours, question), (text, narrowing)
                found += bool(ours)
        assert found > 50

    def test_the_answer_is_among_the_first_three(self, filled):
        missed = [
            (language, text)
            for language, asked in WHAT_READERS_ASK.items()
            for text, wanted in asked.items()
            if wanted not in first_three(text, language)
        ]
        assert not missed

    def test_page_by_page(self, filled):
        at, question = timezone.now(), Question.of("treaty", "en")
        whole = OpenSearch().ranked(Asked(question, at), 0, 9)
        parts = [OpenSearch().ranked(Asked(question, at), n, n + 3) for n in (0, 3, 6)]
        assert [each.pk for part in parts for each in part] == [each.pk for each in whole]
        assert len(whole) == 9

    def test_some_of_the_words(self, filled):
        at, question = timezone.now(), Question.of("Vitebsk qwertyuiop", "en")
        assert not OpenSearch().ranked(Asked(question, at), *EVERYTHING)
        some = Asked(question, at, any_word=True)
        its, ours = OpenSearch().ranked(some, *EVERYTHING), Index().ranked(some, *EVERYTHING)
        assert sorted(things(its)) == sorted(things(ours)) != []

    def test_the_page(self, filled, django_assert_num_queries):
        shown = Reader().get("/en/search/?q=Vitebsk&kind=station")
        assert shown.status_code == 200
        assert b"/en/stations/vitebsk/" in shown.content
        # The name of the index, twice; the statuses of what is counted; the documents. No full-text index.
        with django_assert_num_queries(4) as asked:
            Reader().get("/en/search/?q=Vitebsk&kind=station")
        assert not any("news_search_index" in each["sql"] or "@@" in each["sql"] for each in asked)

    def test_while_typing(self, filled):
        assert b"Vitebsk" in Reader().get("/en/search/titles.json?q=vite").content


def found(text):
    return things(OpenSearch().ranked(Asked(Question.of(text, "en"), timezone.now()), *EVERYTHING))


@pytest.mark.django_db
class TestMirror:
    def test_follows_what_comes_changes_and_goes(self, filled):
        person = make.make_person("a", name_en="Trains")
        assert found("trains") == []
        settled(filled)
        assert found("trains") == [("person", "a", "")]
        person.name_en = "Ships"
        person.save()
        settled(filled)
        assert (found("trains"), found("ships")) == ([], [("person", "a", "")])
        person.delete()
        settled(filled)
        assert (found("ships"), held(filled), SearchChange.objects.count()) == ([], 0, 0)

    def test_what_it_has_not_heard_of_is_never_shown(self, filled):
        person = make.make_person("a", name_en="Trains")
        settled(filled)
        person.delete()
        assert found("trains") == []

    def test_a_schedule_needs_no_telling(self, filled):
        now = timezone.now()
        begins, ends = now + timedelta(days=1), now + timedelta(days=3)
        make.make_article("a", version={"headline": "Trains", "live_from": begins, "live_until": ends})
        settled(filled)
        question, second = Question.of("trains", "en"), timedelta(seconds=1)

        def number(at):
            asked = Asked(question, at)
            return len(OpenSearch().ranked(asked, *EVERYTHING)), OpenSearch().counted(asked).total()

        moments = (begins - second, begins, ends - second, ends)
        assert [number(at) for at in moments] == [(0, 0), (1, 1), (1, 1), (0, 0)]

    def test_without_one_no_changes_are_kept(self):
        make.make_article("a", version={"headline": "Trains", "body": "x"})
        assert SearchDocument.objects.exists()
        assert not SearchChange.objects.exists()

    def test_filling_again_mends_what_differs(self, filled):
        for key in "abc":
            make.make_article(key, version={"headline": "Trains", "body": key})
        settled(filled)
        index = SearchMirror.objects.get().index
        lost, stray = SearchDocument.objects.order_by("pk").first().pk, 10**9
        filled.bulk(index, [{"delete": {"_id": str(lost)}}, {"index": {"_id": str(stray)}}, {"id": stray}])
        assert fill(filled, tell=lambda words: None) == 3
        settled(filled)
        assert SearchMirror.objects.get().index == index
        assert (held(filled), len(found("trains"))) == (3, 3)

    def test_by_stretches(self, filled, monkeypatch):
        monkeypatch.setattr("news.search.opensearch.mirror.COMPARED", 2)
        monkeypatch.setattr("news.search.opensearch.mirror.SENT", 1)
        for number in range(7):
            make.make_person(f"a{number}", name_en="Trains")
        SearchChange.objects.all().delete()
        assert fill(filled, tell=lambda words: None) == 3 * 7
        settled(filled)
        assert len(found("trains")) == 7
        for person in Person.objects.filter(key__in=["a0", "a1", "a2", "a5"]):
            person.delete()
        SearchChange.objects.all().delete()
        assert fill(filled, tell=lambda words: None, anew=True) == 3 * 3
        settled(filled)
        assert (held(filled), len(filled.get(f"{filled.name}-*"))) == (9, 1)

    def test_an_index_of_another_form_is_not_asked(self, filled, monkeypatch):
        monkeypatch.setattr("news.search.opensearch.mirror.VERSION", 2)
        with pytest.raises(OpenSearchError, match="not filled"):
            found("trains")
        fill(filled, tell=lambda words: None)
        assert found("trains") == []
        assert len(filled.get(f"{filled.name}-*")) == 1

    def test_what_is_another_sites_is_left_alone(self, filled):
        others = f"{filled.name}-two-1-1"
        filled.create(others, FORM)
        fill(filled, tell=lambda words: None, anew=True)
        assert set(filled.get(f"{filled.name}-*")) == {others, SearchMirror.objects.get().index}

    def test_after_a_restore_it_is_filled_anew(self, filled):
        make.make_article("a", version={"headline": "Trains", "body": "x"})
        restored.send(sender=None)
        assert not SearchMirror.objects.exists()
        assert not SearchChange.objects.exists()
        with pytest.raises(OpenSearchError, match="not filled"):
            found("trains")

    @pytest.mark.parametrize("field", ["title_terms", "facts", "live_until"])
    def test_whatever_changes_a_document_is_kept(self, filled, field):
        make.make_article("a", version={"headline": "Trains", "body": "x"})
        SearchChange.objects.all().delete()
        changed = SearchDocument.objects.first().pk
        SearchDocument.objects.update(**{field: timezone.now() if field == "live_until" else "x"})
        assert set(SearchChange.objects.values_list("document", flat=True)) == {changed}


def test_another_form_is_another_version():
    """Once it is released: the number in mirror.py goes up with it."""
    form = blake2b(json.dumps(mirror.FORM).encode(), digest_size=4).hexdigest()
    assert (mirror.VERSION, form) == (1, "a1a91765")


@pytest.mark.django_db(transaction=True)
class TestFollower:
    def test_fills_what_holds_nothing_and_tells_it_of_changes(self, named):
        make.make_person("a", name_en="Trains")
        follower = Follower(named)
        assert [follower.step(), follower.step()] == [False, True]
        settled(named)
        assert found("trains") == [("person", "a", "")]
        make.make_person("b", name_en="Trains")
        assert follower.step()
        settled(named)
        assert len(found("trains")) == 2

    def test_fills_again_what_was_lost(self, named, monkeypatch):
        make.make_person("a", name_en="Trains")
        follower = Follower(named)
        follower.step()
        named.delete(SearchMirror.objects.get().index)
        make.make_person("b", name_en="Trains")
        assert [follower.step(), follower.step()] == [False, True]
        # Nothing was made in its place by writing.
        assert set(named.get(f"{named.name}-*")) == {SearchMirror.objects.get().index}
        named.delete(SearchMirror.objects.get().index)
        monkeypatch.setattr(follower, "_looked_at", -LOOK)
        assert [follower.step(), follower.step()] == [False, True]
        settled(named)
        assert (held(named), len(found("trains"))) == (6, 2)

    def test_leaves_to_a_newer_release_what_that_has_filled(self, named, monkeypatch):
        monkeypatch.setattr(mirror, "VERSION", 2)
        fill(named, tell=lambda words: None)
        index = SearchMirror.objects.get().index
        monkeypatch.setattr(mirror, "VERSION", 1)
        assert not Follower(named).step()
        assert SearchMirror.objects.get().index == index
        assert b"trains" in Reader().get("/en/search/?q=trains").content

    def test_goes_on_where_nobody_answers(self, named, caplog):
        follower = Follower(speaking.Client(NOWHERE))
        assert [follower.step(), follower.step()] == [False, False]
        assert len([each for each in caplog.records if "not told of changes" in each.message]) == 1


@pytest.mark.django_db
class TestWithoutAnswer:
    def test_the_database_answers(self, named, settings, caplog):
        make.make_article("a", version={"headline": "Trains", "body": "x"})
        settings.OPENSEARCH_URL = NOWHERE
        speaking.client.cache_clear()
        SearchMirror.objects.create(pk=1, index="chronicle-1-1")
        for _ in range(2):
            assert b"/en/news/a/" in Reader().get("/en/search/?q=trains").content
        told = [each for each in caplog.records if "the database answers" in each.message]
        # Then it is left alone.
        assert len(told) == 1
        assert "9/chronicle" not in told[0].reason

    def test_one_that_was_not_filled(self, named):
        make.make_article("a", version={"headline": "Trains", "body": "x"})
        assert b"/en/news/a/" in Reader().get("/en/search/?q=trains").content

    def test_what_it_refuses_is_told_in_words(self, filled):
        with pytest.raises(OpenSearchError, match="it refused document 7"):
            filled.bulk(SearchMirror.objects.get().index, [{"index": {"_id": "7"}}, {"unknown": 1}])
        with pytest.raises(OpenSearchError, match="it refused PUT "):
            filled.create("In-Capitals", {})


def doctor():
    [finding] = doctor_checks.check_opensearch()
    return finding.level, finding.what


@pytest.mark.django_db
class TestOperator:
    def test_fills_it_and_leaves_it(self, named):
        make.make_article("a", version={"headline": "Trains", "body": "x"})
        assert doctor() == (Level.WARNING, "OpenSearch is not filled yet, so the database answers searches")
        out = StringIO()
        call_command("mirror_search", stdout=out)
        assert "1 documents; OpenSearch answers searches." in out.getvalue()
        settled(named)
        assert doctor() == (Level.OK, "OpenSearch answers searches, and holds all 1 documents")
        with pytest.raises(CommandError, match="OPENSEARCH_URL still names it"):
            call_command("mirror_search", "--off")

    def test_is_told_of_what_waits(self, filled, settings):
        make.make_article("a", version={"headline": "Trains", "body": "x"})
        assert doctor() == (Level.NOTICE, "OpenSearch has not heard of 1 changes")
        assert overdue.changes_not_told() == 0
        SearchChange.objects.update(made_at=timezone.now() - timedelta(minutes=2))
        assert overdue.changes_not_told() == 1
        SearchChange.objects.all().delete()
        assert doctor() == (Level.WARNING, "OpenSearch holds 0 documents, the database 1")
        settings.OPENSEARCH_URL = ""
        assert doctor()[1] == "changes are kept for an OpenSearch that no setting names any more"
        call_command("mirror_search", "--off")
        assert list(doctor_checks.check_opensearch()) == []

    def test_readers_do_not_wait_for_it(self, filled, client, monkeypatch):
        monkeypatch.setattr(readiness, "_overdue", {})
        monkeypatch.setattr(readiness, "_checks", {})
        overdue.register()
        make.make_person("a")
        SearchChange.objects.update(made_at=timezone.now() - timedelta(minutes=2))
        assert readiness.overdue()["search engine"] == 3
        assert client.get("/readyz").status_code == 200

    def test_without_an_address(self):
        with pytest.raises(CommandError, match="OPENSEARCH_URL names no OpenSearch"):
            call_command("mirror_search")

    def test_one_that_is_not_there(self, settings):
        settings.OPENSEARCH_URL = NOWHERE
        speaking.client.cache_clear()
        with pytest.raises(CommandError, match=r"OpenSearch: it does not answer: .*The database goes on"):
            call_command("mirror_search")
        speaking.client.cache_clear()

    @pytest.mark.parametrize(
        ("given", "said"),
        [
            ({"OPENSEARCH_URL": "search.internal:9200"}, "has to be https://"),
            ({"OPENSEARCH_URL": "https://search.internal/Chronicle/*"}, "has to be https://"),
            (
                {
                    "OPENSEARCH_URL": "http://a",
                    "SEARCH_DATABASE_URL": "postgres://a/b",
                    "DATABASE_URL": "postgres://c/d",
                },
                "both name who answers searches",
            ),
        ],
    )
    def test_a_wrong_address_stops_the_start(self, given, said):
        done = subprocess.run(
            [sys.executable, "-c", "import config.settings"],
            cwd=ROOT,
            env=os.environ | {"SECRET_KEY": "x", "DATABASE_URL": "sqlite://:memory:", "DEBUG": "1"} | given,
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode != 0
        assert said in done.stderr
