"""Keeps the derived rows of lists as the articles are: what is offered is said in offered.py."""

from datetime import datetime

from django.db import connection, transaction
from django.db.models import Q
from django.utils import timezone

from news.derived import replace_rows
from news.models import Article, ArticleVersion, Reading, ReadingCount
from news.offered import Said, Story, rows_of

# Of rows that time has changed, so many are put right when an article is saved.
SETTLED_AT_ONCE = 200
# Rows of counts beyond what there is to count, before they are summed up (PostgreSQL).
LOOSE_COUNTS = 2000


def index_readings(article: Article, now: datetime | None = None) -> bool:
    """Makes the rows of an article what they should be; true where any changed."""
    wanted = readings_of(article, now or timezone.now())
    return replace_rows(Reading.objects.filter(article=article), wanted, Reading.FACTS)


def readings_of(article: Article, now: datetime) -> list[Reading]:
    """Two queries at most; none of an article that is removed or merged into another."""
    if article.removed_at or article.merged_into_id:
        return []
    rows = ArticleVersion.objects.filter(article=article, live_from__isnull=False).order_by()
    versions = [Said(*row) for row in rows.values_list("pk", "language", "act", "live_from", "live_until")]
    topics = list(article.topics.order_by().values_list("pk", flat=True)) if versions else []
    story = Story(article.pk, article.kind, article.withdrawn_at, topics, versions)
    return [Reading(**row) for row in rows_of(story, now)]


def settle(now: datetime | None = None) -> None:
    """Rows that time has changed since they were written stand as they are now: those that ended go, those that began and have
    no end are counted with the others. What another transaction is about to change is left to it."""
    now = now or timezone.now()
    passed = Q(ends_at__isnull=True, begins_at__lte=now) | Q(ends_at__lte=now)
    with transaction.atomic():
        timed = Reading.objects.filter(passed, timed=True).order_by("begins_at")
        timed = timed.select_for_update(skip_locked=True).values_list("pk", "ends_at")[:SETTLED_AT_ONCE]
        ends = dict(timed)
        if ended := [pk for pk, end in ends.items() if end]:
            Reading.objects.filter(pk__in=ended).delete()
        if lasting := [pk for pk, end in ends.items() if not end]:
            Reading.objects.filter(pk__in=lasting).update(timed=False)
        if connection.vendor == "postgresql":
            _sum_up()


def _sum_up() -> None:
    """One row in place of many that count the same. Rows that another transaction holds are left out, so sums stay right."""
    counts = ReadingCount.objects.order_by()
    columns = ("list", "reader", "topic", "kind", "year")
    if counts.count() - counts.values(*columns).distinct().count() < LOOSE_COUNTS:
        return
    with connection.cursor() as cursor:
        cursor.execute(
            "WITH gone AS (DELETE FROM news_readingcount WHERE id IN "
            "(SELECT id FROM news_readingcount FOR UPDATE SKIP LOCKED) "
            "RETURNING list, reader, topic_id, kind, year, number) "
            "INSERT INTO news_readingcount (list, reader, topic_id, kind, year, number) "
            "SELECT list, reader, topic_id, kind, year, sum(number) FROM gone "
            "GROUP BY list, reader, topic_id, kind, year HAVING sum(number) <> 0"
        )
