"""Keeps the derived rows of lists as the articles are: what is offered is said in offered.py."""

from datetime import datetime

from django.db import transaction
from django.db.models import Model, Q
from django.utils import timezone

from news.derived import replace_rows
from news.models import Article, ArticleVersion, ListCount, Reading, ReadingCount, TimelineCount, TimelineRow
from news.models.counted import sum_up
from news.offered import Said, Story, rows_of
from news.timeline_rows import index_article_on_timeline

# Of rows that time has changed, so many are put right when an article is saved.
SETTLED_AT_ONCE = 200
# What lists read and time changes, and the numbers of it.
TIMED: tuple[tuple[type[Model], type[Model]], ...] = ((Reading, ReadingCount), (TimelineRow, TimelineCount))


def index_readings(article: Article, now: datetime | None = None) -> bool:
    """Makes the rows of an article what they should be, those of the timeline too; true where any changed."""
    now = now or timezone.now()
    story = story_of(article)
    wanted = [Reading(**row) for row in rows_of(story, now)] if story else []
    changed = replace_rows(Reading.objects.filter(article=article), wanted, Reading.FACTS)
    return index_article_on_timeline(article, story, now) or changed


def story_of(article: Article) -> Story | None:
    """Two queries at most; none of an article that is removed or merged into another, of which there is nothing to list."""
    if article.removed_at or article.merged_into_id:
        return None
    rows = ArticleVersion.objects.filter(article=article, live_from__isnull=False).order_by()
    versions = [Said(*row) for row in rows.values_list("pk", "language", "act", "live_from", "live_until")]
    topics = list(article.topics.order_by().values_list("pk", flat=True)) if versions else []
    return Story(article.pk, article.kind, article.withdrawn_at, topics, versions)


def settle(now: datetime | None = None) -> None:
    """Rows that time has changed since they were written stand as they are now: those that ended go, those that began and have
    no end are counted with the others. What another transaction is about to change is left to it."""
    now = now or timezone.now()
    with transaction.atomic():
        for rows, counts in TIMED:
            _settle(rows, now)
            sum_up(counts)
        sum_up(ListCount)


def _settle(rows: type[Model], now: datetime) -> None:
    passed = Q(ends_at__isnull=True, begins_at__lte=now) | Q(ends_at__lte=now)
    timed = rows._default_manager.filter(passed, timed=True).order_by("begins_at")
    timed = timed.select_for_update(skip_locked=True).values_list("pk", "ends_at")[:SETTLED_AT_ONCE]
    ends = dict(timed)
    if ended := [pk for pk, end in ends.items() if end]:
        rows._default_manager.filter(pk__in=ended).delete()
    if lasting := [pk for pk, end in ends.items() if not end]:
        rows._default_manager.filter(pk__in=lasting).update(timed=False)
