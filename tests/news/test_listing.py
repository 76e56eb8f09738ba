"""Rows of lists say at every moment what the versions themselves say, and how many there are."""

from collections import Counter
from datetime import UTC, datetime, timedelta
from random import Random

import pytest
from django.core.management import call_command
from django.db import connection
from django.utils import timezone
from django.utils.translation import override

from news.listing import Listing, shares_of
from news.models import ArticleVersion, Reading, ReadingCount, ReadingList
from news.offered import Said, offers
from news.readings import settle
from tests import factories as make

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)


def listing(at, of_list=ReadingList.NEWS, **chosen):
    return Listing(of_list, shares_of(of_list, now=at, topic=chosen.get("topic")), at, **chosen)


def same(at, **chosen):
    """What the versions themselves say is listed."""
    rows = ArticleVersion.objects.for_list(at)
    if topic := chosen.get("topic"):
        rows = rows.filter(article__topics=topic)
    if kind := chosen.get("kind"):
        rows = rows.filter(article__kind=kind)
    if year := chosen.get("year"):
        rows = rows.filter(published_at__year=year)
    return list(rows)


def withdrawn(at):
    rows = ArticleVersion.objects.live(at).filter(article__withdrawn_at__isnull=False).one_an_article(at)
    return list(rows.order_by("-article__withdrawn_at", "-pk"))


def kept():
    """Counts as triggers keep them, and as they should be."""
    found, wanted = Counter(), Counter()
    for each in ReadingCount.objects.all():
        found[each.list, each.reader, each.topic_id, each.kind, each.year] += each.number
    for each in Reading.objects.filter(timed=False):
        wanted[each.list, each.reader, each.topic_id, each.kind, each.year] += 1
    return +found, wanted


def newsroom(dice, now, articles=14):
    """Articles in one to three languages, some changed, scheduled, ending, gone."""
    topics = [make.make_topic(f"topic-{at}") for at in range(2)]
    for number in range(articles):
        article = make.make_article(
            f"a-{number}",
            version=False,
            kind=dice.choice(["report", "analysis"]),
            topics=dice.sample(topics, dice.randrange(3)),
        )
        for language in dice.sample(["en", "ru", "be"], dice.randrange(1, 4)):
            since = now - timedelta(days=dice.randrange(900)) + timedelta(days=dice.choice([0, 0, 0, 902]))
            for _ in range(dice.randrange(1, 4)):
                act = dice.choice(["update", "correction"])
                make.make_version(article, language, live_from=since, act=act, note="Why.")
                since += timedelta(days=dice.randrange(1, 400))
        gone = dice.choice(["", "", "", "withdrawn_at", "removed_at", "deleted"])
        if gone == "deleted":
            article.delete()
        elif gone:
            setattr(article, gone, now - HOUR)
            article.reason_en = "Why"
            article.save()
    return topics


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_lists_are_those_of_the_versions_at_every_moment(seed):
    dice, now = Random(seed), timezone.now()
    topics = newsroom(dice, now)
    moments = [now, *(now + timedelta(days=dice.randrange(1200)) for _ in range(4))]
    chosen = [{}, {"topic": topics[0].pk}, {"kind": "report"}, {"year": now.year - 1}]
    for language in ("en", "ru", "be"):
        with override(language):
            for at in moments:
                for each in chosen:
                    found, wanted = listing(at, **each), same(at, **each)
                    assert (len(found), found[:]) == (len(wanted), wanted)
                    assert [row.published_at for row in found[:]] == [row.published_at for row in wanted]
                found = listing(at, ReadingList.CORRECTIONS)
                wanted = list(ArticleVersion.objects.for_corrections(at))
                assert (len(found), found[:]) == (len(wanted), wanted)
                found = listing(at, ReadingList.WITHDRAWN)
                wanted = withdrawn(at)
                assert (len(found), found[:]) == (len(wanted), wanted)
    assert Reading.objects.filter(timed=True).exists()
    assert kept()[0] == kept()[1]


def test_any_part_of_a_list_is_that_part_of_it():
    now = timezone.now()
    for days in (0, 0, 1, 200, 370, 390, 800, 1500, 1510, 1520):
        make.make_article(version={"live_from": now - timedelta(days=days)})
    found, wanted = listing(now), same(now)
    for start in range(len(wanted) + 1):
        for stop in range(start, len(wanted) + 2):
            assert found[start:stop] == wanted[start:stop]


def test_a_schedule_that_passes_shows_with_nothing_running():
    now = timezone.now()
    article = make.make_article(version={"headline": "Old", "live_from": now - HOUR})
    make.make_version(article, headline="New", live_from=now + HOUR)
    make.make_article("later", version={"headline": "Later", "live_from": now + HOUR})
    assert [each.headline for each in listing(now)[:]] == ["Old"]
    after = listing(now + HOUR)
    assert (len(after), [each.headline for each in after[:]]) == (2, ["Later", "New"])


def test_what_time_has_changed_is_settled_at_the_next_saving():
    now = timezone.now()
    article = make.make_article(version={"headline": "Old", "live_from": now - HOUR})
    make.make_version(article, headline="New", live_from=now + HOUR)
    before = same(now + 2 * HOUR)
    assert Reading.objects.filter(timed=True).count() == 6
    settle(now + 2 * HOUR)
    assert Reading.objects.filter(timed=True).count() == 0
    assert Reading.objects.count() == 3
    assert listing(now + 2 * HOUR)[:] == before
    assert kept()[0] == kept()[1]


def test_a_topic_that_goes_takes_its_rows_and_their_number():
    topic = make.make_topic("t")
    make.make_article(topics=[topic])
    topic.delete()
    assert not Reading.objects.filter(topic__isnull=False).exists()
    assert kept()[0] == kept()[1]


def test_rows_come_again_from_reindexing():
    make.make_article("a", topics=[make.make_topic("t")])
    make.make_version(make.make_article("b"), "ru", live_from=make.moment(1))
    columns = ("version__headline", "reader", "topic__slug", "dated_at", "begins_at", "timed")
    wanted = sorted(Reading.objects.values_list(*columns), key=str)
    Reading.objects.all().delete()
    assert kept()[0] == Counter()
    call_command("reindex", "article", verbosity=0)
    assert sorted(Reading.objects.values_list(*columns), key=str) == wanted
    assert kept()[0] == kept()[1]


def test_many_counts_are_summed_up(monkeypatch):
    monkeypatch.setattr("news.models.counted.LOOSE_COUNTS", 1)
    for _ in range(4):
        make.make_article()
    assert kept()[0] == kept()[1]
    if connection.vendor == "postgresql":
        assert ReadingCount.objects.count() < 12


def test_nobody_is_offered_a_draft_or_what_is_gone():
    make.make_draft(make.make_article("draft", version=False))
    make.make_article("removed", removed_at=make.moment(1), reason_en="Why")
    make.make_article("withdrawn", withdrawn_at=make.moment(1), reason_en="Why")
    kept_one = make.make_article("kept")
    make.make_article("merged", merged_into=kept_one)
    assert [each.article for each in listing(timezone.now())[:]] == [kept_one]
    assert Reading.objects.filter(list=ReadingList.NEWS).count() == 3


def at_hour(hour):
    return datetime(2026, 1, 1, hour, tzinfo=UTC)


def test_a_reader_is_offered_the_language_likeliest_to_be_read():
    ru = Said(1, "ru", "first", at_hour(1), None)
    en = Said(2, "en", "first", at_hour(3), at_hour(5))
    assert offers([ru, en], "en", at_hour(2)) == [
        (ru, at_hour(1), at_hour(3)),
        (en, at_hour(3), at_hour(5)),
        (ru, at_hour(5), None),
    ]
    assert offers([ru, en], "be", at_hour(2)) == [(ru, at_hour(1), None)]
    assert offers([ru, en], "en", at_hour(6)) == [(ru, at_hour(1), None)]
