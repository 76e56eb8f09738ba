"""What the buttons under a version do: keep, publish, schedule, take back, discard, preview. A refused act says why."""

from copy import copy
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed, QueryDict
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path
from django.utils.translation import gettext as _

from config.web.dates import moment
from news import publishing
from news.admin.version_form import ScheduleForm
from news.models import ArticleVersion
from news.publishing import Reason, RefusedError


class VersionActs:
    """Mixed into ArticleVersionAdmin. The text is saved first whatever the button, so a refusal loses nothing."""

    def get_urls(self) -> list[URLPattern]:
        wrap = self.admin_site.admin_view
        return [
            path("<int:pk>/unschedule/", wrap(self.unschedule_view), name="news_articleversion_unschedule"),
            path("<int:pk>/discard/", wrap(self.discard_view), name="news_articleversion_discard"),
            *super().get_urls(),
        ]

    def response_change(self, request: HttpRequest, obj: ArticleVersion) -> HttpResponse:
        match request.POST.get("_act"):
            case "publish":
                return self._publish(request, obj, at=None)
            case "schedule":
                return self._schedule(request, obj)
            case "preview":
                return redirect("admin:news_articleversion_preview", obj.pk)
        messages.success(request, _("The draft is kept. Nothing public has changed."))
        return redirect("admin:news_articleversion_change", obj.pk)

    def _schedule(self, request: HttpRequest, version: ArticleVersion) -> HttpResponse:
        form = ScheduleForm(request.POST)
        if not form.is_valid():
            reasons = [Reason(message, "publish_at") for message in form.errors["publish_at"]]
            return self._refused(request, version, RefusedError(*reasons))
        if form.cleaned_data["publish_at"] is None:
            reason = Reason(_("Choose the day and hour on which it goes public."), "publish_at")
            return self._refused(request, version, RefusedError(reason))
        return self._publish(request, version, at=form.cleaned_data["publish_at"])

    def _publish(self, request: HttpRequest, version: ArticleVersion, at: Any) -> HttpResponse:
        try:
            publishing.publish(version, by=request.user, at=at)
        except RefusedError as refusal:
            return self._refused(request, version, refusal)
        words = _("Version %(number)d is public.")
        if at is not None:
            words = _("Version %(number)d goes public on %(moment)s, Minsk time.")
        messages.success(request, words % {"number": version.number, "moment": moment(version.live_from)})
        return redirect("admin:news_articleversion_change", version.pk)

    def _refused(self, request: HttpRequest, version: ArticleVersion, refusal: RefusedError) -> HttpResponse:
        """The form again, with what was just saved and why it stays a draft."""
        form = ScheduleForm(request.POST)
        again = copy(request)
        again.method, again.POST = "GET", QueryDict()
        return self.changeform_view(
            again, str(version.pk), extra_context={"refused": refusal.reasons, "schedule_form": form}
        )

    def unschedule_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        version = self._version(request, pk)
        if request.method != "POST":
            return HttpResponseNotAllowed(["POST"])
        try:
            publishing.unschedule(version, by=request.user)
        except RefusedError as refusal:
            for reason in refusal.reasons:
                messages.error(request, reason.message)
        else:
            messages.success(request, _("The version is a draft again. Nothing public has changed."))
        return redirect("admin:news_articleversion_change", pk)

    def discard_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        version = self._version(request, pk)
        if not publishing.may(request.user, "discard"):
            raise PermissionDenied
        if request.method == "POST":
            return self._discard(request, version)
        context = {
            **self.admin_site.each_context(request),
            "title": _("Discard this draft?"),
            "version": version,
            "is_last": not version.article.versions.exclude(pk=pk).exists(),
            "opts": self.opts,
            "media": self.media,
        }
        return TemplateResponse(request, "admin/news/articleversion/discard.html", context)

    def _discard(self, request: HttpRequest, version: ArticleVersion) -> HttpResponse:
        article, pk = version.article_id, version.pk
        others = version.article.versions.exclude(pk=pk).exists()
        try:
            publishing.discard(version, by=request.user)
        except RefusedError as refusal:
            for reason in refusal.reasons:
                messages.error(request, reason.message)
            return redirect("admin:news_articleversion_change", pk)
        messages.success(request, _("The draft is discarded."))
        return (
            redirect("admin:news_article_change", article)
            if others
            else redirect("admin:news_article_changelist")
        )

    def _version(self, request: HttpRequest, pk: int) -> ArticleVersion:
        version = get_object_or_404(ArticleVersion.objects.select_related("article"), pk=pk)
        if not self.has_view_or_change_permission(request, version):
            raise PermissionDenied
        return version
