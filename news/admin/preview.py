"""A draft as readers will see it: the page's own template and record, at an address only editors can open."""

from dataclasses import replace
from datetime import datetime

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from config.web.dates import moment
from news.article_history import History, version_address
from news.article_notices import Notice
from news.article_page import article_page
from news.models import ArticleVersion
from news.views.article_context import article_context


class VersionPreview:
    """Mixed into ArticleVersionAdmin. What is public already has its own page, and is shown there."""

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view(self.preview_view)
        return [path("<int:pk>/preview/", view, name="news_articleversion_preview"), *super().get_urls()]

    def preview_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        versions = ArticleVersion.objects.select_related("article", "lead_image").prefetch_related(
            "article__topics"
        )
        version = get_object_or_404(versions, pk=pk)
        if not self.has_view_or_change_permission(request, version):
            raise PermissionDenied
        now = timezone.now()
        if version.live_from and version.live_from <= now:
            return redirect(version_address(version))
        with translation.override(version.language):
            response = _preview(request, version, now)
            response.render()
        response["X-Robots-Tag"] = "noindex, nofollow"
        response["Content-Language"] = version.language
        return response


def _preview(request: HttpRequest, version: ArticleVersion, now: datetime) -> TemplateResponse:
    notice = _notice(version)
    history = _history_once_public(version, now)
    page = article_page(version, history, timezone.localdate(version.live_from), preview=True)
    page = replace(page, notices=[notice, *page.notices])
    return TemplateResponse(request, "news/article_detail.html", article_context(request, page))


def _notice(version: ArticleVersion) -> Notice:
    if version.live_from is None:
        return Notice(_("Preview of a draft."), _("Nobody but the desk can see it."), "claim")
    told = _("It goes public on %(moment)s, Minsk time.") % {"moment": moment(version.live_from)}
    return Notice(_("Preview."), told, "claim")


def _history_once_public(version: ArticleVersion, now: datetime) -> History:
    """The article's history as it will be when this version is its newest; only in memory, never saved."""
    version.live_from = version.live_from or now
    version.live_until = None
    before = list(
        version.article.versions.filter(live_from__lt=version.live_from)
        .exclude(pk=version.pk)
        .defer("standfirst", "body", "confirmed", "claimed", "unknown")
    )
    for each in before:
        each.article = version.article
        if each.language == version.language and each.live_until is None:
            each.live_until = version.live_from
    return History([*before, version], version.language, version.live_from)
