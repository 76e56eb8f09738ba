"""Addresses for machines and for the first step in: robots, pictures, the choice of a language."""

from datetime import timedelta

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.cache import patch_vary_headers
from django.utils.translation import get_language_from_request, override
from django.views.decorators.http import require_safe

from news.article_cards import card_response
from news.models import Image
from news.pictures.serving import picture_response

CONTACT_IS_GOOD_FOR = timedelta(days=180)


@require_safe
def choose_language(request: HttpRequest) -> HttpResponse:
    """`/`: to the front page in the first language the reader's browser asks for and the site has; English otherwise."""
    with override(get_language_from_request(request)):
        response = HttpResponseRedirect(reverse("home"))
    patch_vary_headers(response, ["Accept-Language"])
    return response


@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    site = settings.SITE_URL or f"{request.scheme}://{request.get_host()}"
    lines = [
        "User-agent: *",
        "Disallow: /admin/",
        *(f"Disallow: /{code}/search/" for code, _ in settings.LANGUAGES),
    ]
    lines += ["", f"Sitemap: {site}{reverse('sitemap')}", ""]
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
def picture(request: HttpRequest, name: str) -> HttpResponse:
    """A picture or a social card that something public shows, by its stored name."""
    if name.startswith("cards/"):
        return card_response(request, name)
    return picture_response(request, name, Image.objects.used_in_public(), public=True)
