"""What is published beside the feed: which bytes these are, what is in them, what was left out and why, and who checked them."""

from typing import Any

from django.utils.translation import gettext as _

from routes.gtfs.export import Feed
from routes.gtfs.selection import LeftOut, Selection
from routes.models import FeedReport


def report_on(feed: Feed | None, selection: Selection) -> dict[str, Any]:
    return {
        "feed": _about(feed) if feed else None,
        "left_out": [_left_out(one) for one in selection.left_out],
        "validation": _validation(feed) if feed else None,
    }


def _about(feed: Feed) -> dict[str, Any]:
    first, last = feed.selection.days
    sources = {one.timetable.source.key for one in feed.selection.chosen if one.timetable.source}
    return {
        "sha256": feed.sha256,
        "bytes": len(feed.body),
        "version": feed.version,
        "sample": feed.is_sample,
        "first_day": first,
        "last_day": last,
        "rows": dict(feed.counts),
        "sources": sorted(sources),
    }


def _left_out(one: LeftOut) -> dict[str, str]:
    return {"route": one.timetable.route.slug, "timetable": one.timetable.key, "why": one.why}


def _validation(feed: Feed) -> dict[str, Any]:
    """Of exactly these bytes, or the word that there is none."""
    report = FeedReport.objects.filter(sha256=feed.sha256).first()
    if report is None:
        return {"checked": False, "words": _("No validator has run on exactly these bytes.")}
    return {
        "checked": True,
        "words": _("Run by the developers on exactly these bytes, not by this server."),
        "checked_at": report.checked_at,
        "validators": report.validators,
    }
