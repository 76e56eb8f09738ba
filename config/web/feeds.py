"""What changed, for feed readers: one object, given out as Atom (RFC 4287) and as JSON Feed 1.1."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import wraps
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, path
from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from config.web.addresses import absolute
from config.web.data_files import data_answer, json_text

# Entries of one feed: what changed before them stands on the page that the feed belongs to.
LATEST = 30
VERSION = "https://jsonfeed.org/version/1.1"
# When a feed without entries last said something (RFC 4287 wants a moment): never. The moment of asking would differ each time.
NEVER = datetime(1970, 1, 1, tzinfo=UTC)
# What an address ends with, and what is added to the name of the address of the Atom form.
FORMS = {"atom": "", "feed.json": "_json"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """`url`: a path of this site. `name`: by which readers know the entry again, where that is not its address. `summary`: plain
    words. `language`: of title and summary, where it is not the feed's."""

    url: str
    title: str
    summary: str
    published: datetime
    updated: datetime | None = None
    name: str = ""
    language: str = ""
    categories: Sequence[str] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Feed:
    """`page`: the path of what it follows. The latest entry first."""

    title: str
    description: str
    page: str
    items: Sequence[Item]

    @property
    def updated(self) -> datetime:
        return max((each.updated or each.published for each in self.items), default=NEVER)


class Atom(Atom1Feed):
    """Django's, but an entry may be in another language, and what has no entries is not as new as the question."""

    def latest_post_date(self) -> datetime:
        moment: datetime = self.feed["updated"]
        return moment

    def item_attributes(self, item: dict[str, Any]) -> dict[str, str]:
        return {"xml:lang": item["language"]} if item["language"] else {}


def feed_view(make: Callable[..., Feed]) -> Callable[..., HttpResponse]:
    """Turns what makes a feed of the parts of an address into the view of both forms."""

    @require_safe
    @wraps(make)
    def view(request: HttpRequest, form: str, **parts: Any) -> HttpResponse:
        feed = make(**parts)
        body = as_atom(feed, request) if form == "atom" else json_text(as_json(feed, request))
        return data_answer(form, body)

    return view


def feed_paths(address: str, view: Callable[..., HttpResponse], name: str) -> Iterator[URLPattern]:
    for form, mark in FORMS.items():
        yield path(f"{address}.{form}", view, {"form": form}, name=f"{name}{mark}")


def as_atom(feed: Feed, request: HttpRequest) -> str:
    told = Atom(
        title=feed.title,
        link=absolute(request, feed.page),
        description=feed.description,
        subtitle=feed.description,
        language=get_language(),
        feed_url=absolute(request, request.path),
        author_name=str(settings.SITE_NAME),
        updated=feed.updated,
    )
    for item in feed.items:
        address = absolute(request, item.url)
        told.add_item(
            title=item.title,
            link=address,
            description=item.summary,
            unique_id=item.name or address,
            pubdate=item.published,
            updateddate=item.updated or item.published,
            categories=list(item.categories),
            language=item.language,
        )
    return str(told.writeString("utf-8"))


def as_json(feed: Feed, request: HttpRequest) -> dict[str, Any]:
    """https://www.jsonfeed.org/version/1.1/"""
    return {
        "version": VERSION,
        "title": feed.title,
        "description": feed.description,
        "home_page_url": absolute(request, feed.page),
        "feed_url": absolute(request, request.path),
        "language": get_language(),
        "authors": [{"name": str(settings.SITE_NAME), "url": absolute(request, f"/{get_language()}/")}],
        "items": [_entry(item, request) for item in feed.items],
    }


def _entry(item: Item, request: HttpRequest) -> dict[str, Any]:
    address = absolute(request, item.url)
    told = {
        "id": item.name or address,
        "url": address,
        "title": item.title,
        "content_text": item.summary or item.title,
        "summary": item.summary,
        "date_published": item.published.isoformat(),
        "date_modified": (item.updated or item.published).isoformat(),
        "language": item.language or get_language(),
        "tags": list(item.categories),
    }
    return {name: value for name, value in told.items() if value}
