"""The page of one's own second step, and the page by which a superuser helps somebody who has lost it."""

import secrets
from base64 import b32encode
from io import BytesIO
from typing import Any

import segno
from django.contrib import messages
from django.contrib.auth import get_user_model
from django.contrib.auth.models import AbstractUser
from django.core import signing
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseBadRequest, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from news import audit
from news.signing_in import lock_out, second_step, sessions
from news.signing_in.forms import CodeForm

NEW_KEY = "new_key"
KEY_BYTES = 20  # RFC 4226, 4: at least 128 bits, 160 recommended
SALT = "news.signing_in.codes"
KEPT_FOR = 900  # seconds in which codes just shown can be saved as a file


@never_cache
@sensitive_post_parameters()
@require_http_methods(["GET", "POST"])
def second_step_page(request: HttpRequest, frame: dict[str, Any]) -> HttpResponse:
    """`frame`: what every page of the desk is given."""
    user = request.user
    is_set_up = second_step.is_set_up(user)
    context = frame | {"title": _("Second step"), "is_set_up": is_set_up}
    if request.method == "POST" and request.POST.get("act") == "renew" and is_set_up:
        return _shown_once(request, context, second_step.renew_codes(user))
    if is_set_up and "replace" not in request.GET:
        return render(request, "admin/second_step.html", context | {"left": second_step.codes_left(user)})
    return _set_up(request, context)


def _set_up(request: HttpRequest, context: dict[str, Any]) -> HttpResponse:
    user = request.user
    key = request.session.setdefault(NEW_KEY, secrets.token_hex(KEY_BYTES))
    form = CodeForm(request.POST or None)
    if form.is_valid():
        codes = second_step.set_up(user, key, form.cleaned_data["code"])
        if codes is not None:
            _begin_anew(request)
            return _shown_once(request, context, codes)
        form.add_error("code", _("This is not the code of this key. Is the clock of your phone right?"))
    device = second_step.new_device(user, key)
    return render(
        request,
        "admin/second_step_set_up.html",
        context
        | {
            "form": form,
            "square": square_code(device.config_url),
            "address": device.config_url,
            "key": in_fours(b32encode(device.bin_key).decode()),
            "is_required": second_step.is_required(user),
        },
    )


def _begin_anew(request: HttpRequest) -> None:
    """This session has come in by two steps; every other one of the account came in without and ends."""
    del request.session[NEW_KEY]
    request.session[sessions.SECOND_STEP] = True
    request.session.cycle_key()
    sessions.end_sessions(request.user, except_for=request.session.session_key)


def _shown_once(request: HttpRequest, context: dict[str, Any], codes: list[str]) -> HttpResponse:
    kept = signing.dumps([request.user.pk, codes], salt=SALT, compress=True)
    context |= {"title": _("Recovery codes"), "codes": list(map(in_fives, codes)), "kept": kept}
    return render(request, "admin/second_step_codes.html", context)


@never_cache
@require_POST
def codes_as_text(request: HttpRequest) -> HttpResponse:
    """The codes of the page that was just shown, which sends them itself, signed: they are kept nowhere."""
    try:
        owner, codes = signing.loads(request.POST.get("kept", ""), salt=SALT, max_age=KEPT_FOR)
    except signing.BadSignature:
        return HttpResponseBadRequest(
            _("These codes are shown no more. Make new ones."), content_type="text/plain; charset=utf-8"
        )
    if owner != request.user.pk:
        raise PermissionDenied
    name = request.user.get_username()
    lines = [_("Recovery codes of %(name)s, each good once:") % {"name": name}, "", *map(in_fives, codes), ""]
    headers = {"Content-Disposition": 'attachment; filename="recovery-codes.txt"'}
    return HttpResponse("\r\n".join(lines), content_type="text/plain; charset=utf-8", headers=headers)


def square_code(text: str) -> SafeString:
    """SVG without a style: dark on light whatever the theme, since scanners read no other."""
    out = BytesIO()
    segno.make(text, error="m").save(
        out,
        kind="svg",
        xmldecl=False,
        svgns=True,
        omitsize=True,
        dark="#000",
        light="#fff",
        border=4,
        svgclass="square",
        lineclass=None,
    )
    return mark_safe(out.getvalue().decode())


def in_fours(key: str) -> str:
    return " ".join(key[at : at + 4] for at in range(0, len(key), 4))


def in_fives(code: str) -> str:
    return "-".join(code[at : at + 5] for at in range(0, len(code), 5))


@never_cache
@require_http_methods(["GET", "POST"])
def access_page(request: HttpRequest, pk: int, frame: dict[str, Any]) -> HttpResponse:
    if not request.user.is_superuser:
        raise PermissionDenied
    account = get_object_or_404(get_user_model(), pk=pk)
    if request.method == "POST":
        if act := HELP.get(request.POST.get("act", "")):
            messages.info(request, act(account, request.user))
        return HttpResponseRedirect(request.path)
    context = frame | {
        "title": _("How %(name)s comes in") % {"name": account.get_username()},
        "account": account,
        "is_set_up": second_step.is_set_up(account),
        "left": second_step.codes_left(account),
        "is_required": second_step.is_required(account),
    }
    return render(request, "admin/access.html", context)


def _take_away(account: AbstractUser, by: AbstractUser) -> str:
    if not second_step.take_away(account, by=by):
        return _("There is no second step to take away.")
    sessions.end_sessions(account)
    return _(
        "The second step is taken away and every session has ended. At the next log-in the account sets up a new one."
    )


def _let_in(account: AbstractUser, by: AbstractUser) -> str:
    lock_out.let_in_again(account.get_username())
    audit.record(account, by=by, act="let_in")
    return _("Wrong attempts at this account are forgotten.")


def _end_sessions(account: AbstractUser, by: AbstractUser) -> str:
    ended = sessions.end_sessions(account)
    audit.record(account, by=by, act="end_sessions", new={"times": ended})
    return _("Sessions ended: %(number)d.") % {"number": ended}


HELP = {"take_away": _take_away, "let_in": _let_in, "end_sessions": _end_sessions}
