"""After some wrong attempts an account, or an address, is asked to wait. django-axes counts; here is what it says and keeps."""

from typing import Any

from axes.models import AccessAttempt
from axes.utils import reset
from django.conf import settings
from django.db.models.signals import pre_save
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


def connect_signals() -> None:
    pre_save.connect(_keep_nothing_typed, AccessAttempt, dispatch_uid="news.signing_in")


def _keep_nothing_typed(instance: AccessAttempt, **kwargs: object) -> None:
    """An attempt counts; the words of a form that was sent with it are nobody's business."""
    instance.get_data = instance.post_data = ""


def locked_out(
    request: HttpRequest, response: HttpResponse | None = None, credentials: dict[str, Any] | None = None
) -> HttpResponse:
    """The same page for an account that exists and for one that does not."""
    seconds = int(settings.AXES_COOLOFF_TIME.total_seconds())
    context = {"minutes": seconds // 60}
    page = render(request, "admin/locked_out.html", context, status=429)
    page["Retry-After"], page["Cache-Control"] = str(seconds), "no-store"
    return page


def let_in_again(username: str) -> int:
    """How many counts were forgotten: the account's, not those of addresses."""
    return reset(username=username)
