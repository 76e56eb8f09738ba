"""The calendar of legal dates: a page that begins with what is to come, and a file that calendars subscribe to."""

from dataclasses import replace
from datetime import date

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language, gettext
from django.views.decorators.http import require_safe

from config.web.addresses import absolute
from config.web.calendars import CalendarEvent, calendar_text
from config.web.data_files import data_answer
from config.web.pagination import page_of
from news.agreements.legal_dates import LegalDate, dates_on, is_coming
from news.agreements.listed import ListedRows, numbers
from news.agreements.register_rows import RegisterList
from news.texts.notes import Notes

PER_PAGE = 50
# Dates of the file, ahead and back: a calendar asks for it anew each day.
IN_FILE = 500
# Part of the names of events, which must never change: not the address of the site, which may.
DOMAIN = "union-chronicle"


def _parted(today: date) -> tuple[ListedRows, ListedRows]:
    """What is to come, the next first, and what is past, the latest first. One query."""
    held = numbers([RegisterList.CALENDAR], today, today)
    coming = ListedRows(RegisterList.CALENDAR, held, today, first=today)
    return coming, ListedRows(RegisterList.CALENDAR, held, today, last=today, latest_first=True)


@require_safe
def agreement_calendar(request: HttpRequest) -> TemplateResponse:
    """Each page is one step further from the present day, ahead and back."""
    today = timezone.localdate()
    coming, past = _parted(today)
    page = page_of(request, range(max(len(past), len(coming))), PER_PAGE)
    part = slice(page.start_index() - 1, page.end_index())
    notes = Notes()
    told = [
        replace(each, numbers=tuple(sorted({notes.mark(source).number for source in each.sources})))
        for each in dates_on([*coming[part], *past[part]], today)
    ]
    page.object_list = [each for each in told if not is_coming(each, today)]
    context = {
        "coming": [each for each in told if is_coming(each, today)],
        "page_obj": page,
        "notes": notes,
        "in_file": IN_FILE,
        "is_cut": max(len(coming), len(past)) > IN_FILE,
        "crumbs": [(gettext("Agreements"), reverse("agreement_list")), (gettext("Calendar"), "")],
    }
    return TemplateResponse(request, "news/register/calendar.html", context)


@require_safe
def agreement_calendar_ics(request: HttpRequest) -> HttpResponse:
    name = gettext("%(site)s: legal dates") % {"site": settings.SITE_NAME}
    today = timezone.localdate()
    coming, past = _parted(today)
    events = (_event(request, each) for each in dates_on([*past[:IN_FILE][::-1], *coming[:IN_FILE]], today))
    body = calendar_text(name, get_language() or "en", events)
    return data_answer("ics", body, save_as="union-chronicle-agreements.ics")


def _event(request: HttpRequest, each: LegalDate) -> CalendarEvent:
    known = "" if each.dated.precision == "day" else each.date_text
    return CalendarEvent(
        uid=f"{each.name}@{DOMAIN}",
        dated=each.dated,
        summary=f"{each.agreement.number}: {each.kind}. {each.title}",
        description=". ".join(filter(None, [each.detail.rstrip("."), each.grade_text, known])),
        url=absolute(request, each.url),
        changed_at=each.recorded_at,
        sequence=each.changes,
        is_certain=each.grade != "expected",
    )
