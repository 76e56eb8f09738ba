"""The social card of an article's version: what is on it, what it is called, and who may see it."""

import re
from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.core.files.storage import default_storage
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext, override

from config.web import dates
from news.models import ArticleVersion
from news.pictures.cards import HEIGHT, WIDTH, Card, draw_card
from news.pictures.making import decoded, made_once
from news.pictures.serving import FOR_EVER, file_response

NAME = re.compile(
    r"cards/(?P<slug>[-\w]+)-(?P<language>[a-z]{2})-(?P<number>\d{1,6})-(?P<digest>[0-9a-f]{20})\.(?:png|jpg)"
)


@dataclass(frozen=True, slots=True)
class SharedCard:
    """What a page says of its card. `alt` in the language of the page."""

    url: str
    alt: str
    width: int = WIDTH
    height: int = HEIGHT


def card_of(version: ArticleVersion, published_at: datetime) -> Card:
    """`version` with its article and lead picture; `published_at`: when its language was first public."""
    image = version.lead_image
    with override(version.language):
        return Card(
            kind=str(version.article.get_kind_display()),
            headline=version.headline,
            day=dates.local_day(published_at),
            site=str(settings.SITE_NAME),
            picture=image.original if image and image.sha256 else None,
            file=image.file.name if image and image.sha256 else "",
        )


def card_name(version: ArticleVersion, card: Card) -> str:
    """What it is called in the store: by what it is of, and by its content."""
    of = f"{version.article.slug}-{version.language}-{version.number}"
    return f"cards/{of}-{card.digest}.{card.extension}"


def shared_card(version: ArticleVersion, published_at: datetime) -> SharedCard:
    """For the page of a public version; drawn when somebody asks for it."""
    name = card_name(version, card_of(version, published_at))
    alt = gettext("%(kind)s: %(headline)s") % {
        "kind": version.article.get_kind_display(),
        "headline": version.headline,
    }
    return SharedCard(default_storage.url(name), alt)


def card_bytes(card: Card) -> bytes:
    return draw_card(card, decoded)


def make_card(version: ArticleVersion, published_at: datetime) -> bool:
    """Whether it was made now."""
    card = card_of(version, published_at)
    return made_once(card_name(version, card), lambda: card_bytes(card))


def card_response(request: HttpRequest, name: str) -> HttpResponse:
    """The card of a version that is or was public, by its name; 404 for a draft's. One query."""
    match = NAME.fullmatch(name)
    if match is None:
        raise Http404(f"No card {name}")
    versions = ArticleVersion.objects.been_public().with_published_at().without_texts().for_reading()
    version = versions.filter(
        article__slug=match["slug"], language=match["language"], number=match["number"]
    ).first()
    if version is None:
        raise Http404(f"No card {name}")
    card = card_of(version, version.published_at)
    if (current := card_name(version, card)) != name:
        # Shared before the picture's focal point or our drawing changed.
        return redirect("media", current)
    make_card(version, version.published_at)
    return file_response(request, name, card.digest, FOR_EVER)
