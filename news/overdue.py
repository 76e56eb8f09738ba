"""What should have followed a saving and has not: derived rows that are missing, counted for those who run the site."""

from datetime import timedelta

from django.conf import settings
from django.db.models import Exists, OuterRef
from django.utils import timezone

from config.web import readiness
from news.agreements.register_rows import RegisterList
from news.kinds import all_kinds
from news.models import (
    Agreement,
    Article,
    ArticleVersion,
    Reading,
    ReadingList,
    RegisterRow,
    SearchChange,
    SearchDocument,
    StatusSpan,
    TimelineRow,
)
from news.timeline_rows import standing_acts

# OpenSearch hears of a change within a second.
SOON = timedelta(minutes=1)
# What became readable longer ago is asked for by `manage.py doctor`, which has the time.
LATELY = timedelta(days=1)


def register() -> None:
    readiness.register_overdue("search", lambda: texts_not_found(LATELY))
    readiness.register_overdue("lists", lambda: texts_not_listed(LATELY))
    if settings.OPENSEARCH_URL:
        # Where it does not hear of them, the database answers.
        readiness.register_overdue("search engine", changes_not_told, readers_wait=False)
    readiness.register_overdue("statuses", agreements_without_status)


def texts_not_found(within: timedelta | None = None) -> int:
    """Versions that readers can read, also by a schedule, and the search does not find; of the last day, or of all time."""
    now = timezone.now()
    document = SearchDocument.objects.filter(
        kind="article",
        key=OuterRef("article__slug"),
        language=OuterRef("language"),
        live_from=OuterRef("live_from"),
    )
    readable = ArticleVersion.objects.listed(now)
    if within:
        readable = readable.filter(live_from__gt=now - within)
    return int(readable.filter(~Exists(document)).count())


def changes_not_told() -> int:
    """Of documents of the search, which OpenSearch should have heard of; the oldest thousand are looked at."""
    oldest = SearchChange.objects.order_by("pk").values_list("made_at", flat=True)[:1_000]
    return sum(made_at < timezone.now() - SOON for made_at in oldest)


def things_not_found() -> int:
    """Of every other kind that readers find: those that the search does not know at all."""
    now, missing = timezone.now(), 0
    for kind in all_kinds():
        if kind.has_page and kind.model is not Article:
            documents = SearchDocument.objects.filter(kind=kind.name, key=OuterRef(kind.key_field))
            missing += kind.listed(now).filter(~Exists(documents)).count()
    return missing


def texts_not_listed(within: timedelta | None = None) -> int:
    """Of the same, those whose article stands in no list of news."""
    now = timezone.now()
    row = Reading.objects.filter(article=OuterRef("article"), list=ReadingList.NEWS)
    readable = ArticleVersion.objects.listed(now)
    if within:
        readable = readable.filter(live_from__gt=now - within)
    return int(readable.filter(~Exists(row)).count())


def agreements_without_status() -> int:
    """Or which the register's lists do not show at present."""
    spans = StatusSpan.objects.filter(agreement=OuterRef("pk"), ends_on__isnull=True, place__isnull=False)
    spans = spans.exclude(position="")
    rows = RegisterRow.objects.filter(agreement=OuterRef("pk"), list=RegisterList.KNOWLEDGE)
    return int(Agreement.objects.filter(~Exists(spans) | ~Exists(rows)).count())


def things_not_on_timeline() -> int:
    """Articles that tell of a day, and acts on agreements, without a row of the timeline."""
    rows = TimelineRow.objects.filter(topic__isnull=True, row=OuterRef("pk"))
    articles = Article.objects.listed().filter(
        ~Exists(rows.filter(holder_kind="article", holder_key=OuterRef("slug"))), happened_on__isnull=False
    )
    acts = standing_acts().filter(
        ~Exists(rows.filter(holder_kind="agreement", holder_key=OuterRef("agreement__slug")))
    )
    return int(articles.count() + acts.count())
