"""What every template may read: the site's name, its address, and today's date (pages are cached for one day at most)."""

from functools import cache
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import get_language

from config.web.addresses import site_of


def site(request: HttpRequest) -> dict[str, Any]:
    name, tagline = _called(get_language())
    return {
        "SITE_NAME": name,
        "SITE_TAGLINE": tagline,
        "SITE_URL": site_of(request),
        "today": timezone.localdate(),
    }


@cache
def _called(_language: str | None) -> tuple[str, str]:
    """Name and words of the site in the active language."""
    return str(settings.SITE_NAME), str(settings.SITE_TAGLINE)
