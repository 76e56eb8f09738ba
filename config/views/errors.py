"""What readers see when an address or a request is wrong. 500.html is a plain file that needs nothing to work."""

from django.contrib.sessions.exceptions import SessionInterrupted
from django.core.exceptions import DisallowedHost, TooManyFieldsSent
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.translation import gettext

from config.views.unsaved import FAULT, cause, something_broke
from config.web.data_files import asks_for_data, problem
from config.web.refusals import NotHere, NotUnderstood


def page_not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    reason = str(exception) if isinstance(exception, NotHere) else ""
    if asks_for_data(request):
        return problem(404, gettext("There is no page at this address"), reason)
    return render(request, "404.html", {"reason": reason}, status=404)


def request_not_understood(request: HttpRequest, exception: Exception) -> HttpResponse:
    if isinstance(exception, DisallowedHost | TooManyFieldsSent):
        # The frame around a page names addresses of this site and keeps what was asked for: this request came under none of
        # them, or asks for more than anybody reads.
        return HttpResponse(render_to_string("400.html"), status=400)
    if isinstance(exception, SessionInterrupted) and cause(exception) != FAULT:
        # Django takes every failure to keep a session for an end of the session.
        return something_broke(request)
    reason = str(exception) if isinstance(exception, NotUnderstood) else ""
    if asks_for_data(request):
        return problem(400, gettext("This request could not be understood"), reason)
    return render(request, "400.html", {"reason": reason}, status=400)
