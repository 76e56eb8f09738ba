"""A draft as readers will see it: in a tab of its own as it was kept, and beside its form as it is typed, in each language."""

from typing import Any

from csp.constants import SELF
from csp.decorators import csp_replace
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.views.decorators.clickjacking import xframe_options_sameorigin

from news.admin.versions.typed import version_as_typed
from news.article_history import version_address
from news.article_preview import desk_notice
from news.models import ArticleVersion, Language
from news.views.previews import preview_response

# The page of a version frames its own preview; no other page of the site may be framed at all.
IN_FRAME = csp_replace({"frame-ancestors": [SELF]})


class VersionPreview:
    """Mixed into ArticleVersionAdmin."""

    def get_urls(self) -> list[URLPattern]:
        view = IN_FRAME(xframe_options_sameorigin(self.admin_site.admin_view(self.preview_view)))
        return [path("<int:pk>/preview/", view, name="news_articleversion_preview"), *super().get_urls()]

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], **kwargs: Any
    ) -> HttpResponse:
        """A text that is not public yet has its preview beside it."""
        version: ArticleVersion = kwargs["obj"]
        context |= {"may_preview": version.live_from is None or version.live_from > timezone.now()}
        return super().render_change_form(request, context, **kwargs)

    def preview_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """GET: the version as it is kept; one that is public is shown at its own address. POST: as the form holds it, or
        with `?in=` another language of the article. Nothing is written."""
        version = self._read(request, pk)
        in_frame = request.method == "POST" or "frame" in request.GET
        if not in_frame and version.live_from and version.live_from <= timezone.now():
            return redirect(version_address(version))
        language = request.GET.get("in", version.language)
        if language != version.language and language in Language.values:
            version = self._other(version, language) or version
        elif request.method == "POST":
            version = version_as_typed(version, request.POST)
        notice = None if in_frame else desk_notice
        return preview_response(request, version, notice=notice, pictures=_pictures())

    def _read(self, request: HttpRequest, pk: int) -> ArticleVersion:
        version = get_object_or_404(_whole(), pk=pk)
        if not self.has_view_or_change_permission(request, version):
            raise PermissionDenied
        return version

    def _other(self, version: ArticleVersion, language: str) -> ArticleVersion | None:
        """The newest text in another language: its draft, or else what is scheduled, or else what readers have."""
        other = _whole().filter(article=version.article_id, language=language).order_by("-number").first()
        if other:
            other.article = version.article
        return other


def _whole() -> QuerySet:
    return ArticleVersion.objects.select_related("article", "lead_image").prefetch_related("article__topics")


def _pictures() -> str:
    """Where the desk finds pictures that are not public."""
    return reverse("admin:news_image_file", args=["-"])[:-1]
