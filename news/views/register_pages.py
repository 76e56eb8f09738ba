"""Pages of the whole register: who is party to what, what is related to what, its words, its promises, and its data."""

from datetime import date

from django.core.paginator import Page
from django.http import HttpRequest
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from config.web.addresses import absolute
from config.web.licence import LICENCE, NAME
from config.web.pagination import page_along, page_of
from config.web.parameters import parse_as_of
from config.web.structured_data import breadcrumb_list, data_block
from news.agreements.data.columns import TABLES
from news.agreements.delivery import deliveries, in_states, read_promises
from news.agreements.glossary import glossary
from news.agreements.listed import promised_by, treaties_begun, values_on, whole
from news.agreements.matrix import matrix_of
from news.agreements.register_rows import RegisterList
from news.agreements.relations import relations_told
from news.agreements.structured_data import OWN_TERMS, register_dataset
from news.texts.notes import Notes

PER_PAGE = 50


def _crumbs(here: str) -> list[tuple[str, str]]:
    return [(gettext("Agreements"), reverse("agreement_list")), (here, "")]


def treaties_page(request: HttpRequest, day: date, per_page: int) -> Page[int]:
    """The keys of treaties that had begun by a day: of the present one, all that there are."""
    today = timezone.localdate()
    if day != today:
        return page_along(request, treaties_begun(day), per_page)
    page = page_of(request, whole(RegisterList.TREATIES, today), per_page)
    page.object_list = [row.agreement for row in page.object_list]
    return page


@require_safe
def agreement_matrix(request: HttpRequest) -> TemplateResponse:
    as_of = parse_as_of(request)
    page = treaties_page(request, as_of, PER_PAGE)
    context = {
        "matrix": matrix_of(list(page.object_list), as_of),
        "as_of": as_of,
        "is_today": as_of == timezone.localdate(),
        "query": "" if as_of == timezone.localdate() else f"?as_of={as_of}",
        "page_obj": page,
        "crumbs": _crumbs(gettext("Parties")),
    }
    return TemplateResponse(request, "news/register/matrix.html", context)


@require_safe
def agreement_relations(request: HttpRequest) -> TemplateResponse:
    """Relations by pages, each from both of its ends."""
    page = page_of(request, whole(RegisterList.RELATIONS, timezone.localdate()), PER_PAGE)
    told = relations_told([each.row for each in page.object_list])
    context = {
        "groups": told.groups,
        "drawing": told.drawing,
        "page_obj": page,
        "notes": told.notes,
        "crumbs": _crumbs(gettext("Relations")),
    }
    return TemplateResponse(request, "news/register/relations.html", context)


@require_safe
def agreement_glossary(request: HttpRequest) -> TemplateResponse:
    context = {"sections": glossary(), "crumbs": _crumbs(gettext("Glossary"))}
    return TemplateResponse(request, "news/register/glossary.html", context)


@require_safe
def agreement_delivery(request: HttpRequest) -> TemplateResponse:
    as_of = parse_as_of(request)
    counts, notes = values_on(RegisterList.DELIVERY, as_of), Notes()
    page = page_of(request, promised_by(as_of), PER_PAGE, count=counts.total())
    found = deliveries(read_promises(list(page.object_list)).made(), as_of, notes)
    context = {
        "deliveries": found,
        "counts": in_states(counts),
        "as_of": as_of,
        "is_today": as_of == timezone.localdate(),
        "query": "" if as_of == timezone.localdate() else f"?as_of={as_of}",
        "page_obj": page,
        "notes": notes,
        "crumbs": _crumbs(gettext("Promises")),
    }
    return TemplateResponse(request, "news/register/delivery.html", context)


@require_safe
def agreement_data(request: HttpRequest) -> TemplateResponse:
    crumbs = _crumbs(gettext("About the data"))
    context = {
        "tables": TABLES,
        "own_terms": OWN_TERMS.items(),
        "licence": LICENCE,
        "licence_name": NAME,
        "example": absolute(request, reverse("agreement_identifier", kwargs={"name": "A-10"})),
        "crumbs": crumbs,
        "structured_data": data_block(register_dataset(request), breadcrumb_list(request, crumbs)),
    }
    return TemplateResponse(request, "news/register/data.html", context)
