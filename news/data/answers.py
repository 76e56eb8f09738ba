"""How data is answered: a list as CSV or JSON, page by page; one thing as JSON. Every JSON names its licence."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.core.paginator import Page
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse

from config.web.addresses import absolute
from config.web.data_files import csv_text, data_answer, json_text
from config.web.licence import LICENCE
from config.web.pagination import PageOfSeveral, page_of
from config.web.tables import Absolute, Table

# Rows of one answer; the next are under `?page=2`.
AT_ONCE = 500


def absolute_for(request: HttpRequest) -> Absolute:
    return lambda path: absolute(request, path)


def data_page(
    request: HttpRequest, things: QuerySet[Any] | Sequence[Any], *, count: int | None = None
) -> Page[Any]:
    return page_of(request, things, AT_ONCE, count=count)


def list_answer(
    request: HttpRequest,
    form: str,
    table: Table,
    things: Iterable[Any],
    *,
    page: Page[Any] | None = None,
    page_counts: bool = True,
    **about: Any,
) -> HttpResponse:
    """`form`: json or csv. `page`: of which `things` are what is shown; `page_counts`: each of them is one that it counts.
    `about`: what else the JSON says of the list."""
    rows = table.rows(things, absolute_for(request))
    following = next_page(request, page)
    if form == "csv":
        response = data_answer("csv", csv_text(table.header, rows), save_as=f"{table.name}.csv")
    else:
        count = page.paginator.count if page and page_counts else len(rows)
        told = {"licence": LICENCE, **about, "count": count, "next": following or None, table.name: rows}
        response = data_answer("json", json_text(told))
    return with_next(response, following)


def with_next(response: HttpResponse, following: str) -> HttpResponse:
    """`following`: the address of the next page, or nothing."""
    if following:
        response["Link"] = f'<{following}>; rel="next"'
    return response


def thing_answer(thing: Mapping[str, Any]) -> HttpResponse:
    return data_answer("json", json_text({"licence": LICENCE, **thing}))


def turned_answer(request: HttpRequest, turned: PageOfSeveral, thing: Mapping[str, Any]) -> HttpResponse:
    """Of one thing, of which as much is told at once as of a list."""
    following = next_page(request, turned.page())
    return with_next(thing_answer({"next": following or None, **thing}), following)


def next_page(request: HttpRequest, page: Page[Any] | None) -> str:
    """Its address, or nothing."""
    if page is None or not page.has_next():
        return ""
    query = request.GET.copy()
    query["page"] = str(page.next_page_number())
    return absolute(request, f"{request.path}?{query.urlencode()}")
