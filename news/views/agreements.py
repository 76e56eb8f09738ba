"""The register of agreements: its table on a day, the record of one instrument, and what is open in all of them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.http import Http404, HttpRequest
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from config.web.addresses import absolute
from config.web.pagination import PageOfSeveral, most_linked, page_of
from config.web.parameters import parse_as_of, parse_day
from config.web.structured_data import breadcrumb_list, data_block
from news.agreements.checks import checked
from news.agreements.citations import Citations, citations
from news.agreements.listed import whole
from news.agreements.record import AgreementRecord, agreement_record
from news.agreements.register import Entry, register_entries, register_lines
from news.agreements.register_rows import RegisterList
from news.agreements.structured_data import legislation, own_terms
from news.agreements.words import state_of_value, whole_sentence
from news.filters.agreements import AgreementFilter
from news.models import Agreement
from news.texts.notes import Notes
from news.thing_cards import thing_card
from news.uses import SHOWN

PER_PAGE = 50


@dataclass(frozen=True, slots=True)
class RecordAsked:
    """The record of one instrument on the day asked, and how it is cited."""

    record: AgreementRecord
    cited: Citations
    turned: PageOfSeveral


def record_asked(request: HttpRequest, slug: str, at_once: int | None = None) -> RecordAsked:
    """The same for the page and its data (register_data.py). `at_once`: of the articles that name it."""
    turned = PageOfSeveral(request, at_once or SHOWN)
    as_of, today = parse_as_of(request), timezone.localdate()
    known_on = parse_day(request.GET.get("known_at", ""), "known_at")
    if known_on and known_on >= today:
        known_on = None  # what is known now
    record = agreement_record(slug, as_of, today, turned, known_on)
    if record is None:
        raise Http404
    url = absolute(request, record.permalink)
    return RecordAsked(record, citations(record.dossier, record.status, url, today), turned)


def entries_on(keys: Sequence[int], day: date) -> list[Entry]:
    """Of the instruments with these keys, in their order: the same for the list and its data (register_data.py)."""
    shown = Agreement.objects.select_related("adopting_organ").in_bulk(keys)
    return register_entries([shown[key] for key in keys], day)


def data_query(request: HttpRequest) -> str:
    """`?status=in_force&as_of=2025-03-13`: what was asked of the list, without the page."""
    asked = request.GET.copy()
    asked.pop("page", None)
    return f"?{asked.urlencode()}" if asked else ""


@require_safe
def agreement_list(request: HttpRequest) -> TemplateResponse:
    chosen = AgreementFilter(request.GET)
    found = chosen.count(most=most_linked(request, PER_PAGE))
    # Keys first: the database sorts those of the whole register, and reads the rows of one page.
    keys = chosen.keys() if found.keys is None else found.keys
    page = page_of(request, keys, PER_PAGE, count=found.total, are_more=found.are_more)
    page.object_list = shown = list(page.object_list) if found.total else []
    lines, axis = register_lines(shown, chosen.day)
    context = {
        "filter": chosen,
        "as_of": chosen.day,
        # The record opens on the day that the register shows.
        "query": "" if chosen.day == timezone.localdate() else f"?as_of={chosen.day}",
        # The data takes what the list takes, all pages of it.
        "data_query": data_query(request),
        "page_obj": page,
        "lines": lines,
        "axis": axis,
        "are_more": found.are_more,
        "counts": [(state_of_value(value), count) for value, count in chosen.statuses(found)],
        "crumbs": [(gettext("Agreements"), "")],
    }
    status = 200 if chosen.form.is_valid() else 400
    return TemplateResponse(request, "news/agreement_list.html", context, status=status)


@require_safe
def agreement_checks(request: HttpRequest) -> TemplateResponse:
    today, notes = timezone.localdate(), Notes()
    page = page_of(request, whole(RegisterList.CHECKS, today), PER_PAGE)
    keys = [row.agreement for row in page.object_list]
    context = {
        "page_obj": page,
        "checked": checked(keys, today, notes),
        "citations": notes,
        "crumbs": [(gettext("Agreements"), reverse("agreement_list")), (gettext("Checks"), "")],
    }
    return TemplateResponse(request, "news/agreement_checks.html", context)


@require_safe
def agreement_detail(request: HttpRequest, slug: str) -> TemplateResponse:
    asked = record_asked(request, slug)
    record, today = asked.record, timezone.localdate()
    crumbs = [(gettext("Agreements"), reverse("agreement_list")), (record.agreement.number, "")]
    context = {
        "record": record,
        "page_obj": asked.turned.page(),
        "share_card": thing_card(record.agreement),
        "cited": asked.cited,
        "is_today": record.as_of == today and not record.known_on,
        "today": today,
        "is_ahead": record.as_of > today,
        "description": whole_sentence(record.dossier, record.status),
        "structured_data": data_block(
            legislation(request, record), breadcrumb_list(request, crumbs), terms=own_terms(request)
        ),
        "crumbs": crumbs,
    }
    return TemplateResponse(request, "news/agreement_detail.html", context)
