"""What stands beside each kind of page: its data, the feeds that follow it, and why some page has no data of its own.

Pages are named by their addresses' names, as the sections of the frame are; a test asks for every page there is.
"""

from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Any, NamedTuple

from django.http import HttpRequest
from django.urls import ResolverMatch
from django.utils.functional import Promise
from django.utils.http import urlencode
from django.utils.translation import gettext_lazy as _

from config.web.addresses import address, whose
from config.web.data_files import MEDIA_TYPES
from config.web.feeds import FORMS

KEPT = 512  # pages whose feeds are kept


def _list(name: str) -> tuple[str, ...]:
    return (f"{name}_json", f"{name}_csv")


LISTS = (
    *("article_list", "correction_list", "topic_list", "person_list", "figure_list", "source_list"),
    *("agreement_list", "agreement_matrix", "agreement_relations", "agreement_delivery", "agreement_changes"),
    *("route_list", "station_list", "alert_list", "timeline"),
)
# {page: the addresses of its data, of the same parts and the same query}
TWINS: dict[str, tuple[str, ...]] = {
    **{name: _list(name) for name in LISTS},
    "article_detail": ("article_json",),
    "article_version": ("article_version_json",),
    "article_versions": ("article_json",),
    "topic_detail": ("topic_json",),
    "person_detail": ("person_json",),
    "figure_detail": ("figure_json", "figure_csv"),
    "source_detail": ("source_json",),
    "agreement_detail": ("agreement_json", "agreement_actions_csv"),
    "agreement_calendar": ("agreement_calendar_ics",),
    "agreement_text": ("agreement_text_akn",),
    "route_detail": ("route_json",),
    "station_detail": ("station_json",),
    "timetable_detail": _list("timetable"),
}
# Why a page has none, for those who work on the site.
WITHOUT: dict[str, str] = {
    "home": "It shows what the lists hold; each list has its data.",
    "about": "It is prose about the site.",
    "editorial_policy": "It is prose about the site.",
    "data_page": "It tells of the data.",
    "follow": "It tells of the feeds.",
    "agreement_data": "It tells of the data.",
    "agreement_glossary": "Its terms stand in the column key of the register.",
    "agreement_checks": "What is doubted stands in the data of each agreement.",
    "agreement_texts": "Each text has its data as Akoma Ntoso.",
    "agreement_compare": "Each of the two texts has its data as Akoma Ntoso.",
    "article_compare": "Each of the two versions has its data.",
    "search": "It is made of free words and kept nowhere.",
    "journey_search": "Journeys are computed from the GTFS feed, which holds all of it.",
    "station_departures": "It changes with each train; the GTFS feed holds all of it.",
    "mistake_report": "It is a form.",
    "mistake_reported": "It is a form.",
}
NEWS = ("article_feed", _("News"))
CORRECTIONS = ("correction_feed", _("Corrections"))
REGISTER = ("agreement_change_feed", _("What changed in the register"))
RAILWAY = ("route_change_feed", _("What changed on the railway"))
NOTICES = ("alert_feed", _("Notices"))
ALL = (NEWS, CORRECTIONS, REGISTER, RAILWAY, NOTICES)
THIS = _("What changes on this page")
# {page: the feeds that follow it, by the name of their Atom form}
FEEDS: dict[str, tuple[tuple[str, str | Promise], ...]] = {
    **dict.fromkeys(("home", "follow", "data_page"), ALL),
    "article_list": (NEWS, CORRECTIONS),
    "correction_list": (CORRECTIONS,),
    "topic_detail": (("topic_feed", THIS),),
    "person_detail": (("person_feed", THIS),),
    **dict.fromkeys(("agreement_list", "agreement_changes"), (REGISTER,)),
    "agreement_detail": (("agreement_feed", THIS), REGISTER),
    **dict.fromkeys(("route_list", "station_list", "station_detail"), (RAILWAY, NOTICES)),
    "route_detail": (("route_feed", THIS), NOTICES),
    "alert_list": (NOTICES,),
}
WORDS = {
    "json": "JSON",
    "csv": "CSV",
    "ics": "ICS",
    "akn.xml": "Akoma Ntoso",
    "atom": "Atom",
    "feed.json": "JSON Feed",
}


class Beside(NamedTuple):
    """One file. `form`: in words; `title`: of a feed, what it follows."""

    url: str
    media_type: str
    form: str
    title: str = ""


def data_beside(request: HttpRequest) -> list[Beside]:
    """With the query of the page, but not its number: data has pages of its own."""
    match = _match(request)
    if match is None:
        return []
    query = {name: request.GET.getlist(name) for name in request.GET if name != "page"}
    asked = f"?{urlencode(query, doseq=True)}" if query else ""
    return [_beside(name, match.kwargs, asked) for name in TWINS.get(match.url_name or "", ())]


def data_of(page: str) -> list[Beside]:
    """Of a page whose address has no parts."""
    return [_beside(name, {}, "") for name in TWINS[page]]


def feeds_beside(request: HttpRequest) -> Sequence[Beside]:
    match = _match(request)
    return _feeds(match.url_name or "", tuple(match.kwargs.items()), *whose()) if match else ()


@lru_cache(KEPT)
def _feeds(page: str, parts: tuple[tuple[str, Any], ...], *_whose: str | None) -> Sequence[Beside]:
    return tuple(
        _beside(f"{feed}{mark}", dict(parts) if title is THIS else {}, "", str(title))
        for feed, title in FEEDS.get(page, ())
        for mark in FORMS.values()
    )


def _match(request: HttpRequest) -> ResolverMatch | None:
    return request.resolver_match


def _beside(name: str, parts: Mapping[str, Any], query: str, title: str = "") -> Beside:
    url = address(name, **parts)
    suffix = url.rpartition("/")[2].partition(".")[2]
    return Beside(url + query, _media_type(suffix), WORDS.get(suffix, suffix), title)


def _media_type(suffix: str) -> str:
    return "application/akn+xml" if suffix == "akn.xml" else MEDIA_TYPES[suffix].partition(";")[0]
