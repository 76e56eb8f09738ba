"""The timeline that joins news, agreements and railway."""

from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from config.timeline.choice import TimelineFilter
from config.timeline.data import ENTRIES
from config.timeline.entries import by_year, timeline_entries, timeline_page
from config.timeline.overview import overview
from config.web.pagination import page_of
from config.web.refusals import NotUnderstood
from news.data.answers import AT_ONCE, list_answer

PER_PAGE = 60


@require_safe
def timeline(request: HttpRequest) -> TemplateResponse:
    chosen = TimelineFilter(request.GET)
    page = page_of(request, chosen.line, PER_PAGE)
    entries, notes = timeline_page(page.object_list, timezone.localdate())
    context = {
        "filter": chosen,
        "overview": overview(chosen.tally, without_years(request)),
        "page_obj": page,
        "years": by_year(entries),
        "ways_out": []
        if entries
        else chosen.ways_out(lambda *names: address(request, **dict.fromkeys(names))),
        "citations": notes,
        "crumbs": [(gettext("Timeline"), "")],
    }
    return TemplateResponse(request, "timeline.html", context, status=chosen.status)


@require_safe
def timeline_table(request: HttpRequest, form: str) -> HttpResponse:
    chosen = TimelineFilter(request.GET)
    if chosen.errors:
        raise NotUnderstood(chosen.errors)
    page = page_of(request, chosen.line, AT_ONCE)
    entries = timeline_entries(page.object_list, timezone.localdate())
    return list_answer(request, form, ENTRIES, entries, page=page)


def without_years(request: HttpRequest) -> str:
    """An address of the same choice to which years can be added."""
    found = address(request, **{"from": None, "to": None})
    return f"{found}&" if len(found) > 1 else found


def address(request: HttpRequest, **parts: str | None) -> str:
    """The same choice with other parts, or without those that are None; always its first page."""
    query = request.GET.copy()
    for name, value in {"page": None, **parts}.items():
        query.pop(name, None)
        if value is not None:
            query[name] = value
    return f"?{query.urlencode()}"
