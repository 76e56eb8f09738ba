"""The register of agreements: its table on a day, the record of one instrument, and what is open in all of them."""

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from config.web.pagination import page_of
from config.web.parameters import parse_as_of, parse_day
from config.web.structured_data import breadcrumb_list, data_block
from news.agreements.checks import checked
from news.agreements.record import agreement_record
from news.agreements.register import drawn, register_entries
from news.agreements.structured_data import legislation
from news.agreements.words import state_of_value, whole_sentence
from news.filters.agreements import AgreementFilter
from news.models import Agreement
from news.texts.notes import Notes

PER_PAGE = 50


@require_safe
def agreement_list(request: HttpRequest) -> TemplateResponse:
    chosen = AgreementFilter(request.GET)
    found = chosen.count()
    # Keys first: the database sorts those of the whole register, and reads the rows of one page.
    page = page_of(request, chosen.qs.values_list("agreement", flat=True), PER_PAGE, count=found.total)
    shown = Agreement.objects.select_related("adopting_organ").in_bulk(list(page))
    lines, axis = drawn(register_entries([shown[pk] for pk in page], chosen.day), chosen.day)
    context = {
        "filter": chosen,
        "as_of": chosen.day,
        # The record opens on the day that the register shows.
        "query": "" if chosen.day == timezone.localdate() else f"?as_of={chosen.day}",
        "page_obj": page,
        "lines": lines,
        "axis": axis,
        "counts": [(state_of_value(value), count) for value, count in chosen.statuses(found)],
        "crumbs": [(gettext("Agreements"), "")],
    }
    status = 200 if chosen.form.is_valid() else 400
    return TemplateResponse(request, "news/agreement_list.html", context, status=status)


@require_safe
def agreement_checks(request: HttpRequest) -> TemplateResponse:
    today, notes = timezone.localdate(), Notes()
    page = page_of(request, Agreement.objects.with_checks(today).select_related("adopting_organ"), PER_PAGE)
    context = {
        "page_obj": page,
        "checked": checked(page.object_list, today, notes),
        "citations": notes,
        "crumbs": [(gettext("Agreements"), reverse("agreement_list")), (gettext("Checks"), "")],
    }
    return TemplateResponse(request, "news/agreement_checks.html", context)


@require_safe
def agreement_detail(request: HttpRequest, slug: str) -> TemplateResponse:
    as_of = parse_as_of(request)
    today = timezone.localdate()
    agreement = get_object_or_404(Agreement.objects.public().for_detail(), slug=slug)
    known_on = parse_day(request.GET.get("known_at", ""), "known_at")
    if known_on and known_on >= today:
        known_on = None  # what is known now
    record = agreement_record(agreement, as_of, today, known_on)
    crumbs = [(gettext("Agreements"), reverse("agreement_list")), (agreement.number, "")]
    context = {
        "record": record,
        "is_today": as_of == today and not known_on,
        "today": today,
        "is_ahead": as_of > today,
        "description": whole_sentence(record.dossier, record.status),
        "structured_data": data_block(legislation(request, record), breadcrumb_list(request, crumbs)),
        "crumbs": crumbs,
    }
    return TemplateResponse(request, "news/agreement_detail.html", context)
