"""The register of agreements: its table on a day, and the record of one instrument."""

from dataclasses import dataclass
from datetime import date

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from config.web.addresses import absolute
from config.web.pagination import page_of
from config.web.parameters import parse_as_of
from config.web.structured_data import breadcrumb_list, data_block
from news.agreements.citations import Citations, citations
from news.agreements.record import AgreementRecord, agreement_record
from news.agreements.register import Entry, count_by_status, drawn, register_entries
from news.agreements.structured_data import legislation, own_terms
from news.agreements.words import state_of_value, whole_sentence
from news.filters.agreements import AgreementFilter
from news.models import Agreement

PER_PAGE = 50


@dataclass(frozen=True, slots=True)
class RegisterAsked:
    """What was asked of the register, and what it answers: the same for its page and its data (register_data.py)."""

    chosen: AgreementFilter
    as_of: date
    entries: list[Entry]


def register_asked(request: HttpRequest) -> RegisterAsked:
    agreements = Agreement.objects.public().select_related("adopting_organ")
    chosen = AgreementFilter(request.GET, queryset=agreements)
    as_of = chosen.as_of_or(timezone.localdate())
    return RegisterAsked(chosen, as_of, chosen.narrow(register_entries(chosen.qs, as_of)))


@dataclass(frozen=True, slots=True)
class RecordAsked:
    """The record of one instrument on the day asked, and how it is cited."""

    record: AgreementRecord
    cited: Citations


def record_asked(request: HttpRequest, slug: str) -> RecordAsked:
    as_of, today = parse_as_of(request), timezone.localdate()
    agreement = get_object_or_404(Agreement.objects.public().for_detail(), slug=slug)
    record = agreement_record(agreement, as_of, today)
    url = absolute(request, record.permalink)
    return RecordAsked(record, citations(record.dossier, record.status, url, today))


def data_query(request: HttpRequest) -> str:
    """`?status=in_force&as_of=2025-03-13`: what was asked of the list, without the page."""
    asked = request.GET.copy()
    asked.pop("page", None)
    return f"?{asked.urlencode()}" if asked else ""


@require_safe
def agreement_list(request: HttpRequest) -> TemplateResponse:
    asked = register_asked(request)
    page = page_of(request, asked.entries, PER_PAGE)
    lines, axis = drawn(page.object_list, asked.as_of)
    context = {
        "filter": asked.chosen,
        "as_of": asked.as_of,
        # The record opens on the day that the register shows.
        "query": "" if asked.as_of == timezone.localdate() else f"?as_of={asked.as_of}",
        # The data takes what the list takes, all pages of it.
        "data_query": data_query(request),
        "page_obj": page,
        "lines": lines,
        "axis": axis,
        "counts": [(state_of_value(value), count) for value, count in count_by_status(asked.entries).items()],
        "crumbs": [(gettext("Agreements"), "")],
    }
    status = 200 if asked.chosen.form.is_valid() else 400
    return TemplateResponse(request, "news/agreement_list.html", context, status=status)


@require_safe
def agreement_detail(request: HttpRequest, slug: str) -> TemplateResponse:
    asked = record_asked(request, slug)
    record, today = asked.record, timezone.localdate()
    crumbs = [(gettext("Agreements"), reverse("agreement_list")), (record.agreement.number, "")]
    context = {
        "record": record,
        "cited": asked.cited,
        "is_today": record.as_of == today,
        "is_ahead": record.as_of > today,
        "description": whole_sentence(record.dossier, record.status),
        "structured_data": data_block(
            legislation(request, record), breadcrumb_list(request, crumbs), terms=own_terms(request)
        ),
        "crumbs": crumbs,
    }
    return TemplateResponse(request, "news/agreement_detail.html", context)
