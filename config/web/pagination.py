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
        return paginator.page(number)
    raise NotHere(
        gettext("This list has no page “%(asked)s”: its pages are 1 to %(last)d.")
        % {"asked": asked[:20], "last": paginator.num_pages}
    )
