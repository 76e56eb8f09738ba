"""Addresses for machines and for the first step in: robots, pictures, the choice of a language."""

from datetime import timedelta

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.templatetags.static import static
from django.urls import reverse
from django.utils import timezone
from django.utils.cache import patch_cache_control, patch_vary_headers
from django.utils.translation import get_language_from_request, override
from django.views.decorators.http import require_safe

from config.web.addresses import absolute
from news.agreements.texts.document_files import document_response, is_document
from news.article_cards import card_response
from news.listing import first_public_since
from news.models import ArticleVersion, Image
from news.pictures.serving import picture_response
from news.thing_cards import thing_card_response

CONTACT_IS_GOOD_FOR = timedelta(days=180)
SIGN_IS_GOOD_FOR = 24 * 3600  # seconds
# What the news sitemap holds: so long after it was first public, and so many.
NEWS_FOR = timedelta(hours=48)
MOST_NEWS = 1_000
# By the letter of their short addresses; agreements go by their number, under /a/.
SHORT = {
    "n": "article_detail",
    "f": "figure_detail",
    "p": "person_detail",
    "r": "route_detail",
    "s": "station_detail",
    "t": "topic_detail",
}


@require_safe
def choose_language(request: HttpRequest) -> HttpResponse:
    """`/`: to the front page in the first language the reader's browser asks for and the site has; English otherwise."""
    return _in_readers_language(request, "home")


@require_safe
def short_address(request: HttpRequest, page: str, slug: str) -> HttpResponse:
    """`/n/council`: to the page of that thing in the reader's language. No query: the page says if there is no such thing."""
    return _in_readers_language(request, page, slug=slug)


def _in_readers_language(request: HttpRequest, page: str, **parts: str) -> HttpResponse:
    """For now (302), as the next reader of the same address may ask for another language; caches are told so."""
    with override(get_language_from_request(request)):
        response = HttpResponseRedirect(reverse(page, kwargs=parts))
    patch_vary_headers(response, ["Accept-Language"])
    return response


@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    site = settings.SITE_URL or f"{request.scheme}://{request.get_host()}"
    lines = [
        "User-agent: *",
        "Disallow: /admin/",
        *(f"Disallow: /{code}/{part}" for code, _ in settings.LANGUAGES for part in ("search/?", "report/")),
    ]
    lines += ["", *(f"Sitemap: {site}{reverse(name)}" for name in ("sitemap", "news_sitemap")), ""]
    return HttpResponse("\n".join(lines), content_type="text/plain; charset=utf-8")


@require_safe
def security_txt(request: HttpRequest) -> HttpResponse:
    """To whom one reports a hole (RFC 9116); nothing where SECURITY_CONTACT says nobody."""
    if not settings.SECURITY_CONTACT:
        raise Http404
    expires = timezone.now().replace(hour=0, minute=0, second=0, microsecond=0) + CONTACT_IS_GOOD_FOR
    lines = [
        f"Contact: {settings.SECURITY_CONTACT}",
        f"Expires: {expires.isoformat()}",
        f"Preferred-Languages: {', '.join(code for code, _ in settings.LANGUAGES)}",
        f"Canonical: {settings.SITE_URL or request.build_absolute_uri('/').rstrip('/')}{request.path}",
        "",
    ]
    return HttpResponse("\n".join(lines), content_type="text/plain; charset=utf-8")


@require_safe
def favicon(request: HttpRequest) -> HttpResponse:
    """Where browsers, and readers of feeds, look for the site's sign beside what is no page. For a day, as a new one would have
    another address."""
    response = HttpResponseRedirect(static("img/favicon.ico"))
    patch_cache_control(response, public=True, max_age=SIGN_IS_GOOD_FOR)
    return response


@require_safe
def news_sitemap(request: HttpRequest) -> HttpResponse:
    """https://www.google.com/schemas/sitemap-news/0.9: what was first public in the last two days, in each language."""
    newest = first_public_since(timezone.now() - NEWS_FOR, MOST_NEWS)
    context = {"news": [(_own_address(request, each), each) for each in newest], "site": settings.SITE_NAME}
    return render(request, "sitemap_news.xml", context, content_type="application/xml")


def _own_address(request: HttpRequest, version: ArticleVersion) -> str:
    with override(version.language):
        return absolute(request, version.article.get_absolute_url())


@require_safe
def media(request: HttpRequest, name: str) -> HttpResponseBase:
    """A picture or a social card that something public shows, or a document of a public text, by its stored name."""
    if name.startswith("cards/"):
        return (thing_card_response if name.count("/") == 2 else card_response)(request, name)
    if is_document(name):
        return document_response(request, name)
    return picture_response(request, name, Image.objects.used_in_public(), public=True)
