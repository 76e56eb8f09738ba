"""The content stamp: what makes a page cached anywhere older than what the database holds."""

import time
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.apps import apps
from django.db import connection
from django.db.models import Count, Max, Min, Q
from django.utils import timezone

from config.web.backup.signals import restored
from config.web.triggers import Trigger, declare
from news.models import Article, ArticleVersion, ContentStamp

SQLITE = """CREATE TRIGGER "{name}__{event}" AFTER {event} ON "{table}"
BEGIN
  INSERT INTO news_contentstamp (id, value) VALUES (1, 1) ON CONFLICT (id) DO UPDATE SET value = value + 1;
END"""

# Deferred to the commit and done once a transaction: two editors then never wait for each other's stamp while they still
# hold other rows (no deadlock), and a load of 100,000 rows adds one. Every process that listens hears of it.
POSTGRESQL_FUNCTION = """CREATE OR REPLACE FUNCTION news_stamp() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF current_setting('chronicle.stamped', true) IS DISTINCT FROM pg_current_xact_id()::text THEN
    INSERT INTO news_contentstamp (id, value) VALUES (1, 1) ON CONFLICT (id) DO UPDATE SET value = news_contentstamp.value + 1;
    PERFORM pg_notify('content_stamp', '');
    PERFORM set_config('chronicle.stamped', pg_current_xact_id()::text, true);
  END IF;
  RETURN NULL;
END $$"""
# What no reader ever sees: what is being typed, links to drafts, who did what, what readers report. Rows are written all day.
# And what is counted of rows that move it themselves.
UNSEEN = frozenset(
    [
        *(
            "news.ContentStamp",
            "news.FixtureRecord",
            "news.WorkingCopy",
            "news.PreviewLink",
            "news.AuditEntry",
        ),
        "news.MistakeReport",
        *("news.SearchChange", "news.SearchMirror"),
        *("news.ListCount", "news.ReadingCount", "news.RegisterCount", "news.TimelineCount"),
    ]
)
POSTGRESQL = """CREATE CONSTRAINT TRIGGER "{name}" AFTER INSERT OR UPDATE OR DELETE ON "{table}"
DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION news_stamp()"""


def declare_stamp_triggers(app_label: str) -> None:
    """Every table of the app that pages are made of moves the stamp, through tables of many-to-many fields too."""
    for model in apps.get_app_config(app_label).get_models(include_auto_created=True):
        table, name = model._meta.db_table, f"stamp_{model._meta.db_table}"
        dropped = f'DROP TRIGGER IF EXISTS "{name}" ON "{table}"'
        if model._meta.label in UNSEEN:
            # Those of a database made before it was.
            declare(Trigger(name=name, model=model._meta.label, sqlite=(), postgresql=(dropped,)))
            continue
        declare(
            Trigger(
                name=name,
                model=model._meta.label,
                sqlite=tuple(
                    SQLITE.format(name=name, table=table, event=event)
                    for event in ("INSERT", "UPDATE", "DELETE")
                ),
                postgresql=(
                    POSTGRESQL_FUNCTION,
                    dropped,
                    POSTGRESQL.format(name=name, table=table),
                ),
            )
        )


def connect_signals() -> None:
    restored.connect(outgrow_every_stamp, dispatch_uid="news.stamp")


def outgrow_every_stamp(**kwargs: Any) -> None:
    """A backup brings an older stamp back, one that pages kept elsewhere may carry. Milliseconds since 1970 are more than any
    number of changes, and more than at the restore before."""
    ContentStamp.objects.update_or_create(pk=1, defaults={"value": time.time_ns() // 1_000_000})
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("NOTIFY content_stamp")


@dataclass(frozen=True, slots=True)
class Freshness:
    """What a page made now depends on: the content, and the moment at which time alone changes it.
    `taken_back` differs once an article was withdrawn or removed: pages from before are not even shown as copies."""

    stamp: int
    changes_at: datetime
    taken_back: tuple[int, datetime | None, datetime | None]


def read_freshness() -> Freshness:
    """Four indexed queries. The next change by time: a version going live or ending, or midnight, when "today" changes.
    Notices to passengers are shown by days too, so midnight ends them."""
    now = timezone.now()
    stamp = ContentStamp.objects.filter(pk=1).values_list("value", flat=True).first() or 0
    soonest = ArticleVersion.objects.filter(live_from__gt=now).aggregate(at=Min("live_from"))["at"]
    ends = ArticleVersion.objects.filter(live_until__gt=now).aggregate(at=Min("live_until"))["at"]
    midnight = timezone.localtime(now).replace(hour=0, minute=0, second=0, microsecond=0) + timedelta(days=1)
    gone = Article.objects.filter(Q(withdrawn_at__isnull=False) | Q(removed_at__isnull=False))
    taken_back = gone.aggregate(count=Count("pk"), withdrawn=Max("withdrawn_at"), removed=Max("removed_at"))
    return Freshness(
        stamp, min(moment for moment in (soonest, ends, midnight) if moment), tuple(taken_back.values())
    )
