"""What the buttons under a version do: keep, send for review, publish, schedule, preview. A refused act says why."""

from copy import copy
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from config.web.dates import moment
from news import publishing
from news.admin.told import done
from news.admin.versions.form import ScheduleForm
from news.models import ArticleVersion
from news.publishing import Reason, RefusedError


class VersionActs:
    """Mixed into ArticleVersionAdmin. The text is saved first whatever the button, so a refusal loses nothing."""

    def response_change(self, request: HttpRequest, obj: ArticleVersion) -> HttpResponse:
        match request.POST.get("_act"):
            case "publish":
                return self._publish(request, obj, at=None)
            case "schedule":
                return self._schedule(request, obj)
            case "submit":
                return self._submit(request, obj)
            case "return":
                return redirect("admin:news_articleversion_return", obj.pk)
            case "preview":
                return redirect("admin:news_articleversion_preview", obj.pk)
        messages.success(request, _("The draft is kept. Nothing public has changed."))
        return redirect("admin:news_articleversion_change", obj.pk)

    def _submit(self, request: HttpRequest, version: ArticleVersion) -> HttpResponse:
        try:
            publishing.submit(version, by=request.user)
        except RefusedError as refusal:
            return self._refused(request, version, refusal, _("Not sent. Your text is kept as a draft."))
        words = _("Version %(number)d is in review. You hear of it on the desk.") % {"number": version.number}
        done(request, words, undo=reverse("admin:news_articleversion_take_back", args=[version.pk]))
        return redirect("admin:news_articleversion_change", version.pk)

    def _schedule(self, request: HttpRequest, version: ArticleVersion) -> HttpResponse:
        form = ScheduleForm(request.POST)
        if not form.is_valid():
            reasons = [Reason(message, "publish_at") for message in form.errors["publish_at"]]
            return self._not_published(request, version, RefusedError(*reasons))
        if form.cleaned_data["publish_at"] is None:
            reason = Reason(_("Choose the day and hour on which it goes public."), "publish_at")
            return self._not_published(request, version, RefusedError(reason))
        return self._publish(request, version, at=form.cleaned_data["publish_at"])

    def _publish(self, request: HttpRequest, version: ArticleVersion, at: Any) -> HttpResponse:
        try:
            publishing.publish(version, by=request.user, at=at)
        except RefusedError as refusal:
            others = [reason for reason in refusal.reasons if reason.field != "own_text_reason"]
            if others:
                return self._not_published(request, version, RefusedError(*others))
            # Only the reason is missing: it is asked for on a page of its own.
            return redirect(own_text_address(version, request.POST.get("publish_at", "") if at else ""))
        tell_published(request, version, is_scheduled=at is not None)
        return redirect("admin:news_articleversion_change", version.pk)

    def _not_published(
        self, request: HttpRequest, version: ArticleVersion, refusal: RefusedError
    ) -> HttpResponse:
        words = _("Not published. Your text is kept as a draft.")
        return self._refused(request, version, refusal, words)

    def _refused(
        self, request: HttpRequest, version: ArticleVersion, refusal: RefusedError, words: str | Promise
    ) -> HttpResponse:
        """The form again, with what was just saved and why it stays a draft."""
        form = ScheduleForm(request.POST)
        again = copy(request)
        again.method, again.POST = "GET", QueryDict()
        context = {"refused": refusal.reasons, "refused_words": words, "schedule_form": form}
        return self.changeform_view(again, str(version.pk), extra_context=context)


def own_text_address(version: ArticleVersion, publish_at: str) -> str:
    address = reverse("admin:news_articleversion_own_text", args=[version.pk])
    chosen = QueryDict(mutable=True)
    if publish_at:
        chosen["publish_at"] = publish_at
    return f"{address}?{chosen.urlencode()}" if chosen else address


def tell_published(request: HttpRequest, version: ArticleVersion, *, is_scheduled: bool) -> None:
    if not is_scheduled:
        done(request, _("Version %(number)d is public.") % {"number": version.number})
        return
    words = _("Version %(number)d goes public on %(moment)s, Minsk time.")
    undo = reverse("admin:news_articleversion_unschedule", args=[version.pk])
    done(request, words % {"number": version.number, "moment": moment(version.live_from)}, undo=undo)
