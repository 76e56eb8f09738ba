"""The calendar of legal dates: a page that begins with what is to come, and a file that calendars subscribe to."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from functools import lru_cache

from django.conf import settings
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language, gettext
from django.views.decorators.http import require_safe

from config.web.addresses import absolute, whose
from config.web.calendars import CalendarEvent, calendar_text
from config.web.data_files import data_answer
from config.web.pagination import page_of
from config.web.prepared import Rows, Slot, prepared
from news.agreements.delivery import with_findings
from news.agreements.dossiers import Instruments, read_instruments
from news.agreements.legal_dates import LegalDate, is_coming, legal_dates
from news.models import Agreement, Obligation
from news.texts.notes import Notes

PER_PAGE = 50
# Part of the names of events, which must never change: not the address of the site, which may.
DOMAIN = "union-chronicle"


@prepared
def _public() -> QuerySet:
    return Agreement.objects.public().values_list("pk", flat=True)


def _stated() -> QuerySet:
    return Obligation.objects.filter(agreement__in=Agreement.objects.public()).stated_by(Slot("today"))


@prepared
def _promised() -> QuerySet:
    return _stated().first_due()


@prepared
def _findings() -> QuerySet:
    return Obligation.objects.findings().filter(obligation__in=_stated().order_by().values("pk"))


def all_dates() -> Sequence[LegalDate]:
    """Six queries. What a small register says is remembered by its rows: nobody may change it."""
    today, keys = timezone.localdate(), _public().rows()
    promised = _promised().read(today=today), _findings().read(today=today)
    told = (read_instruments(keys) if keys else None, *promised, today, whose())
    return _remembered(*told) if told[0] and told[0].are_few else _dates(*told)


def _dates(
    instruments: Instruments | None,
    promised: Rows,
    findings: Rows,
    today: date,
    _whose: tuple[str | None, ...],
) -> Sequence[LegalDate]:
    found = instruments.dossiers() if instruments else []
    return legal_dates(found, with_findings(_promised().made(promised), _findings().made(findings)), today)


_remembered = lru_cache(4)(_dates)


@require_safe
def agreement_calendar(request: HttpRequest) -> TemplateResponse:
    today = timezone.localdate()
    found = all_dates()
    coming = [each for each in found if is_coming(each, today)]
    past = [each for each in reversed(found) if not is_coming(each, today)]
    page = page_of(request, past, PER_PAGE)
    shown = [*(coming if page.number == 1 else []), *page.object_list]
    notes = Notes()
    numbered = [
        replace(each, numbers=tuple(sorted({notes.mark(source).number for source in each.sources})))
        for each in shown
    ]
    page.object_list = numbered[len(shown) - len(page.object_list) :]
    context = {
        "coming": numbered[: len(shown) - len(page.object_list)],
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
