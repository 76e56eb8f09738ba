"""Acts on a version with an address of their own: at once by POST (take back, look …), or after a page that asks (why, what)."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, reverse
from django.utils.translation import gettext as _

from config.web.dates import moment
from news import publishing
from news.admin.keeping.forms import form_keeping, saved
from news.admin.told import done, refused
from news.admin.versions.act_forms import CommentForm, OwnTextForm
from news.admin.versions.acts import tell_published
from news.admin.versions.addresses import VersionAddresses
from news.models import ArticleVersion
from news.publishing import RefusedError


class VersionPages(VersionAddresses):
    """Mixed into ArticleVersionAdmin."""

    def get_urls(self) -> list[URLPattern]:
        views = {
            "submit": self.submit_view,
            "take_back": self.take_back_view,
            "return": self.return_view,
            "own_text": self.own_text_view,
            "unschedule": self.unschedule_view,
            "look": self.look_view,
            "discard": self.discard_view,
        }
        return [*self.addresses(views), *super().get_urls()]

    # At once -----------------------------------------------------------------------------------------------

    def submit_view(self, request: HttpRequest, version: ArticleVersion) -> HttpResponse:
        words = _("Version %(number)d is in review again.") % {"number": version.number}
        return self._at_once(request, version, publishing.submit, words, undo="take_back")

    def take_back_view(self, request: HttpRequest, version: ArticleVersion) -> HttpResponse:
        words = _("Version %(number)d is out of review. Go on writing.") % {"number": version.number}
        return self._at_once(request, version, publishing.take_back, words, undo="submit")

    def unschedule_view(self, request: HttpRequest, version: ArticleVersion) -> HttpResponse:
        words = _("The version is a draft again. Nothing public has changed.")
        return self._at_once(request, version, publishing.unschedule, words)

    def look_view(self, request: HttpRequest, version: ArticleVersion) -> HttpResponse:
        words = _("Thank you. The text is no longer flagged.")
        return self._at_once(request, version, publishing.look, words)

    def _at_once(
        self,
        request: HttpRequest,
        version: ArticleVersion,
        act: Callable[..., ArticleVersion],
        words: str,
        undo: str = "",
    ) -> HttpResponse:
        if request.method != "POST":
            return HttpResponseNotAllowed(["POST"])
        try:
            act(version, by=request.user)
        except RefusedError as refusal:
            refused(request, refusal)
        else:
            back = reverse(f"admin:news_articleversion_{undo}", args=[version.pk]) if undo else ""
            done(request, words, undo=back)
        return redirect("admin:news_articleversion_change", version.pk)

    # After a page that asks ----------------------------------------------------------------------------------

    def return_view(self, request: HttpRequest, version: ArticleVersion) -> HttpResponse:
        """Gives the text back to its author with what is to be done."""
        if not publishing.may(request.user, "return_draft", version):
            raise PermissionDenied
        form = CommentForm(request.POST or None)
        if request.method == "POST" and form.is_valid():
            try:
                publishing.return_draft(version, by=request.user, comment=form.cleaned_data["comment"])
            except RefusedError as refusal:
                form.refuse(refusal)
            else:
                done(request, _("The draft is returned. Its author reads your comment on the desk."))
                return saved(request, redirect("admin:index"))
        author = version.submitted_by or version.created_by
        return self._asks(
            request,
            version,
            form=form,
            title=_("Return this draft"),
            outcome=_("It is out of review; %(name)s reads your comment on the desk and goes on writing.")
            % {"name": author}
            if author
            else _("It is out of review; your comment stands above the text."),
            button=_("Return the draft"),
        )

    def own_text_view(self, request: HttpRequest, version: ArticleVersion) -> HttpResponse:
        """Publishing a text of one's own: why nobody else does it. `?publish_at=`: on that day and not at once."""
        if not publishing.may(request.user, "publish", version):
            raise PermissionDenied
        form = OwnTextForm(request.POST or None, initial={"publish_at": request.GET.get("publish_at", "")})
        if request.method == "POST" and form.is_valid():
            at = form.cleaned_data["publish_at"]
            try:
                publishing.publish(
                    version, by=request.user, at=at, own_text_reason=form.cleaned_data["own_text_reason"]
                )
            except RefusedError as refusal:
                form.refuse(refusal)
            else:
                tell_published(request, version, is_scheduled=at is not None)
                return saved(request, redirect("admin:news_articleversion_change", version.pk))
        day = form.chosen_moment()
        return self._asks(
            request,
            version,
            form=form,
            title=_("You wrote this text yourself"),
            outcome=_("It is published, and flagged on everybody’s desk until somebody else has looked."),
            button=_("Publish on %(moment)s, Minsk time") % {"moment": moment(day)}
            if day
            else _("Publish version %(number)d now") % {"number": version.number},
        )

    def discard_view(self, request: HttpRequest, version: ArticleVersion) -> HttpResponse:
        if not publishing.may(request.user, "discard", version):
            raise PermissionDenied
        if request.method == "POST":
            return self._discard(request, version)
        is_last = not version.article.versions.exclude(pk=version.pk).exists()
        context = {"title": _("Discard this draft?"), "is_last": is_last}
        return self._page(request, version, "admin/news/articleversion/discard.html", context)

    def _discard(self, request: HttpRequest, version: ArticleVersion) -> HttpResponse:
        article, pk = version.article_id, version.pk
        others = version.article.versions.exclude(pk=pk).exists()
        try:
            publishing.discard(version, by=request.user)
        except RefusedError as refusal:
            refused(request, refusal)
            return redirect("admin:news_articleversion_change", pk)
        messages.success(request, _("The draft is discarded."))
        return (
            redirect("admin:news_article_change", article)
            if others
            else redirect("admin:news_article_changelist")
        )

    def _asks(
        self, request: HttpRequest, version: ArticleVersion, *, form: forms.Form, **words: Any
    ) -> HttpResponse:
        back = reverse("admin:news_articleversion_change", args=[version.pk])
        shared = {"article": version.article, "back": back, "form_keeping": form_keeping(request)}
        context = {**words, "form": form} | shared
        return self._page(request, version, "admin/news/article/reason_form.html", context)

    def _page(
        self, request: HttpRequest, version: ArticleVersion, template: str, context: dict[str, Any]
    ) -> HttpResponse:
        shared = {"version": version, "opts": self.opts, "media": self.media}
        return TemplateResponse(request, template, self.admin_site.each_context(request) | shared | context)
