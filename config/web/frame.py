"""What the frame around every page needs: languages, canonical addresses, the sections, filters that can be taken off."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from django.conf import settings
from django.core.paginator import Page
from django.forms import BoundField
from django.http import HttpRequest
from django.urls import get_script_prefix, get_urlconf
from django.utils.encoding import iri_to_uri
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy
from django_filters import FilterSet
from jinja2 import pass_context

from config.web.addresses import absolute, address, in_other_language
from config.web.structured_data import breadcrumb_list, data_block
from config.web.twins import Beside, data_beside, feeds_beside

# What a template was given.
Given = Mapping[str, Any]
# Section: its name, the list it opens with, and the first words of the URL names that belong to it.
SECTIONS = (
    (gettext_lazy("News"), "article_list", {"article", "topic", "correction"}),
    (gettext_lazy("Agreements"), "agreement_list", {"agreement"}),
    (gettext_lazy("Railway"), "route_list", {"route", "station", "journey", "timetable", "alert"}),
    (gettext_lazy("Timeline"), "timeline", {"timeline"}),
    (gettext_lazy("Figures"), "figure_list", {"figure"}),
    (gettext_lazy("People"), "person_list", {"person"}),
    (gettext_lazy("Sources"), "source_list", {"source"}),
)


@dataclass(frozen=True, slots=True)
class Section:
    name: str
    url: str
    current: str  # the value of aria-current: "page", "true" or nothing


@dataclass(frozen=True, slots=True)
class Language:
    code: str
    name: str
    url: str
    current: bool


@dataclass(frozen=True, slots=True)
class ActiveFilter:
    label: str
    value: str
    url: str


def _url_name(request: HttpRequest) -> str:
    return (request.resolver_match.url_name or "") if request.resolver_match else ""


def _in_languages(context: Given) -> dict[str, str]:
    """The same page in each language; its front page where this address means nothing (an error page). Asked for more than once
    a page, so the request keeps it."""
    request = context["request"]
    kept: dict[str, str] | None = request.__dict__.get("in_languages")
    if kept is None:
        kept = request.__dict__["in_languages"] = _found_in_languages(request, context["LANGUAGE_CODE"])
    return kept


def _found_in_languages(request: HttpRequest, language: str) -> dict[str, str]:
    if not _url_name(request):
        return {code: in_other_language("", code) for code, _name in settings.LANGUAGES}
    others = {code: in_other_language(request.path, code) for code, _name in settings.LANGUAGES}
    return others | {language: request.path}


def _with_query(request: HttpRequest, address: str) -> str:
    """What a reader asked for stays; the front page, where an error leads, is asked for nothing."""
    query = request.META.get("QUERY_STRING", "")
    return f"{address}?{iri_to_uri(query)}" if query and _url_name(request) else address


@pass_context
def alternate(context: Given, code: str) -> str:
    """Absolute address of this page, without its query, in another language."""
    return absolute(context["request"], _in_languages(context)[code])


@pass_context
def canonical(context: Given) -> str:
    """The one address search engines should keep: filters and days are views of it, pages of a list are not."""
    request = context["request"]
    page = request.GET.get("page", "")
    query = f"?page={int(page)}" if page.isascii() and page.isdigit() and int(page) > 1 else ""
    return absolute(request, f"{request.path}{query}")


@pass_context
def languages(context: Given) -> list[Language]:
    """The language switch, in each language's own name: it stays on the page and keeps what the reader asked for."""
    request, here, urls = context["request"], context["LANGUAGE_CODE"], _in_languages(context)
    return [
        Language(code, name, _with_query(request, urls[code]), code == here)
        for code, name in settings.LANGUAGES
    ]


@pass_context
def site_sections(context: Given) -> list[Section]:
    here = _url_name(context["request"])
    family = here.partition("_")[0]
    openings = _openings(context["LANGUAGE_CODE"], get_script_prefix(), get_urlconf())
    return [
        Section(name, url, "page" if here == opening else "true" if family in families else "")
        for (name, url), (_name, opening, families) in zip(openings, SECTIONS, strict=True)
    ]


@lru_cache(16)
def _openings(*_where: str | None) -> list[tuple[str, str]]:
    """Name and address of each section."""
    return [(str(name), address(opening)) for name, opening, _families in SECTIONS]


@pass_context
def beside(context: Given) -> Sequence[Beside]:
    """The data of this page, then the feeds that follow it; nothing beside an error, what only one reader may see or what the
    view says has no data."""
    if context.get("is_preview") or context.get("is_without_data"):
        return ()
    request = context["request"]
    kept: Sequence[Beside] | None = request.__dict__.get("beside")
    if kept is None:
        kept = request.__dict__["beside"] = (*data_beside(request), *feeds_beside(request))
    return kept


@pass_context
def everyones(context: Given) -> str:
    """Absolute address of this page without its language: it leads each reader to their own."""
    request = context["request"]
    path = request.path.removeprefix(f"/{context['LANGUAGE_CODE']}")
    return absolute(request, path if _url_name(request) else "/")


@pass_context
def querystring(context: Given, **changes: str | int) -> str:
    """What a reader asked for, with other values: a link within the page's own address."""
    query = context["request"].GET.copy()
    for name, value in changes.items():
        query[name] = str(value)
    return f"?{query.urlencode()}"


@pass_context
def structured(context: Given) -> SafeString:
    """What the page says to machines, or else at least the way to it. At its end, near the words that it repeats: there it costs
    almost nothing compressed. A preview says nothing."""
    told: SafeString | None = context.get("structured_data")
    if told is not None:
        return told
    crumbs, request = context.get("crumbs"), context["request"]
    return data_block(breadcrumb_list(request, crumbs)) if crumbs and _url_name(request) else SafeString("")


def page_numbers(page: Page[Any]) -> list[int | str]:
    """Page numbers around this one, the gaps as the paginator's ellipsis."""
    return list(page.paginator.get_elided_page_range(page.number, on_each_side=2, on_ends=1))


def _chosen(field: BoundField) -> Iterator[tuple[str, str]]:
    """The raw values a reader gave to a field, each with the words that stand for it."""
    raw = field.data
    values = [
        str(each) for each in (raw if isinstance(raw, list | tuple) else [raw]) if each not in (None, "")
    ]
    if not values:
        return  # to look up the words of every choice costs more than most lists
    words = {str(value): str(label) for value, label in getattr(field.field, "choices", ())}
    for value in values:
        yield value, words.get(value, value)


@pass_context
def active_filters(context: Given, filterset: FilterSet) -> list[ActiveFilter]:
    """The filters in force, each with the address of the list without it."""
    request = context["request"]
    active = []
    for field in filterset.form:
        if field.errors:
            continue
        for value, words in _chosen(field):
            query = request.GET.copy()
            query.setlist(field.html_name, [one for one in query.getlist(field.html_name) if one != value])
            query.pop("page", None)
            active.append(ActiveFilter(str(field.label), words, f"?{query.urlencode()}"))
    return active


# By their names in templates.
FUNCTIONS = (
    *(active_filters, alternate, beside, canonical, everyones, languages),
    *(page_numbers, querystring, site_sections, structured),
)
