"""Addresses for machines and for the first step in: robots, pictures, the choice of a language."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.cache import patch_vary_headers
from django.utils.translation import get_language_from_request, override
from django.views.decorators.http import require_safe

from news.article_cards import card_response
from news.models import Image
from news.pictures.serving import picture_response


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
def picture(request: HttpRequest, name: str) -> HttpResponse:
    """A picture or a social card that something public shows, by its stored name."""
    if name.startswith("cards/"):
        return card_response(request, name)
    return picture_response(request, name, Image.objects.used_in_public(), public=True)
