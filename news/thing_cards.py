"""The card of what is no article, where its address is shared: what kind of thing, its title, the site; or the site's own."""

import re
from functools import cache
from typing import Any

from django.conf import settings
from django.core.files.storage import default_storage
from django.db.models import Model
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.text import capfirst
from django.utils.translation import get_language, gettext, override

from news.article_cards import SharedCard, card_bytes
from news.kinds import Kind, kind_named, kind_of
from news.pictures.cards import Card
from news.pictures.making import made_once
from news.pictures.serving import FOR_EVER, file_response

NAME = re.compile(
    r"cards/(?P<kind>[a-z]+)/(?P<key>[-\w]+)\.(?P<language>en|ru|be)\.(?P<digest>[0-9a-f]{20})\.png"
)
SITE = "site"


def thing_card(thing: Model) -> SharedCard:
    """In the language of the page; drawn when somebody asks for it."""
    kind = _kind(kind_of(thing))
    language = get_language() or "en"
    card = _card(kind, thing, language)
    alt = gettext("%(kind)s: %(headline)s") % {"kind": card.kind, "headline": card.headline}
    return SharedCard(default_storage.url(_name(kind.name, kind.key(thing), language, card)), alt)


def site_card() -> SharedCard:
    language = get_language() or "en"
    return SharedCard(default_storage.url(_site_name(language)), str(settings.SITE_NAME))


@cache
def _site_name(language: str) -> str:
    """Of the site's own card: its words change with the code only."""
    return _name(SITE, SITE, language, _of_site(language))


def thing_card_response(request: HttpRequest, name: str) -> HttpResponse:
    """Of what readers may be led to; 404 for everything else. One query, none for the site's own."""
    match = NAME.fullmatch(name)
    if match is None:
        raise Http404(f"No card {name}")
    card = _card_named(match)
    if (current := _name(match["kind"], match["key"], match["language"], card)) != name:
        # Shared before the title or our drawing changed.
        return redirect("media", current)
    made_once(name, lambda: card_bytes(card))
    return file_response(request, name, card.digest, FOR_EVER)


def _card_named(match: re.Match[str]) -> Card:
    if (match["kind"], match["key"]) == (SITE, SITE):
        return _of_site(match["language"])
    kind = _kind(kind_named(match["kind"]))
    thing: Any = kind.load([match["key"]]).get(match["key"])
    if thing is None or not thing.is_listed:
        raise Http404(f"No card of {match['kind']}:{match['key']}")
    return _card(kind, thing, match["language"])


def _kind(kind: Kind | None) -> Kind:
    """Articles have cards of their own, with a picture and a day."""
    if kind is None or not kind.has_page or kind.name == "article":
        raise Http404("No cards of this kind")
    return kind


def _card(kind: Kind, thing: Model, language: str) -> Card:
    with override(language):
        title, _language = kind.title(thing, language)
        return Card(
            kind=capfirst(str(kind.label)), headline=capfirst(title), day="", site=str(settings.SITE_NAME)
        )


def _of_site(language: str) -> Card:
    with override(language):
        return Card(kind="", headline=str(settings.SITE_TAGLINE), day="", site=str(settings.SITE_NAME))


def _name(kind: str, key: str, language: str, card: Card) -> str:
    return f"cards/{kind}/{key}.{language}.{card.digest}.png"
