"""A form sent after its session had ended: it is carried through the signing in, and sent on by whoever sent it.

Only what came with this site's own token gets here (Django refuses anything else before), so nobody is led to send on what
somebody else wrote.
"""

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest, HttpResponse, QueryDict
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
    name = (request.resolver_match and request.resolver_match.url_name) or ""
    return (
        request.method == "POST"
        and not request.user.is_authenticated
        and "text/html" in request.headers.get("accept", "")
        and not name.startswith(NOT_CARRIED)
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
    context = {
        "title": _("Signed in again"),
        "address": address,
        "carried": [(name.removeprefix(CARRIED), value) for name, value in sent if name != FILES],
        "loses_files": (FILES, "1") in sent,
    }
    return render(request, "admin/go_on.html", context)


def pairs(sent: QueryDict) -> list[tuple[str, str]]:
    """(name, value) of everything that was sent, in order."""
    return [
        (name, value) for name, values in sent.lists() if name != "csrfmiddlewaretoken" for value in values
    ]
