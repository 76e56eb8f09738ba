"""Files for machines: the GTFS feed with the report on it, and notices as GTFS-Realtime alerts and as JSON."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.cache import get_conditional_response
from django.utils.translation import override
from django.views.decorators.http import require_safe

from config.web.addresses import absolute
from config.web.data_files import data_answer, json_text
from routes.gtfs.export import feed_on, make_feed
from routes.gtfs.feed_report import report_on
from routes.gtfs.selection import select

NO_FEED = "No published timetable is held that a feed could tell. It will stand at this address.\n"


@require_safe
def gtfs(request: HttpRequest) -> HttpResponse:
    """The feed of today; 304 to whom has these very bytes, 404 with the reason while there is none."""
    feed = feed_on(timezone.localdate(), site_of(request))
    if feed is None:
        return HttpResponse(NO_FEED, status=404, content_type="text/plain; charset=utf-8")
    response = data_answer("zip", feed.body, save_as=feed.file_name)
    response["ETag"] = f'"{feed.sha256}"'
    return get_conditional_response(request, etag=response["ETag"], response=response) or response


@require_safe
def gtfs_report(request: HttpRequest) -> HttpResponse:
    """In English, as the feed is."""
    with override("en"):
        selection = select(timezone.localdate())
        return data_answer("json", json_text(report_on(make_feed(selection, site_of(request)), selection)))


@require_safe
def alerts_pb(request: HttpRequest) -> HttpResponse:
    return data_answer("pb", _alerts(request).SerializeToString(deterministic=True))


@require_safe
def alerts_json(request: HttpRequest) -> HttpResponse:
    from routes.gtfs.alerts_out import as_json  # noqa: PLC0415 as below

    return data_answer("json", json_text(as_json(_alerts(request))))


def _alerts(request: HttpRequest) -> Any:
    from routes.gtfs.alerts_out import alerts_message  # noqa: PLC0415 7 MB of a process that may never be asked

    return alerts_message(timezone.now(), site_of(request))


def site_of(request: HttpRequest) -> str:
    return absolute(request, "/").rstrip("/")
