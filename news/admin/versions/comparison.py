"""Any two versions of an article beside each other, word by word: public ones, drafts, and texts in two languages."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import URLPattern, path
from django.utils import timezone
from django.utils.translation import gettext as _

from news import publishing
from news.comparison import compared_texts
from news.models import ArticleVersion
from news.version_states import version_state

TEXTS = ("standfirst", "body", "confirmed", "claimed", "unknown")


class VersionComparison:
    """Mixed into ArticleVersionAdmin."""

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view(self.compare_view)
        return [path("<int:pk>/compare/", view, name="news_articleversion_compare"), *super().get_urls()]

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], **kwargs: Any
    ) -> HttpResponse:
        article = kwargs["obj"].article
        is_gone = article.removed_at or article.withdrawn_at or article.merged_into_id
        may_begin = context["desk"].can_begin and not is_gone and publishing.may(request.user, "new_draft")
        context |= {"may_begin_again": may_begin}
        return super().render_change_form(request, context, **kwargs)

    def compare_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """`?with=` another version of the article; the one before it in its language unless told. Both may be chosen anew
        (`?this=`), and stand in the order of their numbers."""
        version = get_object_or_404(ArticleVersion.objects.select_related("article"), pk=pk)
        if not self.has_view_or_change_permission(request, version):
            raise PermissionDenied
        siblings = _siblings(version)
        this = _read(version, siblings, request.GET.get("this", "")) or version
        other = _read(version, siblings, request.GET.get("with", "")) or _before(this, siblings)
        old, new = sorted((other, this), key=lambda each: (each.language == this.language, each.number))
        now = timezone.now()
        context = {
            **self.admin_site.each_context(request),
            "title": _("Versions compared"),
            "opts": self.opts,
            "media": self.media,
            "version": version,
            "old": old,
            "new": new,
            "choices": [(each, version_state(each, now).label) for each in siblings],
            "this": this,
            "other": other,
            "texts": compared_texts(old, new, timezone.localdate()) if old.pk != new.pk else [],
        }
        return TemplateResponse(request, "admin/news/articleversion/compare.html", context)


def _siblings(version: ArticleVersion) -> list[ArticleVersion]:
    """Every version of the article, by language, the newest first."""
    rows = list(version.article.versions.defer(*TEXTS, "note").order_by("language", "-number"))
    for row in rows:
        row.article = version.article
    return rows


def _read(version: ArticleVersion, siblings: list[ArticleVersion], wanted: str) -> ArticleVersion | None:
    """One of the article's, by its key as it came in the address, with its texts."""
    if wanted == str(version.pk):
        return version
    found = next((each for each in siblings if str(each.pk) == wanted), None)
    return ArticleVersion.objects.select_related("article").get(pk=found.pk) if found else None


def _before(version: ArticleVersion, siblings: list[ArticleVersion]) -> ArticleVersion:
    """The version before in the same language; the version itself, where it is the first."""
    own = [each for each in siblings if each.language == version.language and each.number < version.number]
    return ArticleVersion.objects.select_related("article").get(pk=own[0].pk) if own else version
