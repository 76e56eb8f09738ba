"""Gives back text that was typed and is not in the draft: beside its form, or in the draft that follows a public version."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed, JsonResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from news import publishing
from news.admin.keeping.requests import BadRequestError, read_typed
from news.admin.keeping.unkept import Unkept, offer, shows_anything
from news.admin.told import refused
from news.admin.versions.addresses import VersionAddresses
from news.admin.versions.form import VersionForm
from news.keeping import working_copies
from news.keeping.contents import content_from, unpacked
from news.models import ArticleVersion, WorkingCopy
from news.publishing import Reason, RefusedError


class VersionUnkept(VersionAddresses):
    """Mixed into ArticleVersionAdmin."""

    def get_urls(self) -> list[URLPattern]:
        views = {"unkept": self.unkept_view, "rescue": self.rescue_view}
        return [*self.addresses(views), *super().get_urls()]

    def get_form(self, request: HttpRequest, obj: Any = None, **kwargs: Any) -> type[VersionForm]:
        """`?copy=`: opened with the text of one's own working copy of that name."""
        form = super().get_form(request, obj, **kwargs)
        name = request.GET.get("copy") if request.method == "GET" else None
        if obj and name:
            own = obj.working_copies.filter(editor=request.user, opening=name).first()
            form.taken = own if own and own.fields else None
        return form

    def unkept_view(self, request: HttpRequest, version: ArticleVersion) -> HttpResponse:
        """POST: text that this browser kept. Answers with what of it the draft lacks, or 204. Nothing is written."""
        if request.method != "POST":
            return HttpResponseNotAllowed(["POST"])
        try:
            typed = read_typed(request)
        except BadRequestError as error:
            return JsonResponse({"error": str(error.words)}, status=error.status)
        at = typed.at or timezone.now()
        unkept = Unkept(version, typed.base or {}, typed.changed or {}, typed.opening, at)
        if context := self._offered(request, unkept):
            return TemplateResponse(request, "admin/news/articleversion/_unkept.html", context)
        return HttpResponse(status=204)

    def offered_copy(
        self, request: HttpRequest, version: ArticleVersion, copy: WorkingCopy
    ) -> dict[str, Any]:
        """What the draft lacks of the copy at the server; {} if nothing."""
        offered = self._offered(request, Unkept.of_copy(version, copy)) if copy.fields else {}
        return offered | {"is_at_server": True} if offered else {}

    def _offered(self, request: HttpRequest, unkept: Unkept) -> dict[str, Any]:
        """{} where nothing is missing."""
        if not unkept.is_missing():
            return {}
        offered, version = offer(unkept), unkept.version
        is_draft = version.live_from is None
        offered |= {
            "version": version,
            "may_take": is_draft and publishing.may(request.user, "keep", version),
            "may_begin": not is_draft and publishing.may(request.user, "new_draft"),
        }
        return offered if shows_anything(offered) else {}

    def rescue_view(self, request: HttpRequest, version: ArticleVersion) -> HttpResponse:
        """POST the form of a version that is public by now: its text goes on in the draft that follows."""
        if request.method != "POST":
            return HttpResponseNotAllowed(["POST"])
        if not publishing.may(request.user, "new_draft"):
            raise PermissionDenied
        if version.live_from is None:  # a draft again: then it is kept as any other
            return self.changeform_view(request, str(version.pk))
        base, typed = unpacked(request.POST.get("seen", "")), content_from(request.POST)
        try:
            draft = _next_draft(request, version)
            copy = working_copies.hand_over(draft, by=request.user, base=base, typed=typed)
        except RefusedError as refusal:
            refused(request, refusal)
            return self.changeform_view(request, str(version.pk))
        messages.success(request, _("Your text is in the form of this draft. Look at it, then keep it."))
        address = reverse("admin:news_articleversion_change", args=[draft.pk])
        return redirect(f"{address}?copy={copy.opening}")


def _next_draft(request: HttpRequest, version: ArticleVersion) -> ArticleVersion:
    siblings = version.article.versions.filter(language=version.language)
    draft = siblings.drafts().select_related("article").first()
    if draft and not publishing.may(request.user, "keep", draft):
        raise RefusedError(
            Reason(_("Somebody else is writing the next version already. Your text is still below."))
        )
    return draft or publishing.new_draft(version.article, version.language, by=request.user, act="update")
