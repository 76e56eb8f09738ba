"""What the frame around every page needs: languages, canonical addresses, the sections, filters that can be taken off."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from django import template
from django.conf import settings
from django.core.paginator import Page
from django.forms import BoundField
from django.http import HttpRequest
from django.template import Context, NodeList
from django.template.loader_tags import BlockNode
from django.urls import get_script_prefix, get_urlconf
from django.utils.encoding import iri_to_uri
from django.utils.safestring import SafeString
from django.utils.translation import get_language, gettext_lazy
from django_filters import FilterSet

from config.web.addresses import absolute, address
from config.web.compiled import known
from config.web.structured_data import breadcrumb_list, data_block
from config.web.templatetags.site import in_attribute
from config.web.twins import Beside, data_beside, feeds_beside

register = template.Library()

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


def _in_languages(context: Context) -> dict[str, str]:
    """The same page in each language; its front page where this address means nothing (an error page). Asked for more than once
    a page, so the request keeps it."""
    request = context["request"]
    kept: dict[str, str] | None = request.__dict__.get("in_languages")
    if kept is None:
        kept = request.__dict__["in_languages"] = _found_in_languages(request, _language(context))
    return kept


def _found_in_languages(request: HttpRequest, language: str) -> dict[str, str]:
    root = get_script_prefix()
    here = f"{root}{language}/"
    if not _url_name(request):
        return {code: f"{root}{code}/" for code, _name in settings.LANGUAGES}
    # The parts of an address have the same words in every language; what is under none leads to the front pages.
    rest = request.path.removeprefix(here) if request.path.startswith(here) else ""
    return {code: f"{root}{code}/{rest}" for code, _name in settings.LANGUAGES} | {language: request.path}


def _language(context: Context) -> str:
    """A compiled template knows its own."""
    return context.get("LANGUAGE_CODE") or get_language() or settings.LANGUAGE_CODE


def _with_query(request: HttpRequest, address: str) -> str:
    """What a reader asked for stays; the front page, where an error leads, is asked for nothing."""
    query = request.META.get("QUERY_STRING", "")
    return f"{address}?{iri_to_uri(query)}" if query and _url_name(request) else address


@known
@register.simple_tag(takes_context=True)
def alternate(context: Context, code: str) -> str:
    """Absolute address of this page, without its query, in another language."""
    return absolute(context["request"], _in_languages(context)[code])


@known
@register.simple_tag(takes_context=True)
def canonical(context: Context) -> str:
    """The one address search engines should keep: filters and days are views of it, pages of a list are not."""
    request = context["request"]
    page = request.GET.get("page", "")
    query = f"?page={int(page)}" if page.isascii() and page.isdigit() and int(page) > 1 else ""
    return absolute(request, f"{request.path}{query}")


@known
@register.simple_tag(takes_context=True)
def languages(context: Context) -> list[Language]:
    """The language switch, in each language's own name: it stays on the page and keeps what the reader asked for."""
    request, here, urls = context["request"], _language(context), _in_languages(context)
    return [
        Language(code, name, _with_query(request, urls[code]), code == here)
        for code, name in settings.LANGUAGES
    ]


@known
@register.simple_tag(takes_context=True)
def site_sections(context: Context) -> list[Section]:
    here = _url_name(context["request"])
    family = here.partition("_")[0]
    openings = _openings(_language(context), get_script_prefix(), get_urlconf())
    return [
        Section(name, url, "page" if here == opening else "true" if family in families else "")
        for (name, url), (_name, opening, families) in zip(openings, SECTIONS, strict=True)
    ]


@lru_cache(16)
def _openings(*_where: str | None) -> list[tuple[str, str]]:
    """Name and address of each section."""
    return [(str(name), address(opening)) for name, opening, _families in SECTIONS]


@known
@register.simple_tag(takes_context=True)
def beside(context: Context) -> list[Beside]:
    """The data of this page, then the feeds that follow it; nothing beside an error or what only one reader may see."""
    request = context["request"]
    if context.get("is_preview"):
        return []
    if "beside" not in request.__dict__:
        request.__dict__["beside"] = [*data_beside(request), *feeds_beside(request)]
    return request.__dict__["beside"]


@known
@register.simple_tag(takes_context=True)
def everyones(context: Context) -> str:
    """Absolute address of this page without its language: it leads each reader to their own."""
    request = context["request"]
    path = request.path.removeprefix(f"/{_language(context)}")
    return absolute(request, path if _url_name(request) else "/")


@known
def querystring(context: Context, **changes: str | int) -> str:
    """What a reader asked for, with other values: a link within the page's own address."""
    query = context["request"].GET.copy()
    for name, value in changes.items():
        query[name] = str(value)
    return f"?{query.urlencode()}"


@register.simple_tag(takes_context=True)
def words_of_block(context: Context, name: str) -> SafeString:
    """What the page writes in a block, said again elsewhere: fit for an attribute, as it was escaped there."""
    return in_attribute(BlockNode(name, NodeList()).render(context))


@known
@register.simple_tag(takes_context=True)
def structured(context: Context) -> SafeString:
    """What the page says to machines, or else at least the way to it. At its end, near the words that it repeats: there it costs
    almost nothing compressed. A preview says nothing."""
    if "structured_data" in context:
        return context["structured_data"]
    crumbs, request = context.get("crumbs"), context["request"]
    return data_block(breadcrumb_list(request, crumbs)) if crumbs and _url_name(request) else SafeString("")


@known
@register.simple_tag
def page_numbers(page: Page[Any]) -> list[int | str]:
    """Page numbers around this one, the gaps as the paginator's ellipsis."""
    return list(page.paginator.get_elided_page_range(page.number, on_each_side=2, on_ends=1))


def _chosen(field: BoundField) -> Iterator[tuple[str, str]]:
    """The raw values a reader gave to a field, each with the words that stand for it."""
    raw = field.data
    values = raw if isinstance(raw, list | tuple) else [raw]
    words = {str(value): str(label) for value, label in getattr(field.field, "choices", ())}
    for value in values:
        if value not in (None, ""):
            yield str(value), words.get(str(value), str(value))


@known
@register.simple_tag(takes_context=True)
def active_filters(context: Context, filterset: FilterSet) -> list[ActiveFilter]:
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
