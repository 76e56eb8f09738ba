"""The register for machines: lists, records, citations and the whole of it, from the objects that the pages show."""

from collections.abc import Callable, Iterable
from datetime import date
from typing import Any

from django.core.paginator import Page
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from config.web.data_files import csv_text, data_answer
from config.web.parameters import parse_as_of
from config.web.refusals import NotUnderstood
from config.web.tables import Table
from news.agreements.data.columns import (
    ACTIONS,
    INSTRUMENTS,
    OBLIGATIONS,
    PARTIES,
    RELATIONS,
    actions_of,
)
from news.agreements.data.dump import write_dump
from news.agreements.data.record import record_data
from news.agreements.delivery import read_promises
from news.agreements.identifiers import identifier
from news.agreements.listed import promised_by, values_on, whole
from news.agreements.matrix import matrix_of
from news.agreements.register_rows import RegisterList
from news.data.answers import AT_ONCE as PER_ANSWER
from news.data.answers import absolute_for, data_page, list_answer, turned_answer
from news.filters.agreements import AgreementFilter
from news.models import Relation
from news.views.agreements import entries_on, record_asked
from news.views.register_pages import treaties_page

# A page of a list, and what its rows are made of.
Told = tuple[Page[Any], Iterable[Any]]


def _parties(request: HttpRequest, day: date) -> Told:
    """Of so many treaties."""
    page = treaties_page(request, day, PER_ANSWER)
    return page, matrix_of(list(page.object_list), day).standings


def _relations(request: HttpRequest, day: date) -> Told:
    page = data_page(request, whole(RegisterList.RELATIONS, timezone.localdate()))
    return page, Relation.objects.filter(pk__in=[each.row for each in page.object_list]).in_order()


def _promises(request: HttpRequest, day: date) -> Told:
    page = data_page(request, promised_by(day), count=values_on(RegisterList.DELIVERY, day).total())
    return page, read_promises(list(page.object_list)).made()


# By the page that shows them: the table, and a part of it on a day.
LISTS: dict[str, tuple[Table, Callable[[HttpRequest, date], Told]]] = {
    "matrix": (PARTIES, _parties),
    "relations": (RELATIONS, _relations),
    "delivery": (OBLIGATIONS, _promises),
}


def _list(request: HttpRequest, form: str) -> HttpResponse:
    """The entries of the list, with its filters.

    The page tells what is wrong with a filter and leaves it out; data would then answer another question.
    """
    chosen = AgreementFilter(request.GET)
    if not chosen.form.is_valid():
        wrong = chosen.form.errors.items()
        raise NotUnderstood(" ".join(f"{name}: {' '.join(errors)}" for name, errors in wrong))
    total, day = chosen.total(), chosen.day
    page = data_page(request, chosen.keys(), count=total)
    entries = entries_on(list(page.object_list), day)
    return list_answer(request, form, INSTRUMENTS, entries, page=page, as_of=day.isoformat())


@require_safe
def agreement_list_json(request: HttpRequest) -> HttpResponse:
    return _list(request, "json")


@require_safe
def agreement_list_csv(request: HttpRequest) -> HttpResponse:
    return _list(request, "csv")


@require_safe
def agreement_json(request: HttpRequest, slug: str) -> HttpResponse:
    asked = record_asked(request, slug, PER_ANSWER)
    told = record_data(asked.record, asked.cited, absolute_for(request))
    return turned_answer(request, asked.turned, told)


@require_safe
def agreement_actions_csv(request: HttpRequest, slug: str) -> HttpResponse:
    record = record_asked(request, slug).record
    rows = ACTIONS.rows(actions_of(record.dossier), absolute_for(request))
    name = f"{identifier(record.agreement)}-actions.csv"
    return data_answer("csv", csv_text(ACTIONS.header, rows), save_as=name)


@require_safe
def agreement_bib(request: HttpRequest, slug: str) -> HttpResponse:
    cited = record_asked(request, slug).cited
    return data_answer("bib", cited.bibtex, save_as=f"{cited.name}.bib")


@require_safe
def agreement_ris(request: HttpRequest, slug: str) -> HttpResponse:
    cited = record_asked(request, slug).cited
    return data_answer("ris", cited.ris, save_as=f"{cited.name}.ris")


@require_safe
def agreement_csl(request: HttpRequest, slug: str) -> HttpResponse:
    cited = record_asked(request, slug).cited
    return data_answer("csl.json", cited.csl_json, save_as=f"{cited.name}.csl.json")


@require_safe
def register_table(request: HttpRequest, name: str, suffix: str) -> HttpResponse:
    """One of `LISTS`; `suffix`: json or csv. A treaty has several parties, so those are counted as they come."""
    day = parse_as_of(request)
    table, told = LISTS[name]
    page, things = told(request, day)
    counts, as_of = table is not PARTIES, day.isoformat()
    return list_answer(request, suffix, table, things, page=page, page_counts=counts, as_of=as_of)


@require_safe
def register_dump(request: HttpRequest) -> HttpResponse:
    """Of today, or of the day asked."""
    as_of = parse_as_of(request)
    body = write_dump(as_of, absolute_for(request))
    return data_answer("zip", body, save_as=f"union-chronicle-register-{as_of}.zip")
