"""A form sent after its session had ended: it is carried through the signing in, and sent on by whoever sent it.

Only what came from a page of this site gets here: with its own token, or, where somebody signed in again in another tab and
made the token of this page worthless, with its own origin. So nobody is led to send on what somebody else wrote.
"""

from collections.abc import Mapping
from typing import Any

from django.contrib import admin
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.middleware.csrf import REASON_BAD_ORIGIN
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from news.signing_in.forms import SignInForm

# Before the names of what is carried, which may be those of the form of signing in.
CARRIED = "carried-"
FILES = f"{CARRIED}files"
# Passwords and codes are typed again.
NOT_CARRIED = ("auth_user_", "password_change", "second_step", "login", "logout")


def is_ended(request: HttpRequest) -> bool:
    """A form that a person sent, and no script, which says by itself that the session has ended."""
    return not request.user.is_authenticated and _is_carried(request)


def _is_carried(request: HttpRequest) -> bool:
    return (
        request.method == "POST"
        and "text/html" in request.headers.get("accept", "")
        and not _name(request).startswith(NOT_CARRIED)
    )


def _name(request: HttpRequest) -> str:
    return (request.resolver_match and request.resolver_match.url_name) or ""


def token_refused(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Django calls it where a form's token is none or another's. A browser names the origin with every form, and Django has
    looked at it before it looks at the token."""
    is_ours = "origin" in request.headers and not reason.startswith(REASON_BAD_ORIGIN.partition("%")[0])
    is_of_the_desk = request.path.startswith(reverse("admin:index"))
    if not (is_ours and is_of_the_desk):
        return render(request, "403.html", status=403)
    if _name(request) == "login":
        return HttpResponseRedirect(reverse("admin:login"), status=303)
    if is_ended(request):
        return sign_in_page(request, admin.site.each_context(request))
    if not _is_carried(request):
        return render(request, "403.html", status=403)
    return _to_be_sent_on(
        request, request.get_full_path(), pairs(request.POST), loses_files=bool(request.FILES), status=403
    )


def sign_in_page(request: HttpRequest, frame: Mapping[str, Any]) -> HttpResponse:
    sent = [(f"{CARRIED}{name}", value) for name, value in pairs(request.POST)]
    if request.FILES:
        sent.append((FILES, "1"))
    context = {
        **frame,
        "title": _("Log in"),
        "form": SignInForm(request),
        "app_path": reverse("admin:login"),
        "next": request.get_full_path(),
        "carried": sent,
    }
    return render(request, "admin/sign_in.html", context, status=403)


def still_carried(request: HttpRequest) -> list[tuple[str, str]]:
    """For the page of signing in, where an answer was wrong."""
    return [(name, value) for name, value in pairs(request.POST) if name.startswith(CARRIED)]


def go_on_page(request: HttpRequest, address: str) -> HttpResponse:
    """After the signing in: what was sent, under its own names, to where it was sent."""
    sent = still_carried(request)
    own = [(name.removeprefix(CARRIED), value) for name, value in sent if name != FILES]
    return _to_be_sent_on(request, address, own, loses_files=(FILES, "1") in sent)


def _to_be_sent_on(
    request: HttpRequest, address: str, sent: list[tuple[str, str]], *, loses_files: bool, status: int = 200
) -> HttpResponse:
    context = {
        "title": _("Signed in again"),
        "address": address,
        "carried": sent,
        "loses_files": loses_files,
    }
    return render(request, "admin/go_on.html", context, status=status)


def pairs(sent: QueryDict) -> list[tuple[str, str]]:
    """(name, value) of everything that was sent, in order."""
    return [
        (name, value) for name, values in sent.lists() if name != "csrfmiddlewaretoken" for value in values
    ]
