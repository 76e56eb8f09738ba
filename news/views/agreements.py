"""The register of agreements: its table on a day, and the record of one instrument."""

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from config.web.pagination import page_of
from config.web.parameters import parse_as_of
from config.web.structured_data import breadcrumb_list, data_block
from news.agreements.record import agreement_record
from news.agreements.register import count_by_status, drawn, register_entries
from news.agreements.structured_data import legislation
from news.agreements.words import state_of_value, whole_sentence
from news.filters.agreements import AgreementFilter
from news.models import Agreement

PER_PAGE = 50


@require_safe
def agreement_list(request: HttpRequest) -> TemplateResponse:
    chosen = AgreementFilter(request.GET, queryset=Agreement.objects.public())
    today = timezone.localdate()
    as_of = chosen.as_of_or(today)
    entries = chosen.narrow(register_entries(chosen.qs, as_of))
    page = page_of(request, entries, PER_PAGE)
    lines, axis = drawn(page.object_list, as_of)
    context = {
        "filter": chosen,
        "as_of": as_of,
        # The record opens on the day that the register shows.
        "query": "" if as_of == today else f"?as_of={as_of}",
        "page_obj": page,
        "lines": lines,
        "axis": axis,
        "counts": [(state_of_value(value), count) for value, count in count_by_status(entries).items()],
        "crumbs": [(gettext("Agreements"), "")],
    }
    status = 200 if chosen.form.is_valid() else 400
    return TemplateResponse(request, "news/agreement_list.html", context, status=status)


@require_safe
def agreement_detail(request: HttpRequest, slug: str) -> TemplateResponse:
    as_of = parse_as_of(request)
    today = timezone.localdate()
    agreement = get_object_or_404(Agreement.objects.public().for_detail(), slug=slug)
    record = agreement_record(agreement, as_of, today)
    crumbs = [(gettext("Agreements"), reverse("agreement_list")), (agreement.number, "")]
    context = {
        "record": record,
        "is_today": as_of == today,
        "is_ahead": as_of > today,
        "description": whole_sentence(record.dossier, record.status),
        "structured_data": data_block(legislation(request, record), breadcrumb_list(request, crumbs)),
        "crumbs": crumbs,
    }
    return TemplateResponse(request, "news/agreement_detail.html", context)
