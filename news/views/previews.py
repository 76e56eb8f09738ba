"""Texts that are not public yet, in their page's own template: for the desk, and by a link for somebody without an account."""

from collections.abc import Callable
from functools import partial

from django.core import signing
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone, translation
from django.views.decorators.http import require_safe

from config.web.media import pictures_at
from news import preview_links
from news.article_history import version_address
from news.article_notices import Notice
from news.article_preview import guest_notice, pictures_of, preview_page
from news.models import ArticleVersion, PreviewLink
from news.pictures.serving import picture_response
from news.views.article_context import article_context

# Nobody keeps it, lists it, or is told where its reader came from.
PRIVATE = {
    "Cache-Control": "no-store, private",
    "X-Robots-Tag": "noindex, nofollow, noarchive",
    "Referrer-Policy": "no-referrer",
}


def preview_response(
    request: HttpRequest,
    version: ArticleVersion,
    *,
    notice: Callable[[ArticleVersion], Notice] | None = None,
    pictures: str = "",
) -> TemplateResponse:
    """The version's page in its own language, made at once. `pictures`: the address they are asked for under."""
    with translation.override(version.language), pictures_at(pictures):
        notices = [notice(version)] if notice else []
        page = preview_page(version, timezone.now(), *notices)
        context = article_context(request, page) | {"structured_data": "", "is_preview": True}
        response = TemplateResponse(request, "news/article_detail.html", context, headers=PRIVATE)
        response["Content-Language"] = version.language
        return response.render()


@require_safe
def article_preview(request: HttpRequest, token: str) -> HttpResponse:
    """What a link shows: the draft as it was last kept; once it is public, its page."""
    link = _link(token)
    if link is None:
        return _closed(request)
    version = link.version
    if version.live_from and version.live_from <= timezone.now():
        return _private(redirect(version_address(version)))
    notice = partial(guest_notice, until=link.expires_at)
    pictures = reverse("article_preview_picture", args=[token, "-"])[:-1]
    return preview_response(request, version, notice=notice, pictures=pictures)


@require_safe
def article_preview_picture(request: HttpRequest, token: str, name: str) -> HttpResponse:
    """A picture of that draft, public or not. What else the page shows is public, and has its own address."""
    link = _link(token)
    if link is None:
        raise Http404
    try:
        return _private(picture_response(request, name, pictures_of(link.version)))
    except Http404:
        return _private(redirect("media", name))


def _link(token: str) -> PreviewLink | None:
    """An open link. A token that this site never made is an address like any other that leads nowhere."""
    try:
        link = preview_links.link_of(token)
    except signing.BadSignature:
        raise Http404 from None
    return link if preview_links.is_open(link) else None


def _closed(request: HttpRequest) -> HttpResponse:
    """One answer to expired, taken back and discarded: nothing tells whether there is a text."""
    return TemplateResponse(request, "news/article_preview_closed.html", status=410, headers=PRIVATE)


def _private(response: HttpResponse) -> HttpResponse:
    for name, value in PRIVATE.items():
        response[name] = value
    return response
