"""The filters of the lists of articles and versions: the five states, what left its place, one's own, the topic.

What few have is looked up by an index of those few; what nearly all have is asked of each row of the page.
"""

from typing import Any

from django.contrib import admin
from django.db.models import Exists, OuterRef, QuerySet
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from news.models import Article, ArticleVersion, Topic

HOW_TO_SEARCH = _("Words of a headline in any language, the last may be unfinished; or an address")
TOPICS_SHOWN = 60

OF_GONE = {
    "withdrawn": {"withdrawn_at__isnull": False, "removed_at__isnull": True},
    "removed": {"removed_at__isnull": False},
    "merged": {"merged_into__isnull": False},
}


class VersionStateFilter(admin.SimpleListFilter):
    title = _("state")
    parameter_name = "state"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [
            ("draft", _("draft")),
            ("review", _("in review")),
            ("scheduled", _("scheduled")),
            ("published", _("published")),
            ("withdrawn", _("withdrawn")),
            ("earlier", _("earlier versions")),
        ]

    def queryset(self, request: HttpRequest, queryset: QuerySet) -> QuerySet:
        now = timezone.now()
        match self.value():
            case "draft":
                return queryset.drafts().filter(submitted_at__isnull=True)
            case "review":
                return queryset.drafts().filter(submitted_at__isnull=False)
            case "scheduled":
                return queryset.scheduled(now).filter(article__removed_at__isnull=True)
            case "published":
                return queryset.listed_in_order(now)
            case "withdrawn":
                gone = Article.objects.filter(withdrawn_at__isnull=False).values("pk")
                return queryset.live(now).filter(article__in=gone)
            case "earlier":
                return queryset.filter(live_until__lte=now)
        return queryset


class ArticleStateFilter(admin.SimpleListFilter):
    """An article is found under every state that one of its languages is in."""

    title = _("state")
    parameter_name = "state"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [
            ("draft", _("with a draft")),
            ("review", _("in review")),
            ("scheduled", _("with a scheduled version")),
            ("published", _("published")),
            ("withdrawn", _("withdrawn")),
            ("removed", _("removed")),
            ("merged", _("merged into another")),
        ]

    def queryset(self, request: HttpRequest, queryset: QuerySet) -> QuerySet:
        versions = ArticleVersion.objects.order_by()
        match self.value():
            case "draft":
                return _of(queryset, versions.drafts().filter(submitted_at__isnull=True))
            case "review":
                return _of(queryset, versions.drafts().filter(submitted_at__isnull=False))
            case "scheduled":
                return _of(queryset, versions.scheduled())
            case "published":
                return queryset.filter(Exists(versions.listed().filter(article=OuterRef("pk"))))
        return queryset.filter(**OF_GONE.get(self.value() or "", {}))


class MineFilter(admin.SimpleListFilter):
    title = _("whose")
    parameter_name = "whose"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [("mine", _("mine"))]


class MyVersionsFilter(MineFilter):
    def queryset(self, request: HttpRequest, queryset: QuerySet) -> QuerySet:
        return queryset.filter(created_by=request.user) if self.value() == "mine" else queryset


class MyArticlesFilter(MineFilter):
    def queryset(self, request: HttpRequest, queryset: QuerySet) -> QuerySet:
        own = ArticleVersion.objects.order_by().filter(created_by=request.user)
        return _of(queryset, own) if self.value() == "mine" else queryset


class TopicFilter(admin.SimpleListFilter):
    """The first topics by name; any other in the address, as `?topic=transport`."""

    title = _("topic")
    parameter_name = "topic"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [(topic.slug, topic.name) for topic in Topic.objects.in_order()[:TOPICS_SHOWN]]

    def queryset(self, request: HttpRequest, queryset: QuerySet) -> QuerySet:
        if not self.value():
            return queryset
        about = Article.topics.through.objects.filter(topic__slug=self.value())
        return queryset.filter(pk__in=about.values("article"))


def _of(articles: QuerySet, versions: QuerySet) -> QuerySet:
    return articles.filter(pk__in=versions.values("article"))
