"""What every template may read: the site's name, its address, and today's date (pages are cached for one day at most)."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils import timezone


def site(request: HttpRequest) -> dict[str, Any]:
    return {
        "SITE_NAME": settings.SITE_NAME,
        "SITE_TAGLINE": settings.SITE_TAGLINE,
        "SITE_URL": settings.SITE_URL or f"{request.scheme}://{request.get_host()}",
        "today": timezone.localdate(),
    }
