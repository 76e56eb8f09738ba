"""Forms keep what is typed in the browser (js/desk/form_keeping.js); the server tells it what was saved."""

import re
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from news.admin.keeping.words import form_keeping_words

# Read and emptied by the script on the next page of the desk.
COOKIE = "desk_saved"
NAME = re.compile(r"[0-9a-z]{1,40}")
MOST_NAMES = 20
DAY = 24 * 3600


class FormKeeping:
    """Mixed into RecordAdmin."""

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], **kwargs: Any
    ) -> HttpResponse:
        context["form_keeping"] = form_keeping(request)
        return super().render_change_form(request, context, **kwargs)

    def save_related(self, request: HttpRequest, *args: Any) -> None:
        super().save_related(request, *args)
        request.is_saved = True

    def changeform_view(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        response = super().changeform_view(request, *args, **kwargs)
        return saved(request, response) if getattr(request, "is_saved", False) else response


def form_keeping(request: HttpRequest) -> dict[str, Any]:
    """For a page with such a form. `unsaved`: it was sent, and came back with what is still only in it."""
    return {
        "editor": request.user.pk,
        "path": settings.SESSION_COOKIE_PATH,
        "unsaved": request.method == "POST",
        "words": form_keeping_words(),
    }


def saved(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    """The answer to a form whose words the site holds now: the browser may forget them."""
    # Its own, and those whose text was taken into it.
    names = [name for name in request.POST.getlist("_typed") if NAME.fullmatch(name)]
    if not names:
        return response
    before = [each for each in request.COOKIES.get(COOKIE, "").split(".") if NAME.fullmatch(each)]
    response.set_cookie(
        COOKIE,
        ".".join([*before, *names][-MOST_NAMES:]),
        max_age=30 * DAY,
        path=settings.SESSION_COOKIE_PATH,
        secure=settings.SESSION_COOKIE_SECURE,
        samesite="Lax",
    )
    return response
