"""Which page of a list does a reader ask for?"""

from collections.abc import Sequence
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext

from config.web.refusals import NotHere


def page_of(
    request: HttpRequest, rows: QuerySet[Any] | Sequence[Any], per_page: int, *, count: int | None = None
) -> Page[Any]:
    """The page of `?page=` (1 unless given). The first page of an empty list is an empty page, not an error.

    `count`: how many rows there are, where that is known; otherwise they are counted.
    """
    paginator: Paginator[Any] = Paginator(rows, per_page)
    if count is not None:
        paginator.count = count
    asked = request.GET.get("page") or "1"
    number = int(asked) if asked.isascii() and asked.isdigit() and len(asked) < 10 else 0
    if 1 <= number <= paginator.num_pages:
        return _nearer(rows, number, paginator) or paginator.page(number)
    raise NotHere(
        gettext("This list has no page “%(asked)s”: its pages are 1 to %(last)d.")
        % {"asked": asked[:20], "last": paginator.num_pages}
    )


def _nearer(rows: Any, number: int, paginator: "Paginator[Any]") -> Page[Any] | None:
    """A page of the further half, read from the end: to skip all rows before it would make the last page cost as much as
    they do."""
    first = (number - 1) * paginator.per_page
    if not isinstance(rows, QuerySet) or rows.query.combinator or first <= paginator.count // 2:
        return None
    last = min(first + paginator.per_page, paginator.count)
    found = list(rows.reverse()[paginator.count - last : paginator.count - first])
    return Page(found[::-1], number, paginator)
