"""What is typed into the form of a text is kept as it is typed, and whoever else has it open is told."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed, JsonResponse
from django.middleware.csrf import get_token
from django.urls import URLPattern, reverse
from django.utils.translation import gettext as _

from config.web.dates import moment
from news import publishing
from news.admin.keeping.requests import BadRequestError, Typed, read_typed
from news.admin.keeping.words import keeping_words
from news.admin.versions.addresses import VersionAddresses
from news.admin.versions.form import VersionForm
from news.keeping import presence, working_copies
from news.keeping.contents import FIELDS, content_of, fingerprint, packed, unpacked
from news.keeping.working_copies import BaseNeededError, Opening, OtherCopyError
from news.models import ArticleVersion, WorkingCopy


class VersionKeeping(VersionAddresses):
    """Mixed into ArticleVersionAdmin."""

    def get_urls(self) -> list[URLPattern]:
        return [*self.addresses({"keep": self.keep_view}), *super().get_urls()]

    def keep_view(self, request: HttpRequest, version: ArticleVersion) -> HttpResponse:
        """GET: who else has it open, and a token for a form that stayed open while its editor signed in again. POST: JSON of
        what is typed (news/admin/keeping/requests.py), or of nothing but that the form is open."""
        if request.method == "GET":
            return JsonResponse(_told(request, version) | {"csrf": get_token(request)})
        if request.method != "POST":
            return HttpResponseNotAllowed(["GET", "POST"])
        try:
            typed = read_typed(request)
        except BadRequestError as error:
            return JsonResponse({"error": str(error.words)}, status=error.status)
        if refusal := _refusal(request, version, typed):
            return JsonResponse({"error": refusal}, status=409)
        if not publishing.may(request.user, "keep", version):
            raise PermissionDenied
        return _keep(request, version, typed)

    def save_model(self, request: HttpRequest, obj: ArticleVersion, form: VersionForm, change: bool) -> None:
        publishing.keep(obj, by=request.user, fields=form.to_keep())
        opening = form.name_of_opening()
        working_copies.after_keeping(obj, by=request.user, opening=opening, typed=form.typed)
        obj.came_in = form.came_in()

    def keeping(self, request: HttpRequest, version: ArticleVersion, form: Any) -> dict[str, Any]:
        """For the page of a version: who else has it open, one's own text that it lacks, and what js/desk/keeping.js needs."""
        copies = list(version.working_copies.select_related("editor"))
        own = next((copy for copy in copies if copy.editor_id == request.user.pk), None)
        taken = getattr(form, "taken", None)
        offered = self.offered_copy(request, version, own) if own and own != taken else {}
        return {
            "others": presence.opened_by(copies, but=request.user),
            "offered": offered,
            "keeping": {
                "editor": request.user.pk,
                "version": version.pk,
                "fields": list(FIELDS),
                "stored": content_of(version),
                "fingerprint": fingerprint(unpacked(form["seen"].value() or "")) if _is_open(form) else "",
                "keep": reverse("admin:news_articleversion_keep", args=[version.pk]),
                "unkept": reverse("admin:news_articleversion_unkept", args=[version.pk]),
                "signIn": reverse("admin:login"),
                # The opening whose text the draft holds: its copy in this browser can go.
                "done": own.opening if own and not own.fields else "",
                "copy": copy_data(own) if offered else None,
                "words": keeping_words(),
            },
        }


def _is_open(form: Any) -> bool:
    """To be written in, and not only shown."""
    return form is not None and "seen" in form.fields


def _refusal(request: HttpRequest, version: ArticleVersion, typed: Typed) -> str:
    if typed.editor != request.user.pk:
        return _("Another account is signed in now. Your text stays on this computer.")
    if version.live_from is not None:
        return _("This version was published or scheduled meanwhile. Your text stays on this computer.")
    if version.submitted_at and not publishing.may(request.user, "keep", version):
        return _("This draft was sent for review meanwhile. Your text stays on this computer.")
    return ""


def _keep(request: HttpRequest, version: ArticleVersion, typed: Typed) -> HttpResponse:
    by, answer = request.user, {}
    if typed.drops:
        working_copies.drop(version, by=by, opening=Opening.read(typed.drops))
    try:
        if typed.changed is None:
            copy = working_copies.look_in(version, by=by)
        else:
            copy = working_copies.keep_typed(version, by=by, **typed.to_keep())
    except BaseNeededError as error:
        copy, answer = error.copy, {"needs": "base"}
    except OtherCopyError as error:
        copy, answer = error.copy, {"other": copy_data(error.copy)}
    if typed.leaves:
        working_copies.leave(version, by=by)
    answer |= _told(request, version) | _sent(copy, typed) | {"changed": _changed(version, by, typed)}
    return JsonResponse(answer)


def _told(request: HttpRequest, version: ArticleVersion) -> dict[str, Any]:
    copies = version.working_copies.select_related("editor").defer("base", "fields")
    return {"editor": request.user.pk, "others": presence.opened_by(copies, but=request.user)}


def _sent(copy: WorkingCopy, typed: Typed) -> dict[str, Any]:
    """For a form that was sent and stayed open: what it goes on from."""
    last = Opening.read(copy.opening)
    if last.name != typed.opening.name or not last.sent or copy.fields:
        return {}
    return {"sent": last.sent, "seen": packed(copy.base), "fingerprint": fingerprint(copy.base)}


def _changed(version: ArticleVersion, by: Any, typed: Typed) -> str:
    """Said while one types, so that nobody is surprised when both texts are put together."""
    is_theirs = version.changed_by_id not in (None, by.pk)
    if not is_theirs or not typed.seen or typed.seen == fingerprint(content_of(version)):
        return ""
    words = _(
        "%(name)s kept this draft on %(moment)s, after you opened it. When you keep yours, both are put together."
    )
    return words % {"name": version.changed_by, "moment": moment(version.changed_at)}


def copy_data(copy: WorkingCopy) -> dict[str, Any]:
    """A working copy for its editor's own browser."""
    at = copy.kept_at or copy.seen_at
    return {
        "opening": copy.opening,
        "base": copy.base,
        "fields": copy.fields,
        "fingerprint": fingerprint(copy.base),
        "at": int(at.timestamp() * 1000),
    }
