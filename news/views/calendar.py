"""The calendar of legal dates: a page that begins with what is to come, and a file that calendars subscribe to."""

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
from news.agreements.dossiers import dossiers
from news.agreements.legal_dates import LegalDate, is_coming, legal_dates
from news.models import Agreement, Obligation
from news.texts.notes import Notes

PER_PAGE = 50
# Part of the names of events, which must never change: not the address of the site, which may.
DOMAIN = "union-chronicle"


def all_dates() -> list[LegalDate]:
    """Five queries."""
    today = timezone.localdate()
    agreements = Agreement.objects.public().select_related("term_source")
    obligations = Obligation.objects.filter(agreement__in=Agreement.objects.public()).stated_by(today)
    return legal_dates(dossiers(agreements), obligations.for_delivery(), today)


@require_safe
def agreement_calendar(request: HttpRequest) -> TemplateResponse:
    today = timezone.localdate()
    found = all_dates()
    coming = [each for each in found if is_coming(each, today)]
    past = [each for each in reversed(found) if not is_coming(each, today)]
    page = page_of(request, past, PER_PAGE)
    shown = [*(coming if page.number == 1 else []), *page.object_list]
    notes = Notes()
    for each in shown:
        each.numbers = tuple(sorted({notes.mark(source).number for source in each.sources}))
    context = {
        "coming": coming if page.number == 1 else [],
        "page_obj": page,
        "notes": notes,
        "crumbs": [(gettext("Agreements"), reverse("agreement_list")), (gettext("Calendar"), "")],
    }
    return TemplateResponse(request, "news/register/calendar.html", context)


@require_safe
def agreement_calendar_ics(request: HttpRequest) -> HttpResponse:
    name = gettext("%(site)s: legal dates") % {"site": settings.SITE_NAME}
    events = (_event(request, each) for each in all_dates())
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
