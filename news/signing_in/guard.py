"""Stands before every page of the desk: who must set up a second step does, and who acts shows again who they are.

Neither costs a word: what was sent is carried by the page that asks, and goes on with its answer.
"""

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from news.signing_in import second_step, sessions
from news.signing_in.ended import pairs
from news.signing_in.forms import ShowAgainForm

# Open before the second step is set up.
OPEN = frozenset(
    (
        "second_step",
        "second_step_codes",
        "password_change",
        "password_change_done",
        "logout",
        "login",
        "jsi18n",
    )
)
# Sent to these, readers see something else than before, or somebody else may come in.
ACTS = frozenset(
    (
        *(f"news_article_{act}" for act in ("withdraw", "remove", "merge", "restore", "unmerge")),
        *("news_articleversion_own_text", "news_articleversion_unschedule"),
        *("routes_timetable_publish", "routes_timetable_withdraw", "second_step"),
    )
)
# The buttons of a text's form that are such an act.
ACTS_OF_THE_FORM = frozenset(("publish", "schedule"))
# Accounts and roles: already to look at one of them.
ACCOUNTS = ("auth_user_", "auth_group_")
CARRIED = ShowAgainForm.prefix + "-"
BY_ADDRESS = f"{CARRIED}by-address"


def guard(request: HttpRequest) -> HttpResponse | None:
    """What is answered instead of the page, or None. Whoever is here may enter the desk."""
    name = (request.resolver_match and request.resolver_match.url_name) or ""
    sessions.note_used(request.session)
    in_two_steps = sessions.came_in_two_steps(request.session)
    if not in_two_steps and name not in OPEN and second_step.is_required(request.user):
        return _to_set_up(request)
    if not is_act(request, name):
        return None
    if not sessions.has_shown(request.session):
        return _show_again(request)
    if request.method == "POST":
        sessions.note_shown(request.session)
    return None


def is_act(request: HttpRequest, name: str) -> bool:
    if name.startswith(ACCOUNTS) and not name.endswith("_changelist"):
        return True
    if request.method != "POST":
        return False
    is_of_form = name == "news_articleversion_change" and request.POST.get("_act") in ACTS_OF_THE_FORM
    return name in ACTS or is_of_form


def _to_set_up(request: HttpRequest) -> HttpResponse:
    if request.method != "POST":
        return HttpResponseRedirect(reverse("admin:second_step"))
    context = {"title": _("Set up your second step first"), "carried": carried(request)}
    return render(request, "admin/second_step_first.html", context, status=403)


def _show_again(request: HttpRequest) -> HttpResponse | None:
    """None once the answer is right: then what was sent goes on, without the answer."""
    was_asked = any(name.startswith(CARRIED) for name in request.POST)
    form = ShowAgainForm(request.POST if was_asked else None, request=request)
    if was_asked and form.is_valid():
        sessions.note_shown(request.session)
        request.session.cycle_key()
        if BY_ADDRESS in request.POST:
            return HttpResponseRedirect(request.get_full_path())
        request.POST = without_answer(request.POST)
        return None
    context = {
        "title": _("Show again that it is you"),
        "form": form,
        "carried": carried(request),
        "by_address": BY_ADDRESS if request.method != "POST" or BY_ADDRESS in request.POST else "",
        "loses_files": bool(request.FILES),
    }
    return render(request, "admin/show_again.html", context, status=403)


def without_answer(sent: QueryDict) -> QueryDict:
    left = sent.copy()
    for name in [name for name in left if name.startswith(CARRIED)]:
        del left[name]
    left._mutable = False
    return left


def carried(request: HttpRequest) -> list[tuple[str, str]]:
    """(name, value) of everything that was sent, in order."""
    return pairs(without_answer(request.POST))
