"""Whole addresses, for machines that read a page away from where it was served."""

from django.conf import settings
from django.http import HttpRequest


def absolute(request: HttpRequest, path: str) -> str:
    """The path under SITE_URL if that is set, else under the address of the request."""
    return f"{settings.SITE_URL}{path}" if settings.SITE_URL else request.build_absolute_uri(path)
