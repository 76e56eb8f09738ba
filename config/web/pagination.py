"""Which page of a list does a reader ask for?"""

from collections.abc import Sequence
from typing import Any, TypeVar

from django.core.paginator import Page, Paginator
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext

from config.web.refusals import NotHere

Row = TypeVar("Row")
# Pages that are linked after the one shown, where it is not known how many there are.
PAGES_AHEAD = 5


def number_asked(request: HttpRequest) -> int:
    """The number of `?page=`, 1 unless given; 0 for what is none."""
    asked = request.GET.get("page") or "1"
    return int(asked) if asked.isascii() and asked.isdigit() and len(asked) < 10 else 0


def most_linked(request: HttpRequest, per_page: int) -> int:
    """How many rows the page asked for and some pages after it have: as far as a list has to be counted to link them."""
    return (number_asked(request) + PAGES_AHEAD) * per_page


def page_along(request: HttpRequest, rows: QuerySet[Any], per_page: int) -> Page[Any]:
    """A page of rows that would cost too much to count: they are counted as far as the pages that are linked."""
    most = most_linked(request, per_page)
    count = rows[: most + 1].count()
    return page_of(request, rows, per_page, count=min(count, most), are_more=count > most)


def page_of(
    request: HttpRequest,
    rows: QuerySet[Any] | Sequence[Any],
    per_page: int,
    *,
    count: int | None = None,
    are_more: bool = False,
) -> Page[Any]:
    """The page of `?page=` (1 unless given). The first page of an empty list is an empty page, not an error.

    `count`: how many rows there are, where that is known; otherwise they are counted. `are_more`: there are at least so many.
    """
    paginator: Paginator[Any] = Paginator(rows, per_page)
    if count is not None:
        paginator.count = count
    number = number_asked(request)
    if 1 <= number <= paginator.num_pages:
        return (not are_more and _nearer(rows, number, paginator)) or paginator.page(number)
    raise NotHere(
        gettext("This list has no page “%(asked)s”: its pages are 1 to %(last)d.")
        % {"asked": request.GET["page"][:20], "last": paginator.num_pages}
    )


class PageOfSeveral:
    """One page of lists that are turned over together, where none says how long it is: of each one row more is read than is
    shown, so that the next page is linked where any of them goes on."""

    def __init__(self, request: HttpRequest, per_page: int) -> None:
        self._request, self._per_page = request, per_page
        first = max(number_asked(request) - 1, 0) * per_page
        # Where the rows of each list stand that are shown, and those that are read.
        self.own, self.places = slice(first, first + per_page), slice(first, first + per_page + 1)
        self._most = 0

    def shown(self, rows: Sequence[Row]) -> Sequence[Row]:
        """Those of the rows read that stand on the page."""
        self.note(len(rows))
        return rows[: self._per_page]

    def note(self, count: int) -> None:
        """So many rows of a list, as far as was read, stand at the page's first place and after it."""
        self._most = max(self._most, count)

    def page(self) -> Page[Any]:
        """When all have been shown. Its links lead to the pages before it and to the next."""
        if not self._most and self.places.start:
            asked = self._request.GET["page"][:20]
            raise NotHere(gettext("This list has no page “%(asked)s”.") % {"asked": asked})
        return page_of(self._request, range(self.places.start + self._most), self._per_page)


def _nearer(rows: Any, number: int, paginator: "Paginator[Any]") -> Page[Any] | None:
    """A page of the further half, read from the end: to skip all rows before it would make the last page cost as much as
    they do."""
    first = (number - 1) * paginator.per_page
    if not isinstance(rows, QuerySet) or rows.query.combinator or first <= paginator.count // 2:
        return None
    last = min(first + paginator.per_page, paginator.count)
    found = list(rows.reverse()[paginator.count - last : paginator.count - first])
    return Page(found[::-1], number, paginator)
